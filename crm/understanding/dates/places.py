"""Where a time stands in its message: its clause, and the words on either side of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from crm.understanding.dates.cues import CORRECTION
from crm.understanding.dates.moments import Moment

_CLAUSE_END = re.compile(
    r"[,;!?\n…]|(?<=[一-龥●■▲]{5})[ ](?=[一-龥●■▲])|\s-\s|\.(?!\d)|然后|但是?|所以|不过|而且"
    r"|\b(?:(?:but|so|however|because)\b|then(?=\s+[a-z])|and (?=(?:he|she|they)\b|(?:i )?(?:will|i'?ll|then|need|must|remind|call|send|follow|visit|go|try|please|wants?)\b))"
)
_MARK = re.compile(r"[\s,、/&~+和跟与或的-]?")  # between the times of a list
_GOES_ON = re.compile(
    rf"(?:{_MARK.pattern})|\s?(?:and|&)?\s?(?:again|also)\s(?:on\s|at\s)?(?:the\s)?"
)
_LONGEST_LIST = 6  # moments
_WIDEST = 120  # characters of a clause that are looked at on either side


@dataclass(frozen=True, slots=True)
class Place:
    """A moment with the words around it, within its clause and up to its neighbours.

    `last_clause` and `next_clause` are the clauses beside its own where they name no time;
    `rank` counts the moments before it in the same clause. `corrected` tells whether the next moment
    takes its place: "Wednesday, sorry, I mean Thursday"; `is_followed` whether one follows in its clause.
    """

    moment: Moment
    before: str
    after: str
    last_clause: str
    next_clause: str
    rank: int
    corrected: bool = False
    is_followed: bool = False


def places(folded: str, moments: Sequence[Moment]) -> list[Place]:
    """Each moment in its place."""
    clauses = _clauses(folded, [moment.span for moment in moments])
    found: list[Place] = []
    numbers = [_clause_of(moment, clauses) for moment in moments]
    for place, (moment, number) in enumerate(zip(moments, numbers, strict=True)):
        start, end = clauses[number]
        first, last = _first_of_list(folded, moments, place), _last_of_list(folded, moments, place)
        opens = moments[first].span[0]
        left = max(start, moments[first - 1].span[1] if first else 0, opens - _WIDEST)
        right = min(end, moments[last].span[1] + _WIDEST)
        if last + 1 < len(moments):
            right = min(right, moments[last + 1].span[0])
        beside = [
            folded[slice(*clauses[other])]
            if 0 <= other < len(clauses) and other not in numbers
            else ""
            for other in (number - 1, number + 1)
        ]
        found.append(
            Place(
                moment,
                folded[left:opens],
                folded[moments[last].span[1] : right].rstrip(),
                beside[0][-_WIDEST:],
                beside[1][:_WIDEST],
                numbers[:place].count(number),
                is_corrected(folded, moments, place),
                last + 1 < len(moments) and moments[last + 1].span[0] <= end,
            )
        )
    return found


def is_corrected(folded: str, moments: Sequence[Moment], place: int) -> bool:
    """Whether the next moment takes the place of this one: 今天下午哦不对是昨天下午."""
    if place + 1 >= len(moments):
        return False
    between = folded[moments[place].span[1] : moments[place + 1].span[0]]
    if moments[place].doubt and "?" in between:  # 明后天? 后天吧
        return True
    return len(between) <= _WIDEST and CORRECTION.search(between) is not None


def _first_of_list(folded: str, moments: Sequence[Moment], place: int) -> int:
    """The first of such a list, also where it goes on as "and again on"."""
    start = max(place - _LONGEST_LIST, 0)
    while place > start and _GOES_ON.fullmatch(
        folded, min(moments[place - 1].span[1], moments[place].span[0]), moments[place].span[0]
    ):
        place -= 1
    return place


def _last_of_list(folded: str, moments: Sequence[Moment], place: int) -> int:
    """The last of moments that follow one another with hardly a mark between: 周四周五, "Mon/Tue"."""
    end = min(place + _LONGEST_LIST, len(moments) - 1)
    while place < end and _MARK.fullmatch(
        folded, moments[place].span[1], max(moments[place].span[1], moments[place + 1].span[0])
    ):
        place += 1
    return place


def _clauses(folded: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Start and end of every clause; a time is never cut through."""
    inside = {at for start, end in taken for at in range(start, end)}
    # One act of a long message is blank but for its own stretch.
    begin, end = len(folded) - len(folded.lstrip(" ")), len(folded.rstrip(" "))
    cuts = [
        cut.span() for cut in _CLAUSE_END.finditer(folded, begin, end) if cut.start() not in inside
    ]
    starts = [0, *(end for _, end in cuts)]
    ends = [*(start for start, _ in cuts), len(folded)]
    return list(zip(starts, ends, strict=True))


def _clause_of(moment: Moment, clauses: Sequence[tuple[int, int]]) -> int:
    low, high = 0, len(clauses) - 1
    while low < high:
        middle = (low + high) // 2
        if clauses[middle][1] < moment.span[1]:
            low = middle + 1
        else:
            high = middle
    return low
