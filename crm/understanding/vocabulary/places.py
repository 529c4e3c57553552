"""Where in a sentence a name stands: what comes before it and after it."""

import re

from crm.understanding.vocabulary.wording import words

# Right before a Chinese name.
BEFORE_HAN = re.compile(
    r"(?:拜访了?|回访了?|走访了?|探访了?|陌拜了?|访了?|去了?趟?|跑了?一?趟|到了?|来到|见了?|约了?|给|和|跟|与|同|从|在|"
    r"把|帮|替|为|对|向|问了?|找了?|查一?下?|搜一?下?|搜索|催一?下?|回复?|联系了?|电话|致电|打给|发给|寄给|送给|"
    r"送了?|看看?|看了|顺便|关于|是|有|了|让|叫|陪|请|等|拿下|赢下?了?|丢了?|输了?|拿到|接到|收到|通知|提醒我?|"
    r"跟进|客户|公司|商机|项目|那边|今天|昨天|明天|后天|上午|下午|早上|晚上|中午|刚才?|刚刚|先|再|又|去|趟|下|路过|经过|途经|顺路|"
    r"[一二三四五六日天]|[点号日半])$"
)
# Right after one.
AFTER_HAN = re.compile(
    r"(?:的|那边?|那个|这边|这单|这个|这家|项目|商机|单子|订单|合同|公司|集团|王|李|老|小|"
    r"要|想|有|说|投诉|反馈|反映|报修|电话|催|需|订|采|准备|打算|希望|今|明|昨|后天|上|下|周|也|又|已|正|打|"
    r"发|约|签|丢|赢|输|黄了|进|转|推|改|移|中标|拿|续|追加|对|在|和|跟|张|总|经理|主任|新|客户|那|谈|聊|拜访|"
    r"开|坐|站|转|逛|讨论|给|回|问|来|收|付|欠|到|请|看|送|做|参观|培训|验收|安装|交|催|提|确认|同意|答应|决定|是|很|不|没|"
    r"还|去|找|倾|报价|预算|下单|租|买|退|换|设备|系统|机器|的货|资料|地址|联系|情况|怎么)"
)

# Words that stand right before a Latin name, and those that forbid one.
BEFORE_LATIN = words(
    "visited visit visiting called call calling met meet meeting saw see seeing at from with for to"
    " by w tried trying try chased chasing emailed email texted text messaged message rang ring phoned phone pinged ping chased"
    " chase sent send saw about of and or via re tell told ask asked contact contacted nudge remind"
    " won lost win lose move moved mark find show update pitch pitched close closed signed sign"
    " near through into via in stopped stop dropped drop swung swing left leave bring brought get"
    " got give gave help quote quoted invoice bill demo renew upgrade installed install is was"
    " that because when if then also today yesterday tomorrow monday tuesday wednesday thursday"
    " friday saturday sunday lunch dinner coffee breakfast ticket deal opportunity lead customer"
    " account client pull open log check where who what"
)
ARTICLES = words("the a an this that these those our my your their his her its some any")
AFTER_ARTICLE = words(
    "deal deals opportunity account order orders guys team people folks project contract quote"
    " proposal invoice meeting call visit demo office site plant guy crew lot contact tender"
    " renewal negotiation opp pipeline slides presentation delivery shipment stuff job"
)
# After one of these a given name or surname is meant even without a capital.
BEFORE_PERSON = words(
    "met meet saw see called call with to from emailed email texted text messaged message rang ring"
    " phoned phone told tell asked ask and for w contact mr mrs ms miss dr ping nudge chase chased"
    " spoke at that said says let visited left lunch remind head chef by is who owner"
)
