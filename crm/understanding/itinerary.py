"""Visits to come in one line: `明天 华信 2点, 宏远 4点`, `Thursday: Harbor 10am, Blue Lantern 2pm`.

A line is a list of stops where every part (`stops.py`) names a customer, a time or both, and nothing else is
to be done there than to visit: then it is for `errands.py`. The day holds until another is named.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from crm.understanding.dates.reading import read_times
from crm.understanding.mentions import Mention
from crm.understanding.reading import Doubt, Intent, Kind, Reading, Why
from crm.understanding.scene import CUSTOMER, Scene
from crm.understanding.stops import MOST_STOPS, TOGETHER, parts_of
from crm.understanding.vocabulary.requests import AGENDA, FIND, NEW_CUSTOMER, QUESTION, REMIND
from crm.understanding.who import Who, who_is_meant

LONGEST_PURPOSE = 40
LONGEST_LINE = 400
_BARE_CLOCK = re.compile(
    r"(?:清早|早上|上午|中午|下午|傍晚|晚上|早|晚)?的?"
    r"(?:(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[点时](?:半|整|[一三]刻|\d{1,2}分?)?|:\d\d))?(?:左右)?"
    r"|(?:at |around |from )?\d{1,2}(?::\d\d)? ?(?:am|pm)?(?: o'clock)?|(?:at )?noon|(?:in the )?(?:morning|afternoon|evening)"
)
_BARE_HOUR = re.compile(r"[ ]*[@:]?[ ]*(\d{1,2})[ ]*")
_OPENS_TODAY = re.compile(r"\s*今[天日]")
_PLAN_WORDS = re.compile(
    r"拜访计划|走访计划|行程|计划|安排|打算|准备|\b(?:plans?|schedule|book|route|stops?)\b|\bvisits?\b(?= (?:to|for|tomorrow|on|:))|\bvisits?$"
)
_OPENS_AS_A_PLAN = re.compile(r"\s*(?:计划|安排|打算|准备|plan\b|schedule\b|book\b)")
_FOR = re.compile(  # what one visits for
    r"(?:show|demo|present|discuss|review|sign|deliver|train|install|inspect|introduce|talk|go over|pick up)\b"
    r"|演示|展示|看[新样产设现方]|介绍|讨论|商量|商谈|洽谈|谈|签|验收|培训|安装|调试|交流|汇报|送样"
)
_VISIT = re.compile(
    r"拜访|走访|回访|探访|登门|上门|跑|去|到|见|看(?!看|报)|\b(?:visit(?:s|ing)?|see|seeing|meet(?:ing)?|go(?:ing)? to|drop by|stop by)\b"
)
_LINK = re.compile(
    r"我|要|会|先|再|一下|客户|家|的|在|\b(?:i|i'll|i'm|will|to|the|at|on|for|with|a|an|my|from|first|by)\b|[^\w\u4e00-\u9fff■●▲]"
)
_NOT_A_VISIT = re.compile(
    r"[打回]|电话|来电|微信|短信|邮件|发|寄|送货|催|问|约|给|等|交|付|款|前|了|过|没|不|说|提醒|记得|开会|视频|报价单"
    r"|\b(?:call|ring|phone|mail|e-?mail|text|message|send|ask|chase|follow|remind|wait|pay|due|before|until|by|was|were|had|did|said|wants?|will (?!visit|see|meet)|told|closes?|close|sign|meeting with|decide[sd]?|order|quote by)\b|[a-z]ed\b|◆|[¥$€£]"
)


@dataclass(frozen=True, slots=True)
class _Stop:
    """One part of the line: whom it names, when, and what for."""

    start: int
    end: int
    name: Mention | None
    day: date | None
    at: time | None
    purpose: str
    unknown: str = ""


def read_plans(scene: Scene, now: datetime, *, is_asked: bool = False) -> tuple[Reading, ...]:
    """Return the visits that a line plans, one reading each; none where it is no plan.

    `follow_up` of each is its day or its moment, `next_step` what it is for. One customer alone is
    planned only where the line says that it is a plan, or answers the question for one (`is_asked`);
    several with a day are one by themselves.
    """
    masked = scene.masked
    if not scene.names or len(masked) > LONGEST_LINE or _is_something_else(scene):
        return ()
    is_plan = is_asked or _PLAN_WORDS.search(masked) is not None
    stops = list(_stops(scene, now, is_plan=is_plan))
    stops = _with_the_day(_with_purposes(stops) if is_plan else stops)
    if not any(stop.name for stop in stops) or len(stops) > MOST_STOPS:
        return ()
    if len(stops) == 1 and not is_asked and not _is_meant(stops[0], scene, is_plan=is_plan):
        return ()
    if any(stop.day is None or stop.day < now.date() for stop in stops):
        return ()  # what is over for some hours today is a plan still: who takes it says so
    return tuple(_reading(scene, stop) for stop in stops)


def _hour_on(day: date, hour: str, now: datetime) -> time | None:
    """Return the hour that stands alone behind a name: `Wed: Acme 9am, Summit 11`."""
    again = read_times(f"{day.isoformat()} at {hour}", now)
    return again[0].at if again else None


def _with_purposes(stops: list[_Stop]) -> list[_Stop]:
    """Let words behind a comma be what the stop before them is for: `plan Harbor Friday 2pm, show the new pump`."""
    joined: list[_Stop] = []
    for stop in stops:
        last = joined[-1] if joined else None
        is_purpose = stop.name is None and stop.at is None and _FOR.match(stop.unknown)
        if last is not None and last.name is not None and not last.purpose and is_purpose:
            joined[-1] = replace(last, end=stop.end, purpose=stop.unknown)
        else:
            joined.append(stop)
    return joined


def _with_the_day(stops: list[_Stop]) -> list[_Stop]:
    """Give stops that were named before the day the only day of the line: `Harbor, Kestrel tomorrow`."""
    days = {stop.day for stop in stops if stop.day is not None}
    if len(days) != 1 or any(not (stop.name or stop.unknown) for stop in stops):
        return stops
    return [replace(stop, day=stop.day or min(days)) for stop in stops]


def _is_meant(stop: _Stop, scene: Scene, *, is_plan: bool) -> bool:
    """A single stop is a plan where it says so, or where it is nothing but a name, a day, a clock and what one visits for."""
    is_bare = not stop.purpose or _FOR.match(stop.purpose) is not None
    if is_plan:
        return is_bare or stop.at is not None
    return stop.at is not None and is_bare and not _VISIT.search(scene.masked)


def _is_something_else(scene: Scene) -> bool:
    """Say whether a line asks for something else; behind the name of one that opens as a plan stands what it is for."""
    words = (REMIND, AGENDA, FIND, QUESTION, NEW_CUSTOMER)
    opens = _OPENS_AS_A_PLAN.match(scene.masked)
    until = scene.names[0].end if opens else len(scene.masked)
    return any(one.search(scene.masked, 0, until) for one in words)


def _stops(scene: Scene, now: datetime, *, is_plan: bool) -> Iterator[_Stop]:
    """Yield the stops in order; where a part is none of them, one without a day, which spoils the list."""
    # "今天 华信 2点": what opens a line is masked as small talk, yet it is the day.
    day = now.date() if _OPENS_TODAY.match(scene.page.plain) else None
    has_hours = False
    for start, end in parts_of(scene):
        words = _outside_names(scene, start, end)
        moments = read_times(words, now)
        said = [one for one in moments if not _BARE_CLOCK.fullmatch(one.text.strip().lower())]
        if len(said) > 1 or any(one.doubt or one.rrule or one.until for one in moments):
            yield _spoiled(start, end)
            return
        rest = _without(words, [one.span for one in moments])
        names = [one for one in scene.names if start <= one.start < end]
        is_led = is_plan or bool(_PLAN_WORDS.search(rest))
        if said:
            day = said[0].day
        at = next((one.at for one in moments if one.at is not None), None)
        if at is None and day is not None and has_hours and (bare := _BARE_HOUR.fullmatch(rest)):
            at, rest = _hour_on(day, bare[1], now), ""
        has_hours = has_hours or at is not None
        purpose = _purpose(rest)
        if not names and not purpose and at is None:
            continue  # "tomorrow:", "plan visits"
        if _NOT_A_VISIT.search(_PLAN_WORDS.sub(" ", rest)) or len(purpose) > LONGEST_PURPOSE:
            yield _spoiled(start, end)
            return
        if purpose and at is None and not is_led:
            yield _spoiled(start, end)
            return
        on = day or (moments[0].day if at is not None else None)
        if not names:
            yield _Stop(start, end, None, on if at else None, at, "", unknown=purpose)
        for name in names:
            yield _Stop(start, end, name, on, at, purpose)


def _outside_names(scene: Scene, start: int, end: int) -> str:
    """Return a part of the line with a space where names stand, so that a day meets its clock."""
    text = scene.masked[start:end].replace(CUSTOMER, " ").replace("●", " ")
    return re.sub(r"\s+", " ", re.sub(r"[::](?!\d)", " ", text)).strip()


def _without(words: str, spans: list[tuple[int, int]]) -> str:
    for start, end in sorted(spans, reverse=True):
        words = f"{words[:start]} {words[end:]}"
    return words


def _purpose(rest: str) -> str:
    """Return what a stop is for: what is left without words of planning and visiting."""
    kept = re.sub(r"\s+", " ", _VISIT.sub(" ", _PLAN_WORDS.sub(" ", rest))).strip()
    if len(kept.replace(" ", "")) < 4:
        kept = TOGETHER.sub(" ", kept)
    bare = _LINK.sub("", kept)
    return re.sub(r"\s+", " ", kept).strip(" ,.:;-") if bare else ""


def _spoiled(start: int, end: int) -> _Stop:
    return _Stop(start, end, None, None, None, "")


def _reading(scene: Scene, stop: _Stop) -> Reading:
    assert stop.day is not None
    when = datetime.combine(stop.day, stop.at) if stop.at else stop.day
    said = scene.span(stop.start, stop.end)
    at = scene.page.plain.find(stop.purpose, stop.start, stop.end) if stop.purpose else -1
    purpose = scene.page.text[at : at + len(stop.purpose)] if at >= 0 else stop.purpose
    who = _who(scene, stop)
    return Reading(
        said.text.strip(),
        Intent.PLAN,
        customer=who.customer,
        contact=who.contact,
        contact_id=who.contact_id,
        new_customer=stop.unknown or None,
        follow_up=when,
        next_step=purpose or None,
        planned=Kind.VISIT,
        spans={**who.spans, "follow_up": said},
        doubts=who.doubts,
    )


def _who(scene: Scene, stop: _Stop) -> Who:
    """Return whom a stop is at; one of several at the same place of the line is the one it was made for."""
    if stop.name is None:
        return Who(doubts=(Doubt("customer", Why.UNKNOWN, scene.span(stop.start, stop.end)),))
    return who_is_meant(replace(scene.within(stop.start, stop.end), names=(stop.name,)))
