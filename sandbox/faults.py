"""Things that go wrong on demand: slow answers, refusals, cut lines, repeated and broken updates."""

import random
from dataclasses import dataclass, field
from enum import StrEnum

from sandbox.answers import Json


class Trouble(StrEnum):
    """What goes wrong."""

    DELAY = "delay"  # the call takes `seconds` longer
    ANSWER = "answer"  # refused with `status` and `description`, not carried out
    FLOOD = "flood"  # 429 with `seconds` as retry_after, not carried out
    CUT_BEFORE = "cut_before"  # the connection drops and nothing was done
    CUT_AFTER = "cut_after"  # it was done, then the connection drops
    DUPLICATE = "duplicate"  # an update is delivered once more after it was confirmed
    MALFORMED = "malformed"  # an update that is none arrives beside the good ones


ON_DELIVERY = frozenset({Trouble.DUPLICATE, Trouble.MALFORMED})


@dataclass(slots=True)
class Fault:
    """One kind of trouble and whom it meets.

    `method` None means every method but getUpdates (so that a poller keeps running unless it is
    named); `calls` is how many calls (for updates: how many updates) it meets, None for no end;
    `probability` is drawn anew each time from a generator seeded with `seed`.
    """

    trouble: Trouble
    method: str | None = None
    calls: int | None = 1
    probability: float = 1.0
    seed: int = 0
    seconds: float = 1.0
    status: int = 502
    description: str = "Bad Gateway"
    chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self.trouble = Trouble(self.trouble)
        self.method = self.method and self.method.lower()
        self.chance = random.Random(self.seed)

    def meets(self, method: str) -> bool:
        """Whether this call is hit; counts it if so."""
        if self.method != method and (self.method or method == "getupdates"):
            return False
        if self.probability < 1 and self.chance.random() >= self.probability:
            return False
        if self.calls is not None:
            self.calls -= 1
        return True


class Faults:
    """The faults that are planned, in the order in which they were added."""

    def __init__(self) -> None:
        self._calls: list[Fault] = []
        self._delivery: list[Fault] = []

    def add(self, fault: Fault) -> Fault:
        """Plans a fault; it ends by itself after its number of calls, or by `clear`."""
        (self._delivery if fault.trouble in ON_DELIVERY else self._calls).append(fault)
        return fault

    def clear(self) -> None:
        """From now on everything goes well."""
        self._calls.clear()
        self._delivery.clear()

    def for_call(self, method: str) -> Fault | None:
        """The fault that meets this call (method in lower case), if any."""
        return _draw(self._calls, method) if self._calls else None

    def for_update(self, kind: str) -> Fault | None:
        """The fault that meets this update on its way (kind: "message", ...), if any."""
        return _draw(self._delivery, kind) if self._delivery else None


def malformed_update(update_id: int) -> Json:
    """An update with a good number and a body that no library can read."""
    return {"update_id": update_id, "message": {"message_id": "none", "date": "soon"}}


def _draw(faults: list[Fault], name: str) -> Fault | None:
    for fault in faults:
        if fault.meets(name):
            if fault.calls == 0:
                faults.remove(fault)
            return fault
    return None
