"""What a rep reads when he shares his place: the check-in, how far it is, and who is around."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.check_in import Around, CheckedIn, Near, WhereIsIt
from handlers.customers.choosing import name_of
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.visits.buttons import HereIs
from handlers.visits.texts import ask_what
from storage.visits import CheckIn, Mark

KILOMETRE = 1000
NAME_IN_KEY = 26
VISITS_SHOWN = 5


def checked_in(done: CheckedIn, say: Say) -> Screen:
    """Say what the check-in proves, plainly, and ask what happened."""
    above = lines(mark(done.check_in, say), *around(done.around, say))
    if done.again:
        return Screen(
            lines(
                say(
                    "📍 You checked in at <b>{name}</b> today already.",
                    name=done.visit.customer.name,
                ),
                *around(done.around, say),
            ),
            _waiting_keys(done.around),
        )
    asked = ask_what(done.visit, above, say)
    return Screen(
        asked.text, (*asked.rows, *_waiting_keys(done.around)), about=asked.about, fresh=True
    )


def checked_in_after_all(done: CheckedIn, say: Say) -> Screen:
    """Say what the check-in proves at a visit that was entered before, and ask again what happened."""
    return ask_what(done.visit, lines(mark(done.check_in, say), *around(done.around, say)), say)


def ask_where(asked: WhereIsIt | None, say: Say) -> Screen:
    """Ask at whom he is: the nearest, those of today, or a name; for a place that is forgotten, ask it anew."""
    if asked is None:
        return Screen(say("📍 Share your place again (📎): I did not keep it."))
    keys: list[Key] = [Tap(_label(one, say), HereIs(one.customer.id)) for one in asked.choices]
    return Screen(
        lines(
            say("📍 <b>At whom are you?</b> Pick one or type the name."),
            *around(asked.around, say),
            say("<i>Your place is not kept, only the distance to the customer.</i>"),
        ),
        grid(keys, 1),
    )


def ask_which(found: Sequence[Near], say: Say) -> Screen:
    """Ask which of several customers he is at."""
    keys = [Tap(_label(one, say), HereIs(one.customer.id)) for one in found]
    text = (
        say("Which one do you mean?") if keys else say("I know nobody of that name. Type another.")
    )
    return Screen(text, grid(keys, 1))


def mark(check_in: CheckIn, say: Say) -> Markup:
    """Return what a check-in proves."""
    if check_in.mark is Mark.LEARNED:
        return say("📍 First check-in here: I have learned where it is.")
    far = distance(check_in.distance_m or 0, say)
    if check_in.mark is Mark.VERIFIED:
        return say("📍 {far} away ✓ verified", far=far)
    return say("📍 {far} from its place: not verified, entered all the same", far=far)


def around(shown: Around, say: Say) -> list[Markup]:
    """Return the open visits by distance and who has waited too long around here, in two lines."""
    rows = []
    known = [one for one in shown.visits if one.metres is not None][:VISITS_SHOWN]
    if known:
        rows.append(say("🧭 Next: {names}", names=" → ".join(_far(one, say) for one in known)))
    if shown.waiting:
        names = " · ".join(
            say.plain("{name} ({n} days)", name=_far(one, say), n=one.waiting_days)
            for one in shown.waiting
        )
        rows.append(say("🔶 Near and due: {names}", names=names))
    return rows


def distance(metres: int, say: Say) -> str:
    """Return a distance as people say it: 120 m, 2.3 km."""
    if metres < KILOMETRE:
        return say.plain("{n} m", n=say.number(metres))
    return say.plain("{n} km", n=say.number(round(metres / KILOMETRE, 1)))


def _far(one: Near, say: Say) -> str:
    name = name_of(one.customer)
    return f"{name} {distance(one.metres, say)}" if one.metres is not None else name


def _label(one: Near, say: Say) -> str:
    name = clip(name_of(one.customer), NAME_IN_KEY)
    return f"{name} · {distance(one.metres, say)}" if one.metres is not None else name


def _waiting_keys(shown: Around) -> tuple[tuple[Key, ...], ...]:
    keys = [
        Tap(
            f"🔶 {clip(name_of(one.customer), NAME_IN_KEY)}",
            OpenCustomer(one.customer.id),
            own=True,
        )
        for one in shown.waiting
    ]
    return grid(keys, 2)
