"""`fieldbook doctor` balances the book, and says what is wrong with its exit code."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from typer.testing import CliRunner

from bot.commandline import main
from storage.mail import OutboxState, outbox
from storage.rings import Pulse
from tests.kit.world import World


def doctor(
    database: str, monkeypatch: pytest.MonkeyPatch, world: World | None = None
) -> tuple[int, str]:
    """Run the command by the world's clock; return its exit code and what it says."""
    if world is not None:
        clock = world.clock
        monkeypatch.setattr("bot.doctor.SystemClock", lambda: clock)
    monkeypatch.setenv("FIELDBOOK_DATABASE_URL", database)
    ran = CliRunner().invoke(main, ["doctor"])
    return ran.exit_code, ran.output


async def a_week_of_reminders(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind stretch every day at 10am")
    for _ in range(3):
        await world.passes(hours=24)


async def test_a_book_that_adds_up_is_well(
    world: World, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_week_of_reminders(world)

    code, said = doctor(sqlite_database, monkeypatch, world)

    assert "All that came due is accounted for." in said
    assert code == 0


async def test_what_does_not_add_up_is_named(
    world: World, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_week_of_reminders(world)
    with world.store.begin() as work:
        first = select(outbox.c.id).where(outbox.c.key.like("reminder:%")).limit(1)
        lost = outbox.c.id == first.scalar_subquery()
        work.connection.execute(update(outbox).where(lost).values(state=OutboxState.FAILED))

    code, said = doctor(sqlite_database, monkeypatch, world)

    assert "Contradiction: ring of reminder" in said
    assert code == 1


async def test_a_bot_that_gives_no_sign_of_life_is_noticed(
    world: World, sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_week_of_reminders(world)
    with world.store.begin() as work:
        for pulse in work.session.scalars(select(Pulse)):
            pulse.at -= timedelta(minutes=5)

    code, said = doctor(sqlite_database, monkeypatch, world)

    assert "no sign of life" in said
    assert code == 1


def test_without_a_database_it_says_so_and_makes_none(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path_factory.mktemp("none") / "none.db"

    code, said = doctor(f"sqlite:///{file}", monkeypatch)

    assert code == 1
    assert "no database" in said
    assert not file.exists()
