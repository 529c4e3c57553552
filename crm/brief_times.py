"""When a brief is due, apart from what stands in it: half an hour before a visit, once."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from crm.duty import Duty
from storage.outbox import are_written
from storage.plans import Digest, DigestOff, Plan, PlanState
from storage.tables import Customer, Member
from storage.work import Work

BEFORE = timedelta(minutes=30)


def briefing(send: Callable[[Work], int]) -> Duty:
    """Return the duty that sends briefs."""
    return Duty("briefs", 20, lambda work: bool(plans_to_brief(work, 1)), send)


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
