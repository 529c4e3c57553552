"""Time zones as people know them: by a city's name in their language, by country, by language.

Zones and their coordinates are those of tzdata's `zone.tab`, one row per country and zone; their cities'
names are Babel's, in Chinese (both scripts) and English; `crm/cities.py` adds large cities without a zone of
their own.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from crm.cities import City, large_cities
from crm.errors import UnknownZone

COMMON = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Taipei",
    "Asia/Singapore",
    "Asia/Kuala_Lumpur",
    "Asia/Bangkok",
    "Asia/Tokyo",
    "Asia/Seoul",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Australia/Sydney",
    "Europe/London",
    "Europe/Paris",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Los_Angeles",
)
LOCALES = {"zh": "zh_Hans_CN", "en": "en"}
SCRIPTS = ("zh_Hans_CN", "zh_Hant_TW")
REGIONS = {"zh": "CN", "zh-hans": "CN", "zh-hant": "TW", "en": "GB"}  # others: the likeliest
MAIN_ZONES = {  # where the table does not begin with the zone that most people live in
    "AU": "Australia/Sydney",
    "BR": "America/Sao_Paulo",
    "CA": "America/Toronto",
    "RU": "Europe/Moscow",
}
ISO_6709 = re.compile(r"([+-])(\d{2})(\d{2})(\d{2})?([+-])(\d{3})(\d{2})(\d{2})?")


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """A row of `zone.tab`: a country's zone and the coordinates of its main city, in degrees."""

    country: str
    zone: str
    latitude: float
    longitude: float


@cache
def zone_rows() -> tuple[ZoneRow, ...]:
    """Return every row of `zone.tab`, by country."""
    text = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return tuple(ZoneRow(row[0], row[2], *_degrees(row[1])) for row in rows)


def check_zone(zone: str) -> str:
    """Return a zone that a rep may choose; UnknownZone for any other text, however it looks."""
    if zone not in _countries():
        raise UnknownZone(zone)
    return zone


def country_of(zone: str) -> str | None:
    """Return the ISO 3166 code of the country that a zone lies in."""
    return _countries().get(zone)


def zones_of(country: str) -> list[str]:
    """Return the zones of a country, the one that most people there live in first."""
    zones = [row.zone for row in zone_rows() if row.country == country]
    return sorted(zones, key=lambda zone: zone != MAIN_ZONES.get(country, zones[0]))


def guess_zone(language_code: str | None) -> str:
    """Return the likeliest zone of somebody whose Telegram speaks a language (en-US, zh-hans, de)."""
    from babel.core import get_global

    code = (language_code or "en").lower().replace("_", "-")
    region = code.rpartition("-")[2].upper()
    if not zones_of(region) or "-" not in code:
        likely = get_global("likely_subtags").get(code.partition("-")[0], "")
        region = REGIONS.get(code) or likely.rpartition("_")[2]
    return next(iter(zones_of(region)), "Europe/London")


def city_of(zone: str, language: str) -> str:
    """Return the name of the city that a zone is named after, in a language."""
    return _city_in(zone, LOCALES[language])


@cache
def named_cities() -> tuple[City, ...]:
    """Return every city that a zone is named after, and the large ones that none is."""
    named = [City(row.zone, _names(row.zone), row.latitude, row.longitude) for row in zone_rows()]
    return (*named, *large_cities())


def offset_at(zone: str, now: datetime) -> timedelta:
    """Return how far a zone's clock is ahead of UTC at an instant."""
    offset = now.astimezone(ZoneInfo(zone)).utcoffset()
    assert offset is not None
    return offset


def keeps_time_with(zone: str, other: str, now: datetime) -> bool:
    """Say whether two zones' clocks agree now and in half a year: daylight saving included."""
    later = now + timedelta(days=182)
    return all(offset_at(zone, at) == offset_at(other, at) for at in (now, later))


@cache
def _countries() -> dict[str, str]:
    return {row.zone: row.country for row in zone_rows()}


def _names(zone: str) -> tuple[str, ...]:
    names = [_city_in(zone, locale) for locale in (*SCRIPTS, "en")]
    return tuple(dict.fromkeys((*names, _last_part(zone), zone)))


def _city_in(zone: str, locale: str) -> str:
    from babel import Locale

    known = Locale.parse(locale).time_zones
    for name in (zone, *_former_names().get(zone, ())):
        city = (known.get(name) or {}).get("city")
        if city:
            return str(city)
    return _last_part(zone)


def _last_part(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _former_names() -> dict[str, list[str]]:
    from babel.core import get_global

    former: dict[str, list[str]] = {}
    for old, new in get_global("zone_aliases").items():
        former.setdefault(new, []).append(old)
    return former


def _degrees(coordinates: str) -> tuple[float, float]:
    found = ISO_6709.fullmatch(coordinates)
    assert found is not None
    north, *latitude, east, longitude, minutes, seconds = found.groups(default="0")
    return _angle(north, *latitude), _angle(east, longitude, minutes, seconds)


def _angle(sign: str, degrees: str, minutes: str, seconds: str) -> float:
    angle = int(degrees) + int(minutes) / 60 + int(seconds) / 3600
    return -angle if sign == "-" else angle
