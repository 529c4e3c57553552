"""Half an hour before a visit: what was, what was promised, what is open, and who is who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from crm.customer_card import CustomerCard, read_card
from crm.needs import needs_of
from crm.understanding.promises import Promise, find_promises
from storage.plans import Plan
from storage.tables import Interaction
from storage.visits import Need
from storage.work import Work

NOTES_READ = 20
PROMISES_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Promised:
    """A promise, and the day of the note that it stands in."""

    promise: Promise
    day: date


@dataclass(frozen=True, slots=True)
class Brief:
    """What a rep should know before he goes in."""

    plan: Plan
    card: CustomerCard
    promises: tuple[Promised, ...]
    needs: tuple[Need, ...]


def read_brief(work: Work, plan: Plan) -> Brief:
    """Read the brief of the actor's plan; NotThere where he may not see the customer any more."""
    card = read_card(work, plan.customer_id)
    return Brief(
        plan,
        card,
        promises_of(work, plan.customer_id),
        tuple(needs_of(work, plan.customer_id)),
    )


def promises_of(work: Work, customer_id: int) -> tuple[Promised, ...]:
    """Return what was promised in the last notes at a customer, the newest first."""
    notes: Sequence[Interaction] = work.session.scalars(
        select(Interaction)
        .where(Interaction.customer_id == customer_id, Interaction.deleted_at.is_(None))
        .order_by(Interaction.happened_on.desc(), Interaction.id.desc())
        .limit(NOTES_READ)
    ).all()
    found = [
        Promised(promise, note.happened_on)
        for note in notes
        for promise in find_promises(note.note)
    ]
    return tuple(found[:PROMISES_SHOWN])
