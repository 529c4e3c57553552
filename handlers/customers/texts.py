"""What a rep reads about customers: the card, lists, and what was entered."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from crm.customer_card import CustomerCard, Touch
from crm.customer_look_ups import Found
from crm.customers import NewCustomer
from crm.money import Money
from crm.occasions import next_on
from crm.stages import Stages
from handlers.customers.buttons import EditCustomer, NewNamed, ShowPin, TurnTimeline
from handlers.fields.texts import value_text
from handlers.kit.links import (
    LogFor,
    NeedsFor,
    OpenCustomer,
    OpenOpportunity,
    OpportunityFor,
    RemindFor,
    ShareContacts,
    ShowFiles,
    ShowNicknames,
)
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Rows, Screen, Tap, clip, grid, lines
from handlers.kit.words import KINDS, said_to
from handlers.lists.texts import named_keys
from handlers.plans.buttons import PlanFor
from handlers.pool.buttons import Claim
from handlers.tickets.texts import ticket_key, ticket_line
from handlers.visits.need_texts import needs_line
from storage.customer_file import Occasion
from storage.lists import KeptList
from storage.tables import Contact, Customer, Opportunity, Reminder

NOTE_ON_CARD = 140
CUSTOMER_NOTE = 280
NAME_IN_KEY = 30
TITLE_IN_KEY = 36
DEALS_IN_KEYS = 4
TICKETS_SHOWN = 3


def card(shown: CustomerCard, say: Say) -> Screen:
    """Show a customer: who, people, last touches, opportunities, next step."""
    customer = shown.customer
    owner = shown.owner_name or say.plain("in the pool")
    return Screen(
        lines(
            _called(customer),
            facts_line(customer, say),
            tags_line(shown.tags),
            *told_lines(customer),
            needs_line(shown.needs, say),
            say("Likes to buy: {what}", what=customer.preference) if customer.preference else None,
            *(
                say("{what}: {value}", what=one.name, value=value_text(one, value, say))
                for one, value in shown.custom
            ),
            _nicknames(shown.nicknames, say),
            say("Owner: {name}", name=owner),
            _section(_people(shown, say)),
            _section([_touch(touch, shown, say) for touch in shown.touches])
            or say("\nNo interaction yet."),
            _section([_promise(*one, say) for one in shown.promises]),
            _section([opportunity(one, shown.stages, say) for one in shown.opportunities]),
            _section([ticket_line(one, say) for one in shown.tickets[:TICKETS_SHOWN]]),
            _section([_next(shown.next_reminder, say)] if shown.next_reminder else []),
        ),
        (
            *grid(_numbers(shown.contacts), 2),
            *grid(_deals(shown.opportunities), 1),
            *grid([ticket_key(one) for one in shown.tickets[:TICKETS_SHOWN]], 1),
            *_kept(shown, say),
            *(() if customer.owner_id else ((Tap(say.plain("🙋 Claim"), Claim(customer.id)),),)),
            _further(shown, say),
            (
                Tap(say.plain("📝 Log"), LogFor(customer.id)),
                Tap(say.plain("⏰ Remind"), RemindFor(customer.id)),
            ),
            (
                Tap(say.plain("💼 Opportunity"), OpportunityFor(customer.id)),
                Tap(say.plain("✏️ Edit"), EditCustomer(customer.id)),
            ),
            (
                Tap(say.plain("🗓 Plan"), PlanFor(customer.id)),
                Tap(say.plain("🎯 Needs"), NeedsFor(customer.id)),
            ),
        ),
        about=f"customer:{customer.id}",
        fresh=True,
    )


def found(result: Found, say: Say) -> Screen:
    """Show the customers that a look-up found, each with a button."""
    keys = [Tap(_line(customer), OpenCustomer(customer.id)) for customer in result.customers]
    more = (
        say("Only the first {n} are shown: type more of the name.", n=len(keys))
        if result.more
        else None
    )
    return Screen(lines(say("Which one do you mean?"), more), grid(keys, 1))


def nobody(query: str, say: Say) -> Screen:
    """Say that a name finds nobody; whoever it is can be entered with one tap."""
    new = say.plain("➕ New customer “{name}”", name=clip(query, NAME_IN_KEY))
    return Screen(
        lines(
            say("I find nobody for “{name}”.", name=clip(query, 60)),
            say("Try part of a name or a phone number, or enter a new customer."),
        ),
        ((Tap(new, NewNamed()),),),
    )


def no_name(say: Say) -> Screen:
    """Say what to do with a text that names no customer and is no name either."""
    return Screen(
        lines(
            say("I see no customer in that."),
            say("• To log it, tap 📝 Log, or reply with it to the customer's card."),
            say("• To look somebody up, type part of the name or a phone number."),
        )
    )


def recent(customers: Sequence[Customer], kept: Sequence[KeptList], say: Say) -> Screen:
    """Show the customers touched last."""
    keys = [Tap(_line(customer), OpenCustomer(customer.id)) for customer in customers]
    return Screen(
        lines(
            say("<b>Your customers</b>, last touched first")
            if keys
            else say("You have no customers yet."),
            say("Type part of a name or a phone number to find any of them."),
        ),
        (*grid(keys, 1), *named_keys(kept)),
    )


def opportunity(one: Opportunity, stages: Stages, say: Say) -> Markup:
    """Return an opportunity in one line: title, amount, stage, expected close."""
    close = say.plain("by {day}", day=say.day(one.close_on)) if one.close_on else None
    parts = (opportunity_line(one, say), stages.get(one.stage).name(say.language), close)
    return Markup("💼 ") + Markup(" · ").join(part for part in parts if part)


def opportunity_line(one: Opportunity, say: Say) -> str:
    """Return an opportunity in one line: title and amount."""
    if one.amount_minor is None or one.currency is None:
        return one.title
    return f"{one.title} · {say.money(Money(one.amount_minor, one.currency))}"


def contact_line(contact: Contact) -> Markup:
    """Return a contact in one line; a plain number in E.164 calls when it is tapped."""
    name = f"{contact.name}, {contact.title}" if contact.title else contact.name
    number = contact.phone_e164 or contact.phone
    return Markup("👤 {} · {}").format(name, number) if number else Markup("👤 {}").format(name)


def facts_line(customer: Customer, say: Say) -> Markup | None:
    """Return where a customer is, what it does and how important it is, in one line."""
    grade = say("grade {grade}", grade=customer.grade) if customer.grade else None
    facts = [one for one in (customer.city, customer.region, customer.industry, grade) if one]
    return Markup(" · ").join(facts) if facts else None


def told_lines(one: Customer | NewCustomer) -> list[Markup]:
    """Return the address of a customer and what is noted of it, a line each."""
    note = clip((one.note or "").replace("\n", " · "), CUSTOMER_NOTE)
    told = (("🏠 {}", one.address), ("🗒 {}", note))
    return [Markup(line).format(value) for line, value in told if value]  # noqa: S704


def tags_line(tags: Sequence[str]) -> Markup | None:
    """Return the tags of a customer in one line."""
    return Markup("🏷 {}").format(" ".join(f"#{tag}" for tag in tags)) if tags else None


def occasion_line(one: Occasion, say: Say) -> Markup:
    """Return a birthday or another day in one line, with when it comes next where that is another date."""
    what = one.label or say.plain("Birthday")
    day = (
        say.plain("lunar {month}/{day}", month=one.month, day=one.day)
        if one.is_lunar
        else say.day_of_year(one.month, one.day)
    )
    year = f" ({one.year})" if one.year else ""
    following = next_on(one, say.today)
    near = f" · {say.day(following)}" if following else ""
    icon = "📅" if one.label else "🎂"
    return say("{icon} {what}: {day}", icon=icon, what=what, day=f"{day}{year}{near}")


def _called(customer: Customer) -> Markup:
    short = Markup(" ({})").format(customer.short_name) if customer.short_name else ""
    return Markup("<b>{}</b>{}").format(customer.name, short)


def _people(shown: CustomerCard, say: Say) -> list[Markup]:
    people = []
    for contact in shown.contacts:
        people.append(contact_line(contact))
        people += [Markup("✉️ {}").format(contact.email)] if contact.email else []
        people += [occasion_line(one, say) for one in shown.occasions.get(contact.id, ())]
    return people


def _numbers(contacts: Sequence[Contact]) -> list[Key]:
    return [
        Copy(f"📋 {contact.name}", number)
        for contact in contacts[:4]
        if (number := contact.phone_e164 or contact.phone)
    ]


def _deals(opportunities: Sequence[Opportunity]) -> list[Key]:
    return [
        Tap(f"💼 {clip(one.title, TITLE_IN_KEY)}", OpenOpportunity(one.id))
        for one in opportunities[:DEALS_IN_KEYS]
    ]


def _kept(shown: CustomerCard, say: Say) -> Rows:
    """Return the keys to what is kept with a customer: files, and what the member calls it."""
    keys = list[Key]()
    if shown.files:
        label = say.plain("📎 Files: {n}", n=shown.files)
        keys.append(Tap(label, ShowFiles(shown.customer.id, 0)))
    if shown.nicknames:
        keys.append(Tap(say.plain("💬 My names"), ShowNicknames(shown.customer.id)))
    return (tuple(keys),) if keys else ()


def _nicknames(nicknames: Sequence[str], say: Say) -> Markup | None:
    if not nicknames:
        return None
    return say("You call it: {names}", names=clip(" · ".join(nicknames), NOTE_ON_CARD))


def _touch(touch: Touch, shown: CustomerCard, say: Say) -> Markup:
    kind = say.plain(KINDS[touch.interaction.kind])
    note = clip(touch.interaction.note.replace("\n", " "), NOTE_ON_CARD)
    day = say.day(touch.interaction.happened_on)
    told = f": {note}" if note else ""
    line = Markup("{} {} · {}{}").format(kind.split(" ")[0], day, touch.who, told)
    return lines(line, *said_to(touch.interaction.id, shown.comments, 1))


def _next(reminder: Reminder, say: Say) -> Markup:
    what = reminder.text or say.plain("follow up")
    return say(
        "⏰ {when}: {what}", when=say.moment(reminder.due_at), what=clip(what, NOTE_ON_CARD)
    )


def _promise(day: date, sentence: str, say: Say) -> Markup:
    return say("🤝 {day}: “{what}”", day=say.day(day), what=clip(sentence, NOTE_ON_CARD))


def _further(shown: CustomerCard, say: Say) -> tuple[Key, ...]:
    keys: list[Key] = [Tap(say.plain("🕘 Timeline"), TurnTimeline(shown.customer.id, 0))]
    if shown.customer.latitude is not None:
        keys.append(Tap(say.plain("📍 Map"), ShowPin(shown.customer.id)))
    if shown.contacts:
        keys.append(Tap("📇 .vcf", ShareContacts(shown.customer.id)))
    return tuple(keys)


def _section(rows: Sequence[Markup]) -> Markup | None:
    return Markup("\n") + lines(*rows) if rows else None


def _line(customer: Customer) -> str:
    return f"{customer.name} · {customer.city}" if customer.city else customer.name
