"""Numbers and words that look like times and are none, told by what stands around them."""

import re
from collections.abc import Sequence

from crm.understanding.dates.lookalikes import LOOKALIKES
from crm.understanding.dates.tokens import Token


def is_no_time(sort: str, tokens: Sequence[Token], place: int, end: int, folded: str) -> bool:
    """Whether the tokens from `place` to `end` only look like a time of this sort."""
    start, stop = tokens[place].start, tokens[end - 1].end
    alone = tokens[place].sort if end - place == 1 else ""
    if sort == "CLOCK" and alone == "NUM":
        return not _is_hour_alone(tokens, place, folded)
    if sort == "DAY" and not _is_day(tokens, place, end, folded):
        return True
    if sort == "REPEAT" and tokens[place].sort == "PERIODIC" and end < len(tokens):
        following = tokens[end]
        if following.sort == "OTHER" and following.text.strip() not in _CALLED:
            return True  # "quarterly review", "weekly report"
    words = folded[start:stop]
    before = folded[max(0, start - 24) : start].rpartition("\n")[2]
    after = folded[stop : stop + 24].partition("\n")[0]
    return any(
        sort == guarded and said.match(words) and left.match(before) and right.match(after)
        for guarded, said, left, right in LOOKALIKES
    )


def _is_hour_alone(tokens: Sequence[Token], place: int, folded: str) -> bool:
    """ "11 tomorrow", "call shifted to 4 today": a number beside a day."""
    before = tokens[place - 1] if place else None
    if before is not None and before.text == "to":
        return _MOVED.search(folded, max(0, tokens[place].start - _BESIDE)) is not None
    if before is None or before.sort in ("STOP", "COMMA", "AFTER", "BEFORE", "UNTIL"):
        return True
    at_night = tokens[place + 1 : place + 2] and tokens[place + 1].sort == "TONIGHT"
    return bool(at_night) and tokens[place].value >= 5 and not _COUNTS.search(before.text)


def _is_day(tokens: Sequence[Token], place: int, end: int, folded: str) -> bool:
    if [token.sort for token in tokens[place:end]] == ["NUM", "TO", "NUM"]:
        return _is_dotted_date(tokens, place, end)
    if end - place == 1 and tokens[place].sort == "DAYDOT":
        return _is_day_first(tokens, place, end, folded)
    return _is_anchored(tokens, place, end)


_BESIDE = 40  # characters
_LIMITS = {"ON", "BEFORE", "UNTIL", "AFTER", "FROM", "BETWEEN", "EVERY", "NEXT", "COMING"}
_ANCHORS = _LIMITS | {"IN", "THE", "AT", "OF", "WITHIN", "TO", "EDGE"}
_FOLLOWERS = {"AT", "CLOCK", "PART", "NUM", "AMPM", "COMMA", "STOP", "AND", "OR", "TO", "ON"} | {
    "BEFORE",
    "AFTER",
    "MONTH",
    "HALFPAST",
    "SLASH",
    "DOT",
    "ORD",
    "ORDNUM",
    "EOD",
    "WEEK",
    "NEXT",
}
# What the rep does on "the 30th", where it opens the line.
_ACTS = frozenset(
    "call ring phone text email send visit meet see pick collect drop bring book chase check deliver"
    " demo ship order pay submit follow swing load install quote invoice remind present hand".split()
)
_PEOPLE = frozenset({"jan", "may", "april", "june", "august"})
# What a rep does on 12.15: the date opens its clause, and no unit follows.
_DOES = re.compile(
    r"\s?(?:[去拜访给和跟与约到见打发送寄开签交提找联回催做看请陪报演■●]|复[测查诊检]|验收|试[机产用]|安装|调试|培训|上门|下午|上午|早|晚|中午)"
)
_BEHIND_A_DATE = frozenset({"PART", "WEEKDAY", "CLOCK", "DAWN", "PRIOR", "LATER"})
_SETS_A_DAY = re.compile(
    r"(?<![a-z])(?:call|ring|phone|visit|meet(?:ing)?|see|send|demo|appointment|appt|termin|follow[- ]?up|f/?u|remind me|lunch|dinner|am|ab|bis|vom|den)(?![a-z])[^,.;\d]{0,24}\Z|[访见约送寄发跟谈]\s?\Z"
)
_MOVED = re.compile(
    r"(?<![a-z])(?:moved?|shift(?:ed)?|push(?:ed)?|changed?|brought (?:forward|up)|bump(?:ed)?|rescheduled?|postponed?) [^,.;]{0,20}\bto "
)
_COUNTS = re.compile(
    r"\b(?:for|of|needs?|wants?|orders?|bring|takes?|about|send|ship|only|all)\s?\Z"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_SET_FOR = frozenset({"定在", "定于", "放在", "安排在", "在", "于"})
_CALLED = frozenset({"reminder", "reminders", "remind", "ping"})


def _is_anchored(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether a word that is often no date stands where a date would: "in May", "by the 3rd"."""
    if end - place > 2 or (end - place == 2 and tokens[place].sort != "THE"):
        return True
    token = tokens[end - 1]
    before = tokens[place - 1].sort if place else ""
    after = tokens[end].sort if end < len(tokens) else "STOP"
    if token.sort == "ORD":
        the = tokens[place].sort == "THE" or before in _ANCHORS
        the = the or (
            before == "COMMA" == after and token.text[:1].isdigit()
        )  # "Northwind, 10th, 11:45"
        the = the or (before in ("OR", "AND") and place > 1 and tokens[place - 2].sort == "ORD")
        opens = before in ("", "STOP", "COMMA") and tokens[end : end + 1]
        acts = bool(opens) and tokens[end].text in _ACTS  # the 30th pick up film
        return after != "OF" and the and (after != "OTHER" or before in _LIMITS or acts)
    if token.sort == "DOT":
        return _is_dotted_date(tokens, place, end)
    if token.sort == "MONTH":
        return _is_month(tokens, place, token, after)
    following = tokens[end].text if end < len(tokens) else ""
    return _is_word_of_time(token, before, after, following)


def _is_month(tokens: Sequence[Token], place: int, token: Token, after: str) -> bool:
    before = tokens[place - 1].sort if place else ""
    if before == "TO" and token.text in _PEOPLE:  # "send it to Jan" is no "Oct to Jan"
        return place > 1 and tokens[place - 2].sort == "MONTH"
    beside = [each.sort for each in tokens[place + 1 : place + 3]]
    is_range = (
        after == "TO" and beside[1:] and beside[1] in ("MONTH", "NUM", "ORD", "EDGE", "YEAR")
    )
    return before in _ANCHORS or after == "EDGE" or bool(is_range)


def _is_word_of_time(token: Token, before: str, after: str, following: str) -> bool:
    """Whether a quarter or a short weekday is none of a name, a verb or a thing."""
    if token.sort == "HNAME" and token.text.isascii():
        return before in _LIMITS | {"IN", "OF", "EDGE", "WITHIN"} or after != "OTHER"
    if token.sort == "QNAME" and token.text.isascii():
        if before in ("", "STOP") and _HAN.match(following):
            return True  # Q1拜访
        return before in _ANCHORS - {"THE"} or after != "OTHER"
    if token.sort == "WEEKDAY" and token.text in ("sun", "sat", "mon", "wed"):
        opens = before in ("", "STOP") and token.text in ("mon", "wed")
        return opens or before in _ANCHORS | {"CLOCK", "AMPM"} or after in _FOLLOWERS
    return True


def _is_day_first(tokens: Sequence[Token], place: int, end: int, folded: str) -> bool:
    """Whether 3.12. is a day and no number that ends its sentence."""
    before = tokens[place - 1] if place else None
    after = tokens[end] if end < len(tokens) else None
    if before is None or before.sort in _ANCHORS | {"STOP", "COMMA", "WEEKDAY"}:
        return True
    if after is not None and after.sort in ("AT", "CLOCK", "PART", "WEEKDAY", "BRACKET"):
        return True
    start = tokens[place].start
    return _SETS_A_DAY.search(folded[max(0, start - _BESIDE) : start]) is not None


def _is_dotted_date(tokens: Sequence[Token], place: int, end: int) -> bool:
    """Whether 12.15 or 12-15 is a day: a part of the day or an hour follows, or it opens a clause and an act follows."""
    after = tokens[end] if end < len(tokens) else None
    if after is not None and after.sort in _BEHIND_A_DATE and end - place == 1:
        return True
    if after is not None and after.sort == "NUM" and tokens[end + 1 : end + 2]:
        return tokens[end + 1].sort == "DIAN" and end - place == 1
    before = tokens[place - 1] if place else None
    opens = before is None or before.sort in ("STOP", "COMMA") or before.text in _SET_FOR
    if opens and after is not None and after.sort == "PART" and not after.text.isascii():
        return tokens[place].value >= tokens[end - 1].value  # 12-8 下午; 9-11 上午 are hours
    return opens and after is not None and _DOES.match(after.text) is not None
