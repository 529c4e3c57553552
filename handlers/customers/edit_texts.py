"""What a rep reads while he changes a customer: the fields, their values, before and after."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.customer_card import CustomerCard
from crm.customer_fields import (
    COLUMNS,
    CONTACT_COLUMNS,
    GRADES,
    ContactField,
    CustomerField,
)
from crm.editing import ContactChanged, CustomerChanged
from handlers.customers.alike_texts import Alike, alike_keys, alike_lines
from handlers.customers.buttons import (
    AddContact,
    AddDay,
    ClearField,
    EditContact,
    EditContactField,
    EditCustom,
    EditCustomer,
    EditField,
    EditPin,
    EditTags,
    RemoveContact,
    RemoveDay,
    SetGrade,
)
from handlers.customers.edit_steps import ContactShown
from handlers.customers.texts import contact_line, occasion_line
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Rows, Screen, Tap, clip, grid, lines
from handlers.merging.buttons import MergeInto
from handlers.pool.buttons import AssignOne, ToPool
from storage.tables import Contact, Customer

VALUE_IN_KEY = 22
VALUE_SHOWN = 300
CONTACTS_SHOWN = 10
DAYS_SHOWN = 6
FIELDS = {
    CustomerField.NAME: N_("Name"),
    CustomerField.SHORT_NAME: N_("Short name"),
    CustomerField.CITY: N_("City"),
    CustomerField.REGION: N_("Region"),
    CustomerField.INDUSTRY: N_("Industry"),
    CustomerField.GRADE: N_("Grade"),
    CustomerField.PREFERENCE: N_("Preference"),
    CustomerField.ADDRESS: N_("Address"),
    CustomerField.NOTE: N_("Note"),
}
CONTACT_FIELDS = {
    ContactField.NAME: N_("Name"),
    ContactField.TITLE: N_("Job title"),
    ContactField.PHONE: N_("Phone"),
    ContactField.EMAIL: N_("E-mail"),
}


def ask_field(card: CustomerCard, say: Say) -> Screen:
    """Ask what to change: every field with its value, every contact."""
    fields: list[Key] = [
        Tap(_labelled(label, getattr(card.customer, COLUMNS[field]), say), EditField(field))
        for field, label in FIELDS.items()
    ]
    pin = say.plain("📍 Pin ✓") if card.customer.latitude is not None else say.plain("📍 Pin")
    fields += [Tap(say.plain("🏷 Tags"), EditTags()), Tap(pin, EditPin())]
    if card.has_custom:
        fields.append(Tap(say.plain("⋯ More fields"), EditCustom()))
    people: list[Key] = [
        Tap(f"👤 {clip(contact.name, VALUE_IN_KEY)}", EditContact(contact.id))
        for contact in card.contacts[:CONTACTS_SHOWN]
    ]
    people.append(Tap(say.plain("➕ Contact"), AddContact()))
    people.append(Tap(say.plain("🔀 Merge"), MergeInto(card.customer.id), leaves=True))
    if card.may_assign:
        people.append(Tap(say.plain("🧭 Owner"), AssignOne(card.customer.id), leaves=True))
    if card.customer.owner_id is not None:
        people.append(Tap(say.plain("🌊 To the pool"), ToPool(card.customer.id)))
    return Screen(
        lines(
            Markup("<b>{}</b>").format(card.customer.name),
            say("What shall I change?"),
        ),
        (*grid(fields, 2), *grid(people, 2)),
    )


def ask_value(customer: Customer, field: CustomerField, say: Say) -> Screen:
    """Ask for a field's new value, showing the one there is."""
    value = getattr(customer, COLUMNS[field])
    rows: Rows = ()
    if field is CustomerField.GRADE:
        rows = (tuple(Tap(grade, SetGrade(grade)) for grade in GRADES),)
    return _ask(FIELDS[field], value, rows, say, clears=field is not CustomerField.NAME)


def ask_contact_field(shown: ContactShown, say: Say) -> Screen:
    """Ask what to change of a contact."""
    contact = shown.contact
    fields: list[Key] = [
        Tap(
            _labelled(label, getattr(contact, CONTACT_COLUMNS[field]), say),
            EditContactField(field),
        )
        for field, label in CONTACT_FIELDS.items()
    ]
    fields.append(Tap(say.plain("🎂 Birthday, other days"), AddDay()))
    fields.append(Tap(say.plain("🗑 Remove"), RemoveContact()))
    days: list[Key] = [
        Tap(f"✕ {occasion_line(one, say).striptags()}", RemoveDay(one.id))
        for one in shown.occasions[:DAYS_SHOWN]
    ]
    return Screen(
        lines(contact_line(contact), say("What shall I change?")),
        (*grid(fields, 2), *grid(days, 1)),
    )


def ask_contact_value(contact: Contact, field: ContactField, say: Say) -> Screen:
    """Ask for the new value of a contact's field."""
    value = getattr(contact, CONTACT_COLUMNS[field])
    clears = field is not ContactField.NAME
    return _ask(CONTACT_FIELDS[field], value, (), say, clears=clears)


def ask_person(customer: str, say: Say) -> Screen:
    """Ask for a new contact, in one line or from the phone's address book."""
    return Screen(
        lines(
            say("<b>New contact at {customer}</b>", customer=customer),
            say("Type name, job title and number: “Li Na, purchasing, 138 0013 8000”."),
            say("Or share a contact from your phone: 📎 → Contact."),
        )
    )


def customer_changed(done: CustomerChanged, say: Say) -> Screen:
    """Read back a changed field, before and after."""
    what = say.plain(FIELDS[done.field])
    text = [change_line(what, done.before, done.after, say)]
    return receipt(done.customer, done.undo, text, say, done.alike)


def contact_changed(done: ContactChanged, say: Say) -> Screen:
    """Read back a contact that was added, changed or removed."""
    contact = done.contact
    if done.field is not None:
        what = say.plain(CONTACT_FIELDS[done.field])
        text = [change_line(what, done.before, done.after, say), contact_line(contact)]
    elif done.after is None:
        text = [say("🗑 Contact removed: {name}", name=contact.name)]
    else:
        text = [say("✅ New contact:"), contact_line(contact)]
    return receipt(done.customer, done.undo, text, say, done.alike)


def _ask(label: str, value: str | None, rows: Rows, say: Say, *, clears: bool) -> Screen:
    what, now = say.plain(label), None
    keys: list[Key] = []
    if value:
        now = say("Now: {value}", value=clip(value, VALUE_SHOWN))
        keys.append(Copy(say.plain("📋 Copy"), value))
        if clears:
            keys.append(Tap(say.plain("🗑 Leave empty"), ClearField()))
    return Screen(
        lines(say("<b>{what}</b>: type what it shall be.", what=what), now),
        (*rows, *((tuple(keys),) if keys else ())),
    )


def change_line(what: str, before: str | None, after: str | None, say: Say) -> Markup:
    """Return a change in one line: before and after."""
    empty = say.plain("(empty)")
    if before == after:
        return say("{what} was that already: {value}", what=what, value=after or empty)
    return say(
        "✅ {what}: {before} → <b>{after}</b>",
        what=what,
        before=before or empty,
        after=after or empty,
    )


def receipt(
    customer: Customer,
    undo: int | None,
    text: Sequence[Markup],
    say: Say,
    alike: Sequence[Alike] = (),
) -> Screen:
    """Show what became of a customer, with who looks like it now, [Undo], more to change, and the card."""
    keys: list[Key] = [Tap(say.plain("↩ Undo"), Undo(undo))] if undo else []
    keys.append(Tap(say.plain("✏️ More"), EditCustomer(customer.id)))
    keys.append(Tap(say.plain("👤 Card"), OpenCustomer(customer.id)))
    warning = [say("❗ <b>That looks like one that is there already:</b>")] if alike else []
    return Screen(
        lines(
            Markup("<b>{}</b>").format(customer.name), *text, *warning, *alike_lines(alike, say)
        ),
        (tuple(keys), *grid(alike_keys(alike, say, in_conversation=False), 1)),
        about=f"customer:{customer.id}",
    )


def _labelled(label: str, value: str | None, say: Say) -> str:
    return (
        f"{say.plain(label)}: {clip(value.replace(chr(10), ' '), VALUE_IN_KEY)}"
        if value
        else say.plain(label)
    )
