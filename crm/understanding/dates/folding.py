"""Fold a message to one spelling without moving a character: spans stay true."""

import re

MESSAGE_LIMIT = 4096  # characters of a Telegram message; what lies beyond is not read

_TRADITIONAL = (
    "週周禮礼點点後后個个時时鐘钟號号內内這这兩两過过隔隔間间開开會会報报價价"
    "聯联繫系係系電电話话發发約约訪访拜拜給给見见談谈說说講讲寄寄讓让請请從从"
    "來来與与買买賣卖單单簽签貨货運运應应該该還还準准備备記记複复覆复寫写"
    "聖圣誕诞勞劳動动節节國国慶庆陽阳農农曆历歲岁陰阴臘腊舊旧關关於于為为無无"
    "幾几萬万億亿當当剛刚經经樣样東东續续檢检驗验裡里裏里頭头邊边將将讀读"
    "討讨論论詢询問问醒醒別别總总書书廠厂產产試试課课結结終终續续週周達达"
    "雙双連连種种離离門门閉闭業业務务師师員员順顺帶带圖图題题實实際际轉转"
    "遲迟預预計计劃划決决終终購购標标競竞爭争訂订維维護护調调設设審审徵征"
    "歡欢迎迎嗎吗麼么誰谁哪哪樓楼號号條条張张項项團团隊队貝贝銀银錢钱"
    "咗了唔不喺在嘅的俾给畀给冇没佢他哋们啱刚睇看嚟来聽听尋寻噚寻琴昨臺台灣湾雲云體体齊齐處处變变擴扩歸归應应腳脚盡尽儘尽晝昼夜夜晚晚"
)


def _table() -> dict[int, str]:
    table = {ord(old): new for old, new in zip(_TRADITIONAL[::2], _TRADITIONAL[1::2], strict=True)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}  # full width
    table |= {code: chr(code + 32) for code in range(ord("A"), ord("Z") + 1)}
    table |= {0xFF21 + i: chr(ord("a") + i) for i in range(26)}  # full-width capitals
    table |= {0x3000: " ", 0xA0: " ", ord("\t"): " ", ord("\r"): " "}
    table |= {ord("’"): "'", ord("‘"): "'", ord("“"): '"', ord("”"): '"', ord("–"): "-"}
    table |= {ord("—"): "-", ord("〜"): "~", ord("。"): ".", ord("、"): "、", ord("〇"): "零"}
    return table


_FOLDS = _table()


# "mid-December", "by year-end", "end-of-month": one word as good as two; "Mon-Fri" is a range.
_HYPHEN = re.compile(
    r"(?<=\bmid)-(?=[a-z])|(?<=\bearly)-(?=[a-z])|(?<=\blate)-(?=[a-z])|(?<=\bend)-(?=[a-z])|(?<=\bof)-(?=[a-z])"
    r"|(?<=[a-z])-(?=(?:end|of|day|week|ish|hour|month)s?\b)|(?<=\bhalf)-(?=[a-z])|(?<=\bnext)-(?=[a-z])|(?<=\d)-(?=ish\b)"
)


_SLASHED = re.compile(r"(?<![\d/.-])(?!24/7)(\d{1,2})/(\d{1,2})(?![\d/%])")
_MONTHS, _DAYS = 12, 31
_DOTS = re.compile(r"\.{2,9}|…{1,9}")


def open_hyphens(folded: str) -> str:
    """Part the hyphens inside expressions of time, let dots that trail off be a comma; the length stays."""
    parted = _HYPHEN.sub(" ", folded)
    return _DOTS.sub(lambda dots: ",".ljust(len(dots[0])), parted)


def order_days(folded: str) -> str:
    """Write day/month as month/day where another date of the message shows the order: `20/11 …, call 4/12`."""
    pairs = [(int(one[1]), int(one[2])) for one in _SLASHED.finditer(folded)]
    is_british = any(_MONTHS < first <= _DAYS and 0 < second <= _MONTHS for first, second in pairs)
    if not is_british or any(second > _MONTHS for _, second in pairs):
        return folded
    return _SLASHED.sub(lambda one: f"{one[2]}/{one[1]}", folded)


def fold(text: str) -> str:
    """Simplified, lower-case, half-width text of the same length (at most MESSAGE_LIMIT)."""
    return text[:MESSAGE_LIMIT].translate(_FOLDS)
