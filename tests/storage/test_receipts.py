"""Receipts: kept while more of a chat waits, shown together, and found again by their act."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from storage.outbox import Sent, settle
from storage.receipts import (
    chats_with_waiting,
    keep_receipt,
    last_message,
    note_shown,
    receipt_for,
    receipt_of,
    shown_together,
)
from storage.store import Store
from storage.tables import History
from storage.work import Work

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
def work(database: str) -> Iterator[Work]:
    store = Store(database, lambda: NOW)
    with store.begin() as work:
        yield work
    store.close()


def act(work: Work) -> int:
    entry = History(at=NOW, act="log_interaction", changes=[])
    work.session.add(entry)
    work.session.flush()
    return entry.id


def keep(
    work: Work, entry_id: int, head: str = "a", shown_in: int | None = None, chat: int = 7
) -> None:
    keep_receipt(
        work.connection,
        work.now,
        chat_id=chat,
        entry_id=entry_id,
        head=head,
        payload="{}",
        about=None,
        shown_in=shown_in,
    )


def test_those_that_wait_are_shown_together_in_order(work: Work) -> None:
    first, second, other = act(work), act(work), act(work)
    keep(work, first, "one")
    keep(work, second, "two")
    keep(work, other, "another chat's", chat=8)

    waiting = shown_together(work.connection, 7, None)
    note_shown(work.connection, [one.id for one in waiting], 42)

    assert [one.head for one in waiting] == ["one", "two"]
    assert [one.head for one in shown_together(work.connection, 7, 42)] == ["one", "two"]
    assert shown_together(work.connection, 7, None) == []
    assert chats_with_waiting(work.connection) == [8]


def test_an_act_has_one_receipt_the_last(work: Work) -> None:
    entry = act(work)
    keep(work, entry, "one photo", shown_in=1)
    keep(work, entry, "two photos")

    kept = receipt_of(work.connection, entry)

    assert kept is not None
    assert (kept.head, kept.shown_in) == ("two photos", None)


def test_a_receipt_is_its_chats_alone(work: Work) -> None:
    entry = act(work)
    keep(work, entry)
    kept = receipt_of(work.connection, entry)
    assert kept is not None

    assert receipt_for(work.connection, 7, kept.id) == kept
    assert receipt_for(work.connection, 8, kept.id) is None


def test_old_ones_are_forgotten(work: Work) -> None:
    old, new = act(work), act(work)
    keep(work, old)
    work.now = NOW + timedelta(days=8)
    keep(work, new)

    assert receipt_of(work.connection, old) is None
    assert receipt_of(work.connection, new) is not None


def test_only_the_last_message_of_a_chat_is_put_in_anothers_place(work: Work) -> None:
    first = work.send(7, "sendMessage", {})
    second = work.send(7, "sendMessage", {})
    waiting = work.send(7, "sendMessage", {})
    settle(work, [Sent(first, message_id=11), Sent(second, message_id=12)], NOW)

    found = [last_message(work.connection, 7, one) for one in (first, second, waiting)]

    assert found == [None, 12, None]
