"""All that happened with a customer, the last first, page by page; and where it is."""

from dataclasses import dataclass, field

from sqlalchemy import select

from crm.comments import Comments, comments_of
from crm.customer_card import Touch
from crm.policy import customer_for
from storage.tables import Contact, Customer, Interaction, Member
from storage.work import Work

PAGE = 6


@dataclass(frozen=True, slots=True)
class Timeline:
    """A page of a customer's interactions, with what was said to them by the id of each."""

    customer: Customer
    page: int
    touches: tuple[Touch, ...]
    more: bool
    comments: Comments = field(default_factory=dict)


def read_timeline(work: Work, customer_id: int, page: int) -> Timeline:
    """Read a page of a customer's interactions; NotThere where the actor may not see it."""
    customer = customer_for(work, customer_id)
    there = (
        select(Interaction, Member.name, Contact.name)
        .join(Member, Member.id == Interaction.member_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .where(Interaction.customer_id == customer_id, Interaction.deleted_at.is_(None))
        .order_by(Interaction.happened_on.desc(), Interaction.id.desc())
        .offset(page * PAGE)
        .limit(PAGE + 1)
    )
    touches = [Touch(*row) for row in work.session.execute(there)]
    shown = tuple(touches[:PAGE])
    said = comments_of(work, [one.interaction.id for one in shown])
    return Timeline(customer, page, shown, len(touches) > PAGE, said)
