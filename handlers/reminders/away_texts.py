"""What a member reads about his leave, and whoever stands in for him."""

from markupsafe import Markup

from crm.absence import AwaySet
from handlers.kit.links import Undo
from handlers.kit.pushes import push
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from handlers.reminders.buttons import GoAway, Return, StandIn
from storage.leaves import Leave
from storage.work import Work

COLLEAGUES_SHOWN = 10
NAME_SHOWN = 30


def ask_days(say: Say) -> Screen:
    """Ask when the member is away."""
    return Screen(
        lines(
            say("🏖 <b>When are you away?</b>"),
            say("For example: 12-20, Dec 12 to 20, next week, until Friday."),
        )
    )


def not_read(say: Say) -> Markup:
    """Say that the days were not understood."""
    return say("I cannot read those days, or they are over.")


def shown_if_set(shown: AwaySet, say: Say) -> Screen | None:
    """Show the leave that is set, if there is one."""
    return away(shown, say) if shown.leave else None


def away(shown: AwaySet, say: Say) -> Screen:
    """Read back the days, and what becomes of reminders meanwhile."""
    leave = shown.leave
    if leave is None:
        return back(shown, say)
    first, last = say.day(leave.from_on), say.day(leave.until_on)
    if shown.stand_in is not None:
        meanwhile = say("↪️ {name} gets your reminders meanwhile.", name=shown.stand_in.name)
    else:
        meanwhile = say("⏸ Your reminders wait until the morning after.")
    return Screen(
        lines(
            say("🏖 Away: <b>{first} – {last}</b>", first=first, last=last),
            meanwhile,
            say("A time that you ask for while you are away rings all the same."),
            say("Who shall stand in?") if shown.colleagues else None,
        ),
        (*_stand_ins(shown, say), *_ways(shown, say)),
    )


def back(shown: AwaySet, say: Say) -> Screen:
    """Say that the member is there; what waited rings in the order in which it was due."""
    undo = (Tap(say.plain("↩ Undo"), Undo(shown.undo)),) if shown.undo else ()
    again = Tap(say.plain("🏖 Be away"), GoAway())
    return Screen(say("👋 You are not away. Reminders come to you."), ((*undo, again),))


def tell_stand_in(work: Work, shown: AwaySet) -> None:
    """Tell a colleague that he stands in."""
    member, leave = shown.stand_in, shown.leave
    if member is None or leave is None or work.actor is None or shown.undo is None:
        return
    name = work.actor.name
    push(work, member, lambda say: standing_in(name, leave, say))


def standing_in(name: str, leave: Leave, say: Say) -> Screen:
    """What a colleague reads who is to stand in."""
    return Screen(
        say(
            "↪️ {name} is away {first} – {last}. Meanwhile you get {name}'s reminders.",
            name=name,
            first=say.day(leave.from_on),
            last=say.day(leave.until_on),
        )
    )


def _stand_ins(shown: AwaySet, say: Say) -> Rows:
    keys: list[Key] = [
        Tap(f"↪️ {clip(one.name, NAME_SHOWN)}", StandIn(one.id))
        for one in shown.colleagues[:COLLEAGUES_SHOWN]
        if shown.stand_in is None or one.id != shown.stand_in.id
    ]
    if shown.stand_in is not None:
        keys.append(Tap(say.plain("⏸ Let them wait"), StandIn(0)))
    return grid(keys, 2)


def _ways(shown: AwaySet, say: Say) -> Rows:
    undo = (Tap(say.plain("↩ Undo"), Undo(shown.undo)),) if shown.undo else ()
    other = (Tap(say.plain("🏖 Other days"), GoAway()), Tap(say.plain("👋 I am here"), Return()))
    return (undo, other) if undo else (other,)
