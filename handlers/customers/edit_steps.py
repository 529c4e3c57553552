"""The steps of changing a customer, and what each question needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from crm.custom_fields import field_at, fields_of, values_of
from crm.customer_card import CustomerCard, read_card
from crm.occasions import occasions_of
from crm.policy import contact_for, customer_for
from crm.tags import tags_of, usual_tags
from handlers.kit.talk import Draft, Talk
from storage.customer_file import CustomField, Occasion, Tag
from storage.tables import Contact, Customer
from storage.work import Work


class Step(StrEnum):
    """What is asked: which field, its value; which part of a contact, its value; a new contact; the rest."""

    FIELD = "field"
    VALUE = "value"
    CONTACT = "contact"
    CONTACT_VALUE = "contact_value"
    PERSON = "person"
    TAGS = "tags"
    PIN = "pin"
    DAY = "day"
    CUSTOM = "custom"
    CUSTOM_VALUE = "custom_value"


@dataclass
class EditDraft(Draft):
    """What the rep wants to change."""

    customer_id: int = 0
    field: str = ""
    contact_id: int = 0
    contact_field: str = ""
    field_id: int = 0


EditTalk = Talk[EditDraft]


@dataclass(frozen=True, slots=True)
class ContactShown:
    """A contact with its days."""

    contact: Contact
    occasions: tuple[Occasion, ...]


@dataclass(frozen=True, slots=True)
class TagsShown:
    """The tags of a customer, and those that are often used and that it has not."""

    tags: tuple[Tag, ...]
    usual: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CustomShown:
    """The fields that the team added, and what the customer has in them; `field` is the one to fill."""

    customer: Customer
    fields: tuple[CustomField, ...]
    values: Mapping[int, str]
    field: CustomField | None = None


def load_card(work: Work, draft: EditDraft) -> CustomerCard:
    """Read the customer."""
    return read_card(work, draft.customer_id)


def load_contact(work: Work, draft: EditDraft) -> ContactShown:
    """Read the contact."""
    contact, _ = contact_for(work, draft.contact_id)
    return ContactShown(contact, tuple(occasions_of(work, [contact.id])[contact.id]))


def load_tags(work: Work, draft: EditDraft) -> TagsShown:
    """Read the tags."""
    customer = customer_for(work, draft.customer_id)
    tags = tuple(tags_of(work, [customer.id])[customer.id])
    has = {one.tag for one in tags}
    return TagsShown(tags, tuple(one for one in usual_tags(work) if one not in has))


def load_custom(work: Work, draft: EditDraft) -> CustomShown:
    """Read the fields that the team added; the one to fill where one was picked."""
    customer = customer_for(work, draft.customer_id)
    field = field_at(work, customer, draft.field_id) if draft.field_id else None
    fields = fields_of(work, customer.team_id)
    return CustomShown(customer, fields, values_of(work, [customer.id])[customer.id], field)


def note_subject(work: Work, draft: EditDraft) -> None:
    """Name the customer in the draft; NotThere where the actor may not see it."""
    draft.subject = customer_for(work, draft.customer_id).name
