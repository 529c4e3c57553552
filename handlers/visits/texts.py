"""What a rep reads about a visit that has been."""

from markupsafe import Markup

from crm.visits import Visited
from handlers.attachments.texts import count_kinds
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, grid, lines
from handlers.kit.words import OUTCOMES
from handlers.lines.texts import ReadBack, receipt
from handlers.plans.texts import overtaken
from handlers.visits.buttons import NothingToAdd, TellOf, Went


def ask_what(done: Visited, above: Markup | None, say: Say) -> Screen:
    """Say that the visit is entered, and ask what happened: one message, one tap, or nothing."""
    keys: list[Key] = [Tap(say.plain(label), Went(one)) for one, label in OUTCOMES.items()]
    under: list[Key] = [Tap(say.plain("Nothing to add"), NothingToAdd())]
    if done.undo:
        under.insert(0, Tap(say.plain("↩ Undo"), Undo(done.undo)))
    interaction_id = done.interaction.id if done.interaction else 0
    return Screen(
        lines(
            say("✅ Visited: <b>{name}</b>", name=done.customer.name),
            above,
            say("<b>What happened?</b> One message with the next step is enough, or leave it."),
        ),
        (*grid(keys, 2), tuple(under)),
        about=f"visit:{interaction_id}",
        fresh=True,
    )


def ask_again(seen: Visited | None, say: Say) -> Screen:
    """Ask once more what happened; nothing is asked about a visit that was undone."""
    return ask_what(seen, None, say) if seen else gone(say)


def gone(say: Say) -> Screen:
    """Say that the visit was undone meanwhile."""
    return Screen(say("That visit was undone. Send it again as a line of its own, please."))


def told(done: Visited, say: Say) -> Screen:
    """Read back a visit as it stands now."""
    if done.interaction is None:
        assert done.plan is not None
        return overtaken(done.plan, say)
    seen = ReadBack(
        done.interaction, done.customer, None, done.reminder, done.undo, files=done.files
    )
    return receipt(seen, say)


def shown_of(done: Visited, say: Say) -> Screen:
    """Read back a file of a visit: with what its caption told, else above the open question."""
    if done.filed is None:
        return told(done, say)
    head = Markup("📎 {}").format(count_kinds([one.kind for one in done.filed.attachments], say))
    return ask_what(done, head, say)


def left(done: Visited, say: Say) -> Screen:
    """Say that a visit is entered without words."""
    assert done.interaction is not None
    keys: Rows = (
        (
            Tap(say.plain("📝 What happened"), TellOf(done.interaction.id)),
            Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),
        ),
    )
    text = say("✅ Visited: <b>{name}</b>", name=done.customer.name)
    return Screen(text, keys, about=f"visit:{done.interaction.id}")
