"""What both indexes hold of a customer, made from its rows. Pure, so that a process of its own can do it."""

from array import array
from collections.abc import Sequence
from typing import Any, NamedTuple

from crm.search.entries import Facts, owner_term, team_term, terms_of, text_of
from crm.understanding.book import Known, Person
from crm.understanding.keys import keys_of
from storage.keys import hashed

Rows = Sequence[Sequence[Any]]


class Source(NamedTuple):
    """The rows of a customer, as `crm/search/upkeep.py` selects them: it, and what stands beside it."""

    customer: Sequence[Any]
    people: Rows
    opportunities: Rows
    tags: Rows
    values: Rows
    nicknames: Rows = ()


class Made(NamedTuple):
    """The lines of a customer, its terms between spaces, and its keys as they are stored."""

    text: str
    terms: str
    keys: bytes


def build(source: Source) -> Made:
    """Return what the indexes hold of a customer."""
    number, team_id, owner_id, *told = source.customer
    name, short_name, city, industry, grade, region, preference = told
    people = source.people
    words = [title for _, _, _, title, *_ in people] + [email for *_, email in people]
    words += [title for _, _, title in source.opportunities] + [region, preference]
    words += [value for _, _, value in source.values]
    phones = [one for *_, typed, e164, _ in people for one in (e164, typed) if one]
    tags = [tag for _, _, tag in source.tags]
    names = [person[2] for person in people]
    some = [word for word in words if word]
    nicknames = [(member_id, said) for _, _, said, member_id in source.nicknames]
    text = text_of(
        Facts(name, short_name, city, industry, grade, names, phones, tags, some, nicknames)
    )
    terms = terms_of(text)
    terms.add(owner_term(owner_id, team_id))
    terms.add(team_term(team_id))
    keys = {hashed(key) for key in keys_of(known(people, number, name, short_name, city, grade))}
    return Made(text, " ".join(terms), array("q", keys).tobytes())


def known(
    people: Rows,
    number: int,
    name: str,
    short_name: str | None,
    city: str | None,
    grade: str | None,
) -> Known:
    """Return a customer as a message can name it; of each contact: customer, id, name, title, phone."""
    contacts = tuple(
        Person(contact_id, contact, title or "", (phone,) if phone else ())
        for _, contact_id, contact, title, phone, *_ in people
    )
    aliases = (short_name,) if short_name else ()
    return Known(number, name, aliases, city or "", grade or "", (), contacts)
