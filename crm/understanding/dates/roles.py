"""What a time is to the rep: the next step itself, or an event, a refusal, something past."""

import re
from datetime import datetime, timedelta

from crm.understanding.dates.cues import (
    AGAIN,
    AGREED,
    ARTICLES,
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
    FINITE,
    FREE,
    GOES_ZH,
    GOODBYE,
    GOODS,
    HABIT,
    HANDS_ON,
    I_DO,
    I_DO_THEN,
    I_WILL,
    INVITES,
    JUST_NOW,
    LEAD,
    MEANT_TODAY,
    MINE_BEFORE,
    MINE_NEXT,
    MINE_ZH,
    MOVED_TO,
    MOVES,
    MY_PLAN_MOVED,
    NO_AFTER_ALL,
    OCCASION,
    ONWARD,
    OWED,
    PAST_EN,
    PAST_ZH,
    PRAISE,
    PROMISED,
    QUOTED_PAPER,
    REFUSED_AFTER,
    REFUSED_BEFORE,
    REMINDER,
    SENT_OFF,
    TAKES_PART,
    TAKES_PLACE,
    THEIR_VERB,
    THEIRS,
    THEN,
    THEN_I,
    THEY,
    WANTS_ME,
    WE_WILL,
    WITH_THEM,
    WITH_THEM_EN,
)
from crm.understanding.dates.moments import Doubt, Kind, Moment
from crm.understanding.dates.others import is_a_fact, is_theirs
from crm.understanding.dates.places import Place

SURE = 4
_NUMBERED = re.compile(r"[\d一二三四五六七八九十]\s?[号日]")
# A verb that is no noun, or has an object.
_NO_NOUN = re.compile(
    r"(?:re)?send\b|bring|submit|ask\b|tell|give|deliver\b|see\b|get\b|take\b|prep|confirm|swing|[a-z-]+\s(?:him|her|them)\b"
)
_OBJECT = re.compile(r"\s(?:him|her|them|me|us|back)\b")
_LONG_INTERVAL = 180  # days: 明年的合作 names no day to act on
_TENTH = 10
_LAST_MONTHS = timedelta(days=120)
_MOST_OF_A_YEAR = timedelta(days=300)
LOOSELY = re.compile(r"\b(?:say|maybe|probably|or so)\b")
_RIGHT_BEHIND = 2  # characters between a time and the event that it belongs to
_REMINDED, _MOVED, _ACTED, _NEXT_TO_ACT, _MIXED, _BARE = 9, 7, 6, 5, 3, 2


def weight(place: Place, now: datetime) -> int:
    """How surely a moment is the rep's next step; 0 or less is none."""
    if _is_ruled_out(place, now):
        return 0
    moment, role = place.moment, _role(place)
    if DESCRIBED.match(place.after) or moment.text.endswith("'s"):
        role -= _ACTED if _is_a_year(moment) else _MIXED
    if role < _REMINDED and moment.kind is Kind.RECURRENCE and _is_a_habit(place):
        return 0
    if (role <= _BARE and _needs_an_action(moment, now) and not _is_a_rule(place)) or (
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
    if _is_bare_today(moment, now) and not _is_meant_today(place):
        return True
    acts = CONTACT_ZH.search(place.after) or place.before.isascii()
    return _leans_back(place, now) or (_is_a_year(moment) and not acts)


def _is_a_habit(place: Place) -> bool:
    asked = REMINDER.search(place.next_clause) or REMINDER.search(place.last_clause)
    asked = asked or WITH_THEM.match(place.after)  # 跟华信开例会
    return not asked and HABIT.search(place.before + place.after) is not None


def is_told(place: Place) -> bool:
    """Whether the words around the time tell of something that happened."""
    before, after = place.before, place.after
    if CONDITION.search(before + after[:6]) or AGREED.search(before) or MOVED_TO.search(before):
        return False
    if place.moment.kind is Kind.DEADLINE and DISPOSAL.match(after):
        return False
    if JUST_NOW.search(before) or PAST_ZH.search(after):
        return True
    told = _last_end(PAST_EN, before)
    meant = max((match.end() for match in _own(CONTACT_EN, before)), default=-1)
    if told >= 0 and told >= meant:
        return True
    tells_after = PAST_EN.search(after) is not None
    if tells_after and (DESCRIBED.match(after) or PAST_EN.match(after.lstrip())):
        return True
    acted = CONTACT_ZH.search(after) or _own(CONTACT_EN, after)
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
    leads = REMINDER.search(beside) is not None or _acts_then(place.next_clause)
    leads = leads or MINE_NEXT.match(place.next_clause) is not None
    then = FREE.search(around) or OCCASION.search(around)
    leads = leads or (then is not None and _acts(place.next_clause))
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
    acts_after = CONTACT_ZH.search(after) or next(iter(_own(CONTACT_EN, after)), None)
    if acts_after:
        is_first = event_after is None or acts_after.start() < event_after.start()
        return _ACTED if is_first else _MIXED
    in_english = (match.end() for match in _own(CONTACT_EN, before))
    acted = max([_last_end(CONTACT_ZH, before), *in_english])
    if event_after and (acted < 0 or event_after.start() <= _RIGHT_BEHIND + 1):
        return 0
    events = EVENT.finditer(before) if acted < 0 else _own(EVENT, before)
    if acted > max((match.end() for match in events), default=-1):
        return _ACTED
    return 0 if EVENT.search(around) else _role_of_a_bare_time(before, after, place)


def _is_settled(before: str, around: str, place: Place) -> bool:
    """Agreed with an hour, moved there, or promised by the rep himself ("I'll send it Friday")."""
    agreed = place.moment.at is not None and AGREED.search(before)
    moved = MOVED_TO.search(before) and (_is_my_plan_moved(before) or not EVENT.search(around))
    promised = WE_WILL.search(before) or (I_WILL.search(before) and _own(CONTACT_EN, before))
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
    return BACK.search(f"{before}|{after}") is not None and _acts(f"{before} {after}")


def _role_of_a_bare_time(before: str, after: str, place: Place) -> int:
    """A time with no known verb: a plan, unless the sentence is about somebody else."""
    if GOODBYE.search(before) or GOODBYE.search(place.last_clause):
        return 0
    words = LOOSELY.sub("", before + after).strip(" :|()")
    if not words:
        near = place.next_clause if place.next_clause.strip() else place.last_clause
        acts = CONTACT_ZH.search(near) or _own(CONTACT_EN, near)
        return _NEXT_TO_ACT if acts else _BARE
    return 0 if is_a_fact(place) else _BARE


def _acts_then(clause: str) -> bool:
    """Whether the next clause acts at the time just named: "call her then", 到时候催他."""
    return _acts(clause) and THEN.search(clause) is not None


def _acts(clause: str) -> bool:
    return bool(CONTACT_ZH.search(clause) or _own(CONTACT_EN, clause))


def _own(pattern: re.Pattern[str], words: str) -> list[re.Match[str]]:
    """Matches that are verbs: a word behind an article is a noun ("the call", "his order")."""
    found = []
    for match in pattern.finditer(words):
        if words.startswith((":", " from "), match.end()):
            continue  # "Greenfield call: Bill says ...", "message from Amina"
        last = words[: match.start()].rsplit(maxsplit=2)[-2:]
        if _NO_NOUN.match(words, match.start()):
            last = [word for word in last if word not in PRAISE]  # "went great send it fri"
        if _OBJECT.match(words, match.end()):
            last = last[-1:]  # "left it with his son call him tonight"
        if not ARTICLES.intersection(last) and not THEIR_VERB.search(words, 0, match.start()):
            found.append(match)
    return found


def _last_end(pattern: re.Pattern[str], words: str) -> int:
    return max((match.end() for match in pattern.finditer(words)), default=-1)


def may_be_past(moment: Moment, now: datetime) -> bool:
    """Whether the same words may mean a day of the last months: "Friday", 25号, not "Dec 2"."""
    if moment.back is None:
        hour = moment.at is not None and not moment.dated and moment.repeat is None
        return hour or moment.text.lower().startswith(
            ("in ", "within ")
        )  # "sent 3 quotes in 2 days"
    return now.date() - _LAST_MONTHS <= moment.back <= now.date()


def _needs_an_action(moment: Moment, now: datetime) -> bool:
    """Times that are talk unless the rep does something: 明年预算削减, "every day they use 200"."""
    if moment.back and moment.text[:1].isdigit() and "/" in moment.text:
        far = moment.day - now.date() > timedelta(days=_LONG_INTERVAL)
        if far:
            return True  # "win rate 3/10"
    is_long = moment.until is not None and (moment.until - moment.day).days > _TENTH
    is_habit = moment.kind is Kind.RECURRENCE and moment.at is None
    return is_long or is_habit or _is_bare_rollover(moment, now)


def _is_a_rule(place: Place) -> bool:
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


def _leans_back(place: Place, now: datetime) -> bool:
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


def _is_a_year(moment: Moment) -> bool:
    return moment.until is not None and (moment.until - moment.day).days > _LONG_INTERVAL


def _is_bare_today(moment: Moment, now: datetime) -> bool:
    on_day = moment.at is None and moment.day == now.date()
    return on_day and moment.kind is Kind.POINT and moment.doubt is None


def _is_meant_today(place: Place) -> bool:
    """Whether "today" is still to come: reports say "today" of what is done."""
    around = place.before + "|" + place.after
    if REMINDER.search(around) or MEANT_TODAY.search(around):
        return True
    alone = not (place.last_clause.strip() or place.next_clause.strip())
    if alone and _NUMBERED.search(place.moment.text) and CONTACT_ZH.match(place.after.lstrip()):
        return True  # 24号打电话给他
    return any(match.start() == 0 for match in _own(CONTACT_EN, place.before.lstrip()))
