"""Work that is counted, not timed: a loaded machine counts the same as an idle one."""

import sys
from collections import Counter
from collections.abc import Callable
from types import FrameType
from typing import Any

LONGER = 4  # times as long
GROWTH = (
    6  # times as much work at most: twice as much again as in proportion would be 8, its square 16
)
START = 2_000  # calls that any text costs, however short


def calls_of(read: Callable[[], object]) -> int:
    """Count the calls, of Python and of C, that a second run makes: the first may load and remember."""
    read()
    count = 0

    def note(_frame: FrameType, event: str, _arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read()
    finally:
        sys.setprofile(before)
    return count


def calls_by_name(read: Callable[[], object]) -> Counter[str]:
    """Count the calls of each Python function, by its name."""
    names: Counter[str] = Counter()

    def note(frame: FrameType, event: str, _arg: Any) -> None:
        if event == "call":
            names[frame.f_code.co_name] += 1

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read()
    finally:
        sys.setprofile(before)
    return names


def grows_in_proportion(read: Callable[[str], object], text: str) -> bool:
    """Say whether a text takes no more than so many times the work of its first quarter."""
    part = calls_of(lambda: read(text[: len(text) // LONGER]))
    return calls_of(lambda: read(text)) <= START + GROWTH * part
