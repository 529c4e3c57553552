"""Taking a message: it is saved and read back, or exactly one question is asked; others wait for their turn."""

import dataclasses
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Literal

from crm.customer_look_ups import Found, may_be_a_name
from crm.filing import take
from crm.line_outcomes import Asked, Outcomes, Question
from handlers.customers.card import offer_to_enter
from handlers.customers.create import NewCustomerDraft
from handlers.customers.texts import no_name
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.lines import questions
from handlers.lines.draft import LineDraft, draft_of, line_of
from handlers.lines.screens import screens_for
from handlers.tasks.tasks import tell_colleagues
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    CUSTOMER = "customer"
    NEWCOMER = "newcomer"
    WHEN = "when"
    DEAL = "deal"
    ABOUT = "about"
    HEARD = "heard"


AnyStep = Literal[
    Step.CUSTOMER, Step.NEWCOMER, Step.WHEN, Step.DEAL, Step.ABOUT, Step.HEARD, End.END
]
STEPS: dict[Asked, AnyStep] = {
    Asked.CUSTOMER: Step.CUSTOMER,
    Asked.NEWCOMER: Step.NEWCOMER,
    Asked.WHEN: Step.WHEN,
    Asked.DEAL: Step.DEAL,
    Asked.ABOUT: Step.ABOUT,
    Asked.HEARD: Step.HEARD,
}
LineTalk = Talk[LineDraft]


async def take_message(
    talk: LineTalk, first: Callable[[Work], None] = lambda _work: None
) -> AnyStep:
    """Take the message, and then those that wait with a question of their own, up to the next question."""
    read_back: list[Outcomes] = []

    def take_all(work: Work) -> Outcomes:
        first(work)
        while True:
            outcome = take_one(talk, work, talk.draft)
            if isinstance(outcome, Question):
                talk.draft.is_open = True
                talk.draft.is_asked = not talk.turn.is_followed()
                talk.turn.has_deferred |= not talk.draft.is_asked
                return outcome
            if not talk.draft.later:
                return outcome
            talk.ctx.post(work, shown(outcome, talk.say))
            read_back.append(outcome)
            _go_on_with_next(talk)

    def show(outcome: Outcomes, say: Say) -> Sequence[Screen] | Screen:
        if isinstance(outcome, Question):
            if not talk.draft.is_asked:
                return Screen()
            asked = questions.question(outcome, len(talk.draft.later), say)
            return dataclasses.replace(asked, fresh=bool(read_back))
        return shown(outcome, say)

    return await talk.act(take_all, then=step_after, show=show)


async def take_beside(talk: LineTalk) -> AnyStep:
    """Take a message that is no answer to the open question; one with a question of its own waits for its turn.

    Where the rep could see the open question, it is asked again below the message, and what waits is told there.
    """
    said = draft_of_turn(talk)

    def beside(work: Work) -> Outcomes:
        outcome = take_one(talk, work, said)
        if isinstance(outcome, Question):
            said.is_open = True
            talk.draft.later.append(dataclasses.asdict(said))
        else:
            talk.ctx.post(work, shown(outcome, talk.say))
        return outcome

    if was_on_its_way(talk):
        return await stay(talk, beside)
    return await talk.act(
        beside,
        then=lambda _outcome: STEPS[Asked(talk.step)],
        show=lambda outcome, _say: None if isinstance(outcome, Question) else Screen(),
    )


async def stay(talk: LineTalk, do: Callable[[Work], object] = lambda _work: None) -> AnyStep:
    """Leave the open question where it is: it stands above, or is asked once all that waits is handled."""
    talk.turn.has_deferred |= not talk.draft.is_asked
    return await talk.act(
        do, then=lambda _none: STEPS[Asked(talk.step)], show=lambda _none, _say: Screen()
    )


def _go_on_with_next(talk: LineTalk) -> None:
    waiting, *later = talk.draft.later
    interrupted = talk.draft.interrupted
    talk.draft = LineDraft(**waiting)
    talk.draft.later, talk.draft.interrupted = later, interrupted


def take_one(talk: LineTalk, work: Work, draft: LineDraft) -> Outcomes:
    """Do what a message asks for, and tell colleagues and strangers what follows from it."""
    work.message_id = draft.message_id or work.message_id
    outcome = tell_colleagues(work, take(work, line_of(draft)))
    if is_nobody(outcome):
        _offer_to_enter(talk, work, draft.text)
    return outcome


def is_nobody(outcome: Outcomes) -> bool:
    """Say whether a look-up by name found nobody."""
    return isinstance(outcome, Found) and not outcome.customers


def shown(outcome: Outcomes, say: Say) -> Sequence[Screen]:
    """Return the screens of an outcome; that nobody was found is told by an offer to enter him."""
    return (Screen(),) if is_nobody(outcome) else screens_for(outcome, say)


def was_on_its_way(talk: LineTalk) -> bool:
    """Say whether a message was sent before the rep could see the open question."""
    return talk.turn.was_waiting or not talk.draft.is_asked


def is_bare(draft: LineDraft) -> bool:
    """Say whether a draft is files without a word: more of them are part of it."""
    return bool(draft.files) and not draft.text


def draft_of_turn(talk: LineTalk) -> LineDraft:
    """Return the draft that the message of this turn begins."""
    assert talk.turn.message is not None
    return draft_of(talk.turn.message, talk.turn.who.about, talk.say)


def _offer_to_enter(talk: LineTalk, work: Work, name: str) -> None:
    if may_be_a_name(name):
        offer_to_enter(talk.ctx, work, NewCustomerDraft(subject=name, name=name))
    else:
        talk.ctx.post(work, no_name(talk.say))


def step_after(outcome: Outcomes) -> AnyStep:
    """Return the step of a question, and the end after anything else."""
    return STEPS[outcome.asked] if isinstance(outcome, Question) else END


def shown_unless_asked(outcome: Outcomes, say: Say) -> Sequence[Screen] | None:
    """Return the screens of an outcome; a question is shown by its step."""
    return None if isinstance(outcome, Question) else shown(outcome, say)
