"""What is read about duplicates and merging."""

from collections.abc import Collection, Mapping

from markupsafe import Markup

from crm.alikeness import Because
from crm.customer_fields import COLUMNS
from crm.customer_look_ups import Found
from crm.likely_pairs import PAGE, Pair, Pairs, ToldApart
from crm.merging import Difference, Merge, Merged
from handlers.customers.edit_texts import FIELDS
from handlers.exporting.buttons import ExportPairs
from handlers.fields.texts import value_text
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.merging.buttons import (
    ListPairs,
    MergeNow,
    MergePair,
    PickField,
    PickOther,
    Swap,
    TellApart,
)

REASONS = {
    Because.NAME: N_("the same name"),
    Because.PHONE: N_("the same number"),
    Because.EMAIL: N_("the same e-mail address"),
    Because.CORE: N_("the same name but for place or form"),
    Because.SOUND: N_("the name sounds the same"),
    Because.ALIKE: N_("a name like it"),
    Because.CONTACT: N_("the same contact"),
    Because.PART: N_("a part of the name"),
}
LABELS: Mapping[str, str] = {
    **{COLUMNS[field]: label for field, label in FIELDS.items()},
    "owner_id": N_("Owner"),
}
VALUE_SHOWN = 60
IN_KEY = 24


def pairs(page: Pairs, say: Say) -> Screen:
    """List customers that look like one, the likeliest first."""
    if not page.total:
        return Screen(
            lines(
                say("No two customers of your team look like one."),
                say("I compare new and changed ones by myself."),
            )
        )
    rows = [_pair(number, one, say) for number, one in enumerate(page.shown, page.at + 1)]
    keys: list[Key] = []
    for number, one in enumerate(page.shown, page.at + 1):
        keys.append(
            Tap(say.plain("{n}. 🔀 Merge", n=number), MergePair(one.customer.id, one.other.id))
        )
        keys.append(Tap(say.plain("{n}. Two different", n=number), TellApart(one.pair_id)))
    turn: list[Key] = []
    if page.at:
        turn.append(Tap("‹", ListPairs(page.at - PAGE)))
    if page.at + PAGE < page.total:
        turn.append(Tap("›", ListPairs(page.at + PAGE)))
    head = say.count(
        "<b>{n} pair looks like one customer</b>",
        "<b>{n} pairs look like one customer</b>, the likeliest first",
        page.total,
    )
    return Screen(
        lines(head, *rows),
        (
            *grid(keys, 2),
            *((tuple(turn),) if turn else ()),
            (Tap(say.plain("📤 Export"), ExportPairs()),),
        ),
    )


def told_apart(done: ToldApart, say: Say) -> Screen:
    """Read back that two customers are two."""
    text = say(
        "👌 {one} and {other} are two: I do not ask again.",
        one=done.customer.name,
        other=done.other.name,
    )
    undo: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    return Screen(text, ((*undo, Tap(say.plain("‹ Duplicates"), ListPairs(0))),))


def ask_other(name: str, found: Found | None, say: Say) -> Screen:
    """Ask which customer is to be merged into this one."""
    keys: list[Key] = []
    hint = None
    if found is not None:
        keys = [Tap(one.name, PickOther(one.id)) for one in found.customers]
        if not keys:
            hint = say("I find nobody for “{query}”.", query=clip(found.query, VALUE_SHOWN))
    return Screen(
        lines(
            hint,
            say("<b>Which customer is the same as {name}?</b>", name=name),
            say("Type part of its name."),
        ),
        grid(keys, 1),
    )


def ask_fields(
    shown: Merge, taken: Collection[str], owners: Mapping[int, str], say: Say
) -> Screen:
    """Show two customers side by side; each field in which they differ is picked by its key."""
    rows, keys = [], list[Key]()
    for one in shown.differences:
        label = _label(one, say)
        mine, theirs = _value(one, one.kept, owners, say), _value(one, one.other, owners, say)
        from_other = one.kept is None or (one.code in taken and one.is_choice)
        sides = Markup("{} | <b>{}</b>") if from_other else Markup("<b>{}</b> | {}")
        both = sides.format(mine or "—", theirs or "—")
        rows.append(say("{what}: {value}", what=label, value=both))
        if one.is_choice:
            now = theirs if from_other else mine
            keys.append(Tap(f"{label}: {clip(now, IN_KEY)} ⇄", PickField(one.code)))
    moved = [
        say.count("{n} contact", "{n} contacts", shown.contacts),
        say.count("{n} interaction", "{n} interactions", shown.interactions),
        say.count("{n} opportunity", "{n} opportunities", shown.opportunities),
        say.count("{n} reminder", "{n} reminders", shown.reminders),
    ]
    return Screen(
        lines(
            say(
                "🔀 <b>{kept}</b> stays, {other} goes",
                kept=shown.kept.name,
                other=shown.other.name,
            ),
            *(rows or [say("They differ in no field.")]),
            say("Moves along: {what}", what=Markup(" · ").join(moved)),
        ),
        (
            *grid(keys, 1),
            (
                Tap(say.plain("⇅ Swap"), Swap()),
                Tap(say.plain("✅ Merge"), MergeNow()),
            ),
        ),
    )


def merged(done: Merged, say: Say) -> Screen:
    """Read back that two customers are one."""
    undo: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    return Screen(
        lines(
            say("🔀 {other} is now <b>{kept}</b>.", other=done.gone.name, kept=done.customer.name),
            say("Undo works for 30 days."),
        ),
        (
            (
                *undo,
                Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),
                Tap(say.plain("‹ Duplicates"), ListPairs(0)),
            ),
        ),
        about=f"customer:{done.customer.id}",
    )


def told(done: Merged, by: str, say: Say) -> Screen:
    """Tell the owner of one of them that they are one."""
    return Screen(
        say(
            "🔀 {name} has merged {other} into <b>{kept}</b>.",
            name=by,
            other=done.gone.name,
            kept=done.customer.name,
        ),
        ((Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),),),
        about=f"customer:{done.customer.id}",
    )


def _pair(number: int, one: Pair, say: Say) -> Markup:
    mine = " · ".join(part for part in (one.customer.name, one.customer.city) if part)
    theirs = " · ".join(part for part in (one.other.name, one.other.city) if part)
    return Markup("{}. {} ⇄ {}\n    <i>{}</i>").format(
        number, mine, theirs, say.plain(REASONS[one.because])
    )


def _label(one: Difference, say: Say) -> str:
    return one.field.name if one.field else say.plain(LABELS[one.code])


def _value(one: Difference, value: str | int | None, owners: Mapping[int, str], say: Say) -> str:
    if value is None:
        return say.plain("in the pool") if one.code == "owner_id" else ""
    if isinstance(value, int):
        return owners.get(value, "?")
    text = value_text(one.field, value, say) if one.field else value
    return clip(" ".join(text.split()), VALUE_SHOWN)
