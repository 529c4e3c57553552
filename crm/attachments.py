"""Attachments: files that a member sends are kept on a customer, listed, sent back, and taken off."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from crm.corrections import read_interaction
from crm.customer_card import count_files
from crm.customers import tidy, touch
from crm.errors import NotThere
from crm.in_hand import FILED, Hand, in_a_row
from crm.instants import today_of
from crm.opportunities import count_files_of
from crm.policy import actor_of, customer_for, opportunity_for
from storage.attachments import Attachment, AttachmentKind
from storage.tables import (
    Contact,
    Customer,
    History,
    Interaction,
    Member,
    Opportunity,
    Reminder,
)
from storage.work import Work

PAGE = 6
CAPTION_LIMIT = 4000
NAME_LIMIT = 200


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file as it was sent: Telegram's ids for it, its kind, and what else is known of it."""

    kind: AttachmentKind
    file_id: str
    unique_id: str
    name: str | None = None
    mime: str | None = None
    size: int | None = None
    caption: str | None = None
    author: str | None = None
    transcript: str | None = None
    album: str | None = None
    message_id: int | None = None


@dataclass(frozen=True, slots=True)
class Filed:
    """Files just filed; `attachments` are all of the act, `interaction` or `opportunity` what they are part of.

    `reminder` is the one that they answered. `entered` says that the act entered the interaction, too:
    `contact` and `next_step` are those of the interaction.
    """

    customer: Customer
    attachments: tuple[Attachment, ...]
    undo: int | None
    interaction: Interaction | None = None
    opportunity: Opportunity | None = None
    reminder: Reminder | None = None
    entered: bool = False
    contact: Contact | None = None
    next_step: Reminder | None = None


@dataclass(frozen=True, slots=True)
class FileShown:
    """A file to send back: where it is filed, and who filed it."""

    attachment: Attachment
    customer: Customer
    member_name: str


@dataclass(frozen=True, slots=True)
class FilePage:
    """A page of the files of a customer, or of one opportunity there, the newest first, and how many there are in all."""

    customer: Customer
    attachments: tuple[Attachment, ...]
    total: int
    at: int
    opportunity: Opportunity | None = None


def file_attachments(work: Work, files: Sequence[SentFile], hand: Hand) -> Filed:
    """Keep files on the customer in hand, in one act with those that came just before.

    NotThere for a customer that the actor may not see.
    """
    customer = customer_for(work, hand.customer.id)
    goes_on = hand.entry_id or (
        None if any(one.caption for one in files) else in_a_row(work, customer.id)
    )
    deal_id = hand.opportunity_id or (_deal_of(work, goes_on) if goes_on else None)
    attach(work, files, customer, hand.interaction_id, deal_id)
    today = today_of(work, actor_of(work))
    touch(work, customer, today, today)
    if goes_on:
        work.add_to_entry(goes_on)
    else:
        goes_on = work.close_entry(FILED, customer.id)
    return replace(read_filed(work, goes_on), reminder=hand.reminder)


def attach(
    work: Work,
    files: Sequence[SentFile],
    customer: Customer,
    interaction_id: int | None = None,
    opportunity_id: int | None = None,
) -> list[Attachment]:
    """Insert the rows of files; for use-cases, which close the history entry."""
    where = (customer.id, interaction_id, opportunity_id)
    return [work.add(_attachment(work, one, *where)) for one in files]


def read_filed(work: Work, entry_id: int | None) -> Filed:
    """Read what an act filed; NotThere where it filed nothing that is still there."""
    entry = work.session.get(History, entry_id) if entry_id else None
    ids = attachments_in(entry) if entry else []
    there = select(Attachment).where(Attachment.id.in_(ids)).order_by(Attachment.id)
    attachments = tuple(work.session.scalars(there))
    if entry is None or not attachments:
        raise NotThere("attachment", entry_id or 0)
    first = attachments[0]
    customer = customer_for(work, first.customer_id)
    deal_id = first.opportunity_id
    deal = work.session.get(Opportunity, deal_id) if deal_id else None
    filed = Filed(customer, attachments, entry.id, opportunity=deal)
    if first.interaction_id is None:
        return filed
    seen = read_interaction(work, first.interaction_id)
    return replace(
        filed,
        interaction=seen.interaction,
        entered=entry.act == "log_interaction",
        contact=seen.contact,
        next_step=seen.reminder,
    )


def move_filed(work: Work, entry_id: int, customer_id: int) -> Filed:
    """File what an act filed on another customer instead; it is part of no interaction there."""
    filed, customer = read_filed(work, entry_id), customer_for(work, customer_id)
    for one in filed.attachments:
        work.change(one, customer_id=customer.id, interaction_id=None, opportunity_id=None)
    undo = work.close_entry("move_attachments", customer.id)
    return Filed(customer, filed.attachments, undo)


def read_files(work: Work, customer_id: int, at: int = 0) -> FilePage:
    """Read a page of a customer's files; NotThere where the actor may not see the customer."""
    customer = customer_for(work, customer_id)
    newest = select(Attachment).where(Attachment.customer_id == customer_id)
    page = work.session.scalars(newest.order_by(Attachment.id.desc()).offset(at).limit(PAGE))
    return FilePage(customer, tuple(page), count_files(work, customer_id), at)


def read_files_of(work: Work, opportunity_id: int, at: int = 0) -> FilePage:
    """Read a page of an opportunity's files; NotThere where the actor may not see it."""
    opportunity = opportunity_for(work, opportunity_id)
    customer = work.session.get_one(Customer, opportunity.customer_id)
    newest = select(Attachment).where(Attachment.opportunity_id == opportunity.id)
    page = work.session.scalars(newest.order_by(Attachment.id.desc()).offset(at).limit(PAGE))
    return FilePage(customer, tuple(page), count_files_of(work, opportunity.id), at, opportunity)


def read_file(work: Work, attachment_id: int) -> FileShown:
    """Read a file of a customer that the actor may see; NotThere otherwise."""
    attachment = work.session.get(Attachment, attachment_id)
    if attachment is None:
        raise NotThere("attachment", attachment_id)
    customer = customer_for(work, attachment.customer_id)
    member = work.session.get_one(Member, attachment.member_id)
    return FileShown(attachment, customer, member.name)


def remove_file(work: Work, attachment_id: int) -> Filed:
    """Take a file off its customer; NotThere as for reading it."""
    shown = read_file(work, attachment_id)
    work.remove(shown.attachment)
    return Filed(shown.customer, (), work.close_entry("remove_attachment", shown.customer.id))


def attachments_in(entry: History) -> list[int]:
    """Return the files that an act filed."""
    return [
        change["id"]
        for change in entry.changes
        if change["table"] == "attachments" and change.get("before") is None and "id" in change
    ]


def _deal_of(work: Work, entry_id: int) -> int | None:
    """Return the opportunity on which an act put files."""
    ids = attachments_in(work.session.get_one(History, entry_id))
    return work.session.scalar(
        select(Attachment.opportunity_id).where(Attachment.id.in_(ids)).limit(1)
    )


def _attachment(
    work: Work,
    one: SentFile,
    customer_id: int,
    interaction_id: int | None,
    opportunity_id: int | None,
) -> Attachment:
    return Attachment(
        customer_id=customer_id,
        interaction_id=interaction_id,
        opportunity_id=opportunity_id,
        member_id=actor_of(work).id,
        kind=one.kind,
        file_id=one.file_id,
        unique_id=one.unique_id,
        name=tidy(one.name)[:NAME_LIMIT] if one.name else None,
        mime=one.mime[:100] if one.mime else None,
        size=one.size,
        caption=one.caption[:CAPTION_LIMIT] if one.caption else None,
        author=one.author[:120] if one.author else None,
        transcript=one.transcript,
        album=one.album,
        message_id=one.message_id,
        created_at=work.now,
    )
