"""A customer's needs and objections: shown, taken off by a tap, added by a message."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.needs import NeedsOf, add_need, read_needs, remove_need
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.links import NeedsFor
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnText
from handlers.visits import need_texts as texts
from handlers.visits.buttons import NothingToAdd, RemoveNeed
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    NEEDS = "needs"


@dataclass
class NeedsDraft(Draft):
    """Whose needs they are."""

    customer_id: int = 0


NeedsTalk = Talk[NeedsDraft]


async def opened(talk: NeedsTalk, tap: NeedsFor) -> Literal[Step.NEEDS]:
    """The rep opens a customer's needs."""
    talk.draft.customer_id = tap.customer_id
    return await talk.act(
        lambda work: read_needs(work, tap.customer_id),
        then=lambda _shown: Step.NEEDS,
        show=texts.ask_needs,
    )


async def removed(talk: NeedsTalk, tap: RemoveNeed) -> Literal[Step.NEEDS]:
    """The rep takes one off."""
    return await _change(talk, lambda work: remove_need(work, tap.need_id))


async def added(talk: NeedsTalk, words: str) -> Literal[Step.NEEDS]:
    """The rep types one."""
    customer_id = talk.draft.customer_id
    return await _change(talk, lambda work: add_need(work, customer_id, words))


async def finished(talk: NeedsTalk, _tap: NothingToAdd) -> Literal[End.END]:
    """The rep has nothing to add."""
    customer_id = talk.draft.customer_id
    return await talk.act(
        lambda work: read_needs(work, customer_id), then=lambda _shown: END, show=texts.finished
    )


def conversation() -> Conversation[NeedsDraft]:
    """Build the conversation: a question in passing."""
    return Conversation(
        name="needs",
        draft=NeedsDraft,
        entries=[OnButton(NeedsFor, opened)],
        asks={
            Step.NEEDS: Ask(
                lambda _draft, shown, say: texts.ask_needs(shown, say),
                load=lambda work, draft: read_needs(work, draft.customer_id),
            )
        },
        answers={
            Step.NEEDS: [
                OnButton(RemoveNeed, removed),
                OnButton(NothingToAdd, finished),
                OnText(added),
            ]
        },
    )


async def _change(talk: NeedsTalk, do: Callable[[Work], NeedsOf]) -> Literal[Step.NEEDS]:
    return await talk.act(do, then=lambda _shown: Step.NEEDS, show=texts.ask_needs)
