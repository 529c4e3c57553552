"""Which of the times in a message is meant: the next step, the expected close, the day it happened."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from crm.understanding.dates.cues import (
    ACTION,
    CLOSING,
    DESCRIBED,
    EVENT,
    HABIT,
    MOVED_TO,
    PAST_EN,
    PAST_ZH,
    QUESTION,
    REFUSED_AFTER,
    REFUSED_BEFORE,
    REMINDER,
)
from crm.understanding.dates.daycount import local_minute
from crm.understanding.dates.folding import fold
from crm.understanding.dates.moments import Doubt, Kind, Moment, NextStep
from crm.understanding.dates.reading import read_times

_CLAUSE_END = re.compile(
    r"[,;!?\n…]|\.(?!\d)|然后|但是?|所以|不过|\b(?:but|so|then|however|and (?=(?:will|i'?ll|then|need|must|remind|call|send|follow|visit|go|try|please|wants?)\b))"
)
_WIDEST = 120  # characters of a clause that are looked at on either side


@dataclass(frozen=True, slots=True)
class _Place:
    """A moment with the words around it, within its clause and up to its neighbours."""

    moment: Moment
    before: str
    after: str
    next_clause: str
    last_clause: str
    rank: int  # how many moments of the same clause stand before it


def next_step(text: str, now: datetime, moments: list[Moment] | None = None) -> NextStep:
    """The follow-up that a message sets: never in the past; a doubt where it must be asked."""
    moments = read_times(text, now) if moments is None else moments
    folded = fold(text)
    if not moments or QUESTION.search(folded):
        return NextStep(None, None, "")
    scored = [(_score(place, now), place.moment) for place in _places(folded, moments)]
    ahead = [
        (score, moment) for score, moment in scored if score > 0 and not _is_past(moment, now)
    ]
    if ahead:
        best = max(score for score, _ in ahead)
        moment = min((m for score, m in ahead if score == best), key=_when)
        return NextStep(moment, moment.doubt, moment.text)
    late = [moment for score, moment in scored if score >= 4 and moment.doubt is None]
    if late and all(_is_past(moment, now) for moment in late) and REMINDER.search(folded):
        return NextStep(late[0], Doubt.PAST, late[0].text)
    return NextStep(None, None, "")


def close_date(text: str, now: datetime, moments: list[Moment] | None = None) -> date | None:
    """The day an opportunity is expected to close: "年底前签", "closing by end of March"."""
    moments = read_times(text, now) if moments is None else moments
    for place in _places(fold(text), moments):
        if place.moment.day >= now.date() and place.moment.doubt is None:
            if CLOSING.search(place.after) or CLOSING.search(place.before):
                return place.moment.day
    return None


def past_day(text: str, now: datetime, moments: list[Moment] | None = None) -> date:
    """The day that what the message tells of happened; today when it says nothing."""
    moments = read_times(text, now) if moments is None else moments
    today = now.date()
    for place in _places(fold(text), moments):
        moment = place.moment
        if moment.doubt is None and moment.kind is Kind.POINT:
            if moment.day < today:
                return moment.day
            if moment.back and moment.back <= today and _tells_of_the_past(place):
                return moment.back
    return today


def _score(place: _Place, now: datetime) -> int:
    """How surely the moment is the rep's next step; 0 or less is none."""
    moment = place.moment
    if REFUSED_AFTER.match(place.after) or REFUSED_BEFORE.search(place.before):
        return 0
    if _tells_of_the_past(place) and _may_be_past(moment, now):
        return 0
    around = place.before + "|" + place.after
    score = 2
    if REMINDER.search(around):
        score = 8
    elif MOVED_TO.search(place.before) or ACTION.search(around):
        score = 6
    elif not around.strip(" |") and (
        REMINDER.search(place.next_clause) or ACTION.search(place.next_clause)
    ):
        score = 5
    if EVENT.search(around) and score < 8:
        score = 0 if score <= 2 or not _acts_after_event(place) else score - 1
    if DESCRIBED.match(place.after) or moment.text.endswith("'s"):
        score -= 3
    if moment.kind is Kind.RECURRENCE and score < 6 and HABIT.search(around):
        return 0
    if moment.doubt is Doubt.VAGUE and score < 5:
        return 0
    return score - min(place.rank, 2)


def _acts_after_event(place: _Place) -> bool:
    """Whether an action is named closer to the time than the event, or behind it."""
    event, action = EVENT.search(place.after), ACTION.search(place.after)
    if action:
        return event is None or action.end() != event.end()
    return event is None and ACTION.search(place.before) is not None


def _tells_of_the_past(place: _Place) -> bool:
    if PAST_ZH.search(place.after):
        return True
    told = [match.end() for match in PAST_EN.finditer(place.before)]
    meant = [match.end() for match in ACTION.finditer(place.before)]
    if told and (not meant or told[-1] >= meant[-1]):
        return True
    return bool(
        PAST_EN.match(place.after.strip()) or PAST_ZH.search(place.before)
    ) and not ACTION.search(place.after)


def _may_be_past(moment: Moment, now: datetime) -> bool:
    return moment.back is not None and moment.back <= now.date()


def _is_past(moment: Moment, now: datetime) -> bool:
    if moment.at is None:
        return moment.day < now.date()
    return local_minute(moment.day, moment.at, now) <= now


def _when(moment: Moment) -> tuple[date, str]:
    return moment.day, moment.at.isoformat() if moment.at else ""


def _places(folded: str, moments: list[Moment]) -> list[_Place]:
    """Each moment between its neighbours and the ends of its clause."""
    taken = [moment.span for moment in moments]
    cuts = [
        match
        for match in _CLAUSE_END.finditer(folded)
        if not any(start <= match.start() < end for start, end in taken)
    ]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(folded)]
    found, clause, rank, previous = [], 0, 0, -1
    for number, moment in enumerate(moments):
        while ends[clause] < moment.span[1] and clause + 1 < len(ends):
            clause += 1
        rank = rank + 1 if clause == previous else 0
        left = max(starts[clause], taken[number - 1][1] if number else 0, moment.span[0] - _WIDEST)
        right = min(ends[clause], taken[number + 1][0] if number + 1 < len(taken) else len(folded))
        after = folded[moment.span[1] : min(right, moment.span[1] + _WIDEST)]
        following = clause + 1
        found.append(
            _Place(
                moment,
                folded[left : moment.span[0]],
                after,
                folded[starts[following] : ends[following]][:_WIDEST]
                if following < len(ends)
                else "",
                folded[starts[clause - 1] : ends[clause - 1]][-_WIDEST:] if clause else "",
                rank,
            )
        )
        previous = clause
    return found
