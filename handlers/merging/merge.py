"""/duplicates, and merging two customers: side by side, field by field."""

from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial
from typing import Literal

from crm.customer_look_ups import Found, look_up
from crm.likely_pairs import read_pairs, tell_apart
from crm.members import names_of
from crm.merging import Merge, Merged, merge, read_merge
from crm.policy import customer_for
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.pushes import push
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.merging import texts
from handlers.merging.buttons import (
    ListPairs,
    MergeInto,
    MergeNow,
    MergePair,
    PickField,
    PickOther,
    Swap,
    TellApart,
)
from storage.work import Work


class Step(StrEnum):
    """Which one goes, and what is taken from it."""

    OTHER = "other"
    FIELDS = "fields"


@dataclass
class MergeDraft(Draft):
    """The customer that stays, the one that goes, and the fields that are taken from it."""

    kept_id: int = 0
    other_id: int = 0
    typed: str = ""
    taken: list[str] = field(default_factory=list)


MergeTalk = Talk[MergeDraft]


async def pairs_asked(ctx: Ctx, _words: str) -> None:
    """A leader wants to see customers that look like one."""
    await ctx.act(read_pairs, texts.pairs)


async def pairs_turned(ctx: Ctx, tap: ListPairs) -> None:
    """A leader turns the page."""
    await ctx.act(lambda work: read_pairs(work, tap.at), texts.pairs)


async def pair_told_apart(ctx: Ctx, tap: TellApart) -> None:
    """They are two."""
    await ctx.act(lambda work: tell_apart(work, tap.pair_id), texts.told_apart)


async def pair_picked(talk: MergeTalk, tap: MergePair) -> Literal[Step.FIELDS]:
    """A leader wants to merge a pair."""
    return await _begin(talk, tap.kept_id, tap.other_id)


async def merge_wanted(talk: MergeTalk, tap: MergeInto) -> Literal[Step.OTHER]:
    """Somebody wants to merge another customer into the one on the card."""

    def note(work: Work) -> None:
        kept = customer_for(work, tap.customer_id)
        talk.draft.kept_id, talk.draft.subject = kept.id, kept.name

    return await talk.act(note, then=lambda _none: Step.OTHER)


async def other_typed(talk: MergeTalk, name: str) -> Literal[Step.OTHER]:
    """He typed part of its name."""
    talk.draft.typed = name
    return await talk.go(Step.OTHER)


async def other_picked(talk: MergeTalk, tap: PickOther) -> Literal[Step.FIELDS]:
    """He picked the one that goes."""
    return await _begin(talk, talk.draft.kept_id, tap.customer_id)


async def field_picked(talk: MergeTalk, tap: PickField) -> Literal[Step.FIELDS]:
    """He takes a field from the other one, or from the first again."""
    taken = talk.draft.taken
    if tap.code in taken:
        taken.remove(tap.code)
    else:
        taken.append(tap.code)
    return await talk.go(Step.FIELDS)


async def swapped(talk: MergeTalk, _tap: Swap) -> Literal[Step.FIELDS]:
    """The other one is to stay."""
    draft = talk.draft
    draft.kept_id, draft.other_id, draft.taken = draft.other_id, draft.kept_id, []
    return await talk.go(Step.FIELDS)


async def merge_confirmed(talk: MergeTalk, _tap: MergeNow) -> Literal[End.END]:
    """They are one."""
    draft = talk.draft

    def make_one(work: Work) -> Merged:
        done = merge(work, draft.kept_id, draft.other_id, draft.taken)
        for owner in done.owners:
            push(work, owner, partial(texts.told, done, talk.member.name))
        return done

    return await talk.act(make_one, then=lambda _done: END, show=texts.merged)


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [
        OnCommand("duplicates", pairs_asked),
        OnButton(ListPairs, pairs_turned),
        OnButton(TellApart, pair_told_apart),
    ]


def conversation() -> Conversation[MergeDraft]:
    """Build the conversation."""
    return Conversation(
        name="merge",
        title=N_("Merge customers"),
        draft=MergeDraft,
        entries=[OnButton(MergePair, pair_picked), OnButton(MergeInto, merge_wanted)],
        asks={
            Step.OTHER: Ask(
                lambda draft, found, say: texts.ask_other(draft.subject, found, say), _find
            ),
            Step.FIELDS: Ask(
                lambda draft, shown, say: texts.ask_fields(shown[0], draft.taken, shown[1], say),
                _load_with_owners,
            ),
        },
        answers={
            Step.OTHER: [OnButton(PickOther, other_picked), OnText(other_typed)],
            Step.FIELDS: [
                OnButton(PickField, field_picked),
                OnButton(Swap, swapped),
                OnButton(MergeNow, merge_confirmed),
            ],
        },
        steps_aside=True,
    )


async def _begin(talk: MergeTalk, kept_id: int, other_id: int) -> Literal[Step.FIELDS]:
    draft = talk.draft

    def note(work: Work) -> None:
        shown = read_merge(work, kept_id, other_id)
        draft.kept_id, draft.other_id, draft.subject = (
            shown.kept.id,
            shown.other.id,
            shown.kept.name,
        )

    return await talk.act(note, then=lambda _none: Step.FIELDS)


def _find(work: Work, draft: MergeDraft) -> Found | None:
    if not draft.typed:
        return None
    found = look_up(work, draft.typed)
    others = tuple(one for one in found.customers if one.id != draft.kept_id)
    return Found(found.query, others)


def _load(work: Work, draft: MergeDraft) -> Merge:
    return read_merge(work, draft.kept_id, draft.other_id)


def _load_with_owners(work: Work, draft: MergeDraft) -> tuple[Merge, dict[int, str]]:
    shown = _load(work, draft)
    owners = {one for one in (shown.kept.owner_id, shown.other.owner_id) if one is not None}
    return shown, names_of(work, owners)
