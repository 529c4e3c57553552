"""Whom a reminder is for, and a time before an event, as a rep types them.

"remind Wang Wei to call Acme tomorrow", 提醒王伟明天给华信报价; "2 days before close", 成交前三天.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import select

from crm.line_outcomes import Line
from crm.opportunities import open_opportunities
from crm.policy import actor_of, visible_customers, visible_members
from crm.reminders import Due, ReminderChanged, before_close
from crm.stages import is_open
from crm.understanding.dates.reading import read_times
from storage.tables import Customer, Member, Opportunity, Team
from storage.work import Work

REMIND = re.compile(r"\bremind\s+|提醒(?:一下)?", re.IGNORECASE)
NO_NAME_GOES_ON = "的之和与跟、'’"
NUMBERS_EN = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
NUMBERS_ZH = {char: number for number, char in enumerate("零一二三四五六七八九")} | {
    "两": 2,
    "十": 10,
}
BEFORE_CLOSE = re.compile(
    r"(?:(?:the|(?P<en>\d{1,3}|a|one|two|three|four|five|six|seven)) (?P<unit>day|week)s?"
    r" (?:before|ahead of|prior to) (?:the |its |it |their )?(?:expected )?"
    r"(?:clos(?:e|es|ing)|signing|signature|deal closes|deadline)(?: date| day)?\b)"
    r"|(?:(?:预计)?(?:成交|签单|签约|签合同|结单|关单|(?<!投标)(?<!报名)(?<!报价)(?<!付款)截止|close)(?:日期|日|的)?(?:的)?(?:之)?前(?:的)?"
    r"(?P<zh>\d{1,3}|[一二两三四五六七八九十])个?(?P<unit_zh>天|日|周|星期))",
    re.IGNORECASE,
)
ENDS = re.compile(
    r"^(?:to|about|that|of|and|去|要|记得|一下)\s+|^[去要]|\s+(?:to|on|at|for|by)$", re.IGNORECASE
)
MOST_DEALS = 1000  # of one rep that are looked through for a title
MARKS = " ,，、;；:：。.-–—"


@dataclass(frozen=True, slots=True)
class Lead:
    """So many days before the expected close, at a time of day where one was said; `rest` are the other words."""

    days: int
    at: time | None
    rest: str


def for_colleague(work: Work, line: Line) -> Line:
    """Return a line that reminds a colleague as one that reminds "me", with the colleague beside it.

    A colleague is named right after the word that reminds: by his name, or by its first word. Where several
    have it they are all beside it.
    """
    found = REMIND.search(line.text)
    if found is None or line.for_id is not None:
        return line
    named = _named(line.text[found.end() :], _colleagues(work))
    if named is None:
        return line
    members, length = named
    me = "me" if found[0].isascii() else "我"
    before, after = line.text[: found.end()], line.text[found.end() + length :]
    said = replace(line, text=f"{before}{me}{after}")
    if len(members) == 1:
        return replace(said, for_id=members[0].id)
    return replace(said, for_ones=tuple(one.id for one in members))


def aimed_at(work: Work, words: str) -> Line:
    """Return the words of a reminder without the colleague with whom they begin, "Wang Wei to call Li", who is beside them."""
    line = for_colleague(work, Line(f"remind {words}", work.now))
    if line.for_id is None and not line.for_ones:
        return Line(words, work.now)
    return replace(line, text=tidied(line.text.removeprefix("remind me")))


def asking_whom(work: Work, done: ReminderChanged, line: Line) -> ReminderChanged:
    """Return a reminder that was set with the colleagues of whom the line may have meant any."""
    if not line.for_ones:
        return done
    wanted = select(Member, Team).join(Team, Team.id == Member.team_id)
    rows = work.session.execute(wanted.where(Member.id.in_(line.for_ones)).order_by(Member.id))
    return replace(done, choices=tuple((member, team) for member, team in rows))


def read_lead(text: str, said_at: datetime, zone: str) -> Lead | None:
    """Read "2 days before close at 10am"; none where the words name no time before a close."""
    found = BEFORE_CLOSE.search(text)
    if found is None:
        return None
    count = _count(found["en"] or found["zh"] or "a")
    days = count * (7 if (found["unit"] or found["unit_zh"]) in ("week", "周", "星期") else 1)
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    clocks = [one for one in read_times(rest, said_at.astimezone(ZoneInfo(zone))) if one.at]
    if len(clocks) != 1:
        return Lead(days, None, tidied(rest))
    start, end = clocks[0].span
    return Lead(days, clocks[0].at, tidied(f"{rest[:start]} {rest[end:]}"))


def due_before_close(work: Work, lead: Lead, customer_id: int) -> tuple[Due, Opportunity] | None:
    """Return when a lead falls due and before which opportunity's close, the soonest ahead at the customer.

    None where no open opportunity there has an expected close that is still so far ahead.
    """
    closing = [one for one in open_opportunities(work, customer_id) if one.close_on]
    for opportunity in sorted(closing, key=lambda one: (one.close_on, one.id)):
        due = before_close(opportunity, lead.days, lead.at)
        if (
            due is not None
            and due.day >= work.now.astimezone(ZoneInfo(actor_of(work).zone)).date()
        ):
            return due, opportunity
    return None


def customer_of_the_deal(work: Work, words: str) -> Customer | None:
    """Return the customer of the actor's own open opportunity that words name by its title: 机房改造成交前三天.

    None where they name none, or those of several customers alike.
    """
    actor, said = actor_of(work), words.casefold()
    own = select(Opportunity.title, Opportunity.customer_id).where(
        Opportunity.owner_id == actor.id, is_open()
    )
    rows = work.session.execute(own.limit(MOST_DEALS))
    found = [(title, customer_id) for title, customer_id in rows if title.casefold() in said]
    longest = max((len(title) for title, _ in found), default=0)
    customers = {customer_id for title, customer_id in found if len(title) == longest}
    if len(customers) != 1:
        return None
    there = Customer.id.in_(customers) & visible_customers(actor)
    return work.session.scalar(select(Customer).where(there))


def told_of_the_deal(words: str, title: str) -> str:
    """Return the words of a reminder that begin with an opportunity's title, which is marked off from the rest."""
    if not words.casefold().startswith(title.casefold()):
        return words
    rest = tidied(words[len(title) :])
    return f"{title} – {rest}" if rest else title


def tidied(words: str) -> str:
    """Return words without the marks and small words that stood around what was taken out of them."""
    said = " ".join(words.split()).strip(MARKS)
    for _ in range(2):
        said = ENDS.sub("", said).strip(MARKS)
    return said


def _colleagues(work: Work) -> Sequence[Member]:
    actor = actor_of(work)
    there = visible_members(actor) & Member.deactivated_at.is_(None) & (Member.id != actor.id)
    return work.session.scalars(select(Member).where(there).order_by(Member.id)).all()


def _named(words: str, colleagues: Iterable[Member]) -> tuple[list[Member], int] | None:
    """Return the colleagues with whose name words begin, and how many characters that takes."""
    said = words.casefold()
    whole = [one for one in colleagues if _begins(said, one.name.casefold())]
    if whole:
        member = max(whole, key=lambda one: len(one.name))
        same = [one for one in whole if one.name.casefold() == member.name.casefold()]
        return same, len(member.name)
    first = [(one, one.name.split()[0]) for one in colleagues if " " in one.name]
    by_first = [(one, name) for one, name in first if _begins(said, name.casefold())]
    return ([one for one, _ in by_first], len(by_first[0][1])) if by_first else None


def _begins(said: str, name: str) -> bool:
    after = said[len(name) : len(name) + 1]
    if not said.startswith(name) or after in tuple(NO_NAME_GOES_ON):
        return False
    return not (name[-1:].isascii() and after.isascii() and after.isalnum())


def _count(said: str) -> int:
    if said.isdigit():
        return int(said)
    return NUMBERS_EN.get(said.lower()) or NUMBERS_ZH.get(said, 1)
