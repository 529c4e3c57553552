"""Undo: every act is one history entry, and the entry can be put back, row for row."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Table, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from crm.errors import ChangedSince, NotThere, UndoTooLate
from crm.members import check_administrator_remains
from crm.policy import actor_of, present_actor
from storage.bulk import MOVES_BY_ITSELF, digest, rows_between
from storage.changes import last_first
from storage.schema import METADATA
from storage.search import FOUND_WITH
from storage.snapshot import restored
from storage.tables import History, Member, Role
from storage.work import Work

UNDO_FOR = timedelta(minutes=10)
FOR_ADMINISTRATORS = {  # what changes rights or a whole team, whoever did it
    "deactivate",
    "bring_back",
    "change_role",
    "change_team",
    "join",
    "invite",
    "revoke",
}
NOT_UNDONE = {"export"}  # acts that changed no row
FOLLOWS_OTHERS = (
    MOVES_BY_ITSELF
    | {  # columns whose change is no reason to refuse
        "kept_as",
        "keeping_failed",
        "interaction_id",  # of a file: its interaction may be taken back, the file stays on the customer
    }
)
LONGER = {"merge_customers": timedelta(days=30)}  # acts whose mistake shows late


@dataclass(frozen=True, slots=True)
class Undone:
    """An act that was put back; `again` where it had been before."""

    act: str
    customer_id: int | None
    again: bool = False


def undo(work: Work, entry_id: int) -> Undone:
    """Put back every row that an act changed.

    The member has 10 minutes, for some acts longer (`LONGER`); an administrator is not bound by them. NotThere for somebody else's act and
    for what only administrators take back, LastAdministrator where none would be left, UndoTooLate after that time, ChangedSince where a later act touched the same rows. Undoing twice
    changes nothing.
    """
    actor = present_actor(work)
    entry = work.session.get(History, entry_id)
    is_admin = actor.role is Role.ADMIN
    if entry is None or entry.act in NOT_UNDONE or not (is_admin or _is_own(entry, actor)):
        raise NotThere("history", entry_id)
    if entry.undone_at is not None:
        return Undone(entry.act, entry.customer_id, again=True)
    if work.now - entry.at > LONGER.get(entry.act, UNDO_FOR) and not is_admin:
        raise UndoTooLate(entry_id)
    for change in last_first(work.session, entry):
        if "runs" in change:
            _take_away(work, entry_id, change)
        else:
            _put_back(work, entry_id, change, is_lenient=entry.act in LONGER)
    entry.undone_at = work.now
    entry.undone_by = actor.id
    work.session.flush()
    if entry.act in FOR_ADMINISTRATORS:
        check_administrator_remains(work)
    return Undone(entry.act, entry.customer_id)


def undo_last(work: Work) -> Undone | None:
    """Put back the actor's last act that is not undone; none where there is none in reach."""
    actor = actor_of(work)
    last = select(History).where(
        History.member_id == actor.id,
        History.undone_at.is_(None),
        History.act.not_in(NOT_UNDONE),
        History.at >= work.now - UNDO_FOR,
    )
    entry = work.session.scalar(last.order_by(History.id.desc()).limit(1))
    return undo(work, entry.id) if entry else None


def undo_message(work: Work, message_id: int) -> bool:
    """Put back every act that a message of the actor led to; say whether there was any.

    Raises what `undo` raises.
    """
    actor = actor_of(work)
    acts = select(History.id).where(
        History.member_id == actor.id,
        History.message_id == message_id,
        History.undone_at.is_(None),
    )
    entries = list(work.session.scalars(acts.order_by(History.id.desc())))
    for entry_id in entries:
        undo(work, entry_id)
    work.message_id = message_id
    return bool(entries)


def _is_own(entry: History, actor: Member) -> bool:
    return entry.member_id == actor.id and entry.act not in FOR_ADMINISTRATORS


def _take_away(work: Work, entry_id: int, change: dict[str, Any]) -> None:
    """Delete rows that were added together, unless one of them is no longer as it was added."""
    table = METADATA.tables[change["table"]]
    rows = rows_between(work.connection, table, change["runs"])
    if digest(table, rows) != change["digest"]:
        raise ChangedSince(entry_id)
    work.touched[table.name].update(row["id"] for row in rows)
    if table.name in FOUND_WITH:
        work.touched["customers"].update(row["customer_id"] for row in rows)
    try:
        for first, last in change["runs"]:
            work.connection.execute(delete(table).where(table.c.id.between(first, last)))
    except IntegrityError as error:
        raise ChangedSince(entry_id) from error


def _put_back(work: Work, entry_id: int, change: dict[str, Any], *, is_lenient: bool) -> None:
    table = METADATA.tables[change["table"]]
    before, after = change["before"], change["after"]
    if after is not None:
        moved = _columns_moved_since(
            work, entry_id, table, change["id"], after, is_lenient=is_lenient
        )
        before = before and {name: value for name, value in before.items() if name not in moved}
        if before == {}:
            return
    here = table.c.id == change["id"]
    work.touched[table.name].add(change["id"])
    if table.name in FOUND_WITH:
        work.touched["customers"] |= {
            one["customer_id"] for one in (before, after) if one and "customer_id" in one
        }
    try:
        if before is None:
            work.connection.execute(delete(table).where(here))
        elif after is None:
            work.connection.execute(insert(table).values(**restored(table, before)))
        else:
            work.connection.execute(update(table).where(here).values(**restored(table, before)))
    except IntegrityError as error:
        raise ChangedSince(entry_id) from error


def _columns_moved_since(
    work: Work,
    entry_id: int,
    table: Table,
    row_id: int,
    after: dict[str, Any],
    *,
    is_lenient: bool,
) -> set[str]:
    """Return the columns that are not as an act left them; they stay as they are.

    ChangedSince where that would lose what a later act did, save for acts that may be undone for long: there
    what was changed since is kept.
    """
    columns = [table.c[name] for name in after]
    row = work.connection.execute(select(*columns).where(table.c.id == row_id)).first()
    if row is None:
        if is_lenient:
            return set(after)
        raise ChangedSince(entry_id)
    left = restored(table, after)
    moved = {name for name, value in row._mapping.items() if value != left[name]}
    if not moved <= FOLLOWS_OTHERS and not is_lenient:
        raise ChangedSince(entry_id)
    return moved
