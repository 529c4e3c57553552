"""The workers of a database: processes that share it on PostgreSQL, each known to be alive by its beat.

What a worker holds (messages it sends, updates it handles) carries its id. One whose beat has stopped for
`LEASE` is buried by another: what it held is given back, and a message it may have sent says so. All
instants are the database's, for the clocks of several machines differ. On SQLite there is one worker.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import (
    Column,
    ColumnElement,
    Integer,
    Table,
    bindparam,
    delete,
    func,
    insert,
    or_,
    select,
    text,
    update,
)

from storage.columns import Instant
from storage.mail import InboxState, OutboxState, inbox, outbox
from storage.tables import Row
from storage.work import Work

BEAT = 2.0  # seconds
LEASE = timedelta(seconds=10)

workers = Table(
    "workers",
    Row.metadata,
    Column("id", Integer, primary_key=True),
    Column("seen_at", Instant, nullable=False),
    sqlite_autoincrement=True,
)


class LeaseLost(Exception):
    """This worker was silent for so long that another has buried it; it must end and begin anew."""


@dataclass(frozen=True, slots=True)
class Crew:
    """Who works on the database: `count` workers, of whom this one is the `rank`-th, from 0."""

    count: int = 1
    rank: int = 0


def is_shared(work: Work) -> bool:
    """Say whether other workers may work on the database."""
    return work.connection.dialect.name == "postgresql"


def enter(work: Work, *, is_alone: bool = False) -> int:
    """Join the workers and return this one's id; one that is certainly alone buries all others at once."""
    if is_alone or not is_shared(work):
        bury_all(work)
    seen = func.now() if is_shared(work) else work.now
    added = work.connection.execute(insert(workers).values(seen_at=seen)).inserted_primary_key
    assert added is not None
    me: int = added[0]
    bury(work)
    return me


def beat(work: Work, me: int) -> Crew:
    """Say that this worker lives, bury who does not, and return who is there. LeaseLost if it was buried."""
    alive = update(workers).where(workers.c.id == me).values(seen_at=func.now())
    if work.connection.execute(alive).rowcount != 1:
        raise LeaseLost
    bury(work)
    there = list(work.connection.scalars(select(workers.c.id).order_by(workers.c.id)))
    return Crew(len(there), there.index(me))


def bury(work: Work) -> None:
    """Forget workers whose lease has run out, and give back what nobody alive holds.

    What they had taken to send may have been sent: it goes out again and says so.
    """
    if is_shared(work):
        silent = workers.c.seen_at < func.now() - LEASE
        found = select(workers.c.id).where(silent).with_for_update(skip_locked=True)
        dead = list(work.connection.scalars(found))
        work.connection.execute(delete(workers).where(workers.c.id.in_(dead)))
    taken = (outbox.c.state == OutboxState.TAKEN) & nobodys(outbox.c.owner)
    back = {"state": OutboxState.WAITING, "maybe_repeat": True, "owner": None}
    work.connection.execute(update(outbox).where(taken).values(**back))


def bury_all(work: Work) -> None:
    """Bury every worker: for a program that is certainly alone."""
    work.connection.execute(delete(workers))
    bury(work)


def leave(work: Work, me: int) -> None:
    """Leave in good order: what this worker did not handle is for the others."""
    mine = (inbox.c.state == InboxState.WAITING) & (inbox.c.owner == me)
    work.connection.execute(update(inbox).where(mine).values(owner=None))
    work.connection.execute(delete(workers).where(workers.c.id == me))


def nobodys(owner: ColumnElement[int | None]) -> ColumnElement[bool]:
    """Return the condition that no living worker holds a row."""
    return or_(owner.is_(None), owner.not_in(select(workers.c.id)))


TRY = text("SELECT pg_try_advisory_xact_lock(:kind, hashtext(:name))").bindparams(
    bindparam("kind", 0x466965)
)


def takes_its_turn(work: Work, name: str) -> bool:
    """Say whether this transaction is the only one, of all workers, that does what has this name."""
    return not is_shared(work) or bool(work.connection.scalar(TRY, {"name": name}))
