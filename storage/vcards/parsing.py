"""A `.vcf` file as contacts: versions 2.1, 3.0 and 4.0, folded lines, quoted-printable, groups.

Lenient as phones are: what is not understood is left out, and a file without a card has none. Runs in the
reading process of `storage/vcards/child.py`, or on a text that is short by nature.
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

CARDS = 50  # of a file; the rest is left out
LINES = 20_000
VALUES = 6  # numbers or addresses of one card
LONGEST = 1000  # characters of a value
ENCODINGS = ("utf-8-sig", "gb18030", "latin-1")
ESCAPED = re.compile(r"\\([\\,;:nN])")
SEMICOLON = re.compile(r"(?<!\\);")


@dataclass(slots=True)
class VCard:
    """A contact of a `.vcf` file, as it is written there; what it does not say is empty."""

    name: str = ""
    company: str = ""
    title: str = ""
    phones: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    city: str = ""
    address: str = ""
    birthday: str = ""
    note: str = ""


def parse_vcards(content: bytes) -> list[VCard]:
    """Return the contacts of a file, at most 50."""
    cards: list[VCard] = []
    card: VCard | None = None
    for name, params, value in _properties(_text(content)):
        if name == "BEGIN" and value.upper() == "VCARD":
            card = VCard()
        elif name == "END" and card is not None:
            if card.name or card.company or card.phones:
                cards.append(card)
            if len(cards) == CARDS:
                break
            card = None
        elif card is not None:
            _take(card, name, _decoded(params, value))
    return cards


def _text(content: bytes) -> str:
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return ""


def _properties(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the parameters and the value of each line; a photo's base64 is passed over."""
    for line in _unfolded(text):
        head, colon, value = line.partition(":")
        if not colon:
            continue
        name, _, params = head.partition(";")
        yield name.rpartition(".")[2].strip().upper(), params.upper(), value


def _unfolded(text: str) -> Iterator[str]:
    line = ""
    for raw in text.splitlines()[:LINES]:
        if raw[:1] in (" ", "\t"):
            line = (line + raw[1:])[: LONGEST * 8]
        elif line.endswith("=") and "QUOTED-PRINTABLE" in line.partition(":")[0].upper():
            line = (line[:-1] + raw)[: LONGEST * 8]
        else:
            if line:
                yield line
            line = raw
    if line:
        yield line


def _decoded(params: str, value: str) -> str:
    if "QUOTED-PRINTABLE" in params:
        charset = re.search(r"CHARSET=([\w-]+)", params)
        found = charset[1] if charset else "utf-8"
        try:
            return quopri.decodestring(value.encode()).decode(found, "replace")[:LONGEST]
        except LookupError:
            return ""
    return value[:LONGEST]


def _take(card: VCard, name: str, value: str) -> None:
    match name:
        case "FN":
            full = _plain(value)
            card.name = card.name if card.name and _is_turned(full, card.name) else full
        case "N":
            parts = _full_name(value)
            card.name = parts if not card.name or _is_turned(card.name, parts) else card.name
        case "ORG":
            card.company = _plain(SEMICOLON.split(value)[0])
        case "TITLE" | "ROLE" if not card.title:
            card.title = _plain(value)
        case "TEL" if len(card.phones) < VALUES:
            card.phones.append(_plain(value.removeprefix("tel:")))
        case "EMAIL" if len(card.emails) < VALUES:
            card.emails.append(_plain(value))
        case "ADR" if not card.address:
            _take_address(card, value)
        case "BDAY":
            card.birthday = _birthday(value)
        case "NOTE":
            card.note = _plain(value)


def _full_name(value: str) -> str:
    """Return a name from its parts: family; given; a Chinese one without a space between."""
    parts = [_plain(part) for part in SEMICOLON.split(value)[:2]]
    family, given = (*parts, "", "")[:2]
    is_latin = f"{family}{given}".isascii()
    return f"{given} {family}".strip() if is_latin else f"{family}{given}"


def _is_turned(name: str, right: str) -> bool:
    """Say whether a name is a Chinese one that a phone has turned: 国强 孙 for 孙国强."""
    apart = not name.isascii() and " " in name
    return apart and sorted(name.replace(" ", "")) == sorted(right)


def _take_address(card: VCard, value: str) -> None:
    """Take an address: post box; extended; street; city; region; code; country."""
    parts = [_plain(part) for part in SEMICOLON.split(value)]
    _, extended, street, city, *_ = (*parts, "", "", "", "", "")
    card.city = city
    card.address = " ".join(part for part in (street, extended) if part)


def _birthday(value: str) -> str:
    """Return a birthday as year-month-day or month-day: 19850302, 1985-03-02T00:00, --0302."""
    found = re.match(r"(?:(\d{4})-?|--)(\d{2})-?(\d{2})", value)
    if found is None:
        return ""
    year, month, day = found.groups()
    return f"{year}-{month}-{day}" if year else f"{month}-{day}"


def _plain(value: str) -> str:
    unescaped = ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)
    return " ".join(unescaped.split())
