"""Phone numbers: E.164 by the team's country, and digits for searching."""

import phonenumbers


def e164(typed: str, country: str) -> str | None:
    """Return a number as typed in a country (ISO 3166-1 alpha-2) in E.164, or none where it is no number."""
    try:
        number = phonenumbers.parse(typed, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def digits(typed: str) -> str:
    """Return the digits of a number as typed."""
    return "".join(char for char in typed if char.isdigit())
