"""Which of the times in a message is meant: the next step, the expected close, the day it happened."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from crm.understanding.dates.cues import (
    AFTER_THAT,
    ASKS_ABOUT,
    CLOSING,
    FINDS_OUT,
    LEAD,
    NO_STEP,
    ONE_BREATH,
    QUESTION,
    REMINDER,
)
from crm.understanding.dates.daycount import local_minute, plus_days
from crm.understanding.dates.folding import fold
from crm.understanding.dates.moments import Doubt, Kind, Moment, NextStep
from crm.understanding.dates.places import Place, places
from crm.understanding.dates.reading import read_times
from crm.understanding.dates.roles import SURE, weight
from crm.understanding.dates.telling import is_refused, is_told, may_be_past

_WEEK, _TO_SUNDAY = timedelta(days=7), timedelta(days=6)
_LONGEST_QUESTION = 400  # characters; what is longer tells


def next_step(text: str, now: datetime, moments: list[Moment] | None = None) -> NextStep:
    """The follow-up that a message sets: never in the past; a doubt where it must be asked."""
    moments = read_times(text, now) if moments is None else moments
    folded = fold(text)
    if not moments or _is_question(folded) or NO_STEP.search(folded):
        return NextStep(None, None, "")
    there = places(folded, moments)
    weighed = [(weight(place, now), place.moment) for place in there]
    ahead = [(sure, moment) for sure, moment in weighed if sure > 0 and not is_past(moment, now)]
    if ahead:
        best = max(sure for sure, _ in ahead)
        moment = min((each for sure, each in ahead if sure == best), key=_when)
        moment = next((one for one in moments if _is_lead_of(one, moment, folded, now)), moment)
        others = [each for each in moments if each is not moment and not is_past(each, now)]
        moment = _after_it(_day_of_it(moment, there, now), folded)
        doubt = moment.doubt or (Doubt.AMBIGUOUS if _is_one_of(moment, others, folded) else None)
        return NextStep(moment, doubt, moment.text)
    late = [moment for sure, moment in weighed if sure >= SURE and moment.doubt is None]
    if late and (REMINDER.search(folded) or late[-1].at):
        return NextStep(late[-1], Doubt.PAST, late[-1].text)
    return NextStep(None, None, "")


def refused(text: str, now: datetime, moments: list[Moment]) -> list[Moment]:
    """The times that are called off: 周五的会取消了, "no need to call Friday"."""
    ahead = [place for place in places(fold(text), moments) if not is_past(place.moment, now)]
    return [place.moment for place in ahead if is_refused(place)]


def close_date(text: str, now: datetime, moments: list[Moment] | None = None) -> date | None:
    """The day an opportunity is expected to close: "年底前签", "closing by end of March"."""
    moments = read_times(text, now) if moments is None else moments
    for place in places(fold(text), moments):
        moment = place.moment
        if moment.day < now.date() or moment.doubt or moment.kind is Kind.RECURRENCE:
            continue
        if CLOSING.search(place.after) or CLOSING.search(place.before):
            return moment.day
    return None


def past_day(text: str, now: datetime, moments: list[Moment] | None = None) -> date:
    """The day on which what the message tells of happened; today when it says nothing."""
    moments = read_times(text, now) if moments is None else moments
    today = now.date()
    for place in places(fold(text), moments):
        moment = place.moment
        if moment.doubt or moment.kind is not Kind.POINT:
            continue
        if moment.day < today:
            return moment.day
        if is_told(place) and may_be_past(moment, now):
            return moment.back or today
    return today


def is_past(moment: Moment, now: datetime) -> bool:
    """Whether a moment lies before `now`; a whole day is past when it is over."""
    if moment.at is None:
        return moment.day < now.date()
    return local_minute(moment.day, moment.at, now) <= now


def _is_question(folded: str) -> bool:
    """Whether the message asks the bot: "what's on tomorrow"; 问问价格怎么样 is a task instead."""
    if len(folded) > _LONGEST_QUESTION or REMINDER.search(folded):
        return False
    asks = ASKS_ABOUT.search(folded)
    return bool(QUESTION.search(folded)) or (
        asks is not None and not FINDS_OUT.search(folded, 0, asks.start())
    )


def _when(moment: Moment) -> tuple[bool, date, time]:
    """The soonest; of equals one that names a day."""
    return moment.doubt is Doubt.VAGUE, moment.day, moment.at or time.max


def _is_lead_of(lead: Moment, moment: Moment, folded: str, now: datetime) -> bool:
    """ "two days before the tender (11 Dec) remind me": the reminder, and not what it is about."""
    ahead = lead.day < moment.day and not is_past(lead, now) and lead.doubt is None
    return (
        ahead
        and LEAD.search(lead.text.lower()) is not None
        and REMINDER.search(folded) is not None
    )


def _day_of_it(moment: Moment, there: list[Place], now: datetime) -> Moment:
    """ "next week, say Thursday", 下周再聊,周四吧: a day alone in its clause says which of the interval."""
    if moment.until is None or moment.kind is not Kind.POINT:
        return moment
    for place in there:
        other = place.moment
        alone = not re.sub(
            r"[^\w]|[吧呢哈]|\b(?:say|maybe|probably|or so)\b", "", place.before + place.after
        )
        behind = other.span[0] >= moment.span[1]
        if not (alone and behind and other.dated) or other.until or other.doubt:
            continue
        if (
            other.back
            and moment.until - moment.day == _TO_SUNDAY
            and other.day - other.back == _WEEK
        ):
            other = replace(other, day=plus_days(moment.day, other.day.weekday()))
        if moment.day <= other.day <= moment.until and not is_past(other, now):
            return other
    return moment


def _after_it(moment: Moment, folded: str) -> Moment:
    """ "He is away until Dec 7, call him after that": the day after."""
    ends = moment.at is None and moment.text.lower().startswith(("until", "till"))
    if ends and AFTER_THAT.search(folded, moment.span[1]):
        return replace(moment, day=plus_days(moment.day, 1))
    return moment


def _is_in_a_row(moment: Moment, others: list[Moment], folded: str) -> bool:
    """ "Mon, Wed and Fri": the first of three days or more, all of them meant."""
    row = [moment, *sorted(others, key=lambda each: each.span)]
    row = [each for each in row if each.span[0] >= moment.span[0] and each.dated]
    gaps = [folded[one.span[1] : two.span[0]] for one, two in pairwise(row[:3])]
    return (
        len(gaps) == 2
        and gaps[0].strip() in (",", "、")
        and ONE_BREATH.fullmatch(gaps[1]) is not None
    )


def _is_one_of(moment: Moment, others: list[Moment], folded: str) -> bool:
    """Whether a time is named in one breath with another: 周三周四, "Thursday and Friday"."""
    if _is_in_a_row(moment, others, folded):
        return True
    for other in others:
        first, second = sorted((moment, other), key=lambda each: each.span)
        between = folded[first.span[1] : second.span[0]]
        alike = first.kind is second.kind or not second.dated  # 每天9点和15点
        if not alike or first.text.lower().startswith(("从", "from")):
            continue
        differ = (first.day, first.at, first.rrule) != (second.day, second.at, second.rrule)
        if differ and ONE_BREATH.fullmatch(between) and second.span[0] >= first.span[1]:
            return True
    return False
