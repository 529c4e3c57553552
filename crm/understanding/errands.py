"""Several things to be done in one line, each at its own customer: `10点给华信打电话,11点给宏远打电话`."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from crm.understanding.dates.moments import Moment
from crm.understanding.interactions import is_ahead, kind_to_come
from crm.understanding.mentions import Mention
from crm.understanding.reading import Intent, Reading
from crm.understanding.scene import Scene
from crm.understanding.stops import MOST_STOPS, are_together, parts_of
from crm.understanding.who import who_is_meant

_LOOSE_END = re.compile(r"(?:[\s,,;;。.、]|\b(?:and|then)\b|然后|[和跟与再])+$|^[\s,,;;。.、]+")


def read_errands(scene: Scene, moments: Sequence[Moment], now: datetime) -> list[Reading]:
    """Return a reminder for each stop of a line where more is to be done than to visit; none where it is no such line.

    Each part names one customer and its own hour, or several in one list that share the time named last.
    """
    if len(scene.names) > MOST_STOPS:
        return []
    certain = all(one.certain and len(one.customers) == 1 for one in scene.names)
    usable = moments and all(
        is_ahead(one, now) and not (one.doubt or one.repeat) for one in moments
    )
    if not certain or not usable or len({one.customers[0].id for one in scene.names}) < 2:
        return []
    found: list[Reading] = []
    last: Moment | None = None
    for start, end in parts_of(scene):
        names = [one for one in scene.names if start <= one.start < end]
        own = [one for one in moments if start <= one.span[0] < end]
        when = next((one for one in own if one.at), next(iter(own), None))
        last = when or last
        if not names:
            continue
        if last is None or not are_together(scene, names) or (when is None and len(names) == 1):
            return []
        for place, name in enumerate(names):
            moment = last if place == 0 else replace(last, at=None)
            found.append(_errand(scene, (start, end), name, moment))
    return found if len(found) > 1 else []


def _errand(scene: Scene, part: tuple[int, int], name: Mention, moment: Moment) -> Reading:
    due = moment.day if moment.at is None else datetime.combine(moment.day, moment.at)
    text = scene.page.text[slice(*part)]
    who = who_is_meant(replace(scene.within(*part), names=(name,)))
    return Reading(
        text,
        Intent.REMIND,
        customer=who.customer,
        contact=who.contact,
        contact_id=who.contact_id,
        follow_up=due,
        next_step=_LOOSE_END.sub("", text).strip(),
        planned=kind_to_come(scene.masked, *part),
        spans={**who.spans, "part": scene.span(*part), "follow_up": scene.span(*moment.span)},
        doubts=who.doubts,
    )
