"""Telegram's limits: about 30 messages a second in all, one a second in a chat with short bursts.

The real limits are unpublished and vary, so `retry_after` is obeyed above all: for that chat, and overall.
Instants are seconds of a monotonic clock.
"""

from dataclasses import dataclass, field

BURST = 5.0  # messages that a chat may get at once after a pause


@dataclass(slots=True)
class Pace:
    """A schedule of starts: at most `rate` a second, with up to `burst` saved up; rate 0 lifts it."""

    rate: float
    burst: float = 1.0
    _free_at: float = field(default=0.0)
    _rests_until: float = field(default=0.0)

    def ready_at(self, now: float) -> float:
        """Return when the next start is allowed."""
        saved = (self.burst - 1) / self.rate if self.rate > 0 else 0.0
        return max(now, self._free_at - saved, self._rests_until)

    def start(self, now: float) -> None:
        """Note a start."""
        if self.rate > 0:
            self._free_at = max(self._free_at, now) + 1 / self.rate

    def fresh_at(self) -> float:
        """Return when the whole burst is saved up, so that nothing needs to be remembered."""
        return max(self._free_at, self._rests_until)

    def rest_until(self, instant: float) -> None:
        """Allow nothing before an instant."""
        self._rests_until = max(self._rests_until, instant)


@dataclass(frozen=True, slots=True)
class Limits:
    """Messages a second: in all, and in one chat; 0 lifts a limit."""

    overall: float = (
        29.5  # a leaky bucket at 30 bursts over it; research/performance: pace a little below
    )
    per_chat: float = 1.0
