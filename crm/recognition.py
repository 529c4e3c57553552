"""Who writes, in what conversation, and about which record: read once for every update."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, bindparam, select
from sqlalchemy.orm import make_transient_to_detached

from storage.conversations import COLUMNS, OpenConversation
from storage.mail import conversations, outbox
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


MEMBER = Member.__table__.c
FACTS = MEMBER.keys()


def _known(chosen: ColumnElement[bool]) -> Select[Any]:
    """Return the query for active members, each with every conversation of his, the last touched first."""
    own = conversations.c.chat_id == MEMBER.telegram_id
    return (
        select(*MEMBER, *COLUMNS)
        .outerjoin(conversations, own)
        .where(chosen, MEMBER.deactivated_at.is_(None))
        .order_by(conversations.c.touched_at.desc())
    )


ONE = _known(MEMBER.telegram_id == bindparam("telegram_id"))
SEVERAL = _known(MEMBER.telegram_id.in_(bindparam("telegram_ids", expanding=True)))
ABOUT = (
    select(outbox.c.about)
    .where(outbox.c.chat_id == bindparam("chat"), outbox.c.message_id == bindparam("message"))
    .order_by(outbox.c.id.desc())
    .limit(1)
)


def recognise(work: Work, sign: Sign) -> Recognised:
    """Load an active member, his conversations, and what a message is about."""
    return recognise_all(work, {0: sign})[0]


def recognise_all(work: Work, signs: Mapping[int, Sign]) -> dict[int, Recognised]:
    """Recognise the senders of several updates, by a number each, with as few statements as for one."""
    known: dict[int, tuple[Member, list[OpenConversation]]] = {}
    for row in _rows(work, [sign.telegram_id for sign in signs.values()]):
        telegram_id = row.telegram_id
        if telegram_id not in known:
            known[telegram_id] = _member(row), []
        if row[len(FACTS)] is not None:
            known[telegram_id][1].append(OpenConversation(*row[len(FACTS) :]))
    return {
        number: Recognised(found[0], tuple(found[1]), _about(work, sign))
        if (found := known.get(sign.telegram_id))
        else Recognised(None)
        for number, sign in signs.items()
    }


def _rows(work: Work, telegram_ids: list[int]) -> Sequence[Row[Any]]:
    """One query, for it is on the way of every message; a list of one is spared being spelled out."""
    if len(telegram_ids) == 1:
        return work.connection.execute(ONE, {"telegram_id": telegram_ids[0]}).all()
    return work.connection.execute(SEVERAL, {"telegram_ids": telegram_ids}).all()


def _member(row: Row[Any]) -> Member:
    """Return a member as a session would have loaded him, and none knows him.

    His facts are put where SQLAlchemy keeps what is loaded: setting them one by one takes five times as long.
    """
    member = Member()
    vars(member).update(zip(FACTS, row, strict=False))
    make_transient_to_detached(member)
    return member


def _about(work: Work, sign: Sign) -> str | None:
    if sign.message_id is None:
        return sign.about
    place = {"chat": sign.telegram_id, "message": sign.message_id}
    about: str | None = work.connection.execute(ABOUT, place).scalar()
    return about
