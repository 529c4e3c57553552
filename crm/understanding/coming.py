"""Does a line ask for days that come: whose birthday, which anniversaries, what runs out, and when? Pure.

`下周谁过生日`, `birthdays this month`, `谁的合同快到期`, `documents expiring in the next 60 days`. A line is one only
where nothing is left over: 张总下周生日 tells of somebody, and a contract that expired at a customer is a note.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from crm.understanding.dates import daycount
from crm.understanding.fold import fold
from crm.understanding.numerals import read_english_words, read_han_number

SOON = 30  # days: "soon", 快要, and where no time is said
LONG_AGO = 365  # days back in which what has run out is looked for
LONGEST = 80
MOST_DAYS = 366


class About(StrEnum):
    """What kind of day is asked for; stored in buttons: add, never rename."""

    BIRTHDAYS = "b"
    ANNIVERSARIES = "a"
    PEOPLE = "p"
    RUNNING_OUT = "r"


class Paper(StrEnum):
    """What runs out, where that is said; stored in buttons: add, never rename."""

    CONTRACT = "c"
    PERMIT = "l"
    INSURANCE = "i"
    WARRANTY = "w"


@dataclass(frozen=True, slots=True)
class AskedDays:
    """What is asked for, from one day to another; `paper` is what of the customer's runs out, where that was said."""

    about: About
    first: date
    last: date
    paper: Paper | None = None


class _Asked(NamedTuple):
    about: About
    rest: str
    paper: Paper | None = None
    has_run_out: bool = False


Span = tuple[date, date]
Count = Callable[[date, re.Match[str]], Span]

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
NUMBER = r"\d{1,3}|[一二两三四五六七八九十]{1,3}"
WORDS_EN = r"\d{1,3}|an?|one|two|three|four|five|six|seven|ten|thirty|sixty|ninety"
DAYS_IN = {"天": 1, "日": 1, "周": 7, "星期": 7, "礼拜": 7, "day": 1, "week": 7}

PEOPLE = {
    About.BIRTHDAYS: r"过?生日|寿星|(?<![a-z])(?:birthdays?|b-?days?)(?![a-z])",
    About.ANNIVERSARIES: r"纪念日|周年庆?|(?<![a-z])(?:anniversar(?:y|ies))(?![a-z])",
    About.PEOPLE: r"(?:重要|特殊|值得问候)的?日子|(?<![a-z])(?:special|important) (?:days|dates)(?![a-z])",
}
PAPERS = {
    Paper.CONTRACT: r"合同|协议|(?<![a-z])(?:contract|agreement|subscription)s?(?![a-z])",
    Paper.PERMIT: r"证书|证件|资质|执照|许可证|授权|(?<![a-z])(?:certificate|licen[cs]e|permit)s?(?![a-z])",
    Paper.INSURANCE: r"保险|保单|(?<![a-z])(?:insurances?|polic(?:y|ies))(?![a-z])",
    Paper.WARRANTY: r"质保|保修|(?<![a-z])warrant(?:y|ies)(?![a-z])",
}
ANY_PAPER = r"文件|资料|(?<![a-z])(?:documents?|papers?)(?![a-z])"
RUN_OUT = (
    r"到期|过期|失效|续签|续约|续费|(?<![a-z])(?:expir(?:e|es|ed|ing|y|ies)|runs? out|running out|run out|lapses?|lapsing|renewals?"
    r"|(?:is |are |up |due |coming up )*(?:for )?renewal)(?![a-z])"
)
RAN_OUT = r"已经?(?:到期|过期|失效)|(?:到期|过期|失效)了|过期的|逾期|(?<![a-z])(?:(?:have |has |had |already )*(?:expired|lapsed)|ran out)(?![a-z])"
FILLING = re.compile(
    r"谁家?|哪些|哪几?[位个家]|有没有|有些?|列出来?|列一下|看看|看一下|查一下|查查|帮我|给我|客户们?|联系人|老板|人|我们?的?|大家"
    r"|快要?|要|将要?|的|是|在|都|会|过|呢|吗|了|和|与|及|或|里|中|(?<![a-z])(?:who(?:se|m|'s)?|which|what(?:'s)?|when|has|have|had|is|are|do|does|any(?:one|body)?|some(?:one|body)?|an?|the|of|my|our|we|i|me"
    r"|it|there|in|on|for|with|that|to|get|gets|give|please|list|show|find|see|celebrat(?:es?|ing)|coming|customers?|clients?|accounts?|contacts?|people|and|or|'s|s|their|have got|dates?)(?![a-z])"
)
MARKS = re.compile(r"[\s??!!.。,，、;；:：'’]+")


def read_asked_days(text: str, today: date) -> AskedDays | None:
    """Return the days that a line asks for, as read on a day; none where it asks for something else."""
    if len(text) > LONGEST:
        return None
    found = _about(fold(text).strip())
    if found is None:
        return None
    span, rest = _span(found.rest, today)
    if MARKS.sub("", FILLING.sub(" ", rest)):
        return None
    if found.has_run_out:
        yesterday = daycount.plus_days(today, -1)
        span = span or (daycount.plus_days(today, -LONG_AGO), yesterday)
    first, last = span or (today, daycount.plus_days(today, SOON))
    return AskedDays(found.about, first, last, found.paper)


def paper_in(name: str) -> set[Paper]:
    """Return what the name of a field says that it is the end of: 合同到期日, "Licence until"."""
    plain = fold(name)
    return {paper for paper, words in PAPERS.items() if re.search(words, plain)}


def _about(text: str) -> _Asked | None:
    """Return what kind of day is asked for, and the other words."""
    people, rest = [], text
    for about, cue in PEOPLE.items():
        if re.search(cue, rest):
            people.append(about)
            rest = re.sub(cue, " ", rest)
    if people:
        return _Asked(people[0] if len(people) == 1 else About.PEOPLE, rest)
    has_run_out = re.search(RAN_OUT, text) is not None
    rest = re.sub(RAN_OUT if has_run_out else RUN_OUT, " ", text)
    papers = paper_in(rest)
    bare = re.sub("|".join([*PAPERS.values(), ANY_PAPER]), " ", rest)
    if rest == text or (bare == rest and not MARKS.sub("", rest)):
        return None  # 到期 alone: of what?
    paper = papers.pop() if len(papers) == 1 else None
    return _Asked(About.RUNNING_OUT, bare, paper, has_run_out)


def _span(text: str, today: date) -> tuple[Span | None, str]:
    for pattern, count in SPANS:
        if found := pattern.search(text):
            return count(today, found), f"{text[: found.start()]} {text[found.end() :]}"
    return None, text


def _stretch(of: Callable[[date, int], daycount.Days], ahead: int) -> Count:
    def count(today: date, _found: re.Match[str]) -> Span:
        days = of(today, ahead)
        return days.start, days.end or days.start

    return count


def _day(ahead: int) -> Count:
    def count(today: date, _found: re.Match[str]) -> Span:
        day = daycount.plus_days(today, ahead)
        return day, day

    return count


def _next(today: date, found: re.Match[str]) -> Span:
    """Return the next so many days, weeks or months."""
    said, unit = found["many"] or "1", found["unit"]
    if said.isdecimal():
        many = int(said)
    else:
        many = int(read_han_number(said) or read_english_words([said]) or 1)
    if unit in ("月", "month"):
        return today, daycount.plus_months(today, min(many, 12))
    return today, daycount.plus_days(today, min(many * DAYS_IN[unit], MOST_DAYS))


def _named_month(today: date, found: re.Match[str]) -> Span:
    """Return the month of a name or number that comes next; this one where it is this one."""
    said = found["month"]
    if said.isdecimal():
        number = int(said)
    else:
        number = MONTHS.index(said[:3]) + 1 if said.isascii() else int(read_han_number(said) or 0)
    ahead = (number - today.month) % 12
    days = daycount.month(today, ahead)
    return days.start, days.end or days.start


def _spans() -> Iterator[tuple[str, Count]]:
    day, week, month = r"天|日", r"周|个?星期|个?礼拜", r"个?月"
    yield (
        rf"(?:在)?(?:未来|接下来|今后|往后|最近|近)?(?:的)?(?P<many>{NUMBER})个?(?P<unit>天|日|周|星期|礼拜|月)(?:之内|以内|内|里|之后)",
        _next,
    )
    yield (
        rf"(?:未来|接下来|今后|往后|最近|近)(?P<many>{NUMBER})个?(?P<unit>天|日|周|星期|礼拜|月)",
        _next,
    )
    yield (
        rf"(?<![a-z])(?:in|within|over|for|during)?(?: ?(?:the )?(?:next|coming|following))? ?(?<![a-z0-9])(?P<many>{WORDS_EN}) (?P<unit>day|week|month)s?(?![a-z])",
        _next,
    )
    yield rf"今[{day}]|(?<![a-z])today(?![a-z])", _day(0)
    yield r"后天|(?<![a-z])(?:the )?day after tomorrow(?![a-z])", _day(2)
    yield rf"明[{day}]|(?<![a-z])tomorrow(?![a-z])", _day(1)
    yield rf"(?:下个?)(?:{week})|(?<![a-z])next week(?![a-z])", _stretch(daycount.week, 1)
    yield rf"(?:这个?|本)(?:{week})|(?<![a-z])this week(?![a-z])", _stretch(daycount.week, 0)
    yield rf"下(?:{month})(?:份)?|(?<![a-z])next month(?![a-z])", _stretch(daycount.month, 1)
    yield (
        rf"(?:这|本|当)(?:{month})(?:份)?|(?<![a-z])this month(?![a-z])",
        _stretch(daycount.month, 0),
    )
    yield r"下个?季度?|(?<![a-z])next quarter(?![a-z])", _stretch(daycount.quarter, 1)
    yield r"(?:这个?|本)季度?|(?<![a-z])this quarter(?![a-z])", _stretch(daycount.quarter, 0)
    yield r"(?:今|本)年(?:内|底前)?|(?<![a-z])this year(?![a-z])", _stretch(daycount.year, 0)
    yield (
        r"(?<!\d)(?P<month>1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?(?!\d)(?![初廿一二三四五六七八九十])",
        _named_month,
    )
    yield (
        rf"(?<![a-z])(?P<month>(?:{'|'.join(MONTHS)})[a-z]*)(?![a-z])(?! \d)",
        _named_month,
    )
    soon = r"最近|近期|马上|即将|快要?|将要|(?<![a-z])(?:soon|shortly|upcoming|coming(?: up| soon)?|next|about to|near(?:ly|ing)?)(?![a-z])"
    yield soon, lambda today, _found: (today, daycount.plus_days(today, SOON))


SPANS = [(re.compile(pattern), count) for pattern, count in _spans()]
