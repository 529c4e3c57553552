"""What only looks like a time, by the words around it: points, addresses, ratios, prices, feasts on goods.

A table over folded text; `guards.py` looks up in it what the grammar found.
"""

import re

from crm.understanding.vocabulary.people import SURNAMES

_COMPANY = (
    r"\s?(?:logistics|trading|ltd|inc|corp|llc|co\b|group|foods?|labs?|hotels?|industries|tech|solutions|"
    r"systems|partners|capital|medical|bakery|cafe|chen|wang|li|lee|zhang|liu|smith|jones|microsystems|"
    r"pharma\w*|motors?|energy|holdings|consulting|media|chemicals?|plastics|steel|electronics|said|says|wants|asked|"
    r"called|told|is\b|was\b|has\b|will\b|from\b|at\s[a-z])"
)
_ADDRESS = r".*(?:[路街巷弄道]|大道|胡同|地址|住址|位于|门牌|展厅|展馆|展位|车位|库位|货位)[:是在]?[^,.;]{0,6}"
_NOUN_AFTER_ORDINAL = (
    r"\s?(?:floor|visits?|batch(?:es)?|times?|quarters?|rounds?|orders?|meetings?|calls?|attempts?|phases?|items?|"
    r"pages?|gen|generation|part(?:y|ies)|lines?|shifts?|stores?|ones?|cop(?:y|ies)|units?|weeks?|"
    r"shipments?|deliver(?:y|ies)|invoices?|payments?|quotes?|drafts?|versions?|customers?|clients?|sites?|"
    r"emails?|complaints?|reminders?|samples?|demos?|place|prize|choice|option|person|contact|avenue|ave|street|st\b|"
    r"largest|biggest|best|most|year|stage|step|warehouse|plant|office|building|half|hand|opinion|party|tier|"
    r"supplier|vendor|competitor|reason|question|issue|point|bid|deal|contract|project|machine|pump|truck|in line)"
)
_POINTS = (
    r"\s?(?:意见|建议|要求|原因|问题|不足|内容|想法|需求|理由|顾虑|看法|异议|反馈|优势|好处|诉求|疑问|说明|"
    r"共识|分歧|注意|改进|让步|折扣|利润|返点|佣金|优惠|以内的折|的折|的返|的优惠|的利|的佣|多少|:)"
)
_FEASTS = (
    r"(?:the\s)?(?:christmas|xmas|easter|thanksgiving|halloween|black\sfriday|cyber\smonday|(?:chinese\s|lunar\s)?new\syear'?s?|valentine'?s?|mid-?autumn|nye|(?:the\s)?(?:christmas|xmas|new\syear'?s?)\seve|(?:mother|father)'?s?\sday)"
    r"|春节|中秋节?|国庆节?|元旦节?|端午节?|五一节?|圣诞节?|双十[一二]|双1[12]|元宵节?|情人节|七夕节?"
)
_SOLD_FOR_A_FEAST = (
    r"\s(?:promos?|promotions?|trees?|eggs?|gifts?|hampers?|cards?|part(?:y|ies)|menus?|sales?|campaigns?|displays?|decorations?|lights|cakes?|market|bonus|baskets?|boxes|do|dos|bash|function|events?|gigs?|covers|range|specials?|rush|(?:opening\s|trading\s)?hours|rota|orders?|stock|(?:price\s|order\s|stock\s|wine\s|product\s)?lists?|prices?|pricing|catalogues?|catalogs?|brochures?|flyers?|offers?|deals?|puddings?|puds?|turkeys?|wreaths?|fayre|fair|markets)\b"
    r"|(?:路|街|大道|礼盒?|礼品|促销|活动|特惠|套餐|月饼|海报|贺卡|福利|备货|大促)"
)
# Sort of piece, expression its words match, what may stand before and after (a guard bites where
# all three match). Each is tried on at most 24 characters on either side.
LOOKALIKES: list[tuple[str, re.Pattern[str], re.Pattern[str], re.Pattern[str]]] = [
    (sort, re.compile(words + r"\Z"), re.compile(before + r"\Z"), re.compile(after))
    for sort, words, before, after in [
        # points, not hours: 让了3个点, 提了三点要求, 第三点
        (
            "CLOCK",
            r".*[点时]",
            r".*(?:第|有|占|利润|提[了出]?|以下|共|让[了出]?|降[了低]?|涨[了]?|返[了]?|低[了]?|高[了]?|优惠|折扣|几|加[了]?|减[了]?|(?<!不)多|少)\s?",
            r"",
        ),
        ("CLOCK", r".*点", r".*", _POINTS),
        ("CLOCK", r"[一二两三四五六七八九十\d]\s?点", r".*", r"[^,.;\d]{1,5}:"),
        (
            "CLOCK",
            r"[一1]\s?点",
            r"(?!.*(?:[上下中]午|凌晨|晚上|[今明]晚|[天号日早]|[周期拜][一二三四五六日天])\s?\Z).*",
            r"(?!\s?(?:钟|整|[左前后以之到至给打去联见在开来和跟约再,.!?;]|$))",
        ),
        # at 15 each, at 3 sites, at 12 Baker Street
        (
            "CLOCK",
            r"(?:at|@)[\s\S]*\d",
            r".*",
            r"\s?(?:each|per|a piece|apiece|usd|k\b|%|percent|a unit|sites?|locations?|stores?|units?|degrees|[a-z]+ (?:street|st|road|rd|avenue|ave|lane|drive)\b)|/(?!\d)",
        ),
        # a table for 6 tomorrow; a reminder for 4 tomorrow is an hour
        (
            "CLOCK",
            r"for\s\d{1,2}",
            r"(?!.*\b(?:alarm|reminder|remind me|wake[- ]?up|call|meeting|mtg|appointment|appt|demo|visit|it|that|booked|scheduled|set)\s\Z).*",
            r"\s(?:tom|tmr|tmw|today|2moro|tonight)",
        ),
        # the 3rd visit, 2nd floor
        (
            "DAY",
            r"(?:the\s)?(?:\d+\s?(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)",
            r"(?!.*\b(?:after|before|by)\s\Z).*",
            _NOUN_AFTER_ORDINAL,
        ),
        # the Christmas tree farm, 春节礼盒, 元旦促销: what a feast only names
        ("DAY", _FEASTS, r"(?!.*(?:after|before|by|until)\s(?:the\s)?\Z).*", _SOLD_FOR_A_FEAST),
        (
            "DAY",
            r"(?:the\s)?year\s?end",
            r".*",
            r"\s?(?:accounts?|results?|reports?|figures|numbers|party|reviews?|bonus|stock)",
        ),
        # fax 11-25-88, win rate 3/10, a 1/4 turn valve
        (
            "DAY",
            r"[\d/.-]+",
            r".*(?:fax|tel|phone|ext|rate|ratio|score|rated|page|lot|batch|传真|电话|分机|编号|批号|单号)[.:# ]*",
            r"",
        ),
        (
            "DAY",
            r"\d+/\d+",
            r".*",
            r"\s?(?:turn|马力|valve|bolt|nut|pipe|thread|hose|wrench|tsp|cup|pint|mile)",
        ),
        # 五一路15号3栋, 3号路, 展厅3.12号, bay 12/4
        ("DAY", r".*[号日]", _ADDRESS, r""),
        (
            "DAY",
            r".*[号日]",
            r".*",
            r"(?:路|街|巷|弄|大道|展位|车位|档口|摊位|商铺|线(?![上下])|口(?!头|述|径)|门(?!店|市|诊|面)|楼(?!盘)|馆|厅(?!长)|窗口|炉|桌|包[间厢]|井|闸|塔|柜(?!台)|站台|航站楼|登机口|机位|泊位|码头|卡座|工位|桩)",
        ),
        # 一个叫李明天的, 姓周名末: what a name ends in
        (
            "DAY",
            r"[今明后][天日]|周[一二三四五六日末]",
            rf".*(?:叫做?|名叫|姓名|名字是?|联系人是?)[:\s]?[{''.join(sorted(SURNAMES))}]",
            r"",
        ),
        # 12 boxes at 4.50, 300 sheets @ 2.20: what each costs
        (
            "CLOCK",
            r"(?:at|@)\s?\d{1,3}\.\d\d",
            r"(?:.*[^a-z])?\d+\s?(?:x\s)?(?!am\b|pm\b)(?:[a-z]+\s){1,3}",
            r"(?!\s?(?:am|pm|sharp|today|tomorrow|tom|tmrw|on\b|mon|tue|wed|thu|fri|sat|sun))",
        ),
        # best before 03/01/27, exp 12/26, 保质期至3月1号
        (
            "DAY",
            r".*",
            r".*(?:best[ -]before|use[ -]by|sell[ -]by|display until|\bbbe?|\bexp|expiry(?: date)?|dated|dob|born|mfg|mfd|保质期|有效期|生产日期|失效日期|出生日期)(?: is| on|:|为|至|到|是)?\s?",
            r"",
        ),
        # every 1st customer, no day
        (
            "REPEAT",
            r"every\s(?:\d+(?:st|nd|rd|th)|first)",
            r".*",
            r"\s(?!(?:remind|call|ring|phone|send|check|do|pay|visit|email|log|chase|run|review|book|meet|see|go|drop|pop|invoice|submit|file|report|order)\b)[a-z]",
        ),
        (
            "DAY",
            r"[\d/.-]+",
            r".*(?<![a-z])(?:bay|room|rm|bin|rack|shelf|locker|space|spot|slot|gate|dock|door|unit|hall|booth|stand|aisle|plot|lane)\s?",
            r"",
        ),
        (
            "DAY",
            r"\d+/\d+",
            r".*(?:(?<![a-z])(?:hose|pipe|tube|thread|bolt|socket|fitting|valve|wire|size)s?|管子?|软管|螺纹|接头|螺栓|内丝|外丝|阀门?|尺码)\s?",
            r"",
        ),
        ("DAY", r"\d+/\d+", r".*", r"\s?-?(?:way|码|规格|牙|分管)"),
        ("DAY", r"[a-z]+\.? one", r".*", r""),
        # 十一点五个百分点, 百分之三点五
        ("CLOCK", r".*点[零一二三四五六七八九]?", r".*百分之\s?", r""),
        (
            "CLOCK",
            r".*点[零一二三四五六七八九]*",
            r".*",
            r"[零一二三四五六七八九]{0,2}(?:个?百分|个点|成|倍|折|公斤|吨|毫米|厘米)",
        ),
        (
            "DAY",
            r"[三五六七八][一八]节?",
            r".*",
            r"[一-龥]{1,6}(?:公司|工厂|店|集团|用品|小学|中学|医院)",
        ),
        # 新来的采购叫周三强
        (
            "DAY",
            r"周[一二三四五六日]",
            r".*(?:叫做?|名叫|姓名|名字是?)[:\s]?",
            r"[一-龥](?:[,.;。]|\Z)",
        ),
        # people called 周五福, 周日升
        (
            "DAY",
            r"周[一二三四五六日]",
            r".*",
            r"(?:[福升贵祥]|[一-龥](?:先生|女士|小姐|经理|主任|老师|工程师))",
        ),
        # months and weekdays that are names or verbs
        (
            "DAY",
            r"(?:may|march|april|june|august|sun|sat|mar|wed|mon|fri|jun|jan)",
            r"(?:.*[^a-z])?(?:mr|mrs|ms|miss|dr|dear|hi|hello|hey|thanks)\.?\s",
            r"",
        ),
        ("DAY", r"(?:may|march|april|june|august|sun|jan)", r".*", _COMPANY),
        ("DAY", r"sat", r".*", r"\s(?:down|with|in|next|through|there|on|together)"),
        ("DAY", r"sun", r".*", r"\s(?:is|was|came|set|rise|screen|shade|flower|glass)"),
        ("DAY", r"(?:march|mar)", r".*", r"\s(?:in|on|to|up|over|forward)\s"),
        ("DAY", r".*", r".*", r"\s(?:street|st\b|road|rd\b|avenue|ave\b|lane|drive|square|place)"),
        # fractions: 1/2 of it, 2/3的客户
        (
            "DAY",
            r"[1-4]/[2-5]",
            r".*",
            r"\s?(?:of\b|的|inch|price|cup|off|full|done|hour|day|成|以上|左右)",
        ),
        (
            "DAY",
            r"\d+/\d+",
            r".*",
            r"\s?(?:[伏寸英米吨台套件人]|(?:v|vdc|vac|volts?|hp|kw|mm|hz)(?![a-z])|inch|ratio|split|share|scale)",
        ),
        # sunday brand bottles, the Monday report, Friday casuals
        (
            "DAY",
            r"(?:mon|tues|wednes|thurs|fri|satur|sun)day",
            r".*",
            r"\s(?:brand|roast|best|school|paper|papers|edition|market|menu|brunch|club|league|times|express|special)s?\b",
        ),
        # 1/3 paid up front, 预付1/3
        (
            "DAY",
            r"[1-4]/[2-5]",
            r".*",
            r"\s?(?:(?:is |was |already )?paid|prepaid|up[- ]?front|down payment|deposit|in advance|预付|首付|定金|已付|付清)",
        ),
        (
            "DAY",
            r"[1-4]/[2-5]",
            r".*(?:预付了?|首付|定金|已付|付了|(?<![a-z])(?:paid|prepaid))\s?",
            r"",
        ),
        # 配比3:20, a ratio of 3:20
        (
            "CLOCK",
            r"(?:is |of |at |约|大概|是|为)?\s?\d{1,2}:\d\d",
            r".*(?:配比|比例|比率|比分|配方|(?<![a-z])(?:ratio|formula|dilution|mix|score|odds|scale|aspect))\s?(?:of|is|was|[是为约:])?\s?",
            r"",
        ),
        ("CLOCK", r"\d{1,2}:\d\d?", r".*", r"\s(?:ratio|dilution|mix|scale|odds)"),
        (
            "CLOCK",
            r".*",
            r".*(?:photo|picture|screenshot|clip|照片|截图|视频)s?\s?",
            r"\s?(?:shows?|拍|显示|里)",
        ),
        # a chat pasted with its times: [08:52] Jan: will do
        ("CLOCK", r"\d{1,2}:\d\d(?::\d\d)?", r".*\[", r"\]\s?[^,.;:\[\]]{1,20}:"),
        # 九点半科技, 两点之间, 十点钟方向
        ("CLOCK", r".*", r".*", r"(?:科技|集团|公司|传媒|酒店|餐饮|设计|方向|论)"),
        ("CLOCK", r"[^到至-]*", r".*", r"之间"),
        ("DAY", r"(?:24/7|50/50|80/20|9/11)", r".*", r""),
        # 交期3天, 质保2年: lengths that are terms
        (
            "DAY",
            r".*(?:内|后)",
            r".*(?:响应|时效|限时|要求|控制在|付款|账期|货到|收货|到货|验收|质保|保修|开票|发票|签约|下单|票到|交货期?|工期|交期)[^,.;]{0,6}",
            r"",
        ),
        (
            "DAY",
            r".*(?:\d|\b(?:an?|one|two|three|four|six|twelve)\b).*\b(?:days?|weeks?|wks?|months?|years?)|\d+",
            r".*(?:net|payment terms?:?|terms:?|invoice|warranty of|lead time(?: of| is)?)\s(?:within\s|in\s)?",
            r"",
        ),
        (
            "DAY",
            r"within.*",
            r".*",
            r"\s(?:of|after|from)\s(?:the\s)?(?:invoice|delivery|receipt|order|signing|shipment)",
        ),
        (
            "SPAN",
            r".*",
            r".*(?:响应|时效|限时|要求|控制在|sla|response time|turnaround)[^,.;]{0,8}",
            r"",
        ),
        # three shifts, opening hours
        (
            "CLOCK",
            r".*",
            r".*(?:(?:[三两]班倒|轮班)[^.;]{0,12}|(?:[早中晚夜白]班(?![车机])|班次|营业|作息|办公时间|(?<![a-z])(?:shifts?|hours|open|opening))[^,.;]{0,12})",
            r"",
        ),
        (
            "DAY",
            r"(?:个?周末|双休日?).*",
            r".*",
            r"\s?(?:双休|单休|不?上班|加班|不?营业|休息|轮休)",
        ),
        # 每月300盒: a rate
        ("REPEAT", r".*", r".*", r"\s?(?:大?约|要|用)?\d+\s?[盒件个台套吨箱支瓶万元条辆]"),
        ("CLOCK", r"[a-z]+ to [a-z]+", r".*[^\s,.;:]\s*", r""),
        ("CLOCK", r"[a-z]+ to [a-z]+", r".*", r"\s?(?!this\b)[a-z]{3,}s\b"),
        (
            "CLOCK",
            r"\d{1,2}\.\d\d",
            r".*",
            r"\s?(?:each|per|a (?:unit|piece|metre|meter|kilo)|apiece|inc|ex|plus)",
        ),
        # noon break, night shift
        ("PART", r".*", r".*", r"\s?(?:shift|班车|茶|餐|饭|市|场|会上|报|操|高峰|点心|茶歇)"),
    ]
]
