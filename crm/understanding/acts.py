"""Several acts in one message: `拜访了甲…;给乙打了电话` are two, each with its own fields."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise
from typing import TypeVar

from crm.understanding.interactions import Interaction
from crm.understanding.mentions import Mention
from crm.understanding.people import Named
from crm.understanding.scene import Scene
from crm.understanding.vocabulary.requests import NEW_CUSTOMER, REMIND

Placed = TypeVar("Placed", Mention, Named)
_MOST_ACTS = 6
_AND = re.compile(r"[ ]?(?:[和与跟及、,&]|and|, and)[ ]?")
# 聊到他们老板和华信王总是同学: the other customer is talked about, not met.
_ABOUT = re.compile(
    r"(?:聊|谈|说|提|讲|问)(?:到|起|及|了)[^,。;]{0,12}[■●]|\b(?:mentioned|told me about|talked about|asked about|compared (?:us )?(?:to|with)|used to work (?:at|for))\b[^,.;]{0,20}[■●]"
)


def split_acts(scene: Scene, interactions: Sequence[Interaction]) -> list[Scene]:
    """Return the acts in order: a new one begins where another customer is met or called."""
    if NEW_CUSTOMER.search(scene.masked):
        return [scene]
    cuts = [scene.start, *islice(_cuts(scene, interactions), _MOST_ACTS - 1)]
    if len(cuts) == 1:
        return [scene]
    ends = [*cuts[1:], scene.end]
    return [scene.within(start, end) for start, end in zip(cuts, ends, strict=True)]


def met_together(scene: Scene) -> list[Mention]:
    """Return the customers named in one breath with the first: `Harbor and Blue Lantern`."""
    together = []
    for one, other in pairwise(scene.names):
        if not _AND.fullmatch(scene.masked, one.end, other.start):
            break
        together.append(other)
    return [one for one in together if len(one.customers) == 1 and one.certain]


def _cuts(scene: Scene, interactions: Sequence[Interaction]) -> Iterator[int]:
    acting = {one.clause for one in interactions}
    current: set[int] = set()
    begun = False
    for start, end in scene.clauses:
        ids = (
            set() if _ABOUT.search(scene.masked, start, end) else _customers_in(scene, start, end)
        )
        acts = (start, end) in acting or REMIND.search(scene.masked, start, end) is not None
        if begun and acts and ids and current and not ids & current:
            yield start
            current = ids
        elif not current:
            current = ids
        begun = begun or acts


def _customers_in(scene: Scene, start: int, end: int) -> set[int]:
    """Return who may be meant in a clause: the customers named, else those of its people."""
    named = {known.id for name in _between(scene.names, start, end) for known in name.customers}
    return named or {
        known.id for person in _between(scene.people, start, end) for known, _ in person.matches
    }


def _between(found: Sequence[Placed], start: int, end: int) -> Sequence[Placed]:
    """Return those that begin between two offsets, of some in text order."""
    first = bisect_left(found, start, key=lambda one: one.start)
    return found[first : bisect_left(found, end, key=lambda one: one.start)]
