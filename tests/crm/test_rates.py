"""Money: integers of minor units throughout, converted once at exact rates, rounded half to even."""

from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.money import Money
from crm.opportunity_parts import THOUSAND, times, totals
from crm.pipeline import in_each_currency, weigh
from crm.rates import Rate, Rates, read_rates, write_rates
from storage.deals import OpportunityLine

CODES = st.sampled_from(["CNY", "USD", "EUR", "JPY", "KWD"])
AMOUNTS = st.builds(Money, st.integers(-(10**13), 10**13), CODES)
RATE = st.decimals("0.000001", "999999", places=6)
DAYS = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
RATES = st.dictionaries(CODES, st.builds(Rate, RATE, DAYS), max_size=5)


@given(RATES)
def test_rates_are_read_as_they_are_written(rates: dict[str, Rate]) -> None:
    assert read_rates(write_rates(rates)) == rates


@pytest.mark.parametrize(
    "text",
    [
        "USD",
        "USD: x",
        "USD: 0",
        "USD: -1",
        "DOLLAR: 7",
        "USD: NaN",
        "美元: 7",
        "USD: 7 (2026-13-01)",
        "USD: 1.2.3",
    ],
)
def test_what_is_no_rate_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        read_rates(text)


@given(AMOUNTS, RATES, CODES)
def test_a_converted_amount_is_exact_to_half_a_minor_unit(
    amount: Money, rates: dict[str, Rate], into: str
) -> None:
    converted = Rates(rates).convert(amount, into)

    if amount.currency == into:
        assert converted == amount
    elif amount.currency not in rates:
        assert converted is None
    else:
        assert converted is not None
        off = abs(converted.units - amount.units * rates[amount.currency].units)
        assert off <= Money(1, into).units / 2


@given(st.lists(AMOUNTS, max_size=30))
def test_nothing_is_lost_in_sums_of_each_currency(amounts: list[Money]) -> None:
    sums = {one.currency: one.minor for one in in_each_currency(amounts)}

    for code in {one.currency for one in amounts}:
        assert sums.get(code, 0) == sum(one.minor for one in amounts if one.currency == code)


@given(st.lists(AMOUNTS, max_size=30), RATES, CODES)
def test_a_total_is_what_its_parts_come_to_and_says_what_it_leaves_out(
    amounts: list[Money], rates: dict[str, Rate], into: str
) -> None:
    total, unknown = Rates(rates).total(amounts, into)
    parts = [Rates(rates).convert(one, into) for one in amounts]

    assert total.minor == sum(part.minor for part in parts if part)
    assert unknown == {one.currency for one in amounts} - set(rates) - {into}


@given(AMOUNTS, st.integers(0, 100))
def test_the_likely_part_is_no_more_than_all_and_off_by_half_a_unit_at_most(
    amount: Money, percent: int
) -> None:
    likely = weigh(amount, percent)

    assert abs(likely.minor) <= abs(amount.minor)
    assert abs(100 * likely.minor - amount.minor * percent) <= 50


LINES = st.lists(
    st.builds(
        OpportunityLine,
        opportunity_id=st.just(1),
        name=st.just("x"),
        quantity=st.integers(1, 10**9),
        price_minor=st.integers(0, 10**9),
        cost_minor=st.none() | st.integers(0, 10**9),
    ),
    max_size=20,
)


@given(LINES)
def test_margin_is_amount_less_cost_or_unknown(lines: list[OpportunityLine]) -> None:
    sums = totals(lines, "CNY")

    assert sums.amount.minor == sum(times(one.price_minor, one.quantity) for one in lines)
    if any(one.cost_minor is None for one in lines):
        assert sums.margin is None
        assert sums.margin_percent is None
    elif sums.margin is not None and sums.cost is not None:
        assert sums.margin.minor + sums.cost.minor == sums.amount.minor


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_a_line_is_rounded_half_to_even_once(price: int, quantity: int) -> None:
    exact = Decimal(price * quantity) / THOUSAND

    assert times(price, quantity) == int(exact.quantize(Decimal(1), ROUND_HALF_EVEN))
