"""How often customers want to be seen: the days that may pass without contact, by grade."""

from dataclasses import dataclass
from typing import ClassVar

from crm.rules import Rule, setting, whole

DAYS = whole(1, 1000)


@dataclass(frozen=True, slots=True)
class VisitCadence(Rule):
    """Days between two contacts with a customer of a grade; `ungraded` for the others."""

    name: ClassVar = "visit_cadence"

    a: int = setting(14, DAYS)
    b: int = setting(30, DAYS)
    c: int = setting(90, DAYS)
    ungraded: int = setting(90, DAYS)

    def days(self, grade: str | None) -> int:
        """Return how many days may pass for a grade."""
        return {"A": self.a, "B": self.b, "C": self.c}.get(grade or "", self.ungraded)
