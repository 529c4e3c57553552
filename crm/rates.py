"""Rates of exchange: what one unit of a currency is worth in the team's, set by hand or by an import.

They are exact decimals; sums are integers of minor units before and after, rounded half to even once.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import ClassVar

from crm.money import Money, money
from crm.rules import BETWEEN_ITEMS, Form, Rule, setting

CODE = re.compile(r"[A-Z]{3}")
BETWEEN = re.compile(r"[:：=\s]+")
NONE: Mapping[str, Decimal] = MappingProxyType({})
MOST, LARGEST = 40, Decimal(1_000_000_000)


def read_rates(text: str) -> Mapping[str, Decimal]:
    """Read rates as they are typed: "USD: 7.12, EUR: 7.8"; "-" for none. ValueError for anything else."""
    items = [item.strip() for item in BETWEEN_ITEMS.split(text) if item.strip(" -")]
    if len(items) > MOST:
        raise ValueError(text)
    return MappingProxyType(dict(map(_read_rate, items)))


def write_rates(rates: Mapping[str, Decimal]) -> str:
    """Return rates as `read_rates` takes them."""
    return ", ".join(f"{code}: {rate:f}" for code, rate in rates.items()) or "-"


@dataclass(frozen=True, slots=True)
class Rates(Rule):
    """What one unit of each currency is worth in the team's currency."""

    name: ClassVar = "rates"

    per_unit: Mapping[str, Decimal] = setting(NONE, Form(read_rates, write_rates))

    def convert(self, amount: Money, currency: str) -> Money | None:
        """Return an amount in the team's currency; none where there is no rate for it."""
        if amount.currency == currency:
            return amount
        rate = self.per_unit.get(amount.currency)
        return money(amount.units * rate, currency) if rate is not None else None

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


def _read_rate(item: str) -> tuple[str, Decimal]:
    code, _, number = BETWEEN.sub(" ", item).partition(" ")
    try:
        rate = Decimal(number.replace(" ", ""))
    except InvalidOperation:
        raise ValueError(item) from None
    code = code.upper()
    if not CODE.fullmatch(code) or not rate.is_finite() or not 0 < rate < LARGEST:
        raise ValueError(item)
    return code, rate
