"""Where is he: cities in both languages, countries, offsets, shared places."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.cities import large_cities
from crm.errors import UnknownZone
from crm.places import Place, place_at, place_named
from crm.zones import (
    check_zone,
    city_of,
    country_of,
    guess_zone,
    keeps_time_with,
    named_cities,
    zone_rows,
)

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "zone"),
    [
        ("上海", "Asia/Shanghai"),
        ("深圳", "Asia/Shanghai"),
        ("北京市", "Asia/Shanghai"),
        ("廣州", "Asia/Shanghai"),
        ("台北", "Asia/Taipei"),
        ("臺北", "Asia/Taipei"),
        ("香港", "Asia/Hong_Kong"),
        ("新加坡", "Asia/Singapore"),
        ("吉隆坡", "Asia/Kuala_Lumpur"),
        ("芝加哥", "America/Chicago"),
        ("纽约", "America/New_York"),
        ("Chicago", "America/Chicago"),
        ("chicago, IL", "America/Chicago"),
        ("London", "Europe/London"),
        ("Singapore", "Asia/Singapore"),
        ("Kuala Lumpur", "Asia/Kuala_Lumpur"),
        ("Shenzhen, China", "Asia/Shanghai"),
        ("Xi'an", "Asia/Shanghai"),
        ("München", "Europe/Berlin"),
        ("New Delhi", "Asia/Kolkata"),
        ("Ho Chi Minh City", "Asia/Ho_Chi_Minh"),
        ("我现在在芝加哥出差", "America/Chicago"),
        ("I'm in Shenzhen", "Asia/Shanghai"),
        ("日本", "Asia/Tokyo"),
        ("Germany", "Europe/Berlin"),
        ("Asia/Kathmandu", "Asia/Kathmandu"),
    ],
)
def test_a_place_in_either_language_names_its_zone(words: str, zone: str) -> None:
    found = place_named(words, "en", NOW)

    assert found.certain is not None
    assert found.certain.zone == zone


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Shangai", "Asia/Shanghai"),
        ("Chicgo", "America/Chicago"),
        ("US", "America/New_York"),
        ("美国", "America/New_York"),
        ("UTC+8", "Asia/Shanghai"),
        ("GMT-6", "America/Chicago"),
        ("+5:30", "Asia/Kolkata"),
        ("shang", "Asia/Shanghai"),
        ("乌鲁木齐", "Asia/Urumqi"),
    ],
)
def test_what_is_in_doubt_is_offered_and_never_taken(words: str, first: str) -> None:
    found = place_named(words, "zh", NOW)

    assert found.certain is None
    assert found.offered[0].zone == first


@pytest.mark.parametrize("words", ["", "   ", "qqqq", "9", "🙂", "..", "../../etc/passwd"])
def test_words_that_name_no_place_find_nothing(words: str) -> None:
    found = place_named(words, "en", NOW)

    assert found.certain is None
    assert found.offered == ()


def test_a_city_of_its_own_keeps_the_name_that_was_typed() -> None:
    assert place_named("shenzhen", "zh", NOW).certain == Place("深圳", "Asia/Shanghai")
    assert place_named("深圳", "en", NOW).certain == Place("Shenzhen", "Asia/Shanghai")


@given(st.text(max_size=300))
def test_no_words_break_the_search(words: str) -> None:
    found = place_named(words, "zh", NOW)

    for place in (*found.offered, *filter(None, [found.certain])):
        assert check_zone(place.zone)


@pytest.mark.parametrize(
    ("latitude", "longitude", "zone"),
    [
        (
            39.95,
            116.3,
            "Asia/Shanghai",
        ),  # Beijing: Ulaanbaatar and Pyongyang are nearer than Shanghai
        (45.7, 126.7, "Asia/Shanghai"),  # Harbin: Vladivostok is nearer than Shanghai
        (28.65, 77.15, "Asia/Kolkata"),  # Delhi: Kathmandu is nearer than Kolkata
        (1.35, 103.82, "Asia/Singapore"),
        (41.88, -87.63, "America/Chicago"),
        (33.45, -112.07, "America/Phoenix"),
        (51.5, -0.12, "Europe/London"),
        (-33.87, 151.2, "Australia/Sydney"),
    ],
)
def test_a_shared_place_lies_in_the_zone_of_the_nearest_city(
    latitude: float, longitude: float, zone: str
) -> None:
    found = place_at(latitude, longitude, "en", NOW)

    assert found.certain is not None
    assert keeps_time_with(found.certain.zone, zone, NOW)


def test_a_place_between_zones_is_offered_with_each_clock() -> None:
    found = place_at(53.0, 122.5, "en", NOW)  # Mohe: China, 10 km from Russia

    assert found.certain is None
    assert found.offered[0].zone == "Asia/Shanghai"
    assert len(found.offered) == 3


def test_xinjiang_lives_by_two_clocks_and_is_asked() -> None:
    found = place_at(43.8, 87.6, "zh", NOW)

    assert [place.zone for place in found.offered] == ["Asia/Urumqi", "Asia/Shanghai"]


def test_every_city_lies_where_its_own_clock_rules() -> None:
    for city in named_cities():
        found = place_at(city.latitude, city.longitude, "en", NOW)
        near = [found.certain] if found.certain else list(found.offered)
        assert any(place and keeps_time_with(place.zone, city.zone, NOW) for place in near), city


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_every_place_on_earth_has_a_clock(latitude: float, longitude: float) -> None:
    found = place_at(latitude, longitude, "zh", NOW)

    assert found.certain or len(found.offered) == 3


def test_every_zone_exists_and_has_a_name_in_both_languages() -> None:
    for row in zone_rows():
        assert ZoneInfo(row.zone).utcoffset(NOW) is not None
        assert city_of(row.zone, "zh")
        assert city_of(row.zone, "en")
        assert "/" not in city_of(row.zone, "en")
    for city in large_cities():
        assert country_of(city.zone), city


@pytest.mark.parametrize(
    "zone", ["", "Mars/Base", "../passwd", "Factory", "posixrules", "x" * 500]
)
def test_no_other_text_is_a_zone(zone: str) -> None:
    with pytest.raises(UnknownZone):
        check_zone(zone)


@pytest.mark.parametrize(
    ("code", "zone"),
    [
        (None, "Europe/London"),
        ("en", "Europe/London"),
        ("en-US", "America/New_York"),
        ("zh", "Asia/Shanghai"),
        ("zh-hans", "Asia/Shanghai"),
        ("zh-hant", "Asia/Taipei"),
        ("zh-HK", "Asia/Hong_Kong"),
        ("de", "Europe/Berlin"),
        ("ms", "Asia/Kuala_Lumpur"),
        ("pt-br", "America/Sao_Paulo"),
        ("xx", "Europe/London"),
        ("x-y-z", "Europe/London"),
    ],
)
def test_a_language_suggests_a_zone(code: str | None, zone: str) -> None:
    assert guess_zone(code) == zone
