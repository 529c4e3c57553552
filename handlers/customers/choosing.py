"""Which customer? The step that conversations share: part of a name, a recent one, or a new one."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from crm.customer_look_ups import Found, look_up, may_be_a_name
from crm.customers import NewCustomer, create_customer
from crm.policy import customer_for
from handlers.customers.buttons import CreateTyped, PickCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, clip, grid, lines
from handlers.kit.talk import Draft
from storage.tables import Customer
from storage.work import Work


@dataclass
class CustomerDraft(Draft):
    """A draft about a customer; `typed` is a name that nobody has."""

    customer_id: int = 0
    typed: str = ""


def find_by_name(work: Work, draft: CustomerDraft, name: str) -> Found:
    """Look a typed name up; a single match is the customer that is meant."""
    found = look_up(work, name)
    draft.typed = name
    if len(found.customers) == 1:
        _note(draft, found.customers[0])
    return found


def choose(work: Work, draft: CustomerDraft, customer_id: int) -> Customer:
    """Note a customer that was picked; NotThere where the actor may not see it."""
    customer = customer_for(work, customer_id)
    _note(draft, customer)
    return customer


def create_typed(work: Work, draft: CustomerDraft) -> Customer:
    """Enter the name that nobody has as a new customer."""
    customer = create_customer(work, NewCustomer(draft.typed)).customer
    _note(draft, customer)
    return customer


def ask_customer(question: Markup, recent: Sequence[Customer], say: Say) -> Screen:
    """Ask which customer: a part of the name, or one of the recent ones."""
    keys = [Tap(name_of(customer), PickCustomer(customer.id)) for customer in recent]
    how = say("Type part of the name, or pick one.") if keys else say("Type the name.")
    return Screen(lines(question, how), grid(keys, 2))


def ask_which(found: Found, say: Say) -> Screen | None:
    """Ask which of several customers, or whether to create the one that was typed; none for a single match."""
    if len(found.customers) == 1:
        return None
    keys = [Tap(name_of(customer), PickCustomer(customer.id)) for customer in found.customers]
    label = say.plain("➕ New customer “{name}”", name=clip(found.query, 30))
    create = ((Tap(label, CreateTyped()),),) if may_be_a_name(found.query) else ()
    if not keys:
        text = say("I know nobody called “{name}”.", name=clip(found.query, 60))
    elif found.more:
        text = say(
            "Many customers match “{name}”: type more of the name.", name=clip(found.query, 60)
        )
    else:
        text = say("Which one do you mean?")
    return Screen(text, (*grid(keys, 1), *create))


def name_of(customer: Customer) -> str:
    """Return a customer's name as a key shows it."""
    return customer.short_name or customer.name


def _note(draft: CustomerDraft, customer: Customer) -> None:
    draft.customer_id = customer.id
    draft.subject = customer.name
