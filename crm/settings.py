"""A member's own settings, and those of a team: each change is one act that can be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, select

from crm.countries import check_country, check_currency
from crm.customers import tidy
from crm.errors import Empty, NotThere, TextTooLong
from crm.instants import instant_of, local
from crm.policy import administrator, present_actor, visible_teams
from crm.zones import check_zone
from storage.tables import Member, Reminder, ReminderState, Role, Team
from storage.work import Work

TEAM_NAME_LIMIT = 60
ACT = "change_settings"
TEAM_ACT = "change_team"


class Moves(StrEnum):
    """What stays of planned reminders when their member moves to another zone."""

    CLOCK = "c"
    INSTANT = "i"


@dataclass(frozen=True, slots=True)
class Settings:
    """A member with his team, and the teams whose settings he may change; `undo` takes the last change back."""

    member: Member
    team: Team
    teams: tuple[Team, ...] = ()
    undo: int | None = None
    moved: int = 0


def read_settings(work: Work) -> Settings:
    """Read the actor's settings."""
    return _settings(work, present_actor(work))


def change_language(work: Work, language: str) -> Settings:
    """Speak another language to the actor from now on."""
    return _change(work, language=language)


def change_quiet_hours(work: Work, begin: time, end: time) -> Settings:
    """Send the actor no pushes at these hours of his day; equal times mean that none are quiet."""
    return _change(work, quiet_from=begin, quiet_until=end)


def change_reminder_time(work: Work, at: time) -> Settings:
    """Ring reminders that have a day and no time at this time; those planned already stay."""
    return _change(work, reminder_time=at)


def change_evening_time(work: Work, at: time) -> Settings:
    """Wrap the actor's day up at this time, with the draft of his report."""
    return _change(work, evening_time=at)


def change_nudge(work: Work, minutes: int) -> Settings:
    """Tell the actor once more of what he left unanswered for so many minutes; 0 is never."""
    return _change(work, nudge_minutes=minutes)


def change_rest_days(work: Work, days: str) -> Settings:
    """Let reminders without a time of their own pass the actor's rest days: ISO digits, "" for none.

    With any rest day, public holidays of the team's country are rest days too.
    """
    return _change(work, rest_days=days or None)


def change_zone(work: Work, zone: str, moves: Moves = Moves.INSTANT) -> Settings:
    """Move the actor to another zone; UnknownZone for one that is none.

    Planned reminders keep their instant, or with `Moves.CLOCK` the time that their clock shows: 9:00 there
    becomes 9:00 here. One whose time is over here already keeps its instant, so that none is lost or rings
    in the past.
    """
    check_zone(zone)
    actor, moved = present_actor(work), 0
    if moves is Moves.CLOCK:
        for reminder in work.session.scalars(select(Reminder).where(_planned(actor, work.now))):
            due_at = same_clock(reminder.due_at, reminder.zone, zone)
            if due_at > work.now:
                work.change(reminder, due_at=due_at, zone=zone)
                moved += 1
    return _change(work, zone=zone, moved=moved)


def same_clock(instant: datetime, zone: str, new_zone: str) -> datetime:
    """Return when a clock in the new zone shows what one in the old zone shows at an instant."""
    wall = local(instant, zone)
    return instant_of(wall.date(), wall.time(), new_zone)


def reminders_to_move(work: Work, zone: str) -> Sequence[Reminder]:
    """Return the actor's planned reminders for which it matters what stays when he moves to a zone."""
    planned = select(Reminder).where(_planned(present_actor(work), work.now))
    return [
        reminder
        for reminder in work.session.scalars(planned.order_by(Reminder.due_at, Reminder.id))
        if same_clock(reminder.due_at, reminder.zone, zone) != reminder.due_at
    ]


def settle_in(work: Work) -> Settings:
    """Note that the actor has answered, or passed, the questions of his first day."""
    actor = present_actor(work)
    return _change(work, settled_at=actor.settled_at or work.now)


def team_to_change(work: Work, team_id: int) -> Team:
    """Return a team whose settings the actor may change; NotAllowed, NotThere otherwise."""
    actor = administrator(work)
    team = work.session.scalar(select(Team).where(Team.id == team_id, visible_teams(actor)))
    if team is None:
        raise NotThere("team", team_id)
    return team


def rename_team(work: Work, team_id: int, name: str) -> Settings:
    """Give a team another name; Empty, TextTooLong over 60 characters."""
    return _change_team(work, team_id, name=check_team_name(name))


def change_country(work: Work, team_id: int, country: str) -> Settings:
    """Read the team's phone numbers as those of a country, by its ISO 3166 code."""
    return _change_team(work, team_id, country=check_country(country))


def change_currency(work: Work, team_id: int, currency: str) -> Settings:
    """Read the team's bare amounts in a currency, by its ISO 4217 code."""
    return _change_team(work, team_id, currency=check_currency(currency))


def share_customers(work: Work, team_id: int, *, shared: bool) -> Settings:
    """Let the team's reps see each other's customers, or their own alone."""
    return _change_team(work, team_id, shares_customers=shared)


def check_team_name(name: str) -> str:
    """Return a team's name as it is kept; Empty, TextTooLong."""
    kept = tidy(name)
    if not kept:
        raise Empty("team name")
    if len(kept) > TEAM_NAME_LIMIT:
        raise TextTooLong("team name", TEAM_NAME_LIMIT)
    return kept


def _planned(actor: Member, now: datetime) -> ColumnElement[bool]:
    return (
        (Reminder.member_id == actor.id)
        & (Reminder.state == ReminderState.PLANNED)
        & (Reminder.due_at > now)
    )


def _change(work: Work, moved: int = 0, **values: Any) -> Settings:
    actor = work.change(present_actor(work), **values)
    return _settings(work, actor, work.close_entry(ACT), moved)


def _change_team(work: Work, team_id: int, **values: Any) -> Settings:
    work.change(team_to_change(work, team_id), **values)
    return _settings(work, present_actor(work), work.close_entry(TEAM_ACT))


def _settings(work: Work, actor: Member, undo: int | None = None, moved: int = 0) -> Settings:
    team = work.session.get_one(Team, actor.team_id)
    teams = (
        work.session.scalars(select(Team).order_by(Team.id)).all()
        if actor.role is Role.ADMIN
        else ()
    )
    return Settings(actor, team, tuple(teams), undo, moved)
