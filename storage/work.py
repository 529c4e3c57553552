"""The unit of work: one transaction in which an act reads, changes and answers.

Every row that a use-case adds, changes or removes goes through `Work`, which keeps what was there before;
together they become one history entry, and that entry can be undone.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, insert, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from storage.mail import REPLY, OutboxState, outbox
from storage.snapshot import as_json, snapshot
from storage.tables import History, Member, Row

R = TypeVar("R", bound=Row)


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


class Work:
    """One transaction at one instant, on behalf of one member (none: the program itself)."""

    def __init__(self, connection: Connection, now: datetime) -> None:
        self.connection = connection
        self.session = Session(bind=connection, autoflush=False, expire_on_commit=False)
        self.now = now
        self.actor: Member | None = None
        self.outgoing: list[Outgoing] = []
        self._changes: list[dict[str, Any]] = []

    def add(self, row: R) -> R:
        """Insert a row, remember that it was not there, and return it with its id."""
        self.session.add(row)
        self.session.flush()
        self._note(row, before=None, after=snapshot(row))
        return row

    def change(self, row: R, **values: Any) -> R:
        """Set columns of a row, remembering the old values; nothing is noted where nothing differs."""
        changed = {name: value for name, value in values.items() if getattr(row, name) != value}
        if not changed:
            return row
        before = snapshot(row, changed)
        for name, value in changed.items():
            setattr(row, name, value)
        self.session.flush()
        self._note(row, before=before, after=snapshot(row, changed))
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
            self._changes.append(_change(kind.__tablename__, row_id, before, after))
        self.connection.execute(update(kind).where(where).values(values))
        self._see(kind, [row_id for row_id, *_ in rows], values)
        return len(rows)

    def remove(self, row: Row) -> None:
        """Delete a row, remembering the whole of it."""
        self._note(row, before=snapshot(row), after=None)
        self.session.delete(row)
        self.session.flush()

    def close_entry(self, act: str, customer_id: int | None = None) -> int | None:
        """Write what was changed since the last call as one history entry; return its id, or none."""
        if not self._changes:
            return None
        entry = History(
            at=self.now,
            member_id=self.actor.id if self.actor else None,
            act=act,
            customer_id=customer_id,
            changes=self._changes,
        )
        self._changes = []
        self.session.add(entry)
        self.session.flush()
        return entry.id

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
    ) -> int:
        """Put one call of the Bot API into the outbox and return its id.

        A reply is handed to the sender when this work commits; a push is fetched by it in turn. `key`
        is unique: IntegrityError where the same push was written before. `about` names the record
        ("customer:7") that a reply to this message will be about; `message_id` is known for an edit.
        """
        text = json.dumps(payload, ensure_ascii=False, separators=(",", ":"))
        values = {
            "chat_id": chat_id,
            "method": method,
            "payload": text,
            "priority": priority,
            "key": key,
            "about": about,
            "message_id": message_id,
            "state": OutboxState.TAKEN if priority == REPLY else OutboxState.WAITING,
            "attempts": 0,
            "maybe_repeat": False,
            "created_at": self.now,
        }
        row_id: int = self.connection.execute(
            insert(outbox).returning(outbox.c.id), values
        ).scalar_one()
        self.outgoing.append(Outgoing(row_id, chat_id, method, text, priority, about))
        return row_id

    def _see(self, kind: type[Row], ids: list[int], values: dict[str, Any]) -> None:
        loaded = (self.session.identity_map.get(identity_key(kind, row_id)) for row_id in ids)
        for row in filter(None, loaded):
            for name, value in values.items():
                set_committed_value(row, name, value)

    def _note(self, row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        self._changes.append(_change(row.__tablename__, row.id, before, after))


def _change(
    table: str, row_id: int, before: dict[str, Any] | None, after: dict[str, Any] | None
) -> dict[str, Any]:
    return {"table": table, "id": row_id, "before": before, "after": after}
