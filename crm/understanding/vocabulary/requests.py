"""What reps write when they want something shown, or want nothing at all.

Every table is one list of expressions over folded text, in which names of customers stand as ■,
of people as ●, phone numbers as ▲ and amounts as ◆.
"""

from crm.understanding.vocabulary.trade import CITIES
from crm.understanding.vocabulary.wording import either

CHAT = either(
    r"(?:好|好的|好吧|好哒|收到|知道了?|明白了?|了解|ok|okay|okey|k|嗯+|哦+|噢|啊+|哈+|呵+|嘿+|行|可以|没事|没问题|"
    r"辛苦了?|多谢|谢谢?|谢了|感谢|thx|thanks?|thank you|ty|cheers|cool|great|nice|perfect|awesome|got it|sure|"
    r"fine|noted|hi|hello|hey|hiya|yo|lol|haha+|hmm+|yes|yeah|yep|no|nope|bye|再见|拜拜|晚安|早安?|早上好|上午好|"
    r"中午好|下午好|晚上好|你好|您好|大家好|在吗|在不在|哈喽|good (?:morning|afternoon|evening|night)|morning|"
    r"how are you(?: doing)?|what'?s up(?! (?:for |on )?(?:today|tomorrow|this|next|mon|tue|wed|thu|fri))|sup|你是谁|你叫什么(?:名字)?|who are you|are you there|test|测试|试一下|"
    r"very much|so much|a lot|you|all|everyone|大家|各位|啦|了|呢|吧|呀|的|哟|哇|哎|唉|今天|today|there|bot|小助手|机器人|"
    r"真棒|太棒|厉害|666+|牛|赞|不错|不客气|没关系|抱歉|对不起|see (?:you|ya|u)(?: (?:tomorrow|later|soon|then|monday|tuesday|wednesday|thursday|friday|next week))?|[明后]天见|回头见|下周见|sorry|my bad|oops|wrong chat|(?:刚才|刚刚|上面|前面)?(?:那条|的)?发错了?|"
    r"(?:今天|明天)?(?:天气|太阳|下雨|空气)(?:真|很|太|不|挺|好)*(?:好|不错|热|冷|差|糟|大)?啊?|what can you do|help|你能做什么|你会什么|怎么用|吃了吗|中午吃啥|吃什么)"
)

# What stands in a calendar, as reps write it.
_DATES = r"appointments?|appts?|meetings?|mtgs?|visits?|walkthrus?|calls?|tasks?|follow-?ups?|f/us?|reminders?|todos?"

REMIND = either(
    r"(?:请|麻烦)?(?:帮我|给我)?(?:设(?:置)?一?个?|加一?个|建一?个|定一?个|来个)?(?:提醒|闹钟|闹铃|待办)",
    r"提醒(?:我|一下|下|大家|●)?",
    r"(?<![不没])记得|记着|别忘了?|勿忘|不要忘了?|(?<![■●总])(?<![老小阿][\u4e00-\u9fff])(?<!经理|主任|老板)(?:叫我|喊我|催我)(?!了)|待办|备忘",
    r"\bremind(?:er)?s?\b|\brm(?:i?n)?de?r?(?:(?= me\b)|$)|\brmnde?r\b|\b(?:be|get|have me) reminded\b|(?<!will )(?<!you )(?<!ll )\bremember me (?!to [■●])[a-z\d□]",
    r"\b(?:don'?t|do not|dont) (?:let me )?forget|\bremember to\b|\bto-?do\b|\bnote to self\b",
    r"\b(?:ping|nudge|wake|alert|notify|buzz|poke|bug|nag|prod|hassle) me\b|\bset (?:an? )?alarm\b",
)

AGENDA = either(
    r"^(?:我)?(?:今|明|后|大后)[天日儿]?(?:上午|下午|晚上)?(?:都|还|仲)?有(?:啥|什么|咩|哪些)(?:要)?(?:活儿?|事儿?|做|干|忙|跑)[呢吗啊??]*$",
    r"^what (?:do|have|did) i (?:still )?(?:got|have|get) (?:on |for |booked )?(?:today|tomorrow|tmrw|tonight|this|next|on)\b",
    r"^my (?:meetings?|calls?|visits?|appointments?|appts?|stops?) (?:for |on |this |next |today|tomorrow)",
    r"^(?:我)?(?:今[天日晚]?|明[天日早]|后天|大后天|这周|本周|下周|上午|下午|晚上|周.|星期.|礼拜.)?(?:上午|下午|晚上)?(?:一共|总共|还)?(?:有|剩)?几(?:个|场|件|家|单|摊|样)(?:会|会议|事|事情|活|活儿|客户|拜访|约|局|饭局|任务|安排)(?:情)?(?:要[开办跑见做]|没[开办跑见做完]+|待办|等着)?[啊呢呀吗??]*$",
    r"\b(?:owt|anythin'?|nowt|summat|somethin'?) (?:else )?(?:on|in|booked|planned|lined up|due|doing|for) (?:for )?(?:this |the |in |on )?(?:today|tomorrow|tmrw|tonight|aft|afternoon|morning|diary|calendar|week|arvo|mon|tues?|wed|thurs?|fri|monday|tuesday|wednesday|thursday|friday)\b|\bwhere (?:am i|are we|do i go|have i got to be|must i be) (?:off|headed|heading|at|due|meant|next|to|today|tomorrow|this|on)\b|\bwhere'?m i (?:off|at|going|due)\b|\bwho'?ve i got\b|\bhow many (?:meetings|calls|visits|drops|stops|things|jobs|bits) (?:have i|do i|are there|left|today|tomorrow)\b",
    r"(?:日程|行程|安排|计划)(?:表)?(?:都)?(?:会)?是?(?:怎么?样|什么样|如何|咋样)的?[吗呢??]*$",
    r"有些?(?:什么|啥)事?(?:安排|约|会|行程|日程)",
    r"有(?:没有?|什么|啥|几个|哪些)?[ ]?(?:meeting|mtg|appointment|appt|call|visit|booking)s?[^,。;]{0,3}$",
    r"\b(?:my|the) (?:sched|sked|skd|cal|diary)\b(?! (?:is|was) (?:full|packed))|\bwhat stands (?:on|in) (?:my|the)\b|\bwat'?s (?:on|next|due|my)\b|\bwh?at'?s (?:cookin[g']?|happenin[g']?|doing|doin) (?:today|tomorrow|tmrw|tonight|this|next|on)\b",
    r"^(?:请|麻烦|烦请|劳烦|帮我|你)?(?:告知|告诉|跟我说|说)(?:我|一?下|说)*[^,。;■●]{0,8}(?:安排|日程|行程|计划)[吗呢。??]*\s*$",
    r"(?:schedule|agenda|calendar) ?(?:是什么|呢|有什么|怎么样)",
    r"都?约了(?:谁|哪些|哪几|几家)|\b(?:anything|what(?:'s| is)?|any) overdue\b",
    r"还(?:剩|有|差)(?:下)?几(?:个|家|场|次)(?:(?:要|没|未)(?:跟|联|拜|见|做|办|去)|拜访|会议?|客户|约|跟进|没)",
    r"(?:待办|任务|提醒)(?:事项)?(?:都)?(?:有|还有)?(?:哪些|什么|啥子?|列表|清单)|^(?:我的?)?(?:今天|明天|后天|这周|本周|下周|这个月|本月)的?(?:拜访|工作|跟进|出差)(?:计划|安排|行程|任务)[吗呢??]*$",
    r"\bwhat(?:'s| is|s) up (?:for )?(?:today|tomorrow|this (?:week|morning|afternoon)|next week|(?:on )?(?:monday|tuesday|wednesday|thursday|friday))\b",
    r"\bwhat(?:'s| is|s)? (?:still )?left (?:for|to do|today|on)\b|\bwhere (?:do i|am i|should i) (?:need|have|supposed|be)\b",
    r"(?:要|该|得|都要|都得|都)(?:干嘛|干什么|干啥|做什么|做啥|忙什么|忙啥|去哪儿?|见谁|跑哪儿?)|有(?:几|多少)(?:个|场|家|次)?(?:拜访|会议?|约|安排|跟进|任务|待办|客户要(?:见|跑|拜访)|提醒)[^0-9]{0,4}$",
    r"(?:有|还有)(?:什么|啥子?|哪些|没有?什么|多少)?(?:安排|日程|行程|会议|会|拜访计划|拜访任务|任务|事|约|待办|提醒|跟进)"
    r"(?:吗|么|没有?|要做|没做|要处理|$|[??])",
    r"几点(?:见|去|开|拜访|到|出发|有)|\bnext (?:appointment|meeting|visit|call|stop|task)\b ?\??$",
    r"还(?:有|剩)(?:什么|啥子?|哪些).{0,4}(?:没|未|要)|(?:拜访计划|日程|行程|安排).{0,4}(?:给我看|看看|看一下|发我|是什么|呢)",
    r"^(?:我的?)?(?:今[天日]|明[天日]|后天|这周|本周|下周|上午|下午|周.)[^,。;]{0,4}(?:跑|去|见|拜访|联系|走)(?:哪|谁|几家)",
    r"[^,。;]几点(?:的)?(?:第[一二三]个|下个|最后)?(?:拜访|会议?|约)|^(?:today|tomorrow|this week)'?s? (?:list|line-?up|stops)\b",
    r"\bwhat (?:does|will) (?:today|tomorrow|(?:my|this|next|the) (?:day|week|morning|afternoon)|monday|tuesday|wednesday|thursday|friday) look like\b|^show (?:me )?(?:today|tomorrow|(?:this|next) week|monday|tuesday|wednesday|thursday|friday)\b|\bwhat (?:do|must|should) i (?:still )?(?:have|need) to do\b|\bwhat am i doing\b",
    r"(?:什么|啥子?|哪些|怎么)(?:安排|日程|行程|拜访|会要开|事要做|待办|任务)",
    r"(?:看|查|显示|打开|列)(?:一?下|看|出)?(?:我的?)?.{0,8}(?:日程|行程|安排|待办|任务|日历|计划表|工作计划|拜访计划)",
    r"^(?:我的?)?(?:今天|明天|后天|这周|本周|下周|今日|明日|下午|上午|周.|星期.)?的?(?:日程|行程|安排|待办|日历|计划|任务)(?:表|清单|列表|事项)?[吗呢??]*$",
    r"(?:今天|明天|后天|这周|本周|下周|[这下]个?(?:礼拜|星期)|周.|上午|下午|接下来).{0,4}(?:要|该|得|需要)(?:联系|拜访|见|跟进|干|做|去|找|打给)(?:谁|什么|啥子?|哪[里个位些家]?|哪几家)",
    r"下一个(?:拜访|会议|客户|安排|约)是?(?:什么|谁|哪|几点|$)",
    r"(?:今天|明天|后天|下周|这周|周.).{0,6}(?:忙不忙|有空|有没有空|几点(?:开会|有会))",
    r"\b(?:what(?:'s| is| do i have| have i got)|whats|anything|any)\b.{0,24}(?:\bon\b|schedule|calendar|agenda|plate|planned|lined up|\bup\b|coming up|next)",
    r"\bmy (?:first|next|last) (?:meeting|visit|call|appointment|stop)\b|\b(?:today|tomorrow|this week|next week)'?s? (?:follow[- ]?ups?|stops|to-?dos?)\b",
    r"\bwhat are (?:my|our|the) (?:visits|meetings|calls|tasks|appointments|plans|reminders|to-?dos)\b|\bwhat'?s planned\b|\bplan for (?:today|tomorrow|this week|the day|the week)\b(?!.{0,3}■)",
    r"\bwhat'?s my .{0,14}\b(?:like|looking)\b",
    r"\banything due\b|\b(?:today|tomorrow|this week|next week|monday|tuesday|wednesday|thursday|friday)'?s? (?:visits|meetings|calls|tasks|appointments|reminders)\b",
    r"\bwhat(?:'s| is|s)? (?:on|next|up next|due)\b.{0,30}$",
    r"\b(?:what|anything) (?:do i have|have i got|is there|do we have|am i doing)\b(?!.*\b(?:deal|opportunit|pipeline))",
    r"\b(?:my|the|today'?s|tomorrow'?s|this week'?s|next week'?s) (?:schedule|agenda|calendar|day|week|to-?dos?|tasks|appointments|itinerary|plan)\b",
    r"^(?:show |see |open |check )?(?:me )?(?:my |the )?(?:schedule|agenda|calendar|to-?dos?|tasks)\b",
    rf"\b(?:any|do i have(?: any)?|have i got(?: any)?) (?:more |other )?(?:{_DATES})\b(?!.*\b(?:did|made|last)\b)",
    rf"\b(?:how many|which|what) (?:more )?(?:{_DATES})\b(?!.*\b(?:did|made|last)\b)(?! (?:this|so far|by|per))",
    r"\bwho(?:m)? (?:am i|do i|should i|are we|have i to|must i)\b.{0,12}(?:see|meet|visit|call|follow)",
    r"\bam i (?:free|busy|booked)\b|\bdo i have (?:anything|time)\b|\bhow does my (?:day|week) look\b|\bwhere am i (?:going|supposed)\b",
)

REPORT = either(
    r"\bhow (?:high|big|large|low|good|bad|strong) (?:is|are|was|were) (?:my|our|the(?: team'?s?)?) (?:\w+ )?(?:turnover|revenues?|sales|order intake|orders|numbers|quota|pipeline|hit ?rate|commission)\b|\b(?:my|our) (?:turnover|order intake|bookings)\b|\bwhat (?:turnover|revenue|sales) (?:do|did|have)\b|\b(?:mtd|qtd)\b",
    r"\b(?:last|this|previous|past) (?:week|month|quarter|year)'?s? (?:results?|numbers?|figures?|sales|performance|report|stats)\b|\bhow many (?:visits|calls|meetings|deals|orders) (?:this|so far)\b",
    r"(?:出|做|生成|拉|要|给我|来)(?:一?[个份张]|下)?.{0,8}(?:报告|报表|总结|汇总|战报)",
    r"(?:成交|签约|回款|销售|合同|赢单|新增)(?:额|金额|总额|量|数)|(?:签|赢|丢|成|卖|做)(?:了|过)?(?:几|多少)(?:单|家|个|笔|台)|(?:业绩|销售|工作|拜访|月度|季度|周)(?:报告|报表|总结|汇总|数据|情况|统计)",
    r"\b(?:team|sales|my|our) (?:performance|results?|numbers|stats|activity)\b",
    r"(?:[一二三四1-4]季度|q[1-4]|[上下]半年|全年|[团小]组|团队|部门)[^,。;■●]{0,6}(?:完成|做|干|卖|跑|进展)(?:得|的)?(?:怎么样|如何|怎样|多少|咋样)|^(?:本|这|上)个?(?:周|月|季度?|年|半年)(?:赢|丢|签|成交|新增|成)(?:的|了的)?(?:单子?|客户|商机|合同)[??]?$",
    r"业绩|报表|月报|周报|季报|年报|战报|漏斗|排名|排行|达成率?|完成率|完成(?:了)?多少|销售额|销量|回款率|赢单率|转化率|预测|统计|汇总|总结一?下(?:本|这|上)|"
    r"目标.{0,6}(?:多少|差|完成|进度)|(?:签|成交|赢|丢|拜访|跟进|新增|见|卖|做|打)(?:了|过)?(?:多少|几)(?:个|家|单|次|客户|台|钱|万)?|"
    r"多少(?:个|家|次)?(?:单|新客户|拜访|商机|客户)(?:吗|呢|$|[??])|(?:商机|管道|pipeline).{0,4}(?:总额|金额|多少钱|总量|情况|总览)|"
    r"(?:本月|这个月|上月|上个月|本季度|这季度|上季度|本周|这周|上周|今年|去年|今天)(?!.{0,4}天气).{0,6}(?:情况|数据|成绩|表现|进度|怎么样|如何)",
    r"\b(?:sales|pipeline|activity|weekly|monthly|quarterly|daily|annual|team|funnel|win.?loss|revenue|performance) (?:report|figures?|numbers?|summary|stats|statistics|results?|overview|funnel|dashboard|review)\b(?!.{0,3}to )",
    r"\b(?:forecast|funnel|leader ?board|ranking|quota|conversion rate|win rate|kpis?|dashboard|metrics|hit rate)\b",
    r"\bhow (?:are|were|am|is|was|did|have) (?:we|i|the team|sales|business|my team|our team|my numbers|my sales|things|q[1-4])\b.{0,12}(?:doing|do|done|perform|going|looking|look|this|last|so far|in|\?|$)",
    r"\bhow (?:many|much)\b.{0,40}\b(?:did|have|has|we|i|team|deals?|visits?|calls|sold|sell|closed?|won|lost|revenue|pipeline|business|made|sales|new customers|customers did|leads|opportunities)\b",
    r"\b(?:what(?:'s| is)|whats|show|give me|see)\b.{0,20}\b(?:pipeline|revenue|numbers|figures|target|quota|sales)\b(?!.{0,12}\b(?:number|phone))",
    r"\b(?:report|summary|recap|stats)\b.{0,12}\b(?:for|of|on|this|last)\b.{0,20}(?:week|month|quarter|year|q[1-4]|january|february|march|april|may|june|july|august|september|october|november|december|team|today|yesterday|sales)",
    r"^(?:report|stats|numbers|pipeline|my pipeline|figures|报告|数据)[?!. ]*$",
    r"\b(?:sales|revenue|deals|orders|bookings|wins) (?:so far|to date|ytd|this|last)\b|\bso far this (?:week|month|quarter|year)\b|\bytd\b|(?:拜访|跟进|新增|成交|签约|回款)(?:量|数量?|次数|情况|率|统计)",
    r"\bcompare\b.{0,30}(?:week|month|quarter|year)|\bpipeline by\b|\bhow'?s (?:my|our|the) (?:day|week|month|quarter|year|team|pipeline|business)\b(?! look)|\btotal (?:won|sales|revenue|lost|closed|deals)\b|(?:还差|差了?)多少|(?:各|每个)(?:阶段|人|区域|团队)",
    r"\b(?:on|off|ahead of|behind|above|below) (?:target|track|quota|plan)\b|\b(?:weekly|monthly|quarterly|yearly) (?:summary|report|review)\b$",
    r"新签(?:金额|额|单|合同|客户数)|我?排第几|转化|\bconversions? (?:this|last|rate|so)\b|\bmy (?:numbers|figures|stats)\b",
    r"\b(?:number of )?(?:deals|visits|calls|orders|meetings|customers|leads|quotes) (?:won|lost|made|closed|signed|added|sent|done)\b(?! (?:with|at|to)\b)",
    r"\b(?:sales|revenue|orders?|deals|visits|calls|pipeline|wins|losses|bookings|turnover|activity|leads|margin|forecast) (?:by|per) (?:customer|client|account|rep|region|area|city|product|month|week|quarter|stage|industry|person|team|source)s?\b|(?:销售|业绩|拜访|订单|商机|签单|回款|客户)[^,。;■●]{0,4}按[^,。;]{1,6}(?:分|看|统计|汇总|排|列|拆)|按(?:客户|区域|城市|产品|月|周|人|阶段|行业|销售)(?:分|统计|汇总|排|拆)|\bpipeline (?:value|worth|total|report|status)\b|\btop (?:reps?|sellers?|performers?)\b",
)

# Words for figures that are read with a slip in them, in a question.
FIGURES = ("pipeline", "forecast", "performance", "leaderboard", "conversion")

# A list of opportunities, and no figures: `show lost deals this quarter`.
LISTS_DEALS = either(
    r"^(?:list|show|find|see|give me)(?: me)? (?:(?:all|my|the|our|won|lost|open|closed|big|stalled) )*(?:deals|opportunities|opps)\b"
)

FIND = either(
    r"^(?:pls |please |kindly )?(?:share|send(?: me)?|give me|need|want) (?:the )?[■●]+(?:'s)?[^,.;]{0,12} (?:contact|number|no|phone|mobile|cell|address|e-?mail|details)(?: no| number)?[.?]*$",
    r"^(?:please |pls |can you |could you )?display\b",
    rf"(?:资料|信息|电话|地址|联系方式|名片|档案|记录|合同|联系人|报价单?)(?:都)?(?:发|给|调|找|拿)(?:给)?我|(?:列|查|调|找)(?:一下|出来|给我|一份)$|[abcd][级类]客户|^(?:在)?(?:{'|'.join(CITIES)})的?(?:老)?客户(?:有|都|$|们)",
    r"(?:资料|信息|档案|记录|报价|合同|客户|名单)[^,。;]{0,6}(?:调|翻|拉|找|搜|列)(?:出来|一下|一哈)|给我(?:拉|调|列|找|搜|翻)(?:出来|一下|一哈|个)|(?:电话|手机|号码|地址|微信|邮箱|联系方式)(?:给|发|来|报)(?:我|俺|咱)?(?:一下|一哈|下|哈)",
    r"(?:没|未)(?:有)?(?:去|见|跑|拜访|联系|跟进?|回访|打|聊)过?的[^,。;]{0,8}客户[??]?$",
    r"(?:谁|哪位)(?:啊|呀|呢|的)?[??]?$|▲[^,。;]{0,3}(?:是谁|谁|哪)|的(?:资料|信息|档案|情况|名片|联系方式|地址|电话|联系人)[??]?$",
    r"\bwhere (?:does|do|did|is) \S+",
    r"^(?:请|麻烦|烦请|劳烦|帮我|帮忙|给我)?(?:查询|检索|列出|查|搜|找|看|调|翻|列(?!席)|显示|打开|拉)(?:一?下|一?查|找|索|询|出|看|一?找|看看|一看|看一下|取|给我看)*(?![到了过着])",
    r"(?:帮我|帮忙|给我|想)(?:查|搜|找|看|调|列)",
    r"(?<![发打回加给写用聊通送寄带拿取交传补])(?:电话|手机|号码|地址|邮箱|联系方式|联系人|微信|名片|资料|信息|档案|详情|负责人|采购|老板)(?:号码?|号)?(?:是|在|叫)?(?:多少|什么|谁|哪里?|哪儿|几号|有吗|有没有|呢|[??]|$)",
    r"是?谁的(?:号码|电话|手机|客户|$)|是谁|叫什么|什么来着|是哪(?:个|家|位)|哪个客户|哪家(?:公司|客户)|(?:在|位于)哪",
    r"叫(?:啥|什么)|(?:电话|手机号?|号码|微信号?|地址|邮箱|名片|资料)[^,。;]{0,3}(?:发|报|给)(?:给)?我|(?:上回|上次|之前|以前|最近|到底)[^,。;]{0,8}(?:啥|什么|哪|多少)",
    r"(?:哪些|边些|哪几个|哪几家|有哪些|有几个|有几家|多少个?)(?:[abcd]级|[abcd]类|客户|商机|单子|公司|联系人|老客户|合同)?",
    r"(?:上次|上一次|最近一次|最后一次|最近)(?:是)?(?:什么时候|哪天|何时|几号|拜访|联系|见|跟进|记录|沟通|聊|谈|说|报)|(?:什么时候|几号|哪天)(?:拜访|联系|见|去)(?:过|的|了)",
    r"谁.{0,6}(?:没|最)|谁.{0,4}(?:生日|周年)|(?:要|会|该|快|能)(?:成交|签|到期)的(?:商机|单子|合同|客户)|最久没|有没有.{0,6}(?:客户|公司|商机|单子)|\bhow many\b.{0,30}■|\bacc?ounts? in\b",
    r"(?:没|未|没有)(?:有)?(?:联系|跟进|拜访|回访|见|沟通|下单|成交|动静|打电话|来往|互动)(?:过)?的?.{0,12}(?:客户|公司|商机|单子)",
    r"(?:天|周|个月|月|年)(?:内)?(?:没|未)(?:有)?(?:联系|跟进|拜访|回访|见|沟通|下单)",
    r"(?:跟进|拜访|联系|历史|往来|沟通|成交)记录(?![::])|(?:商机|单子|合同|项目)(?:到哪(?:步|一步|个阶段)|什么阶段|进展如何|怎么样了?|进展)",
    r"[abcd][级类](?:的)?客户(?:清单|名单|列表|有|$)|客户(?:清单|名单|列表)|(?:超过|大于|低于|小于|以上|以下).{0,8}的?(?:客户|商机|单子|公司)",
    r"(?<![a-z■●] )(?<![a-z■●])list\b|\b(?:please|pls|plz|me|you|to|and|just|now) list\b|\b(?:find|search|look ?up|lookup|pull up|bring up|show|get me|fetch|open up)\b(?! out| time)",
    r"\b(?:which|what|any) (?:[abcd]\b|grade|of my|a-|b-|my )?.{0,12}\b(?:customers?|accounts?|clients?|leads?|prospects?|deals?|companies|opportunities|contacts?)\b",
    r"\b(?:what(?:'s| is| was)|whats|do (?:i|we|you) have|i need|need|give me|(?<!just )got(?! (?:an? |the |some )?(?:e-?mail|text|call|message|note|reply)s? (?:from|saying|back|about))|get|send me)\b.{0,30}\b(?:number|phone|cell|mobile|address|email|e-mail|contact|details|info|extension)\b",
    r"\bdo (?:we|i|you) (?:have|know|got) (?:anyone|anybody|someone|any (?:customers?|clients?|contacts?))\b",
    r"^(?:did|have|had) (?:we|i|anyone|anybody|someone) (?:ever |already |yet )?[a-z]+",
    r"\bdid (?:anyone|someone|anybody|we|i) (?:visit|call|see|meet|contact)\b",
    r"\bwho ?(?:dat|dis|that|this)\b|\bwhos\b|\bwho(?:'s| is|se| do| was| are| has| owns)\b|\bwhose\b|\bwhere(?:'s| is| are)\b",
    r"\bwhen (?:did|was|have|had) (?:i|we|my|the|our)\b|\blast (?:time|visit|contact|call|meeting) (?:i|we|with|at|to|was)?\b.{0,30}\?",
    r"\b(?:phone|number|address|contact|details|email|info|history|notes|status|record)s? (?:for|of|on|at)\b.{0,30}[?]?$",
    r"\b(?:haven'?t|have not|have i not|not|hasn'?t|never|didn'?t|no) (?:been |yet |i )?(?:called|visited|contacted|seen|touched|met|followed|heard|spoken|call|visit|contact|visits?|contact) .{0,30}(?:days?|weeks?|months?|year|since|quarter)",
    r"\b(?:customers|accounts|clients|deals|leads|opportunities)\b (?:with|in|over|above|under|from|near|around|that|without|not|i haven|we haven|closing|worth|bigger|larger|older)\b",
    r"\bhow (?:is|are|was) (?:the )?■|\bwhat (?:happened|did we|did i)\b|\bwhat(?:'s| is) (?:the )?(?:status|stage|latest|story|history)\b|\btell me about\b|\bany (?:news|update)s?\b",
)

_ASKING_ZH = r"什么|谁|多少|怎么样|如何|啥子?|干嘛"
_ASKING_EN = "what|which|who|where|when|how"

# A question in words that no name has: what is typed for a customer's name may be asked instead.
INTERROGATIVE = either(
    r"[??]\s*$", r"吗\s*$", rf"^(?:{_ASKING_EN})\b", rf"{_ASKING_ZH}|哪[些个家里位]|怎么"
)

# Wider: `can`, 哪 and 几 open questions and stand in names.
QUESTION = either(
    r"[??]\s*$",
    r"(?:吗|么|呢)\s*$",
    rf"^(?:{_ASKING_EN}|whose|do|does|did|any|is|are|can|could|have|has)\b",
    rf"{_ASKING_ZH}|哪|几(?:个|家|单|笔|台|次|场|位)(?!人|月|小时|星期|礼拜|周)",
)

# A question by its form.
ASKS = either(
    r"(?<![尚还并从])未[??]?\s*$",
    r"^(?:is|are|does|did|has|was|were|do we) [■●][^,.;]{0,40}[?]?\s*$",
    r"^(?:and |so )?(?:what|who|whose|where|when|which|how)(?:'s|'re)?\b(?! about\b)",
    r"(?:什么|多少|谁|哪[里儿个家位天些]|几[号点]|怎么样|怎么说|如何|怎样|吗)(?:了|的|呢|啊|呀)?[??]?\s*$",
)

NEW_CUSTOMER = either(
    r"名片[^,。;]{0,6}(?:存|录|加|收|登记|建档|入库)(?:一?下|进去|起来|一存)?[::](?:[\s]*)",
    r"^(?:please |pls |can you |could you )?(?:set up|put|stick|bung|pop|get|whack|add|chuck|stuck|enter|log|load)(?= [^,.;:]{2,40}? (?:on|in|into|onto|up on) (?:the |our |my )?(?:system|books?|crm|list|database|account list|file|app)\b(?: as (?:a )?new)?)(?! (?:this|that|it|these|those|an? (?:note|reminder|visit|call|ticket|quote|order))\b)(?=.*(?:\bnew\b|▲|ask for|contact|owner))",
    r"^(?:please |pls )?(?:stick|put|pop|bung|add|got|get|whack|here'?s|there'?s|found|landed|picked up|have|i'?ve got) (?:an? |another |one )?(?:brand |more )?(?:new )?(?:un|one)(?: (?:on|in|for you|for the (?:list|book|books|system)|down|up|today))*\s?[:,-](?=.{3})",
    r"(?:加|新增|增|录|入|建|开|记)(?:了|返|多|一?个|一?位)*新?客(?:仔|户)?(?=[\s:,。;]|$)|(?:^|[,。;\s])新客(?:仔)?(?=[\s:]|$)",
    r"^(?:customer|cust|client|acct|account|prospect) new\b",
    r"\b(?:add|put|enter|take|save|include)\b (?!(?:an? |the |this |that |my |our |note)).{1,50}?\b(?:to|into|in|on) (?:my|our|the) (?:customers?|clients?|accounts?|prospects?|(?:customer |client |account )?(?:list|book|base|database)|crm)\b",
    r"(?:新增|添加|增加|新建|录入?|登记|创建|建|加|添|开|存|记|(?<![a-z])(?:add|create|new) ?)(?:了|一?下|一?个|一?家|一位|我一?个)*(?:新)?(?:客户|客戶|公司)(?:档案|资料|信息)?(?!有|多少|数|的商机|反馈|要求)",
    r"(?:^|[,。;!\s])(?:今天|刚|又|昨天)*(?:有|来了?|认识了?|开发了?|谈了?|聊了?|发展了?|拿到|拓展了?|新增了?)?(?:一?个|一?家|了)*新(?:客户|客戶)(?!.{0,6}(?:多少|哪些|几个|几家|数量|情况|怎么样))",
    r"(?:^|[,。;!\s])[\u4e00-\u9fff]{0,8}(?:了?一?[家个位]|[来到见识谈跑加聊]的|了)新(?:客户|客戶)(?![^,。;\s]{0,6}(?:多少|哪些|几个|几家|数量|情况|怎么样|聊|谈|见|要|想|说))",
    r"开(?:一?个)?新户|[\u4e00-\u9fff]{4}(?:录|加|存|登记)(?:进去|进来|进系统|一下)(?=[,。;\s]|$)",
    r"^(?:pls |please |kindly )?(?:new|add) ?: ?",
    r"^(?:cust(?:omer)?|client|acct|account|prospect)s? (?:add(?:ition)?|new|entry|creation|create|registration|intake|set-?up)\b(?= ?[:>-])",
    r"^(?:新)?建档[::\s]|^新增[::]|^(?:新)?录入[::]|^开户[::]",
    r"(?:又|刚|新)?(?:加|录|登记|新增|开发|谈|拓展|签约?|开)(?:了|一?下)?一?家(?:新的?)?(?=[ ,::]|[\u4e00-\u9fff]{4,}[ ,])(?=.*(?:▲|联系人|老板|电话|手机|经理|姓))",
    r"(?:加|录|存|建|登记|入)(?:一?下|一?个|到|进|为)?(?:新)?(?:客户|客戶)(?=[。!;\s]*$)",
    r"新(?:开发|认识|谈|拓展|加|来|签)的(?:一?家|一?个)?(?:客户|客戶|公司)",
    r"^(?:please |pls )?(?:register|enter|record) (?!(?:an? |new |the )*(?:customer|client|account|prospect|company)\b)(?=[^■●]{2,40}(?:, ?(?:contact|owner|phone|tel|attn|manager|buyer)\b|▲))",
    r"^(?:客户|公司|单位|customer|company|client|account) ?: ?(?=[^■●]{2,40}[,;\n])(?=.*(?:联系人|电话|手机|\bcontact|\bphone|\btel\b|▲))",
    r"(?:转|介绍|推荐|引荐|牵线)(?:来|给我|给我们|过来|介绍)?了?一?[个家](?:新)?(?:客户|客戶)(?![^,.;:。]{0,3}(?:资源|的))",
    r"客户(?:新增|录入|登记)|\bnew acc(?:oun)?t\b|\b(?:put|enter|save)\b.{1,40}\bas (?:an? )?(?:new )?(?:customer|client|account)\b",
    r"(?:加|添|存|录|记)(?:到|入|进|为|成)(?:新)?客户",
    r"\b(?:new|add(?:ed)?|create|register|set up|save|enter)(?: an?| the| as| this| one| our| my)?(?: new| more)? (?:cust(?:omer)?|client|acct|account|prospect|company)\b(?!s)",
    r"\b(?:add|set up|register|create|record|log|open)\b.{1,50}?\bas (?:an? )?(?:new )?(?:customer|client|account|prospect|lead)\b",
    r"\bmet (?:an? )?new (?:customer|client)s?(?=[:,-]| -)|\bmet an? (?:new )?(?:prospect|lead|potential (?:customer|client))\b|\bnew (?:lead|prospect)\b(?! (?:from|with|at)\b)(?!.{0,4}■)",
    r"^(?:please |pls )?add (?!(?:an? |new |the )*(?:customer|client|acct|account|prospect|company)\b)(?=[^,■●]{2,40}(?:, ?(?:contact|owner|phone|tel|attn|manager|buyer)\b|▲))",
    r"^(?:cust(?:omer)?|client|account|acct)s? to (?:be added|add|enter|create|be created) ?:?|\bonboard(?:ing)?\b(?=.{2,50} as an? )",
    r"^new (?:cust(?:omer)?|client|acct|account|prospect)\b",
)
