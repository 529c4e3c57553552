"""What a customer needs and objects to: taken from notes as they are logged, changed by the rep."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from crm.cleaning import clean_line
from crm.errors import Empty, NotThere, TextTooLong
from crm.policy import actor_of, customer_for
from crm.understanding.needs import find_needs
from storage.tables import Customer, Interaction
from storage.visits import Need, NeedKind
from storage.work import Work

WORD_LIMIT = 40
OBJECTION_SIGNS = ("-", "−", "!", "！", "反对", "异议", "objection")


@dataclass(frozen=True, slots=True)
class NeedsOf:
    """A customer with what it needs and objects to; `undo` takes the last change back."""

    customer: Customer
    needs: tuple[Need, ...]
    undo: int | None = None


def needs_of(work: Work, customer_id: int) -> Sequence[Need]:
    """Return what a customer needs and objects to, needs first, each in the order in which it came up."""
    wanted = select(Need).where(Need.customer_id == customer_id)
    found = work.session.scalars(wanted.order_by(Need.id)).all()
    return sorted(found, key=lambda one: one.kind is NeedKind.OBJECTION)


def note_needs(work: Work, interaction: Interaction) -> None:
    """Keep what a note speaks of and the customer does not have yet; for use-cases, which close the entry."""
    found = find_needs(interaction.note) if interaction.note else []
    if not found:
        return
    there = {(one.kind.value, one.word) for one in needs_of(work, interaction.customer_id)}
    for want, word in found:
        if (want.value, word) not in there:
            _add(work, interaction.customer_id, NeedKind(want.value), word, interaction.id)


def read_needs(work: Work, customer_id: int) -> NeedsOf:
    """Read what a customer needs; NotThere where the actor may not see it."""
    customer = customer_for(work, customer_id)
    return NeedsOf(customer, tuple(needs_of(work, customer.id)))


def add_need(work: Work, customer_id: int, words: str) -> NeedsOf:
    """Add a word by hand: "-too slow" is an objection, anything else a need. Empty, TextTooLong over 40."""
    customer = customer_for(work, customer_id)
    said = clean_line(words)
    sign = next((one for one in OBJECTION_SIGNS if said.lower().startswith(one)), "")
    word = said[len(sign) :].strip(" :：")
    if not word:
        raise Empty("need")
    if len(word) > WORD_LIMIT:
        raise TextTooLong("need", WORD_LIMIT)
    _add(work, customer.id, NeedKind.OBJECTION if sign else NeedKind.NEED, word, None)
    return _changed(work, customer)


def remove_need(work: Work, need_id: int) -> NeedsOf:
    """Take a word off; NotThere where it is not there any more."""
    need = work.session.get(Need, need_id)
    if need is None:
        raise NotThere("need", need_id)
    customer = customer_for(work, need.customer_id)
    work.remove(need)
    return _changed(work, customer)


def _add(
    work: Work, customer_id: int, kind: NeedKind, word: str, interaction_id: int | None
) -> None:
    work.add(
        Need(
            customer_id=customer_id,
            kind=kind,
            word=word,
            interaction_id=interaction_id,
            member_id=actor_of(work).id,
            created_at=work.now,
        )
    )


def _changed(work: Work, customer: Customer) -> NeedsOf:
    undo = work.close_entry("change_needs", customer.id)
    return NeedsOf(customer, tuple(needs_of(work, customer.id)), undo)
