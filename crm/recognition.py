"""Who writes, in what conversation, and about which record: read once for every update."""

from dataclasses import dataclass

from sqlalchemy import select

from storage.conversations import OpenConversation, open_conversations
from storage.mail import outbox
from storage.tables import Member
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Recognised:
    """The sender of an update: no member is a stranger; `about` is what the message replied to is about."""

    member: Member | None
    conversations: tuple[OpenConversation, ...] = ()
    about: str | None = None

    @property
    def conversation(self) -> OpenConversation | None:
        """The conversation that the chat is in."""
        return next((one for one in self.conversations if one.active), None)


def recognise(
    work: Work, telegram_id: int, chat_id: int, about_message: int | None = None
) -> Recognised:
    """Load the active member of a Telegram id, his conversations, and what a message is about."""
    known = (Member.telegram_id == telegram_id) & Member.deactivated_at.is_(None)
    member = work.session.scalar(select(Member).where(known))
    if member is None:
        return Recognised(None)
    conversations = open_conversations(work.connection, chat_id)
    about = _about(work, chat_id, about_message) if about_message is not None else None
    return Recognised(member, conversations, about)


def _about(work: Work, chat_id: int, message_id: int) -> str | None:
    here = (outbox.c.chat_id == chat_id) & (outbox.c.message_id == message_id)
    latest = select(outbox.c.about).where(here).order_by(outbox.c.id.desc()).limit(1)
    return work.connection.execute(latest).scalar()
