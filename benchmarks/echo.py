"""A message in, a reply out, over HTTP: ours beside bots that store nothing or nearly nothing."""

from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.fieldbook import CUSTOMER, LIFTED, a_token, fieldbook_running, prepare
from benchmarks.process import cores, cpu_seconds, python, running, wait_for_poll
from benchmarks.results import Goal, Metric, Results, percentile
from benchmarks.stub import Stub, stub_running

CPU = "CPU ms/update"
RATE = "updates/s, 50 chats"
P50 = "one chat: p50 ms"
P95 = "p95 ms"

SHIPPED = "PTB as shipped"
AIOHTTP = "PTB + aiohttp"
HOP = "one hop"
THIN_HOP = "one hop, thin"
AIOGRAM = "aiogram"
OURS = "Fieldbook"
OURS_HELP = "Fieldbook, /help"
OURS_CARD = "Fieldbook, card"

SUBJECTS = {
    SHIPPED: "python-telegram-bot's echo with its own httpx transport, concurrent_updates; stores nothing",
    AIOHTTP: "the same bot over bot/transport.py; the floor of latency",
    HOP: "the same, and one row (two indexes) inserted and committed by raw sqlite3 in a database thread,"
    " WAL, synchronous=FULL, before the reply; the floor of CPU",
    THIN_HOP: "the same, replying through bot/telegram_api.py, which does not parse the message sent;"
    " the floor of latency for whoever keeps what he answers to",
    AIOGRAM: "aiogram's echo (aiohttp, updates as tasks); stores nothing",
    OURS: "`fieldbook run`, limits lifted, answering a joined member's /cancel: inbox, recognition, unit of work,"
    " conversation step, outbox, reply; everything committed with synchronous=FULL",
    OURS_HELP: "the same, answering /help, its longest screen",
    OURS_CARD: "the same, answering a customer's name with the card",
}
METRICS = (
    Metric(CPU, 3, floor=HOP),
    Metric(RATE, 0, floor=AIOGRAM),
    Metric(P50, 2, floor=AIOHTTP),
    Metric(P95, 2, floor=AIOHTTP),
)
GOALS = (
    Goal(OURS, CPU, 1.5, beside=HOP),
    Goal(OURS, RATE, 400, at_least=True),
    Goal(OURS, RATE, 1, beside=SHIPPED, at_least=True),
    Goal(OURS, P95, 2, beside=AIOHTTP),
    Goal(THIN_HOP, P95, 2, beside=AIOHTTP),
    Goal(OURS, P95, 1.5, beside=THIN_HOP),
)
PROGRAMS = {
    SHIPPED: "as_shipped",
    AIOHTTP: "over_aiohttp",
    HOP: "one_hop",
    THIN_HOP: "one_hop_thin",
    AIOGRAM: "with_aiogram",
}
CHATS = 50
UPDATES = {SHIPPED: 500}  # slow enough that fewer updates take as long
USUAL_UPDATES = 2000
SINGLE_UPDATES = 200
PAUSE = 0.005  # seconds a single chat waits, so that the bot is polling again, as it mostly is


@dataclass(frozen=True, slots=True)
class Subject:
    """A bot under measurement, talking to the stub with a token of its own."""

    name: str
    token: str
    pid: int
    text: str = ""


def tables(rounds: int) -> list[Results]:
    """Measure every bot in turn, `rounds` times over, all started beforehand."""
    results = Results("Echo over HTTP", SUBJECTS, METRICS, GOALS)
    with ExitStack() as stack:
        stub = stack.enter_context(stub_running())
        subjects = [
            _start(stack, stub, name, program)
            for name, program in PROGRAMS.items()
            if name != AIOGRAM or find_spec("aiogram")
        ]
        subjects += _ours(stack, stub)
        for subject in subjects:
            _feed(stub, subject, 300)
        for _ in range(rounds):
            for subject in subjects:
                _measure(stub, subject, results)
    return [results]


def _start(stack: ExitStack, stub: Stub, name: str, program: str) -> Subject:
    token = f"{len(program)}:{program}"
    command = python("benchmarks.bots", program, stub.url, token)
    process = stack.enter_context(running(command, cores()[0]))
    wait_for_poll(process, lambda: stub.first_poll_at(token))
    return Subject(name, token, process.pid)


def _ours(stack: ExitStack, stub: Stub) -> list[Subject]:
    home = Path(stack.enter_context(TemporaryDirectory()))
    prepare(stub, home, CHATS)
    token = a_token("echo")
    process = stack.enter_context(fieldbook_running(stub, home, token, LIFTED))
    texts = {OURS: "/cancel", OURS_HELP: "/help", OURS_CARD: CUSTOMER}
    return [Subject(name, token, process.pid, text) for name, text in texts.items()]


def _measure(stub: Stub, subject: Subject, results: Results) -> None:
    updates = UPDATES.get(subject.name, USUAL_UPDATES)
    before = cpu_seconds(subject.pid)
    rate = _feed(stub, subject, updates)
    results.add(subject.name, CPU, (cpu_seconds(subject.pid) - before) / updates * 1000)
    results.add(subject.name, RATE, rate)
    latencies = stub.feed(subject.token, SINGLE_UPDATES, 1, PAUSE, subject.text).latencies
    results.add(subject.name, P50, percentile(latencies, 0.5) * 1000)
    results.add(subject.name, P95, percentile(latencies, 0.95) * 1000)


def _feed(stub: Stub, subject: Subject, updates: int) -> float:
    report = stub.feed(subject.token, updates, CHATS, text=subject.text)
    return report.handled / report.seconds
