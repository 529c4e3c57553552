"""What a rep reads of the tags and fields that a line held."""

from markupsafe import Markup

from crm.customer_fields import CustomerField
from crm.line_marks import AnyField, Marked
from handlers.customers.edit_texts import FIELDS, receipt
from handlers.fields.texts import value_text
from handlers.kit.say import Say
from handlers.kit.screen import Screen


def marked(done: Marked, say: Say) -> Screen:
    """Read back what a line changed in a customer's file."""
    return receipt(done.customer, done.undo, marked_lines(done, say), say)


def marked_lines(done: Marked, say: Say) -> list[Markup]:
    """Return what a line changed in a customer's file: the tags, each field, and what does not fit."""
    tags = " ".join(f"#{tag}" for tag in done.tags)
    rows = [Markup("🏷 {}").format(tags)] if tags else []
    for one in done.fields:
        value = _value(one.field, one.after, say) or say.plain("(empty)")
        rows.append(say("✎ {what}: {value}", what=_name(one.field, say), value=value))
    for field, typed in done.unfit:
        what = _name(field, say)
        rows.append(
            say("❔ {what}: “{value}” does not fit and was not noted.", what=what, value=typed)
        )
    return rows or [say("That was so already.")]


def _name(field: AnyField, say: Say) -> str:
    return say.plain(FIELDS[field]) if isinstance(field, CustomerField) else field.name


def _value(field: AnyField, value: str | None, say: Say) -> str | None:
    if value is None or isinstance(field, CustomerField):
        return value
    return value_text(field, value, say)
