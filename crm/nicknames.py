"""Corrections teach: what a member chose for a word of his is what the word means to him from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select

from crm.book import load_customers
from crm.errors import NotThere
from crm.policy import actor_of, customer_for
from crm.understanding.book import Known, Person
from crm.understanding.fold import fold
from crm.understanding.reading import Doubt, Reading, Span
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
    return _with(
        reading, {word: meant[folded] for word, folded in words.items() if folded in meant}
    )


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


def _with(reading: Reading, meant: Mapping[str, Known]) -> Reading:
    also = tuple(_with(further, meant) for further in reading.also)
    span = next((one for one in _named(replace(reading, also=())) if one.text in meant), None)
    if span is None:
        return replace(reading, also=also)
    customer = meant[span.text]
    doubt = next((one for one in reading.doubts if one.about == "customer"), None)
    person = _person(doubt, customer) if doubt else None
    is_hers = reading.customer is not None and reading.customer.id == customer.id
    return replace(
        reading,
        customer=customer,
        new_customer=None,
        contact=person.name if person else reading.contact,
        contact_id=person.id if person else reading.contact_id if is_hers else None,
        spans={**reading.spans, "customer": span},
        doubts=tuple(one for one in reading.doubts if one.about != "customer"),
        also=also,
    )


def _person(doubt: Doubt, customer: Known) -> Person | None:
    """Return the contact that the words name at that customer, where a doubt offers one."""
    here = (one.contact for one in doubt.choices if one.customer.id == customer.id)
    return next(here, None)


def _mine(work: Work, folded: str) -> Nickname | None:
    mine = (Nickname.member_id == actor_of(work).id) & (Nickname.folded == folded)
    return work.session.scalar(select(Nickname).where(mine))
