"""One line of `fieldbook when`: what a message sets as its next step."""

from datetime import datetime

from crm.understanding.dates.choosing import next_step
from crm.understanding.dates.moments import Moment
from crm.understanding.dates.reading import read_times


def when_line(text: str, now: datetime) -> dict[str, str | None]:
    """What `text` means at `now` (aware, in the member's zone), ready for JSON.

    `when` is an ISO date, or a local minute without offset; None where the message sets no next
    step or where it must be asked (`doubt` says why).
    """
    moments = read_times(text, now)
    step = next_step(text, now, moments)
    moment = step.moment
    return {
        "text": text,
        "when": (moment and not step.doubt and written(moment)) or None,
        "matched": step.words or None,
        "kind": moment and moment.kind.value,
        "repeat": moment and moment.repeat and moment.repeat.value,
        "doubt": step.doubt and step.doubt.value,
    }


def written(moment: Moment) -> str:
    """A moment as ISO date, or date and minute."""
    return f"{moment.day}T{moment.at:%H:%M}" if moment.at else moment.day.isoformat()
