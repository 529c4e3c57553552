"""When? The step that conversations share: a day by key, or day and time in words."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from crm.reminders import Due
from crm.words import DueWords, read_due
from handlers.kit.buttons import button
from handlers.kit.say import Say
from handlers.kit.screen import Rows, Screen, Tap, clip, grid, lines
from handlers.kit.talk import Draft

STEP_SHOWN = 200


@button("ld")
class SetDay:
    """The day of the next step."""

    day: date


@dataclass
class DueDraft(Draft):
    """A draft of something that is to be done; `is_unclear` and `is_past` say why its time is asked again."""

    due_on: str = ""
    due_at: str = ""
    due_rule: str = ""
    is_unclear: bool = False
    is_past: bool = False

    @property
    def due(self) -> Due | None:
        """When it is due, where that is known."""
        if not self.due_on:
            return None
        at = time.fromisoformat(self.due_at) if self.due_at else None
        return Due(date.fromisoformat(self.due_on), at, self.due_rule or None)

    def note_due(self, due: Due) -> None:
        """Note when it is due."""
        self.due_on = due.day.isoformat()
        self.due_at = due.at.isoformat("minutes") if due.at else ""
        self.due_rule = due.rrule or ""

    def note_words(self, words: str, said_at: datetime, zone: str) -> DueWords:
        """Note the time that words name, or why they do not; return what was read."""
        read = read_due(words, said_at, zone)
        self.is_unclear, self.is_past = read.is_unclear, read.is_past
        if read.due is not None:
            self.note_due(read.due)
        return read

    def note_past(self) -> None:
        """Note that the time turned out to be over."""
        self.due_on = self.due_at = self.due_rule = ""
        self.is_past = True


def ask_when(step: str, draft: DueDraft, say: Say) -> Screen:
    """Ask when the next step is due, saying why the last answer did not do."""
    doubt = None
    if draft.is_past:
        doubt = say("That time is over.")
    elif draft.is_unclear:
        doubt = say("I am not sure which day you mean.")
    what = say("<i>{step}</i>", step=clip(step, STEP_SHOWN)) if step else None
    how = say("<b>When?</b> Tap a day, or type it: “Friday 3pm”.")
    return Screen(lines(what, doubt, how), day_keys(say))


def day_keys(say: Say, button: Callable[[date], Any] = SetDay) -> Rows:
    """Return keys for the days a follow-up is mostly put on."""
    return grid([Tap(f"{label} · {say.day(day)}", button(day)) for label, day in days(say)], 2)


def days(say: Say) -> list[tuple[str, date]]:
    """Return the days a follow-up is mostly put on, with what they are called; no day comes twice."""
    today = say.today
    usual = [
        (say.plain("Tomorrow"), today + timedelta(days=1)),
        (say.plain("In 3 days"), today + timedelta(days=3)),
        (say.plain("Next Monday"), next_monday(today)),
        (say.plain("In a week"), today + timedelta(days=7)),
    ]
    named = {day: label for label, day in reversed(usual)}
    return [(label, day) for label, day in usual if named[day] == label]


def next_monday(today: date) -> date:
    """Return the Monday of next week."""
    return today + timedelta(days=7 - today.weekday())
