"""What people read about custom fields: the administrator's list, and values as a rep writes them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from markupsafe import Markup

from crm.field_settings import FieldChanged, FieldSettings
from handlers.fields.buttons import (
    AddField,
    ChangeChoices,
    GiveToAll,
    ListFields,
    OpenField,
    RenameField,
    RetireField,
    SetKind,
    SetTeam,
    TurnFields,
)
from handlers.kit.commands import N_
from handlers.kit.links import Undo
from handlers.kit.say import LANGUAGES, Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from storage.customer_file import CustomField, FieldKind

ALL_TEAMS = N_("🌐 All teams")
TEAM_IN_KEY = 40
PAGE = 12
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
            if said in (Say.of(language).plain(label).lower(), kind.value.replace("_", " ")):
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


def team_named(words: str, teams: Mapping[int, str]) -> int | None:
    """Return the team that words name, 0 for all of them in any language; none for neither."""
    said = words.strip().lower()
    if said in {Say.of(one).plain(ALL_TEAMS).strip("🌐 ").lower() for one in LANGUAGES}:
        return 0
    return next((number for number, name in teams.items() if name.lower() == said), None)


def listing(settings: FieldSettings, say: Say, at: int = 0) -> Screen:
    """List the fields from a place on, with whose customers have them where there are several teams."""
    shown = settings.fields[at : at + PAGE]
    rows = [
        Markup("• {} · {}").format(one.name, say.plain(KINDS[one.kind]))
        + (Markup(": {}").format(" / ".join(one.choices)) if one.choices else Markup())
        + (
            Markup(" · <i>{}</i>").format(whose)
            if (whose := _whose(one, settings.teams, say))
            else ""
        )
        for one in shown
    ]
    keys: list[Key] = [Tap(f"✎ {one.name}", OpenField(one.id)) for one in shown]
    turn: list[Key] = [Tap("‹", TurnFields(at - PAGE))] if at else []
    turn += [Tap("›", TurnFields(at + PAGE))] if len(settings.fields) > at + PAGE else []
    ways: Rows = ((*turn, Tap(say.plain("➕ Field"), AddField())),)
    head = say("<b>Fields of your customers</b>")
    none = say("There are none beside the usual ones yet.")
    how = say("A rep fills them from the card, or in a line: “Acme, payment: 30 days”.")
    find = say("They are looked up so too: /find payment: 30 days")
    return Screen(lines(head, *(rows or [none]), how, find), (*grid(keys, 2), *ways))


def field(one: CustomField, teams: Mapping[int, str], say: Say) -> Screen:
    """Show a field with what can be changed."""
    keys: list[Key] = [Tap(say.plain("✎ Name"), RenameField(one.id))]
    if one.kind is FieldKind.CHOICE:
        keys.append(Tap(say.plain("✎ Choices"), ChangeChoices(one.id)))
    if one.team_id is not None and len(teams) > 1:
        keys.append(Tap(say.plain("🌐 For all teams"), GiveToAll(one.id)))
    keys.append(Tap(say.plain("🗑 Take away"), RetireField(one.id)))
    return Screen(
        lines(
            Markup("<b>{}</b> · {}").format(one.name, say.plain(KINDS[one.kind])),
            " / ".join(one.choices) or None,
            _whose(one, teams, say),
        ),
        (*grid(keys, 2), (Tap(say.plain("‹ Fields"), ListFields()),)),
    )


def ask_team(settings: FieldSettings, say: Say) -> Screen:
    """Ask whose customers have a new field."""
    keys: list[Key] = [Tap(say.plain(ALL_TEAMS), SetTeam(0))]
    keys += [
        Tap(clip(name, TEAM_IN_KEY), SetTeam(number)) for number, name in settings.teams.items()
    ]
    return Screen(say("Whose customers have the new field?"), grid(keys, 1))


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


def changed(done: FieldChanged, teams: Mapping[int, str], say: Say) -> Screen:
    """Read back a field that was added or changed."""
    shown = field(done.field, teams, say)
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


def _whose(one: CustomField, teams: Mapping[int, str], say: Say) -> str | None:
    if len(teams) < 2:
        return None
    return say.plain("all teams") if one.team_id is None else teams.get(one.team_id)
