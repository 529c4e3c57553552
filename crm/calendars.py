"""Which days a member works: the calendar of his team's country, and the days on which he rests himself."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from sqlalchemy import select

from crm.instants import instant_of, is_quiet, local
from crm.rules import read_rule
from crm.team_calendar import TeamCalendar
from crm.working_days import WorkingDays
from storage.tables import Member, Team
from storage.work import Work

ONE_DAY = timedelta(days=1)
A_WEEK_AND_A_HOLIDAY = 30  # days within which everybody works once


def calendar_of(work: Work, member: Member) -> WorkingDays:
    """Return the calendar of a member's team."""
    return calendars_of(work, [member.team_id])[member.team_id]


def calendars_of(work: Work, team_ids: Iterable[int]) -> dict[int, WorkingDays]:
    """Return the calendars of teams, by their ids."""
    countries = select(Team.id, Team.country).where(Team.id.in_(set(team_ids)))
    return {
        team_id: WorkingDays(country, read_rule(work, TeamCalendar, team_id).overrides)
        for team_id, country in work.connection.execute(countries)
    }


def is_rest_day(member: Member, day: date, calendar: WorkingDays) -> bool:
    """Say whether a member rests on a day: on his rest days and on holidays, but not where they are worked."""
    if not member.rest_days:
        return False
    if str(day.isoweekday()) in member.rest_days:
        return day.weekday() not in (5, 6) or not calendar.is_worked(day)
    return calendar.holiday(day) is not None and not calendar.is_worked(day)


def rests_until(member: Member, now: datetime, calendar: WorkingDays | None) -> datetime | None:
    """Return when a member may be disturbed again; none where he may be now.

    Quiet hours end on their day, rest days with the first reminder time of a day on which he does not rest.
    Without a calendar nobody rests.
    """
    wall = local(now, member.zone)
    day, at = wall.date(), wall.time()
    is_night = is_quiet(at, member.quiet_from, member.quiet_until)
    if is_night and at >= member.quiet_until:
        day, is_night = day + ONE_DAY, True
    begins = member.quiet_until if is_night else None
    if calendar is not None and is_rest_day(member, day, calendar):
        for _ in range(A_WEEK_AND_A_HOLIDAY):
            day += ONE_DAY
            if not is_rest_day(member, day, calendar):
                break
        begins = member.reminder_time
    return instant_of(day, begins, member.zone) if begins is not None else None


def morning_after(member: Member, day: date) -> datetime:
    """Return the member's reminder time on the day after a day."""
    return instant_of(day + ONE_DAY, member.reminder_time or time(9), member.zone)
