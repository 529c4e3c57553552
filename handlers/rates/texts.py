"""What is read about rates of exchange."""

from collections.abc import Mapping

from markupsafe import Markup

from crm.rate_sheets import RatesSet, RatesShown
from crm.rates import Rate
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, clip, lines

SHOWN, LEFT_SHOWN = 20, 5


def rates(shown: RatesShown, say: Say) -> Screen:
    """Show what each currency is worth."""
    there = shown.rates.per_unit
    return Screen(
        lines(
            say("💱 <b>Rates of exchange</b>"),
            _rates(there, shown.team.currency, say)
            if there
            else say("None is set: only sums in {own} are added up.", own=shown.team.currency),
        )
    )


def ask_sheet(shown: RatesShown, say: Say) -> Screen:
    """Show them, and ask for new ones."""
    return Screen(
        lines(
            rates(shown, say).text,
            "",
            say(
                "<b>Send a sheet</b> (.xlsx, .xls, .csv) with the columns Currency, Rate, Date; or type: USD 7.12."
            ),
            say("What one unit is worth in {own}.", own=shown.team.currency),
        )
    )


def not_read(words: str, say: Say) -> Screen:
    """Say that this is no rate."""
    return Screen(say("I see no rate in “{words}”.", words=clip(words, 40)))


def taken(done: RatesSet, say: Say) -> Screen:
    """Read back what was taken, and what was not."""
    left = [
        say("Row {row}: left out ({text})", row=row, text=text or "–")
        if row
        else say("Left out: {text}", text=text)
        for row, text in done.left_out[:LEFT_SHOWN]
    ]
    rest = len(done.left_out) - LEFT_SHOWN
    return Screen(
        lines(
            say(
                "💱 Rates: {new} new, {changed} changed, {same} as before, {left} left out.",
                new=len(done.new),
                changed=len(done.changed),
                same=done.same,
                left=len(done.left_out),
            ),
            _rates(done.new | done.changed, done.team.currency, say),
            *left,
            say("… and {n} more rows", n=rest) if rest > 0 else None,
        ),
        ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else (),
    )


def _rates(there: Mapping[str, Rate], own: str, say: Say) -> Markup:
    told = [
        Markup("1 {} = <b>{}</b> {}{}").format(
            code, f"{rate.units.normalize():f}", own, f" · {say.day(rate.on)}" if rate.on else ""
        )
        for code, rate in list(there.items())[:SHOWN]
    ]
    rest = len(there) - SHOWN
    return lines(*told, say("… and {n} more.", n=rest) if rest > 0 else None)
