"""/fields: the administrator adds fields to customers, a team's or all teams', renames them, takes them away."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.field_settings import (
    FieldChanged,
    add_field,
    change_choices,
    check_field_name,
    choices_in,
    field_to_manage,
    give_to_all_teams,
    read_settings,
    rename_field,
    retire_field,
)
from crm.policy import administrator
from handlers.fields import texts
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
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from storage.customer_file import CustomField, FieldKind
from storage.work import Work


class Step(StrEnum):
    """What is asked of a new field, in order; then what may be changed of one."""

    TEAM = "team"
    NAME = "name"
    KIND = "kind"
    CHOICES = "choices"
    RENAME = "rename"
    OTHER_CHOICES = "other_choices"


@dataclass
class FieldDraft(Draft):
    """A field that is to be added, to a team's customers or (0) to all, or the one that is changed."""

    name: str = ""
    field_id: int = 0
    team_id: int = 0


FieldTalk = Talk[FieldDraft]


async def fields_asked(ctx: Ctx, _words: str | ListFields) -> None:
    """The administrator wants to see the fields."""
    await ctx.act(read_settings, texts.listing)


async def fields_turned(ctx: Ctx, tap: TurnFields) -> None:
    """The administrator turns the page."""
    await ctx.act(read_settings, lambda found, say: texts.listing(found, say, tap.at))


async def field_opened(ctx: Ctx, tap: OpenField) -> None:
    """The administrator opens a field."""
    await ctx.act(
        lambda work: (field_to_manage(work, tap.field_id), read_settings(work).teams),
        lambda shown, say: texts.field(*shown, say),
    )


async def field_given_to_all(ctx: Ctx, tap: GiveToAll) -> None:
    """The administrator wants a team's field for all teams."""
    await ctx.act(
        lambda work: (give_to_all_teams(work, tap.field_id), read_settings(work).teams),
        lambda done, say: texts.changed(*done, say),
    )


async def field_retired(ctx: Ctx, tap: RetireField) -> None:
    """The administrator takes a field away."""
    await ctx.act(lambda work: retire_field(work, tap.field_id), texts.retired)


async def field_wanted(talk: FieldTalk, _tap: AddField) -> Literal[Step.TEAM, Step.NAME]:
    """The administrator wants to add a field: whose customers have it is asked where there are several teams."""

    def begin(work: Work) -> bool:
        talk.draft.team_id = administrator(work).team_id
        return len(read_settings(work).teams) > 1

    return await talk.act(begin, then=lambda several: Step.TEAM if several else Step.NAME)


async def team_chosen(talk: FieldTalk, tap: SetTeam) -> Literal[Step.NAME]:
    """The administrator said whose customers have the field."""
    talk.draft.team_id = tap.team_id
    return await talk.go(Step.NAME)


async def team_typed(talk: FieldTalk, words: str) -> Literal[Step.TEAM, Step.NAME]:
    """The administrator typed whose customers have the field."""

    def read(work: Work) -> bool:
        team_id = texts.team_named(words, read_settings(work).teams)
        talk.draft.team_id = team_id if team_id is not None else talk.draft.team_id
        return team_id is not None

    return await talk.act(read, then=lambda is_read: Step.NAME if is_read else Step.TEAM)


async def name_given(talk: FieldTalk, name: str) -> Literal[Step.KIND]:
    """The administrator typed what it is called."""

    def check(work: Work) -> None:
        talk.draft.name = talk.draft.subject = check_field_name(
            work, name, talk.draft.team_id or None
        )

    return await talk.act(check, then=lambda _none: Step.KIND)


async def kind_chosen(talk: FieldTalk, tap: SetKind) -> Literal[Step.CHOICES, End.END]:
    """The administrator says what it holds."""
    if tap.kind is FieldKind.CHOICE:
        return await talk.go(Step.CHOICES)
    return await _change(talk, lambda work: _add(work, talk.draft, tap.kind))


async def kind_typed(talk: FieldTalk, words: str) -> Literal[Step.KIND, Step.CHOICES, End.END]:
    """The administrator typed what it holds."""
    kind = texts.kind_named(words)
    return await talk.go(Step.KIND) if kind is None else await kind_chosen(talk, SetKind(kind))


async def choices_given(talk: FieldTalk, words: str) -> Literal[End.END]:
    """The administrator typed the choices: that was the last question."""

    def add(work: Work) -> FieldChanged:
        return _add(work, talk.draft, FieldKind.CHOICE, choices_in(words))

    return await _change(talk, add)


async def rename_wanted(talk: FieldTalk, tap: RenameField) -> Literal[Step.RENAME]:
    """The administrator wants another name for a field."""
    return await talk.act(
        lambda work: _note(work, talk.draft, tap.field_id), then=lambda _none: Step.RENAME
    )


async def new_name_given(talk: FieldTalk, name: str) -> Literal[End.END]:
    """The administrator typed the other name."""
    return await _change(talk, lambda work: rename_field(work, talk.draft.field_id, name))


async def choices_wanted(talk: FieldTalk, tap: ChangeChoices) -> Literal[Step.OTHER_CHOICES]:
    """The administrator wants other choices for a field."""
    return await talk.act(
        lambda work: _note(work, talk.draft, tap.field_id), then=lambda _none: Step.OTHER_CHOICES
    )


async def other_choices_given(talk: FieldTalk, words: str) -> Literal[End.END]:
    """The administrator typed the other choices."""
    return await _change(talk, lambda work: change_choices(work, talk.draft.field_id, words))


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [
        OnCommand("fields", fields_asked),
        OnButton(ListFields, fields_asked),
        OnButton(TurnFields, fields_turned),
        OnButton(OpenField, field_opened),
        OnButton(RetireField, field_retired),
        OnButton(GiveToAll, field_given_to_all),
    ]


def conversation() -> Conversation[FieldDraft]:
    """Build the conversation."""
    return Conversation(
        name="fields",
        title=N_("A field of your customers"),
        draft=FieldDraft,
        entries=[
            OnButton(AddField, field_wanted),
            OnButton(RenameField, rename_wanted),
            OnButton(ChangeChoices, choices_wanted),
        ],
        asks={
            Step.TEAM: Ask(
                lambda _draft, settings, say: texts.ask_team(settings, say),
                lambda work, _draft: read_settings(work),
            ),
            Step.NAME: Ask(lambda _draft, _none, say: texts.ask_name("", say)),
            Step.KIND: Ask(lambda draft, _none, say: texts.ask_kind(draft.name, say)),
            Step.CHOICES: Ask(lambda draft, _none, say: texts.ask_choices(draft.name, say)),
            Step.RENAME: Ask(lambda draft, _none, say: texts.ask_name(draft.name, say)),
            Step.OTHER_CHOICES: Ask(lambda draft, _none, say: texts.ask_choices(draft.name, say)),
        },
        answers={
            Step.TEAM: [OnButton(SetTeam, team_chosen), OnText(team_typed)],
            Step.NAME: [OnText(name_given)],
            Step.KIND: [OnButton(SetKind, kind_chosen), OnText(kind_typed)],
            Step.CHOICES: [OnText(choices_given)],
            Step.RENAME: [OnText(new_name_given)],
            Step.OTHER_CHOICES: [OnText(other_choices_given)],
        },
    )


async def _change(talk: FieldTalk, change: Callable[[Work], FieldChanged]) -> Literal[End.END]:
    return await talk.act(
        lambda work: (change(work), read_settings(work).teams),
        then=lambda _done: END,
        show=lambda done, say: texts.changed(*done, say),
    )


def _add(
    work: Work, draft: FieldDraft, kind: FieldKind, choices: Sequence[str] = ()
) -> FieldChanged:
    return add_field(work, draft.name, kind, choices, team_id=draft.team_id or None)


def _note(work: Work, draft: FieldDraft, field_id: int) -> CustomField:
    field = field_to_manage(work, field_id)
    draft.field_id, draft.name, draft.subject = field.id, field.name, field.name
    return field
