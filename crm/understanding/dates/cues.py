"""What the words around a time say about it: a step of the rep's, an event, the past, a refusal.

Expressions over folded text. They look at one stretch of a clause at a time, never at a whole
message, and hold no nested repetition. Entries are parted by white space, "_" is a space.
"""

import re


def _any(*entries: str) -> re.Pattern[str]:
    return re.compile("|".join(" ".join(entries).split()).replace("_", r"\s"))


_TITLED = (
    r"[一-龥]{1,3}(?:总|姐|哥|工|董|处|主任|经理|老师|老板|先生|女士|小姐|科长|厂长|院长|校长)"
)
_OTHERS = r"[他她]们?|对方|客户|人家"
PERSON_ZH = rf"(?:{_OTHERS}|●+(?:总|经理|主任)?|{_TITLED})"
# A name is taken whole: parted in every way, a long one beside others would take minutes.
_WHO_ZH = rf"(?:{_OTHERS}|[●■]+(?![●■])(?:总|经理|主任)?|{_TITLED})"
_BASE = r"\b(?:{})(?![a-z])"

# The rep asks to be reminded, or names the next step outright.
REMINDER = _any(
    r"提醒 记得 别迟到 别忘 不要忘 勿忘 (?<!没有)(?<![没无])下一步 下次(?!来|再说) 闹钟 叫我 喊我 叫醒 起床 待办 盯一?[下紧]",
    r"\bremind(?!ed) \b(?:be|get)_reminded\b \brmn?d(?:e?r)?\b (?<!will\s)(?<!you\s)\bremember_me\b(?!_to_[■●]) \breminder \bdon'?t_(?:let_me_)?forget \bremember_to (?<!no_)\bnext_step \bnext_(?:touch-?_?points?|contact_is|check-?_?in|port_of_call)\b \bto-?do\b \bnote_to_self \b(?:nudge|ping|alert|wake|buzz|nag|poke|prod|bug|hassle|tell)_me \bjog_my_memory \bset_an_alarm \bso_(?:that_)?i_don'?t_forget",
)
# What is sent away by itself, and what only arrives: no act of the rep's (样品周五寄出,下周三问问).
GOODS = re.compile(
    r"(?:样[品机本]?|货物?|资料|合同|标书|发票|快递|包裹|配件|备件|设备|机器|仪器|耗材|材料|原件|订单|礼品|礼盒)(?:大概|应该|预计|估计|会|能|都|也|最晚)*\s?\Z"
)
SENT_OFF = re.compile(r"\s?(?:就|能|会|可以|才|才能)*(?:寄|发|运|送)(?:出去?|走)(?!我|后)")
# Unmistakably something that the rep will do.
CONTACT_ZH = _any(
    r"跟进 联络 再联 签(?:合同|约|协议|字)(?!了) 跟一?[下踪] 跟单 联系(?!我|人|方式) 打(?:个|一个|通)?电话(?!给我) 致电 打给(?!我) 打(?:过去|回去|一个|一下|声招呼) 去(?:个|一个|一通)?电话? (?<!给我)(?<!给我们)回(?:个|他|她)?(?:电|话)(?!给我) 回复(?!我) 拜访 戳(?=[一下他她它]|客户|■|●|\Z|[,.;|]) 上门 登门 走访 回访 再访 复诊 面谈 约(?!好的|定的) 见(?:个?面|一?见|他|她|客户|[一-龥]总) "
    rf"催 追(?!加) 问(?!题) 发(?:给(?!我)|邮件|报价|合同|合约|方案|资料|样|微信|消息|短信|祝福|礼|红包|一?[份下个]) 把[^,.;]{{1,12}}(?:发|送|寄|给|交|拿|收) 送(?:样|资料|合同|礼|过|去|给(?!我)|点|一|花|礼物) 寄 给到 给(?=\Z|[,.;|]) 给(?:他|她|它|对方|客户|人家)们?(?:一?个)?(?:答复|回复|回话|回音|准信|信儿?|消息|反馈|结果|交代) "
    rf"给{_WHO_ZH}(?!的) 给(?!我|个?答复|反馈|结果|回复|消息)[一-龥]{{1,4}}(?:打|发|送|报|回|寄|出|做|交|去|演示) 交(?:方案|报价|标书|给(?!我)|(?=\Z|[,.;|])) 报价(?!下来) 演示 谈(?!判结) 聊 沟通 碰(?:头|面|一|个) 去一?[趟次] 过去(?!了|的|一年|几) 跑一趟 "
    r"[让叫请要]我们?再?(?:过去|去|上门|跑|打|发|送|寄|带|安排|报价) 再回(?:他|她|客户|对方|人家) (?<![一-龥])回[他她](?=\Z|[,.;|]) 再[去来谈聊问催看打说发约跑送试碰议跟找上报确戳敲磨探顶盯] 再给(?!我) 报(?=\Z|[,.;|]) 提交 递交 出发(?!点) 收款 催款 对账 取(?:支票|样|合同|货款) 拿(?:样|合同|支票|报价) 安装 培训 开会 会议 复盘 评审 review demo 陪 接(?:机|站|人|客户|他|她) 请[^,.;]{1,8}吃 吃饭 喝茶 确认 出方案 改方案",
)
CONTACT_EN = _any(
    _BASE.format(
        "call|ring|phone|dial|nudge|send|visit|revisit|follow|ping|meet|email|e-mail|mail|check|chase|try|drop|stop by|swing by|pop|come back|go back|call back|head back|nip|see|touch base|catch|circle back|get back to|get in touch|get|"
        "reach|bring|take|submit|prepare|prep|finish|confirm|review|present|set up|setup|schedule|book|arrange|show|collect|pick up|ask|tell|talk|speak|discuss|finali[sz]e|return|update|text|message|"
        "whatsapp|wechat|zoom|give|hand|write|reply|answer|push|reconnect|pitch|work on|do|contact|quote|demo|install|train|deliver|sign|go|going|walk|survey|inspect|service|fix|handle|introduce|share|forward|"
        "start talks|start convo|start discussions|draft|revert|revise|resend|recheck|look at|look into|hand over|hand in|host|join|attend|test|renew"
    ).replace(" ", r"\s"),
    r"\b(?:visiting|meeting|calling|going|quoting|seeing|presenting|sending|installing|driving|flying|heading)\b \bcheck-?in\b \bfollow-?up\b \bf/?u\b \bcall-?back\b \bgo_(?:see|to|there|and|over|back|again) \bback_(?:at|to)\b",
    r"\b(?:have|having|give|take|get)(?:_(?:it|him|her|them|'?em|that))?_(?:another|one_more|a_second|a)_(?:go|pop|crack|try|shot|stab|bash|whirl|push|nudge|ring|bell|buzz|word|chat)\b \b(?:another|one_more)_(?:go|pop|crack|try|shot|stab|bash|push|attempt)\b \bsort_(?:his|her|their|the|out|it|my|our|that|them)\b \bman_the\b \b(?:be|get)_(?:rung|phoned|called|sent|emailed|dropped)_(?:in|over|off|round|across)\b \b(?:lunch|dinner|breakfast|coffee|drinks|golf|tour|mtg|appointment|appt|walkthrough|site_visit|site_survey|workshop|training|kick-?off|webinar)\b",
)
# Something that happens by itself, or that others do.
EVENT = _any(
    r"停电 停水 限电 断网 封路 检修 说\|[^,.;]{0,4}(?:给|有|出)个?(?:消息|反馈|答复|回复|结果|准信|回信) 下单 下订 拍板 定标 上会 到期 到货 发货 出货 交货 送货(?!过?去|给) 货到 到港 入库 生效 失效 执行 发布 应该(?:能|会|可|到|是) 不(?:发车|收货|营业|上班|开门|接单|发货|生产|送货|办公) 出嫁 娶亲 没(?:动静|消息|戏|着落|结果) 装船 (?:对手|竞品|友商)(?![^|]*我) 到岗 上岗 报到 满房 爆满 靠岸 离港 封顶 休市 闭馆 汇率 行情 (?:保留|有效|保修|质保|授权|服务|租约?|合同|缴费?|排|用|住|撑)到 实施 施行 启用 过期 截止 放[寒暑长年]?假 休[年婚产陪探病]?假 请假 出差 回国 届满 期满 保修期 质保期 开业 开张 启动(?!会) 开工(?!仪式|典礼) 投产 上线 停产 停机 \|[^,.;]{0,3}上班 (?<![收要拿取追拉])回来 回公司 回来上班 "
    r"涨价 调价 降价 开始(?:涨|降|收|用|执行|实施|生产|营业|供货|招|放) 搬 装修 开标 招标会? 开展(?!示) 展会 开幕 闭幕 年会 验收 竣工 交付 付款 打款 到账 回款到 预算[^,.;]{0,4}(?:下来|批) 批下来 出结果 有结果 定下来 决定 再定\Z 开门 关门 营业 (?:货|货物|订单|单子|交期|交货|工期|项目|发货|到货|付款|款)[^,.;|]{0,4}(?:推迟|延期|延后|延|拖|改|挪|推|顺延|往后推)[到至] 推迟[到至]\| (?:货|订单|单子|交期|交货期?|工期|发货|到货|货期)[^,.;]{0,6}(?:推迟|延期|延|拖|改|挪|提前|提早)[到至] "
    rf"给我们?个?(?:答复|回复|反馈|消息|结果|回信|准信) {_WHO_ZH}[^,.;|]{{0,4}}\|[^,.;]{{0,6}}给个?(?:答复|回复|反馈|消息|结果|回信|准信) \|(?:就|正好|刚好)?是(?!不是) \|(?:都|一直)在 \|在[一-龥]{2, 4}\Z \|在(?:车间|办公室|公司|家|外地|总部|厂里|国外)(?![跟和与见谈开签面]) 答复我 回复?我 给?复我 告诉我 通知我 双休 单休 联系我 找我 打给我 发给我 来(?:电|找|我们|公司|厂|参观|考察|这边) 没空 不在 很忙 有空 生日 结婚 退休 离职 入职 换人 换届 有效 保质 质保 入驻 用完 断货 缺货 补货 盘点 开学 毕业 开盘 上市 "
    r"预计 大概能 计划(?:要|在|明年|上|采) 打算 才能 才会 才有 结束 完工 周年 董事会 股东会 他们(?:开|要|会) 客户(?:会来|要来|来) 涨 \|[^,.;]{0,3}才 [排卖用撑忙休放做]到\| (?:尾款|余款|货款|预付款|款|财务|说)[^,.;|]{0,8}\|[^,.;]{0,3}(?:打(?!电话|给|过去)|付|结清) \|[^,.;]{0,4}(?:打|付|转|汇)(?:款|过来|\d|尾款|余款|货款) \|到(?:货|达)?\Z 到(?:了|齐|店|样) 货\| 续约到 \|续约\Z \|(?:能|会|就|才|可以)*下来 年检 体检 手术 出国 旅游 度假 出院",
    r"\b(?:po|order|details|payment|contract|paperwork|docs|rest|invoice)_to_follow\b \bcompetitors?\b (?<!i'm_)(?<!i_am_)(?<!we're_)\boff_to_[a-z] (?<!i_)(?<!we_)\bshould_(?:be|arrive|land)_ \bexpir \bruns?_out \bran_out \bends?\b \bending \bships\b \b(?:goods|orders?|units|parts|samples|they|it)_ship\b \bshipped \bdeliver(?:y|ies|ed)\b \barriv \b(?:payment|invoice|delivery|shipment|balance|rent|renewal|contract|goods|order|parts|fee)s?(?:_is|_are)?_due\b \beffective \bvalid \brenewal_(?:is|date|comes|falls) \b(?:up|due)_for_renewal \brenewal_(?:is_)?up\b \bon_(?:holiday|leave|vacation|pto|a_trip) \b(?:is|are|was)_(?:down|shut|offline)\b \btravel \babroad \boverseas",
    r"\b(?:he|she|they|client|customer|it|boss|owner)(?:'s|_is|_are|'re)_(?:off|out|away|back|busy|in|at|free) \b[a-z]+'s_(?:there|here|onsite|on_site)\b \bback_(?:in_(?:the_)?office|from|at_work|on\b) \b(?:is|be)_(?:back|out|away|off|in)\b \bout_(?:of_(?:the_)?office|until|till|of_town) \baway \bclos(?:es|ed|ing)\b(?!_call) \bopens\b \b(?:open|close)_at \b(?:open|close)_(?=\||\Z) \bopen_\d \bopening \blaunch \bgo(?:es)?_live \bgo-live",
    r"\bstarts\b \bstart_date \bstarting_(?:in|at)\b \brestarts?\b \b(?:shipments?|orders?|goods|parts|samples?|units?|delivery|truck|invoices|bills|statements|wages|salaries)_(?:go(?:es)?|going|leaves?|will_go)_out\b \bscheduled_for_deliv \bslated\b \b(?:shipments?|delivery|orders?|goods|launch|payments?|project|deal|parts)_(?:is_|are_|was_|were_|has_been_|got_|now_)?(?:delayed|pushed|moved|slipped|postponed|back) \bbegins?\b \bprice[s]?_(?:go|increase|rise|hike) \bgo(?:es)?_up \bincrease \bbudget \bdecision \bdecides?\b \bboard_meet \btrade_show \bexpo\b \bexhibition \bconference \bfair\b \bbirthday \bmarried \bwedding \bexpect \beta\b \bestimated \blands?\b \bexhaust \bkicks_off",
    r"\b(?:sends|pays|signs|decides|confirms|replies|comes)\b \bwaiting_(?:for|on) \b(?:service|calibration|maintenance|inspection)_(?:is_)?\| \b(?<!this_)coming_\| \A\s?(?!need|have|want|going|remember|ready|try|remind|plan|like|due|asked|promised|i|we|how)[a-z]+_to_(?:confirm|decide|revert|reply|respond|come_back|get_back|let) \breviewing \bpayment_(?:is|due) \bretir \bthinking_(?:about|of) \bleaves\b \bmov(?:es|ing)_(?:to|into|out|office) \bwarranty \bcontract_(?:is|ends|runs|until|up) \btender_(?:closes|opens) \bplan(?:s|ning)_to \b(?:he|she|they|client|customer)(?:'ll|_will|_would|_wants_to|_may|_might|_should)_(?:let|get|decide|reply|answer|confirm|sign|pay|call|send|come|be|have|know|order|buy|visit) \bcomes_ \b(?:is|are|be)_coming\b \b(?:he|she|they)(?:'ll|_will)_come \bfree\b(?!_sample) \bavailable \bbusy \bdeadline \bstock_?take \bprefers?\b \bshut(?:s|down)? \bmaternity \bsurgery \bends\b",
)
# What already happened.
PAST_ZH = _any(
    r"(?:拜访|见|打|聊|谈|去|发|送|开|到|收|看|吃|做|交|来|问|说|讲|寄|回|联系|沟通|演示|参观|拿|给|走|跑|签|下单|碰|试|装|出|定|取|通|催|报|访|电话|会|喝|加|换|讨论|核对|参加|培训|验收|投诉|反映|提|付|停|坏|跟|走访|登门|答应)(?:完|好|到|过|出|下|掉|上|去|回|进|清|成)?(?:了|过(?!一下))(?!去|来|年|一下再|再|以后|之后|后|目|几天|两天|没有) "
    r"刚[才刚] 刚(?!性|需|好是) 已经?(?!向) 曾 赶到 [到去]的(?!时候|话|\Z) [吃聊见谈签打]的(?:饭|天|面|合同|电话) [发寄下付交出]的(?:货|样|单|款|订单|定金) 没(?:接|人|见|打通|回|去成|休息|睡|停) 也没 才(?:到|来|见|走|回来|打通|聊完) 之前(?:去|见|打|聊|谈) (?:谈|说|讲|商量|定)好的?(?:价|条件|数|折扣|事情) \A\s?那[次回趟场] 到(?:现在|这会儿|刚才) 至今 \A\s?[一-龥]{0,3}[走到来去拍发寄送签见打聊谈做修装换买吃开停](?:出|下|过)?的(?=\Z|[,.;|]|[照货样东]) \A[^,.;|把要该得别快再]{0,4}(?:就|都|才)[^,.;|把要该得别快再]{1,8}了(?=\Z|[,.;|]) 放我鸽子 把[^,.;|]{1,12}[放给交送寄发搬拉带留][^,.;|]{0,6}了\Z 上次 (?:见|聊|谈|打|看|吃|开)完",
)
PAST_EN = _any(
    r"\b(?<!be\s)(?:visited|called|reminded|met|spoke|emailed|e-mailed|sent|had|was|were|talked|dropped|stopped|went|got|received|signed|discussed|saw|rang|phoned|texted|messaged|presented|showed|demoed|delivered|did|came|gave|lost|won|closed|ordered|bought|placed|complained|asked|told|sold|chatted|quoted|followed|checked|tried|left|reached|missed|attended|finished|completed|installed|pitched|bumped|caught|sat|paid|arrived|shipped|confirmed|cancelled|canceled|mentioned|replied|answered|walked|toured|hosted|took|picked|handed|dined|pinged|lunched|just|been|spent|made|swung|popped|failed|broke|ran|worked|drove|flew|heard|loved|liked|waited|cut|slipped|fixed|began|started|handled|knew|used|turned|skipped)\b(?!_(?:me_back|him_back_in))"
)
JUST_NOW = _any(r"刚[才刚] 刚(?!性|需|好) 已经", r"\bjust\b \balready\b \bthis_morning")
# A time that is refused, taken back, or that something moved away from.
REFUSED_AFTER = _any(
    rf"\s?(?:那天|上午|下午|{_WHO_ZH}|我们?|你|就|也|都|的?话|实在|,){{0,6}}\s?(?:不行|不可以|没空|没时间|不方便|来不及|去不了|不去|不用|不约|取消|不能|有事|没档期|不在|别(?!忘|迟|漏|错过)|不要(?!忘)|不打|出不来) "
    r"[^,.;再把]{0,14}(?:约|定|说|安排|排|讲|敲)(?:好|定|下|妥)?的[^,.;再把]{0,8}?(?:改|推|延|挪|调|顺延|提前|推迟)(?:期|后|整)?(?:到|至|成|为|在) (?:的)?[^,.;再]{0,8}?(?:改[到至]|改成|改为|改在|改约|改期|推迟|延期|延[到至]|延后|推[到至]|顺延|挪[到至]|调[到至]|调整|提前[到至]|换到|取消|作废|算了|黄了|吹了|泡汤|删[了掉除]|推[了掉]|撤[了掉]|免了|不办|不搞|不开了|不去了|不成了) \s?改\Z "
    r"\s?(?:doesn'?t|does_not|isn'?t|is_not|won'?t|is_no_good|'?s_no_good|is_off|is_out|didn'?t|no_longer|can'?t)\b [^,.;]{0,20}?\b(?:is_|was_|got_|has_been_|been_)?(?:cancell?ed|moved|pushed|postponed|rescheduled|off_the_table|booked_up)\b (?:'s)?\s(?:meeting|mtg|call|visit|demo|appointment|lunch|dinner|training|session|trip|review|inspection)(?:\s(?:to|with|at|for)\s[^,.;]{1,24})?\s(?:is|'s|was|has_been|got)_(?:now_)?(?:off|called_off|canned|scrapped|dead)\b(?!_(?:to|the_hook)) (?:'s)?\s(?:[a-z]+\s){1,3}(?:isn'?t|is_not|ain'?t|won'?t_be|not)_(?:happening|going_ahead|taking_place|on\b) \s(?:with|at|for)\s[^,.;]{1,20}\s(?:is|'s)_(?:now_)?(?:off|cancell?ed)\b"
)
REFUSED_BEFORE = re.compile(
    r"(?:[聊谈忙待坐讲喝吃开]|开会)到\s?\Z|(?:不用|不必|(?<!要)不要|别|甭|(?<!是)不是|(?<!能)不能|取消了?|无需|原定于?|原来说?|本来说?|原计划|原本|本该|而不是|之前定的|之前约的|从(?![^,.;]{0,12}(?:开始|起)))[^,.;忘]{0,6}\Z"
    r"|\b(?:instead of|rather than|not|don'?t|do not|doesn'?t|won'?t|can'?t|cannot|couldn'?t|no|never|neither is|cancel(?:led)?|originally|was|were|wasn'?t|(?<!n't )(?<!nt )(?<!not )(?<!never )(?<!me )forget(?! (?:to|about)\b)|delete|remove|scrap(?! [a-z]+ing\b| (?:metal|yard|value|rate))|skip|(?:moved?|rescheduled?|shift(?:ed)?|push(?:ed)?|postponed?|preponed?|advanced?|switch(?:ed)?|changed?)(?: [^ ,.;]+){0,5} from)(?! forget| later than| before| earlier than)(?:\s(?:to\s)?[a-z'●■]+){0,3}\s?\Z|\b(?:no need to|(?:won'?t|can'?t|cannot|couldn'?t|not able to|unable to) make it)\b[^,.;]{0,40}\Z"
)
# Between two times: the second takes the place of the first.
CORRECTION = re.compile(
    r"(?:不对|不是|算了|哦不|噢不|说错|口误|更正|应该是|记错|\bsorry|\bi mean|\bno,? wait|\bwait,? no|\bscratch that|\bscrap that"
    r"|\bactually|(?<!n't )(?<!nt )(?<!not )\bmake (?:it|that)|\bcorrection|\bor rather|\boops|\bno,? (?=[^,.;]{0,8}\Z))[^.;。]{0,14}\Z"
)
NO_AFTER_ALL = re.compile(
    r"\s?(?:不对|算了|不行|哦不|no[, ]+(?:he|she|wait|they|sorry)|no wait|scratch that)"
)
# An order, not a tale: 下班前把报价发了.
DISPOSAL = re.compile(
    r"\s?(?:[一-龥]{1,4}之?前)?(?:我|要|得|必须|务必|先|请)*把[^,.;]{1,20}[了掉好完]"
)
# Where it moved to.
MOVED_TO = re.compile(
    r"(?:(?:改|改期|推迟|延期|延|延后|推|顺延|挪|调|调整|提前|换)[到至]|改成|改为|改在|改约|调整为|改|约在|约到|约好|约了|定在|定了|说好|约定|约)\s?\Z"
    r"|\b(?:moved|pushed|postponed|preponed|prepone|advanced|rescheduled|shifted|brought forward|changed|delayed|slipped|push|move|bump|postpone|reschedule|shift)[^,.;]{0,20}\b(?:to|for|until|till)\s?\Z|\b(?:make it|now)\s?\Z"
)
_PART = r"验收|会议|拜访|演示|培训|调试|安装|评审|面谈|勘察|踏勘"
# What the rep takes part in, moved: 原定本周四的验收推迟至下周三.
MY_PLAN_MOVED = re.compile(
    rf"(?:{_PART})(?:时间)?(?:改期|推迟|延期|延后|顺延|延|改|挪|提前|调整?)[到至为]?\s?\Z"
)
# What a paper of old says, word for word: the contract said "deliver by 1 December".
QUOTED_PAPER = re.compile(
    r"(?:\b(?:contract|agreement|terms|po|order)\s(?:said|says|stated|states|read|specified)|(?:合同|协议|标书)[上里中]?(?:写着?|说|规定|约定)(?:的是|了)?)"
    r"[:,]?\s?[\"“「『][^\"”」』]{0,40}\Z"
)
# A reminder that stands before its own time.
HANDS_ON = re.compile(r"(?:提醒我?|叫我|记得|\bremind me(?: on| at)?)\s?\Z")
TAKES_PLACE = re.compile(
    r"\s?(?:的|有|要)?(?:开[^,.;]{0,4}会|会议|培训|评审|航班|飞机|火车|高铁|投标|答辩|面试|meeting|call|demo|flight|train)"
)
# All that stands between two times that are named as one: 周三、周四, "Monday and the 3rd".
ONE_BREATH = re.compile(
    r"\s?(?:和|跟|与|及|以及|还有|、|或者?|还是|/|&|\band\b|\bor\b)\s?(?:(?:also|on|at|then)\s)?(?:the\s)?|"
)
# "move my Thursday call to Friday": what is moved, and that another time follows.
MOVES = re.compile(
    r"\b(?:mov|push|prepon|advanc|reschedul|shift|postpon|bump|chang|switch|brought|bring)(?:e|es|ed|ing)?\s(?:(?:my|the|our|his|her|their|this|forward|up|back)\s|[●■]+(?:'s)?\s|[a-z]+'s\s){0,2}\Z"
)
ONWARD = re.compile(r"\b(?:to|till|until|for|onto)(?:\s(?:the\s?)?)?\Z")
# Closing of an opportunity.
CLOSING = _any(
    r"签 成交 下单 拿下 落地 关单 定下来 敲定 采购 订货 中标 结单 搞定",
    r"close closing \bsign \bdecid \bdecision \bpo\b \border \bcommit \bgo_ahead \bexpected \bland\b \bwin\b \bbuy",
)
ASKS_ABOUT = _any(
    r"什么(?!时候都) 怎么样 如何 多少 谁 几点 多久",
)
FINDS_OUT = _any(
    r"问 看看 看一?下 看他 看她 确认 了解 打听 知道 聊 核实 催 沟通 告诉",
    r"\bask \bcheck \bsee\b \bfind_out \bknow\b \btell \bdiscuss \bconfirm",
)
QUESTION = _any(
    r"哪些 哪个 哪几 几[个家次单](?!月|小时|星期|礼拜|周|工作日|钟) 有没有[^,.;]{0,6}(?:安排|计划|日程) 业绩(?:怎|如|多|情|好) 安排吗 日程 [^,.;]行程",
    r"[了过](?:吗|没有?)\s?\??\s?\Z",
    r"\A\s?(?:did|have|has|was|were|does)_(?:we|i|you|he|she|they|it|the|anyone|anybody|●+|■+|[a-z]+)_[^?]{0,80}\?\s?\Z",
    # A question opens its clause: "spoke to his son who runs the shed" asks nothing.
    r"(?:\A|[.;!?\n,]|\b(?:and|so|hey|hi|ok|pls|please))_?(?:what'?s?_(?!to_bring)|which\b|who(?:'s|se)?\b(?!_will)|how_(?:many|much|are|is|did|am|was|were|long|have|do)\b|when_(?:is|was|did|do|are)\b|do_i_have\b|am_i\b|anything_(?:on|for)\b)",
    r"\b(?:what|which|who|how|when|do_i|am_i|anything)\b[^?]{0,60}\?\s?\Z",
    r"^\s?(?:查|看看|看一下|查一下|查查|显示|列出|列一下|搜|找一下|show|list|find|search|display|report|look_up|my_(?:agenda|schedule|day|week)|agenda|schedule$)",
)
# A noun that a time only describes: 下周二的会, "Tuesday's visit".
DESCRIBED = re.compile(
    r"\s?的(?!时候|话|[早上下中晚])|'s\b|\s(?:visit|meeting|call|demo|appointment|show|trip|event|conference|session)\b"
)
WITH_THEM = re.compile(r"\s?(?:跟|和|与|去|给|约|找|陪|请)")
HABIT = _any(
    r"都 例会 通常 一般 总是 他们",
    r"usually normally \bbest_to\b \beasiest\b always typically \bthey \btheir",
)
# "Then": what comes next happens at the time just named.
THEN = _any(r"到时候? 届时 那时候? 那天 当天", r"\bthen\b \bthat_day \bon_the_day \bafter_that\b")
AFTER_THAT = re.compile(r"\bafter that\b|之后再|那之后|过后再")
MEANT_TODAY = _any(
    r"要(?!求) \|(?:发|寄|送|给|交)\Z 得(?:给|去|把) 需要? 必须 务必 争取 (?<!了)一声 待会 等下 再(?:给|打|联|发|跟|问|去) 前",
    r"\bneed \bmust\b \bhave_to \bgotta \bwill\b i'll \bplease \bpls \basap \beod \bby\b",
)
GOODBYE = re.compile(
    r"\bsee (?:you|u|ya)\b|\bcya\b|\b(?:talk|speak) to you \Z|(?:谢|好的|ok|再见)[^,]{0,4}\Z"
)
_ARTICLES = "a an the his her my your our their this that no good great last first second another ref reference"
ARTICLES = frozenset(_ARTICLES.split())
PRAISE = frozenset("good great nice fine quick bad short long productive well".split())
FINITE = re.compile(
    r"\b(?:is|are|(?:has|have)(?! to)|gets?|getting|goes(?! (?:over |out |off )?to\b)|going up|becomes?|thinks?|says?)\b"
)
# The rep's own doing, whatever else the clause names: 我去盯卸货, 去展会看看.
MINE_ZH = re.compile(
    r"\s?我们?(?!的|这边|那边|司|方|家|生日|休|请假|出差|旅游|度假|体检|去?年|不|没|都不|要?(?:去)?(?:出差|休|旅游|度假|体检|请假)|可能|也?有事|有个?事|有空|得请)[一-龥]"
)
MINE_BEFORE = re.compile(r"(?:\A|[\s,.;])我们?\s?\Z")
MINE_NEXT = re.compile(r"(?:\A|\s)我们?(?:亲自|自己|负责|押|盯|带|跟)[一-龥]?")
WITH_THEM_EN = re.compile(r"\s?[a-z -]{3,24}\bw(?:/|ith)\s?(?:them|him|her|[●■])")
THEN_I = re.compile(
    r"(?:下雨|下雪|的话|还?不行|还?没[^,.;]{0,4})?,?\s?我?就?我们?(?:就|再)?(?:去|过去|来|给|跟)|[^,.;]{0,6}我就"
)
# Whoever wants the rep there names the rep's own time: 李敏让我12月2号去验收, 安排李敏周四来参观.
WANTS_ME = re.compile(r"(?:让|叫|请|要|约|喊|邀)我们?\s?\Z")
INVITES = re.compile(r"(?:安排|邀请|(?<![邀申])请|约)(?:了|好)?[^,.;|]{0,8}\Z")
COMES_HERE = re.compile(
    r"\s?(?:过来|来|到)(?:我们|我|咱们?)?(?:公司|厂|店|办公室|展厅|这边|参观|考察|看|谈|做客)"
)
# They come at an hour that is agreed: 冯涛周五下午过来签合同.
COMES_TO_DO = re.compile(
    r"\s?过?来(?:我们|我|咱们?)?(?:公司|厂里?|店里?|办公室|展厅|这边|这里)?(?:看|签|参观|考察|谈|拿|取|提货|试|验|开会|面谈|培训|交流)"
)
# What a rep takes part in, named beside its time and nothing else: 30号 博雅 验收.
TAKES_PART = re.compile(rf"\s?[■●]*\s?的?(?:{_PART}|[一-龥]{{0,4}}(?:仪式|典礼|剪彩))\s?\Z")
# Whom it is done with: 每两周跟陈静对账.
DONE_WITH = re.compile(
    r"\s?(?:我们?)?(?:再|要|得|去|先)?(?:跟|和|与|给|找|约|请|陪|帮|替|向)(?:[■●]|他|她|客户|对方)(?![^,.;|]*[了过完](?![去来]))"
)
# A day that is kept by doing something: Sarah's birthday is Dec 12, send flowers.
OCCASION = _any(r"生日 周年 乔迁 婚礼 结婚 大婚 寿", r"\bbirthday \banniversary \bwedding")
PROMISED = re.compile(
    r"我们?(?:答应|承诺|保证)[^,.;]{0,6}\Z|\b(?:told|promised|assured)\s(?:him|her|them|[●■]+|[a-z]+)\s(?:that\s)?(?:i|we)(?:'d|'ll|\swould|\swill)\s[^,.;]{1,60}\Z|\bi'm\s(?:back|there|over|up|down|out)\s[^,.;]{0,24}\Z"
)
GOES_ZH = re.compile(
    r"\s?(?:检查|盘点|盘库|盘货|清点|巡检|点检|对账|报销|报税|交税|缴费|保养|校准|备份|整理|清理|打扫|更换|更新|汇总|统计|填|补货|送货|送样|出车|值班|年检|交|缴|续)(?!了|过|完|款|的|货期|期|付到|费到)|\s?(?:再|要|得|还|先)?(?:去|过去)(?!出差|旅游|度假|体检|医院(?:看|体检|检查|复查|陪|\Z)|年|掉|不)"
)
DONE_ZH = re.compile(
    r"\s?(?:我们?)?(?:要|得|必须|先|把[^,.;]{1,8})?(?:完成(?=[一-龥])(?!了)|搞定|办好|做好|弄好|准备好|整理)"
)
NO_STEP = re.compile(r"没有下一步|无下一步|\bno (?:next step|follow-? ?up)\b")
# A time that the other side has: what the rep does then may stand in the next clause.
FREE = _any(r"有空 有时间 方便", r"\bfree\b \bavailable\b \bdeadline\b")
# A condition tells of nothing and refuses nothing: "if no reply by Thursday", 要是周二还没回.
CONDITION = _any(r"要是 如果 若是? 假如 万一 的话", r"\bif\b \bunless\b \bin_case \bwhen\b")
# Agreed with the other side: 约好了周五, "locked in Friday".
AGREED = _any(
    r"(?:约|定|敲定|说好|答应|安排|预约|商定|谈好)(?:好|下|到|在|是)?了?(?:在|是)?[^,.;]{0,6}\Z",
    r"\b(?:agreed|promised|rescheduled|locked_in|booked|confirmed|scheduled|invited|committed|settled|set|(?:good|fine|ok|okay|happy)\s(?:with|for))\b[^,.;]{0,40}\Z",
)
# What the rep owes by a day: "deck by Thu".
OWED = re.compile(
    r"\b(?:deck|quote|quotation|proposal|offer|samples?|draft|protocol|sla|spec|slides|pricing|drawings?|sow|answer|reply)\s(?:must\sbe\s(?:out|in|ready|done|sent|there|with\s[a-z●■]+)\s)?\Z"
)
# What the other side asks to have by then: "Lucy wants the brochure before Saturday".
ASKED_BY = re.compile(
    r"\b(?:wants?|needs?|asked for|asks for|request(?:s|ed)|expects)\s(?!to\b|(?:it|them|this|that|everything)\s[a-z]+ed\b)[^,.;]{1,40}\Z"
)
# Somebody comes back, and then the rep acts.
BACK = re.compile(
    r"等[^,.;]{0,6}\|[^,.;|]{0,4}(?:回来|回国|回公司|上班|出院)[^,.;]{0,4}(?:再|后|就)"
    r"|\b(?:once|when|after|as soon as)\s[a-z]+(?:'s|'re|\sis|\sare|\sgets)?\sback\b[^,.;|]{0,12}\|"
)
# Somebody else is the subject of the time, and what follows is his own doing: 他们周三开会.
THEIRS = re.compile(
    rf"(?<![给跟和与约找见请陪帮让问催对为替了●■])(?![给跟和与约找见请陪帮让问催对替]){_WHO_ZH}(?:那边|这边|说|也|都)?\s?\Z"
)
THEIR_ACT = re.compile(
    r"(?:上午|下午|早上|晚上|中午|\d+点)?(?:要|得|会|才|就|正好)?(?:开(?:董事|股东|项目|内部|部门|评审)?会|内部|评审|讨论|研究|上会|汇报|面试|培训|出差|出国|休|放|搬|盘点|体检|检查|参加|出席|主持|考试|上班|值班|定|决定|拍板|汇款|打款|付|来公司|来厂|过来|到|回)"
)
THEIRS_AFTER = re.compile(
    rf"\s?(?![给跟和与约找见请陪帮让问催对替去打回]){_WHO_ZH}(?:那边|公司|自己)?"
    + THEIR_ACT.pattern
)
# A verb whose subject is somebody else: "they'd take 3 in May".
THEIR_VERB = re.compile(
    r"(?:\b(?:he|she|they|who|it)(?:'d|'ll)?(?:\s(?:will|would|can|could|may|might|should|also|only|then|probably|just))*|(?:he|she|they)(?:'ll|\swill)\s[^,.;]{1,40}\sand|[■●](?:'ll|'d|\s(?:will|would|might|may|can))+)\s\Z"
)
WE_WILL = re.compile(
    r"\b(?:i|we)(?:'ll|\swill)\s(?!be\b|not\b|know\b|never\b|have\b|need\b)[a-z]+"
)
# What the rep does, in the present: "on 18 January I travel there", "ships dec 4, i call dec 8".
I_DO = re.compile(
    r"(?:\A|[\s,.;:|])(?:i|we)\s(?:then\s|also\s|can\s|personally\s)?(?!(?:am|are|is|will|shall|must|should|have|had|has|was|were|did|think|know|hope|guess|hear|heard|believe|need|want|expect|got|went|saw"
    r"|met|sent|spoke|told|left|took|made|gave|said|knew|found|lost|won|paid|came|rang|drove|wrote|bought|brought|sold|held|kept|put|read|ran|sat|stood|felt|feel|wait|lose|owe|close|open"
    r"|cannot|can't|don't|never|just|already|only|still|both|all|not|would|could|might|may|used|like|love|agree|assume|suppose|wish|see|understand|understood|flew|cut|let|set)\b)[a-z]{3,}(?<!ed)(?<!ing)(?![a-z'])"
    r"(?:\s(?!(?:that|if|when|because|he|she|they|it|who|which)\b)[^\s,.;|]+){0,6}\s?\Z"
)
I_DO_THEN = re.compile(I_DO.pattern.split(r"(?:\s(?!(?:that")[0])
# The rep says that he will: it outweighs whatever else the clause names.
I_WILL = re.compile(
    r"(?:\b(?:i|we)(?:'ll|'d|\swill|\sneed\sto|\shave\sto|\smust|\sshould|\sgotta)|\b(?:i|we)'m\sgoing\sto|(?<!he\s)(?<!she\s)(?<!they\s)(?<!it\s)(?<!who\s)(?<!●\s)(?<!■\s)\bwill|\blet\sme)\s[a-z]+"
)
THEY = re.compile(
    r"(?:\A|[^a-z])(?:he|she|they|it)(?:'s|'ll|'re|'d)?\b|[他她它]们?|对方|客户(?!培训|拜访|会议|见面|来访|回访|答谢|走访)"
)
US = re.compile(r"\b(?:i|i'll|i'd|we|we'll|me|us|my|our)\b|[我咱]")
WANTED = _any(r"要 想 希望 需要 让 叫", r"\bneeds?\b \bwants?\b \basks?\b \basked\b \bwould_like")
# One sets out on the day of what one goes to: 后天北辰投标,早上7点出发.
SETS_OUT = re.compile(
    r"出发|动身|集合|登机|起飞|发车|\b(?:leav(?:e|ing)|depart\w*|set(?:ting)? off|head(?:ing)? out|pick ?up at)\b"
)
# Nobody is woken in the afternoon; an alarm before seven is one of the morning.
WAKES = re.compile(r"\bwak(?:e|es|ing)\b|\bget(?:ting)? (?:me )?up\b|起床|叫醒|喊醒|早起|起个?早")
EARLY = re.compile(
    r"\balarm\b|\bearly (?:start|call|flight|train|bus|breakfast|drive|run|meeting|visit|site|shift)|\bbright and early\b|\bcrack of dawn\b"
    r"|闹钟|闹铃|赶早|趁早|[一大]早|早[班车]"
)
LEAD = re.compile(
    r"提前|提早|前[一两]天|\b(?:day|days|week|night|hours?|minutes?|mins?) (?:before|earlier|ahead)"
)
AGAIN = _any(r"再 下次 下回 提醒 记得 跟进", r"\bagain\b \bfollow \bremind \bnext\b")
