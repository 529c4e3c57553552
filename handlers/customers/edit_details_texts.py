"""What a rep reads while he changes tags, the place on the map, and the days of contacts."""

from markupsafe import Markup

from crm.customer_card import CustomerCard
from crm.editing import PinSet
from crm.occasions import OccasionChanged
from crm.tags import TagsChanged
from handlers.customers.buttons import AddTag, RemovePin, RemoveTag
from handlers.customers.edit_steps import TagsShown
from handlers.customers.edit_texts import receipt
from handlers.customers.texts import occasion_line
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, grid, lines
from storage.tables import Contact

TAGS_SHOWN = 12
TAG_BYTES = 40  # what a button carries beside its own tag


def ask_tags(customer: str, shown: TagsShown, say: Say) -> Screen:
    """Ask for tags to add, or for one to take off."""
    has: list[Key] = [Tap(f"✕ #{one.tag}", RemoveTag(one.id)) for one in shown.tags[:TAGS_SHOWN]]
    usual: list[Key] = [
        Tap(f"+ #{one}", AddTag(one)) for one in shown.usual if len(one.encode()) <= TAG_BYTES
    ]
    return Screen(
        lines(
            say("<b>{customer}</b>: tags", customer=customer),
            say("Type tags to add: #key #trade-fair. Tap one to add it or take it off."),
        ),
        (*grid(has, 2), *grid(usual[:6], 3)),
    )


def tags_changed(done: TagsChanged, say: Say) -> Screen:
    """Read back the tags that were added or taken off."""
    added = " ".join(f"#{tag}" for tag in done.added)
    removed = " ".join(f"#{tag}" for tag in done.removed)
    text = [
        *([say("🏷 Tagged: {tags}", tags=added)] if added else []),
        *([say("🗑 Tag removed: {tags}", tags=removed)] if removed else []),
    ]
    return receipt(done.customer, done.undo, text or [say("It has these tags already.")], say)


def ask_pin(card: CustomerCard, say: Say) -> Screen:
    """Ask where the customer is."""
    rows: Rows = ()
    if card.customer.latitude is not None:
        rows = ((Tap(say.plain("🗑 Remove the pin"), RemovePin()),),)
    return Screen(
        lines(
            say("<b>{customer}</b>: where is it?", customer=card.customer.name),
            say(
                "Send the place: 📎 → Location. You can move the pin on the map before you send it."
            ),
        ),
        rows,
    )


def pin_set(done: PinSet, say: Say) -> Screen:
    """Read back that the place was set or taken away."""
    at = done.customer
    if at.latitude is None or at.longitude is None:
        text = say("🗑 The pin was removed.")
    else:
        place = f"{at.latitude:.5f}, {at.longitude:.5f}"
        text = say("📍 The pin is set: {place}", place=place)
    return receipt(at, done.undo, [text], say)


def ask_day(contact: Contact, say: Say) -> Screen:
    """Ask for a birthday or another day of a contact."""
    return Screen(
        lines(
            say("<b>{name}</b>: which day?", name=contact.name),
            say(
                "A birthday: 2 March 1985, 3月2日. By the lunar calendar: lunar 8/15, 农历八月十五."
            ),
            say("Another day: type what it is beside it, “wedding 5 June”."),
        )
    )


def day_changed(done: OccasionChanged, say: Say) -> Screen:
    """Read back a day that was noted or taken off, with when it comes next."""
    shown = occasion_line(done.occasion, say)
    head = say("🗑 Removed: {day}", day=shown) if done.is_removed else shown
    name = Markup("👤 {}").format(done.contact.name)
    return receipt(done.customer, done.undo, [name, head], say)
