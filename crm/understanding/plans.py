"""Several stops in one line: `明天 华信 2点, 宏远 4点`; each with its customer and its own time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from crm.understanding.book import Known
from crm.understanding.dates.moments import Moment
from crm.understanding.dates.reading import read_times
from crm.understanding.interactions import is_ahead
from crm.understanding.scene import PERSON, Scene

_MOST_STOPS = 12
_LISTED = re.compile(
    rf"(?:[\s,;、&/+和跟与及还有的再去到{PERSON}]|然后|接着|拜访|最后|那边|顺路|and|then|also|plus|finally|visit|see)*"
)

_BARE_HOUR = re.compile(r"[ ]?[@:]?[ ]?(\d{1,2})(?=[ ]?(?:[,;、.\n]|and\b|then\b|$))")


@dataclass(frozen=True, slots=True)
class Stop:
    """A customer to be met: where the words about it begin and end, and when it is."""

    known: Known
    start: int
    end: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class _Place:
    """A customer's name, and the stretches before and after it up to its neighbours."""

    known: Known
    start: int
    end: int
    since: int
    until: int


def find_stops(scene: Scene, moments: Sequence[Moment], now: datetime) -> list[Stop]:
    """Return the stops of a line that plans several, else nothing.

    Either a time follows each name, or one precedes each; a name without any must stand in one
    list with the name before it, and is met on that day. A clock time that names no day is on
    the day named before it.
    """
    places = list(_places(scene))
    usable = bool(moments) and not any(one.doubt or one.repeat for one in moments)
    if not 1 < len(places) <= _MOST_STOPS or not usable:
        return []
    dated = list(_on_their_days(_with_bare_hours(scene, moments, places), now))
    after = [_within(dated, one.end, one.until) for one in places]
    if all(after[1:]):
        after[0] = after[0] or _within(dated, places[0].since, places[0].start)
    if not all(after):
        after = _behind_all(scene, dated, places) or list(_before_each(scene, dated, places))
    stops = [
        Stop(one.known, one.since, one.until, moment)
        for one, moment in zip(places, after, strict=True)
        if moment and is_ahead(moment, now)
    ]
    return _cut(stops, places) if len(stops) == len(places) else []


def _places(scene: Scene) -> Iterator[_Place]:
    certain = [one for one in scene.names if one.certain and len(one.customers) == 1]
    firsts = {one.customers[0].id: one for one in reversed(certain)}
    names = sorted(firsts.values(), key=lambda one: one.start)
    if len(certain) != len(scene.names):
        return
    for number, name in enumerate(names):
        since = names[number - 1].end if number else scene.start
        until = names[number + 1].start if number + 1 < len(names) else scene.end
        yield _Place(name.customers[0], name.start, name.end, since, until)


def _with_bare_hours(
    scene: Scene, moments: Sequence[Moment], places: Sequence[_Place]
) -> list[Moment]:
    """Add the hours that stand alone behind a name: `Wed: Acme 9am, Summit 11`."""
    first = next((one for one in moments if one.dated), None)
    hours = (_BARE_HOUR.match(scene.masked, place.end, place.until) for place in places)
    if first is None:
        return list(moments)
    bare = [
        replace(first, span=hour.span(1), text=f"at {hour[1]}", dated=False, at=None)
        for hour in hours
        if hour
    ]
    return sorted([*moments, *bare], key=lambda one: one.span)


def _on_their_days(moments: Sequence[Moment], now: datetime) -> Iterator[Moment]:
    """Put each clock time that names no day on the day that was named before it."""
    day: date | None = None
    for moment in moments:
        if moment.dated:
            day = moment.day
        yield moment if moment.dated or day is None else _on(day, moment, now)


def _on(day: date, moment: Moment, now: datetime) -> Moment:
    again = read_times(f"{day.isoformat()} {moment.text}", now)
    return replace(moment, day=again[0].day, at=again[0].at) if len(again) == 1 else moment


def _within(moments: Sequence[Moment], start: int, end: int) -> Moment | None:
    """Return the first moment with a clock between two places, else the first."""
    inside = [one for one in moments if start <= one.span[0] < end]
    return next((one for one in inside if one.at), next(iter(inside), None))


def _behind_all(
    scene: Scene, moments: Sequence[Moment], places: Sequence[_Place]
) -> list[Moment | None]:
    """Read `Acme, Summit and Harbor tomorrow`: one time behind the whole list."""
    last = _within(moments, places[-1].end, places[-1].until)
    gaps = (_LISTED.fullmatch(scene.masked, one.since, one.start) for one in places[1:])
    if last is None or len(moments) > 1 or not all(gaps):
        return []
    return [last, *(replace(last, at=None) for _ in places[1:])]


def _before_each(
    scene: Scene, moments: Sequence[Moment], places: Sequence[_Place]
) -> Iterator[Moment | None]:
    last: Moment | None = None
    for place in places:
        own = _within(moments, place.since, place.start)
        if own is None and last and _LISTED.fullmatch(scene.masked, place.since, place.start):
            own = replace(last, at=None)
        yield own
        last = own


def _cut(stops: list[Stop], places: Sequence[_Place]) -> list[Stop]:
    """Let the words about a stop begin at its time, where that precedes the name."""
    cuts = [
        min(place.start, stop.moment.span[0])
        if stop.moment.span[0] >= place.since
        else place.start
        for place, stop in zip(places, stops, strict=True)
    ]
    ends = [*cuts[1:], places[-1].until]
    starts = [places[0].since, *cuts[1:]]
    return [
        replace(stop, start=start, end=end)
        for stop, start, end in zip(stops, starts, ends, strict=True)
    ]
