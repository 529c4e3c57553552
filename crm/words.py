"""Words into values: what a rep types at a step of a conversation, read by `crm/understanding`."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

from crm.money import Money, money
from crm.reminders import Due
from crm.understanding.dates.choosing import next_step, past_day
from crm.understanding.dates.moments import Moment
from crm.understanding.dates.reading import read_times
from crm.understanding.fold import read_page
from crm.understanding.money import choose_amount, find_amounts
from crm.understanding.phones import find_phones

MARKS = " ,，、;；:：。.-–—"
LINKS = re.compile(
    r"(?:(?:^|\s)(?:by|before|until|till|on|at|in|for|about|around)|预计|大概|约|在|于)$",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[，;；。!！?？\n]|,(?!\d)|\.(?=\s)")
HAN = re.compile(r"[\u4e00-\u9fff]")
LEADS = re.compile(r"^to\s+(?=\S)", re.IGNORECASE)  # of "every Monday to send the report"
HAN_NAME_FIRST = re.compile(r"[\u4e00-\u9fff]{2,4} [\u4e00-\u9fff]{2,}$")  # 李娜 采购
LONGEST_TITLE = 24
JOB = re.compile(
    r"总|经理|主任|采购|销售|市场|财务|行政|人事|技术|工程师|主管|总监|厂长|院长|科长|部长|处长|店长|老板|负责人|助理|秘书|会计|医生|教授"
    r"|\b(?:buyer|purchas\w*|manager|director|engineer|head|owner|c[eofti]o|officer|assistant|founder|doctor|nurse|president|"
    r"vp|partner|accountant|sales|procurement|lead|secretary|chair\w*|supervisor|foreman|chef)\b",
    re.IGNORECASE,
)
RECURS = re.compile(r"每(?=[天日周月年季隔两二三四个半逢星礼工]|\d)|\bevery\b", re.IGNORECASE)
WIDTH_ABOUT_AMOUNT = 40
OTHER_NUMBER = re.compile(r"\d(?![\d.]*\s*%)")
NUMBER = re.compile(r"(?<![\w.-])(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,2})?(?![\w%])")
BARE_NUMBER = re.compile(r"\d{1,12}(?:\.\d{1,2})?|\d{1,3}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class DueWords:
    """When something is to be done, as words said it; no `due` where they did not say, or not clearly.

    `is_past` where all the times they name are over.
    """

    due: Due | None
    rest: str
    is_unclear: bool = False
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class CloseWords:
    """The day by which an opportunity is expected to close, and the words around it."""

    day: date | None
    rest: str
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class AmountWords:
    """An amount of money in words, and the words around it; `named` where they name its currency."""

    amount: Money | None
    rest: str
    named: bool = False


@dataclass(frozen=True, slots=True)
class PersonWords:
    """A person as a rep types him, "Li Na, purchasing, 138 0013 8000": name, title, phone."""

    name: str
    title: str | None
    phone: str | None


def read_due(text: str, said_at: datetime, zone: str) -> DueWords:
    """Read the answer to "when?", from the moment it was said, in the member's zone.

    The only time in it is meant, however it is put. It is unclear where words say that it recurs and do not
    say clearly how.
    """
    now = said_at.astimezone(ZoneInfo(zone))
    moments = read_times(text, now)
    step = next_step(text, now, moments)
    moment, doubt = step.moment, step.doubt
    if moment is None and len(moments) == 1:
        moment, doubt = moments[0], moments[0].doubt
    past = [one for one in moments if _is_past(one, now)]
    if moment is None or doubt is not None or moment in past:
        is_past = bool(moments) and len(past) == len(moments)
        return DueWords(None, text.strip(), is_unclear=doubt is not None, is_past=is_past)
    if moment.rrule is None and RECURS.search(text):
        return DueWords(None, text.strip(), is_unclear=True)
    return DueWords(Due(moment.day, moment.at, moment.rrule), _without(text, moment))


def read_next_step(text: str, said_at: datetime, zone: str) -> DueWords:
    """Read the next step that a note sets, if it sets one: "met Li on Monday" does not.

    It is the clause with its time; where that holds nothing else, the one before it.
    """
    step = next_step(text, said_at.astimezone(ZoneInfo(zone)))
    if step.moment is None or step.doubt is not None:
        return DueWords(None, text.strip(), is_unclear=step.doubt is not None)
    start, end = step.moment.span
    begin = max((one.end() for one in CLAUSE_END.finditer(text, 0, start)), default=0)
    cut = CLAUSE_END.search(text, end)
    rest = _around(text[begin : cut.start() if cut else len(text)], start - begin, end - begin)
    return DueWords(Due(step.moment.day, step.moment.at), rest or _last_clause(text[:begin]))


def read_day(text: str, said_at: datetime, zone: str) -> date:
    """Read the day on which what a note tells of happened: the day it was said, unless it names another."""
    return past_day(text, said_at.astimezone(ZoneInfo(zone)))


def named_day(text: str, said_at: datetime, zone: str) -> date | None:
    """Read the answer to "when was it?": the one day in it, of those that are over; none where there is none."""
    now = said_at.astimezone(ZoneInfo(zone))
    moments = read_times(text, now)
    if len(moments) != 1 or moments[0].doubt is not None:
        return None
    day, back = moments[0].day, moments[0].back
    return day if day <= now.date() else back


def read_close(text: str, said_at: datetime, zone: str) -> CloseWords:
    """Read the day of an expected close: of a span of time its last day ("next quarter")."""
    now = said_at.astimezone(ZoneInfo(zone))
    for moment in read_times(text, now):
        last = moment.until or moment.day
        if moment.doubt is None and moment.rrule is None and last >= now.date():
            return CloseWords(last, _around(text, *moment.span))
        return CloseWords(None, text.strip(), is_unclear=True)
    return CloseWords(None, text.strip())


def read_amount(text: str, currency: str) -> AmountWords:
    """Read an amount; one without a currency is in the one given, and a number alone is an amount."""
    plain = read_page(text).plain
    found = choose_amount(plain, find_amounts(plain))
    if found is None:
        bare = BARE_NUMBER.fullmatch(text.strip())
        amount = money(Decimal(bare[0].replace(",", "")), currency) if bare else None
        return AmountWords(amount, "" if bare else text.strip())
    rest = _around(text, found.start, found.end)
    amount = money(found.value, found.currency or currency)
    return AmountWords(amount, rest, named=found.currency is not None)


def read_price(text: str, currency: str) -> Money | None:
    """Read the answer to "how much?": an amount with few words about it, and no other number.

    The only number is the answer, whatever it counts: "800 each", 800元一台. A whole line that comes then
    ("Acme wants 40 pumps, 80k") is none.
    """
    read = read_amount(text, currency)
    if read.amount is None:
        read = _only_number(text, currency)
    width = len(read.rest) + sum(char > "\u2e80" for char in read.rest)  # as long as it looks
    return None if width > WIDTH_ABOUT_AMOUNT or OTHER_NUMBER.search(read.rest) else read.amount


def _only_number(text: str, currency: str) -> AmountWords:
    found = find_amounts(read_page(text).plain)
    if len(found) == 1:
        one = found[0]
        rest = _around(text, one.start, one.end)
        return AmountWords(money(one.value, one.currency or currency), rest)
    bare = NUMBER.search(text)
    amount = money(Decimal(bare[0].replace(",", "")), currency) if bare else None
    return AmountWords(amount, _around(text, *bare.span()) if bare else text.strip())


def read_person(text: str) -> PersonWords:
    """Read a person's name, title and phone from one line; what is no phone is name and title."""
    phone = next(iter(find_phones(read_page(text))), None)
    rest = _around(text, phone.start, phone.end) if phone else text.strip()
    name, _, title = rest.replace("，", ",").partition(",")
    if not title and HAN_NAME_FIRST.match(name):
        name, _, title = name.partition(" ")
    return PersonWords(
        name.strip(), title.strip(MARKS) or None, phone.written.strip() if phone else None
    )


def title_after(text: str, name: str) -> str | None:
    """Return the job title that stands right behind a person's name in a line: "赵丽，采购", "Emily Stone, buyer"."""
    after = text.partition(name)[2].lstrip(" ,，、(（")
    said = re.split(r"[,，、;；)）。\n]|(?<=[\u4e00-\u9fff])\s|\s(?=[+\d])", after, maxsplit=1)[
        0
    ].strip()
    return said if len(said) <= LONGEST_TITLE and JOB.search(said) else None


def full_name(first: str, last: str | None) -> str:
    """Return the name of a contact shared from a phone: a Chinese one as it is written, 孙国强."""
    if not last or first.isascii() or last.isascii():
        return " ".join(filter(None, (first, last)))
    return f"{last}{first}"


def _is_past(moment: Moment, now: datetime) -> bool:
    if moment.rrule is not None:
        return False
    return ((moment.until or moment.day), moment.at or time.max) < (now.date(), now.time())


def _without(text: str, moment: Moment) -> str:
    """Return the words that say nothing of a time, nor of where it ends."""
    for start, end in moment.bounds:
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return (
        " ".join(_around(text, *moment.span).split())
        if moment.bounds
        else _around(text, *moment.span)
    )


def _around(text: str, start: int, end: int) -> str:
    before = LINKS.sub("", text[:start].strip(MARKS)).strip(MARKS)
    after = text[end:].strip(MARKS)
    after = after if before else LEADS.sub("", after)
    is_chinese = HAN.match(before[-1:]) and HAN.match(after[:1])
    return before + after if is_chinese else f"{before} {after}".strip()


def _last_clause(text: str) -> str:
    return CLAUSE_END.split(text.rstrip(MARKS))[-1].strip(MARKS)
