"""Countries and currencies in both languages."""

import pytest

from crm.countries import (
    check_country,
    check_currency,
    country_name,
    country_named,
    currency_named,
    currency_of,
)
from crm.errors import UnknownCode


@pytest.mark.parametrize(
    ("words", "country"),
    [
        ("中国", "CN"),
        ("china", "CN"),
        ("CN", "CN"),
        ("UK", "GB"),
        ("英国", "GB"),
        ("usa", "US"),
        ("香港", "HK"),
        ("Malaysia", "MY"),
        ("Mordor", None),
        ("ZZ", None),
        ("", None),
    ],
)
def test_a_country_is_read(words: str, country: str | None) -> None:
    assert country_named(words) == country


@pytest.mark.parametrize(
    ("words", "currency"),
    [
        ("人民币", "CNY"),
        ("rmb", "CNY"),
        ("usd", "USD"),
        ("US Dollar", "USD"),
        ("$", "USD"),
        ("£", "GBP"),
        ("欧元", "EUR"),
        ("港币", "HKD"),
        ("DEM", None),
        ("gold", None),
    ],
)
def test_a_currency_is_read(words: str, currency: str | None) -> None:
    assert currency_named(words) == currency


@pytest.mark.parametrize(("country", "currency"), [("CN", "CNY"), ("DE", "EUR"), ("TW", "TWD")])
def test_a_country_suggests_its_currency(country: str, currency: str) -> None:
    assert currency_of(country) == currency


def test_a_country_is_named_in_the_members_language() -> None:
    assert (country_name("DE", "zh"), country_name("DE", "en")) == ("德国", "Germany")


def test_codes_from_a_button_are_checked() -> None:
    with pytest.raises(UnknownCode):
        check_country("XX")
    with pytest.raises(UnknownCode):
        check_currency("DEM")
