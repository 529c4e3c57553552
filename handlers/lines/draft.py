"""What a line's conversation keeps: the message itself with what was answered about it."""

import dataclasses
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from telegram import Message

from crm.attachments import SentFile
from crm.in_hand import Place
from crm.line_outcomes import Line
from crm.reminders import Due
from handlers.kit.files import file_of
from handlers.kit.origins import author_of, written_at
from handlers.kit.say import Say
from handlers.kit.talk import Draft
from storage.attachments import AttachmentKind

SUBJECT = 60


@dataclass
class LineDraft(Draft):
    """A message and what was answered about it; `later` are others that wait with a question of their own.

    It `is_heard` where a transcriber wrote it down, until the rep says that it is right. With a question it `is_open`; that `is_asked` once it was sent: while more of the chat waits it is kept back.
    """

    text: str = ""
    said_at: str = ""
    message_id: int = 0
    customer_id: int = 0
    named: str = ""
    has_no_customer: bool = False
    is_new: bool = False
    due_on: str = ""
    due_at: str = ""
    due_rule: str = ""
    is_undated: bool = False
    opportunity_id: int = 0
    files: list[dict[str, Any]] = field(default_factory=list)
    author: str = ""
    written_at: str = ""
    note: str = ""
    about: str = ""
    answered: int = 0
    album: str = ""
    later: list[dict[str, Any]] = field(default_factory=list)
    is_open: bool = False
    hints: dict[str, str] = field(default_factory=dict)
    is_asked: bool = True
    is_heard: bool = False


def draft_of(message: Message, about: str | None, say: Say) -> LineDraft:
    """Return the draft that a message begins; `about` is the record that it replies to."""
    text = (message.text or message.caption or "").strip()
    file, author = file_in(message), author_of(message)
    answered = message.reply_to_message
    return LineDraft(
        subject=text[:SUBJECT],
        text=text,
        said_at=message.date.isoformat(),
        message_id=message.message_id,
        files=[dataclasses.asdict(file)] if file else [],
        author=author or "",
        written_at=written_at(message).isoformat(),
        note=say.plain("{name} said: {text}", name=author, text=text) if author and text else "",
        about=about or "",
        answered=answered.message_id if answered else 0,
        album=message.media_group_id or "",
    )


def file_in(message: Message) -> SentFile | None:
    """Return the file of a message with all that is kept of it."""
    sent = file_of(message)
    if sent is None:
        return None
    return SentFile(
        AttachmentKind(sent.kind.value),
        sent.file_id,
        sent.unique_id,
        sent.name,
        sent.media_type,
        sent.size,
        caption=message.caption,
        author=author_of(message),
        album=message.media_group_id,
        message_id=message.message_id,
    )


def line_of(draft: LineDraft) -> Line:
    """Return the line that a draft stands for."""
    due = None
    if draft.due_on:
        at = time.fromisoformat(draft.due_at) if draft.due_at else None
        due = Due(date.fromisoformat(draft.due_on), at, draft.due_rule or None)
    return Line(
        draft.text,
        datetime.fromisoformat(draft.said_at),
        customer_id=draft.customer_id or None,
        named=draft.named,
        has_no_customer=draft.has_no_customer,
        is_new=draft.is_new,
        due=due,
        is_undated=draft.is_undated,
        opportunity_id=draft.opportunity_id or None,
        files=tuple(_file(one) for one in draft.files),
        author=draft.author or None,
        written_at=datetime.fromisoformat(draft.written_at) if draft.written_at else None,
        note=draft.note or None,
        place=Place(draft.about or None, draft.answered or None, draft.album or None),
        is_open=draft.is_open,
        hints=draft.hints,
        is_heard=draft.is_heard,
    )


def _file(kept: dict[str, Any]) -> SentFile:
    return SentFile(**(kept | {"kind": AttachmentKind(kept["kind"])}))
