"""What a team says of its calendar: days that it works although they are off, and days off that are none elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from crm.rules import BETWEEN_ITEMS, Form, Rule, setting

MOST = 60
NO_DAYS: tuple[date, ...] = ()


def read_dates(text: str) -> tuple[date, ...]:
    """Read dates as they are typed: "2027-02-13, 2027-02-20"; "-" for none. ValueError for anything else."""
    items = [item.strip() for item in BETWEEN_ITEMS.split(text) if item.strip(" -")]
    if len(items) > MOST:
        raise ValueError(text)
    return tuple(sorted({date.fromisoformat(item) for item in items}))


@dataclass(frozen=True, slots=True)
class TeamCalendar(Rule):
    """Where a team's working days differ from the official calendar of its country."""

    name: ClassVar = "calendar"

    worked: tuple[date, ...] = setting(
        NO_DAYS, Form(read_dates, lambda days: ", ".join(map(date.isoformat, days)) or "-")
    )
    off: tuple[date, ...] = setting(
        NO_DAYS, Form(read_dates, lambda days: ", ".join(map(date.isoformat, days)) or "-")
    )

    @property
    def overrides(self) -> Mapping[date, bool]:
        """Say of each day that differs whether it is worked."""
        return dict.fromkeys(self.off, False) | dict.fromkeys(self.worked, True)
