"""What a rep reads of a customer's needs and objections."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.needs import NeedsOf
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.visits.buttons import NothingToAdd, RemoveNeed
from storage.visits import Need, NeedKind

SHOWN = 12

WORDS = {
    "sample": N_("sample"),
    "quote": N_("quote"),
    "demo": N_("demo"),
    "delivery": N_("delivery time"),
    "service": N_("service"),
    "training": N_("training"),
    "customising": N_("made to measure"),
    "credit": N_("payment terms"),
    "price": N_("price"),
    "no budget": N_("no budget"),
    "competitor": N_("competitor"),
    "no need": N_("no need"),
    "timing": N_("not now"),
    "quality": N_("quality"),
    "slow delivery": N_("slow delivery"),
    "decides elsewhere": N_("somebody else decides"),
}


def needs_line(needs: Sequence[Need], say: Say) -> Markup | None:
    """Return needs and objections in one line; none where there are none."""
    wanted = ", ".join(word_of(one, say) for one in needs if one.kind is NeedKind.NEED)
    against = ", ".join(word_of(one, say) for one in needs if one.kind is NeedKind.OBJECTION)
    parts = [f"🎯 {wanted}" if wanted else "", f"🚧 {against}" if against else ""]
    told = " · ".join(part for part in parts if part)
    return Markup("{}").format(told) if told else None


def ask_needs(shown: NeedsOf, say: Say) -> Screen:
    """Show needs and objections, a tap takes one off, a message adds one."""
    keys: list[Key] = [
        Tap(
            f"✕ {'🎯' if one.kind is NeedKind.NEED else '🚧'} {clip(word_of(one, say), 24)}",
            RemoveNeed(one.id),
        )
        for one in shown.needs[:SHOWN]
    ]
    under: list[Key] = [Tap(say.plain("✓ Done"), NothingToAdd())]
    if shown.undo:
        under.insert(0, Tap(say.plain("↩ Undo"), Undo(shown.undo), own=True))
    return Screen(
        lines(
            Markup("🎯 <b>{}</b>").format(shown.customer.name),
            needs_line(shown.needs, say) or say("Nothing noted yet."),
            say(
                "Tap to take one off, or type one: “samples”. An objection begins with “-”: “-too slow”."
            ),
        ),
        (*grid(keys, 2), tuple(under)),
    )


def finished(shown: NeedsOf, say: Say) -> Screen:
    """Show needs and objections as they stand."""
    return Screen(
        lines(
            Markup("🎯 <b>{}</b>").format(shown.customer.name),
            needs_line(shown.needs, say) or say("Nothing noted yet."),
        ),
        ((Tap(say.plain("👤 Card"), OpenCustomer(shown.customer.id)),),),
        about=f"customer:{shown.customer.id}",
    )


def word_of(need: Need, say: Say) -> str:
    """Return the word of a need in the member's language, where it is one of the list."""
    return say.plain(WORDS[need.word]) if need.word in WORDS else need.word
