"""One line in, one JSON-ready object out: what `fieldbook understand` prints."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from crm.understanding.book import Book
from crm.understanding.message import read_message
from crm.understanding.reading import Doubt, Intent, Reading, Span, Task

# The fields of a reading in the order in which they are printed; all but the first may be null.
FIELDS = (
    "intent",
    "kind",
    "customer",
    "contact",
    "new_customer",
    "city",
    "phone",
    "at",
    "follow_up",
    "repeat",
    "amount",
    "currency",
    "close_by",
    "stage",
    "outcome",
    "next_step",
    "lost_reason",
    "planned",
    "problem",
)


def understand_line(text: str, now: datetime, book: Book) -> dict[str, Any]:
    """Read one message as `read_message` does and return it as plain JSON values.

    Dates are ISO dates, times `YYYY-MM-DDTHH:MM` in the zone of `now`, amounts numbers in whole
    units. Beside the fields stand `tags`, `tasks`, `fields`, `urgent`, `conditions`, `spans`, `doubts` and `also`.
    """
    return {"text": text, **_written(read_message(text, now, book))}


def _written(reading: Reading) -> dict[str, Any]:
    fields = {name: _value(getattr(reading, name)) for name in FIELDS}
    if reading.intent is Intent.PLAN:  # a visit to come is a reminder in the words of the table
        fields["intent"] = Intent.REMIND.value
    fields["customer"] = reading.customer.name if reading.customer else None
    return fields | {
        "tags": list(reading.tags),
        "tasks": [_handed(task) for task in reading.tasks],
        "fields": dict(reading.fields),
        "urgent": reading.is_urgent,
        "conditions": dict(reading.conditions),
        "spans": {name: _quoted(span) for name, span in reading.spans.items()},
        "doubts": [_asked(doubt) for doubt in reading.doubts],
        "also": [_written(other) for other in reading.also],
    }


def _handed(task: Task) -> dict[str, Any]:
    return {
        "colleague": task.colleague,
        "what": task.what,
        "due": _value(task.due),
        "customer": task.customer.name if task.customer else None,
    }


def _value(value: object) -> str | int | float | None:
    if value is None:
        return None
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return str(value)


def _quoted(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def _asked(doubt: Doubt) -> dict[str, Any]:
    return {
        "about": doubt.about,
        "why": doubt.why.value,
        "span": _quoted(doubt.span) if doubt.span else None,
        "choices": [
            {"customer": one.customer.name, "contact": one.contact.name if one.contact else None}
            for one in doubt.choices
        ],
        "values": list(doubt.values),
    }
