"""What a rep reads while he fills the fields that the administrator added."""

from markupsafe import Markup

from crm.custom_fields import ValueChanged
from handlers.customers.buttons import ClearField, FillField, SetChoice, SetYesNo
from handlers.customers.edit_steps import CustomShown
from handlers.customers.edit_texts import VALUE_IN_KEY, change_line, receipt
from handlers.fields.texts import value_text
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from storage.customer_file import CustomField, FieldKind

CHOICE_BYTES = 40  # what a button carries beside its own tag


def ask_custom(shown: CustomShown, say: Say) -> Screen:
    """Ask which of the team's fields to fill."""
    keys = [
        Tap(_labelled(one, shown.values.get(one.id), say), FillField(one.id))
        for one in shown.fields
    ]
    return Screen(
        lines(Markup("<b>{}</b>").format(shown.customer.name), say("What shall I change?")),
        grid(keys, 2),
    )


def ask_custom_value(shown: CustomShown, field: CustomField, say: Say) -> Screen:
    """Ask for the value of one of the team's fields."""
    value = shown.values.get(field.id)
    keys: list[Key] = []
    if field.kind is FieldKind.YES_NO:
        keys = [Tap(say.plain("Yes"), SetYesNo("yes")), Tap(say.plain("No"), SetYesNo("no"))]
    elif field.kind is FieldKind.CHOICE:
        keys = [Tap(one, SetChoice(one)) for one in field.choices if _fits(one)]
    now = say("Now: {value}", value=value_text(field, value, say)) if value else None
    if value:
        keys.append(Tap(say.plain("🗑 Leave empty"), ClearField()))
    ask = say("<b>{what}</b>: type what it shall be.", what=field.name)
    return Screen(lines(ask, now), grid(keys, 2))


def value_changed(done: ValueChanged, say: Say) -> Screen:
    """Read back a value, before and after."""
    before = value_text(done.field, done.before, say) if done.before else None
    after = value_text(done.field, done.after, say) if done.after else None
    text = change_line(done.field.name, before, after, say)
    return receipt(done.customer, done.undo, [text], say)


def _fits(choice: str) -> bool:
    return len(choice.encode()) <= CHOICE_BYTES and ":" not in choice and "~" not in choice


def _labelled(field: CustomField, value: str | None, say: Say) -> str:
    if value is None:
        return field.name
    return f"{field.name}: {clip(value_text(field, value, say), VALUE_IN_KEY)}"
