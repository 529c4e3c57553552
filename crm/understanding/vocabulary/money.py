"""Words and signs of money in both languages (currencies are ISO 4217)."""

from crm.understanding.vocabulary.currencies import shared_words, world_codes, world_currencies
from crm.understanding.vocabulary.wording import by_letter, longest_first, words

_NAMED, _CODES = world_currencies(), world_codes()

# What reps say where the name of the currency is shared, and signs; these outweigh the names.
_SAID = {
    "us$": "USD",
    "hk$": "HKD",
    "nt$": "TWD",
    "s$": "SGD",
    "a$": "AUD",
    "au$": "AUD",
    "c$": "CAD",
    "ca$": "CAD",
    "nz$": "NZD",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "CNY",
    "₩": "KRW",
    "₹": "INR",
    "rmb": "CNY",
    "cny": "CNY",
    "yuan": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "块钱": "CNY",
    "块": "CNY",
    "usd": "USD",
    "us dollars": "USD",
    "us dollar": "USD",
    "australian dollars": "AUD",
    "canadian dollars": "CAD",
    "singapore dollars": "SGD",
    "hong kong dollars": "HKD",
    "swiss francs": "CHF",
    "francs": "CHF",
    "dollars": "USD",
    "dollar": "USD",
    "bucks": "USD",
    "美元": "USD",
    "美金": "USD",
    "美刀": "USD",
    "刀": "USD",
    "eur": "EUR",
    "euros": "EUR",
    "euro": "EUR",
    "欧元": "EUR",
    "欧": "EUR",
    "gbp": "GBP",
    "pounds": "GBP",
    "quid": "GBP",
    "sterling": "GBP",
    "英镑": "GBP",
    "hkd": "HKD",
    "港币": "HKD",
    "港元": "HKD",
    "港纸": "HKD",
    "jpy": "JPY",
    "yen": "JPY",
    "日元": "JPY",
    "日币": "JPY",
    "sgd": "SGD",
    "新币": "SGD",
    "新加坡元": "SGD",
    "坡币": "SGD",
    "twd": "TWD",
    "ntd": "TWD",
    "新台币": "TWD",
    "台币": "TWD",
    "aud": "AUD",
    "澳元": "AUD",
    "澳币": "AUD",
    "cad": "CAD",
    "加元": "CAD",
    "加币": "CAD",
    "chf": "CHF",
    "瑞郎": "CHF",
    "krw": "KRW",
    "韩元": "KRW",
    "inr": "INR",
    "rupees": "INR",
    "rs.": "INR",
    "rs": "INR",
    "卢比": "INR",
    "thb": "THB",
    "泰铢": "THB",
    "myr": "MYR",
    "马币": "MYR",
    "nzd": "NZD",
    "vnd": "VND",
    "aed": "AED",
    "dirhams": "AED",
    "dirham": "AED",
    "riyals": "SAR",
    "riyal": "SAR",
    "rubles": "RUB",
    "roubles": "RUB",
    "卢布": "RUB",
    "rupee": "INR",
    "kiwi dollars": "NZD",
    "aussie dollars": "AUD",
    "taiwan dollars": "TWD",
    "sing dollars": "SGD",
    "纽币": "NZD",
    "令吉": "MYR",
    "越南盾": "VND",
    "盾": "VND",
    "rm": "MYR",
    "ksh": "KES",
    "r$": "BRL",
    "₦": "NGN",
    "₱": "PHP",
    "₫": "VND",
    "₺": "TRY",
    "฿": "THB",
    "zł": "PLN",
}
CURRENCIES = {**_NAMED, **_CODES, **_SAID}

# Currencies that may be named apart from the amount: `quotation in TWD, 180万`.
_NOT_APART = words("块钱 盾 pounds dollars dollar bucks francs quid rupees rupee cfp")
APART = longest_first(
    [
        *(name for name in _SAID if name.isalpha() and name not in _NOT_APART and len(name) != 2),
        *(name for name in _NAMED if name.isascii() and name.isalpha() and name not in _NOT_APART),
    ]
)

# Signs that stand behind their amount alone: in `60块,每块8500` the second is a piece.
BEHIND_ONLY = words("块钱 块 元 刀 欧 盾 dollars dollar bucks pounds quid francs rupees") | (
    frozenset(_NAMED) - frozenset(_SAID)
)

# Signs as expressions, longest first: those that may stand before an amount, and all.
SIGNS_BEFORE = by_letter(set(CURRENCIES) - BEHIND_ONLY)
SIGNS = by_letter({*CURRENCIES, *shared_words()})

# What a quantity comes to in money: 年用量折合九十五万元.
CONVERTED = "折合|约合|折算|换算|相当于"
# Before or right after an amount: what it is the amount of.
STRONG_CUES = (
    "预算|总价|总金额|总额|总共|一共|合计|共计|成交|合同额|合同金额|金额|中标价|最终|标的|降到|降至|降为|谈到|砍到|改成|改为|"
    "调到|追加到|加到|价值|估计|预估|规模|"
    "budget|total|final|worth|deal (?:size|value)|contract value|valued? at|altogether|in all|down to|price (?:is|was)|value"
)
CUES = (
    "报价|价格|差价|差额|补|价|大概|大约|差不多|约|左右|上下|预计|投资|采购额|订单|单子|报|要价|费用|~|"
    "(?<![a-z])(?:about|around|roughly|approx|approximately|circa|prices?|pricing|quoted?|for|at|costs?|is|of|signed|won|estimated?|amount|spend)(?![a-z])"
)
WEAK_CUES = (
    "首付|定金|订金|押金|尾款|预付|回款|运费|打款|付款|货款|已付|付了|欠|保证金|"
    "deposit|paid|owes?|invoice|down payment|shipping|freight|retainer"
)
AGAINST = (
    "优惠|便宜|让利|降价|涨价|打折|折扣|省了?|差了?(?!价|额)|罚|返点|补贴|去年|上次|以前|原来|原价|竞争对手|竞品|对手|友商|别家|另一家|注册资本|采购量|用量|年采购额?|年产值|年营收|"
    "产值|营业额|从|"
    "discount|(?<![a-z])off(?![a-z])|cheaper|competitor'?s?|last year|instead of|was|from|revenue|turnover|rival|penalty|save[ds]?|raised|increase of"
)
# Before a bare figure: 4.500 is a sum there, and no decimal.
PRICED = (
    r"(?:(?<![a-z])(?:price|budget|offer|quot(?:e|ation)|order|sum|total|amount|value|worth|turnover|revenue|costs?)|价格?|报价|预算|总价|金额)"
    r"(?: is| of| about| over| for| was|是|为|约|:)?[ ]?"
)
