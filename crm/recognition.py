"""Who writes, in what conversation, and about which record: read once for every update."""

from dataclasses import dataclass

from sqlalchemy import bindparam, select

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


KNOWN = select(Member).where(
    Member.telegram_id == bindparam("telegram_id"), Member.deactivated_at.is_(None)
)
ABOUT = (
    select(outbox.c.about)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.message_id == bindparam("message"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)


def recognise(
    work: Work, telegram_id: int, chat_id: int, about_message: int | None = None
) -> Recognised:
    """Load the active member of a Telegram id, his conversations, and what a message is about."""
    member = work.session.scalar(KNOWN, {"telegram_id": telegram_id})
    if member is None:
        return Recognised(None)
    conversations = open_conversations(work.connection, chat_id)
    about = None
    if about_message is not None:
        place = {"chat": chat_id, "message": about_message}
        about = work.connection.execute(ABOUT, place).scalar()
    return Recognised(member, conversations, about)
