"""The outbox: what is to be sent, what a sender has taken, what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, case, delete, func, select, update

from storage.mail import OutboxState, outbox, uploads
from storage.work import MadeFile, Outgoing, Work
from storage.workers import Crew

FIELDS = (
    outbox.c.id,
    outbox.c.chat_id,
    outbox.c.method,
    outbox.c.payload,
    outbox.c.priority,
    outbox.c.about,
    outbox.c.attempts,
    outbox.c.maybe_repeat,
    outbox.c.created_at,
)


ALONE = Crew()


@dataclass(frozen=True, slots=True)
class Sent:
    """The outcome of one call: sent as a message, or failed for good with the reason."""

    id: int
    message_id: int | None = None
    error: str | None = None


def give_back(work: Work, ids: Sequence[int]) -> None:
    """Give back what a sender has taken and certainly not sent."""
    back = update(outbox).where(outbox.c.id.in_(ids), outbox.c.state == OutboxState.TAKEN)
    work.connection.execute(back.values(state=OutboxState.WAITING, owner=None))


def has_waiting(work: Work, crew: Crew = ALONE) -> bool:
    """Say whether anything waits to be taken by this worker."""
    wanted = select(outbox.c.id).where(_waits_for(crew)).limit(1)
    return work.connection.execute(wanted).first() is not None


def are_written(work: Work, keys: Sequence[str]) -> set[str]:
    """Return which of some keys were written already: such a message goes out once."""
    wanted = select(outbox.c.key).where(outbox.c.key.in_(keys))
    return {str(key) for key in work.connection.scalars(wanted)}


def take(work: Work, limit: int, crew: Crew = ALONE) -> list[Outgoing]:
    """Take the next waiting messages, replies first, each priority in the order it was written.

    Workers that share the database share the chats, so that the order within each is kept.
    """
    wanted = (
        select(*FIELDS)
        .where(_waits_for(crew))
        .order_by(outbox.c.priority, outbox.c.id)
        .limit(limit)
    )
    if work.connection.dialect.name == "postgresql":
        wanted = wanted.with_for_update(skip_locked=True)
    rows = [Outgoing(*row) for row in work.connection.execute(wanted)]
    if rows:
        ids = [row.id for row in rows]
        work.connection.execute(
            update(outbox)
            .where(outbox.c.id.in_(ids))
            .values(state=OutboxState.TAKEN, owner=work.worker)
        )
    return rows


def _waits_for(crew: Crew) -> ColumnElement[bool]:
    waits = outbox.c.state == OutboxState.WAITING
    if crew.count == 1:
        return waits
    share: ColumnElement[bool] = func.abs(outbox.c.chat_id) % crew.count == crew.rank
    return waits & share


def made_file(work: Work, row_id: int) -> MadeFile | None:
    """Return the file that a message uploads, if it is one that the program made."""
    wanted = select(uploads.c.name, uploads.c.content, uploads.c.media_type)
    row = work.connection.execute(wanted.where(uploads.c.outbox_id == row_id)).first()
    return MadeFile(*row) if row else None


# A link that invites is a secret: of what was sent, only the hash of its code is kept.
WITHOUT_SECRETS = case((outbox.c.about.startswith("invitation:"), "{}"), else_=outbox.c.payload)

SETTLE = (
    update(outbox)
    .where(outbox.c.id == bindparam("row"))
    .values(
        payload=WITHOUT_SECRETS,
        state=bindparam("new_state"),
        message_id=bindparam("message"),
        error=bindparam("why"),
        sent_at=bindparam("at"),
    )
)
UNLOAD = delete(uploads).where(uploads.c.outbox_id == bindparam("row"))


def settle(work: Work, outcomes: Sequence[Sent], at: datetime) -> None:
    """Write the outcomes of calls that a sender made; what was uploaded is not kept."""
    work.connection.execute(UNLOAD, [{"row": one.id} for one in outcomes])
    work.connection.execute(
        SETTLE,
        [
            {
                "row": one.id,
                "new_state": OutboxState.FAILED if one.error else OutboxState.SENT,
                "message": one.message_id,
                "why": one.error,
                "at": None if one.error else at,
            }
            for one in outcomes
        ],
    )


def note_repeat(work: Work, row_id: int) -> None:
    """Note that a message may have been sent although no answer came."""
    work.connection.execute(
        update(outbox)
        .where(outbox.c.id == row_id)
        .values(maybe_repeat=True, attempts=outbox.c.attempts + 1)
    )
