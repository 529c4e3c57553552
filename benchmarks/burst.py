"""Thousands of reminders due at one moment, through Telegram's limit, while a rep asks something."""

import tempfile
from pathlib import Path

from benchmarks.fieldbook import CUSTOMER, a_token, fieldbook_running, prepare
from benchmarks.process import cpu_seconds, wait_until
from benchmarks.results import Goal, Metric, Results, percentile
from benchmarks.stub import Stub, stub_running

REMINDERS = 10_000
MEMBERS = 500
LIMIT = 30  # messages a second, Telegram's for bulk

SECONDS = "s in all"
PEAK = "most in one s"
REPLY_P95 = "reply p95 ms"
REPLY_MAX = "reply max ms"
CPU = "CPU ms/message"

IDEAL = "the limit itself"
OURS = "Fieldbook"

SUBJECTS = {
    IDEAL: f"as many messages, replies included, at {LIMIT} a second, by arithmetic: the floor",
    OURS: f"`fieldbook run` with as many reminders due, over {MEMBERS - 1} chats, at its default rate;"
    " one more member looks a customer up every two seconds",
}
METRICS = (
    Metric(SECONDS, 1, floor=IDEAL),
    Metric(PEAK, 0),
    Metric(REPLY_P95, 1),
    Metric(REPLY_MAX, 1),
    Metric(CPU, 2),
)
GOALS = (
    Goal(OURS, SECONDS, 1.02, beside=IDEAL),
    Goal(OURS, PEAK, LIMIT + 1),
    Goal(OURS, REPLY_MAX, 1000),
)
PAUSE = 2.0


def tables(rounds: int) -> list[Results]:
    """Send the burst once, however many rounds: it takes as long as the limit says."""
    del rounds
    results = Results(f"{REMINDERS:,} reminders due at once", SUBJECTS, METRICS, GOALS)
    results.add(IDEAL, PEAK, LIMIT)
    with stub_running() as stub, tempfile.TemporaryDirectory() as directory:
        home = Path(directory)
        prepare(stub, home, MEMBERS, REMINDERS)
        _send(stub, home, results)
    return [results]


def _send(stub: Stub, home: Path, results: Results) -> None:
    token = a_token("burst")
    with fieldbook_running(stub, home, token, {}) as process:
        cpu = cpu_seconds(process.pid)
        asked = int(REMINDERS / LIMIT / PAUSE)
        latencies = stub.feed(token, asked, 1, PAUSE, CUSTOMER).latencies
        total = asked + REMINDERS
        wait_until(
            lambda: stub.seen(token).get("sendMessage", 0) >= total, 120, "the last reminder"
        )
        cpu = cpu_seconds(process.pid) - cpu
    sent = stub.sent(token)
    pushed = [at for at, chat in sent if chat != 1]
    begun = min(stub.first_poll_at(token) or pushed[0], pushed[0])
    results.add(IDEAL, SECONDS, sum(at <= pushed[-1] for at, _ in sent) / LIMIT)
    results.add(OURS, SECONDS, pushed[-1] - begun)
    results.add(OURS, PEAK, _most_in_one_second([at for at, _ in sent]))
    results.add(OURS, REPLY_P95, percentile(latencies, 0.95) * 1000)
    results.add(OURS, REPLY_MAX, max(latencies) * 1000)
    results.add(OURS, CPU, cpu / len(sent) * 1000)


def _most_in_one_second(instants: list[float]) -> int:
    most = first = 0
    for last, at in enumerate(instants):
        while at - instants[first] >= 1:
            first += 1
        most = max(most, last - first + 1)
    return most
