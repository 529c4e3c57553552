"""What a language model makes of a line is a hint: every field quotes the line and passes the same checks.

A hint only fills what the reader of the program left open; it never overrides, and what cannot be grounded in
the words of the line is not there.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from crm.book import KeyBook
from crm.policy import actor_of
from crm.understanding.message import read_message
from crm.understanding.reading import Intent, Kind, Reading, Span
from crm.words import read_due
from storage.work import Work

FIELDS = ("customer", "kind", "follow_up", "outcome")
LONGEST_QUOTE = 80
LONG_ENOUGH = 12  # characters: a shorter line that says nothing says nothing

Hints = Mapping[str, str]


def is_worth_asking(reading: Reading) -> bool:
    """Say whether a reading leaves open what another reader may see: whom it is about, or how they met."""
    if reading.intent is Intent.NONE:
        return len(reading.text) >= LONG_ENOUGH
    doubts = {one.about for one in reading.doubts}
    is_nobody = reading.customer is None and "customer" not in doubts
    is_vague = is_nobody or reading.kind is None or "follow_up" in doubts
    return reading.intent is Intent.LOG and is_vague


def as_hints(answer: object, text: str) -> dict[str, str]:
    """Return what of an answer are hints: fields known here, each with words that stand in the text."""
    if not isinstance(answer, dict):
        return {}
    hints: dict[str, str] = {}
    for name in FIELDS:
        quote = answer.get(name)
        if isinstance(quote, str) and 1 < len(quote.strip()) <= LONGEST_QUOTE and quote in text:
            hints[name] = quote.strip()
    kind = answer.get("kind_is")
    if "kind" in hints and isinstance(kind, str) and kind in {one.value for one in Kind}:
        hints["kind_is"] = kind
    return hints


def with_hints(work: Work, reading: Reading, hints: Hints, said_at: datetime) -> Reading:
    """Return a reading with the hints that it has room for and that pass the checks of every field."""
    if not hints:
        return reading
    doubts = {one.about for one in reading.doubts}
    if reading.customer is None and "customer" not in doubts:
        reading = _with_customer(work, reading, hints)
    may_be_a_log = reading.intent is Intent.NONE and reading.customer is not None
    if may_be_a_log or (reading.intent is Intent.LOG and reading.kind is None):
        reading = _met(reading, hints)
    if reading.intent is Intent.LOG and reading.follow_up is None:
        reading = _with_due(work, reading, hints, said_at)
    if reading.intent is Intent.LOG and reading.outcome is None and "outcome" in hints:
        said = _span(reading.text, hints["outcome"])
        reading = replace(reading, outcome=said.text, spans={**reading.spans, "outcome": said})
    return reading


def _with_customer(work: Work, reading: Reading, hints: Hints) -> Reading:
    quote = hints.get("customer")
    if quote is None:
        return reading
    named = read_message(quote, work.now, KeyBook(work))
    if named.customer is None or named.doubts:
        return reading
    spans = {**reading.spans, "customer": _span(reading.text, quote)}
    return replace(
        reading,
        customer=named.customer,
        contact=named.contact,
        contact_id=named.contact_id,
        spans=spans,
    )


def _met(reading: Reading, hints: Hints) -> Reading:
    if "kind_is" not in hints:
        return reading
    spans = {**reading.spans, "kind": _span(reading.text, hints["kind"])}
    return replace(reading, intent=Intent.LOG, kind=Kind(hints["kind_is"]), spans=spans)


def _with_due(work: Work, reading: Reading, hints: Hints, said_at: datetime) -> Reading:
    quote = hints.get("follow_up")
    due = read_due(quote, said_at, actor_of(work).zone).due if quote else None
    if quote is None or due is None:
        return reading
    return replace(
        reading,
        follow_up=datetime.combine(due.day, due.at) if due.at else due.day,
        spans={**reading.spans, "follow_up": _span(reading.text, quote)},
        doubts=tuple(one for one in reading.doubts if one.about != "follow_up"),
    )


def _span(text: str, quote: str) -> Span:
    start = text.find(quote)
    return Span(start, start + len(quote), quote)
