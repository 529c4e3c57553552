"""Sums as other countries write them, and the sizes, speeds and decimals that stay what they are."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.figures import in_english
from crm.understanding.fold import fold
from tests.crm.understanding.test_money import amount_in

EUROPEAN = {
    "12 hinge presses at 4.500 EUR each": (54_000, "EUR"),
    "the budget of 320.000 USD is released": (320_000, "USD"),
    "sum 74.900 €, valid until the end of the year": (74_900, "EUR"),
    "1.250.000 EUR in all": (1_250_000, "EUR"),
    "12.500,50 €": (Decimal("12500.5"), "EUR"),
    "1,5 Mio EUR": (1_500_000, "EUR"),
    "2,5 Mio. €": (2_500_000, "EUR"),
    "320 TEUR budget": (320_000, "EUR"),
    "320 k€": (320_000, "EUR"),
    "450,- € for the filter": (450, "EUR"),
    "4’500 CHF": (4_500, "CHF"),
    "12 800 €": (12_800, "EUR"),
    "the price is 4.500": (4_500, None),
    "offer over 12.800 for two machines": (12_800, None),
    "0,42 € per piece, 10.000 pcs": (4_200, "EUR"),
    "50.000 pcs à 0,35 €": (17_500, "EUR"),
    "5.000 units at 12 EUR": (60_000, "EUR"),
    "rs 1,50,000 deal": (150_000, "INR"),
}

SHORT = {
    "3000 pcs @ .42": 1_260,
    "200k sterile pouches at .31 each": 62_000,
    "60k units at aud 1.15": 69_000,
    "melon boxes 20k pcs @ 0.88": Decimal(17_600),
    "5k boxes @ $.12": 600,
    "3x28万": 840_000,
    "5 x 1200": 6_000,
    "年用量约折合九十五万元": 950_000,
    "worth 1 m": 1_000_000,
    "a 1.2m deal": 1_200_000,
}

NO_MONEY = (
    "clamshell samples 9x9",
    "esd bags 12x18",
    "connection 3x400 V, 32 A",
    "pump 3x75kW",
    "pallets 1200x800",
    "plates 2000x1000x3",
    "resolution 1920x1080",
    "82 dB at 1 m",
    "1.15 m cable",
    "a 20m hose",
    "45 minutes about the vibration at 2950 1/min",
    "running with 18.000 rpm",
    "tolerance 1.125 mm",
    "weight 4.500 kg",
    "flow 3.200 l/h",
    "version 4.500",
    "ratio 1.150",
    "a .5 mm wall",
    "diesel at USD 1.125 per litre",
    "佢哋要24块智慧黑板",
    "两块地",
)


@pytest.mark.parametrize("text", EUROPEAN)
def test_a_sum_is_read_in_the_writers_own_spelling(text: str) -> None:
    amount = amount_in(text)

    assert amount is not None
    assert (amount.value, amount.currency) == EUROPEAN[text]


@pytest.mark.parametrize("text", SHORT)
def test_a_price_in_shorthand_is_multiplied_out(text: str) -> None:
    amount = amount_in(text)

    assert amount is not None
    assert amount.value == SHORT[text]


@pytest.mark.parametrize("text", NO_MONEY)
def test_sizes_speeds_and_lengths_are_no_money(text: str) -> None:
    assert amount_in(text) is None


@given(
    st.integers(1, 999), st.integers(0, 999), st.sampled_from(("EUR", "€", "USD", "GBP", "CHF"))
)
def test_both_spellings_of_a_sum_with_its_currency_mean_the_same(
    thousands: int, rest: int, currency: str
) -> None:
    theirs, ours = (
        amount_in(f"budget {thousands}{mark}{rest:03} {currency}") for mark in (".", ",")
    )

    assert theirs is not None
    assert theirs == ours


@given(
    st.integers(0, 99),
    st.integers(0, 999),
    st.sampled_from(("mm", "kg", "rpm", "V", "bar", "l/h", "m", "°C", "%")),
)
def test_a_measure_is_never_money(whole: int, rest: int, measure: str) -> None:
    assert amount_in(f"the new pump has {whole}.{rest:03} {measure}") is None


@given(st.integers(1, 999), st.integers(1, 999))
def test_two_bare_numbers_with_a_cross_are_a_size(wide: int, high: int) -> None:
    assert amount_in(f"needs bags {wide}x{high}, get pricing") is None


@given(st.text(alphabet="0123456789.,' -€$eurm kx*/", max_size=40))
def test_turning_a_figure_keeps_every_offset(text: str) -> None:
    plain = fold(text)

    turned = in_english(plain)

    assert len(turned) == len(plain)
    assert [sign for sign in turned if sign.isdecimal()] == [
        sign for sign in plain if sign.isdecimal()
    ]
