"""Adding a row to a customer: what is empty is filled, people, numbers and visits that are new are added."""

from datetime import time

from sqlalchemy import select

from crm.column_names import Field
from crm.instants import instant_of
from crm.matching import FILLABLE, Draft, last_touch
from crm.policy import actor_of
from crm.records import LIMITS, LeftOut, Number, Person, Record
from crm.tags import tag_key
from crm.understanding.day_of_year import DayOfYear
from crm.understanding.fold import fold
from storage.cells import cell_of
from storage.tables import Member, Role, Team
from storage.work import Work

NOON = time(12)


class Owners:
    """Whose a new customer is: the member of its team that its row names, where the actor may assign, else the default.

    A default who is in another team owns none of it.
    """

    def __init__(self, work: Work, team: Team, default: int | None) -> None:
        actor = actor_of(work)
        active = (Member.team_id == team.id) & Member.deactivated_at.is_(None)
        if actor.role is Role.REP:
            active &= Member.id == actor.id
        members = work.session.execute(select(Member.name, Member.id).where(active)).all()
        self._by_name = {fold(name).strip(): member_id for name, member_id in members}
        is_elsewhere = team.id != actor.team_id and default not in self._by_name.values()
        self._default = None if is_elsewhere else default

    def owner_of(self, record: Record) -> int | None:
        """Return the owner's id; a name that is nobody's is noted in the record as left out."""
        said = record.texts.get(Field.OWNER)
        if said is None:
            return self._default
        owner_id = self._by_name.get(fold(said).strip())
        if owner_id is None:
            record.left_out.append(LeftOut(record.row, Field.OWNER, said))
            return self._default
        return owner_id


def new_draft(work: Work, team: Team, owners: Owners, record: Record) -> Draft:
    """Return a customer that is to be entered, with what its row tells."""
    actor = actor_of(work)
    touched_at = work.now
    if record.visited_on:
        touched_at = min(work.now, instant_of(record.visited_on, NOON, actor.zone))
    draft = Draft(
        None,
        {
            "team_id": team.id,
            "owner_id": owners.owner_of(record),
            "name": record.name,
            "name_key": record.key,
            **{name: record.texts.get(one) for name, one in FILLABLE.items()},
            "note": None,
            "latitude": None,
            "longitude": None,
            "place_cell": None,
            "created_at": work.now,
            "created_by": actor.id,
            "touched_at": touched_at,
        },
    )
    join_record(work, draft, record)
    return draft


def join_record(work: Work, draft: Draft, record: Record) -> bool:
    """Add what a row tells to its customer, and say whether anything was new."""
    news = [draft.fill(name, record.texts.get(one)) for name, one in FILLABLE.items()]
    if record.visited_on is not None:
        visit = (record.visited_on, record.note or "")
        if visit not in draft.visits:
            draft.visits.add(visit)
            draft.new_visits.append(visit)
            noon = instant_of(record.visited_on, NOON, actor_of(work).zone)
            last_touch(draft, min(work.now, noon))
            news.append(True)
    elif record.note:
        news.append(_add_note(draft, record.note))
    if record.key != draft.values["name_key"]:  # found by a number: its other name is kept too
        news.append(_add_note(draft, record.name))
    news += [_join_person(draft, person, record) for person in record.people]
    news.append(_fill_pin(draft, record.pin))
    news += [_tag(draft, tag) for tag in record.tags]
    news += [_fill_own(draft, field_id, value) for field_id, value in record.custom.items()]
    return any(news)


def _tag(draft: Draft, tag: str) -> bool:
    key = tag_key(tag)
    if key in draft.tags:
        return False
    draft.tags.add(key)
    draft.new_tags[key] = tag
    return True


def _fill_own(draft: Draft, field_id: int, value: str) -> bool:
    if field_id in draft.custom:
        return False
    draft.custom[field_id] = draft.new_custom[field_id] = value
    return True


def _fill_pin(draft: Draft, pin: tuple[float, float] | None) -> bool:
    if pin is None or draft.values["latitude"] is not None:
        return False
    latitude, longitude = pin
    draft.put("latitude", latitude)
    draft.put("longitude", longitude)
    return draft.put("place_cell", cell_of(latitude, longitude))


def _add_note(draft: Draft, note: str) -> bool:
    before = draft.values["note"]
    if before is None:
        return draft.put("note", note)
    joined = f"{before}\n{note}"
    if note in before or len(joined) > LIMITS[Field.NOTE]:
        return False
    return draft.put("note", joined)


def _join_person(draft: Draft, person: Person, record: Record) -> bool:
    """Add a person, or to a contact of that name what it lacks; each further number is a contact of its own.

    A number without a person is entered under the customer's name, until a row tells whose it is. In an export of
    ours the rest of a row is the contact's that has its number, elsewhere the person's first one's.
    """
    own_name = draft.values["name"][: LIMITS[Field.CONTACT]]
    name = person.name or own_name
    theirs = [one for one in draft.contacts if fold(one.values["name"]) == fold(name)]
    known = theirs if person.name else draft.contacts
    is_news = False
    for number in person.numbers:
        if any(_has(one, number) for one in known):
            continue
        is_news = True
        nobodys = [one for one in draft.contacts if one.values["name"] == own_name]
        if adopted := next((one for one in nobodys if person.name and _has(one, number)), None):
            adopted.put("name", name)
            theirs.append(adopted)
        elif blank := next((one for one in theirs if one.values["phone"] is None), None):
            blank.put("phone", number.typed)
            blank.put("phone_e164", number.e164)
        else:
            theirs.append(_add_contact(draft, name, number))
    emails = {one.values["email"] for one in draft.contacts}
    if not theirs and (person.name or person.days or person.email not in emails):
        theirs.append(_add_contact(draft, name, None))
        is_news = True
    if record.is_own and person.numbers:
        theirs = [one for one in theirs if _has(one, person.numbers[0])]
    for contact in theirs[:1]:
        is_news |= contact.fill("title", person.title)
        is_news |= contact.fill("email", person.email)
        for day in person.days:
            is_news |= _add_day(contact, day)
    return is_news


def _add_day(contact: Draft, day: DayOfYear) -> bool:
    if day.label in contact.days:
        return False
    contact.days.add(day.label)
    contact.new_days.append(day)
    return True


def _add_contact(draft: Draft, name: str, number: Number | None) -> Draft:
    contact = Draft(
        None,
        {
            "name": name,
            "title": None,
            "phone": number.typed if number else None,
            "phone_e164": number.e164 if number else None,
            "email": None,
        },
    )
    draft.contacts.append(contact)
    return contact


def _has(contact: Draft, number: Number) -> bool:
    if number.e164:
        return bool(contact.values["phone_e164"] == number.e164)
    return bool(contact.values["phone"] == number.typed)
