"""Who writes, in what conversation, and about which record: read once for every update."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, select

from storage.conversations import OpenConversation, conversations_of
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


@dataclass(frozen=True, slots=True)
class Sign:
    """What an update tells by itself: its sender, and the message it is about or, if known, its record."""

    telegram_id: int
    message_id: int | None = None
    about: str | None = None


KNOWN = select(Member).where(
    Member.telegram_id.in_(bindparam("telegram_ids", expanding=True)),
    Member.deactivated_at.is_(None),
)
ABOUT = (
    select(outbox.c.about)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.message_id == bindparam("message"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)


def recognise(work: Work, sign: Sign) -> Recognised:
    """Load an active member, his conversations, and what a message is about."""
    return recognise_all(work, [sign])[0]


def recognise_all(work: Work, signs: Sequence[Sign]) -> list[Recognised]:
    """Recognise the senders of several updates, each in his own chat, with as few statements as for one."""
    ids = [sign.telegram_id for sign in signs]
    found = work.session.scalars(KNOWN, {"telegram_ids": ids})
    members = {member.telegram_id: member for member in found}
    if not members:
        return [Recognised(None) for _ in signs]
    conversations = conversations_of(work.connection, list(members))
    return [
        Recognised(member, tuple(conversations[sign.telegram_id]), _about(work, sign))
        if (member := members.get(sign.telegram_id))
        else Recognised(None)
        for sign in signs
    ]


def _about(work: Work, sign: Sign) -> str | None:
    if sign.message_id is None:
        return sign.about
    place = {"chat": sign.telegram_id, "message": sign.message_id}
    about: str | None = work.connection.execute(ABOUT, place).scalar()
    return about
