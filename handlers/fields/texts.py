"""What people read about custom fields: the administrator's list, and values as a rep writes them."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from crm.field_settings import MOST_FIELDS, FieldChanged
from handlers.fields.buttons import (
    AddField,
    ChangeChoices,
    ListFields,
    OpenField,
    RenameField,
    RetireField,
    SetKind,
)
from handlers.kit.commands import N_
from handlers.kit.links import Undo
from handlers.kit.say import LANGUAGES, Say
from handlers.kit.screen import Key, Screen, Tap, grid, lines
from storage.customer_file import CustomField, FieldKind

KINDS = {
    FieldKind.TEXT: N_("Text"),
    FieldKind.NUMBER: N_("Number"),
    FieldKind.DAY: N_("Date"),
    FieldKind.CHOICE: N_("Choice"),
    FieldKind.YES_NO: N_("Yes or no"),
}


def kind_named(words: str) -> FieldKind | None:
    """Return the kind that words name, in any language."""
    said = words.strip().lower()
    for language in LANGUAGES:
        for kind, label in KINDS.items():
            if Say.of(language).plain(label).lower() == said:
                return kind
    return None


def value_text(field: CustomField, value: str, say: Say) -> str:
    """Return a value in the member's language."""
    if field.kind is FieldKind.YES_NO:
        return say.plain("yes") if value == "yes" else say.plain("no")
    if field.kind is FieldKind.DAY:
        return say.day(date.fromisoformat(value))
    if field.kind is FieldKind.NUMBER:
        return say.number(Decimal(value))
    return value


def listing(fields: Sequence[CustomField], say: Say) -> Screen:
    """List the fields of the team."""
    rows = [
        Markup("• {} · {}").format(one.name, say.plain(KINDS[one.kind]))
        + (Markup(": {}").format(" / ".join(one.choices)) if one.choices else Markup())
        for one in fields
    ]
    keys: list[Key] = [Tap(f"✎ {one.name}", OpenField(one.id)) for one in fields]
    if len(fields) < MOST_FIELDS:
        keys.append(Tap(say.plain("➕ Field"), AddField()))
    head = say("<b>Fields of your customers</b>")
    none = say("There are none beside the usual ones yet.")
    how = say("A rep fills them from the card, or in a line: “Acme, payment: 30 days”.")
    return Screen(lines(head, *(rows or [none]), how), grid(keys, 2))


def field(one: CustomField, say: Say) -> Screen:
    """Show a field with what can be changed."""
    keys: list[Key] = [Tap(say.plain("✎ Name"), RenameField(one.id))]
    if one.kind is FieldKind.CHOICE:
        keys.append(Tap(say.plain("✎ Choices"), ChangeChoices(one.id)))
    keys.append(Tap(say.plain("🗑 Take away"), RetireField(one.id)))
    return Screen(
        lines(
            Markup("<b>{}</b> · {}").format(one.name, say.plain(KINDS[one.kind])),
            " / ".join(one.choices) or None,
        ),
        (*grid(keys, 2), (Tap(say.plain("‹ Fields"), ListFields()),)),
    )


def ask_name(before: str, say: Say) -> Screen:
    """Ask what a field is called."""
    if before:
        return Screen(say("<b>{name}</b>: what shall it be called?", name=before))
    return Screen(
        lines(
            say("<b>New field: what is it called?</b>"),
            say("For example: payment terms, 付款方式"),
        )
    )


def ask_kind(name: str, say: Say) -> Screen:
    """Ask what a field holds."""
    keys = [Tap(say.plain(label), SetKind(kind)) for kind, label in KINDS.items()]
    return Screen(say("What does <b>{name}</b> hold?", name=name), grid(keys, 2))


def ask_choices(name: str, say: Say) -> Screen:
    """Ask for the choices of a field."""
    return Screen(
        lines(
            say("<b>{name}</b>: which choices are there?", name=name),
            say("Type them with commas between: cash, 30 days, 60 days"),
        )
    )


def changed(done: FieldChanged, say: Say) -> Screen:
    """Read back a field that was added or changed."""
    shown = field(done.field, say)
    undo: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    ways = (*undo, Tap(say.plain("‹ Fields"), ListFields()))
    return Screen(lines(say("✅ Saved."), shown.text), (*shown.rows[:-1], tuple(ways)))


def retired(done: FieldChanged, say: Say) -> Screen:
    """Read back that a field was taken away."""
    undo: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    return Screen(
        lines(
            say("🗑 {name} was taken away.", name=done.field.name),
            say("What customers have in it is kept: [Undo] brings it back."),
        ),
        ((*undo, Tap(say.plain("‹ Fields"), ListFields())),),
    )
