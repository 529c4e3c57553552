"""Whom what a rep sends is about, where he does not say so: the customer in hand.

It is, in this order, the record that he replied to, whatever came in the same album, the customer of the
conversation that he is in, and the customer of his last act or of the last card he was shown, if that was a
moment ago.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import select

from crm.policy import (
    actor_of,
    customer_for,
    interaction_for,
    opportunity_for,
    plan_for,
    reminder_for,
    visible_customers,
)
from storage.attachments import Attachment
from storage.mail import REPLY, outbox
from storage.tables import Customer, History, Opportunity, Reminder
from storage.work import Work

IN_HAND = timedelta(minutes=15)
IN_A_ROW = timedelta(minutes=1)  # files that follow so soon belong to what was filed before
SCREENS_LOOKED_AT = 5
FILED = "file_attachments"


@dataclass(frozen=True, slots=True)
class Place:
    """What tells by itself whom a message is about.

    `about` is the record that it replies to ("customer:7"), `answered` the member's own message that it
    replies to, `album` what it was sent together with, `customer_id` the customer of the conversation.
    """

    about: str | None = None
    answered: int | None = None
    album: str | None = None
    customer_id: int | None = None


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Hand:
    """The customer in hand; the interaction or the opportunity that it is about, the act that it goes on, the reminder answered."""

    customer: Customer
    interaction_id: int | None = None
    entry_id: int | None = None
    reminder: Reminder | None = None
    opportunity_id: int | None = None


def in_hand(work: Work, place: Place) -> Hand | None:
    """Return the customer in hand, if any; NotThere where the record replied to may not be seen."""
    if place.about is not None:
        replied = _replied_to(work, place.about)
        if replied is not None:
            return replied
    entry = _entry_of_message(work, place.answered) or _entry_of_album(work, place.album)
    if entry is not None and (there := _of_entry(work, entry)):
        return there
    if place.customer_id:
        return Hand(customer_for(work, place.customer_id))
    return _last(work)


def in_a_row(work: Work, customer_id: int) -> int | None:
    """Return the act to which more files belong: the last one, if it filed some at this customer just now."""
    last = _last_entry(work)
    is_so = (
        last is not None
        and last.act == FILED
        and last.customer_id == customer_id
        and work.now - last.at <= IN_A_ROW
    )
    return last.id if last is not None and is_so else None


def _replied_to(work: Work, about: str) -> Hand | None:
    """Return whom a record is about; none for one that is about nobody."""
    noun, _, number = about.partition(":")
    found = OF_RECORDS[noun](work, int(number)) if noun in OF_RECORDS else None
    if found is None or isinstance(found, Hand):
        return found
    return Hand(customer_for(work, found))


def _of_customer(work: Work, customer_id: int) -> Hand:
    customer = customer_for(work, customer_id)
    return Hand(customer, _fresh_interaction(work, customer.id))


def _of_visit(work: Work, interaction_id: int) -> Hand:
    interaction = interaction_for(work, interaction_id)
    return Hand(customer_for(work, interaction.customer_id), interaction.id)


def _of_reminder(work: Work, reminder_id: int) -> Hand | None:
    reminder = reminder_for(work, reminder_id)
    if reminder.customer_id is None:
        return None
    customer = customer_for(work, reminder.customer_id)
    return Hand(customer, reminder=reminder, opportunity_id=reminder.opportunity_id)


def _of_opportunity(work: Work, opportunity_id: int) -> Hand:
    opportunity = opportunity_for(work, opportunity_id)
    return Hand(customer_for(work, opportunity.customer_id), opportunity_id=opportunity.id)


OF_RECORDS: dict[str, Callable[[Work, int], Hand | int | None]] = {
    "customer": _of_customer,
    "opportunity": _of_opportunity,
    "plan": lambda work, number: plan_for(work, number).customer_id,
    "visit": _of_visit,
    "reminder": _of_reminder,
    "next": _of_reminder,
}


def _fresh_interaction(work: Work, customer_id: int) -> int | None:
    """Return the interaction that the member logged a moment ago at a customer: a reply is about it."""
    last = _last_entry(work)
    is_here = last is not None and last.customer_id == customer_id
    return interaction_in(last) if last is not None and is_here else None


def _entry_of_message(work: Work, message_id: int | None) -> History | None:
    if message_id is None:
        return None
    mine = select(History).where(
        History.member_id == actor_of(work).id,
        History.message_id == message_id,
        History.undone_at.is_(None),
    )
    return work.session.scalar(mine.order_by(History.id.desc()).limit(1))


def _entry_of_album(work: Work, album: str | None) -> History | None:
    if album is None:
        return None
    mine = select(Attachment.message_id).where(
        Attachment.member_id == actor_of(work).id, Attachment.album == album
    )
    return _entry_of_message(work, work.session.scalar(mine.order_by(Attachment.id).limit(1)))


def _of_entry(work: Work, entry: History) -> Hand | None:
    visible = visible_customers(actor_of(work))
    here = select(Customer).where(Customer.id == entry.customer_id, visible)
    customer = work.session.scalar(here)
    if customer is None:
        return None
    return Hand(customer, interaction_in(entry), entry.id, opportunity_id=_deal_of(entry))


def _deal_of(entry: History) -> int | None:
    """Return the opportunity that an act entered, or the only one that it changed."""
    changed = {one["id"] for one in entry.changes if one["table"] == "opportunities"}
    return entered(entry, "opportunities") or (changed.pop() if len(changed) == 1 else None)


def _last(work: Work) -> Hand | None:
    """Return whom the last act was at, or whose card was shown after it."""
    last, looked_at = _last_entry(work), _looked_at(work)
    if looked_at is not None and (last is None or looked_at.shown_at > last.at):
        visible = visible_customers(actor_of(work))
        customer = work.session.scalar(
            select(Customer).where(Customer.id == looked_at.customer_id, visible)
        )
        return Hand(customer, opportunity_id=looked_at.opportunity_id) if customer else None
    hand = _of_entry(work, last) if last is not None and last.customer_id else None
    return replace(hand, entry_id=None) if hand else None


def _last_entry(work: Work) -> History | None:
    mine = select(History).where(
        History.member_id == actor_of(work).id,
        History.at >= work.now - IN_HAND,
        History.undone_at.is_(None),
    )
    return work.session.scalar(mine.order_by(History.at.desc(), History.id.desc()).limit(1))


class _Seen(NamedTuple):
    """A screen about a customer, perhaps about an opportunity there, and when it was shown."""

    customer_id: int
    shown_at: datetime
    opportunity_id: int | None = None


def _looked_at(work: Work) -> _Seen | None:
    """Return the last screen about a customer or an opportunity."""
    columns = (
        outbox.c.message_id,
        outbox.c.about,
        outbox.c.created_at,
        outbox.c.priority,
    )
    mine = select(*columns).where(
        outbox.c.chat_id == actor_of(work).telegram_id, outbox.c.message_id.is_not(None)
    )
    newest = mine.order_by(outbox.c.message_id.desc(), outbox.c.id.desc())
    seen: set[int] = set()  # of a message that was edited, the last screen counts
    for message_id, about, shown_at, priority in work.connection.execute(
        newest.limit(SCREENS_LOOKED_AT)
    ):
        if work.now - shown_at > IN_HAND:
            return None
        if message_id in seen:
            continue
        seen.add(message_id)
        noun, _, number = (about or "").partition(":")
        if priority == REPLY and noun == "customer":
            return _Seen(int(number), shown_at)
        if priority == REPLY and noun == "opportunity":
            of_deal = select(Opportunity.customer_id).where(Opportunity.id == int(number))
            customer_id = work.session.scalar(of_deal)
            return _Seen(customer_id, shown_at, int(number)) if customer_id else None
    return None


def interaction_in(entry: History) -> int | None:
    """Return the interaction that an act entered."""
    return entered(entry, "interactions")


def entered(entry: History, table: str) -> int | None:
    """Return the first row of a table that an act entered."""
    rows = (
        change["id"]
        for change in entry.changes
        if change["table"] == table and "before" in change and change["before"] is None
    )
    return next(rows, None)
