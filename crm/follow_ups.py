"""Follow-ups of a new opportunity: some days after it was entered, on working days, until the customer answers.

They are reminders of its owner that wait for an answer: whatever is logged at the customer ends them, and so does
a move to another stage.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType
from typing import ClassVar

from sqlalchemy import ColumnElement, Select, select

from crm.calendars import calendar_of
from crm.instants import today_of
from crm.policy import actor_of, opportunity_for
from crm.reminder_answers import answer_ring
from crm.reminders import ANSWERED, Due, add_reminder
from crm.rules import Form, Rule, read_rule, setting, wholes, yes_or_no
from storage.rings import Answer
from storage.tables import Customer, Opportunity, Reminder, ReminderState
from storage.work import Work

DAYS = wholes(1, 365, 8)
NO_DAYS: Mapping[str, tuple[int, ...]] = MappingProxyType({})
MOST_WORDS = 20


def read_days_by_word(text: str) -> Mapping[str, tuple[int, ...]]:
    """Read days by a word, one a line: "A: 1, 3, 7"; "-" for none. ValueError for anything else."""
    found: dict[str, tuple[int, ...]] = {}
    for line in text.replace(";", "\n").replace("；", "\n").splitlines():
        if not line.strip(" -"):
            continue
        word, colon, days = line.replace("：", ":").partition(":")
        if not colon or not word.strip() or len(word) > 60:
            raise ValueError(text)
        found[word.strip()] = DAYS.read(days)
    if len(found) > MOST_WORDS:
        raise ValueError(text)
    return MappingProxyType(found)


def write_days_by_word(days: Mapping[str, tuple[int, ...]]) -> str:
    """Return days by a word as `read_days_by_word` takes them."""
    return "; ".join(f"{word}: {DAYS.write(found)}" for word, found in days.items()) or "-"


@dataclass(frozen=True, slots=True)
class FollowUps(Rule):
    """On which days after it was entered a new opportunity is followed up: by its source, its customer's grade, or all."""

    name: ClassVar = "follow_ups"

    is_on: bool = setting(True, yes_or_no())
    days: tuple[int, ...] = setting((1, 3, 7), DAYS)
    by_source: Mapping[str, tuple[int, ...]] = setting(
        NO_DAYS, Form(read_days_by_word, write_days_by_word)
    )
    by_grade: Mapping[str, tuple[int, ...]] = setting(
        NO_DAYS, Form(read_days_by_word, write_days_by_word)
    )

    def days_for(self, source: str | None, grade: str | None) -> tuple[int, ...]:
        """Return the days for a source and a grade: the source decides before the grade."""
        if not self.is_on:
            return ()
        return self.by_source.get(source or "", self.by_grade.get(grade or "", self.days))


@dataclass(frozen=True, slots=True)
class Planned:
    """The follow-ups that were planned; `unknown` are years whose official calendar is not there yet."""

    reminders: tuple[Reminder, ...] = ()
    unknown: tuple[int, ...] = ()


def plan_follow_ups(work: Work, opportunity: Opportunity, customer: Customer) -> Planned:
    """Plan the follow-ups of a new opportunity for the actor, each on a working day; two on one day are one.

    For use-cases, which close the history entry.
    """
    actor = actor_of(work)
    rule = read_rule(work, FollowUps, opportunity.team_id)
    calendar, today = calendar_of(work, actor), today_of(work, actor)
    days = {
        calendar.on_or_after(today + timedelta(days=n))
        for n in rule.days_for(opportunity.source, customer.grade)
    }
    planned = []
    for day in sorted(days):
        reminder = add_reminder(
            work,
            text=opportunity.title,
            due=Due(day),
            customer_id=customer.id,
            opportunity_id=opportunity.id,
        )
        planned.append(work.change(reminder, awaits_answer=True))
    unknown = sorted({day.year for day in days if not calendar.is_known(day.year)})
    return Planned(tuple(planned), tuple(unknown))


def open_follow_ups(work: Work, opportunity_id: int) -> Sequence[Reminder]:
    """Return the follow-ups of an opportunity that are still to come, the next one first."""
    waiting = _of_opportunity(opportunity_id, Reminder.state == ReminderState.PLANNED)
    return work.session.scalars(waiting.order_by(Reminder.due_at)).all()


def end_follow_ups(work: Work, opportunity_id: int) -> int:
    """End the follow-ups of an opportunity, told of already or not; for use-cases, which close the history entry."""
    waiting = work.session.scalars(
        _of_opportunity(opportunity_id, Reminder.state.not_in(ANSWERED))
    ).all()
    for reminder in waiting:
        answer_ring(work, reminder, Answer.CANCELLED)
        work.change(reminder, state=ReminderState.CANCELLED, answered_at=work.now)
    return len(waiting)


def stop_follow_ups(work: Work, opportunity_id: int) -> int | None:
    """End the follow-ups of an opportunity by the actor's wish; return the entry to undo."""
    opportunity = opportunity_for(work, opportunity_id)
    end_follow_ups(work, opportunity.id)
    return work.close_entry("stop_follow_ups", opportunity.customer_id)


def _of_opportunity(opportunity_id: int, stand: ColumnElement[bool]) -> Select[Reminder]:
    return select(Reminder).where(
        Reminder.opportunity_id == opportunity_id,
        Reminder.awaits_answer.is_(True),
        stand,
    )
