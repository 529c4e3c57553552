"""The database under many hands: nothing is lost, nobody waits for long, nothing is half done."""

import asyncio
import threading
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

import storage.engine
from storage.engine import open_engine
from storage.mail import PUSH
from storage.store import Store
from storage.tables import Member, Role, Team
from storage.work import Outgoing, Overtaken, Work
from tests.kit.databases import AS_IT_IS

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.fixture
async def store(database: str) -> AsyncIterator[Store]:
    opened = Store(database, lambda: NOW)
    yield opened
    opened.close()


def a_team(work: Work, name: str = "0") -> Team:
    return work.add(Team(name=name, country="CN", currency="CNY", created_at=work.now))


def test_a_commit_is_on_the_disk_when_it_returns(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.engine, "_prepare_sqlite", AS_IT_IS)
    engine = open_engine(f"sqlite:///{tmp_path / 'fieldbook.db'}", writes=True)

    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2  # FULL
    engine.dispose()


async def test_eight_times_fifty_increments_are_four_hundred(store: Store, database: str) -> None:
    team_id = await store.write(lambda work: a_team(work).id)

    def count_fifty(engine_url: str) -> None:
        engine = open_engine(engine_url, writes=True)
        for _ in range(50):
            with engine.begin() as connection:
                lock = "" if engine.dialect.name == "sqlite" else " FOR UPDATE"
                read = text(f"SELECT name FROM teams WHERE id = :id{lock}")
                number = int(connection.execute(read, {"id": team_id}).scalar_one())
                write = text("UPDATE teams SET name = :name WHERE id = :id")
                connection.execute(write, {"name": str(number + 1), "id": team_id})
        engine.dispose()

    await asyncio.gather(*(asyncio.to_thread(count_fifty, database) for _ in range(8)))

    assert await store.read(lambda work: work.session.get_one(Team, team_id).name) == "400"


async def test_acts_that_read_then_change_lose_nothing(store: Store) -> None:
    team_id = await store.write(lambda work: a_team(work).id)

    def increment(work: Work) -> None:
        team = work.session.get_one(Team, team_id)
        work.change(team, name=str(int(team.name) + 1))

    async def insist() -> int:
        for tries in range(100):
            try:
                await store.write(increment)
            except Overtaken:
                continue
            return tries
        raise AssertionError("never came through")

    for _ in range(10):
        await asyncio.gather(*(insist() for _ in range(8)))

    assert await store.read(lambda work: work.session.get_one(Team, team_id).name) == "80"


async def test_a_row_that_changed_after_it_was_read_is_not_overwritten(store: Store) -> None:
    if store.is_sqlite:
        pytest.skip("SQLite has one writer")
    team_id = await store.write(lambda work: a_team(work, "old").id)
    read, changed = threading.Event(), threading.Event()

    def slowly(work: Work) -> None:
        team = work.session.get_one(Team, team_id)
        read.set()
        changed.wait(10)
        work.change(team, name="mine")

    def quickly(work: Work) -> None:
        read.wait(10)
        work.change(work.session.get_one(Team, team_id), name="theirs")

    slow = asyncio.ensure_future(store.write(slowly))
    await store.write(quickly)
    changed.set()

    with pytest.raises(Overtaken):
        await slow
    assert await store.read(lambda work: work.session.get_one(Team, team_id).name) == "theirs"


async def test_an_act_that_raises_leaves_nothing(store: Store) -> None:
    def half(work: Work) -> None:
        a_team(work)
        work.send(1, "sendMessage", {"text": "x"})
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await store.write(half)

    assert await store.read(lambda work: work.session.scalar(select(func.count(Team.id)))) == 0


async def test_who_stops_waiting_does_not_stop_the_act(store: Store) -> None:
    told: asyncio.Queue[list[Outgoing]] = asyncio.Queue()
    store.on_commit = told.put_nowait
    begun, go_on = threading.Event(), threading.Event()

    def act(work: Work) -> None:
        begun.set()
        go_on.wait(10)
        a_team(work)
        work.send(7, "sendMessage", {"text": "x"})

    waiting = asyncio.ensure_future(store.write(act))
    await asyncio.to_thread(begun.wait, 10)
    waiting.cancel()
    go_on.set()

    assert [row.chat_id for row in await asyncio.wait_for(told.get(), 10)] == [7]
    assert await store.read(lambda work: work.session.scalar(select(func.count(Team.id)))) == 1


async def test_three_hundred_cancelled_acts_stall_nobody(store: Store) -> None:
    for _ in range(300):
        waiting = asyncio.ensure_future(store.write(a_team))
        await asyncio.sleep(0)
        waiting.cancel()

    async with asyncio.timeout(20):
        done = await store.write(lambda work: work.session.scalar(select(func.count(Team.id))))

    assert done is not None


async def test_a_reader_sees_the_last_commit_and_keeps_nothing(store: Store) -> None:
    await store.write(a_team)

    def read_and_write(work: Work) -> int:
        a_team(work, "not kept")
        return work.session.scalar(select(func.count(Team.id))) or 0

    inside = await store.read(read_and_write)
    after = await store.read(lambda work: work.session.scalar(select(func.count(Team.id))))

    assert (inside, after) == (2, 1)


async def test_a_key_goes_into_the_outbox_once_however_many_try(store: Store) -> None:
    def push(work: Work) -> None:
        work.send(7, "sendMessage", {"text": "x"}, priority=PUSH, key="reminder:1:1")

    results = await asyncio.gather(*(store.write(push) for _ in range(8)), return_exceptions=True)

    assert [type(one).__name__ for one in results].count("IntegrityError") == 7


async def test_an_error_of_the_database_quotes_no_rows(store: Store) -> None:
    def twice(work: Work) -> None:
        for _ in range(2):
            work.send(7, "x", {"text": "Wang Xiaoming"}, key="one key")

    with pytest.raises(Exception, match="outbox") as caught:
        await store.write(twice)

    assert "Xiaoming" not in str(caught.value)


async def test_a_naive_instant_is_refused(store: Store) -> None:
    def naive(work: Work) -> None:
        work.add(Team(name="x", country="CN", currency="CNY", created_at=datetime(2026, 1, 1)))  # noqa: DTZ001

    with pytest.raises(Exception, match="naive"):
        await store.write(naive)


async def test_a_reference_to_nothing_is_refused(store: Store) -> None:
    def orphan(work: Work) -> None:
        values = {
            "team_id": 99,
            "telegram_id": 1,
            "name": "x",
            "role": Role.REP,
            "language": "en",
            "zone": "UTC",
            "quiet_from": NOW.time(),
            "quiet_until": NOW.time(),
            "reminder_time": NOW.time(),
            "joined_at": NOW,
        }
        work.add(Member(**values))

    with pytest.raises(Exception, match=r"(?i)foreign key"):
        await store.write(orphan)
