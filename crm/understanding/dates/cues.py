"""What the words around a time say about it: an action of the rep, an event, the past, a refusal.

Expressions over folded text. They look at one stretch of a clause at a time, never at a whole
message, and hold no nested repetition.
"""

import re

# The rep asks to be reminded, or names the next step outright.
REMINDER = re.compile(
    r"提醒|记得|别忘|不要忘|勿忘|下一步|下次|闹钟|叫我|喊我|待办"
    r"|\bremind|\breminder|\bdon'?t (?:let me )?forget|\bremember to|\bnext step|\bto-?do\b|\bnote to self|\bnudge me|\bping me|\balert me"
)
# The rep will do something.
ACTION = re.compile(
    r"跟进|联系|打(?:个|通|一)?(?:电话|给)|致电|电话|回电|回复他|回(?:他|她|王|李)|拜访|上门|登门|走访|回访|再访|面谈|约|见面|碰面|见个|再见|"
    r"再(?:去|来|谈|聊|问|催|看|打|说|发|约|跑|送|确认|沟通|试|碰|议|报|跟|找|讨论|联)|去(?!年|世|掉|除)|过去|过来|开会|会面|会议|"
    r"发(?!货|现|生|展|票给我们|布|热|往|了|烧|言|动|挥)|送(?!货|达|到)|寄|给(?:他|她|他们|对方|客户|王|李|张|赵|刘|陈|钱|孙|周|吴|郑)|交(?:给|方案|报价|标书)|提交|递交|报价|出(?:方案|报价|合同)|"
    r"催|追|问(?!题)|演示|讲解|汇报|拿(?:合同|样|货款|支票)|取(?:样|合同|支票)|签|收款|回款|对账|培训|安装|调试|测试|检修|维护|复查|复测|"
    r"吃饭|请(?:他|客|吃)|喝茶|聚|拜年|沟通|商量|谈|聊|讨论|确认|核实|检查|准备|整理|跑一趟|做(?:方案|报价|演示|汇报|ppt)|改(?:方案|报价|合同)|完成|处理|落实|安排|review|demo"
    r"|\bcall|\bring\b|\bphone|\bdial|\bsend|\bvisit|\bfollow|\bf/?u\b|\bping|\bgo back|\bgo (?:see|to|there|and|over)|\bdemo|\bquote|\bmeet|\bemail|\be-mail|\bmail\b"
    r"|\bcheck|\bchase|\btry|\bdrop|\bstop by|\bswing by|\bpop (?:in|by|over)|\bsee (?:him|her|them|the|[a-z]+ )|\btouch base|\bcatch|\bcircle back|\bget back|\breach out|\bback to"
    r"|\bdeliver (?:the|a|them|him|her|samples?)|\bbring|\btake\b|\bsubmit|\bprepare|\bprep\b|\bfinish|\bconfirm|\breview|\bpresent|\bset up|\bsetup|\bschedul|\bbook|\barrange|\bshow|\bsign\b|\bcollect|\bpick up"
    r"|\bask|\btell|\btalk|\bspeak|\bdiscuss|\bfinali[sz]e|\brevisit|\breturn to|\bupdate|\btext\b|\bmessage|\bwhatsapp|\bwechat|\bzoom|\blunch|\bdinner|\bcoffee|\bmtg|\bappointment|\bappt|\bsite survey|\bget (?:the|a|him|her|them)"
    r"|\bgive|\bhand|\bwrite|\breply|\banswer|\bpush|\binvoice\b|\bstart\b|\binstall|\btrain|\btouch|\breconnect|\bpitch|\bwork on|\bdo\b"
)
# Something that happens by itself or that others do.
EVENT = re.compile(
    r"到期|到货|发货|出货|交货|送货|货到|到港|入库|生效|失效|过期|截止|放假|休假|请假|出差|回来|回国|回公司|上班|开业|开张|启动|开工|投产|上线|停产|停机|检修期|"
    r"涨价|调价|降价|搬|装修|开标|招标|开展|展会|年会|验收|竣工|交付|付款|打款|到账|回款到|预算(?:下来|批)|批下来|出结果|有结果|定下来|决定|给(?:我们?)?(?:答复|回复|反馈|消息|结果|回信)|答复我|"
    r"回复我|联系我|找我|来(?:电|找|我们|公司|厂|参观|考察)|没空|不在|很忙|有空|生日|结婚|退休|离职|入职|换人|换届|续约到|有效|保质|质保|到店|入驻|开始用|用完|断货|缺货|补货|盘点|开学|毕业|过年|开盘|上市|预计|大概能|计划|打算|才能|才会|才有|结束|完工|下班|"
    r"开股东|董事会|他们(?:开|要|会)|客户(?:开|会来|要来)|周年"
    r"|\bexpir|\bruns? out|\bran out|\bends?\b|\bending|\bship|\bdeliver(?:y|ies|ed)\b|\barriv|\bdue\b(?! back)|\beffective|\bvalid|\brenew|\bon (?:holiday|leave|vacation|pto)|\bon a trip|\btravel"
    r"|\bback (?:in (?:the )?office|from|at work)|\bis back|\bwill be back|\bbe back|\bout (?:of (?:the )?office|until|till|of town)|\baway|\bis out|\boff (?:on|until|till|next|this)|\bclos(?:e|es|ed|ing)\b|\bopens?\b|\bopening|\blaunch|\bgo(?:es)? live|\bgo-live"
    r"|\bstarts?\b|\bbegins?\b|\bprice (?:goes|increase|rise|hike)|\bbudget|\bdecid|\bdecision|\bboard meet|\btrade show|\bexpo\b|\bexhibition|\bconference|\bfair\b|\bbirthday|\bexpect|\beta\b|\bestimated|\blands?\b|\binstalled (?:by|on)|\bexhaust|\bstock"
    r"|\bpay(?:s|ment|ing)?\b|\bretir|\bleav(?:es|ing)|\bmov(?:es|ing)|\bwarranty|\bcontract (?:is|ends|runs|until)|\btender|\bplan(?:s|ning) to|\bwill (?:let|get back|decide|reply|answer|confirm|sign|pay|call (?:me|us)|send (?:me|us))|\bcome(?:s|ing)? (?:to|over|by|in|back)|\bfree\b|\bavailable|\bbusy|\bdeadline"
)
# What already happened.
PAST_ZH = re.compile(
    r"(?:拜访|见|打|聊|谈|去|发|送|开|到|收|看|吃|做|交|来|问|说|讲|寄|回|联系|沟通|演示|参观|拿|给|走|跑|签|下单|完|碰|试|装|出|定|取|通|催|报|访|电话|会|喝|加|换|讨论)(?:完|好|到|过|出|下|掉|上|去|回)?[了过](?!去|来|年|一下再|再|以后|之后|后|目|几天|两天)|刚(?!性|需)|已经?(?!向)|曾|没(?:接|人|见|打通|回|去成)|之前(?:去|见|打|聊|谈)|上次"
)
PAST_EN = re.compile(
    r"\b(?:visited|called|met|spoke|emailed|e-mailed|sent|had|was|were|talked|dropped|stopped|went|got|received|signed|discussed|saw|rang|phoned|texted|messaged|presented|showed|demoed|delivered|did|came|gave|"
    r"lost|won|closed|ordered|bought|placed|complained|asked|told|chatted|quoted|followed|checked|tried|left|reached|missed|attended|finished|completed|installed|pitched|bumped|caught|sat|paid|arrived|shipped|confirmed|cancelled|canceled|mentioned|replied|answered|walked|toured|hosted|took|picked|handed|dined|pinged|lunched|been|just|already)\b"
)
# A time that is refused, taken back, or that something moved away from.
REFUSED_AFTER = re.compile(
    r"\s?(?:那天|上午|下午|都|他|她|我|们|客户|王总|李总|对方|就|也|的?话|实在)?(?:不行|不可以|没空|没时间|不方便|来不及|去不了|不去|不用|不约|取消|不能|有事|没档期|不在|别|不要|不打)|"
    r"(?:的)?[^,.;再]{0,8}?(?:改到|改成|改为|改在|改约|改期|推迟|延期|延到|延后|推到|挪到|调到|调整|提前到|换到|取消|不用|作废)|\s?(?:doesn'?t|does not|isn'?t|is not|won'?t|is no good|is off|is out|didn'?t|no longer|not|can'?t)\b|\s?(?:is |was |got |has been |been )?(?:cancell?ed|moved|pushed|postponed|rescheduled|off the table|booked up|full)"
    r"|[^,.;]{0,20}?\b(?:is |was |got |has been )(?:cancell?ed|moved|pushed|postponed|rescheduled)"
)
REFUSED_BEFORE = re.compile(
    r"(?:不用|不必|不要|别|甭|不是|不能|取消(?:了)?|无需|原定|原来|本来|原计划|原本|本该|而不是|由|从原来的|之前定的|之前约的|从(?=[^,.;]{0,12}\Z))[^,.;忘]{0,6}\Z"
    r"|\b(?:instead of|rather than|not|don'?t|do not|doesn'?t|won'?t|can'?t|cannot|couldn'?t|no|never|cancel(?:led)?|moved? (?:it |the [a-z]+ )?from|rescheduled from|shifted from|pushed from|postponed from|originally|was|were|wasn'?t|scrap|skip)(?! forget| until| till| later than)(?:\s[a-z']+){0,3}\s?\Z"
)
# Where it moved to.
MOVED_TO = re.compile(
    r"(?:改到|改成|改为|改在|改约|改期到|推迟到|延期到|延到|延后到|推到|挪到|调到|调整到|调整为|提前到|换到|约在|约到|约好|约了|定在|定了|说好|约定|约)\s?\Z|\b(?:moved|pushed|postponed|rescheduled|shifted|brought forward|changed|delayed)[^,.;]{0,20}\b(?:to|until|till)\s?\Z|\bmake it\s?\Z"
)
# Closing of an opportunity.
CLOSING = re.compile(
    r"签|成交|下单|拿下|落地|关单|定下来|敲定|采购|订货|中标|结单|搞定|close|closing|\bsign|\bdecid|\bdecision|\bpo\b|\border|\bcommit|\bgo ahead|\bexpected|\bland\b|\bwin\b|\bbuy"
)
QUESTION = re.compile(
    r"什么|哪些|哪个|哪几|怎么样|如何|多少|几[个家次单]|谁|是不是|有没有.{0,6}(?:安排|计划|日程)|业绩|报表|统计|\bwhat'?s?\b|\bwhich\b|\bwho\b|\bwhose\b|\bhow (?:many|much|are|is|did|am)\b|\bwhen (?:is|was|did|do)\b"
    r"|^\s?(?:查|看|看看|看一下|查一下|查查|显示|列出|列一下|搜|找一下|show|list|find|search|display|report|look up|my (?:agenda|schedule|day|week)|agenda|schedule$)"
)
# A noun that a time only describes: 下周二的会, "Tuesday's visit".
DESCRIBED = re.compile(
    r"\s?的(?!时候|话)|'s\b|\s(?:visit|meeting|call|demo|appointment|show|trip|event|conference|session)\b"
)
HABIT = re.compile(r"都|通常|一般|总是|他们|usually|normally|always|typically|they|their")
