"""Which customers a list is to hold: `A级 上海 30天未联系`, `A customers in Chicago not visited for 30 days`. Pure.

Each part is taken out of the text by its own expression; words that only join the parts are dropped. What is
left over are words to look for. A text is a list on its own where it has a condition and nothing is left over.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from crm.understanding.fold import fold
from crm.understanding.numerals import read_english_words, read_han_number
from crm.understanding.vocabulary.trade import CITIES, LATIN_PLACES


class Whose(StrEnum):
    """Whose customers, where that was said."""

    OWN = "own"
    POOL = "pool"


class Stretch(StrEnum):
    """A stretch of the calendar that is not over yet: this week, this month …"""

    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions that a customer of the list fulfils, all of them; what is empty does not count.

    `idle_in` is the stretch in which nobody met it. Sizes are of an open opportunity, in units of the
    team's currency. `words` are left over: a look-up.
    """

    grades: tuple[str, ...] = ()
    cities: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    idle_days: int | None = None
    idle_in: Stretch | None = None
    over: Decimal | None = None
    under: Decimal | None = None
    is_of_deals: bool = False
    whose: Whose | None = None
    words: tuple[str, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether it has a condition that no name could be."""
        hard = (self.grades, self.tags, self.idle_days, self.idle_in, self.over, self.under)
        return any(hard) or self.whose is not None


NUMBER = r"\d+|[一二两三四五六七八九十半]+"
AMOUNT = (
    r"(?:rmb|usd|cny|[¥￥$€£])?[ ]?\d[\d,]*(?:\.\d+)?[ ]?(?:万|亿|千|[wkm](?![a-z])|million|thousand)?"
    r"(?:元|块|rmb|usd|cny|dollars?|euros?)?|[一二两三四五六七八九十百]+[万千亿]"
)
DEAL = r"(?:商机|单子|机会|金额|(?:open[ ])?(?:deals?|opportunit(?:y|ies))|pipeline)"
OVER = (
    r"(?:超过|大于|高于|多于|不少于|over|above|more than|bigger than|larger than|at least|>=?|≥)"
)
UNDER = r"(?:低于|小于|少于|不到|不超过|under|below|less than|smaller than|at most|<=?|≤)"
MET = r"(?:联系|跟进|拜访|走访|回访|见面?|沟通|下单|打电话|打|去|跑|聊|来往|动静)"
MET_ENGLISH = r"(?:visited|contacted|called|met|seen|touched|followed up|spoken to|contact|visit|call|touch|activity|follow[- ]?up|been to|heard from|talked to)"
NOT_MET = rf"(?:没|未|没有)(?:有|被)?{MET}过?(?:的|了)?"
NEVER = (
    r"(?:who |that |which )?(?:(?:(?:i|we) )?(?:(?:have|has|had|were|was|did|do|'ve) ?)?(?:not|n't|never)|no|without|untouched|idle)"
    r"(?: (?:i|we|been|had|any|an?))*"
)
SPAN = r"(\d+|an?|one|two|three|four|five|six|seven|ten|thirty|sixty|ninety)?[ ]?(day|week|month|quarter|year)s?"

A_WHILE = 30  # days: "for ages", 好久
STRETCHES = {"周": Stretch.WEEK, "星期": Stretch.WEEK, "礼拜": Stretch.WEEK, "月": Stretch.MONTH}
STRETCHES |= {"季度": Stretch.QUARTER, "季": Stretch.QUARTER, "年": Stretch.YEAR}
UNITS = {"天": 1, "周": 7, "星期": 7, "礼拜": 7, "月": 30, "年": 365}
UNITS |= {"d": 1, "w": 7, "m": 30, "q": 90, "y": 365}
SCALES = {"万": 10_000, "w": 10_000, "亿": 100_000_000, "千": 1000, "k": 1000, "m": 1_000_000}
FIGURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)[ ]?([万亿千wkm]|thousand)?")

Take = Callable[[Wanted, re.Match[str]], Wanted]


def read_wanted(text: str) -> Wanted:
    """Read what a list is to hold."""
    rest = f" {fold(text)} "
    wanted = Wanted()
    for pattern, take in PARTS:
        while found := pattern.search(rest):
            wanted = take(wanted, found)
            rest = f"{rest[: found.start()]} {rest[found.end() :]}"
    rest = JOINING.sub(" ", rest)
    words = tuple(word for word in BETWEEN.split(rest) if word and word not in STOP)
    return replace(wanted, words=words)


def read_conditions(text: str) -> dict[str, str | int]:
    """Return what a look-up asks for: `grade`, `city`, `idle_days`, `amount_over`, `amount_under`."""
    wanted = read_wanted(text)
    found = {
        "grade": wanted.grades[0] if wanted.grades else None,
        "idle_days": wanted.idle_days,
        "city": _as_written(text, wanted.cities[0]) if wanted.cities else None,
        "amount_over": int(wanted.over) if wanted.over is not None else None,
        "amount_under": int(wanted.under) if wanted.under is not None else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _as_written(text: str, city: str) -> str:
    place = fold(text).find(city)
    return text[place : place + len(city)]


def _idle_han(wanted: Wanted, found: re.Match[str]) -> Wanted:
    if found["many"] == "半":
        return replace(wanted, idle_days=UNITS[found["unit"]] // 2)
    number = read_han_number(found["many"])
    return replace(wanted, idle_days=int(number or 1) * UNITS[found["unit"]])


def _idle_english(wanted: Wanted, found: re.Match[str]) -> Wanted:
    word = found[1] or "one"
    count = int(word) if word.isdecimal() else int(read_english_words([word]) or 1)
    return replace(wanted, idle_days=count * UNITS[found[2][0]])


def _idle_in(wanted: Wanted, found: re.Match[str]) -> Wanted:
    unit = found["unit"]
    return replace(wanted, idle_in=STRETCHES.get(unit) or Stretch(unit))


def _idle_long(wanted: Wanted, _found: re.Match[str]) -> Wanted:
    return replace(wanted, idle_days=A_WHILE)


def _grade(wanted: Wanted, found: re.Match[str]) -> Wanted:
    letters = next(filter(None, found.groups()))
    grades = tuple(one.upper() for one in letters if one in "abcd")
    return replace(wanted, grades=tuple(dict.fromkeys((*wanted.grades, *grades))))


def _tag(wanted: Wanted, found: re.Match[str]) -> Wanted:
    return replace(wanted, tags=(*wanted.tags, found[1]))


def _city(wanted: Wanted, found: re.Match[str]) -> Wanted:
    return replace(wanted, cities=(*wanted.cities, found["city"]))


def _names_deals(wanted: Wanted, found: re.Match[str]) -> bool:
    return wanted.is_of_deals or re.search(DEAL, found[0]) is not None


def _over(wanted: Wanted, found: re.Match[str]) -> Wanted:
    return replace(wanted, over=_amount(found["much"]), is_of_deals=_names_deals(wanted, found))


def _under(wanted: Wanted, found: re.Match[str]) -> Wanted:
    return replace(wanted, under=_amount(found["much"]), is_of_deals=_names_deals(wanted, found))


def _amount(written: str) -> Decimal | None:
    if not (found := FIGURE.search(written)):
        return read_han_number(written)
    scale = "k" if found[2] == "thousand" else found[2]
    return Decimal(found[1].replace(",", "")) * SCALES.get(scale or "", 1)


def _deal(wanted: Wanted, _found: re.Match[str]) -> Wanted:
    return replace(wanted, is_of_deals=True)


def _whose(whose: Whose) -> Take:
    return lambda wanted, _found: replace(wanted, whose=whose)


def _parts() -> Iterator[tuple[str, Take]]:
    yield r"[#＃]([^\s#＃,，、]+)", _tag
    yield (
        rf"(?:超过|已经?|有)?(?P<many>{NUMBER})个?(?P<unit>天|周|星期|礼拜|月|年)(?:以上|多)?(?:都)?{NOT_MET}",
        _idle_han,
    )
    yield (
        rf"(?:这个?|本|今)(?P<unit>周|星期|礼拜|月|季度?|年)(?:以?来|里|内)?(?:还|都)?(?:有)?(?:谁|哪[些几]个?(?:客户)?|客户)?"
        rf"(?:还|都)?{NOT_MET}",
        _idle_in,
    )
    yield rf"(?:好久|很久|长期|长时间|许久|最近|近期)(?:都|还)?{NOT_MET}", _idle_long
    yield (
        rf"{NEVER}(?: {MET_ENGLISH})(?: with)?(?: (?:yet|at all))?(?: (?:in|within|during))? this (?P<unit>week|month|quarter|year)\b",
        _idle_in,
    )
    yield (
        rf"{NEVER}(?: {MET_ENGLISH})(?: with)?(?: (?:recently|lately|(?:for|in) (?:ages|a (?:long )?(?:while|time)|long))\b)",
        _idle_long,
    )
    yield (
        rf"{NEVER}(?: {MET_ENGLISH})?(?: with)?(?: (?:for|in|within|over|since|during))?"
        rf"(?: (?:the|more than|over|at least|last|past))*[ ]?{SPAN}\b",
        _idle_english,
    )
    yield rf"(?<![a-z]){SPAN} (?:without|with no|no) (?:any )?{MET_ENGLISH}s?\b", _idle_english
    yield rf"{DEAL}?[ ]?(?:金额)?[ ]?{OVER}[ ]?(?P<much>{AMOUNT})(?:的?{DEAL})?", _over
    yield rf"{DEAL}?[ ]?(?:金额)?[ ]?{UNDER}[ ]?(?P<much>{AMOUNT})(?:的?{DEAL})?", _under
    yield rf"(?P<much>{AMOUNT})(?:以上|及以上)(?:的?{DEAL})?", _over
    yield rf"(?P<much>{AMOUNT})(?:以下|以内)(?:的?{DEAL})?", _under
    yield r"([abcd](?:[、,/和]?[abcd])*)[ ]?(?:级|类|等)(?:别)?(?:的?客户)?", _grade
    yield (
        r"(?<![a-z0-9'])(?:grade|class|level)[ ]([abcd])\b|(?<![a-z0-9'])([abcd])[- ](?:grade|class|level)\b"
        r"|(?<![a-z0-9'])([abcd])[ ](?=(?:customers?|accounts?|clients?)\b)|(?<![a-z])([abcd])(?=客户)",
        _grade,
    )
    yield r"公海(?:里|中)?的?|(?<![a-z])(?:in )?(?:the )?pool\b", _whose(Whose.POOL)
    yield r"我的|我自己的|(?<![a-z])(?:my own|my|mine)\b", _whose(Whose.OWN)
    yield (
        rf"(?:在)?(?P<city>{'|'.join(sorted(CITIES, key=len, reverse=True))})(?:市|地区)?(?:的|里)?",
        _city,
    )
    places = "|".join(sorted(map(re.escape, LATIN_PLACES), key=len, reverse=True))
    yield rf"(?<![a-z])(?:in |at |from |around )?(?P<city>{places})(?![a-z])", _city
    yield rf"(?:有|with )?{DEAL}(?:的)?(?![a-z])", _deal


PARTS = [(re.compile(pattern), take) for pattern, take in _parts()]
JOINING = re.compile(
    r"有没有|有哪些|有谁|哪些|哪几[个家]|多少|列出|列一下|显示|看看|看一下|查一下|查查|帮我|给我|找一下|找出|所有的?|全部的?|客户们?"
    r"|[??!!。.]"
)
BETWEEN = re.compile(r"[\s,，、;；|]+")
STOP = frozenset(
    "anyone anybody someone everyone customers customer accounts account clients client show me list find all the which who what are is with and in of"
    " that have has been were was for please see give get any do i we our us a an deals by 的 和 且 并且 查 找 看 列 谁 有 在"
    " 那些 名单 列表 清单 里 里面 中".split()
)
