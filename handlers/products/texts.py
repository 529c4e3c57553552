"""What is read about products: prices, the import of a list, the questions of an item."""

from markupsafe import Markup

from crm.money import Money
from crm.products import FOUND, Prices, ProductsImported
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, clip, lines
from storage.products import Product

LEFT_SHOWN = 5


def prices(prices: Prices, say: Say) -> Screen:
    """Show what products cost."""
    if not prices.words:
        return Screen(
            say("Which product? Type part of its name, its code or pinyin: “/price pump”.")
        )
    if not prices.found:
        return Screen(say("I know no product “{words}”.", words=clip(prices.words, 60)))
    more = say("Only the first {n} are shown.", n=FOUND) if len(prices.found) == FOUND else None
    return Screen(lines(*(_product(one, say) for one in prices.found), more))


def ask_file(say: Say) -> Screen:
    """Ask for the list."""
    return Screen(
        lines(
            say("<b>Send the price list</b> as .xlsx, .xls or .csv."),
            say("Its columns may be called Code, Product, Unit, Price, Cost, Currency."),
        )
    )


def imported(done: ProductsImported, say: Say) -> Screen:
    """Read back what became of the rows."""
    left = [
        say("Row {row}: left out ({text})", row=row, text=text or "–")
        for row, text in done.left_out[:LEFT_SHOWN]
    ]
    rest = len(done.left_out) - LEFT_SHOWN
    undo = ((Tap(say.plain("↩ Undo"), Undo(done.undo)),),) if done.undo else ()
    return Screen(
        lines(
            say(
                "✅ Price list: {new} new, {changed} changed, {same} as before, {left} left out.",
                new=done.new,
                changed=done.changed,
                same=done.same,
                left=len(done.left_out),
            ),
            *left,
            say("… and {n} more rows", n=rest) if rest > 0 else None,
        ),
        undo,
    )


def ask_item(title: str, say: Say) -> Screen:
    """Ask what is to be sold."""
    return Screen(
        lines(
            Markup("💼 {}").format(title),
            say("<b>What and how many?</b> “10 x P-200”, “3 fittings at 55”."),
        )
    )


def ask_price(name: str, currency: str, is_unclear: bool, say: Say) -> Screen:
    """Ask what one of it costs."""
    return Screen(
        lines(
            say("I see no amount in that.") if is_unclear else None,
            say("<b>What does one of {name} cost?</b>", name=name),
            say("Without a currency I take {code}.", code=currency),
        )
    )


def _product(one: Product, say: Say) -> Markup:
    price = say.money(Money(one.price_minor, one.currency)) if one.price_minor is not None else "?"
    unit = f" / {one.unit}" if one.unit else ""
    code = f" · {one.code}" if one.code else ""
    return Markup("• <b>{}</b>{}: {}{}").format(one.name, code, price, unit)
