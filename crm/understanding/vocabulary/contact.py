"""How reps visit, call, meet and write to customers: done, planned, or called off.

Tables over folded, masked text: ■ customer, ● person, ▲ phone, ◆ amount.
"""

import re

# kind -> expressions; the first group are strong, the second only where nothing else is said.
DONE_HAN: dict[str, tuple[str, str]] = {
    "email": (
        r"来信(?!息)|来函|邮件|邮箱|电邮|e-?mail|发邮|mail",
        r"发(?:了|过|完)?(?:[新这那]?[版份个]?)(?:报价|方案|合同|资料|标书|清单|图纸|quotation|quote|proposal|deck)|发(?:给)?(?:了|过去了)(?:[新这那]?[版份个]?)(?:报价|方案|合同|资料|标书|quotation|quote|proposal)",
    ),
    "message": (
        r"(?:发|回)(?:了|来|过来)?(?:一?[条段])?语音|语音(?:说|消息|回复)|微信|短信|私信|(?<![好坏没等新])消息|whatsapp|(?<![a-z])(?:wx|vx|wechat|telegram)(?![a-z])|line(?:上|聊|来|说|讲|问|回|发|我|过来|了)|传line|钉钉|qq|telegram|飞书|企微|发信息|留言|朋友圈|群里|群发|发了.{0,6}(?:问候|祝福|消息|信息)",
        "",
    ),
    "call": (
        r"[跟和与给][ ]?[■●]+[^,。;a-z]{0,4}call(?:ed)?(?![a-z])|(?<![a-z])(?:phone ?)?calls?[ ]?(?:了|过|完|一下|ed|聊|说|沟通)|(?<![a-z])phone call|(?<![a-z])phone(?:了|过)|打(?:了|过|完|通|个|来|一)*(?:个|通|次)?电话|通(?:了|过|完)?(?:个|一次|一通)?(?:电话|话)|电话(?:联系|沟通|回访|里|那头|那边|这头|中|上|说|拜访|跟进|确认|没|不|打|聊|问|约)|"
        r"来电|致电|电联|去电|回电|语音(?:通话|聊|沟通|电话)|连线|通(?:了|过)[^,。;]{0,6}话|拨(?:了|通|打)|电话(?:了|过)|打(?:给|了给|电话|来(?!的)|过来|进来)|打过去|接(?:了|到)?.{0,8}电话|回了?.{0,8}电话|打(?:了|通|过).{0,10}电话|的电话[,,::]?说|没接电话|📞|☎|(?:联系|打|找)不上[■●他她]|电话"
        r"|打(?:了|过)(?=$|[,。;\s]|[两三几\d][次个遍通]|半天|一?[上下]午|好)|没(?:人)?接(?:通|上|到)?(?=$|[,。;!\s])|没打通|打不通|一直占线|(?:按|挂)了我|[倾讲](?:咗|了)?电话",
        "",
    ),
    "visit": (
        r"(?<![a-z])visit(?:了|过|完|ed)?(?![a-z])|(?<![早晚以线马网之])上■+(?=找|见|倾|谈|送|开|做|拿|收|看|转|拜)|第[一二三四五六七八九十\d]+趟了?|过去把[^,。;]{1,12}了|[刚才][^,。;]{0,2}出(?:了)?■|在■[^,。;]{0,4}(?:[待呆坐泡耗转看蹲守忙熬]了|[\u4e00-\u9fff]了(?:一整?|半|两|三|大半|整整)(?:天|个?小时|个?上午|个?下午|个?钟头))|(?:待了|呆了)(?:[^,。;]{0,4})(?:天|小时|钟头|上午|下午)|出(?:了)?■[^,。;]{0,3}(?:大?门|门口)|跑完|■[^,。;]{0,5}(?:转了|走了|看了|逛了)|(?:^|[\s,。;、天日号一二三四五六])去的(?=[\s,。;]|$)|听(?:了)?[^,。;]{0,4}课(?!程)|听课|家访|巡店|驻[场厂店]|蹲点|走店|探店|转悠|溜达|逛了|拜会|拜[仿防坊放]|(?:刚|才)从[^,。;]{1,6}(?:回来|出来)|转(?:了|过)?一?(?:圈|趟)|转了转|看了看(?:现场|车间|工地|仓库|厂)|拜访|回访|走访|探访|陌拜|登门|上门|来访|造访|(?:去|跑|到|来)(?:了|过)?(?:一)?(?:趟|了■|■|下■|现场)|去了(?!个电话|一?[个通]电话)|[去到]的■|跑了(?![\d一二两三四五六七八九十半]+(?:多)?(?:公里|里|步|天|路))|到了■|[去到]过了?(?=[,。;!\s]|$)|从■+[^,。]{0,4}(?:出来|回来)|刚?离开■|"
        r"(?:去|到)■(?!的路|途中|路上)[^,。;]{0,6}(?:做|送|看|见|找|拿|演示|培训|参观|交流|现场|聊|谈|吃|开|装|安装|调试|验收|考察|坐)|在■[^,。;]{0,6}(?:做|送|演示|培训|参观|装|安装|调试|验收|考察|现场)|来(?:我们?|我司)?(?:公司|厂里?|办公室|展厅|店里|门店)|送(?:了|去|到|过去?|样|货|资料|合同|标书)|顺路|路过|参观|考察|(?:做|搞|上)(?:了|完|过)?培训|(?:安装|调试|验收|装机|培训)(?:了|完|好|过)|现场(?:看|演示|交流|勘|踏|调|培)|踏勘|踩点|实地|看望|坐了坐"
        r"|(?<![a-z])on-?site(?:了|过|回来|一[天趟])?(?![a-z])|(?:车间|现场|工地|场地|厂房|厂区|库房|仓库|门店|机房|产线|样板[间房]|地坪|标段|项目部)[^,。;■●]{0,6}(?:看|量|勘|走|转|查|跑|测|验)(?:过|了|完)"
        r"|在■[^,。;]{0,8}(?:跟台|试机|试产|清点|盘点|点货|验货|陪检|跟线)|(?:到|去)■[^,。;]{0,6}(?:装|换|修|调)(?:了|过|完)",
        "",
    ),
    "meeting": (
        r"(?<![a-z])(?:meeting|zoom|lunch|coffee)(?![a-z])|(?:列席|出席|旁听|参加)(?:了|过)?[^,。;]{0,16}(?:会|评审|论证|例会|研讨|答辩|宣讲|招标|开标|仪式|活动|年会)|(?<![a-z])meet(?:了|过)|开(?:了|完|过|个|一|次|场)+[^,。;]{0,10}?会|开[^,。;■●]{0,6}会|(?:视频|线上|电话|技术|评审|项目|商务|在线|腾讯|远程)会议?|(?:线上|远程|视频)[^,。;]{0,12}(?:过了|讲了|对了|聊了|沟通|演示)|qbr|会议|会谈|座谈|饭局|食(?:了|过|个|完)?饭|倾(?:好|完|了|过)|吃(?:了|过|个|顿|次|的)*(?:饭|午饭|晚饭|火锅|早茶)|(?:午|晚|早)(?:餐|饭)|[喝饮叹](?:了|个|杯|顿|次|过)*(?:茶|咖啡|酒|早茶)|请.{0,8}吃|的会(?=[,。:!;]|$)|做(?:了|过|完)[^,。;]{0,4}复盘|会(?:刚)?(?:开|散)(?:完|好|了)|视频(?:了|沟通|聊|交流)?|倾(?![向斜销力听注])|面谈|展会|交流会|碰头|碰面"
        r"|(?:拉|组|攒|约|召集?|凑|搞|做)(?:了|过)(?:一?[个次场])?[^,。;■●]{0,6}(?:会|饭?局|碰头|评审|对齐|复盘)|(?:喊|叫|拉|请|约)(?:我|我们)去?(?:喝|吃|坐坐|撸串|打牌|钓鱼)"
        r"|坐(?:了|过)(?:一?会儿?|坐|半天|半个?小时)|[喝饮](?:了|完|过)(?:个|顿|一?次)?(?:早|下午|晚)?(?:茶|咖啡)|开(?:了|过|个)?(?:一?[个次场])?(?:teams|zoom|腾讯会议|钉钉会议|视频会)|吃(?:了|完|过)(?:个|顿|一?次)(?:便|晚|午|工作)?[饭餐]",
        r"见(?:了|到|过|面|着)|碰(?:了|到|面|头|完|过)|聊|(?<![在商洽])谈(?!判|不[拢下成来]|崩)|沟通|交流|会面|见●|讨论|对接|洽谈|遇(?:到|见)|演示(?:了|过|完)|扒(?:了|过)[^,。;]{0,3}饭",
    ),
}
# How people talked, where the verb leaves it open: `chatted on the phone`, `caught up over zoom`.
_MEDIA = {
    "call": (
        r"(?:\w+ )?phone(?: call)?|telephone|blower|call|facetime|cell|mobile|line",
        "on|by|over|via|through|per",
    ),
    "message": (
        r"whats?app|wechat|te?xt(?:s|ing)?|sms|slack|telegram|linkedin|messenger|(?:teams |slack |group )?chat|dm|imessage",
        "on|by|over|via|through|per|in|as|a|an",
    ),
    "email": (r"e-?mail", "on|by|over|via|through|per|in|as|an"),
    "meeting": (
        r"zoom|teams(?! chat)|video(?: call)?|google meet|webex|skype",
        "on|by|over|via|through|per",
    ),
}
MEDIUM: dict[str, re.Pattern[str]] = {
    kind: re.compile(rf"(?<![a-z])(?:{by}) (?:the |a |an )?(?:{words})(?![a-z])")
    for kind, (words, by) in _MEDIA.items()
}
# Called off, so that only the word of it came: `my visit was cancelled per SMS`.
CALLED_OFF = re.compile(
    r"[^,.;]{0,40}\b(?:was|is|got|has been|were|been)? ?(?:cancell?ed|called off|postponed|moved|rescheduled)\b"
)
TALKED = re.compile(
    r"(?:good |great |quick |nice |long |short )?(?:wrote|(?:\S+ )?written|repl(?:y|ied)|answered|chat\w*|convo|conversation|discuss\w*|talk\w*|spoke\w*|caught up|catch-?up|session|had a chat|over)\b"
)
JUST = re.compile(
    r"刚|已经?|昨|前天|过了(?!元旦|年|春节|国庆|中秋|五一|周末|月底|这周|这个?月)|来着"
)
NOT_REACHED = re.compile(
    r"没人接|没接|无人接听|没人|不在|没见|没打通|关机|占线|no answer|voicemail"
)
HAPPENED = re.compile(
    r"[了完]|(?<!超)过|刚|已经?|昨|前天|上周|上个?(?:礼拜|星期|月)|没(?:接|见|在|人)|说|表示|来电|来访|出来|回来|不在|反馈|告诉|回复|收到"
)
# A plan: something before the verb puts it into the future.
PLANNED = re.compile(
    r"(?:提醒|记得|别忘|要(?!求)|准备|打算|计划|下次|回头|改天|再|需要|应该|得去|该|安排|让我|叫我|帮我|明天|后天|下周|下个?(?:礼拜|星期|月)|月底|周末|预约|等.{1,8}(?:后|再)|如果|争取|希望|等我|想|约(?!了)|约好|约了|找个?时间|抽空|有空|这两天|这几天|得(?!到))"
)

DONE_ENGLISH: dict[str, str] = {
    "visit": r"visited|call(?:ed)? into(?= (?:the )?[■●])|went (?:back )?(?:down|up|out|over|across|round|along|in)? ?(?:to|into|by)? ?(?:the )?(?=■)|(?:visit|visits?) (?:■+|●+)[^,.;]{0,16} (?:oredi|already|alr|liao|aldy)|arrived at(?= ■)|post-?visit|visit note|was (?:out|over|down|up|back|round) at|(?:popped|stuck|poked|put) my head (?:in|round|through)(?: at)?|called round|nipped (?:in|over|round)|visit(?:s|ing)? (?:is |all |was )?(?:done|completed?|finished)|(?:been|went|popped|nipped) (?:a)?round to see|(?:been|popped) (?:a)?round (?:to|at)(?= )|just now (?:go|went)(?: to)?(?= ■)|(?:leaving|left) ■+(?: now| just now|,|$)|demo(?:\'?e?d)? .{0,30}(?:at|in) ■|cold[- ]?calls? (?:at|on)|(?:took|brought) .{1,30} (?:to|into|round|over to) (?=(?:the )?■)|drove .{1,20} to |(?:pop|drop|walk)[- ]?(?:ins?|bys?)(?: (?:at|to|on|with)|(?= (?:this|today|yday|yest|last|earlier))|[,:;]|$)|(?:just )?(?:finished|done|wrapped)(?: up)? (?:over |down |up )?at(?= (?:the )?[■●])|(?:gave|showed|walked) me (?:a tour|a?round|through the (?:plant|site|line|factory|warehouse|kitchen))|saw ●+[^,.;]{0,24} (?:at|in) (?:his|her|their|the) (?:own )?(?:new |old )?(?:office|warehouse|shop|store|farm|plant|factory|site|clinic|lab|hotel|kitchen|workshop|showroom|place|yard|restaurant|works|depot|hub|cafe|bakery|studio|ranch|nursery|garage)|dropped ■|dropped .{0,24}? (?:@|off)|(?:morning|afternoon|day|hour|hours) (?:at|with) ■|quick hello (?:at|to)|(?:got|getting|come|came|walked|coming) out of(?= (?:the )?[■●])|popped round|went round|toured|(?:brief|quick|short)? ?stop(?:-in)? (?:at|by)|stopped (?:by|at|@|in|off|over|thru)|(?:swung|came|went|drove) thru|dropped (?:by|in|off|into)|dropped .{0,24}? (?:at|@)|swung (?:by|past)|dropped past|popped (?:in|by|into|over)|went(?= ■)|went (?:to see|to visit|to|over to|by|down to|up to|out to)|drove (?:out|over|up|down|to)|drop(?:ped)? off|called in (?:at|on)|called on|paid .{0,10}visit|"
    r"(?:site|plant|factory|quick|cold|follow-?up|customer|short|good|great|brief|field|surprise|courtesy)?[ ]?visit (?:to|at|with|w/?|■)|(?:customer|client|site|sales|field) visit|visit ?[:|]|(?:\d(?:st|nd|rd|th)|first|second|third|another|repeat|return) visit|saw ●+ (?:at|@|in) (?=■)|saw (?:a |an |the |their )?(?:new )?(?:\w+ )?(?:guy|gal|lady|man|woman|buyer|owner|manager|mgr|chef|boss|foreman|super)s? (?:at|@|from)(?! (?:the |a )?(?:\w+ )?(?:show|fair|expo|conference|conf|event|booth)\b)|(?<=[|] )visit|visit report|■ (?:site |plant |office )?visit|(?:site|plant|factory|mill|shop|store|warehouse|line|floor|yard|farm|kitchen) (?:survey|tour|walk|inspection|check)|walk[- ]?thr(?:ough|u)|ride-?along|inspection (?:at|of)|survey(?:ed)? (?:at|of)|(?:got |just |came |am |i'm )?back from|returned from|walked (?:into|through|the)|toured|checked in (?:on|with|at)|came by|been (?:to|at)|was at|just left|came (?:out|back) (?:of|from)|delivered .{0,24}(?:to|at) ■|cold called in|on[- ]?site (?:at|with)|spent .{0,24}(?:at|with) |left .{0,30}(?:brochures?|samples?|cards?|materials?|catalog\w*|leaflets?|flyers?|price lists?)|visit:|in-person|showed up at|door ?knocked|installed|demo(?:'d|ed)? at|at ■+ (?:today|yesterday|this)"
    r"|(?<![■●] )called (?:in|by|round|over)(?=,|;|\.|$| but| and| at\b| on\b| w(?:ith|/) )(?! and (?:said|asked|told|wants))|(?:i've |just )?been (?:up|down|over|out|across|round|along|in) (?:to|at|by|there)(?= |$)|(?:just |have )?(?:come|coming|came|walked|got|back) (?:straight )?(?:out of|away from|back from)(?= (?:the )?■)|on-?site (?:at|with)(?= ■)"
    r"|(?:site|plant|store|yard|shop|farm|line|job) (?:walk(?:[- ]?(?:thru|through|round|around))?|tour|survey) (?:at|of|with|w/?)(?= )|dropp(?:ing|ed) in (?:on|at)(?= )|rocked up (?:at|to)(?= )",
    "call": r"(?<!lass )(?<!lad )(?<!guy )(?<!bloke )(?<!chap )(?<!lady )(?<!woman )(?<!man )(?<!girl )(?<!boy )(?<!fella )(?<!feller )(?<!gent )(?<!owner )(?<!contact )(?<!someone )(?<!somebody )(?<!kid )(?<!gaffer )(?<!landlord )(?<!landlady )(?<!manager )(?<!buyer )(?<!chef )(?<!head )(?<!place )(?<!shop )(?<!company )(?<!firm )(?<!deli )(?<!cafe )(?<!pub )(?<!outfit )(?<!product )(?<!thing )called(?! (?:into|round|by|in(?! (?:to|sick|about|for|asking|with))))|(?:call|ring|phone) (?:■+|●+)[^,.;]{0,16} (?:oredi|already|alr|liao|aldy)|ph'd|📞|☎|cold calls? to|calls? (?:is |was )?(?:done|over|finished|completed) with|skype calls?|lvm|l/m|picked up(?= (?:finally|eventually|at last|on the|this time)|,|$)|(?:left|leaving|got|sent) (?:an? |the |his |her |their )?(?:vm|voice ?mail|msg on|message (?:on|with))|vm\b|on the line|hung up (?:with|on)|(?:got |just )?off (?:a|the) (?:call|phone|blower|line|horn|dog)|(?:caught|got|had) ●+ (?:\w+ )?on (?:his|her|their|the|a) (?:mobile|cell|phone|line)|dialled|(?:by|on|over|per) (?:the )?phone|phone with|(?<!teams )(?<!zoom )(?<!video )calls? (?:with|w/?|from|to ■|to ●)|phoned|rang|rung|dialed|phone (?:call|chat|conversation)|on the phone|off the phone|by phone|over the phone|spoke|spoken|talked|voice ?mails?|no joy with(?= ●)|(?:no luck|no joy|trouble) (?:reaching|getting)(?: hold of)?|tried (?:to (?:call|reach|ring)|calling|reaching|ringing|●|■)|got hold of|reached (?:●|■|out by phone)|conf(?:erence)? call|(?:telephone|phone|tel\.?) conference|telco|(?:in|on|during) (?:our|the|my|his|her|today's|yesterday's|this morning's|last)(?: \w+)? (?:phone )?call|got ●+ live|facetimed|(?:quick |short |long |good |great )call\b|no answer|telephoned|(?:phone|tel|call) ?[:\-]|had a (?:quick |short |long |good |great )?call|cold[- ]called|call:"
    r"|(?:picked|picking) up (?:the )?phone|on the (?:blower|dog and bone) with",
    "email": r"e-?mailed|e-?mail (?:to )?(?:■+|●+)[^,.;]{0,16} (?:oredi|already|alr|liao|aldy)|📧|✉|e-?mail (?:just |has )?(?:came|arrived|landed|in\b)|by (?:e-)?mail|(?:dropped|shot|fired(?: off)?|sent) (?:off )?(?:●+ |■+ )?(?:an?|the) (?:\w+ )?e?-?mail|forwarded .{0,40}to [●■]|wrote back|email(?:ing)? (?:with|back)|sent .{0,50}?(?:e-?mail|by mail|via mail)|e-?mail (?:from|to ●|to ■|exchange|sent)|wrote (?:to|an e-?mail|●|back)|replied|mailed|e-?mld|eml? (?:from|to|w)|mail (?:from|back|to)(?= [■●])|(?:have|has|had|i've|we've) written (?:to )?(?=[●■])|got an? (?:e-?mail|reply)|(?:sent|forwarded) (?:an? |the )?(?:e-?mail|mail)|answered .{0,10}e-?mail|cc'?d"
    r"|e-?mail (?:off|gone|out|over|away|sent off|is off|went) (?:to|out|over)(?= )|e-?mail (?:off|gone|out)(?=,|$)|(?:fired|pinged|shot|bunged|chucked) [^,.;]{1,24} (?:an? )?e-?mail"
    r"|e-?mail (?:thread|chain|exchange|trail) (?:with|w/?)|(?<!e-)(?<!e)mail (?:sent|gone) to(?= )",
    "message": r"texted|(?:te?xt|whatsapp|msg|message|wechat|sms) (?:■+|●+)[^,.;]{0,16} (?:oredi|already|alr|liao|aldy)|💬|sms'?e?d|messaged|whats?app(?:ed)?|dm'?d?|slacked|pinged(?! me)|wechat(?:ted)?|(?:text|message|msg|sms|dm|whatsapp|telegram|wechat) (?:from|to ●|to ■|with)|sent .{0,30}?(?:te?xt|message|whatsapp|sms|msg|dm)|linkedin|txt'?e?d|(?<=[■●] )(?:txts?|dms|imsg)|txts? (?:from|w/?|with|exchange|back|convo)|wrote (?:me |us )?(?:in|on|via|over) (?:the |our |a )?(?:teams|slack|whatsapp|wechat|chat|telegram|line|group)|got a (?:text|txt|message)|msg'?d|line message|texts? from"
    r"|(?:insta|instagram|facebook|fb|messenger|snapchat|signal|viber) (?:msg|message|dm|chat) (?:from|to|with|w/?)|(?:msg|message|dm) (?:off|back from|in from)"
    r"|(?:shot|dropped|fired|flicked|pinged) (?:me|us) (?:an? )?(?:quick )?(?:te?xt|whatsapp|dm|sms|message|msg)(?= |,|$)|slack'd|wechat'd|whatsapp'd",
    "meeting": r"met(?: up)?|(?:wine |menu |food |colou?r |tech |safety |budget |design |sample )?(?:tasting|sampling|cupping|fitting|audit|review|handover|briefing|pitch|kick-?off|trial|test drive|test run|debrief|q&a|negotiation|signing) (?:with|w/) (?=[■●])|had ●+ (?:in|over|round|here)(?= |,|$)|(?:cuppa|brew|pint|beers?|drink|bite|meal|smoko|brekkie|tea) with|(?:quarterly|annual|monthly|year-end|business|account) (?:business )?review with|(?:follow-?up|session|talk|chat|call|review) with ●+[^,.;]{0,16} (?:went|was) (?:very |really |quite )?(?:well|great|fine|ok|good|badly|smooth\w*|productive)|sat in on|qbr|(?:online|virtual|remote|web|screen-?share) (?:demo|meeting|session|training|presentation)|chatted to|(?:teams|zoom|webex|video) (?:call|meeting|session)|skype (?:meeting|session)|(?:lunch|dinner|breakfast|coffee|drinks) (?:last night|today|yesterday|this morning|on \w+) with|(?:came|drove|flew) (?:in|over|down|to (?:our|my|the) (?:office|place|showroom|factory|plant|site))(?: for| to|,|$)|mtg|mtng|interview(?:ed)? (?:with|w/?|■|●)|meetings (?:at|with)|caught (?=●)|(?:great|good|quick|short|long|productive) (?:mtg|meeting|chat)|skype[d]?|(?:wrapped up|finished|completed|ran|gave|did|held|led|attended|joined|done with|just finished with) .{0,30}(?:workshop|session|training|demo|presentation|meeting|review|●)|(?:had|having|grabbed|did|finished|attended|held|joined|after|good|great|long|short|quick|productive|lunch|kick-?off|video|zoom|team|dinner|breakfast|board|review|intro)[^.,;]{0,20}(?:meeting|lunch|dinner|coffee|breakfast|beers?|drinks|zoom|teams|video call|sit-?down|catch-?up|webex|google meet|workshop|demo)|(?:meeting|lunch|dinner|coffee|breakfast|zoom|teams|video call|webex|workshop|drinks|catch-?up|sit-?down) (?:with|w/?|at ■|■|●|went)|"
    r"(?:demo|presentation|pitch|workshop|training|trial)\b[^,.;!?]{0,30} (?:went|was)(?= )|zoom(?:ed)?|video ?call(?:ed)?|(?<!a )(?<!the )(?<!new )(?<!old )(?<!table )saw|caught up|bumped into|ran into|sat down|(?:convo|conversation|chat|chatted|discussion|session|talk) (?:with|w/?)|over (?:coffee|lunch|dinner|breakfast|drinks|a beer)|had a chat|took .{0,20}(?:to|for|out) (?:lunch|dinner|coffee|drinks)|took ●+ (?:to|out|thru|through|round|around)|(?:gave|did) (?:the|a|my|our) (?:preso|presentation|pitch|deck|talk)|discussed|presented|trade ?(?:show|fair)|hosted|demo(?:'d|ed)|meeting:|meeting notes|minutes(?= \d)|(?:meeting|call) report|notes from|recap of|minutes of|met up|face to face|in person"
    r"|(?:lunch|dinner|breakfast|brunch|supper|drinks|coffee|workshop|round ?table) (?:on|last)(?= )|(?:lunch[- ](?:and|n|&)[- ]learn|in-?service|(?:speaker|dinner) program(?:me)?|advisory board|round ?table|town ?hall|open day)(?= (?:at|with|for) )"
    r"|(?:had |grabbed |did )?(?:an? )?(?:lunch|dinner|breakfast|brunch|supper|drinks?|coffee|cuppa|brew|pint|beers?|bite|meal)(?: (?:yesterday|yday|yesty|today|last \w+|this (?:morning|arvo|afternoon)))? (?:with|w/|w|wi'?)(?= )|sat (?:with|w/?)(?= )|zoom'd",
}
# How a next step is to happen; the verb that stands first decides.
TO_COME: dict[str, re.Pattern[str]] = {
    "call": re.compile(
        r"打(?:个|一个|通)?电话|回(?:个)?电|去(?:个)?电话|电话|致电|电联|打给|打过去|\b(?:call(?! (?:in|on|round)\b)|ring|phone|dial|call ?back|c/?b)\b"
    ),
    "email": re.compile(r"邮件|电邮|发邮|邮箱|\b(?:e-?mail|mail|write to)\b"),
    "message": re.compile(
        r"微信|短信|发(?:个)?消息|留言|\b(?:text|message|whatsapp|wechat|ping)\b"
    ),
    "meeting": re.compile(
        r"开(?:个)?会|会议|面谈|碰(?:个)?头|碰面|吃(?:个)?饭|午餐|晚餐|喝茶|喝咖啡|视频|\b(?:meet|meeting|mtg|lunch|dinner|breakfast|coffee|zoom|teams|video call|workshop)\b"
    ),
    "visit": re.compile(
        r"拜访|回访|上门|登门|走访|去(?!年|电|个电)|过去|跑一?趟|再来|见|\b(?:visit|see|go (?:to|back|by|over|see)|stop by|swing by|drop (?:by|in)|call (?:in|on)|site visit|walkthrough)\b"
    ),
}
PAST_ENGLISH = re.compile(
    r"\b(?:visited|called|met|emailed|e-mailed|texted|messaged|phoned|rang|spoke|talked|saw|had|went|stopped|dropped|swung|popped|drove|left|was|were|wasn'?t|didn'?t|said|likes?|liked|asked|told|wanted|sent|got|did|written|finally|twice|just|yesterday|yday|ystd|yest|last|ago|this morning|earlier|discussed|presented|agreed|confirmed|toured|replied|finished|happy|pleased|caught|came|gave|showed|tried|chatted|wrote|txt'?e?d|checked|spent|ran|took|held|did|made|took|[a-z]{3,}(?<!ne)(?<!spe)(?<!fe)(?<!inde)(?<!exce)(?<!proce)(?<!schedul)ed)\b"
)
