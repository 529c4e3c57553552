"""Change a customer from its card: one field or one contact at a time."""

from typing import Literal

from crm.customer_fields import ContactField, CustomerField
from crm.editing import change_customer
from handlers.customers import edit_custom_texts as custom_texts
from handlers.customers import edit_details_texts as details_texts
from handlers.customers import edit_texts as texts
from handlers.customers.buttons import (
    AddContact,
    AddContactTo,
    AddDay,
    AddTag,
    ClearField,
    EditContact,
    EditContactField,
    EditCustom,
    EditCustomer,
    EditField,
    EditPin,
    EditTags,
    FillField,
    RemoveContact,
    RemoveDay,
    RemovePin,
    RemoveTag,
    SetChoice,
    SetGrade,
    SetYesNo,
)
from handlers.customers.edit_contacts import (
    contact_chosen,
    contact_field_chosen,
    contact_removed,
    contact_value_cleared,
    contact_value_given,
    contact_wanted,
    contact_wanted_at,
    person_given,
    person_shared,
)
from handlers.customers.edit_custom import (
    custom_chosen,
    custom_cleared,
    custom_given,
    custom_picked,
    custom_said,
    custom_wanted,
)
from handlers.customers.edit_details import (
    day_given,
    day_removed,
    day_wanted,
    pin_removed,
    pin_shared,
    pin_wanted,
    pool_wanted,
    tag_removed,
    tag_tapped,
    tags_given,
    tags_wanted,
)
from handlers.customers.edit_steps import (
    EditDraft,
    EditTalk,
    Step,
    load_card,
    load_contact,
    load_custom,
    load_tags,
    note_subject,
)
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, End
from handlers.kit.triggers import OnButton, OnContact, OnLocation, OnText
from handlers.pool.buttons import ToPool


async def edit_wanted(talk: EditTalk, tap: EditCustomer) -> Literal[Step.FIELD]:
    """The rep wants to change something about a customer."""
    talk.draft.customer_id = tap.customer_id
    return await talk.act(
        lambda work: note_subject(work, talk.draft), then=lambda _none: Step.FIELD
    )


async def field_chosen(talk: EditTalk, tap: EditField) -> Literal[Step.VALUE]:
    """The rep picked a field."""
    talk.draft.field = tap.field
    return await talk.go(Step.VALUE)


async def value_given(talk: EditTalk, value: str) -> Literal[End.END]:
    """The rep typed the new value."""
    return await _change(talk, value)


async def grade_chosen(talk: EditTalk, tap: SetGrade) -> Literal[End.END]:
    """The rep tapped the grade."""
    return await value_given(talk, tap.grade)


async def value_cleared(talk: EditTalk, _tap: ClearField) -> Literal[End.END]:
    """The rep wants the field empty."""
    return await _change(talk, "")


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
            Step.FIELD: Ask(lambda _draft, card, say: texts.ask_field(card, say), load_card),
            Step.VALUE: Ask(
                lambda draft, card, say: texts.ask_value(
                    card.customer, CustomerField(draft.field), say
                ),
                load_card,
            ),
            Step.CONTACT: Ask(
                lambda _draft, shown, say: texts.ask_contact_field(shown, say), load_contact
            ),
            Step.CONTACT_VALUE: Ask(
                lambda draft, shown, say: texts.ask_contact_value(
                    shown.contact, ContactField(draft.contact_field), say
                ),
                load_contact,
            ),
            Step.PERSON: Ask(lambda draft, _none, say: texts.ask_person(draft.subject, say)),
            Step.TAGS: Ask(
                lambda draft, shown, say: details_texts.ask_tags(draft.subject, shown, say),
                load_tags,
            ),
            Step.PIN: Ask(lambda _draft, card, say: details_texts.ask_pin(card, say), load_card),
            Step.DAY: Ask(
                lambda _draft, shown, say: details_texts.ask_day(shown.contact, say), load_contact
            ),
            Step.CUSTOM: Ask(
                lambda _draft, shown, say: custom_texts.ask_custom(shown, say), load_custom
            ),
            Step.CUSTOM_VALUE: Ask(
                lambda _draft, shown, say: custom_texts.ask_custom_value(shown, shown.field, say),
                load_custom,
            ),
        },
        answers={
            Step.FIELD: [
                OnButton(EditField, field_chosen),
                OnButton(EditContact, contact_chosen),
                OnButton(AddContact, contact_wanted),
                OnButton(EditTags, tags_wanted),
                OnButton(EditPin, pin_wanted),
                OnButton(EditCustom, custom_wanted),
                OnButton(ToPool, pool_wanted),
            ],
            Step.VALUE: [
                OnButton(SetGrade, grade_chosen),
                OnButton(ClearField, value_cleared),
                OnText(value_given),
            ],
            Step.CONTACT: [
                OnButton(EditContactField, contact_field_chosen),
                OnButton(RemoveContact, contact_removed),
                OnButton(AddDay, day_wanted),
                OnButton(RemoveDay, day_removed),
            ],
            Step.CONTACT_VALUE: [
                OnButton(ClearField, contact_value_cleared),
                OnText(contact_value_given),
            ],
            Step.PERSON: [OnContact(person_shared), OnText(person_given)],
            Step.TAGS: [
                OnButton(RemoveTag, tag_removed),
                OnButton(AddTag, tag_tapped),
                OnText(tags_given),
            ],
            Step.PIN: [OnLocation(pin_shared), OnButton(RemovePin, pin_removed)],
            Step.DAY: [OnText(day_given)],
            Step.CUSTOM: [OnButton(FillField, custom_chosen)],
            Step.CUSTOM_VALUE: [
                OnButton(SetYesNo, custom_said),
                OnButton(SetChoice, custom_picked),
                OnButton(ClearField, custom_cleared),
                OnText(custom_given),
            ],
        },
        steps_aside=True,
    )


async def _change(talk: EditTalk, value: str) -> Literal[End.END]:
    draft = talk.draft
    return await talk.act(
        lambda work: change_customer(work, draft.customer_id, CustomerField(draft.field), value),
        then=lambda _done: END,
        show=texts.customer_changed,
    )
