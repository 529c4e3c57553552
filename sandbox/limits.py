"""How fast a bot may send: Telegram's documented figures, as buckets that refill."""

import math
from dataclasses import dataclass, field

from sandbox.answers import too_many_requests


@dataclass(frozen=True, slots=True)
class Pace:
    """`rate` a second on average, `burst` at once."""

    rate: float
    burst: float


# About 30 a second in all and 1 a second in one chat, with short bursts (core.telegram.org/bots/faq);
# the exact figures are unpublished. Only messages count: nothing is documented for edits and taps.
OVERALL = Pace(30, 30)
ONE_CHAT = Pace(1, 5)


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


@dataclass(slots=True)
class Limits:
    """One bot's buckets. `Limits.lifted()` never refuses."""

    overall: Pace | None = OVERALL
    one_chat: Pace | None = ONE_CHAT
    _buckets: dict[int, _Bucket] = field(default_factory=dict)

    @classmethod
    def lifted(cls) -> "Limits":
        """No limits at all, for load tests."""
        return cls(None, None)

    def spend(self, chat_id: int, now: float, messages: int = 1) -> None:
        """Counts messages to a chat at the instant `now`; 429 with `retry_after` if too many."""
        paces = [(chat_id, self.one_chat), (0, self.overall)]
        due = [(key, pace) for key, pace in paces if pace]
        wait = max((self._wait(key, pace, now, messages) for key, pace in due), default=0.0)
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        for key, _ in due:
            self._buckets[key].level -= messages

    def _wait(self, key: int, pace: Pace, now: float, messages: int) -> float:
        """Seconds until `messages` fit; brings the bucket up to date on the way."""
        bucket = self._buckets.get(key)
        if bucket is None:
            bucket = self._buckets[key] = _Bucket(pace.burst, now)
        bucket.level = min(pace.burst, bucket.level + (now - bucket.at) * pace.rate)
        bucket.at = now
        needed = min(
            messages, pace.burst
        )  # an album larger than the burst waits for a full bucket
        return (needed - bucket.level - 1e-6) / pace.rate
