"""Merging two customers into one: the rep picks field by field, everything else moves along.

What is to move is found from the foreign keys to `customers.id`, so that no table can be forgotten. The one
that goes is kept as deleted, with the way to the one that stays; undo brings it back, row for row.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Table,
    UniqueConstraint,
    and_,
    exists,
    func,
    select,
    true,
)

from crm.custom_fields import fields_of, put_value, values_of
from crm.customers import contacts_of
from crm.errors import NotAllowed, NotThere
from crm.policy import customer_for, may_merge, present_actor
from crm.tags import tag_key
from storage.customer_file import CustomField, OtherCustomers
from storage.pairs import LikelyPair
from storage.schema import METADATA
from storage.tables import (
    Contact,
    Customer,
    Interaction,
    Member,
    Opportunity,
    Reminder,
    Row,
)
from storage.work import Work

PICKED = (
    "name",
    "short_name",
    "city",
    "region",
    "industry",
    "grade",
    "preference",
    "address",
    "note",
    "owner_id",
)
PIN = ("latitude", "longitude")
DERIVED = {"customer_keys", "customer_terms"}  # indexes, made anew from what they index
FORGOTTEN = (OtherCustomers, LikelyPair)  # about pairs: void once one of the two is gone
FILLED = ("title", "phone", "phone_e164", "email")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two customers differ: a column, or a custom field, and its values."""

    code: str
    field: CustomField | None
    kept: str | int | None
    other: str | int | None

    @property
    def is_choice(self) -> bool:
        """Say whether both have something: where only one has, that is taken."""
        return self.kept is not None and self.other is not None


@dataclass(frozen=True, slots=True)
class Merge:
    """Two customers side by side: the one that stays, the one that goes, and what moves with it."""

    kept: Customer
    other: Customer
    differences: tuple[Difference, ...]
    contacts: int
    interactions: int
    opportunities: int
    reminders: int


@dataclass(frozen=True, slots=True)
class Merged:
    """Two customers that are one by now; `owners` had one of them and did not do it themselves."""

    customer: Customer
    gone: Customer
    owners: tuple[Member, ...]
    undo: int | None


def read_merge(work: Work, kept_id: int, other_id: int) -> Merge:
    """Read two customers side by side; NotThere, or NotAllowed where the actor may not merge them."""
    kept, other = _both(work, kept_id, other_id)
    return Merge(
        kept,
        other,
        tuple(_differences(work, kept, other)),
        _count(work, Contact, other.id),
        _count(work, Interaction, other.id),
        _count(work, Opportunity, other.id),
        _count(work, Reminder, other.id),
    )


def merge(work: Work, kept_id: int, other_id: int, picked: Collection[str]) -> Merged:
    """Merge a customer into another: `picked` are the codes of the fields whose value the other gives.

    What only one of them has is taken; contacts that are the same person become one. Errors as above.
    """
    kept, other = _both(work, kept_id, other_id)
    owners = {one for one in (kept.owner_id, other.owner_id) if one is not None}
    told = Member.id.in_(owners - {present_actor(work).id})
    _take_fields(work, kept, other, picked)
    _join_people(work, kept, other)
    for pair in FORGOTTEN:
        here = (pair.customer_id == other.id) | (pair.other_id == other.id)
        for row in work.session.scalars(select(pair).where(here)).all():
            work.remove(row)
    for column in keys_to(Customer.__tablename__):
        _move(work, column, kept.id, other.id)
    work.change(other, deleted_at=work.now, merged_into_id=kept.id)
    work.touched["customers"] |= {kept.id, other.id}
    undo = work.close_entry("merge_customers", kept.id)
    return Merged(kept, other, tuple(work.session.scalars(select(Member).where(told))), undo)


def keys_to(table: str) -> Iterator[Column[object]]:
    """Yield every column that refers to the ids of a table, save those of indexes and of pairs."""
    left_out = DERIVED | {pair.__tablename__ for pair in FORGOTTEN}
    for one in METADATA.sorted_tables:
        for constraint in one.constraints:
            if not isinstance(constraint, ForeignKeyConstraint) or one.name in left_out:
                continue
            if constraint.referred_table.name == table:
                yield from constraint.columns


def _both(work: Work, kept_id: int, other_id: int) -> tuple[Customer, Customer]:
    kept, other = customer_for(work, kept_id), customer_for(work, other_id)
    if kept.id == other.id or kept.team_id != other.team_id:
        raise NotThere("customer", other_id)
    if not may_merge(present_actor(work), kept, other):
        raise NotAllowed("merge")
    return kept, other


def _differences(work: Work, kept: Customer, other: Customer) -> Iterator[Difference]:
    for column in PICKED:
        mine, theirs = getattr(kept, column), getattr(other, column)
        if mine != theirs:
            yield Difference(column, None, mine, theirs)
    values = values_of(work, [kept.id, other.id])
    for field in fields_of(work, kept.team_id):
        mine, theirs = values[kept.id].get(field.id), values[other.id].get(field.id)
        if mine != theirs:
            yield Difference(f"f{field.id}", field, mine, theirs)


def _take_fields(work: Work, kept: Customer, other: Customer, picked: Collection[str]) -> None:
    columns: dict[str, object] = {}
    for one in list(_differences(work, kept, other)):
        taken = (
            one.other if one.kept is None or (one.code in picked and one.is_choice) else one.kept
        )
        if one.field is None:
            columns[one.code] = taken
        elif taken is not None:
            put_value(work, kept.id, one.field, str(taken))
    if kept.latitude is None and other.latitude is not None:
        columns |= {name: getattr(other, name) for name in PIN}
    if columns.get("owner_id", kept.owner_id) != kept.owner_id:
        columns["owned_at"] = other.owned_at
    columns["touched_at"] = max(kept.touched_at, other.touched_at)
    work.change(kept, **columns)


def _join_people(work: Work, kept: Customer, other: Customer) -> None:
    """Let contacts that are the same person be one: the same number, or the same name and no other number."""
    there = list(contacts_of(work, kept.id))
    for contact in contacts_of(work, other.id):
        same = next((one for one in there if _is_same(one, contact)), None)
        if same is None:
            continue
        empty = [name for name in FILLED if getattr(same, name) is None]
        work.change(same, **{name: getattr(contact, name) for name in empty})
        for column in keys_to(Contact.__tablename__):
            _move(work, column, same.id, contact.id)
        work.change(contact, deleted_at=work.now)


def _is_same(one: Contact, contact: Contact) -> bool:
    is_named = tag_key(one.name) == tag_key(contact.name)
    numbers = {one.phone_e164 or one.phone, contact.phone_e164 or contact.phone}
    return is_named and (len(numbers) == 1 or None in numbers)


def _move(work: Work, column: Column[object], kept_id: int, other_id: int) -> None:
    """Let the rows of a table that refer to one id refer to another; those that are there already go."""
    table = column.table
    assert isinstance(table, Table)
    kind = _class_of(table.name)
    mine = getattr(kind, column.name)
    for names in _unique_with(table, column):
        for row in _doubles(work, kind, names, column.name, kept_id, other_id):
            work.remove(row)
    work.change_all(kind, mine == other_id, **{column.name: kept_id})


def _class_of(table: str) -> type[Row]:
    kinds = {mapper.class_.__tablename__: mapper.class_ for mapper in Row.registry.mappers}
    found: type[Row] = kinds[table]
    return found


def _unique_with(table: Table, column: Column[object]) -> Iterator[list[str]]:
    """Yield the other columns of each uniqueness that a column is part of."""
    sets = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    sets += [one.columns for one in table.indexes if one.unique]
    for columns in sets:
        names = [one.name for one in columns]
        if column.name in names:
            yield [name for name in names if name != column.name]


def _doubles(
    work: Work, kind: type[Row], names: Sequence[str], key: str, kept_id: int, other_id: int
) -> Sequence[Row]:
    twin = METADATA.tables[kind.__tablename__].alias()
    same = and_(true(), *(twin.c[name] == getattr(kind, name) for name in names))
    there = exists().where(twin.c[key] == kept_id, same)
    return work.session.scalars(select(kind).where(getattr(kind, key) == other_id, there)).all()


def _count(work: Work, kind: type[Row], customer_id: int) -> int:
    here = METADATA.tables[kind.__tablename__]
    there = here.c.customer_id == customer_id
    if "deleted_at" in here.c:
        there &= here.c.deleted_at.is_(None)
    return work.session.scalar(select(func.count()).select_from(here).where(there)) or 0
