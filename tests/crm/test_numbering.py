"""A number that is plain digits is read as the library of all numbering plans reads it, only sooner."""

import phonenumbers
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.numbering import international, national
from crm.phones import EXTENSION, e164, split_numbers

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
OFTEN = ["CN", "GB", "US", "DE", "IT", "AR", "MX", "BR", "RU", "KZ", "AU", "HK", "SG", "IN"]
SLOWLY = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
KINDS = (
    phonenumbers.PhoneNumberType.FIXED_LINE,
    phonenumbers.PhoneNumberType.MOBILE,
    phonenumbers.PhoneNumberType.TOLL_FREE,
    phonenumbers.PhoneNumberType.UAN,
)


def by_the_library(typed: str, country: str) -> str | None:
    """Return what the library says, asked about every number."""
    try:
        number = phonenumbers.parse(EXTENSION.sub("", typed), country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a number that a plan has, or one a slip away from it, as somebody in a country types it."""
    country = draw(st.sampled_from(OFTEN) | st.sampled_from(REGIONS))
    region = draw(st.just(country) | st.sampled_from(REGIONS))
    example = phonenumbers.example_number_for_type(region, draw(st.sampled_from(KINDS)))
    figures = list(phonenumbers.national_significant_number(example)) if example else ["5"] * 8
    for place, figure in draw(
        st.lists(st.tuples(st.integers(0, 14), st.sampled_from("0123456789")), max_size=4)
    ):
        figures[place % len(figures)] = figure
    if draw(st.integers(0, 9)) == 0:
        figures.append("7")
    code = str(phonenumbers.country_code_for_region(region))
    begins = draw(st.sampled_from(["", "+" + code, "+" + code, code, "0", "00" + code]))
    typed = begins + "".join(figures)
    for place in draw(st.lists(st.integers(2, 12), max_size=3)):
        typed = typed[:place] + draw(st.sampled_from(" -")) + typed[place:]
    return typed, country


@SLOWLY
@given(numbers())
def test_a_number_reads_as_the_library_reads_it(drawn: tuple[str, str]) -> None:
    typed, country = drawn

    assert e164(typed, country) == by_the_library(typed, country)


@pytest.mark.parametrize("region", REGIONS)
def test_every_country_has_a_plan_that_agrees(region: str) -> None:
    for kind in KINDS:
        if (number := phonenumbers.example_number_for_type(region, kind)) is None:
            continue
        own = phonenumbers.national_significant_number(number)
        abroad = f"{number.country_code}{own}"
        assert international(abroad) in (None, by_the_library(f"+{abroad}", "CN"))
        assert national(own, region) in (None, by_the_library(own, region))


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("+44 20 7946 0018", "CN", "+442079460018"),
        ("020 7946 0018", "GB", "+442079460018"),
        ("(415) 555-2671", "US", "+14155552671"),
        ("+1 415 555 2671", "CN", "+14155552671"),
        ("0755 8366 1234", "CN", "+8675583661234"),
        ("+39 06 6982 1234", "CN", "+390669821234"),  # of Italy the zero stays
        ("+44 0 20 7946 0018", "CN", "+442079460018"),
        ("+999 1234567", "CN", None),
        ("+44 20 79", "CN", None),
    ],
)
def test_usual_numbers(typed: str, country: str, number: str | None) -> None:
    assert e164(typed, country) == number


def test_the_usual_ones_are_not_left_to_the_library() -> None:
    assert international("442079460018") == "+442079460018"
    assert national("02079460018", "GB") == "+442079460018"
    assert national("4155552671", "US") == "+14155552671"


@SLOWLY
@given(st.from_regex(r"\+[0-9]{1,4}(?: [0-9]{1,8}){1,4}", fullmatch=True))
def test_a_number_from_abroad_in_groups_is_one_number(cell: str) -> None:
    long = cell + ("" if sum(map(str.isdigit, cell)) >= 5 else "00000")

    assert split_numbers(long) == [long] == split_numbers(f" {long} ")
