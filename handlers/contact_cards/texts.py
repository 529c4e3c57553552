"""What a rep reads of contacts that he shares or sends as a file."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.contact_cards import CardsEntered, CardShown, ContactCard
from crm.duplicates import Likely
from handlers.contact_cards.buttons import AddTo, EnterAll, EnterCard, OneCard
from handlers.customers.alike_texts import alike_lines, ask_keys
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines

IN_KEY = 30
LISTED = 16


def ask_card(shown: CardShown, say: Say) -> Screen:
    """Show a card, and ask what is to become of it."""
    card = shown.card
    known = [say("These look alike:"), *alike_lines(shown.alike, say)] if shown.alike else []
    new = say.plain("➕ New customer “{name}”", name=clip(card.customer, IN_KEY))
    keys: list[Key] = [Tap(new, EnterCard())]
    for one in shown.alike:
        if isinstance(one, Likely):
            label = say.plain("👤 Contact at {name}", name=clip(one.customer.name, IN_KEY))
            keys.append(Tap(label, AddTo(one.customer_id)))
    keys += ask_keys(shown.alike, say)
    return Screen(lines(*_card(card), *known), grid(keys, 1))


def ask_cards(cards: Sequence[ContactCard], say: Say) -> Screen:
    """Show several cards: one to look at, or all to enter."""
    rows = [f"• {_line(card)}" for card in cards[:LISTED]]
    more = len(cards) - len(rows)
    keys: list[Key] = [
        Tap(clip(_line(card), IN_KEY), OneCard(place)) for place, card in enumerate(cards[:LISTED])
    ]
    every = Tap(say.plain("➕ Enter all {n}", n=len(cards)), EnterAll())
    return Screen(
        lines(
            say.count("<b>{n} contact</b>", "<b>{n} contacts</b>", len(cards)),
            *rows,
            say("… and {n} more", n=more) if more else None,
        ),
        ((every,), *grid(keys, 2)),
    )


def entered(done: CardsEntered, say: Say) -> Screen:
    """Say which cards were entered, and which look like customers that are there."""
    undo = ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else ()
    left = [say("❗ Left out, for they look like customers that are there:")] if done.left else []
    count = say.count("✅ {n} customer entered", "✅ {n} customers entered", len(done.entered))
    return Screen(
        lines(
            count,
            *(f"• {name}" for name in done.entered[:LISTED]),
            *left,
            *(f"• {name}" for name in done.left[:LISTED]),
        ),
        undo,
    )


def _card(card: ContactCard) -> list[Markup]:
    head = Markup("<b>{}</b>").format(card.customer)
    person = ", ".join(part for part in (card.name, card.title) if part)
    reach = " · ".join((*card.phones, *card.emails))
    place = " · ".join(part for part in (card.city, card.address) if part)
    return [
        head,
        *(
            Markup("{} {}").format(icon, text)
            for icon, text in (("👤", person), ("📞", reach), ("🏠", place))
            if text
        ),
    ]


def _line(card: ContactCard) -> str:
    return f"{card.name} · {card.company}" if card.company else card.name
