"""The world's currencies by the words and codes for them, as the locale data names them.

A word that several currencies share (pesos, shillings) says which only together with its country;
one that also means something else (marks, gold, won) never does.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from babel.core import Locale, get_global
from babel.numbers import get_currency_name

from crm.understanding.vocabulary.wording import words

_HOMONYMS = words(
    "real reals mark marks won gold sol soles som soms leone leones tala kip kips kina dong lek leke lev leva lari"
    " laris dram drams pula pulas loti lotis vatu vatus gourde gourdes colon colons cordoba cordobas guarani guaranis"
    " balboa balboas florin florins dobra dobras manat manats denar denari yen birr birrs"
    " 元 镑 磅 盾 林吉特币"
)
_OTHER_WORDS = words(
    "all top cup try gel mop mad bam cop sos pen bob nad amd php ron ang bnd btn mur kid lak gip pab mop cve isk std"
)


def world_currencies() -> dict[str, str]:
    """Return the ISO 4217 code of each currency in use, by its names in both languages, in small letters."""
    return {name: min(codes) for name, codes in _meant().items() if len(codes) == 1}


def shared_words() -> frozenset[str]:
    """Return the words that are surely money, and of several currencies: pesos, shillings, dinars."""
    return frozenset(name for name, codes in _meant().items() if len(codes) > 1)


def world_codes() -> dict[str, str]:
    """Return the codes of the currencies in use, in small letters, without those that are words."""
    return {code.lower(): code for code in _in_use() if code.lower() not in _OTHER_WORDS}


@cache
def _meant() -> Mapping[str, set[str]]:
    meant: dict[str, set[str]] = defaultdict(set)
    for code in _in_use():
        for name in _names(code):
            if name not in _HOMONYMS:
                meant[name].add(code)
    return meant


def _in_use() -> set[str]:
    return {
        code
        for spans in get_global("territory_currencies").values()
        for code, _since, until, is_tender in spans
        if until is None and is_tender
    }


def _names(code: str) -> Iterator[str]:
    """Yield `nigerian nairas`, `naira`, 尼日利亚奈拉 and 奈拉."""
    for count in (1, 2):
        name = get_currency_name(code, count=count, locale="en").casefold()
        word = name.split()[-1]
        yield from (name, word, word if word.endswith("s") else f"{word}s")
    chinese = Locale.parse("zh")
    name = get_currency_name(code, locale="zh")
    country = str(chinese.territories.get(code[:2], ""))
    yield name
    if country and name.startswith(country) and len(name) - len(country) > 1:
        yield name.removeprefix(country)
