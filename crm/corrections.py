"""What was understood can be put right: each correction is an act of its own, and can be undone."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from crm.book import KeyBook
from crm.due_reminders import OPEN
from crm.errors import DayToCome
from crm.instants import today_of
from crm.money import Money
from crm.nicknames import learn
from crm.policy import actor_of, customer_for, interaction_for
from crm.reminder_answers import replan
from crm.reminders import Due, add_reminder
from crm.understanding.message import read_message
from storage.tables import Contact, Customer, Interaction, Kind, Outcome, Reminder
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Corrected:
    """An interaction after a correction, with the next step that belongs to it."""

    interaction: Interaction
    customer: Customer
    reminder: Reminder | None
    undo: int | None
    contact: Contact | None = None


def change_kind(work: Work, interaction_id: int, kind: Kind) -> Corrected:
    """Say how they really met."""
    interaction = interaction_for(work, interaction_id)
    work.change(interaction, kind=kind)
    return _corrected(work, interaction)


def change_outcome(work: Work, interaction_id: int, outcome: Outcome) -> Corrected:
    """Say how it really went."""
    interaction = interaction_for(work, interaction_id)
    work.change(interaction, outcome=outcome)
    return _corrected(work, interaction)


def change_customer(work: Work, interaction_id: int, customer_id: int) -> Corrected:
    """File an interaction, and the next step that came of it, on another customer."""
    interaction = interaction_for(work, interaction_id)
    customer = customer_for(work, customer_id)
    reminder = next_step_of(work, interaction)
    if reminder is not None:
        work.change(reminder, customer_id=customer.id)
    if (word := _word_for(work, interaction)) is not None:
        learn(work, word, customer)
    work.change(interaction, customer_id=customer.id, contact_id=None)
    return _corrected(work, interaction)


def change_time(work: Work, interaction_id: int, due: Due) -> Corrected:
    """Put the next step on another time, or plan one where there is none."""
    interaction = interaction_for(work, interaction_id)
    reminder = next_step_of(work, interaction)
    if reminder is not None:
        replan(work, reminder, due)
    else:
        add_reminder(
            work,
            text="",
            due=due,
            customer_id=interaction.customer_id,
            interaction_id=interaction.id,
        )
    return _corrected(work, interaction)


def change_day(work: Work, interaction_id: int, day: date) -> Corrected:
    """Say on which day it really happened; DayToCome for one that is not there yet."""
    interaction = interaction_for(work, interaction_id)
    if day > today_of(work, actor_of(work)):
        raise DayToCome(day)
    work.change(interaction, happened_on=day)
    return _corrected(work, interaction)


def change_amount(work: Work, interaction_id: int, amount: Money | None) -> Corrected:
    """Say which amount was really spoken of; none for no amount."""
    interaction = interaction_for(work, interaction_id)
    minor, currency = (amount.minor, amount.currency) if amount else (None, None)
    work.change(interaction, amount_minor=minor, currency=currency)
    return _corrected(work, interaction)


def next_step_of(work: Work, interaction: Interaction) -> Reminder | None:
    """Return the open reminder that was planned with an interaction."""
    mine = select(Reminder).where(
        Reminder.interaction_id == interaction.id, Reminder.state.in_(OPEN)
    )
    return work.session.scalar(mine.order_by(Reminder.id.desc()).limit(1))


def read_interaction(work: Work, interaction_id: int) -> Corrected:
    """Read an interaction as its receipt shows it."""
    return _corrected(work, interaction_for(work, interaction_id))


def _word_for(work: Work, interaction: Interaction) -> str | None:
    """Return the words of a note by which its customer was found; none where they do not name him."""
    reading = read_message(interaction.note, work.now, KeyBook(work))
    span = reading.spans.get("customer")
    is_his = reading.customer is not None and reading.customer.id == interaction.customer_id
    return span.text if span is not None and is_his else None


def _corrected(work: Work, interaction: Interaction) -> Corrected:
    customer = work.session.get_one(Customer, interaction.customer_id)
    contact = work.session.get(Contact, interaction.contact_id) if interaction.contact_id else None
    undo = work.close_entry("correct_interaction", customer.id)
    return Corrected(interaction, customer, next_step_of(work, interaction), undo, contact)
