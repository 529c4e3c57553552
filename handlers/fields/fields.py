"""/fields: the administrator adds fields to the team's customers, renames them, and takes them away."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.custom_fields import fields_of
from crm.field_settings import (
    FieldChanged,
    add_field,
    change_choices,
    check_field_name,
    choices_in,
    field_to_manage,
    rename_field,
    retire_field,
)
from crm.policy import administrator
from handlers.fields import texts
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
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from storage.customer_file import CustomField, FieldKind
from storage.work import Work


class Step(StrEnum):
    """What is asked of a new field, in order; then what may be changed of one."""

    NAME = "name"
    KIND = "kind"
    CHOICES = "choices"
    RENAME = "rename"
    OTHER_CHOICES = "other_choices"


@dataclass
class FieldDraft(Draft):
    """A field that is to be added, or the one that is changed."""

    name: str = ""
    field_id: int = 0


FieldTalk = Talk[FieldDraft]


async def fields_asked(ctx: Ctx, _words: str | ListFields) -> None:
    """The administrator wants to see the fields."""
    await ctx.act(lambda work: fields_of(work, administrator(work).team_id), texts.listing)


async def field_opened(ctx: Ctx, tap: OpenField) -> None:
    """The administrator opens a field."""
    await ctx.act(lambda work: field_to_manage(work, tap.field_id), texts.field)


async def field_retired(ctx: Ctx, tap: RetireField) -> None:
    """The administrator takes a field away."""
    await ctx.act(lambda work: retire_field(work, tap.field_id), texts.retired)


async def field_wanted(talk: FieldTalk, _tap: AddField) -> Literal[Step.NAME]:
    """The administrator wants to add a field."""
    return await talk.act(administrator, then=lambda _member: Step.NAME)


async def name_given(talk: FieldTalk, name: str) -> Literal[Step.KIND]:
    """The administrator typed what it is called."""

    def check(work: Work) -> None:
        talk.draft.name = talk.draft.subject = check_field_name(work, name)

    return await talk.act(check, then=lambda _none: Step.KIND)


async def kind_chosen(talk: FieldTalk, tap: SetKind) -> Literal[Step.CHOICES, End.END]:
    """The administrator says what it holds."""
    if tap.kind is FieldKind.CHOICE:
        return await talk.go(Step.CHOICES)
    return await talk.act(
        lambda work: add_field(work, talk.draft.name, tap.kind),
        then=lambda _done: END,
        show=texts.changed,
    )


async def kind_typed(talk: FieldTalk, words: str) -> Literal[Step.KIND, Step.CHOICES, End.END]:
    """The administrator typed what it holds."""
    kind = texts.kind_named(words)
    return await talk.go(Step.KIND) if kind is None else await kind_chosen(talk, SetKind(kind))


async def choices_given(talk: FieldTalk, words: str) -> Literal[End.END]:
    """The administrator typed the choices: that was the last question."""

    def add(work: Work) -> FieldChanged:
        return add_field(work, talk.draft.name, FieldKind.CHOICE, choices_in(words))

    return await talk.act(add, then=lambda _done: END, show=texts.changed)


async def rename_wanted(talk: FieldTalk, tap: RenameField) -> Literal[Step.RENAME]:
    """The administrator wants another name for a field."""
    return await talk.act(
        lambda work: _note(work, talk.draft, tap.field_id), then=lambda _none: Step.RENAME
    )


async def new_name_given(talk: FieldTalk, name: str) -> Literal[End.END]:
    """The administrator typed the other name."""
    return await talk.act(
        lambda work: rename_field(work, talk.draft.field_id, name),
        then=lambda _done: END,
        show=texts.changed,
    )


async def choices_wanted(talk: FieldTalk, tap: ChangeChoices) -> Literal[Step.OTHER_CHOICES]:
    """The administrator wants other choices for a field."""
    return await talk.act(
        lambda work: _note(work, talk.draft, tap.field_id), then=lambda _none: Step.OTHER_CHOICES
    )


async def other_choices_given(talk: FieldTalk, words: str) -> Literal[End.END]:
    """The administrator typed the other choices."""
    return await talk.act(
        lambda work: change_choices(work, talk.draft.field_id, words),
        then=lambda _done: END,
        show=texts.changed,
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [
        OnCommand("fields", fields_asked),
        OnButton(ListFields, fields_asked),
        OnButton(OpenField, field_opened),
        OnButton(RetireField, field_retired),
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
            Step.NAME: Ask(lambda _draft, _none, say: texts.ask_name("", say)),
            Step.KIND: Ask(lambda draft, _none, say: texts.ask_kind(draft.name, say)),
            Step.CHOICES: Ask(lambda draft, _none, say: texts.ask_choices(draft.name, say)),
            Step.RENAME: Ask(lambda draft, _none, say: texts.ask_name(draft.name, say)),
            Step.OTHER_CHOICES: Ask(lambda draft, _none, say: texts.ask_choices(draft.name, say)),
        },
        answers={
            Step.NAME: [OnText(name_given)],
            Step.KIND: [OnButton(SetKind, kind_chosen), OnText(kind_typed)],
            Step.CHOICES: [OnText(choices_given)],
            Step.RENAME: [OnText(new_name_given)],
            Step.OTHER_CHOICES: [OnText(other_choices_given)],
        },
    )


def _note(work: Work, draft: FieldDraft, field_id: int) -> CustomField:
    field = field_to_manage(work, field_id)
    draft.field_id, draft.name, draft.subject = field.id, field.name, field.name
    return field
