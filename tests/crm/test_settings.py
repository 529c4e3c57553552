"""Settings: one act each, and reminders that keep their clock time or their instant in another zone."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.errors import Empty, NotAllowed, TextTooLong, UnknownZone
from crm.history import undo
from crm.instants import is_quiet, local
from crm.reminders import Due, set_reminder
from crm.settings import (
    Moves,
    change_quiet_hours,
    change_reminder_time,
    change_zone,
    reminders_to_move,
    rename_team,
    same_clock,
)
from crm.zones import zone_rows
from storage.store import Store
from storage.tables import Member, Role
from tests.crm.team import a_member

ZONES = st.sampled_from(sorted({row.zone for row in zone_rows()}))
INSTANTS = st.integers(0, 4 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(instant=INSTANTS, zone=ZONES, new_zone=ZONES)
def test_the_clock_shows_the_same_time_in_the_new_zone(
    instant: datetime, zone: str, new_zone: str
) -> None:
    before = local(instant, zone).replace(tzinfo=None)

    after = local(same_clock(instant, zone, new_zone), new_zone).replace(tzinfo=None)

    skipped = (
        after - before
    )  # where daylight saving skips that time, the first minute after the gap
    assert skipped == timedelta(0) or timedelta(0) < skipped <= timedelta(days=1)
    assert skipped == timedelta(0) or same_clock(instant, zone, zone) == instant


@pytest.mark.parametrize(
    ("wall", "zone", "rings"),
    [
        # 02:30 does not exist in Chicago on 8 March 2026: the first minute after the gap
        ("2026-03-08T02:30", "America/Chicago", datetime(2026, 3, 8, 8, 0, tzinfo=UTC)),
        # 01:30 comes twice on 1 November 2026: the first of the two
        (
            "2026-11-01T01:30",
            "America/Chicago",
            datetime(2026, 11, 1, 6, 30, tzinfo=UTC),
        ),
        # London is an hour ahead of UTC in summer
        ("2026-07-01T09:00", "Europe/London", datetime(2026, 7, 1, 8, 0, tzinfo=UTC)),
    ],
)
def test_daylight_saving_in_the_new_zone(wall: str, zone: str, rings: datetime) -> None:
    in_shanghai = datetime.fromisoformat(wall + "+08:00")

    assert same_clock(in_shanghai, "Asia/Shanghai", zone) == rings


def test_reminders_keep_their_clock_time_where_that_was_wished(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1)
        reminder = set_reminder(work, "call", Due(date(2026, 11, 26), time(9))).reminder

        asked = [one.id for one in reminders_to_move(work, "America/Chicago")]
        done = change_zone(work, "America/Chicago", Moves.CLOCK)

        assert asked == [reminder.id]
        assert reminder.due_at == datetime(2026, 11, 26, 15, tzinfo=UTC)
        assert reminder.zone == "America/Chicago"
        assert (done.moved, done.member.zone) == (1, "America/Chicago")


def test_reminders_keep_their_instant_otherwise(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1)
        reminder = set_reminder(work, "call", Due(date(2026, 11, 26), time(9))).reminder

        change_zone(work, "America/Chicago", Moves.INSTANT)

        assert reminder.due_at == datetime(2026, 11, 26, 1, tzinfo=UTC)
        assert reminder.zone == "Asia/Shanghai"


def test_a_clock_time_that_is_over_there_keeps_its_instant(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1)
        reminder = set_reminder(work, "call", Due(date(2026, 11, 24), time(11))).reminder
        before = reminder.due_at

        change_zone(work, "Pacific/Kiritimati", Moves.CLOCK)  # there it is 15:30 already

        assert reminder.due_at == before > work.now


def test_a_zone_with_the_same_clock_moves_nothing(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1)
        set_reminder(work, "call", Due(date(2026, 11, 26), time(9)))

        assert reminders_to_move(work, "Asia/Singapore") == []


def test_moving_can_be_undone_row_for_row(store: Store) -> None:
    with store.begin() as work:
        member = work.actor = a_member(work, 1)
        reminder = set_reminder(work, "call", Due(date(2026, 11, 26), time(9))).reminder
        due_at = reminder.due_at
        done = change_zone(work, "America/Chicago", Moves.CLOCK)

        undo(work, done.undo or 0)

        work.session.refresh(reminder)
        work.session.refresh(member)
        assert (reminder.due_at, reminder.zone) == (due_at, "Asia/Shanghai")
        assert member.zone == "Asia/Shanghai"


def test_an_unknown_zone_is_refused(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1)

        with pytest.raises(UnknownZone):
            change_zone(work, "Mars/Base")


def test_quiet_hours_and_reminder_time_are_kept(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1)

        change_quiet_hours(work, time(22), time(7))
        change_reminder_time(work, time(8, 15))

        member = work.session.get_one(Member, work.actor.id)
        assert (member.quiet_from, member.quiet_until) == (time(22), time(7))
        assert member.reminder_time == time(8, 15)


@given(at=st.times(), begin=st.times(), end=st.times())
def test_quiet_hours_are_those_from_begin_until_end(at: time, begin: time, end: time) -> None:
    around = [begin <= at, at < end]

    quiet = is_quiet(at, begin, end)

    assert quiet == (all(around) if begin <= end else any(around))
    assert not is_quiet(at, begin, begin)


def test_only_administrators_change_a_team(store: Store) -> None:
    with store.begin() as work:
        manager = a_member(work, 1, Role.MANAGER)
        work.actor = manager

        with pytest.raises(NotAllowed):
            rename_team(work, manager.team_id, "Mine")


@pytest.mark.parametrize(("name", "error"), [(" \u200b ", Empty), ("x" * 61, TextTooLong)])
def test_a_teams_name_is_text_that_fits(store: Store, name: str, error: type[Exception]) -> None:
    with store.begin() as work:
        admin = work.actor = a_member(work, 1, Role.ADMIN)

        with pytest.raises(error):
            rename_team(work, admin.team_id, name)
