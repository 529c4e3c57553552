"""Logging what happened at a customer, and the next step that comes of it, in one act."""

from dataclasses import dataclass, replace
from datetime import date

from crm.customers import touch
from crm.errors import TextTooLong
from crm.instants import today_of
from crm.money import Money
from crm.needs import note_needs
from crm.opportunities import add_opportunity, opportunity_in_words
from crm.plans import keep_plans
from crm.policy import actor_of, customer_for
from crm.reminder_answers import answer_by_logging, settle_awaited
from crm.reminders import Due, add_reminder
from crm.understanding.answers import tells_an_answer
from storage.tables import Contact, Customer, Interaction, Kind, Opportunity, Outcome, Reminder
from storage.work import Work

NOTE_LIMIT = 4000
BOTH_SPEAK = frozenset({Kind.VISIT, Kind.CALL, Kind.MEETING})


@dataclass(frozen=True, slots=True)
class NewInteraction:
    """What a rep tells about a touch; the next step and the words of an opportunity are optional.

    `plan_id` is the plan that it fulfils; without one, the visit planned for that customer and day is it.
    `is_theirs` where the note is what the customer wrote. `answers_id` is the reminder that it answers, unless
    nobody was met.
    """

    customer_id: int
    kind: Kind
    note: str
    outcome: Outcome | None = None
    contact_id: int | None = None
    happened_on: date | None = None
    next_step: str | None = None
    due: Due | None = None
    opportunity: str = ""
    amount: Money | None = None
    plan_id: int | None = None
    is_theirs: bool = False
    answers_id: int | None = None


@dataclass(frozen=True, slots=True)
class InteractionLogged:
    """An interaction just logged, with the reminder planned beside it, and what had waited for it and is `settled`.

    `answered` is the reminder that it was logged from, where that is done by it.
    """

    interaction: Interaction
    customer: Customer
    contact: Contact | None
    reminder: Reminder | None
    opportunity: Opportunity | None
    undo: int | None
    settled: tuple[Reminder, ...] = ()
    answered: Reminder | None = None


def log_interaction(work: Work, new: NewInteraction) -> InteractionLogged:
    """Write an interaction, move the customer's last touch, plan the next step, enter the opportunity.

    NotThere for a customer that the actor may not see; DueInPast for a next step in the past;
    TextTooLong for a note over 4,000 characters.
    """
    done = enter_interaction(work, new)
    return replace(done, undo=work.close_entry("log_interaction", done.customer.id))


def enter_interaction(work: Work, new: NewInteraction) -> InteractionLogged:
    """Do what `log_interaction` does; for use-cases, which close the history entry."""
    actor = actor_of(work)
    customer = customer_for(work, new.customer_id)
    if len(new.note) > NOTE_LIMIT:
        raise TextTooLong("note", NOTE_LIMIT)
    today = today_of(work, actor)
    interaction = work.add(
        Interaction(
            customer_id=customer.id,
            contact_id=new.contact_id,
            member_id=actor.id,
            kind=new.kind,
            note=new.note,
            outcome=new.outcome,
            amount_minor=new.amount.minor if new.amount else None,
            currency=new.amount.currency if new.amount else None,
            happened_on=new.happened_on or today,
            created_at=work.now,
        )
    )
    touch(work, customer, interaction.happened_on, today)
    keep_plans(work, interaction, new.plan_id)
    note_needs(work, interaction)
    settled = tuple(settle_awaited(work, customer.id)) if _is_answer(new) else ()
    answered = None
    if new.answers_id and new.outcome is not Outcome.ABSENT:
        answered = answer_by_logging(work, new.answers_id, customer.id)
    reminder = None
    if new.due is not None:
        text = new.next_step or ""
        reminder = add_reminder(
            work, text=text, due=new.due, customer_id=customer.id, interaction_id=interaction.id
        )
    opportunity = None
    if new.opportunity:
        said = opportunity_in_words(work, customer.id, new.opportunity)
        opportunity = add_opportunity(work, replace(said, title=said.title or new.opportunity))
    contact = work.session.get(Contact, new.contact_id) if new.contact_id else None
    return InteractionLogged(
        interaction, customer, contact, reminder, opportunity, None, settled, answered
    )


def _is_answer(new: NewInteraction) -> bool:
    """Say whether the customer spoke: a mail or message that the rep sent, or a note of his, is no answer."""
    if new.outcome is Outcome.ABSENT:
        return False
    return new.is_theirs or new.kind in BOTH_SPEAK or tells_an_answer(new.note)
