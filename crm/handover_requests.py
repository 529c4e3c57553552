"""A member asks the owner of a customer for it; the owner says yes or no, and the asker is told."""

from dataclasses import dataclass

from sqlalchemy import func, select

from crm.errors import NotThere, TooMany
from crm.ownership import give
from crm.policy import present_actor
from storage.customer_file import Answer, HandoverRequest
from storage.tables import Customer, Member, Role
from storage.work import Work

MOST_OPEN = 10  # requests of one member that wait for an answer


@dataclass(frozen=True, slots=True)
class Asked:
    """A request and whom it goes to; `again` where it waits for an answer already.

    `customer` is for the owner's eyes: the asker may not see it.
    """

    request: HandoverRequest
    customer: Customer
    owner: Member
    asker: Member
    undo: int | None = None
    again: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """What the owner said; `again` where he had answered before."""

    request: HandoverRequest
    customer: Customer
    owner: Member
    asker: Member
    undo: int | None
    again: bool = False


def ask_for(work: Work, customer_id: int) -> Asked:
    """Ask the owner of a customer of the team for it, whether the actor may see it or not.

    NotThere where there is no such customer or it is nobody's, or the actor's own; TooMany open requests.
    """
    actor = present_actor(work)
    customer = work.session.get(Customer, customer_id)
    owner = work.session.get(Member, customer.owner_id) if customer and customer.owner_id else None
    if customer is None or owner is None or not _may_ask(actor, customer, owner):
        raise NotThere("customer", customer_id)
    mine = (HandoverRequest.asked_by == actor.id) & HandoverRequest.answered_at.is_(None)
    waiting = mine & (HandoverRequest.customer_id == customer.id)
    waiting &= HandoverRequest.owner_id == owner.id
    request = work.session.scalar(select(HandoverRequest).where(waiting).limit(1))
    if request is not None:
        return Asked(request, customer, owner, actor, again=True)
    count = select(func.count()).select_from(HandoverRequest).where(mine)
    if (work.session.scalar(count) or 0) >= MOST_OPEN:
        raise TooMany("requests", MOST_OPEN)
    request = work.add(
        HandoverRequest(
            customer_id=customer.id, asked_by=actor.id, owner_id=owner.id, asked_at=work.now
        )
    )
    return Asked(request, customer, owner, actor, work.close_entry("ask_for_customer"))


def answer(work: Work, request_id: int, said: Answer) -> Answered:
    """Answer a request as the owner that was asked: accepted, the customer is the asker's.

    NotThere for somebody else's request, and where the customer has another owner by now.
    """
    actor = present_actor(work)
    request = work.session.get(HandoverRequest, request_id)
    if request is None or request.owner_id != actor.id:
        raise NotThere("request", request_id)
    customer = work.session.get_one(Customer, request.customer_id)
    asker = work.session.get_one(Member, request.asked_by)
    if request.answered_at is not None:
        return Answered(request, customer, actor, asker, None, again=True)
    is_gone = customer.deleted_at is not None or customer.owner_id != actor.id
    if is_gone or asker.deactivated_at is not None:
        raise NotThere("request", request_id)
    work.change(request, answered_at=work.now, answer=said)
    if said is Answer.ACCEPTED:
        give(work, customer, asker)
    undo = work.close_entry("answer_request", customer.id)
    return Answered(request, customer, actor, asker, undo)


def _may_ask(actor: Member, customer: Customer, owner: Member) -> bool:
    is_there = customer.deleted_at is None and owner.deactivated_at is None
    in_team = customer.team_id == actor.team_id or actor.role is Role.ADMIN
    return is_there and in_team and owner.id != actor.id
