"""What the program does by itself, again and again: looked at every so often, done only where it is due."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.work import Work

AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty of the program.

    Every so many seconds `is_due` looks, without a lock, whether there is anything to do; `do` does at most
    `at_once` of it in one transaction and returns how many it looked at. What it sends goes out as a push
    under a key that can exist only once. It is no act of a member: nothing of it is in the history.
    `load` loads what `do` needs and `is_due` does not: before the lock, and in a thread that holds up nobody.
    """

    name: str
    every: float
    is_due: Callable[[Work], bool]
    do: Callable[[Work], int]
    at_once: int = AT_ONCE
    load: Callable[[], object] = lambda: None
