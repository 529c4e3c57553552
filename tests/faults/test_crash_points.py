"""Death before and after every commit and every call of a rep's way: afterwards nobody can tell.

The walk is done once undisturbed, then again with the application dying at each point in turn; the rows of
the business and what the rep sees must be the same.
"""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from storage.mail import conversations, inbox, outbox
from storage.search import customer_terms
from storage.tables import History, Invitation, Row
from storage.workers import workers
from tests.faults.deaths import FEW, PARTS, Act, Death, one_of_few, part_of
from tests.faults.invariants import check_invariants
from tests.kit.world import Rep, World, a_world

BESIDE_THE_WALK = {
    inbox.name,
    outbox.name,
    conversations.name,
    workers.name,
    customer_terms.name,  # each database has a form of its own
    Invitation.__tablename__,
}


class Walk:
    """A visit, its reminder, and the next step: what the rep does, one act after another."""

    def __init__(self, world: World, rep: Rep, death: Death) -> None:
        self._world = world
        self._rep = rep
        self._death = death

    async def walk(self) -> None:
        rep, world = self._rep, self._world
        self._death.waits_at(world.store, world.messenger)
        for does, what in (
            (rep.says, "/log"),
            (rep.says, "Acme"),
            (rep.taps, "New customer"),
            (rep.says, "Showed the new pump"),
            (rep.taps, "Went well"),
            (rep.taps, "Tomorrow"),
            (rep.taps, "No"),
        ):
            await self._survives(lambda does=does, what=what: does(what))  # type: ignore[misc]
        world.messenger.clock.move(23.5 * 3600)
        await self._survives(self._sweeps, again=self._sweeps)
        for label in ("Done", "In 3 days"):
            await self._survives(lambda label=label: rep.taps(label))  # type: ignore[misc]

    async def _sweeps(self) -> None:
        await self._world.fieldbook.sweep()

    async def _survives(self, act: Act, again: Act | None = None) -> None:
        await self._death.is_survived(self._world, act, again)


def rows_of(world: World) -> dict[str, list[Any]]:
    """Everything that the walk leaves in the database, but for the way of the messages."""
    with world.store.begin() as work:
        return {
            name: [
                tuple(row)
                for row in work.connection.execute(select(table).order_by(*table.primary_key))
                if name != History.__tablename__ or row.act != "invite"
            ]
            for name, table in Row.metadata.tables.items()
            if name not in BESIDE_THE_WALK
        }


async def walked(world: World, at: int) -> tuple[int, dict[str, list[Any]], list[str]]:
    """Walk, dying at a moment; return how many moments there were, the rows, and what the rep has read."""
    rep, death = await world.rep("Li Lei"), Death(at)
    await Walk(world, rep, death).walk()
    await world.fieldbook.settled()
    check_invariants(world.store, world.messenger)
    seen = list(dict.fromkeys(text.rpartition("sent.\n")[2] for text in rep.messages))
    return death.moments, rows_of(world), seen


_undisturbed: list[tuple[int, dict[str, list[Any]], list[str]]] = []


@pytest.fixture
async def undisturbed(sqlite_template: Path, tmp_path: Path) -> Any:
    """The walk as it goes where nobody dies, walked once."""
    if not _undisturbed:
        file = tmp_path / "undisturbed.db"
        shutil.copy(sqlite_template, file)
        async with a_world(f"sqlite:///{file}") as world:
            _undisturbed.append(await walked(world, at=0))
    return _undisturbed[0]


async def check_moment(world: World, undisturbed: Any, at: int) -> None:
    _, rows, seen = undisturbed

    _, rows_after, seen_after = await walked(world, at)

    assert rows_after == rows, f"at moment {at}"
    # A copy that may have arrived before the death stays as it was; everything else is as ever.
    assert [text for text in seen_after if text in seen] == seen, f"at moment {at}"


@pytest.mark.parametrize("place", range(FEW))
async def test_death_at_a_moment_is_not_noticed(
    world: World, undisturbed: Any, place: int
) -> None:
    await check_moment(world, undisturbed, one_of_few(undisturbed[0], place))


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
async def test_death_at_any_moment_is_not_noticed(
    another: Callable[[], str], undisturbed: Any, part: int
) -> None:
    for at in part_of(undisturbed[0], part):
        async with a_world(another()) as world:
            await check_moment(world, undisturbed, at)


async def test_an_effect_without_its_mark_in_the_inbox_is_seen_to_happen_again(
    world: World, undisturbed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.kit.context.mark_done", lambda _connection, _update_id: None)

    with pytest.raises((AssertionError, LookupError)):
        await check_moment(world, undisturbed, at=20)
