"""Strangers: they get one line, and at most once a minute, so that flooding the bot is cheap for it."""

from datetime import timedelta

from sqlalchemy import select

from storage.mail import outbox
from storage.work import Work

STRANGER = "stranger"  # what the answer is about, in the outbox
ANSWERED_FOR = timedelta(minutes=1)


def was_answered(work: Work, chat_id: int) -> bool:
    """Say whether a stranger was given his line within the last minute."""
    lately = (outbox.c.chat_id == chat_id) & (outbox.c.created_at > work.now - ANSWERED_FOR)
    line = select(outbox.c.id).where(lately, outbox.c.about == STRANGER).limit(1)
    return work.connection.execute(line).first() is not None
