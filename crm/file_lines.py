"""A line that changes a customer's file in words, and says no more: 把华信改成B级, "John Miller's new number is …"."""

from dataclasses import replace

from crm.claims import PutBack, put_back
from crm.customer_fields import ContactField, CustomerField
from crm.customers import NewContact
from crm.editing import (
    ContactChanged,
    CustomerChanged,
    add_contact_to,
    change_contact,
    change_customer,
)
from crm.line_outcomes import Line
from crm.line_reading import read_line
from crm.tags import TagsChanged, tag_customer
from crm.understanding.file_changes import FileChange, Part, read_file_change
from crm.understanding.reading import Intent, Reading
from crm.words import JOB, read_person
from storage.work import Work

OF_A_CUSTOMER = {
    Part.GRADE: CustomerField.GRADE,
    Part.ADDRESS: CustomerField.ADDRESS,
    Part.CITY: CustomerField.CITY,
    Part.INDUSTRY: CustomerField.INDUSTRY,
    Part.REGION: CustomerField.REGION,
    Part.SHORT_NAME: CustomerField.SHORT_NAME,
    Part.PREFERENCE: CustomerField.PREFERENCE,
}
OF_A_CONTACT = {
    Part.PHONE: ContactField.PHONE,
    Part.EMAIL: ContactField.EMAIL,
    Part.TITLE: ContactField.TITLE,
}

FileChanged = CustomerChanged | ContactChanged | TagsChanged | PutBack


def take_file_change(work: Work, line: Line) -> FileChanged | None:
    """Change what a line says of a customer or contact who is certain; none where it says something else.

    Raises what the use-cases of editing raise.
    """
    change = read_file_change(line.text)
    if change is None:
        return None
    about = read_line(work, replace(line, text=change.whose))
    if about.customer is None or about.intent not in (Intent.FIND, Intent.NONE):
        return None
    return _change(work, change, about, about.customer.id)


def _change(
    work: Work, change: FileChange, about: Reading, customer_id: int
) -> FileChanged | None:
    if field := OF_A_CUSTOMER.get(change.part):
        return change_customer(work, customer_id, field, change.value)
    if change.part is Part.TAG:
        return tag_customer(work, customer_id, change.value)
    if change.part is Part.POOL:
        return put_back(work, customer_id)
    if change.part is Part.CONTACT:
        said = read_person(change.value.strip(" ,，"))
        return add_contact_to(work, customer_id, NewContact(said.name, said.title, said.phone))
    is_job = change.part is not Part.TITLE or JOB.search(change.value)
    if about.contact_id is None or not is_job:
        return None
    return change_contact(work, about.contact_id, OF_A_CONTACT[change.part], change.value)
