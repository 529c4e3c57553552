"""The card: all that a rep opens a customer for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from sqlalchemy import Integer, bindparam, func, select

from crm.comments import Comments, comments_of
from crm.custom_fields import fields_of, values_of
from crm.customers import contacts_of
from crm.needs import needs_of
from crm.occasions import occasions_of
from crm.policy import actor_of, customer_for
from crm.reminder_list import next_reminder
from crm.stages import Stages, is_open, stages_of
from crm.tags import tags_of
from crm.understanding.promises import find_promises
from storage.attachments import Attachment
from storage.customer_file import CustomField, Occasion, Tag
from storage.nicknames import Nickname
from storage.tables import (
    Contact,
    Customer,
    Interaction,
    Member,
    Opportunity,
    Reminder,
    Role,
)
from storage.tickets import Ticket, TicketState
from storage.visits import Need
from storage.work import Work

RECENT_INTERACTIONS = 3
LOOKED_THROUGH = 10  # interactions, for what was promised
MOST_PROMISES = 2


@dataclass(frozen=True, slots=True)
class Touch:
    """An interaction as the card shows it: with who had it and whom he met."""

    interaction: Interaction
    member_name: str
    contact_name: str | None

    @property
    def who(self) -> str:
        """Who had it, and whom he met: Emma Clark → John Miller."""
        return " → ".join(filter(None, (self.member_name, self.contact_name)))


@dataclass(frozen=True, slots=True)
class CustomerCard:
    """All that a rep opens a customer for; `occasions` are by the id of their contact,
    `comments` by that of their interaction.

    `custom` are the fields that the team added and that are filled, `has_custom` whether there are any.
    """

    customer: Customer
    owner_name: str | None
    contacts: tuple[Contact, ...]
    touches: tuple[Touch, ...]
    opportunities: tuple[Opportunity, ...]
    next_reminder: Reminder | None
    stages: Stages
    tags: tuple[str, ...] = ()
    occasions: Mapping[int, Sequence[Occasion]] = field(default_factory=dict)
    custom: tuple[tuple[CustomField, str], ...] = ()
    has_custom: bool = False
    promises: tuple[tuple[date, str], ...] = ()
    may_assign: bool = False
    files: int = 0
    tickets: tuple[Ticket, ...] = ()
    nicknames: tuple[str, ...] = ()
    needs: tuple[Need, ...] = ()
    comments: Comments = field(default_factory=dict)


def read_card(work: Work, customer_id: int) -> CustomerCard:
    """Read a customer's card in nine indexed queries, and one more for each of what few customers have.

    NotThere where the actor may not see it.
    """
    customer = customer_for(work, customer_id)
    actor = actor_of(work)
    owner = work.session.get(Member, customer.owner_id) if customer.owner_id else None
    contacts = tuple(contacts_of(work, customer_id))
    fields = fields_of(work, customer.team_id)
    values = values_of(work, [customer_id])[customer_id] if fields else {}
    touches = _last_touches(work, customer_id)
    whose = {"customer": customer_id, "member": actor.id}
    has = work.connection.execute(BESIDE, whose).one()
    return CustomerCard(
        customer=customer,
        owner_name=owner.name if owner else None,
        contacts=contacts,
        touches=touches[:RECENT_INTERACTIONS],
        promises=tuple(_promised(touches)),
        opportunities=tuple(work.session.scalars(OPEN_OPPORTUNITIES, whose)),
        next_reminder=next_reminder(work, Reminder.customer_id == customer_id),
        stages=stages_of(work, customer.team_id),
        files=has.files,
        tickets=tuple(work.session.scalars(OPEN_TICKETS, whose)) if has.tickets else (),
        nicknames=tuple(work.session.scalars(NICKNAMES, whose)) if has.nicknames else (),
        tags=tuple(one.tag for one in tags_of(work, [customer_id])[customer_id])
        if has.tags
        else (),
        occasions=occasions_of(work, [one.id for one in contacts]) if has.occasions else {},
        custom=tuple((one, values[one.id]) for one in fields if one.id in values),
        has_custom=bool(fields),
        may_assign=actor.role is not Role.REP,
        needs=tuple(needs_of(work, customer_id)) if has.needs else (),
        comments=comments_of(work, [one.interaction.id for one in touches[:RECENT_INTERACTIONS]]),
    )


def count_files(work: Work, customer_id: int) -> int:
    """Return how many files are on a customer."""
    here = select(func.count()).where(Attachment.customer_id == customer_id)
    return work.session.scalar(here) or 0


# Made once: a statement costs as much to make as to run.
THIS, ME = bindparam("customer", type_=Integer), bindparam("member", type_=Integer)
OPEN_OPPORTUNITIES = (
    select(Opportunity)
    .where(Opportunity.customer_id == THIS, is_open())
    .order_by(Opportunity.close_on.is_(None), Opportunity.close_on, Opportunity.id)
)
OPEN_TICKETS = (
    select(Ticket)
    .where(Ticket.customer_id == THIS, Ticket.state == TicketState.OPEN)
    .order_by(Ticket.id)
)
NICKNAMES = (
    select(Nickname.text)
    .where(Nickname.customer_id == THIS, Nickname.member_id == ME)
    .order_by(Nickname.id)
)
BESIDE = select(
    select(func.count()).where(Attachment.customer_id == THIS).scalar_subquery().label("files"),
    OPEN_TICKETS.with_only_columns(Ticket.id).order_by(None).exists().label("tickets"),
    NICKNAMES.order_by(None).exists().label("nicknames"),
    select(Tag.id).where(Tag.customer_id == THIS).exists().label("tags"),
    select(Need.id).where(Need.customer_id == THIS).exists().label("needs"),
    select(Occasion.id)
    .join(Contact, Contact.id == Occasion.contact_id)
    .where(Contact.customer_id == THIS)
    .exists()
    .label("occasions"),
)


def _last_touches(work: Work, customer_id: int) -> tuple[Touch, ...]:
    last = (
        select(Interaction, Member.name, Contact.name)
        .join(Member, Member.id == Interaction.member_id)
        .outerjoin(Contact, Contact.id == Interaction.contact_id)
        .where(Interaction.customer_id == customer_id, Interaction.deleted_at.is_(None))
        .order_by(Interaction.happened_on.desc(), Interaction.id.desc())
        .limit(LOOKED_THROUGH)
    )
    return tuple(Touch(*row) for row in work.session.execute(last))


def _promised(touches: Sequence[Touch]) -> Iterator[tuple[date, str]]:
    told = (
        (one.interaction.happened_on, promise.sentence)
        for one in touches
        for promise in find_promises(one.interaction.note)
    )
    yield from islice(told, MOST_PROMISES)
