"""From the start of the process to its first poll, and what it holds in memory once at rest."""

import sys
import time
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fieldbook import a_token, fieldbook_running, prepare
from benchmarks.process import cores, python, resident_bytes, running, wait_for_poll
from benchmarks.results import Goal, Metric, Results
from benchmarks.stub import Stub, stub_running

FIRST_POLL = "s to first poll"
MEMORY = "MB at rest"

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
METRICS = (Metric(FIRST_POLL, 2, floor=IMPORTS), Metric(MEMORY, 0, floor=IMPORTS))
GOALS = (Goal(OURS, FIRST_POLL, 1.5), Goal(OURS, MEMORY, 85))
PROGRAMS = {ECHO: "over_aiohttp", AIOGRAM: "with_aiogram"}
REST = 1.0  # seconds after the first poll
INDEXING = 5.0
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


def _start_ours(results: Results, stub: Stub, home: Path, token: str) -> None:
    begun = time.perf_counter()
    with fieldbook_running(stub, home, token, {}) as process:
        polled = stub.first_poll_at(token)
        assert polled is not None
        _note(results, OURS, polled - begun, process.pid)


def _note(results: Results, name: str, seconds: float, pid: int) -> None:
    time.sleep(REST)
    results.add(name, FIRST_POLL, seconds)
    results.add(name, MEMORY, resident_bytes(pid) / 1e6)
