"""Numbers that are dates or clock times, and the many kinds that are neither.

Expressions over folded text, tried in this order at each position. All of them are bounded, or
consume what they scan, so that a message is read in linear time whatever it holds.
"""

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_LABELS = (
    "ext|extension|model|room|rm|unit|suite|no|po|ref|version|ver|v|phase|lot|batch|item|level|floor|"
    "gate|bay|dock|page|step|tier|grade|size|type|series|gen|section|zone|block|building|bldg|apt|"
    "flat|sku|sn|serial|chapter|table|booth|stand|hall|terminal|flight|aisle|rev|release|part|route|"
    "highway|hwy|invoice|inv|machine|line|pump|plot|pier|slot"
)
_LABELS_ZH = "型号|分机|编号|单号|房间|展位|版本|车牌|航班|尾号|工号|货号|料号"
_COUNTED = (
    "usd|rmb|cny|eur|gbp|hkd|sgd|dollars?|bucks|euros?|pounds|percent|kg|mm|cm|tons?|pcs|units?|sets?|"
    "seats?|pieces?|boxes|each|per|people|pax|sites|locations|stores|users|licen[cs]es"
)
_TEENS = "twenty|thirty|forty|fifty"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
_ORDS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_AM_PM = r"[ap]\.?\s?m?(?![a-z])"

WORDS_FIRST = {
    "NOISE": (
        r"(?:https?://|www\.)[^\s一-龥]{1,300}|(?<![\w.+-])[\w.+-]{1,40}@[a-z\d][\w-]{0,60}\.[a-z]{2,10}"
        r"|(?:us|hk|nt|a|s)?[$€£¥₹]\s?\d[\d,.]{0,15}\s?(?:[kmbw](?![a-z])|[万千百亿])?"
        r"|[#№]\s?\d[\w-]*"
        rf"|(?:(?<![a-z])(?:{_LABELS})|{_LABELS_ZH})\.?\s?[:#]?\s?(?!\d{{1,2}}\s?(?:[月号日点时]|:\d\d|/\d|[ap]m|(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)))\d[a-z\d/-]*"
        rf"|(?<![a-z])(?!(?:(?:{_MONTHS})[a-z]*|q|h|am|pm|noon|to|fri|mon|tue|wed|thu|sat|sun|at|on|by|in|day|due|til|till|sept)-?\d)"
        r"[a-z]{1,12}[-_]?\d[a-z\d-]*"
        r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)"
    ),
    "QUARTERNAME": r"(?<![a-z\d])(?:q[1-4]|[1-4]q)(?![a-z\d])",
    "HALFNAME": r"(?<![a-z\d])(?:h[12]|(?<!in )[12]h(?!\s?(?:[后之以内]|later|ago)))(?![a-z\d])",
    "COMPOUND": rf"(?<![a-z])(?:{_TEENS})[\s-](?:{_ONES})(?![a-z])",
    "ORDCOMPOUND": rf"(?<![a-z])(?:{_TEENS})[\s-](?:{_ORDS})(?![a-z])",
    "COUPLE": r"(?<![a-z])(?:a\s)?couple\s(?:of\s)?(?:more\s)?(?=[a-z])",
}

NUMBERS = {
    "FULL": r"(?<!\d)20\d\d(?:-\d{1,2}-\d{1,2}|/\d{1,2}/\d{1,2}|\.\d{1,2}\.\d{1,2})(?!\d)(?:t(?=\d))?",
    "FULLEND": r"(?<![\d.])\d{1,2}(?:-\d{1,2}-|/\d{1,2}/|\.\d{1,2}\.)(?:20)?\d\d(?![\d.])",
    "CLOCK": (
        r"(?<![\d:.])(?:[01]?\d|2[0-4])\s?:\s?[0-5]\d(?::[0-5]\d)?(?![\d:])"
        rf"|(?<![\d:.])(?:[01]?\d|2[0-3])\.[0-5]\d(?=\s?{_AM_PM})"
        r"|(?<![\d:.])(?:[01]?\d|2[0-3])h[0-5]\d(?!\d)"
    ),
    "AMOUNT": (
        r"(?<!in )\d[\d.,]{0,15}[ ]?(?:[%‰]|[kw](?![a-z/])|[万千百亿元块](?!天)|美[元金]"
        rf"|(?:{_COUNTED})(?![a-z]))|百分之[零一二三四五六七八九十百点两]+"
    ),
    "LONG": (
        r"\d{5,}|(?<![\d:])\d{3,4}[-\s]\d{3,4}(?:[-\s]\d{3,4})?(?![\d:])|\d{4}-\d+|\d{1,9}[x*×]\d{1,9}|\+\d[\d\s-]{0,20}"
    ),
    "ORDNUM": r"(?<![\d.])\d{1,2}\s?(?:st|nd|rd|th)(?![a-z])",
    "DAYDOT": r"(?<![\d.])\d{1,2}\.\s?\d{1,2}\.(?![\d.])",
    "SLASH": r"(?<![\d/.-])\d{1,2}/\d{1,2}(?![\d/%])",
    "DOT": r"(?<![\d.])\d{1,2}\.\d{1,2}(?![\d.%])",
    "HOURAP": r"(?<=at )(?:1[0-2]|[1-9])[ap](?![a-z\d])",
    "SOME": r"(?<![\d.])\d{1,3}\s?[来多几余]\s?(?=个?(?:[天周月年小分星礼工钟]|半年))",
    "NUM": r"(?<!\d)(?<!\d\.)\d{1,4}(?!\d|\.\d)",
    "DIGITS": r"\d+(?:\.\d+)*",
}

WORDS = {"word": r"[a-z]+(?:'[a-z]{1,2}(?![a-z]))?"}
SOME_ZH = r"[一二三四五六七八九]?[十百][来多几余](?=个?(?:[天周月年小分星礼工钟]|半年))"
NUMERALS = "零一二两俩仨三四五六七八九十百廿卅"
MARKED = ".!?;,、()[]:~/@&'\"「」\n…-"
MARKS = {
    ",": "COMMA",
    "、": "AND",
    "(": "BRACKET",
    ")": "BRACKET",
    "[": "BRACKET",
    "]": "BRACKET",
    ":": "GLUE",
    "-": "TO",
    "~": "TO",
    "/": "OR",
    "@": "AT",
    "&": "AND",
    "'": "GLUE",
    '"': "QUOTE",
    "「": "QUOTE",
    "」": "QUOTE",
}
