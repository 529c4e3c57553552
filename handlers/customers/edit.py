"""Change a customer from its card: one field or one contact at a time."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from telegram import Contact as SharedContact

from crm.customers import CustomerCard, NewContact, read_card
from crm.editing import (
    GRADES,
    ContactField,
    CustomerField,
    add_contact_to,
    change_contact,
    change_customer,
    remove_contact,
)
from crm.words import read_person
from handlers.customers import edit_texts as texts
from handlers.customers.buttons import (
    AddContact,
    AddContactTo,
    ClearField,
    EditContact,
    EditContactField,
    EditCustomer,
    EditField,
    RemoveContact,
    SetGrade,
)
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnContact, OnText
from storage.tables import Contact
from storage.work import Work


class Step(StrEnum):
    """What is asked: which field, its value; which part of a contact, its value; a new contact."""

    FIELD = "field"
    VALUE = "value"
    CONTACT = "contact"
    CONTACT_VALUE = "contact_value"
    PERSON = "person"


@dataclass
class EditDraft(Draft):
    """What the rep wants to change."""

    customer_id: int = 0
    field: str = ""
    contact_id: int = 0
    contact_field: str = ""


EditTalk = Talk[EditDraft]


async def edit_wanted(talk: EditTalk, tap: EditCustomer) -> Literal[Step.FIELD]:
    """The rep wants to change something about a customer."""
    talk.draft.customer_id = tap.customer_id
    return await talk.act(
        lambda work: _note_subject(work, talk.draft), then=lambda _none: Step.FIELD
    )


async def contact_wanted_at(talk: EditTalk, tap: AddContactTo) -> Literal[Step.PERSON]:
    """The rep wants to enter a contact at a customer that he just created."""
    talk.draft.customer_id = tap.customer_id
    return await talk.act(
        lambda work: _note_subject(work, talk.draft), then=lambda _none: Step.PERSON
    )


async def field_chosen(talk: EditTalk, tap: EditField) -> Literal[Step.VALUE]:
    """The rep picked a field."""
    talk.draft.field = tap.field
    return await talk.go(Step.VALUE)


async def value_given(talk: EditTalk, value: str) -> Literal[Step.VALUE, End.END]:
    """The rep typed the new value."""
    is_grade = talk.draft.field == CustomerField.GRADE
    if is_grade and value.upper() not in GRADES:
        return await talk.go(Step.VALUE)
    return await _change(talk, value.upper() if is_grade else value)


async def grade_chosen(talk: EditTalk, tap: SetGrade) -> Literal[Step.VALUE, End.END]:
    """The rep tapped the grade."""
    return await value_given(talk, tap.grade)


async def value_cleared(talk: EditTalk, _tap: ClearField) -> Literal[End.END]:
    """The rep wants the field empty."""
    return await _change(talk, "")


async def contact_chosen(talk: EditTalk, tap: EditContact) -> Literal[Step.CONTACT]:
    """The rep picked a contact."""
    talk.draft.contact_id = tap.contact_id
    return await talk.go(Step.CONTACT)


async def contact_field_chosen(
    talk: EditTalk, tap: EditContactField
) -> Literal[Step.CONTACT_VALUE]:
    """The rep picked what to change of the contact."""
    talk.draft.contact_field = tap.field
    return await talk.go(Step.CONTACT_VALUE)


async def contact_value_given(talk: EditTalk, value: str) -> Literal[End.END]:
    """The rep typed the contact's new value."""
    draft = talk.draft
    field = ContactField(draft.contact_field)
    return await talk.act(
        lambda work: change_contact(work, draft.contact_id, field, value),
        then=lambda _done: END,
        show=texts.contact_changed,
    )


async def contact_value_cleared(talk: EditTalk, _tap: ClearField) -> Literal[End.END]:
    """The rep wants that empty."""
    return await contact_value_given(talk, "")


async def contact_removed(talk: EditTalk, _tap: RemoveContact) -> Literal[End.END]:
    """The contact is not there any more."""
    return await talk.act(
        lambda work: remove_contact(work, talk.draft.contact_id),
        then=lambda _done: END,
        show=texts.contact_changed,
    )


async def contact_wanted(talk: EditTalk, _tap: AddContact) -> Literal[Step.PERSON]:
    """The rep wants to enter one more contact."""
    return await talk.go(Step.PERSON)


async def person_given(talk: EditTalk, words: str) -> Literal[End.END]:
    """The rep typed the contact: name, title and number as they come."""
    read = read_person(words)
    return await _add(talk, NewContact(read.name, read.title, read.phone))


async def person_shared(talk: EditTalk, shared: SharedContact) -> Literal[End.END]:
    """The rep shared the contact from his address book."""
    name = " ".join(part for part in (shared.first_name, shared.last_name) if part)
    return await _add(talk, NewContact(name, phone=shared.phone_number))


def conversation() -> Conversation[EditDraft]:
    """Build the conversation."""
    return Conversation(
        name="edit_customer",
        title=N_("Change a customer"),
        draft=EditDraft,
        entries=[
            OnButton(EditCustomer, edit_wanted),
            OnButton(AddContactTo, contact_wanted_at),
        ],
        asks={
            Step.FIELD: Ask(lambda _draft, card, say: texts.ask_field(card, say), _load_card),
            Step.VALUE: Ask(
                lambda draft, card, say: texts.ask_value(
                    card.customer, CustomerField(draft.field), say
                ),
                _load_card,
            ),
            Step.CONTACT: Ask(
                lambda _draft, contact, say: texts.ask_contact_field(contact, say), _load_contact
            ),
            Step.CONTACT_VALUE: Ask(
                lambda draft, contact, say: texts.ask_contact_value(
                    contact, ContactField(draft.contact_field), say
                ),
                _load_contact,
            ),
            Step.PERSON: Ask(lambda draft, _none, say: texts.ask_person(draft.subject, say)),
        },
        answers={
            Step.FIELD: [
                OnButton(EditField, field_chosen),
                OnButton(EditContact, contact_chosen),
                OnButton(AddContact, contact_wanted),
            ],
            Step.VALUE: [
                OnButton(SetGrade, grade_chosen),
                OnButton(ClearField, value_cleared),
                OnText(value_given),
            ],
            Step.CONTACT: [
                OnButton(EditContactField, contact_field_chosen),
                OnButton(RemoveContact, contact_removed),
            ],
            Step.CONTACT_VALUE: [
                OnButton(ClearField, contact_value_cleared),
                OnText(contact_value_given),
            ],
            Step.PERSON: [OnContact(person_shared), OnText(person_given)],
        },
    )


def _load_card(work: Work, draft: EditDraft) -> CustomerCard:
    return read_card(work, draft.customer_id)


def _load_contact(work: Work, draft: EditDraft) -> Contact:
    return contact_for(work, draft.contact_id)[0]


def _note_subject(work: Work, draft: EditDraft) -> None:
    draft.subject = read_card(work, draft.customer_id).customer.name


async def _change(talk: EditTalk, value: str) -> Literal[End.END]:
    draft = talk.draft
    return await talk.act(
        lambda work: change_customer(work, draft.customer_id, CustomerField(draft.field), value),
        then=lambda _done: END,
        show=texts.customer_changed,
    )


async def _add(talk: EditTalk, new: NewContact) -> Literal[End.END]:
    return await talk.act(
        lambda work: add_contact_to(work, talk.draft.customer_id, new),
        then=lambda _done: END,
        show=texts.contact_changed,
    )
