"""Which time in a message is which: the day it happened, the next step, the expected close."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from crm.understanding.dates.choosing import next_step, refused
from crm.understanding.dates.moments import Kind, Moment, NextStep
from crm.understanding.evidence import Evidence
from crm.understanding.interactions import is_ahead
from crm.understanding.past_days import clause_around, day_of
from crm.understanding.reading import Doubt, Intent, Span, Why
from crm.understanding.scene import TIME, Scene, mask
from crm.understanding.vocabulary import acts
from crm.understanding.vocabulary.requests import REMIND

_ADVERB = re.compile(r"(?:dai|week|month|quarter|year|annual)(?:ly)?|annually|每[日周月年]|每个月")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_IS_DONE = re.compile(r"把[^,.;]{1,12}了\s*$")
_REACH = 60
_LONG = 26  # days: a period that names no day of its own


@dataclass(frozen=True, slots=True)
class Times:
    """The times of one act; `at` is None where the act is no interaction.

    `rule` is the recurrence that is named, `clocks` how many different times of day are.
    """

    at: date | None = None
    follow_up: date | datetime | None = None
    repeat: str | None = None
    rule: str | None = None
    clocks: int = 0
    close_by: date | None = None
    spans: dict[str, Span] = field(default_factory=dict)
    doubts: tuple[Doubt, ...] = ()


def read_act_times(
    scene: Scene, evidence: Evidence, moments: Sequence[Moment], now: datetime
) -> Times:
    """Give each moment its part: past ones to the act itself, one to the close, one to come."""
    spans: dict[str, Span] = {}
    used: list[Moment] = []
    at: date | None = None
    if evidence.intent is Intent.LOG:
        at, happened = day_of(scene, evidence.interaction, moments, now)
        used += happened
        if happened:
            spans["at"] = scene.span(*happened[-1].span)
    close = _close(scene, evidence.intent, [one for one in moments if one not in used], now)
    if close:
        used.append(close)
        spans["close_by"] = scene.span(*close.span)
    close_by = close.day if close else None
    left = [one for one in moments if one not in used]
    rest = mask(scene.masked, ((TIME, *one.span) for one in used)).replace(" - ", " ; ")
    step = _better(scene, evidence.intent, next_step(rest, now, left), left, now)
    rule = next((one.rrule for one in moments if one.rrule), None)
    clocks = _clocks(scene, moments, step.moment)
    if step.moment is None or step.doubt:
        doubts = _asked(scene, evidence.intent, step)
        return Times(at, None, None, rule, clocks, close_by, spans, doubts)
    moment = step.moment
    spans["follow_up"] = scene.span(*moment.span)
    spans |= {f"bound_{place}": scene.span(*one) for place, one in enumerate(moment.bounds)}
    due = moment.day if moment.at is None else datetime.combine(moment.day, moment.at)
    repeat = moment.repeat.value if moment.repeat else None
    return Times(at, due, repeat, rule, clocks, close_by, spans)


def _clocks(scene: Scene, moments: Sequence[Moment], chosen: Moment | None) -> int:
    """Count the times of day that may be meant: 明天3点开会,2点提醒我 says itself which of them it is."""
    named = [one for one in moments if one.at is not None]
    if chosen is not None and chosen in named:
        clauses = {clause_around(scene, one) for one in named}
        reminds = {one for one in clauses if REMIND.search(scene.masked, *one)}
        if clause_around(scene, chosen) in reminds:
            named = [one for one in named if clause_around(scene, one) in reminds]
    return len({one.at for one in named})


def _asked(scene: Scene, intent: Intent, step: NextStep) -> tuple[Doubt, ...]:
    """A time that is meant but not named is asked about, and so is a reminder without any."""
    if step.doubt and step.moment is not None:
        span = scene.span(*step.moment.span)
        return (Doubt("follow_up", Why.UNCLEAR, span, values=(step.moment.day.isoformat(),)),)
    if step.doubt:
        place = scene.masked.find(step.words)
        where = scene.span(place, place + len(step.words)) if place >= 0 else None
        return (Doubt("follow_up", Why.UNCLEAR, where),)
    return (Doubt("follow_up", Why.UNCLEAR),) if intent is Intent.REMIND else ()


def _better(
    scene: Scene, intent: Intent, step: NextStep, moments: Sequence[Moment], now: datetime
) -> NextStep:
    """Correct the choice by what the intent says about it."""
    ahead = [one for one in moments if is_ahead(one, now) and not one.doubt]
    chosen = step.moment
    if step.doubt is not None:
        return step
    mine = [one for one in ahead if _is_mine(scene, one)]
    if chosen is None:
        off = refused(scene.masked, now, list(moments)) if ahead else ()
        ahead, mine = ([one for one in some if one not in off] for some in (ahead, mine))
        due = mine[:1] or [one for one in ahead if _is_asked_for(scene, one)]
        return _set(due[0]) if len(due) == 1 else step
    day = next((one for one in ahead if not one.repeat), None)
    if day and chosen.repeat and chosen.day != day.day and _ADVERB.fullmatch(chosen.text.lower()):
        reminder = acts.REMINDER.match(scene.masked, chosen.span[1])
        return _set(replace(day, repeat=chosen.repeat if reminder else None))
    if intent is Intent.LOG and mine and chosen not in mine:
        return _set(mine[0])
    idle = _is_idle(scene, intent, chosen) or _is_an_event(scene, intent, chosen, now)
    return NextStep(None, None, "") if idle else step


def _set(moment: Moment) -> NextStep:
    return NextStep(moment, None, moment.text)


def _is_idle(scene: Scene, intent: Intent, chosen: Moment) -> bool:
    """A month, a year or a habit is a next step only where something is to be done then."""
    if intent is Intent.REMIND:
        return False
    if chosen.repeat:
        _, end = clause_around(scene, chosen)
        return acts.FOLLOWS.search(scene.masked, chosen.span[1], end) is None
    long = ((chosen.until or chosen.day) - chosen.day).days >= _LONG
    return long and not _is_step(scene, chosen)


def _is_an_event(scene: Scene, intent: Intent, chosen: Moment, now: datetime) -> bool:
    """When it is to be signed or begins, and nothing else in its clause; what a complaint wants done today."""
    if intent is Intent.TICKET:
        return chosen.day == now.date() and chosen.at is None and not _is_mine(scene, chosen)
    start, end = clause_around(scene, chosen)
    around = scene.masked[start : chosen.span[0]] + scene.masked[chosen.span[1] : end]
    return intent is Intent.LOG and acts.EVENT_ALONE.fullmatch(around) is not None


def _is_asked_for(scene: Scene, moment: Moment) -> bool:
    """`she asked for an offer by December 10`: told in the past, due in the future."""
    start, _ = clause_around(scene, moment)
    before = scene.masked[max(start, moment.span[0] - _REACH) : moment.span[0]]
    vague = ((moment.until or moment.day) - moment.day).days >= _LONG
    return acts.ASKED.search(before) is not None and not vague


def _is_mine(scene: Scene, moment: Moment) -> bool:
    """The rep says that he is the one who acts: `they decide Friday, i'll ping them Monday`."""
    start, end = clause_around(scene, moment)
    before, after = scene.masked[start : moment.span[0]], scene.masked[moment.span[1] : end]
    if moment.kind is not Kind.DEADLINE and _IS_DONE.search(after):
        return False  # 我今天过去把资料交了
    if before.endswith("我") and acts.ACTION.match(after):
        return True
    if after.startswith("我") and acts.ACTION.match(after[1:]):
        return True  # 12月11号我去盯卸货
    return bool(acts.I_WILL.search(before) and acts.ACTION.search(before))


def _close(
    scene: Scene, intent: Intent, moments: Sequence[Moment], now: datetime
) -> Moment | None:
    """Return the moment by which the deal is expected to be closed."""
    if intent not in (Intent.LOG, Intent.OPPORTUNITY, Intent.STAGE):
        return None
    ahead = [one for one in moments if is_ahead(one, now) and not one.repeat and not one.doubt]
    for start, end in scene.clauses:
        inside = [one for one in ahead if start <= one.span[0] < end]
        if inside and acts.CLOSE.search(scene.masked, start, end):
            hoped = acts.EXPECTED.search(scene.masked, start, end)
            if intent is Intent.OPPORTUNITY or hoped:
                return inside[0]
    if intent is not Intent.OPPORTUNITY:
        return None
    free = (one for one in ahead if not _is_step(scene, one))
    return next(free, None)


def _is_step(scene: Scene, moment: Moment) -> bool:
    start, end = clause_around(scene, moment)
    before, after = scene.masked[start : moment.span[0]], scene.masked[moment.span[1] : end]
    # In Chinese the date stands before the verb that it belongs to.
    around = after if _HAN.search(moment.text) else f"{before} {after}"
    return bool(acts.FOLLOWS.search(around))
