"""A member leaves: what belongs to him goes to a colleague, and he is a stranger from that act on."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select

from crm.delivery import drop_waiting
from crm.due_reminders import OPEN
from crm.errors import HeirNeeded, NotThere
from crm.invitations import revoke_beyond
from crm.members import check_administrator_remains
from crm.policy import member_to_manage
from storage.conversations import end_conversations
from storage.customer_file import HandoverRequest
from storage.plans import Plan, PlanState
from storage.tables import Customer, Member, Opportunity, Reminder, ReminderState, Role
from storage.targets import Task, TaskState
from storage.tickets import Ticket, TicketState
from storage.work import Work

LEFT = "the member has left"


@dataclass(frozen=True, slots=True)
class Belongings:
    """How much a member is responsible for."""

    customers: int
    opportunities: int
    reminders: int
    plans: int

    def __bool__(self) -> bool:
        """Say whether there is anything to hand over."""
        return bool(self.customers or self.opportunities or self.reminders or self.plans)


@dataclass(frozen=True, slots=True)
class Leaving:
    """A member who is to leave, what he has, and who may take it over: his team first."""

    member: Member
    belongings: Belongings
    heirs: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """A member who has left, and who took over what."""

    member: Member
    heir: Member | None
    belongings: Belongings
    undo: int | None


def read_leaving(work: Work, member_id: int) -> Leaving:
    """Read what is to be decided before a member leaves; NotThere where the actor may not decide it."""
    member = member_to_manage(work, member_id)
    return Leaving(member, belongings_of(work, member), tuple(_heirs(work, member)))


def deactivate(work: Work, member_id: int, heir_id: int | None) -> Left:
    """Deactivate a member and hand over what belongs to him, in one act.

    His customers, open opportunities, plans and reminders go to the heir; what rang and was not answered, or did not
    reach him, stands on the heir's list and does not ring again. His open invitations are revoked, his conversations forgotten, what
    waits to be sent to him is dropped. Interactions and won or lost opportunities stay his: they say who did
    it. HeirNeeded where he has work and no heir is named; LastAdministrator; NotThere for a member or an
    heir that the actor may not choose.
    """
    member = member_to_manage(work, member_id)
    belongings = belongings_of(work, member)
    if member.deactivated_at is not None:
        return Left(member, None, belongings, None)
    if belongings and heir_id is None:
        raise HeirNeeded(member_id)
    heir = _heir(work, member, heir_id) if belongings and heir_id is not None else None
    if heir is not None:
        _hand_over(work, member, heir)
    work.change(member, deactivated_at=work.now)
    if member.role is Role.ADMIN:
        check_administrator_remains(work)
    revoke_beyond(work, member)
    end_conversations(work.connection, member.telegram_id)
    drop_waiting(work, member.telegram_id, LEFT)
    return Left(member, heir, belongings, work.close_entry("deactivate"))


def belongings_of(work: Work, member: Member) -> Belongings:
    """Count what a member is responsible for."""
    counts = [
        work.session.scalar(select(func.count()).select_from(kind).where(condition)) or 0
        for kind, condition in (
            (Customer, (Customer.owner_id == member.id) & Customer.deleted_at.is_(None)),
            (Opportunity, _open_opportunities(member) & Opportunity.deleted_at.is_(None)),
            (Reminder, _open_reminders(member)),
            (Plan, _open_plans(member)),
        )
    ]
    return Belongings(*counts)


def _hand_over(work: Work, member: Member, heir: Member) -> None:
    own = Customer.owner_id == member.id
    work.change_all(Customer, own, owner_id=heir.id, owned_at=work.now)
    work.change_all(Opportunity, _open_opportunities(member), owner_id=heir.id)
    on_its_way = (Reminder.member_id == member.id) & (Reminder.state == ReminderState.DUE)
    work.change_all(Reminder, on_its_way, state=ReminderState.UNDELIVERABLE)
    work.change_all(Reminder, _open_reminders(member), member_id=heir.id)
    work.change_all(Plan, _open_plans(member), member_id=heir.id)
    open_tasks = (Task.member_id == member.id) & Task.state.in_(
        (TaskState.ASKED, TaskState.ACCEPTED)
    )
    work.change_all(Task, open_tasks, member_id=heir.id)
    work.change_all(Ticket, _open_tickets(member), owner_id=heir.id)
    unanswered = HandoverRequest.answered_at.is_(None)
    asked_of_him = (HandoverRequest.owner_id == member.id) & unanswered
    work.change_all(HandoverRequest, asked_of_him, owner_id=heir.id)


def _open_tickets(member: Member) -> ColumnElement[bool]:
    return (Ticket.owner_id == member.id) & (Ticket.state == TicketState.OPEN)


def _open_opportunities(member: Member) -> ColumnElement[bool]:
    return (Opportunity.owner_id == member.id) & Opportunity.closed_at.is_(None)


def _open_reminders(member: Member) -> ColumnElement[bool]:
    return (Reminder.member_id == member.id) & Reminder.state.in_(OPEN)


def _open_plans(member: Member) -> ColumnElement[bool]:
    return (Plan.member_id == member.id) & (Plan.state == PlanState.PLANNED)


def _heir(work: Work, member: Member, heir_id: int) -> Member:
    heir = next((one for one in _heirs(work, member) if one.id == heir_id), None)
    if heir is None:
        raise NotThere("member", heir_id)
    return heir


def _heirs(work: Work, member: Member) -> Sequence[Member]:
    sees_them = (Member.team_id == member.team_id) | (Member.role == Role.ADMIN)
    there = sees_them & Member.deactivated_at.is_(None) & (Member.id != member.id)
    order = (Member.team_id != member.team_id, Member.name, Member.id)
    return work.session.scalars(select(Member).where(there).order_by(*order)).all()
