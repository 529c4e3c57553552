"""An administrator adds fields to the customers of a team or of all teams, renames them, takes them away."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from crm.cleaning import clean_line
from crm.column_names import field_of as built_in_field
from crm.custom_fields import NAME_LIMIT, field_key, fields_in_sight, fields_of
from crm.errors import Empty, NameTaken, NotThere, TextTooLong, TooMany
from crm.policy import administrator
from storage.customer_file import CustomField, FieldKind
from storage.name_keys import comparable
from storage.tables import Team
from storage.work import Work

MOST_FIELDS = 20
MOST_CHOICES = 12
CHOICE_LIMIT = 40
BETWEEN_CHOICES = re.compile(r"[,，、;；/|\n]+")
MARKS_IN_NAMES = re.compile(r"[:：=#＃~]")


@dataclass(frozen=True, slots=True)
class FieldSettings:
    """The fields that there are, and every team's name by its id."""

    fields: tuple[CustomField, ...]
    teams: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class FieldChanged:
    """A field that was added, changed or retired; `undo` is none where nothing differed."""

    field: CustomField
    undo: int | None


def read_settings(work: Work) -> FieldSettings:
    """Return the fields of all teams with the teams' names; NotAllowed for who is no administrator."""
    administrator(work)
    teams = work.session.execute(select(Team.id, Team.name).order_by(Team.id))
    names = {team_id: name for team_id, name in teams}  # noqa: C416  rows, not pairs
    return FieldSettings(fields_in_sight(work), names)


def add_field(
    work: Work, name: str, kind: FieldKind, choices: Sequence[str] = (), *, team_id: int | None
) -> FieldChanged:
    """Add a field to the customers of a team, or of all teams where none is given.

    NotAllowed for who is no administrator; Empty, TextTooLong, NameTaken for its name; TooMany fields.
    """
    kept = check_field_name(work, name, team_id)
    fields = fields_beside(work, team_id)
    most = max(
        Counter(one.team_id for one in fields if one.team_id is not None).values(), default=0
    )
    if most + sum(one.team_id is None for one in fields) >= MOST_FIELDS:
        raise TooMany("fields", MOST_FIELDS)
    field = work.add(
        CustomField(
            team_id=team_id,
            name=kept,
            key=field_key(kept),
            kind=kind,
            choices=list(choices) if kind is FieldKind.CHOICE else [],
        )
    )
    return FieldChanged(field, work.close_entry("add_field"))


def fields_beside(work: Work, team_id: int | None) -> tuple[CustomField, ...]:
    """Return the fields that a customer may have beside one of a team's, or of all teams'."""
    administrator(work)
    return fields_in_sight(work) if team_id is None else fields_of(work, team_id)


def check_field_name(
    work: Work, name: str, team_id: int | None, besides: int | None = None
) -> str:
    """Return a field's name as it is kept; Empty, TextTooLong, or NameTaken by a field that there is."""
    kept = MARKS_IN_NAMES.sub(" ", clean_line(name)).strip()
    if not kept:
        raise Empty("name")
    if len(kept) > NAME_LIMIT:
        raise TextTooLong("name", NAME_LIMIT)
    there = {one.key for one in fields_beside(work, team_id) if one.id != besides}
    if field_key(kept) in there or built_in_field(kept) is not None:
        raise NameTaken(kept)
    return kept


def rename_field(work: Work, field_id: int, name: str) -> FieldChanged:
    """Give a field another name; errors as for `add_field`."""
    field = field_to_manage(work, field_id)
    kept = check_field_name(work, name, field.team_id, besides=field.id)
    work.change(field, name=kept, key=field_key(kept))
    return FieldChanged(field, work.close_entry("rename_field"))


def give_to_all_teams(work: Work, field_id: int) -> FieldChanged:
    """Let a team's field be one of all teams; NameTaken where another team has one of that name."""
    field = field_to_manage(work, field_id)
    check_field_name(work, field.name, None, besides=field.id)
    work.change(field, team_id=None)
    return FieldChanged(field, work.close_entry("give_field_to_all"))


def change_choices(work: Work, field_id: int, words: str) -> FieldChanged:
    """Give a field of choices others; values that were chosen stay. Errors as for `choices_in`."""
    field = field_to_manage(work, field_id)
    work.change(field, choices=list(choices_in(words)))
    return FieldChanged(field, work.close_entry("change_choices"))


def retire_field(work: Work, field_id: int) -> FieldChanged:
    """Take a field away; its values are kept, and undo brings them back with it."""
    field = field_to_manage(work, field_id)
    work.change(field, retired_at=work.now)
    return FieldChanged(field, work.close_entry("retire_field"))


def field_to_manage(work: Work, field_id: int) -> CustomField:
    """Return a field that the administrator may change; NotAllowed, or NotThere where it is retired."""
    administrator(work)
    field = work.session.get(CustomField, field_id)
    if field is None or field.retired_at is not None:
        raise NotThere("field", field_id)
    return field


def choices_in(words: str) -> tuple[str, ...]:
    """Return the choices that somebody typed, each once; Empty for fewer than two, TooMany, TextTooLong."""
    parts = (clean_line(part) for part in BETWEEN_CHOICES.split(words))
    choices: dict[str, str] = {}
    for part in parts:
        if part:
            choices.setdefault(comparable(part), part)
    if len(choices) < 2:
        raise Empty("choices")
    if len(choices) > MOST_CHOICES:
        raise TooMany("choices", MOST_CHOICES)
    if any(len(one) > CHOICE_LIMIT for one in choices.values()):
        raise TextTooLong("choice", CHOICE_LIMIT)
    return tuple(choices.values())
