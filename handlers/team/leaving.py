"""A colleague leaves: the leader says who takes over, and everything happens in one act."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.handover import Leaving, Left, deactivate, read_leaving
from crm.policy import present_actor
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnText
from handlers.team import roster_texts as texts
from handlers.team.buttons import Deactivate, HandTo, LetGo
from handlers.team.notices import tell_handed_over
from storage.tables import Member, Role
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    HEIR = "heir"


@dataclass
class LeavingDraft(Draft):
    """Who leaves, and the part of a name by which heirs are looked for."""

    member_id: int = 0
    words: str = ""


LeavingTalk = Talk[LeavingDraft]


async def leaving_begun(talk: LeavingTalk, tap: Deactivate) -> Literal[Step.HEIR]:
    """The leader wants a colleague to be let go."""

    def begin(work: Work) -> None:
        leaving = read_leaving(work, tap.member_id)
        talk.draft.member_id, talk.draft.subject = leaving.member.id, leaving.member.name

    return await talk.act(begin, then=lambda _none: Step.HEIR)


async def heir_sought(talk: LeavingTalk, words: str) -> Literal[Step.HEIR]:
    """The leader types a part of the heir's name."""
    talk.draft.words = words
    return await talk.go(Step.HEIR)


async def heir_chosen(talk: LeavingTalk, tap: HandTo) -> Literal[End.END]:
    """The leader says who takes over: it is done."""
    return await _let_go(talk, tap.heir_id)


async def let_go(talk: LeavingTalk, _tap: LetGo) -> Literal[End.END]:
    """There is nothing to hand over: it is done."""
    return await _let_go(talk, None)


def conversation() -> Conversation[LeavingDraft]:
    """Build the conversation."""
    return Conversation(
        name="leaving",
        title=N_("Deactivate a colleague"),
        draft=LeavingDraft,
        entries=[OnButton(Deactivate, leaving_begun)],
        asks={
            Step.HEIR: Ask(
                lambda draft, leaving, say: texts.ask_heir(
                    leaving, heirs_named(leaving, draft.words), say
                ),
                load=lambda work, draft: read_leaving(work, draft.member_id),
            )
        },
        answers={
            Step.HEIR: [
                OnButton(HandTo, heir_chosen),
                OnButton(LetGo, let_go),
                OnText(heir_sought),
            ]
        },
    )


def heirs_named(leaving: Leaving, words: str) -> tuple[Member, ...]:
    """Return the heirs whose name holds the words; all where none does."""
    wanted = words.strip().casefold()
    return tuple(one for one in leaving.heirs if wanted in one.name.casefold()) or leaving.heirs


async def _let_go(talk: LeavingTalk, heir_id: int | None) -> Literal[End.END]:
    def leave(work: Work) -> tuple[Left, bool]:
        may_undo = present_actor(work).role is Role.ADMIN
        done = deactivate(work, talk.draft.member_id, heir_id)
        tell_handed_over(work, done)
        return done, may_undo

    def shown(result: tuple[Left, bool], say: Say) -> Screen:
        done, may_undo = result
        return texts.left(done, say, may_undo=may_undo)

    return await talk.act(leave, then=lambda _result: END, show=shown)
