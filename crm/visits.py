"""A planned visit that has been: one tap enters it, one message tells what happened."""

from dataclasses import dataclass, replace
from datetime import datetime

from crm.attachments import Filed, SentFile, attach, file_attachments
from crm.errors import NotThere, TextTooLong
from crm.in_hand import Hand
from crm.interactions import NOTE_LIMIT, NewInteraction, log_interaction
from crm.needs import note_needs
from crm.policy import actor_of, interaction_for, plan_for
from crm.reminders import add_reminder
from crm.words import read_next_step
from storage.plans import Plan, PlanState
from storage.tables import Customer, Interaction, Kind, Outcome, Reminder
from storage.visits import CheckIn
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Visited:
    """A visit as it stands: with the plan that it kept, the check-in, and the next step that came of it.

    `undo` is none where nothing was changed: the plan had been answered before. `files` are those that came with
    what was told, `filed` those that came without a word.
    """

    interaction: Interaction | None
    customer: Customer
    plan: Plan | None = None
    check_in: CheckIn | None = None
    reminder: Reminder | None = None
    undo: int | None = None
    files: int = 0
    filed: Filed | None = None


def visit_planned(work: Work, plan_id: int) -> Visited:
    """Enter the visit that a plan was for, as of today; a plan that was answered stays as it is."""
    plan = plan_for(work, plan_id)
    if plan.state is not PlanState.PLANNED:
        return Visited(None, work.session.get_one(Customer, plan.customer_id), plan)
    new = NewInteraction(plan.customer_id, Kind.VISIT, plan.text, plan_id=plan.id)
    done = log_interaction(work, new)
    return Visited(done.interaction, done.customer, plan, undo=done.undo)


def tell_visit(
    work: Work, interaction_id: int, words: str, said_at: datetime, outcome: Outcome | None = None
) -> Visited:
    """Add what a rep tells of a visit, with the next step that his words set.

    TextTooLong where the note would be over 4,000 characters.
    """
    interaction = interaction_for(work, interaction_id)
    note = "\n".join(part for part in (interaction.note, words) if part)
    if len(note) > NOTE_LIMIT:
        raise TextTooLong("note", NOTE_LIMIT)
    work.change(interaction, note=note, outcome=outcome or interaction.outcome)
    note_needs(work, interaction)
    reminder, read = None, read_next_step(words, said_at, actor_of(work).zone)
    if read.due is not None:
        reminder = add_reminder(
            work,
            text=read.rest,
            due=read.due,
            customer_id=interaction.customer_id,
            interaction_id=interaction.id,
        )
    customer = work.session.get_one(Customer, interaction.customer_id)
    undo = work.close_entry("tell_visit", customer.id)
    return Visited(interaction, customer, reminder=reminder, undo=undo)


def show_of_visit(work: Work, interaction_id: int, file: SentFile, said_at: datetime) -> Visited:
    """Keep a file on a visit; its caption, if it has one, is what the rep tells of it, in the same act."""
    seen = read_visit(work, interaction_id)
    if not file.caption:
        filed = file_attachments(work, [file], Hand(seen.customer, interaction_id))
        return replace(seen, undo=filed.undo, filed=filed)
    told = tell_visit(work, interaction_id, file.caption, said_at)
    attach(work, [file], told.customer, interaction_id)
    if told.undo is not None:
        work.add_to_entry(told.undo)
    return replace(told, files=1)


def read_visit(work: Work, interaction_id: int) -> Visited:
    """Read one of the actor's visits; NotThere where it is somebody else's."""
    interaction = interaction_for(work, interaction_id)
    return Visited(interaction, work.session.get_one(Customer, interaction.customer_id))


def visit_if_there(work: Work, interaction_id: int) -> Visited | None:
    """Read one of the actor's visits, none where it is not there any more."""
    try:
        return read_visit(work, interaction_id)
    except NotThere:
        return None


def rate_visit(work: Work, interaction_id: int, outcome: Outcome) -> Visited:
    """Say how a visit went."""
    interaction = interaction_for(work, interaction_id)
    work.change(interaction, outcome=outcome)
    customer = work.session.get_one(Customer, interaction.customer_id)
    undo = work.close_entry("tell_visit", customer.id)
    return Visited(interaction, customer, undo=undo)
