"""Exporting customers, all or a list's: tables of plain text, by right; what is exported can be imported again.

Rows are read as they are asked for, some hundred customers at a time, so that a large book never stands in memory.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import func, select

from crm.book_columns import OF_CONTACTS, OF_CUSTOMERS, ContactTold, CustomerTold, OfCustomer
from crm.column_names import Field
from crm.custom_fields import fields_in_sight, values_of
from crm.customer_lists import ids_in_list, is_of_the_pool
from crm.errors import NotAllowed
from crm.export_rights import ACT, may_export, may_export_list
from crm.money import Money
from crm.occasions import occasions_of
from crm.opportunity_search import Filter, Listed, list_opportunities, list_to_export
from crm.policy import customer_for, teams_in_sight
from crm.stages import Stages
from crm.tags import tags_of
from storage.tables import Contact, Customer, Interaction, Member, Opportunity
from storage.work import Work

AT_ONCE = 500

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Exportable:
    """How many customers the actor may export, and the columns of their table; `of` is the list's text.

    `own_fields` are the names of the fields that the teams added. What team a customer is of stands in the
    table where the actor sees several.
    """

    customers: int
    columns: tuple[Field, ...]
    own_fields: tuple[str, ...]
    of: str | None = None


def look_at_export(work: Work, of: str | None = None) -> Exportable:
    """Say what the actor may export, of all or of the list that a text asks for; NotAllowed."""
    own = tuple(_own_fields(work))
    fields = (*(one.field for one in _of_customers(work)), *(one.field for one in OF_CONTACTS))
    if of is None:
        number = work.session.scalar(select(func.count(Customer.id)).where(may_export(work)))
        return Exportable(number or 0, fields, own)
    return Exportable(sum(len(some) for some in _ids(work, of)), fields, own, of)


def customer_rows(work: Work, lunar: str, of: str | None = None) -> Iterator[Row]:
    """Return a row for each contact, and one for a customer without any, then the teams' own fields.

    The columns are those of `crm/book_columns.py`; `lunar` is the word before a lunar day.
    """
    own = list(_own_fields(work).values())
    columns = _of_customers(work)
    owners = {one.id: one.name for one in work.session.scalars(select(Member))}
    teams = {one.id: one.name for one in teams_in_sight(work)}
    for customers in _some_at_a_time(work, of):
        ids = [one.id for one in customers]
        tags, values, people = tags_of(work, ids), values_of(work, ids), _people(work, ids)
        days = occasions_of(work, [one.id for some in people.values() for one in some])
        for customer in customers:
            told = CustomerTold(
                customer,
                owners.get(customer.owner_id or 0, ""),
                tags.get(customer.id, ()),
                teams.get(customer.team_id, ""),
            )
            plain = [one.text(told) for one in columns]
            kept = values.get(customer.id, {})
            customs = [next((kept[one] for one in some if one in kept), "") for some in own]
            persons = [
                [
                    one.text(ContactTold(contact, days.get(contact.id, ()), lunar))
                    for one in OF_CONTACTS
                ]
                for contact in people.get(customer.id, ())
            ]
            for person in persons or [[""] * len(OF_CONTACTS)]:
                yield (*plain, *person, *customs)


def interaction_rows(work: Work, of: str | None = None) -> Iterator[tuple[Interaction, str, str]]:
    """Return the interactions with these customers, each with the customer's name and who had it."""
    rows = (
        select(Interaction, Customer.name, Member.name)
        .join(Customer, Customer.id == Interaction.customer_id)
        .join(Member, Member.id == Interaction.member_id)
        .where(Interaction.deleted_at.is_(None))
        .order_by(Interaction.customer_id, Interaction.happened_on, Interaction.id)
    )
    for some in _ids(work, of):
        for row in work.session.execute(rows.where(Interaction.customer_id.in_(some))):
            yield row[0], row[1], row[2]


def opportunity_rows(
    work: Work, of: str | None = None
) -> Iterator[tuple[Opportunity, str, Money | None]]:
    """Return the opportunities at these customers, each with the customer's name and its amount."""
    rows = (
        select(Opportunity, Customer.name)
        .join(Customer, Customer.id == Opportunity.customer_id)
        .where(Opportunity.deleted_at.is_(None))
        .order_by(Opportunity.customer_id, Opportunity.id)
    )
    for some in _ids(work, of):
        for one, name in work.session.execute(rows.where(Opportunity.customer_id.in_(some))):
            amount = None
            if one.amount_minor is not None and one.currency is not None:
                amount = Money(one.amount_minor, one.currency)
            yield one, name, amount


def deal_rows(work: Work, asked: Filter) -> Iterator[tuple[Listed, Stages]]:
    """Return the opportunities that a filter finds, in the order of their list; NotAllowed."""
    pages = list_to_export(work, asked).pages
    for page in range(pages):
        shown = list_opportunities(work, asked, page)
        for row in shown.rows:
            yield row, shown.stages


def note_export(
    work: Work, form: str, number: int, of: str | None = None, *, what: str = "customers"
) -> None:
    """Remember in the history who exported how many, as what and of which list; that is not undone."""
    facts: dict[str, str | int] = {"form": form, what: number}
    work.note_in_history(ACT, facts if of is None else {**facts, "of": of})


def contacts_to_share(work: Work, customer_id: int) -> tuple[Customer, Sequence[Contact]]:
    """Return a customer's contacts, for a file that a phone's address book reads; NotThere."""
    customer = customer_for(work, customer_id)
    there = (Contact.customer_id == customer_id) & Contact.deleted_at.is_(None)
    return customer, work.session.scalars(select(Contact).where(there).order_by(Contact.id)).all()


def _of_customers(work: Work) -> tuple[OfCustomer, ...]:
    """Return the columns about the customer; the team is one where the actor sees several."""
    if len(teams_in_sight(work)) > 1:
        return OF_CUSTOMERS
    return tuple(one for one in OF_CUSTOMERS if one.field is not Field.TEAM)


def _own_fields(work: Work) -> dict[str, list[int]]:
    """Return the fields that teams added, by name; the same in several teams are one column."""
    own: dict[str, list[int]] = {}
    names: dict[str, str] = {}
    for one in fields_in_sight(work):
        own.setdefault(names.setdefault(one.key, one.name), []).append(one.id)
    return own


def _ids(work: Work, of: str | None) -> Iterator[list[int]]:
    """Return the ids of what may be exported, some hundred at a time; a list's in its order."""
    if of is None:
        ids = select(Customer.id).where(may_export(work)).order_by(Customer.id)
        yield from _chunks(work.session.scalars(ids.execution_options(yield_per=AT_ONCE)))
        return
    if not may_export_list(work, is_pool=is_of_the_pool(of)):
        raise NotAllowed(ACT)
    allowed = may_export(work, of_list=True)
    for some in _chunks(ids_in_list(work, of)):
        taken = set(
            work.session.scalars(select(Customer.id).where(Customer.id.in_(some), allowed))
        )
        yield [one for one in some if one in taken]


def _some_at_a_time(work: Work, of: str | None) -> Iterator[list[Customer]]:
    for some in _ids(work, of):
        rows = work.session.scalars(select(Customer).where(Customer.id.in_(some)))
        customers = {one.id: one for one in rows}
        yield [customers[one] for one in some]


def _chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, AT_ONCE)):
        yield some


def _people(work: Work, ids: Sequence[int]) -> dict[int, list[Contact]]:
    people: defaultdict[int, list[Contact]] = defaultdict(list)
    there = Contact.customer_id.in_(ids) & Contact.deleted_at.is_(None)
    for one in work.session.scalars(select(Contact).where(there).order_by(Contact.id)):
        people[one.customer_id].append(one)
    return people
