"""Reminders under faults: all delivered or accounted for, none early, repeats only where the network hid the outcome."""

import asyncio
import shutil
import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

import bot.sending
import crm.ringing
from bot.sending import Sender
from crm.proof import prove
from crm.ringing import ringing
from handlers.reminders.push import show_due
from sandbox.faults import Fault, Trouble
from scheduler.duties import perform
from storage.mail import outbox
from storage.rings import Ring, RingState
from storage.tables import Member, Reminder, ReminderState, Role
from storage.work import Work
from tests.faults.deaths import FEW, PARTS, Death, one_of_few, part_of
from tests.faults.invariants import check_invariants
from tests.faults.test_outages import remind
from tests.kit.looptime import LoopTime
from tests.kit.world import Rep, World, a_world

RATES = {  # one call in five goes wrong
    Trouble.FLOOD: 0.08,
    Trouble.ANSWER: 0.05,
    Trouble.CUT_BEFORE: 0.04,
    Trouble.CUT_AFTER: 0.03,
}
SLOWED = {Trouble.FLOOD: 0.2}  # a line whose every outcome is known
REPEAT = "🔁"
ENOUGH = 20  # rounds of an event loop that stands still for nothing
LOCKED = 25  # seconds that a database is locked at most: less than a writer waits for it


def step_in(text: str) -> str | None:
    """Which reminder a message tells of."""
    return next((line[2:] for line in text.split("\n") if line.startswith("⏰ step")), None)


async def through_a_bad_line(
    world: World, reps: int, each: int, seed: int = 1, rates: Mapping[Trouble, float] = RATES
) -> Counter[str]:
    """Let reminders ring while one call in five goes wrong; return how often each was accepted."""
    loop_time = LoopTime()
    people = [await world.rep(f"Rep {number}") for number in range(reps)]
    for rep in people:
        remind(world, rep, each)
    faults = world.messenger.faults
    for trouble, rate in rates.items():
        faults.add(Fault(trouble, "sendMessage", calls=None, probability=rate, seed=seed))
    before = len(world.messenger.accepted)
    world.messenger.clock.move(3600)
    await perform(world.store, ringing(show_due))
    await loop_time.until(world.fieldbook.settled(), step=2)
    faults.clear()
    told = [one for one in world.messenger.accepted[before:] if one.method == "sendMessage"]
    return Counter(f"{one.chat_id} {step}" for one in told if (step := step_in(one.text)))


def check_delivered(world: World, told: Counter[str], wanted: int) -> None:
    """Each arrived; those that arrived twice say so; the proof adds up."""
    assert len(told) == wanted, f"lost: {wanted - len(told)}"
    accepted = [one for one in world.messenger.accepted if step_in(one.text)]
    repeats = sum(told.values()) - len(told)
    marked = sum(one.text.startswith(REPEAT) for one in accepted)
    assert marked >= repeats, "a repeat that does not say that it may be one"
    with world.store.begin() as work:
        proof = prove(work)
        mine = select(Member.telegram_id, Reminder.text, Reminder.due_at).join(
            Member, Member.id == Reminder.member_id
        )
        due = {(chat, text): at for chat, text, at in work.session.execute(mine)}
    assert proof.delivered == wanted
    assert proof.balances, proof.strays
    early = [
        one
        for one in accepted
        if one.at < due[one.chat_id or 0, step_in(one.text) or ""].timestamp()
    ]
    assert not early


@pytest.mark.parametrize("seed", range(2))
async def test_two_hundred_through_a_line_on_which_one_call_in_five_fails(
    world: World, seed: int
) -> None:
    told = await through_a_bad_line(world, 10, 20, seed)

    check_delivered(world, told, 200)
    check_invariants(world.store, world.messenger)


@pytest.mark.long
@pytest.mark.timeout(1800)
async def test_ten_thousand_through_a_line_on_which_one_call_in_five_fails(world: World) -> None:
    told = await through_a_bad_line(world, 100, 100)

    check_delivered(world, told, 10_000)
    repeats = sum(told.values()) - len(told)
    assert 0 < repeats < 600  # three calls in a hundred were cut after they had been accepted


async def test_a_sender_that_gives_up_on_a_cut_line_is_seen_losing_reminders(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def failed(self: Any, row: Any, failure: Any, _begun: float) -> None:
        self._done(row, error=str(failure))

    monkeypatch.setattr(Sender, "_failed", failed)
    told = await through_a_bad_line(world, 5, 20)

    with pytest.raises(AssertionError, match="lost"):
        check_delivered(world, told, 100)


async def test_a_repeat_that_does_not_say_so_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.sending, "as_repeat", lambda _work, row: row)
    told = await through_a_bad_line(world, 10, 20)

    with pytest.raises(AssertionError, match="does not say"):
        check_delivered(world, told, 200)


def check_unmarked(world: World, told: Counter[str], wanted: int) -> None:
    """Each arrived once, and none calls itself a repeat: what was refused cannot have arrived."""
    check_delivered(world, told, wanted)
    assert set(told.values()) == {1}
    marked = [one for one in world.messenger.accepted if one.text.startswith(REPEAT)]
    assert not marked, f"no repeats, and they say so: {len(marked)}"


async def test_what_was_told_to_slow_down_does_not_call_itself_a_repeat(world: World) -> None:
    told = await through_a_bad_line(world, 10, 20, rates=SLOWED)

    check_unmarked(world, told, 200)


async def test_a_sender_that_marks_whatever_it_sends_again_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = Sender._failed

    async def marked(self: Any, row: Any, failure: Any, begun: float) -> None:
        await failed(self, await self._as_repeat(row), failure, begun)

    monkeypatch.setattr(Sender, "_failed", marked)
    told = await through_a_bad_line(world, 10, 20, rates=SLOWED)

    with pytest.raises(AssertionError, match="they say so"):
        check_unmarked(world, told, 200)


async def test_one_that_rings_early_is_seen(world: World) -> None:
    told = await through_a_bad_line(world, 2, 5)
    with world.store.begin() as work:
        late = work.session.scalars(select(Reminder)).first()
        assert late is not None
        late.due_at += timedelta(hours=1)

    with pytest.raises(AssertionError):
        check_delivered(world, told, 10)


# Death at every write and call of a reminder's way: it rings, is told again, is put off, rings, is done.


async def a_way(world: World, at: int) -> tuple[int, list[str], list[tuple[Any, ...]]]:
    """Go the way of a reminder, dying at a moment; return the moments, what the rep has read, and the rings."""
    rep, death = await world.rep("Li Lei"), Death(at)
    await rep.says("/remind call Li today 10am")
    death.waits_at(world.store, world.messenger)

    async def sweep() -> None:  # of whichever application there is by then
        await world.fieldbook.sweep()

    for minutes, label in ((31, None), (185, "Snooze"), (0, "1 hour"), (61, "Done")):
        world.messenger.clock.move(minutes * 60)
        if minutes:
            await death.is_survived(world, sweep, again=sweep)
        if label:
            await death.is_survived(world, lambda label=label: rep.taps(label))  # type: ignore[misc]
    await world.fieldbook.settled()
    check_invariants(world.store, world.messenger)
    with world.store.begin() as work:
        assert prove(work).balances
        columns = (Ring.reminder_id, Ring.occurrence, Ring.state, Ring.answer)
        rings = [tuple(row) for row in work.session.execute(select(*columns).order_by(Ring.id))]
    return death.moments, rep.messages, rings


async def check_way(world: World, at: int) -> None:
    _, read, rings = await a_way(world, at)
    told = [one.text for one in world.messenger.accepted if one.method == "sendMessage"]
    assert [(state, answer) for *_, state, answer in rings] == [
        (RingState.SENT, "snoozed"),
        (RingState.SENT, "done"),
    ]
    check_told(told, "⏰ call Li", 2)
    check_told(told, "🔔", 1)
    assert any("Done" in text for text in read)


def check_told(told: list[str], begin: str, times: int) -> None:
    """What begins so was told so often; what was sent besides says that it may be a repeat."""
    assert sum(text.startswith(begin) for text in told) <= times, f"{begin} is doubled"
    assert sum(bare(text).startswith(begin) for text in told) >= times, f"{begin} is missed"


def bare(text: str) -> str:
    """Return a message without the line that it may be a repeat."""
    return text.partition("\n")[2] if text.startswith(REPEAT) else text


_counted: list[int] = []


@pytest.fixture
async def moments(sqlite_template: Path, tmp_path: Path) -> int:
    """How many moments the way has where nobody dies, counted once."""
    if not _counted:
        file = tmp_path / "undisturbed.db"
        shutil.copy(sqlite_template, file)
        async with a_world(f"sqlite:///{file}") as world:
            _counted.append((await a_way(world, at=0))[0])
    return _counted[0]


@pytest.mark.parametrize("place", range(FEW))
async def test_death_on_a_reminders_way_is_not_noticed(
    world: World, moments: int, place: int
) -> None:
    await check_way(world, one_of_few(moments, place))


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
async def test_death_anywhere_on_a_reminders_way_is_not_noticed(
    another: Callable[[], str], moments: int, part: int
) -> None:
    for at in part_of(moments, part):
        async with a_world(another()) as world:
            await check_way(world, at)


async def test_a_way_without_its_second_telling_is_seen(world: World) -> None:
    world.fieldbook.duties[:] = [one for one in world.fieldbook.duties if one.name != "nudges"]

    with pytest.raises(AssertionError, match="🔔 is missed"):
        await check_way(world, at=0)


async def test_a_way_on_which_a_ring_comes_twice_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    push_all = Work.push_all

    def twice(work: Work, pushes: Any) -> list[int]:
        push_all(work, [replace(one, key=None) for one in pushes])
        return push_all(work, pushes)

    monkeypatch.setattr(Work, "push_all", twice)

    with pytest.raises(AssertionError, match="⏰ call Li is doubled"):
        await check_way(world, at=0)


async def test_a_bot_that_does_not_take_up_what_a_dead_one_had_in_hand_is_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.workers.bury", lambda _work: None)

    async def anywhere() -> None:
        for at in range(4, 9):
            await a_way(world, at)

    with pytest.raises((AssertionError, LookupError)):
        await anywhere()


# Members who blocked the bot.


async def blocked_and_back(world: World) -> tuple[list[Rep], Rep, dict[int, int]]:
    """Ten reps with three reminders each, three of them gone; return all, the manager, and calls by chat."""
    manager = await world.rep("Han Mei", "en", Role.MANAGER)
    reps = [await world.rep(f"Rep {number}") for number in range(10)]
    await world.passes(minutes=1)  # the morning's lists are out
    for rep in reps:
        remind(world, rep, 3)
    for rep in reps[:3]:
        await rep.person.block()
    calls: Counter[int] = Counter()
    call = world.messenger.call

    async def counted(token: str, method: str, params: Any, *rest: Any) -> Any:
        calls[int(params.get("chat_id", 0))] += method == "sendMessage"
        return await call(token, method, params, *rest)

    world.messenger.call = counted  # type: ignore[method-assign,assignment]
    with world.store.begin() as work:  # as if the news of the block had not come
        for member in work.session.scalars(select(Member)):
            member.unreachable_at = None
    await world.passes(hours=1)
    await world.passes(minutes=5)
    return reps, manager, calls


def check_blocked(world: World, reps: list[Rep], calls: dict[int, int]) -> None:
    assert all(calls[rep.person.id] == 1 for rep in reps[:3]), "tried again in vain"
    with world.store.begin() as work:
        proof = prove(work)
    assert proof.balances, proof.strays
    assert proof.undeliverable == {"the member blocked the bot": 9}
    assert proof.delivered == 21


async def test_members_who_blocked_the_bot_are_accounted_for_and_ring_when_they_are_back(
    world: World,
) -> None:
    reps, manager, calls = await blocked_and_back(world)

    check_blocked(world, reps, calls)
    assert sum("has blocked me" in text for text in manager.messages) >= 3
    await reps[0].person.unblock()
    await reps[0].says("/start")
    await world.passes(seconds=5)

    assert len({step for text in reps[0].messages if (step := step_in(text))}) == 3
    with world.store.begin() as work:
        assert prove(work).balances


async def test_failures_that_are_not_noted_are_seen(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("crm.delivery.note_failed", lambda _work, _ids: None)
    monkeypatch.setattr("bot.settling.note_failed", lambda _work, _ids: None)
    reps, _, calls = await blocked_and_back(world)

    with pytest.raises(AssertionError, match="ring of reminder"):
        check_blocked(world, reps, calls)


# A database that hangs.


async def while_the_database_hangs(
    world: World, file: str, patience: float, *, in_the_loop: bool = False
) -> int:
    """Lock the database while reminders are due; return how often the event loop came round meanwhile.

    It is free again when the loop has come round often enough, or else after some seconds.
    """
    rep = await world.rep()
    remind(world, rep, 30)
    write, store = world.store.write, world.store

    async def waits_in_the_loop(act: Any) -> Any:
        with store.begin() as work:
            return act(work)

    if in_the_loop:
        store.write = waits_in_the_loop  # type: ignore[method-assign]
    other = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    world.messenger.clock.move(3600)
    freed = threading.Event()

    def free() -> None:
        freed.wait(patience)
        freed.set()
        other.close()

    freeing = asyncio.get_running_loop().run_in_executor(None, free)
    sweep = asyncio.ensure_future(perform(world.store, ringing(show_due)))
    turns = 0
    while not freed.is_set():
        await asyncio.sleep(0.01)
        turns += not freed.is_set()
        if turns == ENOUGH:
            assert not sweep.done()
            freed.set()
    await freeing
    assert await sweep == 30
    store.write = write  # type: ignore[method-assign]
    if not in_the_loop:
        await world.fieldbook.settled()
        steps = {step for text in rep.messages if (step := step_in(text))}
        assert len(steps) == 30
        check_invariants(world.store, world.messenger)
    return turns


async def test_a_database_that_hangs_delays_reminders_and_nothing_else(
    sqlite_database: str,
) -> None:
    async with a_world(sqlite_database) as world:
        file = sqlite_database.removeprefix("sqlite:///")

        assert await while_the_database_hangs(world, file, LOCKED) == ENOUGH


async def test_a_bot_that_waits_for_the_database_in_its_loop_is_seen_to_stand_still(
    sqlite_database: str,
) -> None:
    async with a_world(sqlite_database) as world:
        file = sqlite_database.removeprefix("sqlite:///")

        assert await while_the_database_hangs(world, file, 1, in_the_loop=True) < ENOUGH


# A clock that steps back and forth.

STEPS = (
    3600,
    -3600,
    86_400,
    -7200,
    5,
    7200,
    90_000,
    -1800,
    1800,
    86_400,
    -86_400,
    180_000,
    86_400,
)


async def with_a_stepping_clock(world: World) -> tuple[list[str], dict[str, float]]:
    """A daily and three single reminders while the clock steps; return what rang, and when each was due."""
    rep = await world.rep("Li Lei")
    await rep.says("/remind daily every day at 10am")
    for day in ("tomorrow", "in 2 days", "in 3 days"):
        await rep.says(f"/remind once {day} 9am".replace("once", f"once-{day[-6:].strip()}"))
    now = world.clock.now()
    world.store.now = lambda: now
    for step in STEPS:
        now += timedelta(seconds=step)
        for duty in world.fieldbook.duties:
            await perform(world.store, duty)
    with world.store.begin() as work:
        due = {
            f"reminder:{one.id}:1": one.due_at for one in work.session.scalars(select(Reminder))
        }
        sent = work.connection.execute(select(outbox).where(outbox.c.key.like("reminder:%"))).all()
    early = [row.key for row in sent if row.created_at < due[row.key]]
    assert not early
    return [row.key for row in sent], {key: at.timestamp() for key, at in due.items()}


def check_rang(world: World, rang: list[str], due: dict[str, float]) -> None:
    now = world.store.now().timestamp()
    assert len(rang) == len(set(rang)), "rang twice"
    missed = [key for key, at in due.items() if at <= now and key not in rang]
    assert not missed, f"missed: {missed}"
    with world.store.begin() as work:
        days = [
            row.rule_on
            for row in work.session.scalars(select(Reminder).where(Reminder.text == "daily"))
        ]
        assert prove(work).balances
    assert len(days) == len(set(days)), "the same day twice"


async def test_a_clock_that_steps_back_and_forth_doubles_and_misses_nothing(world: World) -> None:
    rang, due = await with_a_stepping_clock(world)

    check_rang(world, rang, due)
    assert len(rang) >= 5


async def slept_through(world: World) -> None:
    """Twenty reminders come due while the machine is suspended; each is to ring once when it wakes."""
    rep = await world.rep()
    remind(world, rep, 20)
    world.messenger.clock.move(8 * 3600)
    await world.passes(seconds=0)
    await world.passes(seconds=5)
    steps = Counter(step for text in rep.messages if (step := step_in(text)))
    assert len(steps) == 20, "missed"
    assert set(steps.values()) == {1}
    with world.store.begin() as work:
        assert prove(work).balances


async def test_back_from_a_long_sleep_everything_overdue_rings_once(world: World) -> None:
    await slept_through(world)


async def test_a_sweep_that_looks_only_at_what_became_due_in_its_last_second_is_seen_missing_some(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def in_the_last_second(work: Any) -> bool:
        window = (Reminder.due_at > work.now - timedelta(seconds=1)) & (
            Reminder.due_at <= work.now
        )
        planned = select(Reminder.id).where(window, Reminder.state == ReminderState.PLANNED)
        return work.session.scalar(planned.limit(1)) is not None

    monkeypatch.setattr(crm.ringing, "has_due", in_the_last_second)
    duties = [one for one in world.fieldbook.duties if one.name != "reminders"]
    world.fieldbook.duties[:] = [ringing(show_due), *duties]

    with pytest.raises(AssertionError, match="missed"):
        await slept_through(world)
