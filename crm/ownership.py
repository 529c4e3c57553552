"""Whose a customer is: it goes to another member with what is open there, or to nobody."""

from sqlalchemy import ColumnElement

from crm.due_reminders import OPEN
from crm.stages import is_open
from storage.plans import Plan, PlanState
from storage.tables import Customer, Member, Opportunity, Reminder, ReminderState
from storage.work import Work

WAITING = (*OPEN, ReminderState.UNDELIVERABLE)


def give(work: Work, customer: Customer, to: Member | None) -> None:
    """Let a customer be a member's, or nobody's; for use-cases, which close the history entry.

    Open opportunities, reminders and plans of the owner before go along. Where nobody follows, they stay his.
    """
    before = customer.owner_id
    work.change(customer, owner_id=to.id if to else None, owned_at=work.now)
    if before is None or to is None or before == to.id:
        return
    deals: ColumnElement[bool] = (
        (Opportunity.customer_id == customer.id) & (Opportunity.owner_id == before) & is_open()
    )
    work.change_all(Opportunity, deals, owner_id=to.id)
    reminders: ColumnElement[bool] = (
        (Reminder.customer_id == customer.id)
        & (Reminder.member_id == before)
        & Reminder.state.in_(WAITING)
    )
    work.change_all(Reminder, reminders, member_id=to.id)
    plans: ColumnElement[bool] = (
        (Plan.customer_id == customer.id)
        & (Plan.member_id == before)
        & (Plan.state == PlanState.PLANNED)
    )
    work.change_all(Plan, plans, member_id=to.id)
