"""Change the contacts of a customer: one value at a time, add, remove."""

from typing import Literal

from telegram import Contact as SharedContact

from crm.customer_fields import ContactField
from crm.customers import NewContact
from crm.editing import add_contact_to, change_contact, remove_contact
from crm.words import full_name, read_person
from handlers.customers import edit_texts as texts
from handlers.customers.buttons import (
    AddContact,
    AddContactTo,
    ClearField,
    EditContact,
    EditContactField,
    RemoveContact,
)
from handlers.customers.edit_steps import EditTalk, Step, note_subject
from handlers.kit.talk import END, End


async def contact_wanted_at(talk: EditTalk, tap: AddContactTo) -> Literal[Step.PERSON]:
    """The rep wants to enter a contact at a customer that he just created."""
    talk.draft.customer_id = tap.customer_id
    return await talk.act(
        lambda work: note_subject(work, talk.draft), then=lambda _none: Step.PERSON
    )


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
    name = full_name(shared.first_name, shared.last_name)
    return await _add(talk, NewContact(name, phone=shared.phone_number))


async def _add(talk: EditTalk, new: NewContact) -> Literal[End.END]:
    return await talk.act(
        lambda work: add_contact_to(work, talk.draft.customer_id, new),
        then=lambda _done: END,
        show=texts.contact_changed,
    )
