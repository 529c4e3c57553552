"""What a rep reads in the morning about days to think of, and the greetings that he may forward."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from crm.care import Holiday, HolidayNear, PersonsDay, RunsOut, Suggestions, language_for
from handlers.kit.commands import N_
from handlers.kit.links import LogFor, OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Screen, Tap, clip, grid, html, lines, payload
from handlers.reminders.buttons import Greet, GreetAll
from storage.customer_file import Occasion
from storage.tables import Contact, Customer, Member

LABEL_SHOWN = 34
KEYS_SHOWN = 12
HOLIDAYS = {
    "newyear": N_("New Year"),
    "spring": N_("Spring Festival"),
    "dragon": N_("Dragon Boat Festival"),
    "moon": N_("Mid-Autumn Festival"),
    "national": N_("National Day"),
    "christmas": N_("Christmas"),
}
GREETINGS = {
    "newyear": N_("Happy New Year! Wishing you health and every success in the year ahead."),
    "spring": N_("Happy Spring Festival! Wishing you and your family health and good fortune."),
    "dragon": N_("Wishing you a peaceful and healthy Dragon Boat Festival!"),
    "moon": N_("Happy Mid-Autumn Festival! Wishing you and your family a warm reunion."),
    "national": N_("Happy National Day! Wishing you a relaxing holiday."),
    "christmas": N_("Merry Christmas! Wishing you and your team happy, restful days."),
}


def show_suggestions(member: Member, told: Suggestions, now: Any) -> dict[str, Any]:
    """Return the message of the morning."""
    say = Say(member.language, member.zone, now)
    return payload(suggestions(told, say), member.telegram_id)


def suggestions(told: Suggestions, say: Say) -> Screen:
    """Suggest whom to think of, with a key for each: a greeting to forward, or the customer."""
    keys: list[Key] = [
        *(Tap(_clip(f"💌 {one.contact.name}"), Greet(one.occasion.id)) for one in told.people),
        *(
            Tap(_clip(f"💌 {say.plain(HOLIDAYS[one.holiday.code])}"), GreetAll(one.holiday.code))
            for one in told.holidays
        ),
        *(_open(one.customer) for one in told.running_out),
        *(_open(one) for one in told.visits),
    ]
    return Screen(
        lines(
            say("💐 <b>Days to think of</b>"),
            *(_person(one, told, say) for one in told.people),
            *(_holiday(one, say) for one in told.holidays),
            *(_running_out(one, told, say) for one in told.running_out),
            *(_visit(one, say) for one in told.visits),
            say("<i>Nothing is sent to customers by itself.</i>"),
        ),
        grid(keys[:KEYS_SHOWN], 2),
    )


def greeting(found: PersonsDay | None, say: Say) -> Sequence[Screen]:
    """Give a greeting as a message of its own, ready to be forwarded."""
    if found is None:
        return (Screen(toast=say.plain("That is not there (any more).")),)
    text = greet(found.contact, found.occasion)
    how = say("💌 Forward the next message, or copy it.")
    keys = (
        (Copy(say.plain("📋 Copy"), text), Tap(say.plain("📝 Log"), LogFor(found.customer.id))),
    )
    return (
        Screen(how, keys, fresh=True, about=f"customer:{found.customer.id}"),
        Screen(html("{}", text), fresh=True),
    )


def holiday_greetings(holiday: Holiday | None, say: Say) -> Sequence[Screen]:
    """Give a holiday's greeting in each language whose customers keep it, each ready to be forwarded."""
    if holiday is None:
        return (Screen(toast=say.plain("That is not there (any more).")),)
    texts = [Say.of(language).plain(GREETINGS[holiday.code]) for language in holiday.languages]
    how = say("💌 Forward the next message to whom you like, or copy it.")
    return (
        Screen(how, fresh=True),
        *(
            Screen(html("{}", text), ((Copy(say.plain("📋 Copy"), text),),), fresh=True)
            for text in texts
        ),
    )


def greet(contact: Contact, occasion: Occasion) -> str:
    """Return a greeting for a contact's day, in the language in which his name is written."""
    their = Say.of(language_for(contact.name))
    if not occasion.label:
        return their.plain(
            "Happy birthday, {name}! Wishing you health and success in the year ahead.",
            name=contact.name,
        )
    return their.plain(
        "{name}, congratulations on your {day}! Wishing you all the best.",
        name=contact.name,
        day=occasion.label,
    )


def _person(one: PersonsDay, told: Suggestions, say: Say) -> Markup:
    what = one.occasion.label or say.plain("birthday")
    lunar = say.plain(" (lunar)") if one.occasion.is_lunar else ""
    when = say.plain("today") if one.day == told.today else say.day(one.day)
    return html(
        "🎂 {}: <b>{}</b> · {} · {}{}", when, one.contact.name, one.customer.name, what, lunar
    )


def _holiday(one: HolidayNear, say: Say) -> Markup:
    return say.count(
        "🎊 {day}: <b>{holiday}</b> · {n} customer keeps it",
        "🎊 {day}: <b>{holiday}</b> · {n} customers keep it",
        sum(one.customers.values()),
        day=say.day(one.day),
        holiday=say.plain(HOLIDAYS[one.holiday.code]),
    )


def _running_out(one: RunsOut, told: Suggestions, say: Say) -> Markup:
    left = (one.day - told.today).days
    when = say.plain("today") if not left else say.day(one.day)
    return html("📄 {}: <b>{}</b> · {}", when, one.customer.name, one.field)


def _visit(customer: Customer, say: Say) -> Markup:
    return say("🚗 Time for a visit: <b>{customer}</b>", customer=customer.name)


def _open(customer: Customer) -> Tap:
    return Tap(_clip(f"👤 {customer.short_name or customer.name}"), OpenCustomer(customer.id))


def _clip(label: str) -> str:
    return clip(label, LABEL_SHOWN)
