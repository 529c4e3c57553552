"""What a rep marks by a sign: `#tags`, work for a colleague after `@name`, and `field: value`."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from crm.understanding.dates.moments import Moment
from crm.understanding.interactions import is_ahead
from crm.understanding.reading import Task
from crm.understanding.scene import Scene
from crm.understanding.signs import COLLEAGUE, TAG

_FIELD = re.compile(
    r"(?:^|[\s,;。])(?P<name>[^\W\d_][\w/]{0,19}(?: [^\W\d_]\w{0,19}){0,2})[ ]?[:=][ ]?(?![/\s])(?P<value>[^,;。\n#]{1,200})"
)
_SEPARATORS = " \t,,;;。.!!::、"


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a message, each once: `#重点` gives `重点`."""
    return tuple(dict.fromkeys(found[1] for found in TAG.finditer(text)))


def read_fields(scene: Scene, moments: Sequence[Moment]) -> dict[str, str]:
    """Return what is written as `name: value`, both as the rep wrote them; `Wed: …` is none."""
    text = scene.page.text
    times = {one.span[0] for one in moments}
    found = (one for one in _FIELD.finditer(scene.masked) if one.start("name") not in times)
    return {
        text[slice(*one.span("name"))]: text[slice(*one.span("value"))].strip() for one in found
    }


def read_tasks(scene: Scene, moments: Sequence[Moment], now: datetime) -> tuple[Task, ...]:
    """Return the work handed to colleagues: the words after each `@name` up to the next.

    Two names side by side share what follows.
    """
    tasks: list[Task] = []
    for name, start, end in reversed(list(_handed(scene))):
        what = TAG.sub("", scene.page.text[start:end]).strip(_SEPARATORS)
        if not what and tasks:
            tasks.append(Task(name, tasks[-1].what, tasks[-1].due, tasks[-1].customer))
            continue
        ahead = (one for one in moments if start <= one.span[0] < end and is_ahead(one, now))
        first = next((one for one in ahead if not one.doubt), None)
        known = next((one for one in scene.names if start <= one.start < end), None)
        certain = known is not None and known.certain and len(known.customers) == 1
        customer = known.customers[0] if known and certain else None
        tasks.append(Task(name, what, _due(first) if first else None, customer))
    return tuple(reversed(tasks))


def own_moments(scene: Scene, moments: Sequence[Moment]) -> list[Moment]:
    """Leave out the times of what is handed over behind the rep's own words.

    A message that opens with `@name` is about that task: there they stay.
    """
    handed = [(start, end) for _, start, end in _handed(scene)]
    if not handed or not scene.masked[: handed[0][0]].strip():
        return list(moments)
    return [one for one in moments if one.span[0] < handed[0][0]]


def _handed(scene: Scene) -> Iterator[tuple[str, int, int]]:
    """Yield each colleague with where the words to him begin and end; `@Acme` is a place."""
    named = {one.start for one in scene.names}
    found = [one for one in COLLEAGUE.finditer(scene.page.text) if one.start(1) not in named]
    ends = [*(one.start() for one in found[1:]), len(scene.page.text)]
    for one, end in zip(found, ends, strict=False):
        yield one[1], one.end(), end


def _due(moment: Moment) -> date | datetime:
    return moment.day if moment.at is None else datetime.combine(moment.day, moment.at)
