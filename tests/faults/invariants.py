"""What holds after every fault, once everything has settled (research/reliability §5)."""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, func, select, text

from crm.proof import prove
from sandbox.messenger import Messenger
from sandbox.updates import FIRST_ID
from storage.mail import InboxState, OutboxState, inbox, outbox
from storage.store import Store
from storage.tables import Opportunity, Reminder, ReminderState


def check_invariants(store: Store, messenger: Messenger) -> None:
    """Compare what the messenger knows with what the database holds; AssertionError says what is wrong."""
    with store.begin() as work:
        check_inbox(work.connection, messenger)
        check_outbox(work.connection, messenger)
        check_rows(work.connection)
        proof = prove(work)
    assert proof.balances, (
        f"{proof.came_due} came due, {proof.accounted} accounted for: {proof.strays}"
    )


def check_inbox(connection: Connection, messenger: Messenger) -> None:
    """Every update that was confirmed is stored; each is handled, or parked with its reference."""
    queue = messenger.bot.updates
    waiting = {update.update_id for update in queue.waiting()}
    confirmed = set(range(FIRST_ID, queue._next_id)) - waiting
    rows = {row.update_id: row for row in connection.execute(select(inbox))}
    lost = confirmed - rows.keys()
    assert not lost, f"confirmed and lost: {sorted(lost)}"
    for row in rows.values():
        is_parked = row.state is InboxState.PARKED and row.error and row.reference
        assert row.state is InboxState.DONE or is_parked, f"not handled: {row.update_id}"


def check_outbox(connection: Connection, messenger: Messenger) -> None:
    """Every message is sent or failed with a reason, and arrived once unless its row owns up to more."""
    arrived = Counter(_told(one) for one in messenger.accepted if one.method == "sendMessage")
    shown = {
        (one.chat_id, one.result["message_id"]): _bare(one.text)
        for one in reversed(messenger.accepted)  # as it was first: edits come later
        if isinstance(one.result, dict) and "message_id" in one.result
    }
    allowed: Counter[tuple[int, str]] = Counter()
    repeated: set[tuple[int, str]] = set()
    for row in connection.execute(select(outbox)):
        is_failed = row.state is OutboxState.FAILED and row.error
        assert row.state is OutboxState.SENT or is_failed, f"never sent: outbox {row.id}"
        if row.state is OutboxState.SENT and row.method == "sendMessage":
            text = shown.get((row.chat_id, row.message_id))
            assert text is not None, f"outbox {row.id} says that it was sent, and never arrived"
            told = (row.chat_id, text)
            allowed[told] += 1
            if row.maybe_repeat:
                repeated.add(told)
    doubled = {told for told in arrived if arrived[told] > allowed[told]} - repeated
    assert not doubled, f"arrived more often than sent: {doubled}"


def check_rows(connection: Connection) -> None:
    """Keys and references hold; a push went out for every reminder that says so; amounts have currencies."""
    if connection.dialect.name == "sqlite":
        assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
        assert not connection.execute(text("PRAGMA foreign_key_check")).all()
    keys = connection.scalars(select(outbox.c.key).where(outbox.c.key.is_not(None))).all()
    assert len(keys) == len(set(keys))
    sent = select(Reminder.id, Reminder.occurrence).where(Reminder.state == ReminderState.SENT)
    for reminder_id, occurrence in connection.execute(sent):
        assert f"reminder:{reminder_id}:{occurrence}" in keys
    halves = Opportunity.amount_minor.is_(None) != Opportunity.currency.is_(None)
    assert connection.scalar(select(func.count()).select_from(Opportunity).where(halves)) == 0


def _told(accepted: Any) -> tuple[int, str]:
    return accepted.chat_id, _bare(accepted.text)


def _bare(said: str) -> str:
    """Return a message without the lines that a later try has added: that it may be a repeat, that it is late."""
    lines = said.split("\n")
    begin = lines[0].startswith("🔁")
    end = len(lines) - lines[-1].startswith("⚠️")
    return "\n".join(lines[begin:end])
