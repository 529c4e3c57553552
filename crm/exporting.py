"""Exporting the book: tables of plain text, by right; what is exported can be imported again.

Rows are read as they are asked for, some hundred customers at a time, so that a large book never stands in memory.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar

from sqlalchemy import ColumnElement, func, select

from crm.column_names import Field
from crm.custom_fields import fields_of, values_of
from crm.errors import NotAllowed
from crm.money import Money
from crm.policy import actor_of, customer_for, present_actor, visible_customers
from crm.rules import Rule, read_rule, setting, yes_or_no
from crm.tags import tags_of
from storage.tables import Contact, Customer, Interaction, Member, Opportunity, Role
from storage.work import Work

AT_ONCE = 500
ACT = "export"

Row = tuple[str, ...]

# What a row of the table of customers holds, in the order of its columns; the team's own fields come last.
COLUMNS = (
    Field.NAME,
    Field.SHORT_NAME,
    Field.GRADE,
    Field.CITY,
    Field.REGION,
    Field.INDUSTRY,
    Field.PREFERENCE,
    Field.TAGS,
    Field.ADDRESS,
    Field.OWNER,
    Field.NOTE,
    Field.CONTACT,
    Field.TITLE,
    Field.PHONE,
    Field.EMAIL,
)
NOBODY: Row = ("", "", "", "")
OF_A_CUSTOMER = COLUMNS[: COLUMNS.index(Field.CONTACT)]


@dataclass(frozen=True, slots=True)
class ExportRule(Rule):
    """Whether reps may take their own customers out of the program."""

    name: ClassVar = "export"

    reps: bool = setting(default=True, form=yes_or_no())


@dataclass(frozen=True, slots=True)
class Exportable:
    """How many customers the actor may export, and the names of his team's own fields."""

    customers: int
    own_fields: tuple[str, ...]


def may_export(work: Work) -> ColumnElement[bool]:
    """Return the condition on `Customer` for what the actor may export; NotAllowed where that is nothing.

    A rep his own customers, if the team lets him; a manager the team's, an administrator all.
    """
    actor = present_actor(work)
    seen = visible_customers(actor)
    if actor.role is not Role.REP:
        return seen
    if not read_rule(work, ExportRule, actor.team_id).reps:
        raise NotAllowed(ACT)
    return seen & (Customer.owner_id == actor.id)


def look_at_export(work: Work) -> Exportable:
    """Say what the actor may export; NotAllowed."""
    number = work.session.scalar(select(func.count(Customer.id)).where(may_export(work)))
    own = fields_of(work, actor_of(work).team_id)
    return Exportable(number or 0, tuple(one.name for one in own))


def customer_rows(work: Work) -> Iterator[Row]:
    """Return a row for each contact, and one for a customer without any: `COLUMNS`, then the team's own fields."""
    own = [one.id for one in fields_of(work, actor_of(work).team_id)]
    owners = {one.id: one.name for one in work.session.scalars(select(Member))}
    for customers in _some_at_a_time(work):
        ids = [one.id for one in customers]
        tags, values, people = tags_of(work, ids), values_of(work, ids), _people(work, ids)
        for customer in customers:
            texts = {
                Field.OWNER: owners.get(customer.owner_id or 0, ""),
                Field.TAGS: ", ".join(tag.tag for tag in tags.get(customer.id, ())),
            }
            plain = [
                texts[one] if one in texts else getattr(customer, one.value) or ""
                for one in OF_A_CUSTOMER
            ]
            customs = [values.get(customer.id, {}).get(field_id, "") for field_id in own]
            persons = [_person(one) for one in people.get(customer.id, ())]
            for person in persons or [NOBODY]:
                yield (*plain, *person, *customs)


def interaction_rows(work: Work) -> Iterator[tuple[Interaction, str, str]]:
    """Return the interactions with these customers, each with the customer's name and who had it."""
    rows = (
        select(Interaction, Customer.name, Member.name)
        .join(Customer, Customer.id == Interaction.customer_id)
        .join(Member, Member.id == Interaction.member_id)
        .where(may_export(work), Interaction.deleted_at.is_(None))
        .order_by(Interaction.customer_id, Interaction.happened_on, Interaction.id)
    )
    for row in work.session.execute(rows.execution_options(yield_per=AT_ONCE)):
        yield row[0], row[1], row[2]


def opportunity_rows(work: Work) -> Iterator[tuple[Opportunity, str, Money | None]]:
    """Return the opportunities at these customers, each with the customer's name and its amount."""
    rows = (
        select(Opportunity, Customer.name)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(may_export(work), Opportunity.deleted_at.is_(None))
        .order_by(Opportunity.customer_id, Opportunity.id)
    )
    for one, name in work.session.execute(rows.execution_options(yield_per=AT_ONCE)):
        amount = None
        if one.amount_minor is not None and one.currency is not None:
            amount = Money(one.amount_minor, one.currency)
        yield one, name, amount


def note_export(work: Work, form: str, customers: int) -> None:
    """Remember in the history who exported how many customers, and as what; that is not undone."""
    work.note_in_history(ACT, {"form": form, "customers": customers})


def contacts_to_share(work: Work, customer_id: int) -> tuple[Customer, Sequence[Contact]]:
    """Return a customer's contacts, for a file that a phone's address book reads; NotThere."""
    customer = customer_for(work, customer_id)
    there = (Contact.customer_id == customer_id) & Contact.deleted_at.is_(None)
    return customer, work.session.scalars(select(Contact).where(there).order_by(Contact.id)).all()


def _some_at_a_time(work: Work) -> Iterator[list[Customer]]:
    wanted = select(Customer).where(may_export(work)).order_by(Customer.id)
    rows = iter(work.session.scalars(wanted.execution_options(yield_per=AT_ONCE)))
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _people(work: Work, ids: Sequence[int]) -> dict[int, list[Contact]]:
    people: defaultdict[int, list[Contact]] = defaultdict(list)
    there = Contact.customer_id.in_(ids) & Contact.deleted_at.is_(None)
    for one in work.session.scalars(select(Contact).where(there).order_by(Contact.id)):
        people[one.customer_id].append(one)
    return people


def _person(one: Contact) -> Row:
    return one.name, one.title or "", one.phone or "", one.email or ""
