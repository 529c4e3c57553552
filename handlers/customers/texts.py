"""What a rep reads about customers: the card, lists, and what was entered."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.customers import CustomerCard, CustomerCreated, Found, Touch
from crm.money import Money
from handlers.customers.buttons import EditCustomer, NewNamed
from handlers.kit.links import LogFor, OpenCustomer, OpportunityFor, RemindFor, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS, STAGES
from storage.tables import Contact, Customer, Opportunity, Reminder

NOTE_ON_CARD = 140
NAME_IN_BUTTON = 30


def card(shown: CustomerCard, say: Say) -> Screen:
    """Show a customer: who, people, last touches, opportunities, next step."""
    customer = shown.customer
    facts = " · ".join(part for part in (customer.city, customer.industry) if part)
    grade = say("grade {grade}", grade=customer.grade) if customer.grade else None
    head = Markup(" · ").join(part for part in (facts, grade) if part)
    owner = shown.owner_name or say.plain("in the pool")
    return Screen(
        lines(
            Markup("<b>{}</b>").format(customer.name),
            head or None,
            say("Owner: {name}", name=owner),
            _section([_contact(contact) for contact in shown.contacts]),
            _section([_touch(touch, say) for touch in shown.touches])
            or say("\nNo interaction yet."),
            _section([opportunity(one, say) for one in shown.opportunities]),
            _section([_next(shown.next_reminder, say)] if shown.next_reminder else []),
        ),
        (
            *grid(_numbers(shown.contacts), 2),
            (
                Tap(say.plain("📝 Log"), LogFor(customer.id)),
                Tap(say.plain("⏰ Remind"), RemindFor(customer.id)),
            ),
            (
                Tap(say.plain("💼 Opportunity"), OpportunityFor(customer.id)),
                Tap(say.plain("✏️ Edit"), EditCustomer(customer.id)),
            ),
        ),
        about=f"customer:{customer.id}",
        fresh=True,
    )


def found(result: Found, say: Say) -> Screen:
    """Show what a look-up found: a list with buttons, or the way to enter what is missing."""
    keys = [Tap(_line(customer), OpenCustomer(customer.id)) for customer in result.customers]
    if result.by_conditions:
        return _fitting(result, keys, say)
    if not keys:
        name = clip(result.query, 60)
        new = Tap(
            say.plain("➕ New customer “{name}”", name=clip(name, NAME_IN_BUTTON)), NewNamed()
        )
        return Screen(
            lines(
                say("I find nobody for “{name}”.", name=name),
                say("Try part of a name or a phone number, or enter a new customer."),
            ),
            ((new,),),
        )
    more = (
        say("Only the first {n} are shown: type more of the name.", n=len(keys))
        if result.more
        else None
    )
    return Screen(lines(say("Which one do you mean?"), more), grid(keys, 1))


def _fitting(result: Found, keys: Sequence[Key], say: Say) -> Screen:
    if not keys:
        return Screen(say("No customer of yours fits “{query}”.", query=clip(result.query, 60)))
    more = say("Only the first {n} are shown.", n=len(keys)) if result.more else None
    return Screen(
        lines(say("<b>These fit</b>, longest without contact first:"), more), grid(keys, 1)
    )


def recent(customers: Sequence[Customer], say: Say) -> Screen:
    """Show the customers touched last."""
    keys = [Tap(_line(customer), OpenCustomer(customer.id)) for customer in customers]
    return Screen(
        lines(
            say("<b>Your customers</b>, last touched first")
            if keys
            else say("You have no customers yet."),
            say("Type part of a name or a phone number to find any of them."),
        ),
        grid(keys, 1),
    )


def created(done: CustomerCreated, say: Say) -> Screen:
    """Read back a customer just entered."""
    customer = done.customer
    return Screen(
        lines(
            say("✅ New customer: <b>{name}</b>", name=customer.name),
            *(_contact(contact) for contact in done.contacts),
        ),
        (
            (
                Tap(say.plain("↩ Undo"), Undo(done.undo or 0)),
                Tap(say.plain("👤 Card"), OpenCustomer(customer.id)),
                Tap(say.plain("📝 Log"), LogFor(customer.id)),
            ),
        ),
        about=f"customer:{customer.id}",
    )


def opportunity(one: Opportunity, say: Say) -> Markup:
    """Return an opportunity in one line: title, amount, stage, expected close."""
    amount = None
    if one.amount_minor is not None and one.currency is not None:
        amount = say.money(Money(one.amount_minor, one.currency))
    close = say.plain("by {day}", day=say.day(one.close_on)) if one.close_on else None
    parts = (one.title, amount, say.plain(STAGES[one.stage]), close)
    return Markup("💼 ") + Markup(" · ").join(part for part in parts if part)


def _contact(contact: Contact) -> Markup:
    name = f"{contact.name}, {contact.title}" if contact.title else contact.name
    number = contact.phone_e164 or contact.phone
    if not number:
        return Markup("👤 {}").format(name)
    return Markup("👤 {} · <code>{}</code>").format(name, number)


def _numbers(contacts: Sequence[Contact]) -> list[Key]:
    return [
        Copy(f"📋 {contact.name}", number)
        for contact in contacts[:4]
        if (number := contact.phone_e164 or contact.phone)
    ]


def _touch(touch: Touch, say: Say) -> Markup:
    kind = say.plain(KINDS[touch.interaction.kind])
    who = touch.contact_name or touch.member_name
    note = clip(touch.interaction.note.replace("\n", " "), NOTE_ON_CARD)
    day = say.day(touch.interaction.happened_on)
    return Markup("{} {} · {}: {}").format(kind.split(" ")[0], day, who, note)


def _next(reminder: Reminder, say: Say) -> Markup:
    what = reminder.text or say.plain("follow up")
    return say(
        "⏰ {when}: {what}", when=say.moment(reminder.due_at), what=clip(what, NOTE_ON_CARD)
    )


def _section(rows: Sequence[Markup]) -> Markup | None:
    return Markup("\n") + lines(*rows) if rows else None


def _line(customer: Customer) -> str:
    return f"{customer.name} · {customer.city}" if customer.city else customer.name
