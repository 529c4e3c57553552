"""A visit has been: one tap on its plan enters it, one message tells what happened."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, TypeVar

from telegram import Location

from crm.check_in import CheckedIn, Place, check_in_at
from crm.history import undo
from crm.line_outcomes import Line, Outcomes, Question
from crm.line_reading import read_line
from crm.lines import take_line
from crm.understanding.newcomers import opens_with_a_newcomer
from crm.understanding.reading import Intent
from crm.visits import (
    Visited,
    rate_visit,
    read_visit,
    show_of_visit,
    tell_visit,
    visit_if_there,
    visit_planned,
)
from handlers.history.undo import put_back
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.files import FileSent
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnFile, OnLocation, OnReply, OnText, Reply, Trigger
from handlers.kit.turn import Turn
from handlers.lines.draft import file_in
from handlers.lines.screens import screens_for
from handlers.plans.buttons import PlanVisited
from handlers.visits import place_texts, texts
from handlers.visits.buttons import NothingToAdd, TellOf, Went
from storage.work import Work

ASK = (Intent.FIND, Intent.AGENDA, Intent.REPORT)
OF_THEIR_OWN = (
    *(Intent.LOG, Intent.PLAN, Intent.REMIND),
    *(Intent.OPPORTUNITY, Intent.STAGE, Intent.TICKET),
)


class Step(StrEnum):
    """The one question."""

    WHAT = "what"


@dataclass
class VisitDraft(Draft):
    """The visit that is told of."""

    interaction_id: int = 0


VisitTalk = Talk[VisitDraft]


class OnAccount(OnText):
    """What happened, in words: a line that enters a customer is none, and is read as any other."""

    def match(self, turn: Turn) -> str | None:
        """Match text that may tell of a visit."""
        return None if self.lets_pass(turn) else super().match(turn)

    def lets_pass(self, turn: Turn) -> bool:
        """Let a customer to enter pass."""
        return opens_with_a_newcomer(turn.text or "")


SomeVisit = TypeVar("SomeVisit", bound=VisitDraft)
Told = Visited | Outcomes | None  # none where the visit was undone meanwhile


async def visited(talk: VisitTalk, tap: PlanVisited) -> Literal[Step.WHAT, End.END]:
    """The rep says that he was there."""

    def visit(work: Work) -> Visited:
        done = visit_planned(work, tap.plan_id)
        if done.interaction is not None:
            talk.draft.interaction_id = done.interaction.id
        return done

    return await talk.act(visit, then=where_entered, show=shown_entered)


async def tell_asked(talk: VisitTalk, tap: TellOf) -> Literal[Step.WHAT]:
    """The rep wants to tell of a visit after all."""
    talk.draft.interaction_id = tap.interaction_id
    return await talk.go(Step.WHAT)


async def happened(talk: VisitTalk, words: str) -> Literal[End.END]:
    """The rep tells what happened; a line that is clearly about another customer is one of its own."""
    visit_id, said_at = talk.draft.interaction_id, talk.turn.sent_at

    def tell(work: Work) -> Told:
        line, seen = Line(words, said_at), visit_if_there(work, visit_id)
        if seen is None:
            return None
        reading = read_line(work, line)
        is_elsewhere = reading.customer is not None and reading.customer.id != seen.customer.id
        if reading.intent in ASK or (is_elsewhere and reading.intent in OF_THEIR_OWN):
            outcome = take_line(work, line)
            if not isinstance(outcome, Question):
                return outcome
        return tell_visit(work, visit_id, words, said_at)

    return await talk.act(tell, then=lambda _done: END, show=_told)


async def rated(talk: VisitTalk, tap: Went) -> Literal[End.END]:
    """The rep says how it went, and leaves it at that."""
    visit_id = talk.draft.interaction_id
    return await talk.act(
        lambda work: rate_visit(work, visit_id, tap.outcome),
        then=lambda _done: END,
        show=texts.told,
    )


async def place_shared(talk: VisitTalk, shared: Location) -> Literal[Step.WHAT]:
    """The rep shares where he is while he is asked what happened: he checks in there."""
    place = Place(shared.latitude, shared.longitude)

    def check_in(work: Work) -> CheckedIn:
        seen = read_visit(work, talk.draft.interaction_id)
        return check_in_at(work, seen.customer.id, place)

    return await talk.act(
        check_in, then=lambda _done: Step.WHAT, show=place_texts.checked_in_after_all
    )


async def file_sent(talk: Talk[SomeVisit], _file: FileSent) -> Literal[Step.WHAT, End.END]:
    """The rep sends a photo, a voice note or a document: it is of this visit, and more may follow."""
    visit_id, said_at = talk.draft.interaction_id, talk.turn.sent_at
    assert talk.turn.message is not None
    file = file_in(talk.turn.message)
    assert file is not None

    def where(done: Visited) -> Literal[Step.WHAT, End.END]:
        return Step.WHAT if done.filed else END

    return await talk.act(
        lambda work: show_of_visit(work, visit_id, file, said_at), then=where, show=texts.shown_of
    )


async def undone(talk: VisitTalk, tap: Undo) -> Literal[End.END]:
    """The rep was not there after all."""
    return await talk.act(
        lambda work: undo(work, tap.entry_id), then=lambda _done: END, show=put_back
    )


async def nothing_added(talk: VisitTalk, _tap: NothingToAdd) -> Literal[End.END]:
    """The rep has nothing to add."""
    visit_id = talk.draft.interaction_id
    return await talk.act(
        lambda work: read_visit(work, visit_id), then=lambda _done: END, show=texts.left
    )


async def visit_answered(ctx: Ctx, reply: Reply) -> None:
    """The rep replied to the message about a visit: it is what happened there."""
    said_at = ctx.turn.sent_at
    await ctx.act(lambda work: tell_visit(work, reply.record_id, reply.text, said_at), texts.told)


def conversation() -> Conversation[VisitDraft]:
    """Build the conversation: a question in passing."""
    return Conversation(
        name="visit",
        draft=VisitDraft,
        entries=[OnButton(PlanVisited, visited), OnButton(TellOf, tell_asked)],
        asks={
            Step.WHAT: Ask(
                lambda _draft, seen, say: texts.ask_again(seen, say),
                load=lambda work, draft: visit_if_there(work, draft.interaction_id),
            )
        },
        answers={
            Step.WHAT: [
                OnButton(Went, rated),
                OnButton(NothingToAdd, nothing_added),
                OnButton(Undo, undone),
                OnLocation(place_shared),
                OnFile(file_sent),
                OnAccount(happened),
            ]
        },
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnReply("visit", visit_answered)]


def where_entered(done: Visited) -> Literal[Step.WHAT, End.END]:
    """Say whether there is anything to ask: not where the plan had been answered."""
    return Step.WHAT if done.interaction is not None else END


def shown_entered(done: Visited, say: Say) -> Screen | None:
    """Return what is shown in place of the question, where there is none."""
    return texts.ask_what(done, None, say) if done.interaction else texts.told(done, say)


def _told(done: Told, say: Say) -> Screen | tuple[Screen, ...]:
    if done is None:
        return texts.gone(say)
    return texts.told(done, say) if isinstance(done, Visited) else screens_for(done, say)
