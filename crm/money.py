"""Money: an integer of minor units and an ISO 4217 code, never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from babel.numbers import get_currency_precision


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (cents, fen) of a currency."""

    minor: int
    currency: str

    @property
    def units(self) -> Decimal:
        """The amount in whole units, exact: Decimal('1234.50')."""
        return Decimal(self.minor).scaleb(-get_currency_precision(self.currency))


def money(units: Decimal | int, currency: str) -> Money:
    """Return an amount given in whole units; what is below a minor unit rounds half to even."""
    precision = get_currency_precision(currency)
    minor = Decimal(units).scaleb(precision).to_integral_value(rounding=ROUND_HALF_EVEN)
    return Money(int(minor), currency)
