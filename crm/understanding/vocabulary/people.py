"""How people are named in both languages: surnames, titles, given names that are also words."""

from crm.understanding.vocabulary.wording import words

COMPOUND_SURNAMES = words(
    "欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 令狐 慕容 司徒 夏侯 端木 长孙 宇文 轩辕 南宫"
)

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕"
    "丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃"
    "武戴莫孔向汤温康施洪翁葛倪颜柳骆涂齐童申翟章鲁关焦纪盛尤左詹欧祝聂鲍符游阮岳柴项梅庄辛管祁裴"
    "殷牛樊毕路安常伍米庞耿舒费卓凌时盖童柏霍包喻解卫俞蓝宁查房饶简娄闵冉鞠蔺宫冷褚佟楼仇单甘习甄"
    "束郁桂边臧古车芦项奚屈成苗麦连华季穆戚邢艾乔司瞿桑"
)

# Title -> the words in a contact's own title that it can stand for ("" fits any).
TITLES: dict[str, tuple[str, ...]] = {
    "总经理": ("总经理", "总裁", "董事长"),
    "副总经理": ("副总",),
    "副总裁": ("副总",),
    "副总": ("副总",),
    "总监": ("总监",),
    "总工": ("总工", "工程师"),
    "董事长": ("董事长",),
    "董": ("董事",),
    "总": ("总", "经理", "老板", "长", "总监", "ceo", "vp", "director", "manager", "owner"),
    "采购经理": ("采购经理",),
    "项目经理": ("项目经理",),
    "产品经理": ("产品经理",),
    "研发经理": ("研发经理",),
    "经理": ("经理", "manager"),
    "副主任": ("主任",),
    "主任": ("主任",),
    "院长": ("院长",),
    "校长": ("校长",),
    "副校长": ("校长",),
    "厂长": ("厂长",),
    "处长": ("处长",),
    "科长": ("科长",),
    "部长": ("部长",),
    "局长": ("局长",),
    "所长": ("所长",),
    "店长": ("店长",),
    "行长": ("行长",),
    "队长": ("队长",),
    "组长": ("组长",),
    "会长": ("会长",),
    "站长": ("站长",),
    "社长": ("社长", "理事长"),
    "理事长": ("理事长",),
    "理事": ("理事",),
    "书记": ("书记",),
    "老板娘": ("老板", "owner"),
    "老板": ("老板", "总经理", "owner"),
    "老师": ("师", "教授", "校长", "主任"),
    "教授": ("教授",),
    "工程师": ("工程师",),
    "工": ("工程师", "技术", "研发", "总工", "厂长"),
    "医生": ("医", "主任"),
    "大夫": ("医", "主任"),
    "护士长": ("护士",),
    "主管": ("主管", "经理"),
    "助理": ("助理",),
    "秘书": ("秘书",),
    "会计": ("会计", "财务"),
    "师傅": ("",),
    "先生": ("",),
    "女士": ("",),
    "小姐": ("",),
    "太太": ("",),
    "生": ("",),  # 先生, in Hong Kong
    "姐": ("",),
    "哥": ("",),
}

# Two characters that look like a surname with a title and are something else.
NO_TITLE = words(
    "卫生 余生 毕生 安生 施工 高工 员工 成本 时段 常规 方案 关系 项目 金额 高级 安排 单子 华东"
)
# What stands before such a pair where it is part of another word: 本周|总结, 由于|主任.
NO_SURNAME_AFTER = {
    "周": "本上下这每一两三四五六七八九十第几多半整",
    "于": "由对关至属终等在便用位处大小高低",
    "时": "小同当及临平何按有到准定随",
    "成": "完达构组形养变合促赞天",
    "单": "订菜简下签开名清账成大小报",
    "万": "一二三四五六七八九十百千0123456789",
    "安": "公平治保西",
    "方": "对双我甲乙地官大供需买卖",
    "高": "提很最更",
    "关": "有相",
    "管": "不尽主",
    "何": "如任为",
    "向": "方意导",
    "江": "长浙镇",
    "车": "开坐停",
    "路": "一公道",
    "包": "承打",
    "项": "一二三几各事",
    "金": "资奖现美",
    "常": "经正非通",
    "连": "大",
    "司": "公",
    "古": "内蒙",
    "习": "学",
    "查": "检调审再",
    "解": "了理",
    "华": "中新",
}
TITLE_NOT_BEFORE = {
    "总": "结共数额部计价量体之务统",
    "工": "作程厂地人业期序艺具资会",
    "姐": "妹",
    "哥": "们",
    "生": "产活意日命成态物效长存气病前于怕硬动词涯鲜锈铁根辉涛力平源龙海明伟强富财荣贵",
}

# After a surname that is an everyday character too, 总 with one of these is an adverb: 单总是.
ADVERB_AFTER = "是会要在"

HONORIFICS = words("mr mrs ms miss dr prof professor sir madam mister doctor")

# Given names and surnames that are everyday words: they count only capitalised or beside a
# word that a person follows.
WORDLIKE_NAMES = words(
    "bill mark will grant hart may jan art rob pat grace hope april june rose drew chase frank"
    " dean jack price long short young rich white brown black green king cook baker miller ray"
    " sky guy faith joy dawn eve iris lily olive pearl ruby violet victor max miles case page"
    " book field ford wood stone rivers banks mason hunter carter tan chance van de von del la"
)

# Two characters that begin like a name and are everyday words.
NO_NAMES = words(
    "方案 方面 方向 付款 成交 成本 成品 时间 时候 高层 高管 安装 安排 安全 项目 金额 单子 单价 单位 关系 关于 常规 "
    "管理 计划 解决 解释 连接 路线 包装 包括 万一 车间 车辆 马上 石材 江苏 温度 白色 黄色 金属 雷达 夏季 乐意 司机 "
    "连夜 终于 终端 何时 全部 全国 全新 边上 盛大 房子 房间 程序 程度 毛利 章程 纪要 余款 余额 严重 应该 明细 华东 "
    "华南 和解 钱款 陈列 段时 古典 白天 童装 宁可 顾客 顾虑 顾问 于是 任务 任何 史上 常用 花费 曾经 许多 许可 路上 "
)
