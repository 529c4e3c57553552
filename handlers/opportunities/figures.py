"""How much, and by when? The steps that creating and changing an opportunity share."""

from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta
from markupsafe import Markup

from crm.money import Money
from handlers.kit.say import Say
from handlers.kit.screen import Rows, Screen, Tap, grid, lines
from handlers.kit.talk import Draft
from handlers.opportunities.buttons import SetClose, SetCurrency

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "JPY")


@dataclass
class FiguresDraft(Draft):
    """An amount in minor units and an expected close; `is_unclear` says that the last answer was no figure."""

    amount_minor: int | None = None
    currency: str = ""
    close_on: str = ""
    is_unclear: bool = False

    @property
    def amount(self) -> Money | None:
        """The amount, where there is one."""
        return None if self.amount_minor is None else Money(self.amount_minor, self.currency)

    @property
    def close(self) -> date | None:
        """The day of the expected close, where it is known."""
        return date.fromisoformat(self.close_on) if self.close_on else None

    def note_amount(self, amount: Money) -> None:
        """Note an amount with its currency."""
        self.amount_minor, self.currency = amount.minor, amount.currency


def ask_amount(head: str | Markup, draft: FiguresDraft, team_currency: str, say: Say) -> Screen:
    """Ask how much it is worth; a key changes the currency of a bare number."""
    chosen = draft.currency or team_currency
    codes = dict.fromkeys((team_currency, chosen, *CURRENCIES))
    keys = [
        Tap(f"● {code}" if code == chosen else code, SetCurrency(code)) for code in list(codes)[:6]
    ]
    doubt = say("I see no amount in that.") if draft.is_unclear else None
    return Screen(
        lines(
            head,
            doubt,
            say("<b>How much is it worth?</b> Type it: “80k”, “50万”, “3万美元”."),
            say("Without a currency I take {code}.", code=chosen),
        ),
        grid(keys, 3),
    )


def ask_close(head: str | Markup, draft: FiguresDraft, say: Say) -> Screen:
    """Ask by when it is expected to close."""
    doubt = say("I am not sure which day you mean.") if draft.is_unclear else None
    return Screen(
        lines(
            head,
            doubt,
            say("<b>By when do you expect to close it?</b> Tap, or type it: “end of March”."),
        ),
        _close_keys(say),
    )


def _close_keys(say: Say) -> Rows:
    today = say.today
    quarter = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    days = [
        (say.plain("Month end"), _month_end(today)),
        (say.plain("Next month end"), _month_end(today + relativedelta(months=1))),
        (say.plain("Quarter end"), quarter + relativedelta(months=3) - timedelta(days=1)),
        (say.plain("In 3 months"), today + relativedelta(months=3)),
    ]
    taken: set[date] = set()
    keys = []
    for label, day in days:
        if day not in taken:
            keys.append(Tap(f"{label} · {say.day(day)}", SetClose(day)))
            taken.add(day)
    return grid(keys, 2)


def _month_end(day: date) -> date:
    return day.replace(day=1) + relativedelta(months=1) - timedelta(days=1)
