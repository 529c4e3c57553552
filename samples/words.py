"""The words of which `make_customers.py` makes names, places and notes."""

BRANDS = (
    "恒泰", "瑞阳", "金诺", "明川", "安博", "卓远", "鸿图", "启辰", "天硕", "永嘉", "智联", "云帆", "泰和", "佳禾", "立信", "新源",
    "华盈", "景行", "同创", "优品", "德润", "凯越", "兴隆", "博远", "星海", "嘉业", "海岳", "普惠", "森茂", "晨曦", "远航", "和顺",
)  # fmt: skip
TRADES = {
    "软件": "软件", "电子": "电子科技", "机械": "机械设备", "食品": "食品", "医疗": "医疗器械", "建材": "建材", "物流": "物流",
    "化工": "化工", "纺织": "纺织", "包装": "包装材料", "汽配": "汽车零部件", "仪器仪表": "精密仪器",
}  # fmt: skip
CITIES = {
    "上海": "021", "北京": "010", "深圳": "0755", "广州": "020", "苏州": "0512", "杭州": "0571", "宁波": "0574", "武汉": "027",
    "成都": "028", "西安": "029", "南京": "025", "青岛": "0532", "重庆": "023", "长沙": "0731",
}  # fmt: skip
FAMILY = tuple("王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗")
GIVEN = (
    "伟", "芳", "娜", "秀英", "敏", "静", "丽", "强", "磊", "军", "洋", "勇", "艳", "杰", "涛", "明", "超", "秀兰", "霞", "平", "刚", "桂英",
    "建华", "文博", "雨欣", "子轩", "海燕", "志强", "春梅", "国栋",
)  # fmt: skip
TITLES = (
    "总经理",
    "采购经理",
    "采购总监",
    "厂长",
    "技术总监",
    "副总",
    "项目经理",
    "财务经理",
    "行政主管",
    "工程师",
    "",
)
NOTES = (
    "上次拜访谈了年度框架，对方要求降5个点",
    "已寄样品，等质量部结论",
    "预算要等明年，先保持联系",
    "老客户介绍，决策人是副总",
    "竞争对手报价低，重点讲服务",
    "需要一份英文版方案\n月底前给",
    "只在周三下午有空，先打座机",
    "对价格敏感，关注交货期",
)
FIRST = (
    "Silverton", "Maple Ridge", "Northgate", "Copperfield", "Lakeshore", "Redwood", "Stonebridge", "Fairmont", "Westbrook",
    "Ironwood", "Clearview", "Riverside", "Highland", "Birchwood", "Kingsley", "Ashford",
)  # fmt: skip
TRADES_EN = {
    "machinery": "Machinery", "food": "Foods", "medical": "Medical Supply", "logistics": "Logistics", "materials": "Building Supply",
    "hospitality": "Hotels", "biotech": "Biotech", "furniture": "Furniture", "packaging": "Packaging",
}  # fmt: skip
CITIES_EN = {
    "Leeds": "+44 113", "Chicago": "+1 312", "Seattle": "+1 206", "Boston": "+1 617", "Austin": "+1 512", "Portland": "+1 503",
}  # fmt: skip
GIVEN_EN = (
    "Alice",
    "Brian",
    "Chloe",
    "David",
    "Elena",
    "Frank",
    "Grace",
    "Henry",
    "Isla",
    "Jack",
    "Laura",
    "Nina",
    "Oscar",
    "Paula",
)
FAMILY_EN = (
    "Adams",
    "Baker",
    "Carter",
    "Diaz",
    "Evans",
    "Foster",
    "Green",
    "Hughes",
    "Irwin",
    "Jones",
    "Keller",
    "Novak",
    "Quinn",
)
TITLES_EN = ("buyer", "Plant Manager", "owner", "Head of Purchasing", "CFO", "engineer", "")
NOTES_EN = (
    "Wants a quote for next year's volumes",
    "Sample sent, waiting for their lab",
    "Budget frozen until spring, keep in touch",
    "Met at the trade fair; the decision is the CFO's",
    "Unhappy with delivery times at their present supplier",
    "Call before ten, never on Fridays",
)
GRADES = {
    "A": ("A级", "a", "重点", "Ａ", "A类"),
    "B": ("B级", "b", "普通", "Tier B"),
    "C": ("C级", "c", "C 级", "低"),
}
