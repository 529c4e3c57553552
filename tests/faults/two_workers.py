"""Two real workers on one PostgreSQL database let reminders ring; every call is held against what was due.

All are to be delivered, none early; one that comes twice says that it may, and only where the line hid
whether it had arrived. Nothing here depends on how fast the machine is: the workers know each other before the
first reminder is planned, a dead one is buried when the scene says so, a call that is to be under way for long is
held until what it waits for has happened, and how fast they send is read from what they wrote down themselves.
"""

import asyncio
import contextlib
import re
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, auto
from pathlib import Path
from typing import Any

from sqlalchemy import func, select, text

from crm.members import Newcomer, issue_code, join
from crm.proof import prove
from sandbox.answers import ConnectionCut
from sandbox.clock import Clock
from sandbox.faults import Fault, Trouble
from sandbox.limits import Limits
from sandbox.messenger import Messenger
from sandbox.server import serve
from storage.bulk import insert_all
from storage.mail import OutboxState, outbox
from storage.schema import METADATA
from storage.store import Store
from storage.tables import Reminder, ReminderState, Role
from storage.workers import workers
from tests.faults.bot_under_test import STARTS
from tests.faults.invariants import check_invariants
from tests.faults.test_reminders import REPEAT
from tests.kit.process import BotProcess, next_poll
from tests.kit.world import WorldClock

OVER = 6.0  # seconds from the first that is due to the last
STEP = re.compile(r"step \d+")
DIES = text(
    "UPDATE workers SET seen_at = now() - interval '1 day' WHERE id = (SELECT min(id) FROM workers)"
)
Told = tuple[int, str]  # a chat, and the reminder's words


def build(name: str) -> str:
    """Return a program: one of the bots of `tests/faults/bot_under_test.py`."""
    return f"from tests.faults.bot_under_test import {name}; {name}()"


class Came(Enum):
    """What became of one try to tell of a reminder."""

    HEARD = auto()  # accepted, and the worker knows it
    HIDDEN = auto()  # accepted, and the line was cut
    LOST = auto()  # the line was cut before
    BROKEN = auto()  # 502: a gateway's word, which does not know either
    REFUSED = auto()  # 429: not accepted, and the worker knows it


UNKNOWN = (Came.HIDDEN, Came.LOST, Came.BROKEN)  # to the worker


@dataclass(frozen=True, slots=True)
class Try:
    """One call that tells of a reminder: when it came, whether it says that it may be a repeat, what became of it."""

    at: float
    is_marked: bool
    came: Came


class Line:
    """Every try to tell of every reminder, as the messenger saw it, in order.

    The first call for each of those that are `kept` is under way until the second for the same has come.
    """

    def __init__(self, messenger: Messenger, kept: str | None = None) -> None:
        self._kept = kept
        self._begun: Counter[Told] = Counter()
        self._twice: defaultdict[Told, asyncio.Event] = defaultdict(asyncio.Event)
        self.tries: defaultdict[Told, list[Try]] = defaultdict(list)
        self._clock = messenger.clock
        self._call = messenger.call
        messenger.call = self._heard  # type: ignore[method-assign,assignment]

    async def _heard(self, token: str, method: str, params: Mapping[str, Any], *files: Any) -> Any:
        text = str(params.get("text", ""))
        step = STEP.search(text)
        if step is None or method != "sendMessage":
            return await self._call(token, method, params, *files)
        told = int(params["chat_id"]), step[0]
        tries, is_marked = self.tries[told], REPEAT in text.partition("\n")[0]
        if told[1] == self._kept:
            self._begun[told] += 1
            if self._begun[told] > 1:
                self._twice[told].set()
            await self._twice[told].wait()
        try:
            answer = await self._call(token, method, params, *files)
        except ConnectionCut as cut:
            came = Came.HIDDEN if cut.accepted else Came.LOST
            tries.append(Try(self._clock.now(), is_marked, came))
            raise
        came = {200: Came.HEARD, 429: Came.REFUSED}.get(answer.status, Came.BROKEN)
        tries.append(Try(self._clock.now(), is_marked, came))
        return answer

    @property
    def failed(self) -> float:
        """The share of calls that went wrong."""
        all_of_them = [one.came for tries in self.tries.values() for one in tries]
        return 1 - all_of_them.count(Came.HEARD) / len(all_of_them)


def check_line(line: Line, due: Mapping[Told, float], held: Collection[Told] = ()) -> None:
    """Compare what was told with what was due; `held` is what a worker had in hand when it was killed."""
    arrived = {
        told: [one for one in tries if one.came in (Came.HEARD, Came.HIDDEN)]
        for told, tries in line.tries.items()
    }
    lost = [told for told in due if not arrived.get(told)]
    assert not lost, f"lost: {len(lost)}, {lost[:3]}"
    early = [told for told, tries in arrived.items() if any(one.at < due[told] for one in tries)]
    assert not early, f"early: {len(early)}, {early[:3]}"
    unmarked = [told for told, tries in arrived.items() if not all(a.is_marked for a in tries[1:])]
    assert not unmarked, f"a repeat does not say so: {len(unmarked)}, {unmarked[:3]}"
    groundless = [
        told for told, tries in line.tries.items() if is_groundless(tries) and told not in held
    ]
    assert not groundless, f"no reason for a repeat: {len(groundless)}, {groundless[:3]}"


def is_groundless(tries: list[Try]) -> bool:
    """Whether a try said that it may be a repeat although the outcome of all before it was known."""
    first = next((place for place, one in enumerate(tries) if one.is_marked), None)
    return first is not None and not any(one.came in UNKNOWN for one in tries[:first])


def most_within(seconds: float, folder: Path) -> int:
    """Return the largest number of messages that left within so many seconds, by the workers' own notes."""
    at = sorted(float(line) for line in (folder / STARTS).read_text("ascii").split())
    return max(bisect(at, begun + seconds) - place for place, begun in enumerate(at))


def plan(store: Store, people: int, each: int, after: float) -> dict[Told, float]:
    """Plan reminders for new members from so many seconds on; return when each is due, in seconds since 1970."""
    due: dict[Told, float] = {}
    rows = []
    with store.begin() as work:
        for number in range(people):
            chat = 3000 + number
            code = issue_code(work, Role.REP, None, work.now + timedelta(hours=1))
            member = join(work, code, Newcomer(chat, f"Rep {number}", "en", "Asia/Shanghai"))
            for step in range(each):
                at = work.now + timedelta(
                    seconds=after + OVER * (step * people + number) / (people * each)
                )
                due[chat, f"step {step}"] = at.timestamp()
                rows.append(
                    {
                        "member_id": member.member.id,
                        "text": f"step {step}",
                        "due_at": at,
                        "zone": "Asia/Shanghai",
                        "asked_time": True,
                        "state": ReminderState.PLANNED,
                        "created_at": work.now,
                    }
                )
        insert_all(work.connection, METADATA.tables[Reminder.__tablename__], rows)
    return due


@contextlib.asynccontextmanager
async def two_workers(
    messenger: Messenger, folder: Path, database: str, program: str, **settings: str
) -> AsyncIterator[tuple[BotProcess, BotProcess]]:
    """Let two workers run, and stop those that still do in good order."""
    async with serve(messenger) as serving:
        start = BotProcess.start
        first = await start(folder, serving.url, database, program=program, **settings)
        await next_poll(messenger)
        second = await start(folder, serving.url, database, program=program, **settings)
        try:
            yield first, second
        finally:
            for one in (second, first):
                with contextlib.suppress(ProcessLookupError):  # one that was killed
                    await one.stop()


async def until_both_know(store: Store) -> None:
    """Wait until each worker has beaten again since both were there: by then it shares with the other."""
    beats: Counter[int] = Counter()
    last: dict[int, Any] = {}
    while len(beats) < 2 or min(beats.values()) < 2:
        with store.looking() as work:
            rows = work.connection.execute(select(workers.c.id, workers.c.seen_at))
            there = {row.id: row.seen_at for row in rows}
        if len(there) == 2:
            beats.update(me for me, seen in there.items() if last.get(me, seen) != seen)
            last = there
        await asyncio.sleep(0.1)


async def until_all_is_settled(store: Store, wanted: int) -> None:
    """Wait until all that is due has rung and nothing waits to be sent."""
    is_open = outbox.c.state.in_((OutboxState.WAITING, OutboxState.TAKEN))
    rings = select(func.count()).where(outbox.c.key.like("reminder:%"))
    while True:
        with store.looking() as work:
            rung = work.connection.scalar(rings) or 0
            left = work.connection.scalar(select(func.count()).where(is_open)) or 0
        if rung >= wanted and not left:
            return
        await asyncio.sleep(0.2)


def held_by_the_first(store: Store) -> set[Told]:
    """Return what the worker that came first has taken and not settled: it may have been told."""
    taken = select(outbox.c.chat_id, outbox.c.payload).where(
        outbox.c.state == OutboxState.TAKEN,
        outbox.c.owner == select(func.min(workers.c.id)).scalar_subquery(),
    )
    with store.looking() as work:
        rows = work.connection.execute(taken).all()
    return {(chat, step[0]) for chat, payload in rows if (step := STEP.search(payload))}


@dataclass(frozen=True)
class Scene:
    """How many are reminded how often, by which bot, through what line; `settings` are the bot's own."""

    program: str = "brisk"
    people: int = 20
    each: int = 20
    rates: Mapping[Trouble, float] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    is_killed: bool = False  # the one that was there first, after a third
    kept: str | None = None  # what is to be under way until it is told again
    after: float = 1.0  # seconds until the first is due
    patience: float = 400  # seconds, after which what has not come is lost


async def play(scene: Scene, folder: Path, database: str) -> Line:
    """Let two workers tell of reminders; AssertionError where one is amiss."""
    messenger = Messenger(Clock(), limits=Limits.lifted())
    line = Line(messenger, scene.kept)
    store = Store(database, WorldClock(messenger.clock).now)
    held: set[Told] = set()
    for number in range(scene.people):
        messenger.person(3000 + number, f"Rep {number}").chat.started = True
    for trouble, rate in scene.rates.items():
        messenger.faults.add(Fault(trouble, "sendMessage", calls=None, probability=rate))
    program = build(scene.program)
    try:
        async with two_workers(messenger, folder, database, program, **scene.settings) as (one, _):
            await asyncio.wait_for(until_both_know(store), scene.patience)
            due = plan(store, scene.people, scene.each, scene.after)
            settled = asyncio.ensure_future(until_all_is_settled(store, len(due)))
            if scene.is_killed:
                while len(line.tries) < len(due) // 3:  # noqa: ASYNC110  the line tells nobody
                    await asyncio.sleep(0.02)
                one.kill()
                await one.ended()
                held = held_by_the_first(store)
                with store.begin() as work:
                    work.connection.execute(DIES)
            await asyncio.wait({settled}, timeout=scene.patience)
            settled.cancel()
        check_line(line, due, held)
        check_invariants(store, messenger)
        with store.begin() as work:
            assert prove(work).delivered == len(due)
    finally:
        store.close()
    return line
