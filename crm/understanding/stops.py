"""A line cut into its stops: between commas, and where another customer or another hour begins."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from crm.understanding.mentions import Mention
from crm.understanding.scene import Scene

MOST_STOPS = 12
_CUT = re.compile(r"[,;、。\n]|\s(?:and|then|und)\s|然后|接着|随后|再去|再到")
TOGETHER = re.compile(r"\s*(?:[和与跟及&+]|and)\s*")
_CLOCK_FIRST = re.compile(r"[^■●]*(?:\d[点时:]|\d ?(?:am|pm)|[一二两三四五六七八九十][点时])")
_NEXT_STOP = re.compile(r"(?:[点半整分刻]|[ap]m|:\d\d)\s+(?=\S+\s*\d{1,2}(?:[点:时]| ?[ap]m))")


def parts_of(scene: Scene) -> Iterator[tuple[int, int]]:
    """Yield the parts between commas; one with several names and times is cut where a stop begins."""
    start = 0
    masked = scene.masked
    for cut in [*_CUT.finditer(masked), None]:
        end = cut.start() if cut else len(masked)
        if masked[start:end].strip():
            yield from _by_names(scene, start, end)
        start = cut.end() if cut else end


def are_together(scene: Scene, names: Sequence[Mention]) -> bool:
    """Tell whether names stand in one list: 华信、宏远和盛达."""
    gaps = ((one.end, other.start) for one, other in pairwise(names))
    return all(TOGETHER.fullmatch(scene.masked, *gap) for gap in gaps)


def _by_names(scene: Scene, start: int, end: int) -> Iterator[tuple[int, int]]:
    names = [one for one in scene.names if start <= one.start < end]
    clock_first = bool(names) and _CLOCK_FIRST.match(scene.masked, start, names[0].start)
    at = start
    if len(names) == 1 and not clock_first:
        cut = _NEXT_STOP.search(scene.masked, names[0].end, end)
        if cut:
            yield start, cut.end()
            at = cut.end()
    for one, other in pairwise(names):
        if TOGETHER.fullmatch(scene.masked, one.end, other.start):
            continue
        begin = one.end if clock_first else other.start
        yield at, begin
        at = begin
    yield at, end
