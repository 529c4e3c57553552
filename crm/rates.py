"""Rates of exchange: what one unit of a currency is worth in the team's, set by hand or from a sheet.

They are exact decimals; sums are integers of minor units before and after, rounded half to even once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import ClassVar

from crm.money import Money, money
from crm.rules import BETWEEN_ITEMS, Form, Rule, setting

ITEM = re.compile(
    r"(?:(\d[\d.]*)\s*)?([A-Za-z]{3})[:：=\s]+([\d.]+)\s*(?:[(（](\d{4}-\d\d-\d\d)[)）])?"
)
MOST, LARGEST = 40, Decimal(1_000_000_000)


@dataclass(frozen=True, slots=True)
class Rate:
    """What one unit is worth, and of which day that is, where it is known."""

    units: Decimal
    on: date | None = None


NONE: Mapping[str, Rate] = MappingProxyType({})


def read_rates(text: str) -> Mapping[str, Rate]:
    """Read rates as they are typed: "USD: 7.12, 100 JPY = 4.6, EUR: 7.8 (2026-11-24)"; "-" for none.

    ValueError for anything else.
    """
    items = [item.strip() for item in BETWEEN_ITEMS.split(text) if item.strip(" -")]
    if len(items) > MOST:
        raise ValueError(text)
    return MappingProxyType(dict(map(_read_rate, items)))


def write_rates(rates: Mapping[str, Rate]) -> str:
    """Return rates as `read_rates` takes them."""
    return ", ".join(map(_write_rate, rates.items())) or "-"


def is_rate(units: Decimal) -> bool:
    """Say whether a number may be a rate."""
    return units.is_finite() and 0 < units < LARGEST


@dataclass(frozen=True, slots=True)
class Rates(Rule):
    """What one unit of each currency is worth in the team's currency."""

    name: ClassVar = "rates"

    per_unit: Mapping[str, Rate] = setting(NONE, Form(read_rates, write_rates))

    def convert(self, amount: Money, currency: str) -> Money | None:
        """Return an amount in the team's currency; none where there is no rate for it."""
        if amount.currency == currency:
            return amount
        rate = self.per_unit.get(amount.currency)
        return money(amount.units * rate.units, currency) if rate is not None else None

    def day_of(self, codes: Iterable[str]) -> date | None:
        """Return the day of the oldest of the rates of some currencies; none where one has no day, or all no rate."""
        days = [self.per_unit[code].on for code in codes if code in self.per_unit]
        known = [day for day in days if day]
        return min(known) if known and len(known) == len(days) else None

    def total(self, amounts: Iterable[Money], currency: str) -> tuple[Money, frozenset[str]]:
        """Return what amounts come to in the team's currency, and the currencies that have no rate."""
        sums, unknown = 0, set()
        for amount in amounts:
            converted = self.convert(amount, currency)
            if converted is None:
                unknown.add(amount.currency)
            else:
                sums += converted.minor
        return Money(sums, currency), frozenset(unknown)


def _read_rate(item: str) -> tuple[str, Rate]:
    found = ITEM.fullmatch(item)
    try:
        rate = (
            Rate(
                Decimal(found[3]) / Decimal(found[1] or 1),
                date.fromisoformat(found[4]) if found[4] else None,
            )
            if found
            else None
        )
    except (InvalidOperation, ZeroDivisionError):
        raise ValueError(item) from None
    if found is None or rate is None or not is_rate(rate.units):
        raise ValueError(item)
    return found[2].upper(), rate


def _write_rate(item: tuple[str, Rate]) -> str:
    code, rate = item
    return f"{code}: {rate.units:f} ({rate.on})" if rate.on else f"{code}: {rate.units:f}"
