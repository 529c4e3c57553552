"""Times that are talk unless the rep does something then: bare todays, habits, years, days just gone."""

import re
from datetime import datetime, timedelta

from crm.understanding.dates.cues import (
    AGAIN,
    CONTACT_EN,
    CONTACT_ZH,
    EVENT,
    FINITE,
    HABIT,
    MEANT_TODAY,
    REMINDER,
    THEY,
    WITH_THEM,
)
from crm.understanding.dates.moments import Kind, Moment
from crm.understanding.dates.places import Place
from crm.understanding.dates.telling import may_be_past
from crm.understanding.dates.verbs import own

_NUMBERED = re.compile(r"[\d一二三四五六七八九十]\s?[号日]")
_LONG_INTERVAL = 180  # days: 明年的合作 names no day to act on
_TENTH = 10
_MOST_OF_A_YEAR = timedelta(days=300)


def is_a_habit(place: Place) -> bool:
    """Whether a recurrence tells of what others do as a rule, and asks for nothing."""
    asked = REMINDER.search(place.next_clause) or REMINDER.search(place.last_clause)
    asked = asked or WITH_THEM.match(place.after)  # 跟华信开例会
    return not asked and HABIT.search(place.before + place.after) is not None


def needs_an_action(moment: Moment, now: datetime) -> bool:
    """Times that are talk unless the rep does something: 明年预算削减, "every day they use 200"."""
    if moment.back and moment.text[:1].isdigit() and "/" in moment.text:
        far = moment.day - now.date() > timedelta(days=_LONG_INTERVAL)
        if far:
            return True  # "win rate 3/10"
    is_long = moment.until is not None and (moment.until - moment.day).days > _TENTH
    is_habit = moment.kind is Kind.RECURRENCE and moment.at is None
    return is_long or is_habit or _is_bare_rollover(moment, now)


def is_a_rule(place: Place) -> bool:
    """A recurrence that opens the line and is told what to do: "1st of every month, reconcile accounts"."""
    moment, task = place.moment, place.next_clause
    opens = not (place.before.strip() or place.after.strip() or place.last_clause.strip())
    named = moment.rrule is not None and "BY" in moment.rrule and moment.text.isascii()
    theirs = FINITE.search(task) or THEY.search(task) or EVENT.search(task)
    return named and opens and bool(task.strip()) and not theirs


def _is_bare_rollover(moment: Moment, now: datetime) -> bool:
    """A clock time past today: nothing but an action makes it tomorrow's."""
    rolled = moment.at is not None and moment.back == now.date()
    return rolled and moment.day - now.date() == timedelta(days=1)


def leans_back(place: Place, now: datetime) -> bool:
    """A date just gone whose next time is a year off, in a message that tells more: 11/18拜访天成,…"""
    moment = place.moment
    if (
        moment.back is None
        or not may_be_past(moment, now)
        or AGAIN.search(place.before + place.after)
        or REMINDER.search(place.next_clause)
    ):
        return False
    return moment.day - now.date() > _MOST_OF_A_YEAR and bool(
        place.next_clause.strip() or place.last_clause.strip()
    )


def is_a_year(moment: Moment) -> bool:
    """Whether it is so long that it names no day to act on: 明年的合作."""
    return moment.until is not None and (moment.until - moment.day).days > _LONG_INTERVAL


def is_bare_today(moment: Moment, now: datetime) -> bool:
    """Whether it is today and no hour of it."""
    on_day = moment.at is None and moment.day == now.date()
    return on_day and moment.kind is Kind.POINT and moment.doubt is None


def is_meant_today(place: Place) -> bool:
    """Whether "today" is still to come: reports say "today" of what is done."""
    around = place.before + "|" + place.after
    if REMINDER.search(around) or MEANT_TODAY.search(around):
        return True
    alone = not (place.last_clause.strip() or place.next_clause.strip())
    if alone and _NUMBERED.search(place.moment.text) and CONTACT_ZH.match(place.after.lstrip()):
        return True  # 24号打电话给他
    return any(match.start() == 0 for match in own(CONTACT_EN, place.before.lstrip()))
