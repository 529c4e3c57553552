"""A bot's updates: kept until they are confirmed or too old, handed out in order."""

import asyncio
from collections import deque
from dataclasses import dataclass

from sandbox.answers import Json
from sandbox.clock import Clock
from sandbox.faults import Faults, Trouble, malformed_update

KEPT = 24 * 3600.0
TAP_KEPT = 150.0  # TBA Client.cpp, add_update(UpdateType::CallbackQuery, ...)
FIRST_ID = 700_000_001
# Never sent unless asked for by name (Bot API, getUpdates: allowed_updates).
ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})


@dataclass(slots=True)
class Update:
    """One update; `lane` is what keeps its order when delivered by webhook."""

    update_id: int
    body: Json
    expires: float
    lane: int
    again: bool = False


class UpdateQueue:
    """Waiting updates in order of their ids."""

    def __init__(self, clock: Clock, faults: Faults) -> None:
        self._clock = clock
        self._faults = faults
        self._waiting: deque[Update] = deque()
        self._next_id = FIRST_ID
        self.allowed: frozenset[str] | None = None
        self.arrived = asyncio.Event()
        clock.on_move.append(lambda _: self.arrived.set())  # those who wait look at the time again

    def __len__(self) -> int:
        self._expire()
        return len(self._waiting)

    def add(self, kind: str, payload: Json, lane: int) -> Update | None:
        """Queues an update of the given kind; None if the bot does not want that kind."""
        if kind not in self.allowed if self.allowed else kind in ON_REQUEST:
            return None
        kept = TAP_KEPT if kind == "callback_query" else KEPT
        fault = self._faults.for_update(kind)
        if fault and fault.trouble is Trouble.MALFORMED:
            self._append(malformed_update(self._next_id), kept, lane)
        update = self._append({"update_id": self._next_id, kind: payload}, kept, lane)
        update.again = bool(fault and fault.trouble is Trouble.DUPLICATE)
        self.arrived.set()
        return update

    def _append(self, body: Json, kept: float, lane: int) -> Update:
        update = Update(self._next_id, body, self._clock.now() + kept, lane)
        self._next_id += 1
        self._waiting.append(update)
        return update

    def confirm_below(self, update_id: int) -> None:
        """Forgets all updates below `update_id`, but once keeps one that is to come again."""
        again = []
        while self._waiting and self._waiting[0].update_id < update_id:
            update = self._waiting.popleft()
            if update.again:
                update.again = False
                again.append(update)
        self._waiting.extendleft(reversed(again))

    def keep_last(self, count: int) -> None:
        """Forgets all but the last `count` updates (a negative offset)."""
        while len(self._waiting) > count:
            self._waiting.popleft()

    def remove(self, update: Update) -> None:
        """Forgets one update that was delivered, unless it is to come again."""
        if update.again:
            update.again = False
        elif update in self._waiting:
            self._waiting.remove(update)

    def clear(self) -> None:
        """Forgets everything that waits."""
        self._waiting.clear()

    def waiting(self, limit: int | None = None) -> list[Update]:
        """The oldest updates that are still good; at most `limit`."""
        self._expire()
        if limit is None or limit >= len(self._waiting):
            return list(self._waiting)
        return [self._waiting[place] for place in range(limit)]

    def _expire(self) -> None:
        """Taps live shorter than messages, so the old ones may stand anywhere in the line."""
        now = self._clock.now()
        if any(update.expires <= now for update in self._waiting):
            self._waiting = deque(update for update in self._waiting if update.expires > now)
