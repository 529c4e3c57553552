"""Half an hour before a visit: what was, what was promised, what is open, and who is who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from crm.customer_card import CustomerCard, read_card
from crm.needs import needs_of
from crm.understanding.promises import Promise, find_promises
from storage.outbox import are_written
from storage.plans import Digest, DigestOff, Plan, PlanState
from storage.tables import Customer, Interaction, Member
from storage.visits import Need
from storage.work import Work

BEFORE = timedelta(minutes=30)
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


def brief_key(plan: Plan) -> str:
    """Return the outbox key that lets a brief out once for a plan; a moved one is another plan."""
    return f"brief:{plan.id}"


def plans_to_brief(work: Work, limit: int) -> list[tuple[Plan, Member]]:
    """Return the plans that begin within half an hour and were not briefed, with whose they are."""
    off = select(DigestOff.id).where(
        DigestOff.member_id == Member.id, DigestOff.digest == Digest.BRIEF
    )
    wanted = (
        select(Plan, Member)
        .join(Member, Member.id == Plan.member_id)
        .join(Customer, Customer.id == Plan.customer_id)
        .where(
            Plan.state == PlanState.PLANNED,
            Plan.starts_at > work.now,
            Plan.starts_at <= work.now + BEFORE,
            Customer.deleted_at.is_(None),
            Member.deactivated_at.is_(None),
            Member.unreachable_at.is_(None),
            ~off.exists(),
        )
        .order_by(Plan.starts_at, Plan.id)
        .limit(limit)
    )
    rows = [(plan, member) for plan, member in work.session.execute(wanted)]
    written = are_written(work, [brief_key(plan) for plan, _ in rows]) if rows else set()
    return [(plan, member) for plan, member in rows if brief_key(plan) not in written]


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
