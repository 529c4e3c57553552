"""An amount of money as it stands in a message."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount of money: its offsets, its value in whole units, its currency where named.

    `high` is the upper end of a range. `each` marks the price of one of several.
    """

    start: int
    end: int
    value: Decimal
    currency: str | None = None
    high: Decimal | None = None
    each: bool = False
    weight: int = 0
