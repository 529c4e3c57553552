"""What a rep reads of customers that look like the one he enters or changes."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.alikeness import Because
from crm.duplicates import Likely, Taken
from handlers.customers.buttons import OpenKnown
from handlers.customers.texts import NAME_IN_KEY, contact_line
from handlers.handovers.buttons import AskFor
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Key, Tap, clip, lines

Alike = Likely | Taken
NUMBERS = "①②③④"


def alike_lines(found: Sequence[Alike], say: Say) -> list[Markup]:
    """Return customers that look alike, one paragraph each; several that may not be seen have a number each."""
    numbers = _numbers(found)
    return [
        _likely(one, say)
        if isinstance(one, Likely)
        else _taken(one, numbers.get(one.customer_id, ""), say)
        for one in found
    ]


def alike_keys(found: Sequence[Alike], say: Say, *, in_conversation: bool = True) -> list[Key]:
    """Return a key for each: to open it, or to ask its owner for it."""
    keys: list[Key] = []
    for one in found:
        if isinstance(one, Likely):
            label = say.plain("👤 Open {name}", name=clip(one.customer.name, NAME_IN_KEY))
            opens = (
                OpenKnown(one.customer_id) if in_conversation else OpenCustomer(one.customer_id)
            )
            keys.append(Tap(label, opens))
    return keys + ask_keys(found, say, in_conversation=in_conversation)


def ask_keys(found: Sequence[Alike], say: Say, *, in_conversation: bool = True) -> list[Key]:
    """Return a key for each that may not be seen: to ask its owner for it, which answers the question shown."""
    label, numbers = say.plain("🤝 Ask for a hand-over"), _numbers(found)
    return [
        Tap(
            f"{label} {numbers.get(one.customer_id, '')}".rstrip(),
            AskFor(one.customer_id),
            own=not in_conversation,
            leaves=in_conversation,
        )
        for one in found
        if isinstance(one, Taken) and not one.is_asked
    ]


def _numbers(found: Sequence[Alike]) -> dict[int, str]:
    """Return by what a rep tells several apart of which he may not see the names."""
    ids = [one.customer_id for one in found if isinstance(one, Taken)]
    return dict(zip(ids, NUMBERS, strict=False)) if len(ids) > 1 else {}


def _likely(one: Likely, say: Say) -> Markup:
    customer = one.customer
    owner: str | Markup = say.plain("in the pool")
    if one.is_own:
        owner = say.plain("yours")
    elif one.owner_name is not None:
        owner = say("{name}'s since {month}", name=one.owner_name, month=say.month(one.since))
    shared = _shared(one, say) if one.because in (Because.PHONE, Because.EMAIL) else None
    head = Markup(" · ").join(
        (customer.name, *filter(None, [customer.city]), owner, *filter(None, [shared]))
    )
    return lines(
        Markup("🏢 ") + head,
        *(contact_line(contact) for contact in one.contacts[:2]),
        _touched(one, say) if not one.is_own else None,
    )


def _taken(one: Taken, number: str, say: Say) -> Markup:
    parts = [say("a colleague's since {month}", month=say.month(one.since)), _touched(one, say)]
    if one.pool_on is not None:
        days = max(0, (one.pool_on - say.today).days)
        parts.append(say.count("in the pool in {n} day", "in the pool in {n} days", days))
    if one.is_asked:
        parts.append(say("the owner is asked"))
    return Markup("🔒{} ").format(number) + Markup(" · ").join((_shared(one, say), *parts))


def _shared(one: Alike, say: Say) -> Markup:
    """Return what the two have in common."""
    match one.because:
        case Because.PHONE:
            return say("this number")
        case Because.EMAIL:
            return say("this e-mail address")
        case Because.NAME:
            return say("this name")
    return say("a name like it")


def _touched(one: Alike, say: Say) -> Markup:
    days = (say.today - one.touched_on).days
    if days <= 0:
        return say("last touch today")
    return say.count("last touch {n} day ago", "last touch {n} days ago", days)
