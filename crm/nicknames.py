"""Corrections teach: what a member chose for a word of his is what the word means to him from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from crm.book import load_customers
from crm.errors import NotThere
from crm.policy import actor_of, customer_for
from crm.understanding.book import Known
from crm.understanding.fold import fold
from crm.understanding.memory import MemoryBook
from crm.understanding.message import read_message
from crm.understanding.reading import Reading, Span
from storage.nicknames import Nickname
from storage.tables import Customer
from storage.work import Work

SHORTEST, LONGEST = 2, 30


def learn(work: Work, word: str, customer: Customer) -> Nickname | None:
    """Remember what a member's word means; for use-cases, which close the history entry.

    A customer's own full name teaches nothing, and neither does what is no name.
    """
    said = " ".join(word.split())
    folded = fold(said)
    known = {fold(name) for name in (customer.name, customer.short_name) if name}
    is_name = SHORTEST <= len(folded) <= LONGEST and any(char.isalpha() for char in folded)
    if not is_name or folded in known:
        return None
    there = _mine(work, folded)
    if there is not None:
        return work.change(there, customer_id=customer.id, text=said)
    return work.add(
        Nickname(
            member_id=actor_of(work).id,
            customer_id=customer.id,
            folded=folded,
            text=said,
            created_at=work.now,
        )
    )


def nicknames_of(work: Work, customer_id: int) -> Sequence[Nickname]:
    """Return the actor's own words for a customer, the first learnt first."""
    mine = select(Nickname).where(
        Nickname.member_id == actor_of(work).id, Nickname.customer_id == customer_id
    )
    return work.session.scalars(mine.order_by(Nickname.id)).all()


def forget(work: Work, nickname_id: int) -> tuple[Customer, int | None]:
    """Forget one of the actor's words; return whose it was, and the act. NotThere for another's."""
    nickname = work.session.get(Nickname, nickname_id)
    if nickname is None or nickname.member_id != actor_of(work).id:
        raise NotThere("nickname", nickname_id)
    customer = customer_for(work, nickname.customer_id)
    work.remove(nickname)
    return customer, work.close_entry("forget_nickname", customer.id)


def settled(work: Work, reading: Reading) -> Reading:
    """Return a reading in which the member's own words decide whom they name.

    They decide where the book holds several of that name, none, or only one that looks alike.
    """
    words = {span.text: fold(span.text) for span in _named(reading)}
    if not words:
        return reading
    meant = _customers(work, set(words.values()))
    named = {word: meant[folded] for word, folded in words.items() if folded in meant}
    return _with(reading, named, work.now) if named else reading


def answered(work: Work, reading: Reading, customer_id: int) -> Reading:
    """Return a reading whose question about the customer is answered: with the contact that its words name there."""
    doubt = next((one for one in reading.doubts if one.about == "customer"), None)
    if doubt is None or doubt.span is None:
        return reading
    customer = load_customers(work, {customer_id}).get(customer_id)
    if customer is None:
        return reading
    return _meant(reading, doubt.span, customer, work.now)


def _named(reading: Reading) -> list[Span]:
    """Return the words by which a reading and its further acts name customers."""
    spans = [one.span for one in reading.doubts if one.about == "customer" and one.span]
    if "customer" in reading.spans:
        spans.append(reading.spans["customer"])
    return spans + [span for further in reading.also for span in _named(further)]


def _customers(work: Work, folded: set[str]) -> dict[str, Known]:
    mine = select(Nickname.folded, Nickname.customer_id).where(
        Nickname.member_id == actor_of(work).id, Nickname.folded.in_(folded)
    )
    rows = work.connection.execute(mine).all()
    known = load_customers(work, {row.customer_id for row in rows})
    return {row.folded: known[row.customer_id] for row in rows if row.customer_id in known}


def _with(reading: Reading, meant: Mapping[str, Known], now: datetime) -> Reading:
    also = tuple(_with(further, meant, now) for further in reading.also)
    reading = replace(reading, also=also)
    span = next((one for one in _named(replace(reading, also=())) if one.text in meant), None)
    return reading if span is None else _meant(reading, span, meant[span.text], now)


def _meant(reading: Reading, span: Span, customer: Known, now: datetime) -> Reading:
    """Return a reading whose words at a span mean a customer, and the contact whom they name there."""
    alone = read_message(span.text, now, MemoryBook([replace(customer, aliases=())]))
    is_hers = reading.customer is not None and reading.customer.id == customer.id
    contact, contact_id = reading.contact, reading.contact_id if is_hers else None
    if contact_id is None and alone.contact_id is not None:
        contact, contact_id = alone.contact, alone.contact_id
    return replace(
        reading,
        customer=customer,
        new_customer=None,
        contact=contact,
        contact_id=contact_id,
        spans={**reading.spans, "customer": span},
        doubts=tuple(one for one in reading.doubts if one.about != "customer"),
    )


def _mine(work: Work, folded: str) -> Nickname | None:
    mine = (Nickname.member_id == actor_of(work).id) & (Nickname.folded == folded)
    return work.session.scalar(select(Nickname).where(mine))
