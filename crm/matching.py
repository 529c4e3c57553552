"""Which customer of the book a row is about: the same name without its legal form, or the same number."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, select

from crm.column_names import Field
from crm.custom_fields import values_of
from crm.occasions import occasions_of
from crm.policy import actor_of, visible_by_id
from crm.records import Record
from crm.tags import tags_of
from crm.understanding.day_of_year import DayOfYear
from storage.bulk import Values, among, not_by_index
from storage.tables import Contact, Customer, Interaction, Team
from storage.work import Work

FILLABLE = {  # by the names of the customer's columns
    one.value: one
    for one in (
        Field.SHORT_NAME,
        Field.CITY,
        Field.REGION,
        Field.INDUSTRY,
        Field.GRADE,
        Field.PREFERENCE,
        Field.ADDRESS,
    )
}


@dataclass(slots=True)
class Draft:
    """A customer while rows are added to it: the book's own (with an id), or one to be entered.

    `values` are its columns as they will be; `before` what the columns held that have changed. The same
    holds for its contacts, of which those without an id are new. Tags are by their keys, the values of the
    team's own fields by the fields' ids, a contact's days by their labels.
    """

    id: int | None
    values: Values
    is_visible: bool = True
    before: Values = field(default_factory=dict)
    contacts: list["Draft"] = field(default_factory=list)
    visits: set[tuple[date, str]] = field(default_factory=set)
    new_visits: list[tuple[date, str]] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)
    new_tags: dict[str, str] = field(default_factory=dict)
    custom: dict[int, str] = field(default_factory=dict)
    new_custom: dict[int, str] = field(default_factory=dict)
    days: set[str] = field(default_factory=set)
    new_days: list[DayOfYear] = field(default_factory=list)

    def put(self, name: str, value: Any) -> bool:
        """Set a column, and say whether that changes anything."""
        if self.values.get(name) == value:
            return False
        self.before.setdefault(name, self.values.get(name))
        self.values[name] = value
        return True

    def fill(self, name: str, value: Any) -> bool:
        """Set a column that is empty, and say whether that changes anything."""
        return bool(value) and not self.values.get(name) and self.put(name, value)


class Shelf:
    """The customers of the book that some rows may be about, and those that the rows themselves bring."""

    def __init__(self, work: Work, team: Team, records: Sequence[Record]) -> None:
        self._by_key: dict[str, list[Draft]] = {}
        self._by_number: dict[str, Draft] = {}
        self.drafts: list[Draft] = []
        for draft in _drafts_of(work, team, records):
            self.add(draft)

    def add(self, draft: Draft) -> None:
        """Put a customer where rows find it; who was there first stays the one that is found."""
        self.drafts.append(draft)
        self._by_key.setdefault(draft.values["name_key"], []).append(draft)
        self.add_numbers(draft)

    def add_numbers(self, draft: Draft) -> None:
        """Let the numbers that a customer has by now lead to it."""
        for contact in draft.contacts:
            if number := contact.values["phone_e164"]:
                self._by_number.setdefault(number, draft)

    def find(self, record: Record) -> Draft | None:
        """Return the customer of that name, of several the likest, else the one with one of the numbers."""
        if named := self._by_key.get(record.key):
            return max(named, key=lambda one: _likeness(one, record)) if named[1:] else named[0]
        if record.is_own:
            return None
        numbers = (number.e164 for person in record.people for number in person.numbers)
        return next((self._by_number[one] for one in numbers if one in self._by_number), None)


def _likeness(draft: Draft, record: Record) -> tuple[bool, int]:
    """Return how much of a row a customer of that name has: the name as written, then the other fields."""
    same = sum(draft.values.get(one.value) == text for one, text in record.texts.items())
    theirs = {one.values["name"] for one in draft.contacts}
    theirs |= {one.values["phone"] for one in draft.contacts}
    people = sum(one.name in theirs for one in record.people)
    numbers = sum(one.typed in theirs for person in record.people for one in person.numbers)
    return draft.values["name"] == record.name, same + people + numbers


def numbers_of(records: Iterable[Record]) -> set[str]:
    """Return every number of some rows, in E.164."""
    people = (person for record in records for person in record.people)
    return {number.e164 for person in people for number in person.numbers if number.e164}


def _drafts_of(work: Work, team: Team, records: Sequence[Record]) -> list[Draft]:
    keys = {record.key for record in records}
    there = (Customer.team_id == team.id) & Customer.deleted_at.is_(None)
    # By the number alone: with a join, SQLite would begin at every customer of the team.
    with_number = select(Contact.customer_id).where(
        Contact.phone_e164.in_(numbers_of(records)), Contact.deleted_at.is_(None)
    )
    named = select(Customer.id).where(there, Customer.name_key.in_(keys))
    ids = {*work.connection.scalars(named), *work.connection.scalars(with_number)}
    if not ids:
        return []
    visible = case((visible_by_id(actor_of(work)), True), else_=False).label("is_visible")
    of_team = not_by_index(Customer.team_id) == team.id
    these = (
        among(work.connection, Customer.id, list(ids)) & of_team & Customer.deleted_at.is_(None)
    )
    customers = select(*Customer.__table__.columns, visible).where(these)
    drafts = {}
    for row in work.connection.execute(customers.order_by(Customer.id)).mappings():
        values = dict(row)
        drafts[row["id"]] = Draft(row["id"], values, is_visible=bool(values.pop("is_visible")))
    _add_contacts(work, drafts)
    _add_visits(work, drafts, {record.visited_on for record in records})
    if any(record.tags for record in records):
        for customer_id, tags in tags_of(work, drafts).items():
            drafts[customer_id].tags.update(tag.key for tag in tags)
    if any(person.days for record in records for person in record.people):
        _add_days(work, drafts)
    if any(record.custom for record in records):
        for customer_id, custom in values_of(work, drafts).items():
            drafts[customer_id].custom.update(custom)
    return list(drafts.values())


def _add_contacts(work: Work, drafts: dict[int, Draft]) -> None:
    there = Contact.customer_id.in_(drafts) & Contact.deleted_at.is_(None)
    contacts = select(*Contact.__table__.columns).where(there).order_by(Contact.id)
    for row in work.connection.execute(contacts).mappings():
        drafts[row["customer_id"]].contacts.append(Draft(row["id"], dict(row)))


def _add_days(work: Work, drafts: dict[int, Draft]) -> None:
    contacts = {one.id: one for draft in drafts.values() for one in draft.contacts if one.id}
    for contact_id, days in occasions_of(work, contacts).items():
        contacts[contact_id].days.update(day.label for day in days)


def _add_visits(work: Work, drafts: dict[int, Draft], days: set[date | None]) -> None:
    if days <= {None}:
        return
    there = Interaction.customer_id.in_(drafts) & Interaction.happened_on.in_(days - {None})
    visits = select(Interaction.customer_id, Interaction.happened_on, Interaction.note)
    for customer_id, day, note in work.connection.execute(visits.where(there)):
        drafts[customer_id].visits.add((day, note))


def last_touch(draft: Draft, moment: datetime) -> None:
    """Move the last touch of a customer on, never back."""
    if moment > draft.values["touched_at"]:
        draft.put("touched_at", moment)
