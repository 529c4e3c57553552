"""From the start of the process to its first poll, and what it holds in memory: at rest, and once it is used.

Features are loaded on their first use. So the first line is timed too, and memory is measured again after
50 messages of many kinds in both languages.
"""

import sys
import time
from importlib.util import find_spec
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from benchmarks.fieldbook import CUSTOMER, a_token, fieldbook_running, prepare
from benchmarks.process import cores, python, resident_bytes, running, wait_for_poll
from benchmarks.results import Goal, Metric, Results
from benchmarks.stub import Stub, stub_running

FIRST_POLL = "s to first poll"
MEMORY = "MB at rest"
FIRST_LINE = "ms for the first line"
SECOND_LINE = "for the second"
USED = "MB after 50 messages"

IMPORTS = "imports alone"
ECHO = "PTB + aiohttp"
AIOGRAM = "aiogram"
OURS = "Fieldbook"

SUBJECTS = {
    IMPORTS: "a process that imports python-telegram-bot, aiohttp, SQLAlchemy and APScheduler and ends"
    " (its whole life and its peak memory): the floor",
    ECHO: "python-telegram-bot's echo over bot/transport.py",
    AIOGRAM: "aiogram's echo",
    OURS: "`fieldbook run` on a database that exists",
}
METRICS = (
    Metric(FIRST_POLL, 2, floor=IMPORTS),
    Metric(MEMORY, 0, floor=IMPORTS),
    Metric(FIRST_LINE, 0),
    Metric(SECOND_LINE, 0),
    Metric(USED, 0),
)
GOALS = (Goal(OURS, FIRST_POLL, 1.5), Goal(OURS, MEMORY, 85))
PROGRAMS = {ECHO: "over_aiohttp", AIOGRAM: "with_aiogram"}
REST = 1.0  # seconds after the first poll
INDEXING = 5.0
LINES = (
    f"visited {CUSTOMER} 1, they want a quote, call back Friday 10am",
    f"拜访了 {CUSTOMER} 1，聊了报价，下周三上午十点跟进",
)
MIXED = (
    *(
        "/help",
        "/today",
        "/log",
        "/cancel",
        f"{CUSTOMER} 1",
        "/find",
        "/reminders",
        "/plans",
        "/undo",
    ),
    *(
        "/pipeline",
        f"new deal with {CUSTOMER} 1, 40 pumps, 25k, closing in December",
        "/deals over 5k",
    ),
    *(
        f"remind me tomorrow at 3pm to send {CUSTOMER} 1 the offer",
        "明天下午三点提醒我给王总打电话",
    ),
    *(
        "/me",
        "/report",
        "/settings",
        "/team",
        "/rules",
        "/pool",
        "/tasks",
        "/price pump",
        "/stalled",
    ),
    *(f"/plan {CUSTOMER} 1 tomorrow 2pm", "/new", "/duplicates", "/fields", "/remind", "/cancel"),
    *(
        f"打电话给 {CUSTOMER} 1，客户说价格太高",
        "今天有什么安排",
        "/opportunity",
        "/cancel",
        "/away",
    ),
    *(
        "/cancel",
        "/customer",
        "/cancel",
        "hello",
        "谢谢",
        "/start",
        "/invite",
        "/cancel",
        "/rates",
    ),
    *(
        "/cancel",
        "/assign",
        "张伟 13800138000 采购经理",
        f"note {CUSTOMER} 1 likes short mails",
        "/help",
    ),
)
IMPORTING = (
    "import resource, telegram.ext, aiohttp, sqlalchemy.orm, apscheduler.schedulers.asyncio;"
    "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
)


def tables(rounds: int) -> list[Results]:
    """Start every program in turn, `rounds` times over."""
    results = Results("Start and rest", SUBJECTS, METRICS, GOALS)
    with stub_running() as stub, TemporaryDirectory() as home:
        prepare(stub, Path(home), members=50)
        _import(Results("", {}, ()))  # so that no round pays for compiling to bytecode
        with fieldbook_running(stub, Path(home), a_token("index"), {}):
            time.sleep(INDEXING)  # what was put into the database from outside is indexed once
        for number in range(rounds):
            _import(results)
            for name, program in PROGRAMS.items():
                if name != AIOGRAM or find_spec("aiogram"):
                    _start(results, stub, name, program, f"{number}:{program}")
            _start_ours(results, stub, Path(home), a_token(f"start {number}"))
    return [results]


def _import(results: Results) -> None:
    begun = time.perf_counter()
    command = [sys.executable, "-c", IMPORTING]
    with running(command, cores()[0], piped=True) as process:
        kilobytes, _ = process.communicate()
    results.add(IMPORTS, FIRST_POLL, time.perf_counter() - begun)
    results.add(IMPORTS, MEMORY, int(kilobytes) / 1000)


def _start(results: Results, stub: Stub, name: str, program: str, token: str) -> None:
    begun = time.perf_counter()
    command = python("benchmarks.bots", program, stub.url, token)
    with running(command, cores()[0]) as process:
        polled = wait_for_poll(process, lambda: stub.first_poll_at(token))
        _note(results, name, polled - begun, process.pid)


def _start_ours(results: Results, stub: Stub, made: Path, token: str) -> None:
    with TemporaryDirectory() as copied:  # a bot of a new token numbers its updates from 1 again
        home = Path(copied)
        copytree(made, home, dirs_exist_ok=True)
        _start_in(results, stub, home, token)


def _start_in(results: Results, stub: Stub, home: Path, token: str) -> None:
    begun = time.perf_counter()
    with fieldbook_running(stub, home, token, {}) as process:
        polled = stub.first_poll_at(token)
        assert polled is not None
        _note(results, OURS, polled - begun, process.pid)
        for metric, line in zip((FIRST_LINE, SECOND_LINE), LINES, strict=True):
            (seconds,) = stub.feed(token, 1, 1, text=line).latencies
            results.add(OURS, metric, seconds * 1000)
        for said in MIXED:
            stub.feed(token, 1, 1, text=said)
        time.sleep(REST)
        results.add(OURS, USED, resident_bytes(process.pid) / 1e6)


def _note(results: Results, name: str, seconds: float, pid: int) -> None:
    time.sleep(REST)
    results.add(name, FIRST_POLL, seconds)
    results.add(name, MEMORY, resident_bytes(pid) / 1e6)
