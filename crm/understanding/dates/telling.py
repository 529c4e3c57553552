"""Whether the words around a time tell of what has happened, or take it back."""

import re
from datetime import datetime, timedelta

from crm.understanding.dates.cues import (
    AGREED,
    CONDITION,
    CONTACT_EN,
    CONTACT_ZH,
    DESCRIBED,
    DISPOSAL,
    JUST_NOW,
    MOVED_TO,
    MOVES,
    NO_AFTER_ALL,
    ONWARD,
    PAST_EN,
    PAST_ZH,
    REFUSED_AFTER,
    REFUSED_BEFORE,
)
from crm.understanding.dates.moments import Kind, Moment
from crm.understanding.dates.places import Place
from crm.understanding.dates.verbs import last_end, own

_LAST_MONTHS = timedelta(days=120)


def is_told(place: Place) -> bool:
    """Whether the words around the time tell of something that happened."""
    before, after = place.before, place.after
    if CONDITION.search(before + after[:6]) or AGREED.search(before) or MOVED_TO.search(before):
        return False
    if place.moment.kind is Kind.DEADLINE and DISPOSAL.match(after):
        return False
    if JUST_NOW.search(before) or PAST_ZH.search(after):
        return True
    told = last_end(PAST_EN, before)
    meant = max((match.end() for match in own(CONTACT_EN, before)), default=-1)
    if told >= 0 and told >= meant:
        return True
    tells_after = PAST_EN.search(after) is not None
    if tells_after and (DESCRIBED.match(after) or PAST_EN.match(after.lstrip())):
        return True
    acted = CONTACT_ZH.search(after) or own(CONTACT_EN, after)
    return not acted and ((tells_after and meant < 0) or PAST_ZH.search(before) is not None)


def is_refused(place: Place) -> bool:
    """Whether the words around the time take it back."""
    if CONDITION.search(place.before):
        return False
    if MOVES.search(place.before) and ONWARD.search(place.after):
        return True
    if REFUSED_AFTER.match(place.after) or NO_AFTER_ALL.match(place.next_clause):
        return True
    holds_limit = re.match(r"until|till|before", place.moment.text.lower())
    return not holds_limit and bool(REFUSED_BEFORE.search(place.before))


def may_be_past(moment: Moment, now: datetime) -> bool:
    """Whether the same words may mean a day of the last months: "Friday", 25号, not "Dec 2"."""
    if moment.back is None:
        hour = moment.at is not None and not moment.dated and moment.repeat is None
        return hour or moment.text.lower().startswith(
            ("in ", "within ")
        )  # "sent 3 quotes in 2 days"
    return now.date() - _LAST_MONTHS <= moment.back <= now.date()
