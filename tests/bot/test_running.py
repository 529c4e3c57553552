"""`fieldbook run` as a process: how it starts, refuses, fails, stops, and what its log says."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from crm.clock import SystemClock
from sandbox.faults import Fault, Trouble
from sandbox.limits import Limits
from sandbox.messenger import TOKEN, Messenger
from sandbox.server import Serving, serve
from storage.store import Store
from tests.architecture.test_loaded import HEAVY, LATE_ONES
from tests.faults.bot_under_test import KEEPING
from tests.faults.invariants import check_invariants
from tests.faults.load import Load
from tests.kit.databases import BOTH
from tests.kit.process import HERE, RUN, BotProcess, next_poll

on_both = pytest.mark.parametrize("database", BOTH, indirect=True)


class Office:
    """A served messenger with one member, and a folder for the bot's files."""

    def __init__(
        self, folder: Path, database: str, messenger: Messenger, serving: Serving
    ) -> None:
        self.folder = folder
        self.database = database
        self.messenger = messenger
        self.url = serving.url
        self.store = Store(database, SystemClock().now)
        self.load = Load(messenger)
        self.load.join_all(self.store, reps=5)
        self.rep = self.load.people[0]

    async def start(self, program: str = RUN, **settings: str) -> BotProcess:
        given = {"url": self.url, "database": self.database, **settings}
        return await BotProcess.start(self.folder, program=program, **given)

    @property
    def log(self) -> str:
        return (self.folder / "log").read_text()


@pytest.fixture
async def office(tmp_path: Path, database: str) -> AsyncIterator[Office]:
    messenger = Messenger(limits=Limits.lifted())
    async with serve(messenger) as serving:
        opened = Office(tmp_path, database, messenger, serving)
        yield opened
        opened.store.close()


async def test_it_waits_for_telegram_does_without_niceties_and_stops_well(office: Office) -> None:
    faults = office.messenger.faults
    faults.add(Fault(Trouble.ANSWER, "getMe", calls=2, status=502))
    for nicety in ("setMyCommands", "answerCallbackQuery"):
        faults.add(Fault(Trouble.ANSWER, nicety, calls=None, status=404, description="Not Found"))
    await office.rep.say("/log")
    bot = await office.start()

    await office.rep.until(lambda person: bool(person.last.rows), within=30)
    await office.rep.tap("✕ Cancel")
    await office.rep.until("Cancelled", within=30)

    assert await bot.stop() == 0
    assert office.log.count("event=waiting_for_telegram") == 2
    assert "event=nicety_refused" in office.log
    check_invariants(office.store, office.messenger)


async def test_a_second_program_on_the_same_sqlite_database_refuses(office: Office) -> None:
    await office.rep.say("/help")
    first = await office.start()
    await office.rep.until("Log", within=30)

    second = await office.start()

    assert await second.ended() == 1
    assert "already works on" in office.log
    assert "Traceback" not in office.log
    assert await first.stop() == 0


async def test_a_stop_under_load_is_quick_and_loses_and_repeats_nothing(office: Office) -> None:
    bot = await office.start(KEEPING)
    saying = asyncio.ensure_future(office.load.say(150))
    await office.rep.until(lambda _: len(office.load.answers) > 30, within=30)

    async with asyncio.timeout(10):
        code = await bot.stop()
    again = await office.start(KEEPING)
    await asyncio.wait_for(saying, 30)

    assert (code, await again.stop()) == (0, 0)
    office.load.check(office.store)
    check_invariants(office.store, office.messenger)
    assert set(office.load.answers.values()) == {1}


async def test_it_can_be_stopped_while_it_waits_for_telegram(office: Office) -> None:
    faults, asked = office.messenger.faults, asyncio.Event()
    faults.add(Fault(Trouble.ANSWER, "getMe", calls=None, status=502))
    answer = faults.for_call

    def heard(method: str) -> Fault | None:
        asked.set()
        return answer(method)

    faults.for_call = heard  # type: ignore[method-assign]
    bot = await office.start()
    await asyncio.wait_for(asked.wait(), 30)

    async with asyncio.timeout(5):
        assert await bot.stop() == 0


async def test_a_part_that_fails_ends_the_program_with_an_error(office: Office) -> None:
    broken = (
        "import bot.settling\n"
        "def fail(*_): raise ZeroDivisionError('Wang Xiaoming')\n"
        "bot.settling.settle = fail\n"
    )
    await office.rep.say("/help")

    bot = await office.start(broken + HERE)
    async with asyncio.timeout(30):
        code = await bot.ended()

    assert code == 1
    assert "event=background_failed" in office.log
    assert "task=settler" in office.log
    assert "Xiaoming" not in office.log


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"token": "77777:a-token-that-nobody-was-ever-given"}, "does not know this token"),
        ({"token": "nonsense"}, "FIELDBOOK_TOKEN is missing or is no bot token"),
        ({"database": "postgresql:///x?host=/tmp/no-such-folder"}, "does not let us in"),
    ],
)
async def test_what_it_cannot_work_with_is_told_in_a_sentence(
    office: Office, settings: dict[str, str], sentence: str
) -> None:
    bot = await office.start(**settings)

    assert await bot.ended() == 1
    assert sentence in office.log
    assert "Traceback" not in office.log
    assert "77777:" not in office.log


CANARIES = ("Qanarius", "金丝雀有限公司", "13900001111", TOKEN, TOKEN.partition(":")[2])


async def test_neither_the_token_nor_what_people_write_is_in_the_log(office: Office) -> None:
    failing = KEEPING.replace("keeping; keeping()", "failing; failing()")
    bot = await office.start(failing, log_level="debug")
    faults = office.messenger.faults
    faults.add(Fault(Trouble.CUT_AFTER, "sendMessage"))
    faults.add(Fault(Trouble.ANSWER, "sendMessage", status=502))
    faults.add(Fault(Trouble.ANSWER, "sendMessage", status=400, description='bad "Qanarius"'))
    faults.add(Fault(Trouble.MALFORMED, "message"))
    rep = office.rep

    for said in ("/keep Qanarius 金丝雀有限公司", "金丝雀有限公司 13900001111", "/log Qanarius"):
        await rep.say(said)
    await rep.say("/fail Qanarius 13900001111")
    await rep.until("could not handle", within=30)

    assert await bot.stop() == 0
    assert "event=update_failed" in office.log
    assert [canary for canary in CANARIES if canary in office.log] == []


async def test_a_new_process_goes_on_with_what_an_old_one_has_shown(office: Office) -> None:
    """Nothing is loaded yet: neither the button that is tapped, nor the conversation that is left."""
    rep = office.rep
    await rep.say("/settings")
    first = await office.start()
    await rep.until("Quiet hours", within=30)
    assert await first.stop() == 0

    await rep.tap("🌐 Language")
    second = await office.start()
    await rep.until("Which language", within=30)
    assert await second.stop() == 0

    await rep.say("/log")
    third = await office.start()
    await rep.until("Whom did you meet", within=30)
    await rep.tap("✕ Cancel")
    await rep.until("You left this unfinished: Settings", within=30)
    assert await third.stop() == 0
    check_invariants(office.store, office.messenger)


SAY_WHAT_IS_LOADED = """
import sys
import bot.__main__
try:
    bot.__main__.run_bot()
finally:
    print("loaded", *(name for name, module in sys.modules.items() if module), flush=True)
"""


async def test_at_rest_nothing_is_loaded_that_only_some_messages_need(office: Office) -> None:
    bot = await office.start(SAY_WHAT_IS_LOADED)
    await next_poll(office.messenger)

    assert await bot.stop() == 0
    loaded = next(line for line in office.log.splitlines() if line.startswith("loaded")).split()
    assert "bot.app" in loaded
    assert HEAVY.intersection(loaded) == set()
    assert LATE_ONES.intersection(loaded) == set()
