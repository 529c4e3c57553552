"""What reps write when something happened, moved, broke or is to be done.

Tables over folded, masked text: ■ customer, ● person, ▲ phone, ◆ amount.
"""

import re

from crm.understanding.vocabulary.wording import either

WON = either(
    r"(?:也|都|决定|最后)?给(?:了)?我们做了?(?=[,。!;\s]|$)|我们(?:排|是|中)?第一(?=[,。!;]|$)|(?:我们|咱们?)中了|中了(?=[!。,]|$)",
    r"下单了(?=$|[,。;!\s\d])|下了单(?!子)|(?<![a-z])renew(?:ed)? ?了|下了? ?po ?了|(?<![a-z])po ?(?:已经?|也)?(?:到了|到手|收到|来了)|收到了?[^,。;]{0,6}(?<![a-z])po(?![a-z])|\bpo\b[^.;]{0,30}\b(?:received|in hand|landed|came in|arrived)\b|签单|成单|开单了|拿到(?:了)?(?:订单|合同|po)|(?:定|选|用)了?我们(?:家|的)?(?=[,。!;]|$|了)|订单到手|正式签|已成交|单子成了",
    r"\b(?:they |■+ )?(?:picked|chose|went with|selected|awarded) us\b|\b(?:po|order|contract)(?:'?s| is)? (?:in|received|signed|landed)\b(?! the mail)|\b(?:sent|issued|raised|emailed) (?:us |over |through )?(?:the |a |their )?(?:signed )?(?:po|purchase order|signed contract)\b|\bsealed the deal\b|\bdeal'?s done\b|\bsaid yes\b|\bwe got ■|\b(?:got|given|gave us) the (?:nod|green light|go-?ahead|thumbs up)\b|点头了(?=[,。;!]|$)",
    r"单子?[^,。;]{0,4}定下来(?:了|啦|咧|喽)|赢(?:咧|啦|喽|嘞|哩)|拿下(?:咧|啦|喽|嘞)|(?:签|成)(?:咧|啦|喽|嘞)(?=[,。!;\s-]|$)|赢单|盖(?:好|完|了|上)(?:了)?章|已经?签|签字了?|签好|签完|签上了|赢了|赢下|拿下了?|中标|成交了?(?!价|金额|额|率|的|日|周期|[吗??])|签(?:了|下来?了?|约了|单了?|成了?|完了)|签约成功|敲定了|搞定了(?!预算|资料|手续|领导|问题|方案|价格|样品|账期)|谈成了?|到手了?|合同(?:已经?)?(?:签|盖章)(?:了|好了|完)",
    r"\bconfirm(?:ed)? (?:the |their |our )?(?:order|po|deal) (?:liao|already|alr)\b|\b(?:closed[- ]won|we won|i won|just won|won|landed|bagged|nailed|clinched|we win(?= (?:liao|already|alr|oredi|lah|sia|■|the\b|it\b|this\b)|[,.!;]|$))\b(?!'t| over| the (?:bid war))",
    r"(?<!be )(?<!get )(?<!gets )(?<!when )(?<!once )(?<!until )(?<!the )(?<!a )\bsigned\b(?! up| off\b(?! on the (?:deal|contract|order|purchase))| in\b| contract| copy| papers| nda| paperwork| agreement)|\bdeal (?:is )?(?:done|closed|signed|won)\b|\bgot the (?:■+(?:'s)? )?(?:deal|order|po|contract|job|business)\b",
    r"\bclosed (?:the |a |our )?(?:■+|deal|■.{0,20}deal|contract|opportunity)|■+ (?:deal|opportunity|opp) .{0,14}\bclosed\b(?! lost)|\bmark(?:ed)?\b.{0,30}\bas won\b|\b■+ (?:is |was )?closed\b(?! (?:on|for|at|due|until|today))",
    r"\bgave us the (?:order|contract|business|po)\b|\bwe got (?:it|■|them)\b|\bcloses? as won\b",
)

LOST = either(
    r"没(?:有)?(?:搞|弄|做|整|争取|竞|投|签|中)(?:成|到手|下来?|上)(?=$|了|[,。;!\s])|(?<!人员)(?<!人才)(?<!员工)流失了?(?=$|[,。;:!\s])|(?:单子|项目|商机|生意)[^,。;■]{0,4}(?:没了|跑了|黄掉|吹了|死了|作废|打水漂)",
    r"\bknock(?:ed)? (?:us|me) back\b|\b(?:gone|went|going|goes) wi(?:th)? (?:someone|somebody|summat|a local|another|the other)\b|\b(?:blew|blown|binned|sacked|jacked|shelved|canned) (?:us|it|the (?:deal|project|order|job))(?: off| out| in)?\b|\bturned (?:it|the (?:offer|quote|deal|bid)) down\b|\bgave (?:us|me) the (?:push|elbow|boot|brush-?off)\b",
    r"(?<!年前)(?<!暂时)(?<!目前)不(?:打算|准备|想|会|愿意)?再?(?:续|续约|续签|续费|续订)了|\b(?:won'?t|not|isn'?t|aren'?t|not going to|decided not to) renew(?:ing)?\b|不(?:再)?(?:跟|和|与)我们(?:合作|做|签|续)|没(?:谈|拿|签|做)下来|没谈成|谈崩了?|被拒了?|丢给(?!我)|拒绝了?我们|(?<!年前)(?<!今年)(?<!暂时)(?<!目前)不(?:要|买|采购|合作|续)了|搁浅|放弃了|落选|出局|(?:选|选择|定|给|签给|交给)了?(?:别家|别人|同行|对家|竞品|其他家|另外一家)",
    r"■+ (?:has |have )?(?:went|gone|going) with (?!us\b|our\b|my\b|me\b|it\b|that\b|the\b|option|plan|package|\d)|\b(?:chose|picked|selected|opted for|signed with|awarded (?:it )?to|gave (?:it|the (?:deal|order|job)) to|bought from|stuck with|staying with|sticking with)\b(?! us\b).{0,40}\b(?:instead|competitor|competition|someone else|another|other|rival|existing|current|cheaper|old|present|incumbent)\b|\bchose .{0,30} instead\b|\b(?:didn'?t|did not) (?:win|get (?:the|it))\b|\bno deal\b|\b(?:is|are|'?s)? ?(?:a )?(?:goner|kaput|toast|dead in the water|gone cold|down the (?:drain|gurgler|tubes))\b|\bsaid no\b|\bdeal'?s? (?:is )?(?:off|gone)\b(?! (?:to|into|through|up))|\bwent (?:cold|south|another way|a different (?:way|route|direction)|in another direction)\b|\bghosted\b|\bkilled the\b|\bpicked .{0,20} over us\b",
    r"丢单|丢了|丢掉|输单|输了|输给|(?<![会约示访谈训局])黄了|飞了|没戏了?|没拿下|没中标?|落标|流标|失败了|泡汤|选了(?:别人|别家|竞争对手|竞品|对手|另一家|其他)|被.{0,8}(?:抢|截|拿)(?:走|了|胡)|单子没了|凉了|不做了|取消了?(?:项目|采购|订单)|终止了?(?:项目|合作)?",
    r"\b(?:closed[- ]lost|we lost|we lose(?= [^,.;]{0,24}(?:liao|already|alr|oredi)\b)|i lost|just lost|lost)\b(?! (?:my|track|his|her|their|your|count|sight|the (?:way|number|key|card|file)))",
    r"\b(?:fell through|deal (?:is )?(?:dead|off\b|lost)|(?:project|opportunity|opp|tender|bid|it) is dead|went (?:with|for) (?:a |an |the |another|someone|some|our|other|cheaper|their)|chose (?:another|a |the |someone|our|other|not)|picked (?:another|a |the |someone)|passed on|backed out|pulled out|pulled the plug|walked away|turned us down|said no to the|going with (?:another|someone|a |the ))",
    r"\bmark(?:ed)?\b.{0,30}\bas lost\b|\bcancell?ed (?:the |their )?(?:deal|project|order|purchase|tender)\b|\bno[- ]go\b|\bslipped (?:away|through)\b|\b(?:go|going|goes|went|gone|going ahead) with (?!us\b)[^,.;]{1,30} instead\b|\bdecided (?:to go with|on) (?!us\b)(?:another|someone|a competitor|the competition)|\bdecided against\b|\bnot (?:going ahead|moving forward|proceeding)\b|\bdropped us\b|\b(?:went|gone) to (?:a |the )?(?:rival|competitor|competition)\b|\bno longer (?:interested|buying)\b",
)

STAGES: dict[str, re.Pattern[str]] = {
    "won": either(r"赢单|赢了|成交|中标|签约(?:成功|完成)?", r"\b(?:closed[- ])?won\b|\bsigned\b"),
    "lost": either(r"丢单|输单|失败|丢失|流失", r"\b(?:closed[- ])?lost\b"),
    "negotiation": either(
        r"谈判|谈价|议价|商务|价格谈|砍价|讨价还价|商务洽谈|合同谈",
        r"\bnegotiat(?:ion|ing|e|ions)\b|\bnego\b",
    ),
    "proposal": either(
        r"报价|方案|提案|投标|建议书|标书",
        r"\b(?:proposals?|quot(?:e|ed|ing|ation)|bid|tender|pricing)\b",
    ),
    "qualified": either(
        r"(?:已|需求)?(?:确认|验证|合格|资格)|需求(?:确认|明确)|有意向|意向|立项|合格",
        r"\bqualif(?:ied|ication|y|ying)\b",
    ),
    "new": either(
        r"新建|初步|初次|线索|新商机|初始|接触", r"\b(?:new|lead|first contact|initial|early)\b"
    ),
}

MOVED = either(
    r"(?:推进|推|(?<![收投输录加导购介切转])入|进入|进展|进|转到?|转入|转为|移到?|挪到?|改到?|改成|改为|调到?|调整为?|更新[到为成]?|变更?[到为成]?|升级?[到为]|标记?为?|标成|置为|设为?|设成|到(?!时|期|货|那)了?|处于|算|变成|正在|已在|还在|退回到?|回退到?|走到了?|推到了?)"
    r"[^,。;]{0,6}?(?:谈判|谈价|议价|商务(?:谈判|洽谈)?|报价|方案|提案|投标|需求确认|已?确认|合格|资格|意向|验证|立项|新建|初步|线索|赢单|丢单|输单|成交|签约|赢|输|失败|[ ]?(?:qualified|proposal|negotiation|won|lost|new)(?![a-z]))(?:的)?(?:阶段|环节|状态|步骤|了|$|[,。;\s])?",
    r"需求(?:已经?)?(?:确认|明确)(?:了|$|[,。;])|已经?确认了?需求|正式立项|立项了|合格商机",
    r"[■ ](?:还在|正在|在)?(?:谈判|议价|报价)(?:中|阶段)(?=[,。;!\s]|$)",
    r"(?:阶段|状态)[::]?(?:是|为|改|变|到|更新|调)?[^,。;]{0,6}(?:谈判|议价|商务|报价|方案|提案|投标|需求|确认|合格|意向|立项|新建|初步|赢|丢|输|成交|签约)",
    r"\b(?:move[ds]?|moving|advance[ds]?|push(?:ed)?|bump(?:ed)?|shift(?:ed)?|update[ds]?|set|change[ds]?|put|promote[ds]?|switch(?:ed)?|mark(?:ed)?|progress(?:ed)?|enter(?:ed|s)?|go(?:es)?|went|back)\b"
    r".{0,50}?\b(?:to|into|in|as|at|from .{0,16} to|back to)\b.{0,12}?\b(?:proposal|quote|quoted|quotation|negotiation|negotiating|qualified|qualification|new(?! [a-z]{3,}(?<!stage)(?<!phase))|won|lost|closed[- ]won|closed[- ]lost)\b(?: stage| phase)?",
    r"■+ (?:is )?(?:now )?qualified\b",
    r"■+(?:\'s)?(?: deal| opp(?:ortunity)?| project)? ?(?:to|into|->|=>|→|➡|:|-) ?(?:proposal|negotiation|qualified|won|lost)\b",
    r"(?:\b(?:is|are|now|we'?re|reached|in|hit|entered|entering|(?:gone|moved|went|got|come|jumped) (?:in)?to)\b|'s (?:gone )?(?:in)?to\b)(?: now| already)?(?: in| at)?(?: the)? (?:proposal|negotiations?|negotiating|qualified|qualification|quoting)\b(?: stage| phase)?",
    r"\b(?:stage|status)\b.{0,12}\b(?:proposal|negotiation|qualified|new|won|lost)\b|\b(?:proposal|negotiation|qualified) stage\b",
)

DEAL = either(
    r"商机|单子|项目|订单|合同|这单|那单|一单|机会|标|案子|生意|■",
    r"\b(?:deal|opportunity|opp|order|contract|project|tender|bid|business|account)\b",
)

HAD = re.compile(
    r"[了过完]|刚|\b(?:had|was|were|did|went|got|said|told|sent|gave|left|saw|spoke|took|brought|wrote|showed|[a-z]{3,}(?<!ne)(?<!spe)(?<!promis)(?<!suppos)(?<!schedul)ed)\b"
)
TICKET = either(
    r"\bkick(?:s|ed|ing) off\b(?! (?:on|in|at|with|the|a|mon|tue|wed|thu|fri|next|this|tomorrow|today))|\b(?:wants?|wanting|needs?|demand(?:s|ing)|expects?) (?:it |them |this |these |a )?(?:crediting|credited|collecting|replacing|refunding|swapping|sorting out|taking back|money back)\b|\b(?:defrosted|thawed|melted|crushed|smashed|soaked|squashed|split|off|mouldy|warm|short|broken|damaged) (?:on|upon) (?:arrival|delivery)\b|\bkicking up a (?:fuss|stink)\b|\b(?:gone|going) (?:mad|spare|ballistic|mental|off on one)\b|\b(?:display|screen|panel) (?:is |has gone |went |goes )?(?:blank|black|dark|dead)\b",
    r"色差|划痕|划伤|刮花|磕碰|凹陷|要退(?!休|税)|开错|发错|(?:发票|账单|价格|数量).{0,4}(?:错|不对)|(?:屏|画面).{0,4}花了",
    r"\b(?:arrived|came|delivered) without\b|\bspare parts?\b|\bon the (?:blink|fritz)\b|\b(?:playing|acting) up\b|\b(?:packed|conked|crapped) (?:in|up|out)\b|\bgave up the ghost\b|\bgone haywire\b|\b(?:\d+|one|two|three|four|five|six|a few|several) (?:pallets?|boxes|cases|cartons|units|bags|drums|rolls|crates) (?:short|missing)\b|\b(?:motor|engine|line|machine|pump|unit|fan|compressor) (?:has )?(?:stopped|stops|quit|gave out)\b|\binvoice is wrong\b",
    r"充不(?:满|进)|堵(?:了|住|塞|(?=$|[,。;!]))|报\d{3,4}|报[a-z]{1,3}[- ]?\d{1,4}(?:号)?(?:错|故障|代码|警|异常)|卡住|跳闸|松动|脱落|漏电|发烫|冒水|炸锅|催货|没收到货|货(?:还)?没到|迟迟(?:不|没)|延误|晚到|晚了\S{0,3}天|漏发|数量不对|对不上|(?:颜色|尺寸|规格|型号|数量)(?:不对|不符|错)|生锈|变形|开裂|掉漆|短路|烧了|烧坏|冒烟|着火|报警|停线|噪音|抖动|误差大|断电|闪退|卡顿|数据丢|起不来|异常|失灵|失效|罢工|退单|掉线|崩溃|读数不准|不准(?!备|时|许|点)",
    r"\bthrow(?:s|ing|n)? (?:an? )?(?:\w+ )?(?:error|fault|code|alarm)s?\b|\bneeds? (?:an? |the )?(?:service |field |repair )(?:tech|engineer|guy|man|call|visit)\b|\bstopped (?!by\b)[a-z]+ing\b|\bwon'?t [a-z]+ (?:any ?more|again|properly|at all|right|tight)\b|\b(?:ticked|hacked|pissed) off\b|\bfed up with\b|\blivid\b|\bfuming\b|\bwon'?t (?:seal|latch|fire up|hold|dispense|calibrate|heat|cool|start|turn|close|run|print|connect|charge|boot|spin|stop|drain|ignite|lock|fit|load|power|switch|light|scan|read|pump)\b|\bmissing (?:\d|a |an |one|two|three|some|parts|items|boxes|from)|\b(?:over|double)[- ]?charged\b|\bbilled twice\b|\bbad batch\b|\bpoor quality\b|\bdisappointed (?:with|in|by)\b|(?<!budget )(?<!spending )(?<!hiring )\b(?:is|went|was|are|been) (?:dead|offline|frozen|flooded)\b|\bno power\b|\b(?:died|froze|freezes|freezing up|beeping|blinking|glitch\w*|outage|bugs?|bug report)\b",
    r"\b\d+ [a-z]+ (?:are |is |were )?short\b|\bunhappy\b|\bnot happy\b|\bshort (?:by )?\d|\bdegrees? off\b|\breads? (?:too )?(?:high|low|wrong)\b|\b(?:wants?|needs?) [^,.;]{1,30}\b(?:repaired|fixed|replaced|serviced|exchanged)\b",
    r"抽风|趴窝|撂挑子|掉链子|少了?[\d一二两三四五六七八九十几]+[托板卷桶箱件台套个包袋瓶盒]|不良率|要求.{0,8}退|(?<!邮件)(?<!邮件给我)退回(?!到|来了?[ ]?说图)|卡(?:料|纸|壳|死|顿)|很生气|发火|不满意|老是|裂纹|裂了|断了|不亮|停机|停产了|闪屏|黑屏|花屏|蓝屏|被锁|破了|坏(?!人|处|账)|(?<![系说来去见走做定受少免谈算比赶顾等忙看想离下吃买付拿批抽给腾决他她我你也都还就并从绝要])[\u4e00-\u9fff]不(?:了(?!解)|开(?!心|会|票)|动|出来?|上(?![班次下门])|来电|起来|进去?|亮|响|稳|住)|不(?:显示|识别|联网|充电|打印|出图|送电|喷)|返厂|漂移|不(?:转(?![\d到成为给账发])|亮|响|动|出水|制冷|加热|出纸|启动|通电)|安排(?:人|工程师|师傅)|派(?:工程师|技术)|投诉|抱怨|报修|维修|返修|修一下|(?:要求|申请|想|需要|要)?(?:退货|换货|退款|退钱|换新|赔偿|索赔|更换(?!的|项目|工程|方案|计划|招标|周期)|补发|返工)|售后|工单|服务单|故障|死机|宕机|报错|坏了|坏掉|损坏|破损|摔坏|漏水|漏油|漏气|漏电|"
    r"(?:少|漏|错|多)发了?|发错|少了\d|缺件|缺货了|短缺|质量(?:有)?问题|不合格|(?<!没)有问题|出(?:了)?问题|出毛病|不能用|用不了|无法(?:使用|启动|开机|登录|连接)|登录不上|登不上|打不开|开不了机|连不上|不工作|不转(?![\d到成为给账发])|不制冷|不亮|没反应|卡住|异响|异味|过期|变质|发霉|"
    r"(?:反馈|反映|反应)[^,。;]{0,20}(?:(?<!没)(?<!没有)(?<!无)问题|不(?!错|少|过|用|急|同)|坏|(?<!不)错|漏|(?<!不)少|慢|差|停|断|掉|裂|锈|响|高温|发热|偏|松)|(?:机器|设备|系统|屏幕|产品|仪器).{0,4}(?:停了|坏|故障|挂了|崩)|派(?:人|工程师|师傅)|上门(?:维修|检修|处理|看看|服务)",
    r"\bcomplain(?:s|ed|ing|t|ts)?\b|\b(?:broken|(?<!car )(?<!van )(?<!train )(?<!bus )broke down|faulty|defective|malfunction\w*|damaged|leak(?:s|ing|ed|y)?|not working|isn'?t working|doesn'?t work|stopped working|won'?t (?:start|turn|open|work|boot)|crash(?:es|ed|ing)?|overheat\w*|jammed|stuck|cracked|rusty|mou?ldy|expired|rotten)\b",
    r"\b(?:refund|replacement|warranty claim|repair|service request|service call|support ticket|ticket|technician|rma|credit note)\b",
    r"\b(?:wrong|missing|short|incorrect|late|incomplete|damaged|defective) (?:parts?|items?|units?|goods|deliver(?:y|ies)|shipments?|orders?|products?|size|colou?r|model|pieces?|boxes?|invoice)\b|\b(?:returned|returning|wants? to return|send(?:ing)? back|sent back)\b",
    r"\b(?:arrived|came|delivered|received|got|is|are) (?:the )?(?:damaged|broken|wet|crushed|spoiled|spoilt|dirty|mouldy|empty|melted|late|wrong|defective|faulty|incomplete|missing|down)\b|\berrors?\b|\bfail(?:ed|ure|s|ing)?\b(?! to (?:reach|meet|see))|\b(?:wants?|needs?) (?:someone|somebody|a tech\w*|an engineer)\b|\bfurious\b|\bangry\b|\bexplod\w+|\bblew up\b|\bburst\b|\bscratched\b|\b(?:can'?t|cannot|unable to) (?:log|access|open|connect|use|get in|print|sign in)\b|\basking where\b|\bnever arrived\b|\bdidn'?t arrive\b|\bcrushed\b|\b(?:arrived|came|delivered) (?:one|two|three|four|five|six|ten|a few|several|some) [a-z]+ short\b|\b(?:is|are|been|went|goes) down\b(?! to\b| the road| there)|\bdown (?:since|again)\b|\bburn(?:t|ed) out\b|\bsmok(?:e|ing)\b|\bbent\b|\btorn\b|\bfell apart\b|\bdead on arrival\b|\bdoa\b|\bout of order\b|\b(?:problem|issue|trouble|fault)s? with\b|\bnot (?:cooling|heating|starting|charging|printing|responding|turning|opening|closing|draining|running|connecting|loading|holding|sealing|spinning|delivered|arrived|received)\b|\b(?:keeps?|kept) [a-z]+ing\b|\bhas(?:n't| not) (?:received|arrived|been delivered|got)|\bhave(?:n't| not) (?:received|been delivered)|\bstill waiting (?:for|on) (?:the |their |its |our |his |her |a |an )?(?:\w+ )?(?:delivery|deliveries|parts?|goods|orders?|shipments?|replacements?|technician|engineer|refund|credit note|repair|fix|boxes|spares?)\b|\bservice needed\b|\bneeds? (?:service|servicing|fixing|repairs?)\b|\b(?:mak|do)ing (?:an? |some )?(?:[a-z]+ )?nois|\balarms?\b(?! (?:system|panel|project|quote))|\btrip(?:s|ped|ping)? the (?:breaker|fuse|electrics?|power|rcd)|\bwobbl\w+|\bcrooked\b|\bflicker\w*|\bnever (?:showed up|turned up|came)\b|\b(?:are|is|were|was) scratched\b|\bscratch(?:es|ed)\b|\bdents?\b|\bdown again\b|\bhas (?:a |an )?(?:problem|issue|fault)\b|\bunhappy (?:with|about)\b|\bupset about\b",
)
# No complaint: 没有投诉, `he never complains`; and one that is over: 最后对上了, `sorted now`.
NO_TROUBLE = re.compile(
    r"(?:[没无未零][有人]?(?:什么|任何|再|收到)?|(?a:\b)(?:never|no|zero|without(?: any)?|nobody|no ?one|not any|didn't|doesn't|don't|hasn't|not)(?: (?:ever|once|a single|one|any|even))?) ?$"
    r"|(?:已经?|刚刚?|我|我们|都)(?:给|帮|替|为)[■●他她客户对方]+[^,。;]{0,6}$"
)
TROUBLE = re.compile(
    r"complain|problem|issue|fault|error|damage|leak|return|[补重]发|换货|换新|退款|补寄|返修|维修|投诉|抱怨|故障|问题|异常|破损|退货|索赔|报错|出问题"
)
DONE_FOR_THEM = re.compile(
    r"(?:给|帮|替)[■●]+[^,。;]{0,4}(?:[补重]发|补寄|换货?|换新|退款|返修|维修|修)(?:了|好|过|完)"
)
SETTLED = re.compile(
    r"(?:最后|后来|终于|总算|当场|现在)[^,。;]{0,4}(?:对上|好|解决|修好|搞定|处理好|换好|通|没事|弄好|理顺)了"
    r"|(?a:\b)(?:sorted|all good|all sorted|back up(?: and running)?|working (?:again|now|fine)|fixed (?:it|now|on the spot|there and then|already)|resolved|squared away)(?a:\b)"
)
SURE_TICKET = either(
    r"投诉|报修|工单|服务单|售后|退货|换货",
    r"complain|ticket|service request|refund|technician|repair|warranty",
)
# Who speaks or rings here is the customer, so that a complaint is the point of the message.
THEY_CAME = either(
    r"来电|打(?:了?个?)?电话(?:过)?来|来信|来投诉|发来|来函|反馈|反映|投诉",
    r"\b(?:called|rang|phoned|emailed|wrote|messaged|texted|reports?|reported|says|said|complain\w*)\b(?: in)?(?: to complain| about| that| us| me|:| to say|■|●| an?| the)",
)

NEW_DEAL = either(
    r"[新又来了有](?:了|来了?)?(?:一?个)?新?(?:楼)?盘(?=[,。;]|要|$)",
    r"(?:新|建|加|开|录|有|创建|新增|新建|登记|出)(?:了|一?个|一?下|个)*(?:新)?(?:的)?(?:商机|机会|单子|销售机会)|新商机|新机会|商机[::]|^商机|商机[ ,]*[¥$€£]?\d",
    r"新(?:的)?[ ]?(?:opp|opportunity|deal|lead)(?![a-z])",
    r"(?:转|介绍|推荐|丢)(?:来|给)?(?:我|我们)?了?一?个[^,。;]{0,8}(?:项目|单子|机会|生意)",
    r"\b(?:got|have|has|there'?s|with) (?:a |an )?(?:new |big )?[^,.;]{2,40}(?:on the cards|in the pipeline|in the works|up for grabs|out (?:to|for) tender)\b",
    r"(?:要|准备|开始|即将|打算)招标|新(?:标段|项目|工程)|记(?:一?个|一?下|一笔)(?:新)?(?:单子|商机|机会)",
    r"\b(?:new|create|add|log|open|potential|got a|another|fresh|possible|big)\b[^,.;]{0,16}\b(?:deal|opportunity|opp|(?<!safety )(?<!team )(?<!project )(?<!tech )(?<!technical )(?<!ops )(?<!site )(?<!design )(?<!engineering )(?<!quality )(?<!shift )(?<!warehouse )lead(?! time)|project|business)\b|\bopportunity\b\s*(?:at|with|:|for|from|-)|^(?:deal|opp|opportunity|lead)\b\s*(?:■+\s*)?[:\-]|\bopportunity,? (?=[$€£]?\d)|\b(?:upsell|cross-?sell|add-?on|expansion|renewal) ?:|\bnew biz\b|\bbidding (?:on|for)\b|\bdeal is (?:around|about|worth)\b|\bpotential ?:|\b(?:tender|rfp|rfq) (?:for|from|at)\b",
)
_BUYS = "订购?|买|采购|购买|购置|租|追加|增购|加购|续约|续费|续签|扩容|换(?!货)|升级|下单|上(?=新|一|\\d|套|线)|招标|采|要货|备货|补货|进货|拿(?=\\d)|订货|定制|定做|定购?(?=\\d)|引进|配(?=\\d)"
BUYING = either(
    r"\bwants? (?:us|me) to (?:do|supply|quote|handle|run|take over|provide|stock|furnish|equip|fit out)\b",
    r"\b(?:earmarked|set aside|allocated)\b|\b(?:may|might|could|will|would|likely to|going to|'ll) (?:buy|order|purchase|take|need)\b",
    r"追加订单|追加\d|加单|增订|返单|复购|有.{0,12}(?:采购|项目)(?:在谈|要)",
    r"\bwants?\b.{0,30}\bworth\b|\b(?:wants?|needs?) (?:a|an|some) (?!quote|call|demo|meeting|visit|sample|proposal|invoice|answer|reply|discount|price|copy|replacement|technician|repair|refund|update|reminder)[a-z]+",
    rf"(?:要|想|想要|准备|打算|计划|考虑|有意向?|意向|拟|需要|希望|说要|可能|决定|还要|需)(?:再|在)?[^,。;提跟联拜催送寄看约见发开等给打做来去]{{0,8}}?(?:{_BUYS})",
    r"(?:\d|[一二三四五六七八九十两])[\d十百千万]*[台套个件吨箱批辆架艘座瓶袋桶张把支只组条][^。;]{0,16}(?:每|一|单价|[x×*]).{0,24}(?:下单|签|成交|定下来|采购)",
    r"采购需求|采购计划|(?:有|个).{0,16}(?:需求|采购)|(?:采购(?!流程|部|经理|总监|周期|那边|员|量|额)|购买|订购|订(?!\d+月|单[号编])|下单|招标)(?:了)?[^,。;]{0,4}(?:\d(?!\d?[月号])|[一二三四五六七八九十两几]|◆)",
    r"(?:要|需要|想要|需)(?:再)?(?:\d|[一二三四五六七八九十两])[\d十百千万]*[台套个件吨箱批辆架艘座瓶袋桶张把支只组条]",
    r"(?<!没)(?<!没有)(?<!无)预算|预估|有意向",
    r"\b(?:wants?|wanna|needs?|would like|'d like|looking (?:to|for|at)|interested in|interest in|plans?|planning|thinking (?:about|of)|considering|requires?|requested|asking for|keen on|in the market for|hoping|hopes?|going|ready|about)\b(?! (?:a |an |the |some )?(?:price|quote|quotation|demo|sample|call|meeting|visit|brochure|catalog\w*|proposal)s?\b)"
    r"[^.;]{0,24}?\b(?:order|orders|buy|buying|purchase|purchasing|replace|replacing|upgrade|upgrading|lease|rent|renew|expand|new|\d[\d,]{0,15}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dozen)\b",
    r"\b(?:wants?|needs?) (?:to (?:order|buy|purchase|get|replace|upgrade|lease|renew|add)|\d|two|three|four|five|six|ten|a dozen|more|another|new|some)\b",
    r"(?<!no )\bbudget\b(?! (?:meetings?|reviews?|talks?|calls?|committee|holder|owner|season|round|session|hearing|planning|line|range|til|till|until|before|cuts?|freeze|frozen|gone)\b)|\bworth (?:about|around|roughly)?\s?◆|\binterest(?:ed)? in\b|\bin the market for\b|\b(?:would like|'d like|considering|thinking (?:about|of)|looking (?:for|at))\b(?! a (?:call|quote|meeting|demo|visit)| to (?:meet|see|talk))",
)

# Words that make a wish a purchase even where no amount is named.
PURCHASE = either(
    r"采购|购买|订购|下单|招标|续约|续费|续签|扩容|预算|意向|购置|增购|加购|追加|订货|要货|买|需求|租|订",
    r"\b(?:order|orders|buy|buying|purchas\w*|leas\w*|rent|upgrade|upgrading|budget|renew|market|replace|replacing)\b",
    r"(?:\d|[一二三四五六七八九十两])[\d十百千万]*[台套个件吨箱批辆架艘座瓶袋桶张把支只组条]",
    r"\b(?:\d[\d,]{0,15}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|dozen) (?:more |new |additional )?[a-z]+s\b",
)

# Verbs of a next step: what the rep will do.
ACTION = either(
    r"跟进|回(?:他|她|它|■|●|话|复)|联系|提醒|拜访|回访|回复|答复|打(?:个|给|电话)|回(?:个)?电话|致电|发(?:给|送|合同|报价|方案|资料|邮件|样|货|票|开票|他|她|一)|寄|送|约|见|去|再(?:去|来|谈|聊|看|跑|打|约|访|联系|跟|说|试|给|问|催|发|报|送|戳|敲|磨|探|顶)|戳|跑一趟|过去|催|问|报价|报给|给(?:他|她|客户|对方|■|●)|"
    r"交(?:付|货|标)|提交|准备|演示|安装|调试|培训|开会|会议|面谈|视频|签|收款|回款|对账|开(?:发)?票|评审|做|看|办|投标|写|更新|复盘|检查|安排|碰|谈|聊|喝|吃|确认|登门|顺便|带|拿|取|出方案|出差|续",
    r"\bf/?u(?![a-z])|\b(?:call|ring|phone|visit|meet|see|send|email|e-mail|text|message|ping|follow|check|chase|remind|get back|go back|come back|swing by|stop by|drop|bring|deliver|book|schedule|arrange|prepare|prep|present|demo|review|submit|quote|invoice|try|retry|touch base|reconnect|circle back|nudge|talk|discuss|meeting|lunch|dinner|breakfast|coffee|visit|finish|update|sign|renew|pick up|collect|install|set up|write|draft|order|confirm|catch up|pitch|give|show|take|appointment|appt|call back|callback|c/?b|f/u|fu|ck (?:back|in|w)|txt|hit up|revert|report|fix|ship|pay|zoom|look into|hear back|contact|reach)\b",
)
# In a wish to buy, the words that make a date a next step and no expected close.
FOLLOWS = either(
    r"跟进|联系|提醒|拜访|回访|回复|答复|电话|发(?:给|合同|报价|方案|资料|邮件|样)|寄|送样|约|再去|再谈|再聊|过去|催|给报价|报个?价?(?=$|[,。;!])|出方案|给方案|演示|开会|面谈|见面|提交|聊",
    r"\bf/?u(?![a-z])|\b(?:call|ring|phone|visit|meet|send|email|text|message|ping|follow|check|chase|remind|go back|swing by|stop by|book|schedule|demo|submit|try|touch base|circle back|meeting|get back|ask|talk|speak|reconnect|catch up|check back|revisit|c/?b|f/u|ck back|txt)\b",
)
# Words at the start of a message that make its verb a wish or a plan.
IMPERATIVE = re.compile(
    r"^(?:please |pls |i )?(?:need to |have to |must |should |gotta |got to |want to |will |'ll |going to |gonna |plan to |let'?s |todo:? |to do:? )?"
    r"(?:call|c/?b|ring|phone|visit|meet|see|send|email|e-mail|te?xt|message|ping|f/u|ck back|follow|check|chase|get back|go back|swing|stop by|drop|bring|deliver|book|schedule|arrange|prepare|prep|review|submit|invoice|nudge|touch base(?: with)?|circle back(?: with| to)?|catch up(?: with)?|set up|pick up|give|contact|reach|confirm|tell|ask|renew|quote|collect|finish|draft|write)\b"
    r"(?! (?:with|from|went|at ■|info|details|number|person|for)| today with|:)"
)
ORDERED = re.compile(r"[给把][^,。;]{1,14}(?:寄|发|送|打|交|拜年|群发)")
# What is waited for has not happened.
CONDITION = re.compile(
    r"[^\w■●]*(?:等|如果|要是|若|万一|一旦|when\b|once\b|if\b|as soon as\b|after\b)"
)
REMINDER = re.compile(r" ?(?:remind|reminder|提醒)")
ASKED = re.compile(
    r"\b(?:asked|asks|asking|wants?|wanted|needs?|needed|promised|due|requested|expects?|told)\b"
)
# Somebody tells what he himself is going to do.
REPORTED = re.compile(
    r"[■●]+ ?: ?[\"'](?:we|i|they|he|she)\b|\b(?:says?|said|reckons?|thinks?|mentioned|told (?:me|us))\b[^,.;]{0,12}\b(?:he|she|they|it)(?:'d|'ll|\b(?! (?:wants?|needs?|asked)))"
    r"|(?:说|表示|讲|称)(?:他们?|她们?|对方|那边)(?:自己)?(?!要求|让|叫|想要我)"
)
# What goes on at the customer's, whatever its date: no work for the rep.
FACT = re.compile(
    r"涨价|调价|\bprice (?:increase|rise|hike)s?\b|前(?:必须|一定要?|要|得)到(?:货|达)?(?=$|[,。;])|(?:推迟|延期|延后|顺延|拖|改|挪)(?:到|至)|(?:单独|公开|重新|统一)招标(?!文件)|(?:招标|开标|立项)(?=$|[,。;!\s])|休(?:产|年|婚|病)?假|有效期?(?:到|至)|放假|搬(?:家|迁|到|去)|换届|生效|失效|停产检修|复产|投产|开业|离职|退休|调(?:走|任|岗)|上任"
    r"|\b(?:is|are|was|were|has been|have been|been|gets?) (?:\w+ )?(?:moving|relocating|delayed|postponed|pushed|put back|closing|opening|retiring|leaving|expanding|starting|away|on hold|on leave|on holiday|on vacation|out of (?:the )?office|off (?:sick|work))\b"
    r"|\bon (?:\w+ )?(?:leave|holiday|vacation)\b|\b(?:tender|project|budget|decision|launch|rollout|audit|harvest|merger) (?:is |was |has been |got )?(?:delayed|postponed|pushed|moved|slips?|slipped|comes out|opens?|starts?|ends?|closes)\b|\b(?:good|valid|holds|stands) (?:till|until|thru|through)\b|\btak(?:es|ing) over\b|\b(?:lease|contract|warranty|budget year) (?:is|runs) (?:up|out)\b|\bhold(?:s|ing)? off\b|\b(?:wants?|needs?|asked|decided) to (?:push|move|delay|postpone) (?!us|me)"
    r"|\bwants? [^,.;]{1,24}\b(?:moved|pushed|delayed|postponed|brought forward)\b"
)
# The loss that somebody threatens with has not come: 再不到货就取消订单.
THREAT = re.compile(
    r"再不|不然|否则|要是|如果|万一|威胁|扬言|\b(?:or (?:he|she|they)(?:'s|'re|'ll)?|otherwise|else|unless|if|threat\w*|might|may|could)\b"
)
# The answer that somebody gave: what was asked before it is done.
REPLIED = re.compile(
    r"[^\w■●]*(?:但|可)?(?:他|她|对方|那边|人家|客户|■+|●+)们?(?:那边)?(?:说|回|讲|答|告诉|表示|还没|没)"
)
# The rep's own part is done: a price that was given is no new wish.
QUOTED = re.compile(
    r"到账|付清|付了|收到[^,。;]{0,6}款|(?a:\b)(?:paid|payment received)(?a:\b)|报(?:了|过)|已报|(?:发|寄|交|递|送)(?:了|过去)|等[^,。;]{0,6}(?:回复|答复|消息|通知|反馈|批)"
    r"|(?a:\b)(?:sent|gave|told|quoted|submitted|offered|emailed|dropped the price|lowered|reduced|waiting)(?a:\b)"
)
# Money that came in is no new deal.
PAID = re.compile(
    r"把[^,。;]{0,8}(?:付|结|打)(?:了|清)|(?:付|打|汇|转|结)(?:了|来|过来|清)[^,。;]{0,8}(?:款|钱|◆|万|\d)|(?:货款|尾款|首付|定金|预付款|余款)[^,。;]{0,6}(?:到|收|付|打|结|清)|回款"
    r"|(?a:\b)(?:payment|deposit|instal?lment|balance|remittance)s?(?a:\b)[^,.;]{0,24}(?a:\b)(?:received|in|landed|arrived|cleared|came|paid)(?a:\b)|(?a:\b)(?:received|got) [^,.;]{0,12}payment(?a:\b)"
)
# A mail that was pasted with its head.
PASTED_MAIL = re.compile(
    r"(?:^|\s|-)(?:from|发件人) ?: ?[^\n]{2,80}?[\n ](?:sent|date|to|cc|subject|发送时间|时间|收件人|主题|日期) ?:"
)
# Money that is spoken of because its date moved.
DELAYED = re.compile(
    r"(?:推迟|延期|延后|顺延|拖|改|挪)(?:到|至)|(?a:\b)(?:delayed|postponed|pushed|put back|slipped)(?a:\b)"
)
# A document that is signed, and is no deal.
PAPERWORK = re.compile(
    r"验收(?:单|报告)|签收单|送货单|回执|保密协议|会议纪要|对账单|考勤|签到|(?a:\b)(?:nda|(?:[a-z]+ )?protocol|handover|delivery note|minutes|timesheet|acceptance(?: (?:form|sheet|report|test))?|service report)(?a:\b)"
)
# Somebody asks us: no request to the program.
ASKS_US = re.compile(
    r"[■●][^,。;]{0,6}(?:问|打听|想知道|咨询)|(?a:\b)(?:asked|asks|asking|wants to know|wondering|wondered|wonders)(?a:\b)"
)
# The customer spoke, and that he has not: of a message, which may be one that the rep wrote.
ANSWERS = re.compile(
    r"回(?:了|复|信|话|电|绝)|答复|答应|反馈|说|表示|问|要求|想要?|希望|同意|确认|来电|来信|来邮件|打来|发来"
    r"|(?a:\b)(?:sa(?:id|ys)|repl(?:ied|ies)|answered|responded|wrote|(?:came|got|gets|comes) back|asks?|asked|wants?|confirm(?:ed|s)|agree[ds]"
    r"|told|declined|refused|accepted|approved|(?:calls?|called|emails?|emailed|texts?|texted) (?:me|us|back))(?a:\b)"
)
NO_ANSWER = re.compile(
    r"(?:没|未|不|等|待|盼|请|催|问(?:了|一?下)?)[^,。;!?]{0,8}?(?:回(?:复|信|话|电|我)?|答复|反馈|确认|同意|说|表态)|(?:还|就|一直)没[^,。;]{0,4}(?:回|说)"
    r"|(?a:\b)(?:no|not|never|hasn't|haven't|didn't|without|waiting|wait|await|awaiting|i|we|i've|we've)(?a:\b)[^,.;]{0,24}?"
    r"(?a:\b)(?:reply|replied|answer(?:ed)?|respon(?:se|ded)|back|said|asked|wrote|told|confirm(?:ed)?)(?a:\b)"
)
DONE = re.compile(r"[了过完](?!下周|明|后天)|刚|已经?")
I_WILL = re.compile(
    r"\b(?:i (?:send|call|ring|visit|bring|ship|quote|deliver|email|do|make|come|meet|drop|check|give|get|go|chase)\b(?! (?:it |them )?(?:every|each|on \w+s\b))|i'?ll|i will|(?:so|then|and|,) i (?:go|call|see|ring|send|visit|meet|am)|i'm going|we'?ll|i need|i must|i should|i have to|i gotta|gonna|let me)\b|我(?:再|要|会|下|明|去|给|把|来|得)"
)
SAYS = either(
    r"讲(?!解|座|课|师|话|述|台)|喊(?:我|我们)|\bno-?show\b|\b(?:got|gets|was) (?:pulled|dragged|called|roped) (?:into|away|off)\b",
    r"[■●]+ (?:ah,? |lah,? )?(?:say|want|like|ask|think|tell|reckon|feel|give|agree|need|prefer|mention|hope|grumble|prefers)\b|\b(?:reckons?|figures|mentions?|mentioned|prefers?|hopes?|grumbl\w+|moan\w*)\b|\blook(?:s|ing|in\'?) (?:good|fine|great|promising|solid|likely|shaky|iffy|ok|bad)\b|\btoo (?:high|low|dear|expensive|pricey|slow|late|small|big|heavy|steep|much)\b|暂停|搁置|叫停|没时间|没空|没来|没见着|no[- ]show|\bno (?:reply|response|word|answer|news)\b|表态|支持|答应|承诺|决定|认可|结束|太忙|没兴趣|没意向|说|表示|觉得|认为|对.{1,10}(?:感兴趣|有兴趣|满意)|感兴趣|有兴趣|满意|同意|确认|反馈|不在|嫌|希望|批了|批下来|通过了|换了|离职|升了|搬|出差|休假|"
    r"\b(?:likes?|liked|loves?|says|said|agreed|confirmed|happy|pleased|wants?|asked|is|are|was|were|has|have|thinks|prefers|approved|needs?|left|moved|changed|hired|on leave|on holiday|on vacation|away|still|seems?|ok|fine|impressed|busy|sick|interested|keen|ready|unsure|waiting|went|came|replied|called|gave|got|did|does|will|won't|can't|doesn't|didn't|isn't|said|told)\b",
)

# All that a clause says of a day on which something is signed or begins.
EVENT_ALONE = re.compile(
    r"[\W_]*(?:(?:to |they |will )*(?:sign|publish|kick-?off|go(?:es)?[- ]live|launch)(?:s|ing|es)?(?: on| is| by)?|(?:就|能|会|可以)?签(?:约|字)?)[\W_]*"
)
CLOSE = re.compile(
    r"签(?:约|单|合同|字|下来|下)?(?!到)|成交|关单|结单|拍板|定标|定下来|落单|落地|决策|下单(?!后)|下订|敲定|前定|底定|份定|初定|号定|日定|(?<=[前内底])定(?=[,。;]|$)|开标|赢单"
    r"|\bclos(?:e|es|ing|ed by)\b|\bsign(?:s|ing|ed by|ature)?\b|\bdeci(?:de|des|ded|sion)\b|\bexpected\b|\bclose date\b|\bpo (?:by|expected|in)\b|\border (?:by|in|expected)\b|\baward(?:s|ed|ing)?\b|\bfinali[sz]e\b|\bcommit\b|\bwrap (?:it |this )?up\b"
)
EXPECTED = re.compile(
    r"预计|预期|预定|有望|争取|计划|打算|估计|大概|应该|可能|准备|expect|should|hope|likely|probably|plan|aim|target|will|to "
)
