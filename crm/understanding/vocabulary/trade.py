"""What company names are made of, and the everyday words that they must not be mistaken for."""

from crm.understanding.vocabulary.wording import longest_first, words

# Cities and provinces that open a Chinese company's name, longest first.
CITIES = longest_first(
    words(
        "北京市 上海市 天津市 重庆市 北京 上海 天津 重庆 广州 深圳 苏州 杭州 南京 武汉 成都 西安 "
        "郑州 长沙 青岛 大连 宁波 厦门 福州 济南 合肥 无锡 常州 南通 徐州 扬州 镇江 泰州 盐城 "
        "嘉兴 绍兴 温州 台州 金华 湖州 义乌 昆山 东莞 佛山 珠海 中山 惠州 汕头 沈阳 哈尔滨 长春 "
        "石家庄 太原 昆明 贵阳 南宁 南昌 兰州 乌鲁木齐 呼和浩特 海口 三亚 拉萨 西宁 银川 洛阳 "
        "烟台 潍坊 唐山 保定 芜湖 株洲 柳州 桂林 泉州 漳州 台北 高雄 台中 香港 澳门 江苏 浙江 "
        "广东 山东 河南 河北 湖南 湖北 四川 福建 安徽 江西 辽宁 吉林 黑龙江 陕西 山西 云南 贵州 "
        "广西 甘肃 海南 内蒙古 宁夏 新疆 青海 西藏 台湾 中国"
    )
)

LATIN_PLACES = words(
    "beijing shanghai shenzhen guangzhou suzhou hangzhou nanjing wuhan chengdu chongqing tianjin ningbo"
    " qingdao dalian xiamen wuxi dongguan foshan zhengzhou changsha hefei jinan kunming shenyang hongkong singapore taipei tokyo osaka seoul london leeds"
    " manchester paris berlin munich hamburg rotterdam amsterdam madrid rome milan zurich vienna"
    " sydney melbourne perth boston chicago seattle portland austin dallas houston fresno denver"
    " pittsburgh atlanta miami detroit phoenix philadelphia toronto vancouver montreal dublin york"
    " london europe asia china america germany france italy spain usa uk texas california"
)

# Chinese words of two characters that are also the start of many a company's name.
COMMON_HAN = words(
    "希望 时代 创新 发展 中国 国际 阳光 长城 未来 联想 方正 东方 天天 光明 和平 平安 人民 大众 现代 新华 成功 生活"
    " 世界 科技 技术 电子 机械 信息 网络 数据 智能 安全 健康 教育 文化 环保 能源 动力 建设 工程 设计 项目 产品 市场"
    " 服务 管理 系统 标准 质量 价格 合同 客户 公司 集团 中心 北方 南方 西部 东部 中南 华东 华南 华北 上海 北京 广州"
    " 合作 合力 同心 第一 万一 精密 专业 高级 先进 优质 综合 全球 全国 大家 百度 美好 美的 方案 联系 信用 信心 特别"
)

# Two characters that belong together: a name that cuts such a pair in two is not a name.
TOGETHER = words(
    "今天 明天 昨天 后天 前天 当天 每天 白天 整天 聊天 春天 夏天 秋天 冬天 半天 几天 两天 三天 天天 周天 那天 这天 改天"
    " 成交 成功 成本 成为 成立 成果 成绩 成熟 完成 达成 赞成 组成 东西 房东 股东 广东 山东 华东 远程 长远 永远 遥远"
    " 北京 华北 东北 西北 湖北 河北 上海 青海 大海 海外 海关 海运 蓝色 金额 资金 现金 奖金 定金 押金 佣金 租金 基金"
    " 现金 桥梁 科技 新增 材料 原材 博士 瑞士 盛大 丰富 信息 微信 短信 相信 回信 来信 信用 信任"
    " 可信 电信 中华 精华 豪华 下海 出海"
)

# Everyday English words that are also the first word of many a company's name.
COMMON_LATIN = words(
    "summit harbor harbour delta pioneer north south east west northern southern western eastern"
    " blue green red black white gold golden silver field river lake stone rock oak pine first"
    " general united global advanced premier star sun prime core key bridge mountain hill valley"
    " ocean sea island eagle falcon hawk lion tiger bear wolf fox horizon vision focus target"
    " national international american british royal modern classic future standard quality smart"
    " fast quick direct express open next new old big best better right central metro city town"
    " urban country rural heritage liberty freedom victory champion alpha beta gamma omega sigma"
    " apple orange cherry lemon rose lily iris olive lotus diamond crystal pearl ruby jade iron"
    " steel copper bright clear pure fresh simple easy total complete perfect ideal unique super"
    " power energy force impact momentum catalyst spark flame fire water wind solar earth sky"
    " cloud rain snow storm thunder lightning sunrise sunset dawn twilight midnight morning day"
    " spring summer autumn winter anchor beacon compass crown castle tower gate garden park forest"
    " meadow market trade capital union alliance partner partners team group circle square cross"
    " point line edge peak top high low deep long short true real active progress link connect"
    " network data digital logic method system systems solution service services care health life"
    " family home house office work works design concept idea dream hope faith grace spirit unity"
    " victor major minor junior senior master expert leader ranger hunter scout guardian shield"
    " target signal matrix vector atlas titan phoenix dragon quest venture frontier landmark"
    " lantern candle mirror window door table book page paper print media sound music light shell"
    " orbit motion dynamic stellar noble regal grand lunar vital viva nova mercury mars saturn"
    " insight bridgeport crossroads milestone cornerstone keystone benchmark flagship"
)

# Words that say what a company does, not which company it is.
GENERIC = words(
    "logistics foods food steel hotels hotel supply supplies furniture labs lab farms farm cafe"
    " traders trading trade pumps dental medical industries industrial manufacturing solutions"
    " systems services group holdings partners consulting construction engineering electric"
    " electronics energy chemical chemicals plastics metals materials machinery equipment tools"
    " motors auto automotive parts packaging printing paper textiles clothing apparel bakery"
    " brewing brewery vineyards winery restaurant restaurants catering clinic clinics hospital"
    " pharmacy pharma biotech software technology technologies tech digital media design studio"
    " studios marketing travel tours transport shipping freight marine aviation school academy"
    " college university institute bank insurance finance capital realty properties estate homes"
    " builders hardware garden market markets stores store shop company international global"
    " enterprises ventures works mills dairy seafood produce organics optics robotics instruments"
    " networks telecom wireless security cleaning laundry fitness sports toys jewelry interiors"
    " corporation partners associates bros brothers sons dairies cement mining timber glass"
)

# What an unknown company's Chinese name may end in.
COMPANY_ENDINGS = longest_first(
    words(
        "有限公司 股份 集团 公司 科技 电子 机械 机电 物流 钢构 钢铁 实业 贸易 酒店 宾馆 医院 学校 "
        "大学 银行 超市 商行 建材 材料 食品 饮料 医疗 器械 制造 仪器 软件 网络 信息 传媒 教育 "
        "置业 地产 建筑 工程 化工 纺织 服装 家具 家居 装饰 五金 塑胶 橡胶 包装 印刷 汽车 汽配 "
        "电气 电器 电力 能源 环保 生物 制药 药业 农业 牧业 渔业 船舶 航空 光电 半导体 微电子 通信 "
        "通讯 自动化 机器人 智能 精密 模具 轴承 重工 机床 厂 店 合作社 事务所 研究院 设计院 中心 "
        "工业 渔具"
    )
)
