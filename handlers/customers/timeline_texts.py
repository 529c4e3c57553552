"""What a rep reads in a customer's timeline, and the pin of its place."""

from typing import Any

from markupsafe import Markup

from crm.timeline import Timeline
from handlers.customers.buttons import TurnTimeline
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, lines
from handlers.kit.words import KINDS, said_to
from storage.tables import Customer

NOTE_SHOWN = 400
COMMENTS_SHOWN = 3


def page(shown: Timeline, say: Say) -> Screen:
    """Show a page of a customer's interactions, the last first."""
    customer = shown.customer
    told: list[Markup] = []
    for touch in shown.touches:
        one = touch.interaction
        head = Markup("\n<b>{}</b> · {} · {}\n{}").format(
            say.day(one.happened_on),
            say.plain(KINDS[one.kind]),
            touch.who,
            clip(one.note, NOTE_SHOWN),
        )
        told.append(lines(head, *said_to(one.id, shown.comments, COMMENTS_SHOWN)))
    turn: list[Key] = []
    if shown.page:
        turn.append(Tap("◀", TurnTimeline(customer.id, shown.page - 1)))
    if shown.more:
        turn.append(Tap("▶", TurnTimeline(customer.id, shown.page + 1)))
    card = Tap(say.plain("👤 Card"), OpenCustomer(customer.id))
    return Screen(
        lines(
            Markup("🕘 <b>{}</b>").format(customer.name),
            *(told or [say("No interaction yet.")]),
        ),
        (*((tuple(turn),) if turn else ()), (card,)),
        about=f"customer:{customer.id}",
    )


def pin(customer: Customer, chat_id: int) -> dict[str, Any] | None:
    """Return the parameters of sendVenue for a customer's place; none where it is not known."""
    if customer.latitude is None or customer.longitude is None:
        return None
    return {
        "chat_id": chat_id,
        "latitude": customer.latitude,
        "longitude": customer.longitude,
        "title": clip(customer.name, 100),
        "address": clip(customer.address or customer.city or "-", 200),
    }
