"""A rep's line in, its meaning out: the one way into this package.

Names are found and masked first, then times, then money; the intent is decided on what is left,
and each field is read from the part of the message that the act covers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from crm.understanding.acts import met_together, split_acts
from crm.understanding.amounts import Amount
from crm.understanding.book import Book
from crm.understanding.conditions import read_conditions
from crm.understanding.dates.choosing import refused
from crm.understanding.dates.moments import Moment
from crm.understanding.dates.reading import read_times
from crm.understanding.details import (
    is_urgent,
    read_lost_reason,
    read_next_step,
    read_outcome,
    read_problem,
)
from crm.understanding.errands import read_errands
from crm.understanding.evidence import Evidence
from crm.understanding.intents import decide
from crm.understanding.interactions import Interaction, find_interactions, kind_to_come
from crm.understanding.itinerary import read_plans
from crm.understanding.marks import own_moments, read_fields, read_tags, read_tasks
from crm.understanding.money import choose_amount, find_amounts
from crm.understanding.newcomer_details import is_address
from crm.understanding.newcomers import read_newcomer
from crm.understanding.reading import Choice, Doubt, Intent, Reading, Span, Why
from crm.understanding.scene import TIME, Scene, mask, survey
from crm.understanding.text_of_times import text_of_times
from crm.understanding.times import read_act_times
from crm.understanding.who import Who, who_is_meant
from crm.understanding.wishes import is_chat

_LOOSE_TAIL = re.compile(r"[^\w?■●▲◆□)\"'%$€£¥]+$")
_SHARED = ("intent", "at")
LIMIT = 4096  # characters of a Telegram message; what lies beyond is not read
_CALLED_OFF = re.compile(r"取消|黄了|算了|泡汤|作废|吹了|不去了|不办了|推掉")
_WITH_AMOUNT = (Intent.LOG, Intent.OPPORTUNITY, Intent.STAGE, Intent.REMIND)
_WITH_STEP = (Intent.LOG, Intent.OPPORTUNITY, Intent.STAGE, Intent.REMIND, Intent.TICKET)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in a message once, or in one act of it; `plain` is the text without names and times."""

    moments: Sequence[Moment]
    amounts: Sequence[Amount]
    interactions: Sequence[Interaction]
    plain: str

    def within(self, act: Scene) -> "Found":
        """Return what stands in one act; every offset stays."""
        blank = " " * len(self.plain)
        start, end = act.start, act.end
        return Found(
            [one for one in self.moments if start <= one.span[0] < end],
            [one for one in self.amounts if start <= one.start < end],
            [one for one in self.interactions if start <= one.start < end],
            blank[:start] + self.plain[start:end] + blank[end:],
        )


def read_message(text: str, now: datetime, book: Book, *, wants_plans: bool = False) -> Reading:
    """Say what a message means to a rep who sent it at `now` and knows the customers of `book`.

    `now` carries the rep's own time zone; the times of the reading are local to it. Never raises
    on any text. Every field that is set has its words in `spans`, but for those that are implied
    (`at` is today where nothing is said). `wants_plans` where it answers what visits are planned.
    """
    text = text[:LIMIT]
    scene = _without_chat(survey(text, book))
    moments = read_times(text_of_times(scene.masked), now)
    tasks = read_tasks(scene, moments, now)
    moments = own_moments(scene, moments)
    off = refused(scene.masked, now, list(moments))
    interactions = _not_called_off(scene, find_interactions(scene, moments, now), off)
    told = any(one.done for one in interactions)
    if (wants_plans or not (told or off)) and (
        planned := read_plans(scene, now, is_asked=wants_plans)
    ):
        return replace(planned[0], text=text, also=planned[1:], tags=read_tags(text), tasks=tasks)
    plain = mask(scene.masked, ((TIME, *one.span) for one in moments))
    found = Found(moments, find_amounts(plain), interactions, plain)
    readings = _planned(scene, found, now)
    if not readings:
        acts = split_acts(scene, interactions)
        readings = [_read_act(act, found.within(act), now) for act in acts]
        readings = [each for pair in zip(acts, readings, strict=True) for each in _shared(*pair)]
    first = readings[0]
    return replace(
        first,
        text=text,
        tags=read_tags(text),
        tasks=tasks,
        fields=read_fields(scene, moments),
        called_off=_days(off) if first.follow_up is None else (),
        also=tuple(one for one in (*first.also, *readings[1:]) if one.intent is not Intent.NONE),
    )


def _not_called_off(
    scene: Scene, interactions: Iterable[Interaction], off: Sequence[Moment]
) -> tuple[Interaction, ...]:
    """Leave out what is not to be after all: 周五拜访宏远取消了 is no visit of last Friday."""
    return tuple(
        one
        for one in interactions
        if not (
            any(one.clause[0] <= moment.span[0] < one.start for moment in off)
            and _CALLED_OFF.search(scene.masked, one.end, one.clause[1])
        )
    )


def _days(off: Sequence[Moment]) -> tuple[date, ...]:
    return tuple(sorted({one.day for one in off if one.doubt is None and not one.repeat}))


def _planned(scene: Scene, found: Found, now: datetime) -> list[Reading]:
    """Read a line that plans several stops as a reminder each; nothing where it is no such line."""
    if any(one.done for one in found.interactions):
        return []
    errands = read_errands(scene, found.moments, now) if len(scene.names) > 1 else []
    if not errands:
        return []
    evidence = decide(scene, found.moments, found.amounts, found.interactions, now)
    return errands if evidence.intent is Intent.REMIND else []


def _shared(scene: Scene, reading: Reading) -> Iterator[Reading]:
    """Yield an interaction once for each customer that shared it."""
    yield reading
    if reading.intent is Intent.LOG and reading.customer:
        for other in met_together(scene):
            if other.customers[0].id != reading.customer.id:
                spans = {name: reading.spans[name] for name in reading.spans if name in _SHARED}
                alike = Reading(reading.text, reading.intent, reading.kind, at=reading.at)
                alike = replace(alike, customer=other.customers[0], spans=spans)
                yield _with(alike, customer=scene.span(other.start, other.end))


def _without_chat(scene: Scene) -> Scene:
    """Blank out small talk beside what matters (`… 谢谢!`, `… happy Friday`), and end before it."""
    chat = [(" ", *one) for one in scene.clauses if is_chat(scene.masked[slice(*one)])]
    if len(chat) == len(scene.clauses):
        return scene
    masked = mask(scene.masked, chat)
    last = max(end for start, end in scene.clauses if (" ", start, end) not in chat)
    end = last + (masked[last : last + 1] == "?")
    loose = _LOOSE_TAIL.search(masked, 0, end)
    return replace(scene, masked=masked, end=loose.start() if loose else end)


def _read_act(scene: Scene, found: Found, now: datetime) -> Reading:
    moments = found.moments
    evidence = decide(scene, moments, found.amounts, found.interactions, now)
    reading = Reading(
        scene.page.text[scene.start : scene.end],
        evidence.intent,
        evidence.kind,
        stage=evidence.stage,
    )
    if evidence.end:
        reading = _with(reading, intent=scene.span(evidence.start, evidence.end))
    if evidence.intent in (Intent.NONE, Intent.AGENDA, Intent.REPORT):
        return reading
    if evidence.intent is Intent.CUSTOMER:
        return _expected(_newcomer(reading, scene), scene, evidence, moments, now)
    is_deal = evidence.intent is Intent.OPPORTUNITY
    reading = _whose(reading, who_is_meant(scene, wants=is_deal))
    if evidence.intent in _WITH_AMOUNT:
        reading = _priced(reading, scene, found.plain, found.amounts)
    if evidence.intent in _WITH_STEP:
        reading = _timed(reading, scene, evidence, moments, now)
    if evidence.intent is Intent.FIND:
        reading = replace(reading, conditions=read_conditions(scene.page.text))
    return _detailed(reading, scene, evidence)


def _whose(reading: Reading, who: Who) -> Reading:
    whose = replace(
        reading,
        customer=who.customer,
        contact=who.contact,
        contact_id=who.contact_id,
        new_customer=who.new_customer,
        doubts=(*reading.doubts, *who.doubts),
    )
    return _with(whose, **who.spans)


def _newcomer(reading: Reading, scene: Scene) -> Reading:
    said = read_newcomer(scene)
    spans = {
        "new_customer": said.company,
        "city": said.city,
        "contact": said.person,
        "phone": said.phone,
    }
    texts = {name: span.text if span else None for name, span in spans.items()}
    known = next((one for one in scene.names if one.certain), None)
    doubts: tuple[Doubt, ...] = ()
    if known and said.company and known.start < said.company.end:
        choices = tuple(Choice(customer) for customer in known.customers[:8])
        doubts = (Doubt("new_customer", Why.EXISTS, said.company, choices),)
    elif said.company is None:
        doubts = (Doubt("new_customer", Why.UNCLEAR),)
    filled = replace(
        reading,
        new_customer=texts["new_customer"],
        city=texts["city"],
        contact=texts["contact"],
        phone=texts["phone"],
        doubts=doubts,
    )
    return _with(filled, **{name: span for name, span in spans.items() if span})


def _expected(
    reading: Reading, scene: Scene, evidence: Evidence, moments: Sequence[Moment], now: datetime
) -> Reading:
    """Add to a new customer what is to be done there: `新客户 …,周六去拜访`; what is unclear is left out."""
    said = [one for one in moments if not is_address(scene.page.text, one.span[0])]
    times = read_act_times(scene, evidence, said, now)
    if times.follow_up is None or times.doubts:
        return reading
    due = replace(reading, follow_up=times.follow_up, repeat=times.repeat, rule=times.rule)
    step = read_next_step(scene, times.spans["follow_up"])
    if step is None:
        return _with(due, **times.spans)
    return _with(replace(due, next_step=step.text), **times.spans, next_step=step)


def _priced(reading: Reading, scene: Scene, plain: str, amounts: Sequence[Amount]) -> Reading:
    amount = choose_amount(plain, amounts)
    if amount is None:
        return reading
    span = scene.span(amount.start, amount.end)
    if amount.high is not None:
        ends = (f"{amount.value:f}", f"{amount.high:f}")
        doubt = Doubt("amount", Why.RANGE, span, values=ends)
        return replace(reading, doubts=(*reading.doubts, doubt))
    found = replace(reading, amount=amount.value, currency=amount.currency)
    return _with(found, amount=span, **({"currency": span} if amount.currency else {}))


def _timed(
    reading: Reading, scene: Scene, evidence: Evidence, moments: Sequence[Moment], now: datetime
) -> Reading:
    times = read_act_times(scene, evidence, moments, now)
    timed = replace(
        reading,
        at=times.at,
        follow_up=times.follow_up,
        repeat=times.repeat,
        rule=times.rule,
        clocks=times.clocks,
        close_by=times.close_by,
        doubts=(*reading.doubts, *times.doubts),
    )
    return _with(timed, **times.spans)


def _detailed(reading: Reading, scene: Scene, evidence: Evidence) -> Reading:
    taken = [span for name, span in reading.spans.items() if name in ("follow_up", "close_by")]
    found = {
        "outcome": read_outcome(scene, evidence, taken),
        "next_step": read_next_step(scene, reading.spans.get("follow_up")),
        "lost_reason": read_lost_reason(scene, evidence),
        "problem": read_problem(scene, evidence),
    }
    spans = {name: span for name, span in found.items() if span}
    texts = {name: span.text if span else None for name, span in found.items()}
    step = found["next_step"]
    detailed = replace(
        reading,
        outcome=texts["outcome"],
        next_step=texts["next_step"],
        lost_reason=texts["lost_reason"],
        problem=texts["problem"],
        planned=kind_to_come(scene.masked, step.start, step.end) if step else None,
        is_urgent=is_urgent(scene),
    )
    return _with(detailed, **spans)


def _with(reading: Reading, **spans: Span) -> Reading:
    return replace(reading, spans={**reading.spans, **spans})
