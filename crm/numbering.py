"""Numbering plans: what numbers of a country look like, each plan as one pattern made of the library's own.

phonenumbers asks some ten patterns after one another for each number, and takes 40 µs for it. Where a number is
plain digits, the same answer is had here in a tenth of that; whatever is not plainly valid is left to the library.
"""

import re
from functools import cache
from typing import NamedTuple

from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata, country_code_for_region
from phonenumbers.phonemetadata import PhoneNumberDesc

LONGEST_CODE = 3  # digits of a country's code
NOWHERE = "001"  # the region of numbers that belong to no country

KINDS = (
    "fixed_line",
    "mobile",
    "toll_free",
    "premium_rate",
    "shared_cost",
    "personal_number",
    "voip",
    "pager",
    "uan",
    "voicemail",
)


class Region(NamedTuple):
    """A region that shares a country's code: the leading digits that tell it, if any do, and its numbers."""

    leading: re.Pattern[str] | None
    valid: re.Pattern[str]


class Plan(NamedTuple):
    """The plan of a country's code: what is dialled before its numbers within the country, and its regions."""

    trunk: re.Pattern[str] | None
    regions: tuple[Region, ...]

    def is_valid(self, number: str) -> bool:
        """Tell whether digits without code and trunk prefix are a number of the plan."""
        for region in self.regions:
            if region.leading is not None and region.leading.match(number):
                return region.valid.fullmatch(number) is not None
            if region.leading is None and region.valid.fullmatch(number):
                return True
        return False


def international(number: str) -> str | None:
    """Return plain digits that begin with a country's code in E.164; none where only the library can tell."""
    for length in range(1, LONGEST_CODE + 1):
        if int(number[:length]) in COUNTRY_CODE_TO_REGION_CODE:
            plan, rest = _plan(int(number[:length])), number[length:]
            if plan is None or (plan.trunk is not None and plan.trunk.match(rest)):
                return None
            return f"+{number}" if plan.is_valid(rest) else None
    return None


def national(number: str, country: str) -> str | None:
    """Return plain digits as dialled within a country in E.164; none where only the library can tell."""
    code, abroad = _dialled_from(country)
    plan = _plan(code) if abroad is not None else None
    if plan is None or abroad is None or abroad.match(number) or number.startswith(str(code)):
        return None
    if plan.trunk is not None and (trunk := plan.trunk.match(number)):
        if (
            trunk.groups() and trunk.groups()[-1] is not None
        ):  # a carrier, or what is written otherwise
            return None
        number = number[trunk.end() :]
    return f"+{code}{number}" if plan.is_valid(number) else None


@cache
def _dialled_from(country: str) -> tuple[int, re.Pattern[str] | None]:
    """Return a country's code, and what is dialled there before numbers from abroad; none where it has no plan of its own."""
    code = country_code_for_region(country)
    plan = PhoneMetadata.metadata_for_region(country, None)
    is_main = code and COUNTRY_CODE_TO_REGION_CODE[code][0] == country
    if plan is None or not is_main or not plan.international_prefix:
        return code, None
    return code, re.compile(plan.international_prefix)


@cache
def _plan(code: int) -> Plan | None:
    """Return the plan of a country's code; none for a code that belongs to no country."""
    regions = COUNTRY_CODE_TO_REGION_CODE[code]
    plans = [PhoneMetadata.metadata_for_region(one, None) for one in regions if one != NOWHERE]
    known = [plan for plan in plans if plan is not None]
    if not known or len(known) < len(regions):
        return None
    trunk = known[0].national_prefix_for_parsing
    alone = len(known) == 1  # then its leading digits are not asked for
    return Plan(
        re.compile(trunk) if trunk else None,
        tuple(Region(None if alone else _leading(one), _valid(one)) for one in known),
    )


def _leading(plan: PhoneMetadata) -> re.Pattern[str] | None:
    return re.compile(plan.leading_digits) if plan.leading_digits else None


def _valid(plan: PhoneMetadata) -> re.Pattern[str]:
    kinds = (getattr(plan, kind) for kind in KINDS)
    some = "|".join(filter(None, map(_pattern, kinds)))
    return re.compile(f"(?={_pattern(plan.general_desc)})(?:{some})")


def _pattern(kind: PhoneNumberDesc | None) -> str | None:
    """Return the pattern of one kind of number, with its lengths; none where a plan has no such kind."""
    if kind is None or not kind.national_number_pattern:
        return None
    lengths = [length for length in kind.possible_length if length > 0]
    if kind.possible_length and not lengths:
        return None
    some = "|".join(f"\\d{{{length}}}" for length in lengths)
    wanted = f"(?=(?:{some})\\Z)" if some else ""
    return f"{wanted}(?:{kind.national_number_pattern})\\Z"
