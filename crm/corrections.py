"""What was understood can be put right: each correction is an act of its own, and can be undone."""

from dataclasses import dataclass

from sqlalchemy import select

from crm.policy import customer_for, interaction_for
from crm.reminders import OPEN, Due, add_reminder, replan
from storage.tables import Customer, Interaction, Kind, Outcome, Reminder
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Corrected:
    """An interaction after a correction, with the next step that belongs to it."""

    interaction: Interaction
    customer: Customer
    reminder: Reminder | None
    undo: int | None


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


def next_step_of(work: Work, interaction: Interaction) -> Reminder | None:
    """Return the open reminder that was planned with an interaction."""
    mine = select(Reminder).where(
        Reminder.interaction_id == interaction.id, Reminder.state.in_(OPEN)
    )
    return work.session.scalar(mine.order_by(Reminder.id.desc()).limit(1))


def read_interaction(work: Work, interaction_id: int) -> Corrected:
    """Read an interaction as its receipt shows it."""
    return _corrected(work, interaction_for(work, interaction_id))


def _corrected(work: Work, interaction: Interaction) -> Corrected:
    customer = work.session.get_one(Customer, interaction.customer_id)
    undo = work.close_entry("correct_interaction", customer.id)
    return Corrected(interaction, customer, next_step_of(work, interaction), undo)
