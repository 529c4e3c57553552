"""A sentence in the member's language, with numbers, money and dates as he writes them.

`Say` is called with the English sentence, which is the key of the catalogue, and the facts that go into
it; facts are escaped by construction (markupsafe). Pure: language, zone and the present come with it.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from babel.dates import format_date, format_time, format_timedelta
from babel.numbers import format_currency, format_decimal
from markupsafe import Markup

from crm.instants import day_of, local
from crm.money import Money
from handlers.kit.catalogue import Catalogue
from handlers.kit.escaping import escaped

LANGUAGES = {"en": "English", "zh": "简体中文"}
LOCALES = {"en": "en_GB", "zh": "zh_Hans_CN"}
CATALOGUES = Path(__file__).parents[1] / "locale"


def language_of(code: str | None) -> str:
    """Return the language to speak for Telegram's `language_code`: Chinese for zh-*, else English."""
    return "zh" if (code or "").lower().startswith("zh") else "en"


def language_named(words: str) -> str | None:
    """Return the language that words name: English, 中文, en."""
    said = words.strip().lower()
    named = {
        "english": "en",
        "英文": "en",
        "英语": "en",
        "中文": "zh",
        "汉语": "zh",
        "chinese": "zh",
    }
    names = named | {name.lower(): code for code, name in LANGUAGES.items()}
    return said if said in LANGUAGES else names.get(said)


@dataclass(frozen=True, slots=True)
class Say:
    """How to speak to one person: his language, his zone, his present."""

    language: str
    zone: str
    now: datetime

    @classmethod
    def of(cls, language: str) -> "Say":
        """Return a speaker of a language where neither place nor time matters."""
        return cls(language, "UTC", datetime.min.replace(tzinfo=UTC))

    def __call__(self, sentence: str, /, **facts: Any) -> Markup:
        """Return the sentence as HTML with every fact escaped."""
        said = _said(self.language, sentence)
        safe = {name: escaped(fact) for name, fact in facts.items()}
        return Markup(said.format(**safe))  # noqa: S704

    def plain(self, sentence: str, /, **facts: Any) -> str:
        """Return the sentence as plain text: for buttons and toasts."""
        return _said(self.language, sentence).format(**facts)

    def count(self, one: str, many: str, n: int, /, **facts: Any) -> Markup:
        """Return the sentence that fits the number `n`, which it may name as ``{n}``."""
        text = _catalogue(self.language).ngettext(one, many, n)
        return Markup(text).format(n=self.number(n), **facts)  # noqa: S704

    def number(self, value: int | float | Decimal) -> str:
        """Return a number with the member's separators."""
        return format_decimal(value, locale=LOCALES[self.language])

    def money(self, amount: Money) -> str:
        """Return an amount with its currency, without empty cents."""
        units = amount.units
        digits = "¤#,##0" if units == units.to_integral_value() else None
        return format_currency(
            units,
            amount.currency,
            format=digits,
            locale=LOCALES[self.language],
            currency_digits=digits is None,
        )

    def day(self, day: date) -> str:
        """Return a day with its weekday, the year only where it is not this one: Tue, 1 Dec."""
        return _day(self.language, day, has_year=day.year != self.today.year)

    def month(self, day: date) -> str:
        """Return the month of a day, the year only where it is not this one: March, 2025年3月."""
        if self.language == "zh":
            return f"{'' if day.year == self.today.year else f'{day.year}年'}{day.month}月"
        written = "LLLL" if day.year == self.today.year else "LLLL y"
        return format_date(day, written, locale=LOCALES[self.language])

    def day_of_year(self, month: int, day: int) -> str:
        """Return a day without its year: 2 March, 3月2日."""
        written = "M月d日" if self.language == "zh" else "d MMMM"
        return format_date(date(2024, month, day), written, locale=LOCALES[self.language])

    def weekday(self, number: int) -> str:
        """Return a weekday by its ISO number, 1 for Monday: Mon."""
        a_monday = date(2024, 1, 1)
        day = a_monday + timedelta(days=number - 1)
        return format_date(day, "EEE", locale=LOCALES[self.language])

    def clock(self, at: datetime) -> str:
        """Return the wall-clock time of an instant: 14:30."""
        return format_time(local(at, self.zone), "HH:mm", locale=LOCALES[self.language])

    def moment(self, at: datetime) -> str:
        """Return an instant as day and time, with today and tomorrow named."""
        wall = local(at, self.zone)
        named = {
            self.today: self.plain("today"),
            self.today + timedelta(days=1): self.plain("tomorrow"),
            self.today - timedelta(days=1): self.plain("yesterday"),
        }
        day = self.day(wall.date())
        near = named.get(wall.date())
        return f"{near} ({day}) {self.clock(at)}" if near else f"{day} {self.clock(at)}"

    def span(self, length: timedelta) -> str:
        """Return a length of time in its largest unit: 2 hours, 3 days."""
        return format_timedelta(length, locale=LOCALES[self.language])

    @property
    def today(self) -> date:
        """The member's present day."""
        return day_of(self.now, self.zone)


@lru_cache(maxsize=1024)
def _day(language: str, day: date, *, has_year: bool) -> str:
    if language == "zh":
        text = format_date(day, "M月d日 EEE", locale="zh_Hans_CN")
        return f"{day.year}年{text}" if has_year else text
    year = " y" if has_year else ""
    return format_date(day, f"EEE, d MMM{year}", locale="en_GB")


@lru_cache(maxsize=4096)
def _said(language: str, sentence: str) -> str:
    return _catalogue(language).gettext(sentence)


@lru_cache
def _catalogue(language: str) -> NullTranslations:
    path = CATALOGUES / language / "LC_MESSAGES" / "fieldbook.po"
    return Catalogue(path) if path.exists() else NullTranslations()
