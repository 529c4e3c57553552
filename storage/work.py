"""The unit of work: one transaction in which an act reads, changes and answers.

Every row that a use-case adds, changes or removes goes through `Work`, which keeps what was there before;
together they become one history entry, and that entry can be undone.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from storage.adding import insert_row
from storage.bulk import Values, digest, insert_all, runs_of, update_all
from storage.changes import Changes
from storage.mail import PUSH, REPLY, OutboxState, outbox, uploads
from storage.snapshot import as_json, names_of, snapshot
from storage.tables import History, Member, Row

R = TypeVar("R", bound=Row)

WRITE = insert(outbox)
AS_TEXT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way out, as the outbox holds it."""

    id: int
    chat_id: int
    method: str
    payload: str
    priority: int
    about: str | None
    attempts: int = 0
    maybe_repeat: bool = False
    created_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Push:
    """A push that is to be written together with others, its payload as text; its key can exist only once."""

    chat_id: int
    method: str
    payload: str
    key: str
    about: str | None = None


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that the program made, to be uploaded: its name, its content, its media type."""

    name: str
    content: bytes
    media_type: str = "application/octet-stream"


class Overtaken(Exception):
    """Another transaction changed the row after this one had read it; the act is to be done anew."""


@contextmanager
def nothing_between(_work: "Work") -> Iterator[Callable[[], None]]:
    """Do nothing between the batches of an act."""
    yield lambda: None


InBulk = Callable[["Work"], AbstractContextManager[Callable[[], None]]]


class Work:
    """One transaction at one instant, on behalf of one member (none: the program itself).

    `message_id` is the message of the member that led to it, if one did. `touched` holds, for each table, the ids of rows that were added, changed or removed.
    """

    def __init__(self, connection: Connection, now: datetime, worker: int | None = None) -> None:
        self.connection = connection
        self.now = now
        self.worker = worker
        self.actor: Member | None = None
        self.message_id: int | None = None
        self.outgoing: list[Outgoing] = []
        self.touched: defaultdict[str, set[int]] = defaultdict(set)
        self.in_bulk: InBulk = nothing_between

    @cached_property
    def session(self) -> Session:
        """The session of this work, made when it is first asked for: a plain message needs none."""
        return Session(
            bind=self.connection,
            autoflush=False,
            expire_on_commit=False,
            join_transaction_mode="rollback_only",  # of this work's part of the transaction
        )

    @cached_property
    def _changes(self) -> Changes:
        return Changes(self.session, self.now)

    def flush(self) -> None:
        """Write what the session still holds."""
        if "session" in self.__dict__:
            self.session.flush()

    def add(self, row: R) -> R:
        """Insert a row, remember that it was not there, and return it with its id."""
        self.session.flush()  # what was put into the session before comes first
        insert_row(self.session, row)
        self._note(row, before=None, after=snapshot(row))
        return row

    def change(self, row: R, **values: Any) -> R:
        """Set columns of a row, remembering the old values; nothing is noted where nothing differs.

        Overtaken where they are not any more what this work has read.
        """
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        self._hold(row, values)
        before = snapshot(row)
        for name, value in values.items():
            setattr(row, name, value)
        self.session.flush()
        after = snapshot(row)
        changed = [name for name in after if after[name] != before[name]]
        self._note(row, *({name: side[name] for name in changed} for side in (before, after)))
        if "customer_id" in changed and before["customer_id"] is not None:
            self.touched["customers"].add(before["customer_id"])  # whose it was
        return row

    def change_all(self, kind: type[Row], where: ColumnElement[bool], **values: Any) -> int:
        """Set columns of every row that fulfils a condition, as `change` does; return how many there were.

        Two statements however many rows there are; rows that hold the values already should not match.
        """
        columns = (getattr(kind, name) for name in values)
        found = select(kind.id, *columns).where(where).order_by(kind.id).with_for_update()
        rows = self.session.execute(found).all()
        if not rows:
            return 0
        after = as_json(values)
        for row_id, *old in rows:
            before = as_json(dict(zip(values, old, strict=True)))
            self.touched[kind.__tablename__].add(row_id)
            self._changes.note(_change(kind.__tablename__, row_id, before, after))
        self.connection.execute(update(kind).where(where).values(values))
        self._see(kind, [row_id for row_id, *_ in rows], values)
        return len(rows)

    def remove(self, row: Row) -> None:
        """Delete a row, remembering the whole of it; Overtaken where it changed meanwhile."""
        self._hold(row, names_of(row))
        self._note(row, before=snapshot(row), after=None)
        if (customer_id := getattr(row, "customer_id", None)) is not None:
            self.touched["customers"].add(customer_id)
        self.session.delete(row)
        self.session.flush()

    def add_all(self, kind: type[Row], rows: Sequence[Values]) -> list[int]:
        """Insert many rows of a table, remember them as one change, and return their ids in order."""
        table = Row.metadata.tables[kind.__tablename__]
        added = insert_all(self.connection, table, rows)
        ids = [row["id"] for row in added]
        if ids:
            self.touched[table.name].update(ids)
            runs = runs_of(ids)
            self._changes.note({"table": table.name, "runs": runs, "digest": digest(table, added)})
        return ids

    def change_each(self, kind: type[Row], rows: Iterable[tuple[int, Values, Values]]) -> None:
        """Set columns of many rows, given their id, the old and the new values of the same columns."""
        table = Row.metadata.tables[kind.__tablename__]
        many = list(rows)
        update_all(self.connection, table, ((row_id, after) for row_id, _, after in many))
        for row_id, before, after in many:
            self.touched[table.name].add(row_id)
            self._changes.note(_change(table.name, row_id, as_json(before), as_json(after)))
            if (row := self.session.identity_map.get(identity_key(kind, row_id))) is not None:
                self.session.refresh(row)

    def go_on_with_entry(self, entry_id: int) -> None:
        """Let what is changed until `close_entry` be part of an act that an earlier work has begun."""
        self._changes.go_on(entry_id)

    def close_entry(self, act: str, customer_id: int | None = None) -> int | None:
        """Write what was changed since the last call as one history entry; return its id, or none."""
        member_id = self.actor.id if self.actor else None
        return self._changes.close(act, member_id, customer_id, self.message_id)

    def add_to_entry(self, entry_id: int) -> None:
        """Let what was changed since the last entry was closed belong to it: a part of the same act."""
        self._changes.close_into(entry_id)

    def note_in_history(self, act: str, facts: dict[str, Any]) -> None:
        """Remember an act that changed no row, with its facts; it cannot be undone."""
        member_id = self.actor.id if self.actor else None
        told = [{"told": facts}]
        self.session.add(History(at=self.now, member_id=member_id, act=act, changes=told))

    def send(  # noqa: PLR0913  a message has many facets, all but three optional
        self,
        chat_id: int,
        method: str,
        payload: Mapping[str, Any],
        *,
        priority: int = REPLY,
        key: str | None = None,
        about: str | None = None,
        message_id: int | None = None,
        upload: MadeFile | None = None,
    ) -> int:
        """Put one call of the Bot API into the outbox and return its id.

        A reply is handed to the sender when this work commits; a push is fetched by it in turn. `key`
        is unique: IntegrityError where the same push was written before. `about` names the record
        ("customer:7") that a reply to this message will be about; `message_id` is known for an edit. The
        payload refers to `upload` as ``attach://upload``.
        """
        text = as_text(payload)
        values = {
            "chat_id": chat_id,
            "method": method,
            "payload": text,
            "priority": priority,
            "key": key,
            "about": about,
            "message_id": message_id,
            "state": OutboxState.TAKEN if priority == REPLY else OutboxState.WAITING,
            "owner": self.worker if priority == REPLY else None,
            "attempts": 0,
            "maybe_repeat": False,
            "created_at": self.now,
        }
        written = self.connection.execute(WRITE, values).inserted_primary_key
        assert written is not None
        row_id: int = written[0]
        if upload is not None:
            self.connection.execute(
                insert(uploads),
                {
                    "outbox_id": row_id,
                    "name": upload.name,
                    "media_type": upload.media_type,
                    "content": upload.content,
                },
            )
        self.outgoing.append(
            Outgoing(row_id, chat_id, method, text, priority, about, created_at=self.now)
        )
        return row_id

    def push_all(self, pushes: Sequence[Push]) -> list[int]:
        """Put pushes into the outbox, all with one statement, and return their ids in order.

        IntegrityError where one of their keys was written before.
        """
        rows = insert_all(
            self.connection,
            outbox,
            [
                {
                    "chat_id": one.chat_id,
                    "method": one.method,
                    "payload": one.payload,
                    "priority": PUSH,
                    "key": one.key,
                    "about": one.about,
                    "state": OutboxState.WAITING,
                    "created_at": self.now,
                }
                for one in pushes
            ],
        )
        for row in rows[:1]:  # one lets the sender know that there is something to fetch
            told = row["chat_id"], row["method"], row["payload"], PUSH, row["about"]
            self.outgoing.append(Outgoing(row["id"], *told))
        return [row["id"] for row in rows]

    def _see(self, kind: type[Row], ids: list[int], values: dict[str, Any]) -> None:
        loaded = (self.session.identity_map.get(identity_key(kind, row_id)) for row_id in ids)
        for row in filter(None, loaded):
            for name, value in values.items():
                set_committed_value(row, name, value)

    def _hold(self, row: Row, names: Iterable[str]) -> None:
        """Lock a row as it was read. On SQLite there is nothing to do: one writes at a time."""
        if self.connection.dialect.name == "sqlite":
            return
        table = row.__table__
        read = {name: getattr(row, name) for name in names}
        columns = [table.c[name] for name in read]
        locked = select(*columns).where(table.c.id == row.id).with_for_update()
        there = self.connection.execute(locked).first()
        if there is None or tuple(there) != tuple(read.values()):
            raise Overtaken

    def _note(self, row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        self.touched[row.__tablename__].add(row.id)
        self._changes.note(_change(row.__tablename__, row.id, before, after))


def as_text(payload: Mapping[str, Any] | str) -> str:
    """Return the parameters of a call, or a part of them, as the outbox keeps them: JSON."""
    return AS_TEXT.encode(payload)


def _change(
    table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> dict[str, Any]:
    return {"table": table, "id": row_id, "before": before, "after": after}
