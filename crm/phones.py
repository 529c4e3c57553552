"""Phone numbers: E.164 by the team's country, several in a cell, and digits for searching."""

import re
import unicodedata

import phonenumbers

from crm.numbering import international, national

FEWEST_DIGITS = 5
MOBILE = re.compile(r"1(?:[38]\d|4[57]|[59][0-35-9]|6[25-7]|7[0-35-8])\d{8}$", re.ASCII)
EXTENSION = re.compile(
    r"\s*(?:转|轉|分机|分機|内线|ext\.?|extension|x|#)\s*[:：.]?\s*\d{1,6}\s*$|(?<=\d{7})\s?[-–—]\s?\d{1,5}$",
    re.IGNORECASE,
)
LABELS = r"手机|座机|电话|固话|办公|家庭|传真|总机|前台|tel|mob|cell|office|fax|phone"
BETWEEN = re.compile(
    r"\s*[、;,|\n]\s*|\s/\s|\s*(?:或|和|\bor\b|\band\b)\s*"
    r"|(?<=\d{4})\s*/\s*(?=[+\d(])|(?<=\d{7})\s+(?=1[3-9]\d{9}\b)"
    rf"|(?<=\d)\s+(?=(?:{LABELS})\w*\.?\s*:?\s*[\d+(])",
    re.IGNORECASE,
)
ABROAD = re.compile(r"\+[1-9][0-9 ]*[0-9]")
WITHIN = re.compile(r"(?:\([0-9]+\) ?)?[0-9]+(?:[ -][0-9]+)*")
ONE_ABROAD = re.compile(r"\+[0-9]{1,4}(?: [0-9]{1,8}){1,4}")  # too short for two of them
LABEL = re.compile(r"^[^\d+(]*(?=[\d+(])|\s*\([^\d]*\)$")


def e164(typed: str, country: str) -> str | None:
    """Return a number as typed in a country (ISO 3166-1 alpha-2) in E.164, or none where it is no number.

    An extension ("转801", "ext. 12", "-801") is left out: it is dialled by hand.
    """
    if country == "CN" and MOBILE.match(typed):
        return f"+86{typed}"  # what the library says too, in a tenth of the time
    if ABROAD.fullmatch(typed) and (number := international(typed[1:].replace(" ", ""))):
        return number
    plain = EXTENSION.sub("", typed)
    if "/" in plain:
        return None
    if WITHIN.fullmatch(plain) and (number := national(digits(plain), country)):
        return number
    return _by_the_library(plain, country)


def _by_the_library(plain: str, country: str) -> str | None:
    try:
        number = phonenumbers.parse(plain, country)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def split_numbers(cell: str) -> list[str]:
    """Return the numbers in a cell as they are typed, without labels like "手机:"; words are no number."""
    if cell.isascii() and cell.isdigit() and len(cell) >= FEWEST_DIGITS:
        return [cell]
    if ONE_ABROAD.fullmatch(cell) and len(digits(cell)) >= FEWEST_DIGITS:
        return [cell]
    plain = unicodedata.normalize("NFKC", cell)
    parts = [LABEL.sub("", part).strip(" .。") for part in BETWEEN.split(plain)]
    counts = [len(digits(part)) for part in parts]
    if any(0 < count < FEWEST_DIGITS for count in counts):  # 62345678/79: only the rep can tell
        return [plain.strip()] if sum(counts) >= FEWEST_DIGITS else []
    return [part for part, count in zip(parts, counts, strict=True) if count]


def digits(typed: str) -> str:
    """Return the digits of a number as typed."""
    return "".join(char for char in typed if char.isdigit())
