"""What a rep reads of days that come: whose they are, how far off, and a key that opens each customer."""

from markupsafe import Markup

from crm.coming import Coming, ComingDays
from crm.understanding.coming import About
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, html, lines
from handlers.lists.buttons import TurnDays
from handlers.reminders.buttons import Greet

LABEL_SHOWN = 24


def coming(shown: ComingDays, say: Say) -> Screen:
    """Show a page of the days that were asked for, each with a key."""
    asked = shown.asked
    days = say.day(asked.first)
    if asked.first != asked.last:
        days = f"{days} – {say.day(asked.last)}"
    head = html("{} <b>{}</b> · {}", _sign(asked.about), _title(asked.about, say), days)
    if not shown.shown:
        return Screen(lines(head, _none(shown, say)))
    keys = [_keys(one) for one in shown.shown]
    return Screen(
        lines(head, *(_line(one, shown, say) for one in shown.shown)),
        (*keys, *_turn(shown)),
    )


def _title(about: About, say: Say) -> str:
    match about:
        case About.BIRTHDAYS:
            return say.plain("Birthdays")
        case About.ANNIVERSARIES:
            return say.plain("Anniversaries")
        case About.PEOPLE:
            return say.plain("Birthdays and anniversaries")
        case About.RUNNING_OUT:
            return say.plain("What runs out")


def _sign(about: About) -> str:
    return "📄" if about is About.RUNNING_OUT else "🎂"


def _none(shown: ComingDays, say: Say) -> Markup:
    if not shown.has_fields:
        return say(
            "There is no field for it yet. An administrator adds one with /fields: a day, such as “Contract until”."
        )
    if shown.asked.about is About.RUNNING_OUT:
        return say("Nothing of your customers runs out in that time.")
    return say(
        "None that is noted of your customers. [✏️ Edit] on a card, the contact, [🎂] notes a day."
    )


def _line(one: Coming, shown: ComingDays, say: Say) -> Markup:
    when = _when(one, shown, say)
    if one.contact is None or one.occasion is None:
        return html("{} · <b>{}</b> · {}", when, one.customer.name, one.field)
    what = one.occasion.label or _age(one, say)
    lunar = say.plain(" (lunar)") if one.occasion.is_lunar else ""
    told = (one.contact.name, one.customer.name, what)
    name, *rest = (part for part in told if part)
    return html("{} · <b>{}</b> · {}{}", when, name, " · ".join(rest), lunar)


def _age(one: Coming, say: Say) -> str:
    return str(say("turns {n}", n=say.number(one.years))) if one.years and one.years > 0 else ""


def _when(one: Coming, shown: ComingDays, say: Say) -> str:
    ahead = (one.day - shown.today).days
    if ahead == 0:
        return say.plain("today")
    day = say.day(one.day)
    if ahead < 0:
        return say.plain("{day} (over)", day=day)
    return str(say.count("{day} (in {n} day)", "{day} (in {n} days)", ahead, day=day))


def _keys(one: Coming) -> tuple[Key, ...]:
    name = one.customer.short_name or one.customer.name
    opens = Tap(f"👤 {clip(name, LABEL_SHOWN)}", OpenCustomer(one.customer.id))
    if one.contact is None or one.occasion is None:
        return (opens,)
    return Tap(f"💌 {clip(one.contact.name, LABEL_SHOWN)}", Greet(one.occasion.id)), opens


def _turn(shown: ComingDays) -> tuple[tuple[Key, ...], ...]:
    asked, keys = shown.asked, []
    for label, page in (("◀", shown.page - 1), ("▶", shown.page + 1)):
        if 0 <= page < shown.pages:
            tap = TurnDays(asked.about, asked.first, asked.last, page, asked.paper)
            keys.append(Tap(label, tap))
    return (tuple(keys),) if keys else ()
