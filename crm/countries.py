"""Countries and currencies: by code, by name in either language, and one guessed from the other.

Names, and which currency a country uses, are Babel's (CLDR).
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from crm.errors import UnknownCode

LOCALES = {"zh": "zh_Hans_CN", "en": "en_GB"}
COMMON_CURRENCIES = ("CNY", "USD", "EUR", "GBP", "HKD", "TWD", "SGD", "MYR", "JPY")
NO_COUNTRIES = ("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ")
SAID_COUNTRIES = {
    "uk": "GB", "england": "GB", "britain": "GB", "greatbritain": "GB", "usa": "US", "america": "US",
    "大陆": "CN", "内地": "CN", "mainlandchina": "CN", "prc": "CN", "香港": "HK", "hongkong": "HK",
    "澳门": "MO", "macau": "MO", "macao": "MO", "臺灣": "TW", "korea": "KR", "uae": "AE", "阿联酋": "AE",
}  # fmt: skip
SAID_CURRENCIES = {
    "rmb": "CNY", "yuan": "CNY", "renminbi": "CNY", "元": "CNY", "块": "CNY", "¥": "CNY", "dollar": "USD",
    "dollars": "USD", "usdollars": "USD", "$": "USD", "us$": "USD", "euro": "EUR", "euros": "EUR", "€": "EUR",
    "pound": "GBP", "pounds": "GBP", "sterling": "GBP", "£": "GBP", "ringgit": "MYR", "yen": "JPY",
    "港元": "HKD", "港币": "HKD", "台币": "TWD", "新币": "SGD", "马币": "MYR", "日元": "JPY",
}  # fmt: skip


def country_named(words: str) -> str | None:
    """Return the ISO 3166 code of a country by its code or name: CN, China, 中国, UK."""
    said = _plain(words)
    if len(said) == 2 and said.upper() in _country_names("en"):
        return said.upper() if said != "uk" else "GB"
    return SAID_COUNTRIES.get(said) or _by_name(_country_names).get(said)


def currency_named(words: str) -> str | None:
    """Return the ISO 4217 code of a currency in use by its code, name or sign: CNY, 人民币, RMB, $."""
    said = _plain(words)
    if said.upper() in _currency_names("en"):
        return said.upper()
    return SAID_CURRENCIES.get(said) or _by_name(_currency_names).get(said)


def currency_of(country: str) -> str:
    """Return the currency that a country pays in now; the dollar where Babel knows none."""
    from babel.numbers import get_territory_currencies

    return next(iter(get_territory_currencies(country)), "USD")


def is_country(code: str) -> bool:
    """Say whether a CLDR territory is a country: two letters, and none of its made-up codes."""
    return len(code) == 2 and code.isalpha() and code not in NO_COUNTRIES


def country_name(country: str, language: str) -> str:
    """Return a country's name in a language."""
    return _country_names(language).get(country, country)


def currency_name(currency: str, language: str) -> str:
    """Return a currency's name in a language."""
    return _currency_names(language).get(currency, currency)


def check_country(country: str) -> str:
    """Return a country's code; UnknownCode where it is none."""
    if country not in _country_names("en"):
        raise UnknownCode(country)
    return country


def is_currency(code: str) -> bool:
    """Say whether a code is that of a currency."""
    return code in _currency_names("en")


def check_currency(currency: str) -> str:
    """Return the code of a currency in use; UnknownCode where it is none."""
    if not is_currency(currency):
        raise UnknownCode(currency)
    return currency


@cache
def _country_names(language: str) -> Mapping[str, str]:
    from babel import Locale

    names = {
        str(code): str(name) for code, name in Locale.parse(LOCALES[language]).territories.items()
    }
    return {code: name for code, name in names.items() if is_country(code)}


@cache
def _currency_names(language: str) -> Mapping[str, str]:
    from babel.numbers import get_currency_name, get_territory_currencies

    used = {code for country in _country_names("en") for code in get_territory_currencies(country)}
    return {code: get_currency_name(code, locale=LOCALES[language]) for code in sorted(used)}


@cache
def _by_name(names: Callable[[str], Mapping[str, str]]) -> dict[str, str]:
    return {_plain(name): code for language in LOCALES for code, name in names(language).items()}


def _plain(words: str) -> str:
    folded = unicodedata.normalize("NFKC", words).casefold()
    return "".join(char for char in folded if char.isalnum() or char in "$€£¥")
