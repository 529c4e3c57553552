"""Words into values: what a rep types at a step of a conversation, read by `crm/understanding`."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from crm.money import Money, money
from crm.reminders import Due
from crm.understanding.dates.choosing import next_step
from crm.understanding.dates.moments import NextStep
from crm.understanding.dates.reading import read_times
from crm.understanding.fold import read_page
from crm.understanding.money import choose_amount, find_amounts


@dataclass(frozen=True, slots=True)
class DueWords:
    """When something is to be done, as words said it: `due` is none where they did not say or were unclear."""

    due: Due | None
    rest: str
    is_unclear: bool = False


@dataclass(frozen=True, slots=True)
class AmountWords:
    """An amount of money in words, and the words around it."""

    amount: Money | None
    rest: str


def read_due(text: str, said_at: datetime, zone: str) -> DueWords:
    """Read when a next step is due, from the moment it was said, in the member's zone."""
    now = said_at.astimezone(ZoneInfo(zone))
    moments = read_times(text, now)
    step = next_step(text, now, moments)
    if step.moment is None and step.doubt is None and len(moments) == 1:
        step = NextStep(moments[0], moments[0].doubt, moments[0].text)
    if step.doubt is not None:
        return DueWords(None, text.strip(), is_unclear=True)
    if step.moment is None:
        return DueWords(None, text.strip())
    start, end = step.moment.span
    return DueWords(Due(step.moment.day, step.moment.at), _around(text, start, end))


def read_amount(text: str, currency: str) -> AmountWords:
    """Read an amount; one without a currency is in the team's."""
    plain = read_page(text).plain
    found = choose_amount(plain, find_amounts(plain))
    if found is None:
        return AmountWords(None, text.strip())
    amount = money(found.value, found.currency or currency)
    return AmountWords(amount, _around(text, found.start, found.end))


def _around(text: str, start: int, end: int) -> str:
    before, after = text[:start].strip(" ,，、;；。.-"), text[end:].strip(" ,，、;；。.-")
    return f"{before} {after}".strip() if before and after else before or after
