"""What a rep types about the reminder that he was just told of: done, give it up, later, or another time."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from crm.instants import local
from crm.reminders import Due
from crm.words import read_due
from storage.tables import Reminder, ReminderState

MARKS = " .。!！,，~～"
NOTHING_NEXT = re.compile(
    r"no|none|nope|nothing(?: more| else)?|no thanks?|not now|不|无|没有?|不用了?|没了|没有了|暂时没有|先不用",
    re.IGNORECASE,
)
DONE = re.compile(
    r"(?:ok(?:ay)?,? )?(?:it'?s |i'?ve |i |all |just |already )*"
    r"(?:done|did (?:it|that|this)|finished|completed?|sorted|handled|taken care of)"
    r"(?:,? (?:it|that|this|already|now|thanks?|thank you))*"
    r"|(?:好的?[,，])?(?:我|已经?|都)*(?:完成|搞定|做完|弄完|办完|办好|办妥|做好|弄好|处理完?|处理好|解决|打过|做过)(?:了|啦)?|好了|好啦",
    re.IGNORECASE,
)
GIVES_UP = re.compile(
    r"(?:please )?(?:cancel|drop|forget|skip)(?: (?:this|that|the|it|my))?(?: reminder| one)?|(?:it'?s )?(?:not|no longer) needed"
    r"|don'?t remind me(?: again)?"
    r"|(?:取消|不用了?|不需要了?)|不用(?:再)?提醒(?:我)?了?|取消(?:这个|这条|该|此)?提醒|别(?:再)?提醒(?:我)?了",
    re.IGNORECASE,
)
LATER = re.compile(
    r"(?:please )?(?:not (?:right )?now|(?:maybe )?later|(?:remind|ask|tell|ping) me (?:again|later|again later)"
    r"|snooze(?: it| this)?|(?:i'?m )?busy(?: (?:right )?now)?|in a (?:bit|while|moment)|(?:i )?can'?t (?:right )?now|some other time)"
    r"|(?:我)?(?:等一?会儿?|等下|等等|稍后|晚点儿?|晚些|过一?会儿?|回头|待会儿?|以后|改天)"
    r"(?:再?(?:说|提醒我?|叫我|通知我|打|弄|看|做|办|联系))?吧?"
    r"|(?:我)?(?:现在)?(?:没空|没时间|不方便|不行|在忙|忙着?呢?|在开会|开会呢?)|推迟|延后|(?:再|稍后)提醒(?:我)?(?:一次|一下)?",
    re.IGNORECASE,
)
EXCUSE = re.compile(
    r"^(?:ok(?:ay)?|no|not (?:right )?now|sorry|later|(?:i'?m )?busy(?: now)?|(?:i )?can'?t (?:right )?now"
    r"|好的?|嗯|行|(?:我)?(?:现在)?(?:没空|没时间|不方便|不行|在忙|在开会))[,，。.;；\s]+(?=\S)",
    re.IGNORECASE,
)
ASKS = r"(?:please |(?:can|could|would|will) you (?:please )?|let'?s )?"
MOVES = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:请|帮我)?(?:把?(?:这个|它|提醒|这个提醒))?(?:改到|改成|改为|改期到?|推迟到|延后到|延到|推到|挪到|移到|提前到)"
        r"(?P<when>.+?)(?:吧|再?提醒我?)?",
        r"(?:推迟|延后|延迟|晚)(?P<when>\S+?)(?:吧|再?提醒我?)?",
        r"(?:过|等)?(?P<when>.+?)再(?:提醒我?|叫我|通知我|说|打|弄|看|做|办|处理|联系)(?:一次|一下)?吧?",
        ASKS
        + r"(?:move|put|push|postpone|reschedule|snooze|delay|make)(?: (?:it|this|that|this one))?"
        r"(?: off| back)? ?(?:to|until|till|for|by)? (?P<when>.+?)(?: instead)?(?: please)?\??",
        ASKS
        + r"(?:remind|tell|ask|ping|nudge) me (?:again|(?:about|of) (?:it|this|that)(?: again)?)"
        r" (?P<when>.+?)(?: please)?\??",
        r"again (?P<when>.+?)",
        r"i(?:'ll| will) do (?:it|that|this) (?P<when>.+?)",
        r"(?:better|rather) (?P<when>.+?)",
    )
]


class Wish(StrEnum):
    """What becomes of the reminder."""

    DONE = "done"
    GIVE_UP = "give_up"
    LATER = "later"  # he does not say when
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """What words want of a reminder; `due` is where it is moved to."""

    wish: Wish
    due: Due | None = None


def means_nothing_next(text: str) -> bool:
    """Say whether words answer "what is the next step?" with: none."""
    return NOTHING_NEXT.fullmatch(text.strip().strip(MARKS)) is not None


def read_answer(text: str, reminder: Reminder, said_at: datetime, zone: str) -> AnswerWords | None:
    """Read a line as the answer to a reminder; none where it says anything else, or more.

    A reminder that has not rung can be moved and given up, and nothing else.
    """
    words = text.strip().strip(MARKS)
    if "\n" in words:
        return None
    has_rung = reminder.state is not ReminderState.PLANNED
    if has_rung and DONE.fullmatch(words):
        return AnswerWords(Wish.DONE)
    if GIVES_UP.fullmatch(words):
        return AnswerWords(Wish.GIVE_UP)
    if has_rung and LATER.fullmatch(EXCUSE.sub("", words)):
        return AnswerWords(Wish.LATER)
    due = _moved_to(words, reminder, said_at, zone)
    return AnswerWords(Wish.MOVE, due) if due is not None else None


def _moved_to(words: str, reminder: Reminder, said_at: datetime, zone: str) -> Due | None:
    """Return the time to which words move a reminder: after a word that moves, or after an excuse."""
    excused = EXCUSE.sub("", words)
    said = [found["when"] for pattern in MOVES if (found := pattern.fullmatch(excused))]
    if excused != words:
        said.append(excused)
    found_times = (_due(one, reminder, said_at, zone) for one in said)
    return next(filter(None, found_times), None)


def _due(said: str, reminder: Reminder, said_at: datetime, zone: str) -> Due | None:
    """Return the time that words name; a length is counted from when it is to ring, or from now once it has rung."""
    read = read_due(said, said_at, zone)
    if read.due is not None and not read.rest:
        return read.due
    is_ahead = reminder.state is ReminderState.PLANNED and reminder.due_at > said_at
    start = reminder.due_at if is_ahead else said_at
    for length in (f"in {said}", f"{said}后"):  # "snooze 1 hour", 推迟一小时
        read = read_due(length, start, zone)
        if read.due is not None and not read.rest:
            keeps_its_hour = is_ahead and reminder.asked_time and read.due.at is None
            at = local(start, zone).time() if keeps_its_hour else read.due.at
            return replace(read.due, at=at)
    return None
