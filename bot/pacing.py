"""Telegram's limits: about 30 messages a second in all, one a second in a chat with short bursts.

The real limits are unpublished and vary, so `retry_after` is obeyed above all: for that chat, and overall.
Instants are seconds of a monotonic clock.
"""

from collections import deque
from dataclasses import dataclass, field
from math import ceil

BURST = 5.0  # messages that a chat may get at once after a pause
CATCH_UP = 3.0  # messages in all that may go at once, so that a timer that came late costs nothing
SECOND = 1.0


@dataclass(slots=True)
class Pace:
    """A schedule of starts: `rate` a second, with up to `burst` saved up; rate 0 lifts it.

    One that `is_strict` starts no more in any second than its rate, rounded up, whatever was saved.
    """

    rate: float
    burst: float = 1.0
    is_strict: bool = False
    _free_at: float = field(default=0.0)
    _rests_until: float = field(default=0.0)
    _starts: deque[float] = field(default_factory=deque)  # those of the last second, if strict

    def ready_at(self, now: float) -> float:
        """Return when the next start is allowed."""
        saved = (self.burst - 1) / self.rate if self.rate > 0 else 0.0
        return max(now, self._free_at - saved, self._rests_until, self._second_ends())

    def start(self, now: float) -> None:
        """Note a start."""
        if self.rate <= 0:
            return
        self._free_at = max(self._free_at, now) + 1 / self.rate
        if self.is_strict:
            self._starts.append(now)
            while len(self._starts) > ceil(self.rate):
                self._starts.popleft()

    def fresh_at(self) -> float:
        """Return when the whole burst is saved up, so that nothing needs to be remembered."""
        return max(self._free_at, self._rests_until)

    def rest_until(self, instant: float) -> None:
        """Allow nothing before an instant."""
        self._rests_until = max(self._rests_until, instant)

    def _second_ends(self) -> float:
        is_full = self.is_strict and 0 < self.rate <= len(self._starts)
        return self._starts[0] + SECOND if is_full else 0.0


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second: in all, and in one chat; 0 lifts a limit."""

    overall: float = (
        29.8  # 30 in any second is the limit; a little below, for starts arrive jittered
    )
    per_chat: float = 1.0
