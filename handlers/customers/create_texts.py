"""What a rep reads while he enters a customer."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.customer_fields import GRADES
from crm.customers import CustomerCreated
from handlers.customers.alike_texts import Alike, alike_keys, alike_lines
from handlers.customers.buttons import (
    AddContactTo,
    CreateAnyway,
    NewNamed,
    SaveNow,
    SetGrade,
)
from handlers.customers.texts import NAME_IN_KEY, contact_line, facts_line, told_lines
from handlers.kit.links import LogFor, OpenCustomer, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Receipt, Rows, Screen, Tap, clip, grid, lines


def ask_name(name: str, say: Say) -> Screen:
    """Ask for the name; one that was looked for in vain needs one tap."""
    if not name:
        return Screen(say("<b>What is the customer called?</b>"))
    new = say.plain("➕ New customer “{name}”", name=clip(name, NAME_IN_KEY))
    return Screen(
        lines(
            say("<b>New customer: {name}</b>", name=name),
            say("Tap to enter it, or type another name."),
        ),
        ((Tap(new, NewNamed()),),),
    )


def ask_contact(name: str, say: Say) -> Screen:
    """Ask whom the rep knows there."""
    return Screen(
        lines(
            say("<b>{name}</b>", name=name),
            say("Who is your contact there? Type the name, with the number if you have it."),
            say("Or share a contact from your phone: 📎 → Contact."),
        ),
        _save_key(say),
    )


def ask_phone(contact: str, say: Say) -> Screen:
    """Ask for the contact's number."""
    return Screen(say("What is {name}'s phone number?", name=contact), _save_key(say))


def ask_city(say: Say) -> Screen:
    """Ask where the customer is."""
    return Screen(say("Which city?"), _save_key(say))


def ask_industry(say: Say) -> Screen:
    """Ask what the customer does."""
    return Screen(say("Which industry?"), _save_key(say))


def ask_grade(say: Say) -> Screen:
    """Ask how important the customer is."""
    grades = tuple(Tap(grade, SetGrade(grade)) for grade in GRADES)
    return Screen(say("How important is this customer? A is the most."), (grades,))


def ask_same(alike: Sequence[Alike], say: Say) -> Screen:
    """Show who is there already and looks the same."""
    return Screen(
        lines(say("<b>Is it one of these?</b>"), *alike_lines(alike, say)),
        (
            *grid(alike_keys(alike, say), 1),
            (Tap(say.plain("➕ Create anyway"), CreateAnyway()),),
        ),
    )


def created(done: CustomerCreated, say: Say) -> Screen:
    """Read back a customer just entered, with what may follow."""
    customer = done.customer
    under = [
        (
            *((Tap(say.plain("↩ Undo"), Undo(done.undo)),) if done.undo else ()),
            Tap(say.plain("👤 Card"), OpenCustomer(customer.id)),
        ),
        (
            Tap(say.plain("📝 Log"), LogFor(customer.id)),
            Tap(say.plain("⏰ Remind me"), RemindFor(customer.id)),
        ),
    ]
    if not done.contacts:
        under.append((Tap(say.plain("➕ Contact"), AddContactTo(customer.id)),))
    return Screen(
        lines(
            say("✅ New customer: <b>{name}</b>", name=customer.name),
            facts_line(customer, say),
            *told_lines(customer),
            *(contact_line(contact) for contact in done.contacts),
        ),
        tuple(under),
        about=f"customer:{customer.id}",
        receipt=Receipt(done.undo, Markup("🏢 <b>{}</b>").format(customer.name))
        if done.undo
        else None,
    )


def _save_key(say: Say) -> Rows:
    return ((Tap(say.plain("💾 Save now"), SaveNow()),),)
