"""The unit of work: one transaction in which an act reads, changes and answers.

Every row that a use-case adds, changes or removes goes through `Work`, which keeps what was there before;
together they become one history entry, and that entry can be undone.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Connection, insert
from sqlalchemy.orm import Session
from sqlalchemy.orm.util import identity_key

from storage.bulk import Values, digest, insert_all, runs_of, update_all
from storage.changes import Changes
from storage.mail import REPLY, OutboxState, outbox
from storage.snapshot import json_value, snapshot
from storage.tables import Member, Row

R = TypeVar("R", bound=Row)

WRITE = insert(outbox)


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
        self._changes = Changes(self.session, now)

    def add(self, row: R) -> R:
        """Insert a row, remember that it was not there, and return it with its id."""
        self.session.add(row)
        self.session.flush()
        self._note(row, before=None, after=snapshot(row))
        return row

    def change(self, row: R, **values: Any) -> R:
        """Set columns of a row, remembering the old values; nothing is noted where nothing differs."""
        if all(getattr(row, name) == value for name, value in values.items()):
            return row
        before = snapshot(row)
        for name, value in values.items():
            setattr(row, name, value)
        self.session.flush()
        after = snapshot(row)
        changed = [name for name in after if after[name] != before[name]]
        self._note(row, *({name: side[name] for name in changed} for side in (before, after)))
        return row

    def remove(self, row: Row) -> None:
        """Delete a row, remembering the whole of it."""
        self._note(row, before=snapshot(row), after=None)
        self.session.delete(row)
        self.session.flush()

    def add_all(self, kind: type[Row], rows: Sequence[Values]) -> list[int]:
        """Insert many rows of a table, remember them as one change, and return their ids in order."""
        table = Row.metadata.tables[kind.__tablename__]
        added = insert_all(self.connection, table, rows)
        ids = [row["id"] for row in added]
        if ids:
            runs = runs_of(ids)
            self._changes.note({"table": table.name, "runs": runs, "digest": digest(table, added)})
        return ids

    def change_all(self, kind: type[Row], rows: Iterable[tuple[int, Values, Values]]) -> None:
        """Set columns of many rows, given their id, the old and the new values of the same columns."""
        table = Row.metadata.tables[kind.__tablename__]
        many = list(rows)
        update_all(self.connection, table, ((row_id, after) for row_id, _, after in many))
        for row_id, before, after in many:
            self._changes.note(
                {
                    "table": table.name,
                    "id": row_id,
                    "before": {name: json_value(value) for name, value in before.items()},
                    "after": {name: json_value(value) for name, value in after.items()},
                }
            )
            if (row := self.session.identity_map.get(identity_key(kind, row_id))) is not None:
                self.session.refresh(row)

    def close_entry(self, act: str, customer_id: int | None = None) -> int | None:
        """Write what was changed since the last call as one history entry; return its id, or none."""
        return self._changes.close(act, self.actor.id if self.actor else None, customer_id)

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

    def _note(self, row: Row, before: dict[str, Any] | None, after: dict[str, Any] | None) -> None:
        change = {"table": row.__tablename__, "id": row.id, "before": before, "after": after}
        self._changes.note(change)
