"""Enter a customer: only the name is needed, and saving is one tap at every step after it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from telegram import Contact

from crm.customer_card import read_card
from crm.customer_fields import GRADES, check_number, clean_contact_field, clean_field
from crm.customers import CustomerCreated, NewContact, NewCustomer, create_customer
from crm.duplicates import Likely, Named, Taken, look_alikes
from crm.words import full_name, read_person
from handlers.customers import create_texts as texts
from handlers.customers.buttons import CreateAnyway, NewNamed, OpenKnown, SaveNow, SetGrade
from handlers.customers.texts import card
from handlers.kit import links
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, Draft, End, Talk, dump
from handlers.kit.triggers import OnButton, OnCommand, OnContact, OnText
from storage.conversations import lay_ready
from storage.work import Work

NAME = "customer"


class Step(StrEnum):
    """The questions, in order; `same` is asked where a customer like it is there already."""

    NAME = "name"
    CONTACT = "contact"
    PHONE = "phone"
    CITY = "city"
    INDUSTRY = "industry"
    GRADE = "grade"
    SAME = "same"


@dataclass
class NewCustomerDraft(Draft):
    """What the rep has told; `known` are customers that he says are others, `saves` where he is done."""

    name: str = ""
    contact: str = ""
    title: str = ""
    phone: str = ""
    city: str = ""
    industry: str = ""
    grade: str = ""
    known: list[int] = field(default_factory=list)
    saves: bool = False


NewTalk = Talk[NewCustomerDraft]


def lay_name_ready(work: Work, chat_id: int, draft: NewCustomerDraft) -> int:
    """Keep what is known of a customer that was not found, for one tap to enter it; return the serial."""
    return lay_ready(work.connection, chat_id, NAME, Step.NAME, dump(draft), work.now)


async def started(talk: NewTalk, words: str) -> Literal[Step.NAME, Step.CONTACT, Step.SAME]:
    """The rep wants to enter a customer; words after the command are the name."""
    return await name_given(talk, words) if words else await talk.go(Step.NAME)


async def begun(talk: NewTalk, _tap: links.NewCustomer) -> Literal[Step.NAME]:
    """The rep tapped "new customer"."""
    return await talk.go(Step.NAME)


async def name_given(talk: NewTalk, name: str) -> Literal[Step.CONTACT, Step.SAME]:
    """The rep typed the name; who is there already is shown at once."""
    draft = talk.draft
    draft.name = draft.subject = name
    draft.saves = False

    def check(work: Work) -> tuple[Likely | Taken, ...]:
        clean_field("name", name)
        return others_like(work, draft)

    return await talk.act(check, then=lambda found: Step.SAME if found else Step.CONTACT)


async def name_confirmed(talk: NewTalk, _tap: NewNamed) -> Literal[Step.SAME, End.END]:
    """The rep wants the name that he looked for in vain to be a customer: it is one."""
    return await _save(talk)


async def contact_given(talk: NewTalk, words: str) -> Literal[Step.PHONE, Step.CITY, Step.SAME]:
    """The rep typed who his contact is, perhaps with title and number."""
    draft, read = talk.draft, read_person(words)
    draft.contact, draft.title = read.name, read.title or ""
    draft.phone = read.phone or ""
    following: Literal[Step.PHONE, Step.CITY] = Step.CITY if draft.phone else Step.PHONE

    def check(work: Work) -> bool:
        clean_contact_field("name", draft.contact)
        clean_contact_field("title", draft.title)
        return bool(draft.phone and others_like(work, draft))

    return await talk.act(check, then=lambda is_known: Step.SAME if is_known else following)


async def contact_shared(talk: NewTalk, shared: Contact) -> Literal[Step.CITY, Step.SAME]:
    """The rep shared a contact from his address book: name and number at once."""
    draft = talk.draft
    draft.contact = draft.contact or full_name(shared.first_name, shared.last_name)
    return await phone_given(talk, shared.phone_number)


async def phone_given(talk: NewTalk, phone: str) -> Literal[Step.CITY, Step.SAME]:
    """The rep typed the contact's number: whoever has it already is shown at once."""
    draft = talk.draft
    draft.phone = phone

    def check(work: Work) -> bool:
        check_number(phone)
        return bool(others_like(work, draft))

    return await talk.act(check, then=lambda is_known: Step.SAME if is_known else Step.CITY)


async def city_given(talk: NewTalk, city: str) -> Literal[Step.INDUSTRY]:
    """The rep says where the customer is."""
    talk.draft.city = city
    return await talk.act(
        lambda _work: clean_field("city", city), then=lambda _none: Step.INDUSTRY
    )


async def industry_given(talk: NewTalk, industry: str) -> Literal[Step.GRADE]:
    """The rep says what the customer does."""
    talk.draft.industry = industry
    return await talk.act(
        lambda _work: clean_field("industry", industry), then=lambda _none: Step.GRADE
    )


async def grade_chosen(talk: NewTalk, tap: SetGrade) -> Literal[Step.SAME, End.END]:
    """The rep says how important the customer is: that was the last question."""
    talk.draft.grade = tap.grade if tap.grade in GRADES else ""
    return await _save(talk)


async def grade_typed(talk: NewTalk, grade: str) -> Literal[Step.GRADE, Step.SAME, End.END]:
    """The rep typed the grade."""
    if grade.upper() not in GRADES:
        return await talk.go(Step.GRADE)
    return await grade_chosen(talk, SetGrade(grade.upper()))


async def saved_now(talk: NewTalk, _tap: SaveNow | None) -> Literal[Step.SAME, End.END]:
    """The rep has told enough."""
    return await _save(talk)


async def created_anyway(
    talk: NewTalk, _tap: CreateAnyway
) -> Literal[Step.CONTACT, Step.CITY, End.END]:
    """It is another customer than those that look like it."""
    draft = talk.draft

    def go_on(work: Work) -> CustomerCreated | None:
        draft.known += [one.customer_id for one in others_like(work, draft)]
        return create_customer(work, _new(draft)) if draft.saves else None

    following: Literal[Step.CONTACT, Step.CITY] = Step.CITY if draft.contact else Step.CONTACT
    return await talk.act(
        go_on,
        then=lambda done: END if done else following,
        show=lambda done, say: texts.created(done, say) if done else None,
    )


async def known_opened(talk: NewTalk, tap: OpenKnown) -> Literal[End.END]:
    """It is one that is there already: its card, and nothing is entered."""
    return await talk.act(
        lambda work: read_card(work, tap.customer_id), then=lambda _card: END, show=card
    )


def others_like(work: Work, draft: NewCustomerDraft) -> tuple[Likely | Taken, ...]:
    """Return the likely duplicates that the rep has not said to be others."""
    phones = (draft.phone,) if draft.phone else ()
    people = (draft.contact,) if draft.contact else ()
    return look_alikes(work, Named(draft.name, phones, people=people), besides=draft.known)


def conversation() -> Conversation[NewCustomerDraft]:
    """Build the conversation."""
    save = OnButton(SaveNow, saved_now)
    return Conversation(
        name=NAME,
        title=N_("New customer"),
        draft=NewCustomerDraft,
        entries=[OnCommand("customer", started), OnButton(links.NewCustomer, begun)],
        asks={
            Step.NAME: Ask(lambda draft, _none, say: texts.ask_name(draft.name, say)),
            Step.CONTACT: Ask(
                lambda draft, _none, say: texts.ask_contact(draft.name, say), skip_to=Step.CITY
            ),
            Step.PHONE: Ask(
                lambda draft, _none, say: texts.ask_phone(draft.contact, say), skip_to=Step.CITY
            ),
            Step.CITY: Ask(lambda _draft, _none, say: texts.ask_city(say), skip_to=Step.INDUSTRY),
            Step.INDUSTRY: Ask(
                lambda _draft, _none, say: texts.ask_industry(say), skip_to=Step.GRADE
            ),
            Step.GRADE: Ask(lambda _draft, _none, say: texts.ask_grade(say), skip_by=saved_now),
            Step.SAME: Ask(lambda _draft, likely, say: texts.ask_same(likely, say), others_like),
        },
        answers={
            Step.NAME: [OnButton(NewNamed, name_confirmed), OnText(name_given)],
            Step.CONTACT: [save, OnContact(contact_shared), OnText(contact_given)],
            Step.PHONE: [save, OnContact(contact_shared), OnText(phone_given)],
            Step.CITY: [save, OnText(city_given)],
            Step.INDUSTRY: [save, OnText(industry_given)],
            Step.GRADE: [save, OnButton(SetGrade, grade_chosen), OnText(grade_typed)],
            Step.SAME: [
                OnButton(OpenKnown, known_opened),
                OnButton(CreateAnyway, created_anyway),
            ],
        },
    )


async def _save(talk: NewTalk) -> Literal[Step.SAME, End.END]:
    draft = talk.draft
    draft.saves = True

    def save(work: Work) -> CustomerCreated | None:
        return None if others_like(work, draft) else create_customer(work, _new(draft))

    return await talk.act(
        save,
        then=lambda done: END if done else Step.SAME,
        show=lambda done, say: texts.created(done, say) if done else None,
    )


def _new(draft: NewCustomerDraft) -> NewCustomer:
    contacts: tuple[NewContact, ...] = ()
    if draft.contact or draft.phone:
        person = NewContact(draft.contact or draft.name, draft.title or None, draft.phone or None)
        contacts = (person,)
    return NewCustomer(
        name=draft.name,
        city=draft.city or None,
        industry=draft.industry or None,
        grade=draft.grade or None,
        contacts=contacts,
    )
