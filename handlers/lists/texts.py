"""What a rep reads in a list of customers: what was asked for, who fits, and when each was last met."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.customer_lists import CustomerList, Listed, ListNamed
from crm.understanding.conditions import Stretch, Whose
from handlers.exporting.buttons import ExportList
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.lists.buttons import DropList, NameList, TurnList
from storage.lists import KeptList

NAME_SHOWN = 24
MOST_IN_KEYS = 6
WHOSE = {Whose.POOL: N_("in the pool"), Whose.OWN: N_("your own")}


def page(shown: CustomerList, say: Say) -> Screen:
    """Show a page of a list, each customer with a button that opens it."""
    head = Markup("<b>{}</b>").format(shown.kept.name) if shown.kept.name else None
    asked = Markup("🔎 {}").format(" · ".join(asked_for(shown, say)))
    keys: list[Key] = [Tap(_label(one, say), OpenCustomer(one.customer.id)) for one in shown.shown]
    body = say("Longest without contact first.") if keys else say("No customer of yours fits.")
    return Screen(lines(head, asked, body), (*grid(keys, 1), *_ways(shown, say)))


def ask_name(say: Say) -> Screen:
    """Ask what a list is to be called."""
    return Screen(say("What shall the list be called? Type its name later, and it is here again."))


def named(done: ListNamed, say: Say) -> Screen:
    """Tell that a list has a name, or has none any more."""
    text = (
        say("💾 Kept as <b>{name}</b>. Type the name to see the list.", name=done.kept.name)
        if done.kept.name
        else say("The list has no name any more.")
    )
    return Screen(text, ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else ())


def named_keys(lists: Sequence[KeptList]) -> tuple[tuple[Key, ...], ...]:
    """Return a button for each list that has a name."""
    keys: list[Key] = [
        Tap(f"📋 {clip(one.name or '', NAME_SHOWN)}", TurnList(one.id, 0)) for one in lists
    ]
    return grid(keys[:MOST_IN_KEYS], 2)


def _ways(shown: CustomerList, say: Say) -> list[tuple[Key, ...]]:
    ways: list[tuple[Key, ...]] = []
    turn: list[Key] = []
    if shown.page:
        turn.append(Tap("◀", TurnList(shown.kept.id, shown.page - 1)))
    if shown.more:
        turn.append(Tap("▶", TurnList(shown.kept.id, shown.page + 1)))
    ways += [tuple(turn)] if turn else []
    if shown.kept.name:
        ways.append((Tap(say.plain("🗑 Forget the name"), DropList(shown.kept.id)),))
    else:
        ways.append((Tap(say.plain("💾 Keep this list"), NameList(shown.kept.id)),))
    if shown.shown and shown.may_export:
        ways[-1] = (*ways[-1], Tap(say.plain("📤 Export"), ExportList(shown.kept.id)))
    return ways


def asked_for(shown: CustomerList, say: Say) -> list[str]:
    """Return what a list was asked for, part by part."""
    wanted = shown.wanted
    parts = [say.plain(WHOSE[wanted.whose])] if wanted.whose else []
    parts += [f"{one.name} {one.sign} {one.value}" for one in shown.fields]
    if wanted.grades:
        parts.append(say.plain("grade {grade}", grade="/".join(wanted.grades)))
    parts += [city.title() for city in wanted.cities]
    parts += [f"#{tag}" for tag in wanted.tags]
    if wanted.idle_days is not None:
        parts.append(say.plain("{n} days without contact", n=say.number(wanted.idle_days)))
    if wanted.idle_in is not None:
        parts.append(_not_met(wanted.idle_in, say))
    if wanted.over is not None:
        parts.append(say.plain("open opportunity from {n}", n=say.number(int(wanted.over))))
    if wanted.under is not None:
        parts.append(say.plain("open opportunity up to {n}", n=say.number(int(wanted.under))))
    parts += [f"“{word}”" for word in wanted.words]
    return parts or [say.plain("all customers")]


def _not_met(stretch: Stretch, say: Say) -> str:
    match stretch:
        case Stretch.WEEK:
            return say.plain("not met this week")
        case Stretch.MONTH:
            return say.plain("not met this month")
        case Stretch.QUARTER:
            return say.plain("not met this quarter")
        case Stretch.YEAR:
            return say.plain("not met this year")


def _label(one: Listed, say: Say) -> str:
    idle = (say.today - one.met_on).days if one.met_on else None
    when = (
        say.plain("never met")
        if idle is None
        else say.plain("{n} d ago", n=say.number(max(idle, 0)))
    )
    deal = say.money(one.deal) if one.deal else None
    name = clip(one.customer.short_name or one.customer.name, NAME_SHOWN)
    known = (name, one.customer.grade, when, deal)
    return " · ".join(part for part in known if part)
