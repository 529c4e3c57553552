"""One line of `fieldbook when`: what a message sets as its next step."""

from datetime import datetime

from crm.understanding.dates.choosing import next_step
from crm.understanding.dates.moments import Moment


def when_line(text: str, now: datetime) -> dict[str, str | None]:
    """What `text` means at `now` (aware, in the member's zone), ready for JSON.

    `when` is an ISO date, or a local minute without offset; None where the message sets no next
    step or where it must be asked (`doubt` says why).
    """
    step = next_step(text, now)
    moment = step.moment
    certain = moment if step.doubt is None else None
    return {
        "text": text,
        "when": written(certain) if certain else None,
        "matched": step.words or None,
        "kind": moment.kind.value if moment else None,
        "repeat": certain.repeat.value if certain and certain.repeat else None,
        "doubt": step.doubt.value if step.doubt else None,
    }


def written(moment: Moment) -> str:
    """A moment as ISO date, or date and minute."""
    return f"{moment.day}T{moment.at:%H:%M}" if moment.at else moment.day.isoformat()
