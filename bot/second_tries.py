"""What a message becomes before it is sent again, or sent long after it was written."""

import dataclasses
import html
import json
import re
from datetime import datetime

from crm.delivery import member_of_chat, tells_of_reminders
from crm.ringing import LATE_AFTER
from handlers.kit.repeats import marked_as_late, marked_as_repeat
from handlers.kit.say import Say
from storage.mail import PUSH
from storage.work import Outgoing, Work

TAG = re.compile(r"<[^>]*>")


def as_repeat(work: Work, row: Outgoing) -> Outgoing:
    """Return a message that says that it may have arrived before."""
    member = member_of_chat(work, row.chat_id)
    language = member.language if member else None
    payload = marked_as_repeat(row.method, row.payload, language)
    return dataclasses.replace(row, payload=payload, maybe_repeat=True)


def is_overdue(row: Outgoing, now: datetime) -> bool:
    """Say whether a reminder has waited in the outbox for so long that it is late."""
    is_reminder = row.priority == PUSH and tells_of_reminders(row.about)
    return is_reminder and row.created_at is not None and now - row.created_at > LATE_AFTER


def as_late(work: Work, row: Outgoing) -> Outgoing:
    """Return a reminder that says when it was due."""
    member = member_of_chat(work, row.chat_id)
    if member is None or row.created_at is None:
        return row
    say = Say(member.language, member.zone, work.now)
    return dataclasses.replace(row, payload=marked_as_late(row.payload, row.created_at, say))


def as_new_message(row: Outgoing) -> Outgoing:
    """Return an edit as a message of its own: what it was to replace is gone."""
    call = json.loads(row.payload)
    call.pop("message_id", None)
    return dataclasses.replace(row, method="sendMessage", payload=json.dumps(call))


def plainer_than(row: Outgoing, description: str) -> Outgoing | None:
    """Return a refused message without its markup, then without its buttons; none where that is no help."""
    if "chat not found" in description:
        return None
    call = json.loads(row.payload)
    if call.pop("parse_mode", None):
        said = {key: call[key] for key in ("text", "caption") if key in call}
        call |= {key: html.unescape(TAG.sub("", text)) for key, text in said.items()}
    elif not call.pop("reply_markup", None):
        return None
    return dataclasses.replace(row, payload=json.dumps(call))
