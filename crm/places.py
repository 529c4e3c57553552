"""Where is he? A city, country or offset that a rep types, or the place he shares, becomes a time zone.

One certain answer is taken; several are offered, each with its clock; nothing is guessed in silence.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from math import asin, cos, radians, sin, sqrt

from crm.cities import City
from crm.countries import country_named
from crm.zones import (
    COMMON,
    city_of,
    keeps_time_with,
    named_cities,
    offset_at,
    zone_rows,
    zones_of,
)

OFFERED = 6
LONGEST_NAME = 40
CLOSE_SPELLING = 75  # of 100: "Shangai", "Chicgo"
MUCH_FARTHER = (
    2.0  # a place with another clock that far off (times the distance) is out of the question
)
EARTH_KM = 6371
TWO_CLOCKS = {"Asia/Urumqi": "Asia/Shanghai"}  # Xinjiang lives by local and by Beijing time
OFFSET = re.compile(r"(?:utc|gmt)?\s*([+\-−])\s*(\d{1,2})(?::?([0-5]\d))?")


@dataclass(frozen=True, slots=True)
class Place:
    """A zone to choose, under the name by which the rep will know it."""

    name: str
    zone: str


@dataclass(frozen=True, slots=True)
class Places:
    """What was found: one that is certain, else those to choose from, the likeliest first; maybe none."""

    certain: Place | None
    offered: tuple[Place, ...] = ()


def place_named(words: str, language: str, now: datetime) -> Places:
    """Find the zone that words name: a city in either language, a country, an offset, a zone's own name."""
    said = fold(words[: 2 * LONGEST_NAME])
    if not said:
        return Places(None)
    offset = OFFSET.fullmatch(words.strip().lower())
    if offset is not None:
        return Places(None, _at_offset(offset, language, now))
    exact = _known().get(said) or _longest_within(words)
    if exact:
        return _sorted_out(exact, language)
    zones = zones_of(country_named(words) or "")
    if zones:
        places = [Place(city_of(zone, language), zone) for zone in _by_clock(zones, now)]
        return Places(places[0]) if len(places) == 1 else Places(None, tuple(places[:OFFERED]))
    return Places(None, _offer(_beginning_with(said) or _spelled_like(said), language))


def place_at(latitude: float, longitude: float, language: str, now: datetime) -> Places:
    """Find the zone of a place in degrees: that of the nearest known city.

    It is certain where every city with another clock is at least twice as far; else the nearest of each clock
    are offered.
    """
    by_distance = sorted(
        (kilometres(latitude, longitude, city.latitude, city.longitude), at)
        for at, city in enumerate(named_cities())
    )
    nearest: list[tuple[float, City]] = []
    for distance, at in by_distance:
        city = named_cities()[at]
        if all(not keeps_time_with(city.zone, other.zone, now) for _, other in nearest):
            nearest.append((distance, city))
        if len(nearest) == 3:
            break
    (near, here), (far, _) = nearest[:2]
    if far >= MUCH_FARTHER * near:
        return _certain(_place(here, language), language)
    return Places(None, tuple(_place(city, language) for _, city in nearest))


def kilometres(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Return the distance between two places along the globe."""
    up, across = radians(latitude2 - latitude) / 2, radians(longitude2 - longitude) / 2
    chord = sin(up) ** 2 + cos(radians(latitude)) * cos(radians(latitude2)) * sin(across) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(chord)))


def fold(text: str) -> str:
    """Return a name as it is compared: simplified, without accents, case, spaces and punctuation."""
    if not text.isascii():
        text = _simplified(unicodedata.normalize("NFKD", text))
    folded = "".join(char for char in text.casefold() if char.isalnum())
    return folded.removesuffix("市") if len(folded) > 2 else folded


def _sorted_out(cities: Iterable[City], language: str) -> Places:
    offered = _offer(cities, language)
    return _certain(offered[0], language) if len(offered) == 1 else Places(None, offered)


def _certain(place: Place, language: str) -> Places:
    other = TWO_CLOCKS.get(place.zone)
    if other is None:
        return Places(place)
    return Places(None, (place, Place(city_of(other, language), other)))


def _offer(cities: Iterable[City], language: str) -> tuple[Place, ...]:
    places: dict[str, Place] = {}
    for city in cities:
        places.setdefault(city.zone, _place(city, language))
    return tuple(places.values())[:OFFERED]


def _place(city: City, language: str) -> Place:
    if city.zone in city.names:
        return Place(city_of(city.zone, language), city.zone)
    return Place(city.names[0 if language == "zh" else 1], city.zone)


def _longest_within(words: str) -> list[City]:
    tokens = re.findall(r"[^\W\d_]+", words)
    for size in range(len(tokens), 0, -1):
        for at in range(len(tokens) - size + 1):
            found = _known().get(fold(" ".join(tokens[at : at + size])))
            if found:
                return found
    text = fold(words)
    for size in range(min(len(text), 8), 1, -1):
        for at in range(len(text) - size + 1):
            part = text[at : at + size]
            if not part.isascii() and part in _known():
                return _known()[part]
    return []


def _beginning_with(said: str) -> list[City]:
    if len(said) < (3 if said.isascii() else 1):
        return []
    found = [city for name, cities in _known().items() if name.startswith(said) for city in cities]
    return sorted(found, key=lambda city: city.zone not in COMMON)


def _spelled_like(said: str) -> list[City]:
    from rapidfuzz import fuzz, process

    if len(said) < 4 or not said.isascii():
        return []
    close = process.extract(
        said, _known().keys(), scorer=fuzz.ratio, score_cutoff=CLOSE_SPELLING, limit=OFFERED
    )
    return [city for name, _score, _at in close for city in _known()[name]]


def _at_offset(offset: re.Match[str], language: str, now: datetime) -> tuple[Place, ...]:
    sign, hours, minutes = offset.groups(default="0")
    ahead = timedelta(hours=int(hours), minutes=int(minutes)) * (1 if sign == "+" else -1)
    zones = [zone for zone in COMMON if offset_at(zone, now) == ahead]
    if not zones:
        found = (row.zone for row in zone_rows() if offset_at(row.zone, now) == ahead)
        zones = list(found)[:OFFERED]
    return tuple(Place(city_of(zone, language), zone) for zone in zones)


def _by_clock(zones: list[str], now: datetime) -> list[str]:
    kept: list[str] = []
    for zone in zones:
        if not any(keeps_time_with(zone, other, now) for other in kept):
            kept.append(zone)
    return kept


@cache
def _known() -> dict[str, list[City]]:
    known: dict[str, list[City]] = {}
    for city in named_cities():
        for name in city.names:
            cities = known.setdefault(fold(name), [])
            if all(city.zone != other.zone for other in cities):
                cities.append(city)
    return known


def _simplified(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter():  # type: ignore[no-untyped-def]  # noqa: ANN202  the library has no types
    from opencc import OpenCC

    return OpenCC("t2s")
