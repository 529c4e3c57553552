"""What a time is to the rep: the next step itself, or an event, a refusal, something past."""

import re
from datetime import datetime

from crm.understanding.dates.cues import (
    AGREED,
    ASKED_BY,
    BACK,
    COMES_HERE,
    COMES_TO_DO,
    CONDITION,
    CONTACT_EN,
    CONTACT_ZH,
    DESCRIBED,
    DISPOSAL,
    DONE_WITH,
    DONE_ZH,
    EVENT,
    FREE,
    GOES_ZH,
    GOODBYE,
    GOODS,
    HANDS_ON,
    I_DO,
    I_DO_THEN,
    I_WILL,
    INVITES,
    LEAD,
    MINE_BEFORE,
    MINE_NEXT,
    MINE_ZH,
    MOVED_TO,
    MY_PLAN_MOVED,
    OCCASION,
    OWED,
    PROMISED,
    QUOTED_PAPER,
    REMINDER,
    SENT_OFF,
    TAKES_PART,
    TAKES_PLACE,
    THEIRS,
    THEN_I,
    THEY,
    WANTS_ME,
    WE_WILL,
    WITH_THEM_EN,
)
from crm.understanding.dates.moments import Doubt, Kind, Moment
from crm.understanding.dates.others import is_a_fact, is_theirs
from crm.understanding.dates.places import Place
from crm.understanding.dates.talk import (
    is_a_habit,
    is_a_rule,
    is_a_year,
    is_bare_today,
    is_meant_today,
    leans_back,
    needs_an_action,
)
from crm.understanding.dates.telling import is_refused, is_told, may_be_past
from crm.understanding.dates.verbs import acts, acts_then, last_end, own

SURE = 4
LOOSELY = re.compile(r"\b(?:say|maybe|probably|or so)\b")
_RIGHT_BEHIND = 2  # characters between a time and the event that it belongs to
_REMINDED, _MOVED, _ACTED, _NEXT_TO_ACT, _MIXED, _BARE = 9, 7, 6, 5, 3, 2


def weight(place: Place, now: datetime) -> int:
    """How surely a moment is the rep's next step; 0 or less is none."""
    if _is_ruled_out(place, now):
        return 0
    moment, role = place.moment, _role(place)
    if DESCRIBED.match(place.after) or moment.text.endswith("'s"):
        role -= _ACTED if is_a_year(moment) else _MIXED
    if role < _REMINDED and moment.kind is Kind.RECURRENCE and is_a_habit(place):
        return 0
    if (role <= _BARE and needs_an_action(moment, now) and not is_a_rule(place)) or (
        role < SURE and moment.doubt is Doubt.VAGUE
    ):
        return 0
    if role == _REMINDED and LEAD.search(moment.text.lower()):
        role += 2  # "the day before" rather than the day itself
    return role - min(place.rank, 2)


def _is_ruled_out(place: Place, now: datetime) -> bool:
    """Refused, told of as past, or too far or too near to be meant as a step."""
    moment = place.moment
    if QUOTED_PAPER.search(place.before):
        return True
    if place.corrected or is_refused(place) or (is_told(place) and may_be_past(moment, now)):
        return True
    if is_bare_today(moment, now) and not is_meant_today(place):
        return True
    acts = CONTACT_ZH.search(place.after) or place.before.isascii()
    return leans_back(place, now) or (is_a_year(moment) and not acts)


def _role(place: Place) -> int:
    before, after, around = place.before, place.after, place.before + "|" + place.after
    if place.moment.at is None and GOODBYE.search(before):
        return 0
    if CONDITION.search(before) and (I_WILL.search(after) or THEN_I.match(after)):
        return _MIXED  # "if it rains Thursday I'll go on Friday"
    if REMINDER.search(before) or (REMINDER.search(after) and not _is_of_the_next(place)):
        return _REMINDED
    is_own = _is_own(before, after, place.moment)
    role = _ACTED if is_own else _role_in_clause(before, after, around, place)
    if role <= _BARE and place.moment.kind is Kind.DEADLINE and not EVENT.search(around):
        holds = place.moment.text.lower().startswith(("til", "until", "thru", "through"))
        if ASKED_BY.search(before) and not holds:
            return _ACTED
        if OWED.search(before) and not THEY.search(before):
            return _NEXT_TO_ACT  # "promised a quote by Friday, follow up next Tuesday"
    beside = place.next_clause + "|" + place.last_clause
    leads = REMINDER.search(beside) is not None or acts_then(place.next_clause)
    leads = leads or MINE_NEXT.match(place.next_clause) is not None
    then = FREE.search(around) or OCCASION.search(around)
    leads = leads or (then is not None and acts(place.next_clause))
    return _NEXT_TO_ACT if role <= _MIXED and leads else role


def _is_of_the_next(place: Place) -> bool:
    """Whether the reminder behind an event is at the time that follows: 15号开标提醒我14号去送标书."""
    hands_on = HANDS_ON.search(place.after)
    if not place.is_followed or hands_on is None:
        return False
    event = EVENT.search(place.after, 0, hands_on.start())
    return bool(event or TAKES_PLACE.match(place.after))


def _role_in_clause(before: str, after: str, around: str, place: Place) -> int:
    """Whichever stands closer decides: verbs follow a time in Chinese, precede it in English."""
    goods = GOODS.search(before)
    comes = place.moment.at is not None and COMES_TO_DO.match(after)
    if not comes and is_theirs(place):
        return 0
    if comes or _is_settled(before, around, place) or (goods and SENT_OFF.match(after)):
        return _MIXED if goods and SENT_OFF.match(after) else _MOVED
    event_after = EVENT.search(f"|{after}")
    acts_after = CONTACT_ZH.search(after) or next(iter(own(CONTACT_EN, after)), None)
    if acts_after:
        is_first = event_after is None or acts_after.start() < event_after.start()
        return _ACTED if is_first else _MIXED
    in_english = (match.end() for match in own(CONTACT_EN, before))
    acted = max([last_end(CONTACT_ZH, before), *in_english])
    if event_after and (acted < 0 or event_after.start() <= _RIGHT_BEHIND + 1):
        return 0
    events = EVENT.finditer(before) if acted < 0 else own(EVENT, before)
    if acted > max((match.end() for match in events), default=-1):
        return _ACTED
    return 0 if EVENT.search(around) else _role_of_a_bare_time(before, after, place)


def _is_settled(before: str, around: str, place: Place) -> bool:
    """Agreed with an hour, moved there, or promised by the rep himself ("I'll send it Friday")."""
    agreed = place.moment.at is not None and AGREED.search(before)
    moved = MOVED_TO.search(before) and (_is_my_plan_moved(before) or not EVENT.search(around))
    promised = WE_WILL.search(before) or (I_WILL.search(before) and own(CONTACT_EN, before))
    return bool(agreed or moved or promised)


def _is_my_plan_moved(before: str) -> bool:
    """Whether what the rep takes part in was moved there: 原定周四的验收推迟至."""
    return MY_PLAN_MOVED.search(before) is not None and not THEY.search(before)


def _is_own(before: str, after: str, moment: Moment) -> bool:
    """Whether the rep is to act then, whatever the clause names beside: 我去盯卸货, 年底前完成验收."""
    mine = (
        MINE_ZH.match(after)
        or MINE_NEXT.search(after)
        or PROMISED.search(before)
        or I_DO.search(before)
        or (I_DO_THEN.match(after) and not moment.text.endswith("."))  # valid until 31.12. I ask
        or WANTS_ME.search(before)
        or (MINE_BEFORE.search(before) and MINE_ZH.match(f"我{after.lstrip()}"))
        or (COMES_HERE.match(after) and INVITES.search(before))
    )
    if mine:
        return True
    does = DISPOSAL.match(after) or (moment.dated and DONE_WITH.match(after))
    if does and not THEIRS.search(before):
        return True
    opens = (GOES_ZH, DONE_ZH, TAKES_PART, WITH_THEM_EN)
    if not before.strip() and any(words.match(after) for words in opens):
        return True
    return BACK.search(f"{before}|{after}") is not None and acts(f"{before} {after}")


def _role_of_a_bare_time(before: str, after: str, place: Place) -> int:
    """A time with no known verb: a plan, unless the sentence is about somebody else."""
    if GOODBYE.search(before) or GOODBYE.search(place.last_clause):
        return 0
    words = LOOSELY.sub("", before + after).strip(" :|()")
    if not words:
        near = place.next_clause if place.next_clause.strip() else place.last_clause
        acts = CONTACT_ZH.search(near) or own(CONTACT_EN, near)
        return _NEXT_TO_ACT if acts else _BARE
    return 0 if is_a_fact(place) else _BARE
