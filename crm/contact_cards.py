"""Contacts from outside, a `.vcf` file or one shared in the messenger, as customers to enter."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from crm.cleaning import clean_city, clean_email, clean_line
from crm.customer_card import CustomerCard, read_card
from crm.customer_fields import CONTACT_LIMITS, LIMITS
from crm.customer_look_ups import look_up
from crm.customers import CustomerCreated, NewContact, NewCustomer, enter_customer
from crm.duplicates import Likely, Named, Taken, look_alikes
from crm.editing import ContactChanged, add_people_to
from crm.errors import FileUnreadable, NothingInFile
from crm.occasions import add_occasion
from crm.phones import digits
from crm.understanding.fold import fold
from crm.understanding.vocabulary.people import HONORIFICS
from storage.tables import Contact
from storage.vcards.parsing import VCard, parse_vcards
from storage.vcards.reading import VcardUnreadable, read_vcards
from storage.work import Work

PART = re.compile(r"[一-鿿]|[^\W\d_一-鿿]{2,}")
SHARED_LIMIT = 2048  # bytes of the card that the messenger sends beside a shared contact
FEWEST_DIGITS = 3
TELLING = 8  # digits from the right that tell two numbers apart, whatever the country code


@dataclass(frozen=True, slots=True)
class ContactCard:
    """A person to enter, cleaned: where he works, how to reach him. What is not known is empty."""

    name: str
    company: str = ""
    title: str = ""
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    city: str = ""
    address: str = ""
    birthday: str = ""

    @property
    def customer(self) -> str:
        """What the customer is called: the company, else the person."""
        return self.company or self.name


@dataclass(frozen=True, slots=True)
class CardShown:
    """A contact card, and the customers that it may belong to."""

    card: ContactCard
    alike: tuple[Likely | Taken, ...]


@dataclass(frozen=True, slots=True)
class CardsEntered:
    """What became of several cards, entered in one act: `left` look like customers that are there."""

    entered: tuple[str, ...]
    left: tuple[str, ...]
    undo: int | None = None


@dataclass(slots=True)
class _Company:
    cards: list[ContactCard] = field(default_factory=list)


def cards_in(content: bytes) -> list[ContactCard]:
    """Return the contacts of a `.vcf` file; FileUnreadable, or NothingInFile where it has none.

    Starts a process: not to be called within a transaction.
    """
    try:
        found = read_vcards(content)
    except VcardUnreadable:
        raise FileUnreadable from None
    if not found:
        raise NothingInFile
    return [_clean(one) for one in found]


def shared_card(name: str, phone: str, vcard: str | None) -> ContactCard:
    """Return a contact that was shared in the messenger; what its own card adds is taken along."""
    content = (vcard or "").encode()[:SHARED_LIMIT]
    known = next(iter(parse_vcards(content)), VCard())
    known.name = name or known.name or phone
    if digits(phone)[-TELLING:] not in {digits(one)[-TELLING:] for one in known.phones}:
        known.phones.insert(0, phone)
    return _clean(known)


def whose_number(work: Work, phone: str, name: str) -> CustomerCard | None:
    """Return the only customer that has a number, where the name is not plainly another person's.

    Phones call people as they like (王总 华信, "Tom Harbor"): one word or character in common is enough.
    """
    found = look_up(work, phone).customers
    if len(found) != 1:
        return None
    card = read_card(work, found[0].id)
    end = digits(phone)[-TELLING:]
    people = [one.name for one in card.contacts if one.phone and digits(one.phone).endswith(end)]
    known = {part for one in (card.customer.name, *people) for part in _parts(one)}
    said = set(_parts(name))
    return None if people and said and said.isdisjoint(known) else card


def _parts(name: str) -> list[str]:
    """Return the words and Chinese characters of a name that may tell whose it is."""
    return [one for one in PART.findall(fold(name)) if one not in HONORIFICS]


def read_shown(work: Work, card: ContactCard) -> CardShown:
    """Return a card with the customers that it may belong to."""
    named = Named(card.company or card.name, card.phones, card.emails, (card.name,))
    return CardShown(card, look_alikes(work, named))


def enter_card(work: Work, card: ContactCard) -> CustomerCreated:
    """Enter a card as a customer of the actor, the person as its contact."""
    customer, contacts = enter_customer(work, _new(card))
    _note_birthdays(work, [card], contacts)
    return CustomerCreated(customer, contacts, work.close_entry("create_customer", customer.id))


def add_card_to(work: Work, customer_id: int, card: ContactCard) -> ContactChanged:
    """Enter the person of a card at a customer; NotThere as for every act."""

    def note_birthday(contact: Contact) -> None:
        if card.birthday:
            add_occasion(work, contact, card.birthday)

    return add_people_to(work, customer_id, _people(card), note_birthday)


def enter_cards(work: Work, cards: Sequence[ContactCard]) -> CardsEntered:
    """Enter several cards in one act, one customer for each company; those that look known are left out."""
    companies: dict[str, _Company] = {}
    for card in cards:
        companies.setdefault(clean_line(card.customer).casefold(), _Company()).cards.append(card)
    entered, left = [], []
    for one in companies.values():
        first = one.cards[0]
        if any(read_shown(work, card).alike for card in one.cards):
            left.append(first.customer)
            continue
        new = _new(first, [person for card in one.cards for person in _people(card)])
        _, contacts = enter_customer(work, new)
        _note_birthdays(work, one.cards, contacts)
        entered.append(first.customer)
    return CardsEntered(tuple(entered), tuple(left), work.close_entry("enter_cards"))


def _note_birthdays(work: Work, cards: Sequence[ContactCard], contacts: Sequence[Contact]) -> None:
    """Note the birthday of each card at its person, who was entered once for each of his numbers."""
    at = 0
    for card in cards:
        if card.birthday:
            add_occasion(work, contacts[at], card.birthday)
        at += len(_people(card))


def _new(card: ContactCard, people: Sequence[NewContact] = ()) -> NewCustomer:
    return NewCustomer(
        card.customer,
        city=card.city or None,
        address=card.address or None,
        contacts=tuple(people or _people(card)),
    )


def _people(card: ContactCard) -> list[NewContact]:
    """Return the person, and once more for each further number."""
    email = card.emails[0] if card.emails else None
    first = NewContact(card.name, card.title or None, next(iter(card.phones), None), email)
    return [first, *(NewContact(card.name, phone=one) for one in card.phones[1:])]


def _clean(card: VCard) -> ContactCard:
    emails = (clean_email(one) for one in card.emails)
    phones = [clean_line(one)[: CONTACT_LIMITS["phone"]] for one in card.phones]
    company = clean_line(card.company)[: LIMITS["name"]]
    name = clean_line(card.name) or company or (phones[0] if phones else "?")
    return ContactCard(
        name[: CONTACT_LIMITS["name"]],
        company,
        clean_line(card.title)[: CONTACT_LIMITS["title"]],
        tuple(dict.fromkeys(one for one in phones if len(digits(one)) >= FEWEST_DIGITS)),
        tuple(dict.fromkeys(one for one in emails if one)),
        clean_city(clean_line(card.city))[: LIMITS["city"]] if card.city else "",
        clean_line(card.address)[: LIMITS["address"]],
        card.birthday,
    )
