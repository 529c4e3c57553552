"""Start the stub, tell it what its chats say, and hear how fast they were answered.

Its chats talk: each sends a message, waits for the reply, pauses if told so, and sends the next. That is a
closed loop, so `chats` is how many updates are under way at once. A message's latency runs from the moment
the chat sent it to the moment `sendMessage` to that chat arrived.
"""

import json
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from benchmarks.process import cores, python, running


@dataclass(frozen=True, slots=True)
class Report:
    """What one feed brought: updates a second, and each reply's latency in seconds."""

    handled: int
    seconds: float
    latencies: list[float]


@dataclass(frozen=True, slots=True)
class Stub:
    """A running stub; every token is a bot of its own."""

    url: str

    def feed(
        self, token: str, updates: int, chats: int, pause: float = 0, text: str = ""
    ) -> Report:
        """Let `chats` chats send `updates` messages in all; return when the last reply came."""
        order = {"updates": updates, "chats": chats, "pause": pause, "text": text}
        return Report(**self._control(token, "feed", order))

    def seen(self, token: str) -> dict[str, int]:
        """Return how often each method was called."""
        return dict(self._control(token, "seen", {}))

    def first_poll_at(self, token: str) -> float | None:
        """Return when this bot first polled, on the clock of `time.perf_counter`."""
        return self._control(token, "first", {})  # type: ignore[no-any-return]

    def sent(self, token: str) -> list[tuple[float, int]]:
        """Return when each `sendMessage` arrived, on the same clock, and to which chat."""
        return [(at, chat) for at, chat in self._control(token, "sent", {})]

    def _control(self, token: str, what: str, order: dict[str, Any]) -> Any:
        request = urllib.request.Request(
            f"{self.url}/control{token}/{what}", json.dumps(order).encode(), method="POST"
        )
        with urllib.request.urlopen(request, timeout=900) as answer:
            return json.load(answer)["result"]


@contextmanager
def stub_running() -> Iterator[Stub]:
    """Run the stub on the second core."""
    _, core = cores()
    with running(python("benchmarks.stub_server"), core, piped=True) as process:
        assert process.stdout
        yield Stub(f"http://127.0.0.1:{int(process.stdout.readline())}")
