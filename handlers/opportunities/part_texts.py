"""What belongs to an opportunity, as a rep reads it: the people who have a part in it, and what is to be sold."""

from markupsafe import Markup

from crm.money import Money
from crm.opportunities import OpportunityCard
from crm.opportunity_parts import THOUSAND, LinesChanged, times, totals
from crm.opportunity_people import Choices
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.opportunities.buttons import AddLine, AskPart, BackToCard, DropLine, SetPart
from handlers.opportunities.card_texts import PARTS, part_of
from storage.deals import OpportunityLine

NAME_IN_KEY = 24
KEYS_SHOWN = 8
ITEMS_SHOWN = 20
UNCHANGED = LinesChanged(None)


def people(shown: Choices, say: Say) -> Screen:
    """Show who has a part in it, and the customer's other contacts to be named."""
    one = shown.card.opportunity
    told = [
        Markup("👤 {}{}").format(
            person.contact.name,
            f" · {part}" if (part := part_of(person.link.role, say)) else "",
        )
        for person in shown.card.people
    ]
    keys: list[Key] = [
        Tap(clip(f"✏️ {person.contact.name}", NAME_IN_KEY), AskPart(one.id, person.contact.id))
        for person in shown.card.people[:KEYS_SHOWN]
    ]
    keys += [
        Tap(clip(f"➕ {contact.name}", NAME_IN_KEY), AskPart(one.id, contact.id))
        for contact in shown.others[:KEYS_SHOWN]
    ]
    hint = None
    if not keys:
        hint = say("The customer has no contacts yet: add them on the customer's card.")
    return Screen(
        lines(
            say("<b>Who has a part in {title}?</b>", title=one.title),
            *(told or [hint or say("Nobody yet: tap a contact.")]),
        ),
        (*grid(keys, 2), (Tap(say.plain("‹ Back"), BackToCard(one.id)),)),
        about=f"opportunity:{one.id}",
    )


def ask_part(shown: Choices, contact_id: int, say: Say) -> Screen:
    """Ask what part a contact has in it."""
    one = shown.card.opportunity
    everybody = [*shown.others, *(person.contact for person in shown.card.people)]
    name = next((contact.name for contact in everybody if contact.id == contact_id), "?")
    keys: list[Key] = [
        Tap(say.plain(words), SetPart(one.id, contact_id, part)) for part, words in PARTS.items()
    ]
    named = any(person.contact.id == contact_id for person in shown.card.people)
    if named:
        keys.append(Tap(say.plain("🗑 No part"), SetPart(one.id, contact_id, None)))
    return Screen(
        say("<b>What part has {name} in it?</b>", name=name),
        (*grid(keys, 2), (Tap(say.plain("‹ Back"), BackToCard(one.id)),)),
        about=f"opportunity:{one.id}",
    )


def items(shown: OpportunityCard, say: Say, changed: LinesChanged = UNCHANGED) -> Screen:
    """Show what is to be sold, line by line, with the sum and the margin; after a change what it was, and the way back."""
    one = shown.opportunity
    currency = one.currency or ""
    undo = (Tap(say.plain("↩ Undo"), Undo(changed.undo)),) if changed.undo else ()
    told = [item(line, currency, say) for line in shown.lines[:ITEMS_SHOWN]]
    keys: list[Key] = [
        Tap(clip(f"🗑 {line.name}", NAME_IN_KEY), DropLine(one.id, line.id))
        for line in shown.lines[-KEYS_SHOWN:]
    ]
    return Screen(
        lines(
            say("<b>Items of {title}</b>", title=one.title),
            *(told or [say("Nothing yet.")]),
            _sum(shown, currency, say) if told else None,
            say("The amount was {amount}.", amount=say.money(changed.before))
            if changed.before
            else None,
        ),
        (
            (Tap(say.plain("➕ Add"), AddLine(one.id)), *undo),
            *grid(keys, 2),
            (Tap(say.plain("‹ Back"), BackToCard(one.id)),),
        ),
        about=f"opportunity:{one.id}",
    )


def item(line: OpportunityLine, currency: str, say: Say) -> Markup:
    """Return a line: how many of what at how much, and what that comes to."""
    total = say.money(Money(times(line.price_minor, line.quantity), currency))
    price = say.money(Money(line.price_minor, currency))
    count = say.number(line.quantity / THOUSAND)
    return Markup("• {} × {} · {} = {}").format(count, line.name, price, total)


def _sum(shown: OpportunityCard, currency: str, say: Say) -> Markup:
    sums = totals(shown.lines, currency)
    if sums.margin is None:
        return say("Sum: {amount}", amount=say.money(sums.amount))
    return say(
        "Sum: {amount} · margin {margin} ({percent} %)",
        amount=say.money(sums.amount),
        margin=say.money(sums.margin),
        percent=sums.margin_percent or 0,
    )
