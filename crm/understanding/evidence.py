"""What the rules on intents look at, and what they return."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from crm.understanding.amounts import Amount
from crm.understanding.dates.moments import Moment
from crm.understanding.interactions import Interaction, is_ahead
from crm.understanding.reading import Intent, Kind
from crm.understanding.scene import Scene

_OPENING = re.compile(r"^[^\w?■●▲◆@#+(\"]+")
_BEGINNING = 1200  # characters


@dataclass(frozen=True, slots=True)
class Evidence:
    """The intent, the offsets of the words that decided, and the interaction for a log."""

    intent: Intent
    start: int = 0
    end: int = 0
    kind: Kind | None = None
    stage: str | None = None
    interaction: Interaction | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Everything that the rules look at."""

    scene: Scene
    moments: Sequence[Moment]
    amounts: Sequence[Amount]
    now: datetime
    interactions: Sequence[Interaction]

    @property
    def masked(self) -> str:
        """The folded text with names masked."""
        return self.scene.masked

    @property
    def words(self) -> str:
        """The masked text of the act without what opens it: blanks, stops, small talk left blank."""
        return _OPENING.sub("", self.masked[self.scene.start : self.scene.end]).rstrip()

    @property
    def done(self) -> Interaction | None:
        """The first interaction that has happened."""
        return next((one for one in self.interactions if one.done), None)

    @property
    def named(self) -> bool:
        """Whether a customer or a person is named."""
        return bool(self.scene.names or self.scene.people)

    @property
    def ahead(self) -> list[Moment]:
        """The moments that lie in the future."""
        return [one for one in self.moments if is_ahead(one, self.now)]

    def find(self, words: re.Pattern[str]) -> re.Match[str] | None:
        """Search the beginning of the act, where a message says what it wants."""
        end = min(self.scene.end, self.scene.start + _BEGINNING)
        return words.search(self.masked, self.scene.start, end)

    def comes_first(self, found: re.Match[str] | None) -> bool:
        """Tell whether the evidence stands before anything that has happened."""
        return found is not None and (self.done is None or found.start() <= self.done.start)

    def clause_of(self, place: int) -> tuple[int, int]:
        """Return the offsets of the clause at a place, of the whole text where there is none."""
        inside = (one for one in self.scene.clauses if one[0] <= place < one[1])
        return next(inside, (0, len(self.masked)))
