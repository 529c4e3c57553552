"""Interactions in a message: visits, calls, meetings, mails; done already, or planned."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time
from itertools import islice

from crm.understanding.dates.moments import Kind as Sort
from crm.understanding.dates.moments import Moment
from crm.understanding.likeness import one_edit_apart
from crm.understanding.reading import Kind
from crm.understanding.scene import Scene
from crm.understanding.vocabulary.contact import (
    CALLED_OFF,
    DONE_ENGLISH,
    DONE_HAN,
    HAPPENED,
    JUST,
    MEDIUM,
    NOT_REACHED,
    PAST_ENGLISH,
    PLANNED,
    TALKED,
    TO_COME,
)
from crm.understanding.vocabulary.english import EVERYDAY


def _of_any_kind(table: Iterable[tuple[str, str]]) -> re.Pattern[str]:
    """One pass for every kind: the group that matched is named for it."""
    return re.compile("|".join(f"(?P<{kind}>{words})" for kind, words in table if words))


_STRONG_HAN = _of_any_kind((kind, strong) for kind, (strong, _) in DONE_HAN.items())
_WEAK_HAN = _of_any_kind((kind, weak) for kind, (_, weak) in DONE_HAN.items())
_ENGLISH = re.compile(rf"(?<![a-z])(?:{_of_any_kind(DONE_ENGLISH.items()).pattern})(?![a-z])")
# Verbs of contact that are often misspelt, and how each took place: `visitd`, `emaild`.
_SLIPS = {
    "visited": Kind.VISIT,
    "stopped": Kind.VISIT,
    "dropped": Kind.VISIT,
    "called": Kind.CALL,
    "phoned": Kind.CALL,
    "talked": Kind.CALL,
    "spoke": Kind.CALL,
    "emailed": Kind.EMAIL,
    "texted": Kind.MESSAGE,
    "messaged": Kind.MESSAGE,
    "meeting": Kind.MEETING,
}
_NO_SLIPS = frozenset(
    {
        "spike",
        "tasted",
        "tested",
        "walked",
        "taxed",
        "spoken",
        "topped",
        "talks",
        "dripped",
        "stepped",
        "meetings",
        "message",
        "cabled",
        "culled",
        "smoke",
    }
)
_LATIN = re.compile(r"(?<![a-z])[a-z]{4,9}(?![a-z])")
_NOT_DONE = re.compile(
    r"(?:\bto|\b(?:would|should|could|might) have|\b(?:meant|supposed|going) to|\bwill|\bshould|\bnever|\bnot|\bhaven't|\bif|\bwhen|\bmust|\bbe|\bthe next|\bschedule an?|\bbook an?|\bset up an?"
    r"|\barrange an?|\bneed an?|\b(?:wants?|needs?|get|have|gets?) (?:it|them|this|that)|\bwants? an?|\bhave an?|\bget|\bbefore(?: the)?|\bfor an?|\bnext|\bplan an?|\bupcoming|'ll|\bfuture)[ ]$"
)
_MOVED = re.compile(r"\b(?:moved|rescheduled|postponed|brought forward)\b")
_FIRST_WORDS = 12
_FAR = 200  # days: a day of the year that is so far ahead was meant as the one behind
_PART_OF_DAY = re.compile(
    r"(?:今天|今日|今早|今晨|今)?的?(?:一早|清早|早上|上午|中午|下午|早晨|刚才|刚刚|傍晚|晚上|早)?"
    r"(?:(?:\d{1,2}|[一二两三四五六七八九十]{1,3})(?:[点时:])(?:半|[一三]刻|[\d一二三四五六七八九十]{1,3}分?)?(?:左右|多|钟)?)?"
    r"|today|(?:this |the |in the |at )?(?:morning|afternoon|noon|lunch(?:time)?)|earlier(?: today)?"
    r"|(?:(?:at|around|about) )?\d{1,2}(?::\d\d)? ?(?:am|pm)?"
)
# 拜访了, 拜访的华信, 到华信做了演示
_PAST_AFTER = re.compile(r"[了过完]|的[■●]|■+[\u4e00-\u9fff]{1,2}[了过完]")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Interaction:
    """One verb of contact: its offsets, the clause around it, and whether it has happened."""

    kind: Kind
    start: int
    end: int
    clause: tuple[int, int]
    done: bool


def find_interactions(
    scene: Scene, moments: Sequence[Moment], now: datetime
) -> Iterator[Interaction]:
    """Yield at most one interaction a clause, in order."""
    clauses = scene.clauses
    starts = [one.span[0] for one in moments]
    only_past = _tells_of_the_past(moments, now)
    told = planned = False  # 下周去北京,拜访东方精密: what follows a plan is planned
    for number, clause in enumerate(clauses):
        inside = moments[bisect_left(starts, clause[0]) : bisect_left(starts, clause[1])]
        ahead = [one for one in inside if is_ahead(one, now) and not _is_today(one, now)]
        ahead = [one for one in ahead if not _is_behind(one, now, past=False)]
        if NOT_REACHED.search(scene.masked, *clauses[min(number + 1, len(clauses) - 1)]):
            ahead = [one for one in ahead if not part_of_today(one)]
        found = _han(scene.masked, clause, ahead, now) or _english(
            scene.masked, clause, ahead, now
        )
        if found and not found.done and only_past:
            found = replace(found, done=True)
        if found and found.done and planned and not inside and not _has_happened(scene, clause):
            found = replace(found, done=False)
        if found:
            yield found
        told = told or (found is not None and found.done)
        planned = planned or (bool(ahead) and not told)


def _tells_of_the_past(moments: Sequence[Moment], now: datetime) -> bool:
    """Tell whether days are named, and none of them is to come: 约了个饭局,昨晚吃的."""
    return bool(moments) and all(one.day < now.date() and not one.repeat for one in moments)


def _has_happened(scene: Scene, clause: tuple[int, int]) -> bool:
    past = PAST_ENGLISH.search(scene.masked, *clause)
    return past is not None or HAPPENED.search(scene.masked, *clause) is not None


def kind_to_come(masked: str, start: int, end: int) -> Kind | None:
    """Say how a next step is to happen, by the first verb of it that says so."""
    hits = [
        (found.start(), kind)
        for kind, words in TO_COME.items()
        if (found := words.search(masked, start, end))
    ]
    return Kind(min(hits)[1]) if hits else None


def is_ahead(moment: Moment, now: datetime) -> bool:
    """Tell whether a moment lies after the message; a day without a clock lasts until its end."""
    if moment.day == now.date():
        return moment.at is None or moment.at > now.time() or moment.repeat is not None
    return datetime.combine(moment.day, time()) > now.replace(tzinfo=None)


def _is_today(moment: Moment, now: datetime) -> bool:
    """Today without a clock goes with what is done as well as with what is planned."""
    return moment.day == now.date() and moment.at is None


def _is_behind(moment: Moment, now: datetime, *, past: bool) -> bool:
    """Tell whether a moment that could be either is the one before: `11/18拜访`, `周一去了`."""
    if part_of_today(moment) and (past or (moment.at is not None and moment.at <= now.time())):
        return True
    if moment.back is None or moment.back > now.date() or moment.kind is Sort.DEADLINE:
        return False
    return past or (moment.day - now.date()).days > _FAR


def part_of_today(moment: Moment) -> bool:
    """Tell whether only a part of the day is named: `上午`, `this morning`."""
    return bool(_PART_OF_DAY.fullmatch(moment.text.lower()))


def _han(
    masked: str, clause: tuple[int, int], ahead: Sequence[Moment], now: datetime
) -> Interaction | None:
    if not _HAN.search(masked, *clause):
        return None
    first = _first(_STRONG_HAN, masked, clause) or _first(_WEAK_HAN, masked, clause)
    if first is None:
        return None
    kind, found = first
    said = masked[clause[0] : clause[1]]
    before = masked[clause[0] : found.start()]
    past = _ends_past(masked, found) or bool(JUST.search(said))
    coming = [
        one for one in ahead if one.span[0] < found.start() and not _is_behind(one, now, past=past)
    ]
    after = [one for one in ahead if one.span[0] >= found.end()]
    happened = bool(HAPPENED.search(said))
    planned = bool(coming) or bool(PLANNED.search(before) and not _ends_past(masked, found))
    planned = planned or (bool(after) and not happened and not _goes_on(masked, after[0], clause))
    return Interaction(kind, *found.span(), clause, not planned)


def _ends_past(masked: str, found: re.Match[str]) -> bool:
    return bool(re.search("[了过完的]", found[0])) or bool(_PAST_AFTER.match(masked, found.end()))


def _goes_on(masked: str, moment: Moment, clause: tuple[int, int]) -> bool:
    """After the date comes another verb: `拜访华信下周二跟进`."""
    return bool(re.search(r"[\u4e00-\u9fff]", masked[moment.span[1] : clause[1]]))


def _english(
    masked: str, clause: tuple[int, int], ahead: Sequence[Moment], now: datetime
) -> Interaction | None:
    first = _first(_ENGLISH, masked, clause)
    slip = None if first else _misspelt(masked, clause)
    first = first or slip or _by_medium(masked, clause)
    if first is None:
        return None
    kind, found = first
    if TALKED.match(found[0]) or CALLED_OFF.match(masked, found.end(), clause[1]):
        kind = _medium(masked, found.end(), clause[1]) or kind
    moved = bool(ahead) and _MOVED.search(masked, *clause) is not None
    past = slip is not None or (not moved and PAST_ENGLISH.search(masked, *clause) is not None)
    before = masked[max(clause[0], found.start() - 16) : found.start()]
    ahead = [one for one in ahead if not _is_behind(one, now, past=past)]
    planned = bool(_NOT_DONE.search(before)) or (bool(ahead) and not past)
    return Interaction(kind, *found.span(), clause, not planned)


def _by_medium(masked: str, clause: tuple[int, int]) -> tuple[Kind, re.Match[str]] | None:
    """`followed up with Karen by email`: no verb of contact, but by what it took place."""
    if not PAST_ENGLISH.search(masked, *clause):
        return None
    hits = ((kind, words.search(masked, *clause)) for kind, words in MEDIUM.items())
    return next(((Kind(kind), found) for kind, found in hits if found), None)


def _medium(masked: str, start: int, end: int) -> Kind | None:
    """Say by what people talked, where words behind the verb name it."""
    named = (kind for kind, words in MEDIUM.items() if words.search(masked, start, end))
    return next(map(Kind, named), None)


def _misspelt(masked: str, clause: tuple[int, int]) -> tuple[Kind, re.Match[str]] | None:
    """Find a verb of contact with one slip in it, among the first words of a clause."""
    for found in islice(_LATIN.finditer(masked, *clause), _FIRST_WORDS):
        if found[0] not in _NO_SLIPS and found[0] not in EVERYDAY:
            for verb, kind in _SLIPS.items():
                if found[0] != verb and one_edit_apart(found[0], verb):
                    return kind, found
    return None


def _first(
    words: re.Pattern[str], masked: str, clause: tuple[int, int]
) -> tuple[Kind, re.Match[str]] | None:
    found = words.search(masked, *clause)
    return (Kind(str(found.lastgroup)), found) if found else None
