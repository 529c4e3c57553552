"""Opportunities move through their stages: forward, back, won, lost, reopened."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from crm.customers import OPEN_STAGES
from crm.money import Money
from crm.policy import customer_for, opportunity_for
from storage.tables import Customer, Opportunity, Stage
from storage.work import Work


@dataclass(frozen=True, slots=True)
class StageMoved:
    """An opportunity after a move, and where it stood before."""

    opportunity: Opportunity
    customer: Customer
    before: Stage
    undo: int | None


def move_to_stage(
    work: Work,
    opportunity_id: int,
    stage: Stage,
    *,
    amount: Money | None = None,
    lost_reason: str | None = None,
) -> StageMoved:
    """Move an opportunity; won and lost close it, any other stage opens it again.

    A final amount replaces the expected one. NotThere where the actor may not see it.
    """
    opportunity = opportunity_for(work, opportunity_id)
    before = opportunity.stage
    is_closed = stage not in OPEN_STAGES
    work.change(
        opportunity,
        stage=stage,
        closed_at=work.now if is_closed else None,
        lost_reason=lost_reason if stage is Stage.LOST else None,
    )
    if amount is not None:
        work.change(opportunity, amount_minor=amount.minor, currency=amount.currency)
    customer = customer_for(work, opportunity.customer_id)
    return StageMoved(
        opportunity, customer, before, work.close_entry("move_to_stage", customer.id)
    )


def open_opportunities(work: Work, customer_id: int) -> Sequence[Opportunity]:
    """Return a customer's open opportunities, the last entered first."""
    there = select(Opportunity).where(
        Opportunity.customer_id == customer_id,
        Opportunity.deleted_at.is_(None),
        Opportunity.stage.in_(OPEN_STAGES),
    )
    return work.session.scalars(there.order_by(Opportunity.id.desc())).all()
