"""A contact as phones' address books read it: vCard 3.0 (RFC 2426), lines folded at 75 octets."""

from collections.abc import Iterable

from storage.tables import Contact, Customer

LINE_OCTETS = 75


def vcards(customer: Customer, contacts: Iterable[Contact]) -> bytes:
    """Return a customer's contacts as one file."""
    return "".join(_vcard(customer, one) for one in contacts).encode()


def _vcard(customer: Customer, contact: Contact) -> str:
    phone = contact.phone_e164 or contact.phone
    fields = (
        ("BEGIN", "VCARD"),
        ("VERSION", "3.0"),
        ("FN", _escaped(contact.name)),
        ("N", f"{_escaped(contact.name)};;;;"),
        ("ORG", _escaped(customer.name)),
        ("TITLE", _escaped(contact.title or "")),
        ("TEL;TYPE=WORK,VOICE", _escaped(phone or "")),
        ("EMAIL", _escaped(contact.email or "")),
        ("END", "VCARD"),
    )
    return "".join(f"{_folded(f'{name}:{value}')}\r\n" for name, value in fields if value)


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return " ".join(plain.splitlines())


def _folded(line: str) -> str:
    """Return a line cut between characters; each further piece begins with a space, which counts."""
    pieces, size = [""], 0
    for char in line:
        octets = len(char.encode())
        if size + octets > LINE_OCTETS:
            pieces.append(" ")
            size = 1
        pieces[-1] += char
        size += octets
    return "\r\n".join(pieces)
