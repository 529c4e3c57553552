"""A line that enters a customer: what it tells is shown, and entered with one tap; what is to be done there is reminded of."""

from dataclasses import replace

from crm.cleaning import clean_email, clean_grade
from crm.customer_fields import LIMITS
from crm.customers import CustomerCreated, NewContact, NewCustomer, create_customer
from crm.duplicates import Likely, Named, Taken, look_alikes
from crm.line_acts import do_act
from crm.line_outcomes import Asked, Chat, Line, Question, Several
from crm.understanding.newcomer_details import Details, read_details
from crm.understanding.reading import Intent, Reading
from crm.words import title_after
from storage.work import Work


def take_newcomer(
    work: Work, line: Line, reading: Reading
) -> Question | CustomerCreated | Several | Chat:
    """Enter the customer that a line tells of, or ask first: whoever looks like it is shown."""
    if reading.new_customer is None:
        return Chat(is_newcomer=True)
    new = _new(reading)
    if not line.is_new:
        return Question(Asked.NEWCOMER, reading, alike=alike_to(work, reading), new=new)
    return _with_next_step(work, line, reading, create_customer(work, new))


def people_in(reading: Reading, email: str | None = None) -> tuple[NewContact, ...]:
    """Return the person whom a line names at a customer that is not there yet, if any."""
    if not reading.contact:
        return ()
    title = title_after(reading.text, reading.contact)
    return (NewContact(reading.contact, title, reading.phone, email),)


def alike_to(work: Work, reading: Reading) -> tuple[Likely | Taken, ...]:
    """Return who is there already and looks like the customer that a line names."""
    phones = (reading.phone,) if reading.phone else ()
    people = (reading.contact,) if reading.contact else ()
    return look_alikes(work, Named(reading.new_customer or "", phones, people=people))


def _new(reading: Reading) -> NewCustomer:
    """Return all that a line tells of a customer to enter; what is told of no field is its note."""
    title = title_after(reading.text, reading.contact) if reading.contact else None
    said = read_details(reading.text, reading.spans.values(), title)
    name, email = reading.new_customer or "", clean_email(said.email or "")
    people = people_in(reading, email)
    if not people and (reading.phone or email):
        people = (NewContact(name, phone=reading.phone, email=email),)
    return NewCustomer(
        name,
        city=reading.city,
        industry=said.industry,
        grade=clean_grade(said.grade or ""),
        contacts=people,
        address=said.address,
        note=_short(said),
    )


def _short(said: Details) -> str | None:
    return said.note[: LIMITS["note"]] if said.note else None


def _with_next_step(
    work: Work, line: Line, reading: Reading, created: CustomerCreated
) -> CustomerCreated | Several:
    """Remind of what is to be done at the newcomer, where the line says when: 新客户…,周六去拜访."""
    if reading.follow_up is None:
        return created
    part = reading.spans.get("next_step") or reading.spans["follow_up"]
    step = replace(reading, intent=Intent.REMIND, spans={**reading.spans, "part": part})
    reminder = do_act(work, line, step, created.customer)
    if isinstance(reminder, Question):
        return Several((created,), (part.text,))
    return Several((created, reminder), ())
