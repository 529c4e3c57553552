"""Reminders ring at their local minute, once, whatever clocks, crashes and other sweeps do."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from crm.delivery import note_failed, note_sent, note_unreachable, welcome_back
from crm.due_reminders import DueReminder
from crm.instants import day_of, instant_of, local
from crm.reminder_answers import move_reminder
from crm.reminders import Due, add_reminder
from crm.ringing import LATE_AFTER, Message, ringing
from crm.settings import Moves, change_zone
from scheduler.duties import perform
from storage.mail import OutboxState, outbox
from storage.outbox import Sent, settle, take
from storage.store import Store
from storage.tables import Member, Reminder, ReminderState, Role, Team
from storage.work import Work, as_text

# Zones whose clocks jump at other hours and by other steps: a whole hour, half an hour, at midnight.
ZONES = (
    "Europe/London",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Beirut",
    "Asia/Shanghai",
    "Africa/Cairo",
)
MIDNIGHT = time(0)


class Rings:
    """A database, a clock that moves, and what rang when."""

    def __init__(self, url: str) -> None:
        self.now = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
        self.store = Store(url, lambda: self.now)
        self.rang: list[tuple[str, datetime, bool]] = []

    def show(self, due: Sequence[DueReminder], now: datetime) -> Message:
        self.rang += [(one.reminder.text, now, one.is_late) for one in due]
        text = "\n".join(one.reminder.text for one in due)
        about = f"reminder:{due[0].reminder.id}"
        return Message(as_text({"chat_id": due[0].member.telegram_id, "text": text}), about)

    async def sweep(self) -> None:
        await perform(self.store, ringing(self.show))

    def member(self, work: Work, zone: str = "UTC", number: int = 1) -> Member:
        team = work.session.scalar(select(Team)) or work.add(
            Team(name="t", country="CN", currency="CNY", created_at=work.now)
        )
        return work.add(
            Member(
                team_id=team.id,
                telegram_id=number,
                name=f"Rep {number}",
                role=Role.REP,
                language="en",
                zone=zone,
                quiet_from=time(21),
                quiet_until=time(8),
                reminder_time=time(9),
                joined_at=work.now,
            )
        )

    def remind(self, member_id: int, text: str, due: Due) -> int:
        with self.store.begin() as work:
            work.actor = work.session.get_one(Member, member_id)
            reminder = add_reminder(work, text=text, due=due)
            work.close_entry("set_reminder")
            return reminder.id

    def reminders(self) -> list[Reminder]:
        with self.store.begin() as work:
            return list(work.session.scalars(select(Reminder).order_by(Reminder.id)))

    def new_member(self, zone: str = "UTC", number: int = 1) -> int:
        with self.store.begin() as work:
            return self.member(work, zone, number).id


@pytest.fixture
async def rings(database: str) -> AsyncIterator[Rings]:
    opened = Rings(database)
    yield opened
    opened.store.close()


def jumps(zone: str, year: int) -> list[datetime]:
    """The instants at which a zone's clock jumps."""
    tz, found = ZoneInfo(zone), []
    hour = datetime(year, 1, 1, tzinfo=UTC)
    while hour.year == year:
        if (
            hour.astimezone(tz).utcoffset()
            != (hour + timedelta(hours=1)).astimezone(tz).utcoffset()
        ):
            found.append(hour + timedelta(hours=1))
        hour += timedelta(hours=1)
    return found


JUMPS = [(zone, jump) for zone in ZONES for jump in jumps(zone, 2027)]


@given(st.sampled_from(JUMPS), st.integers(-180, 180))
@settings(max_examples=300, deadline=None)
def test_a_time_that_a_clock_skips_or_shows_twice_has_one_instant(
    jumping: tuple[str, datetime], minutes: int
) -> None:
    zone, jump = jumping
    wall = (local(jump, zone) + timedelta(minutes=minutes)).replace(tzinfo=None, second=0)

    instant = instant_of(wall.date(), wall.time(), zone)
    shown = local(instant, zone).replace(tzinfo=None)

    before = local(instant - timedelta(minutes=1), zone).replace(tzinfo=None)
    if shown != wall:  # skipped: the first minute after the gap
        assert before < wall < shown
        assert shown - before > timedelta(minutes=1)
    earlier = [instant - timedelta(minutes=n) for n in range(1, 121)]
    assert all(local(one, zone).replace(tzinfo=None) != wall for one in earlier)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.sampled_from(JUMPS), st.lists(st.integers(-600, 600), min_size=1, max_size=8), st.data())
async def test_every_reminder_rings_once_and_never_early_across_a_jump_of_the_clock(
    sqlite_database: str, jumping: tuple[str, datetime], offsets: list[int], data: st.DataObject
) -> None:
    zone, jump = jumping
    rings = Rings(sqlite_database)
    rings.now = jump - timedelta(hours=12)
    with rings.store.begin() as work:
        number = len(list(work.session.scalars(select(Member)))) + 1
        member_id = rings.member(work, zone, number).id
    wanted = {}
    for place, minutes in enumerate(offsets):
        wall = local(jump, zone).replace(tzinfo=None) + timedelta(minutes=minutes)
        due = Due(wall.date(), wall.time().replace(second=0))
        wanted[f"{number}:{place}"] = instant_of(due.day, due.at or MIDNIGHT, zone)
        rings.remind(member_id, f"{number}:{place}", due)

    end = jump + timedelta(hours=12)
    while rings.now < end:
        rings.now += timedelta(minutes=data.draw(st.integers(1, 180)))
        await rings.sweep()

    rang = {text: at for text, at, _ in rings.rang}
    assert sorted(rang) == sorted(wanted)
    assert len(rings.rang) == len(wanted)
    assert all(rang[text] >= wanted[text] for text in wanted)
    assert all(late == (at - wanted[text] > LATE_AFTER) for text, at, late in rings.rang)
    rings.store.close()


async def test_a_reminder_does_not_ring_a_second_early(rings: Rings) -> None:
    member_id = rings.new_member()
    rings.remind(member_id, "x", Due(date(2026, 11, 24), time(10)))

    rings.now = datetime(2026, 11, 24, 9, 59, 59, 999999, tzinfo=UTC)
    await rings.sweep()
    early = list(rings.rang)
    rings.now = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    await rings.sweep()
    await rings.sweep()

    assert early == []
    assert rings.rang == [("x", rings.now, False)]


async def test_after_a_stop_everything_overdue_rings_and_says_that_it_is_late(
    rings: Rings,
) -> None:
    member_id = rings.new_member()
    for hour in range(10, 20):
        rings.remind(member_id, str(hour), Due(date(2026, 11, 24), time(hour)))

    rings.now = datetime(2026, 11, 24, 19, 1, tzinfo=UTC)
    await rings.sweep()

    assert [text for text, _, _ in rings.rang] == [str(hour) for hour in range(10, 20)]
    assert [late for _, _, late in rings.rang] == [True] * 9 + [False]


async def test_without_a_time_of_its_own_it_waits_for_the_end_of_the_quiet_hours(
    rings: Rings,
) -> None:
    member_id = rings.new_member()
    rings.remind(member_id, "any time", Due(date(2026, 11, 25)))
    rings.remind(member_id, "asked for", Due(date(2026, 11, 25), time(23)))

    rings.now = datetime(2026, 11, 25, 23, 30, tzinfo=UTC)
    await rings.sweep()
    in_the_night = [text for text, _, _ in rings.rang]
    rings.now = datetime(2026, 11, 26, 8, 0, tzinfo=UTC)
    await rings.sweep()

    assert in_the_night == ["asked for"]
    assert [text for text, _, _ in rings.rang] == ["asked for", "any time"]


async def test_a_thousand_due_at_once_ring_once_each(rings: Rings) -> None:
    member_ids = [rings.new_member(number=n) for n in range(1, 11)]
    with rings.store.begin() as work:
        for number in range(1000):
            work.session.add(a_reminder(member_ids[number % 10], str(number), work.now))
        work.session.flush()
    rings.now += timedelta(hours=1)

    await rings.sweep()
    await rings.sweep()

    assert sorted(int(text) for text, _, _ in rings.rang) == list(range(1000))
    assert {one.state for one in rings.reminders()} == {ReminderState.DUE}


def a_reminder(member_id: int, text: str, now: datetime) -> Reminder:
    return Reminder(
        member_id=member_id,
        text=text,
        due_at=now + timedelta(minutes=30),
        zone="UTC",
        asked_time=True,
        occurrence=1,
        state=ReminderState.PLANNED,
        created_at=now,
    )


async def test_sweeps_at_once_double_nothing_and_fail_nowhere(rings: Rings) -> None:
    member_id = rings.new_member()
    with rings.store.begin() as work:
        for number in range(300):
            work.session.add(a_reminder(member_id, str(number), work.now))
        work.session.flush()
    rings.now += timedelta(hours=1)

    await asyncio.gather(*(rings.sweep() for _ in range(6)))
    await rings.sweep()

    with rings.store.begin() as work:
        keys = list(work.connection.scalars(select(outbox.c.key)))
    assert len(keys) == len(set(keys)) == 300


async def test_one_reminder_that_cannot_be_shown_keeps_no_other_from_ringing(rings: Rings) -> None:
    member_id = rings.new_member()
    for text in ("good", "poison", "also good"):
        rings.remind(member_id, text, Due(date(2026, 11, 24), time(10)))

    def show(due: Sequence[DueReminder], now: datetime) -> Message:
        if due[0].reminder.text == "poison":
            raise ZeroDivisionError
        return rings.show(due, now)

    rings.now += timedelta(days=1)
    await perform(rings.store, ringing(show))
    await perform(rings.store, ringing(show))

    with rings.store.begin() as work:
        count = len(list(work.connection.execute(select(outbox))))
    states = {one.text: one.state for one in rings.reminders()}
    assert count == 2
    assert states == {
        "good": ReminderState.DUE,
        "poison": ReminderState.UNDELIVERABLE,
        "also good": ReminderState.DUE,
    }


async def test_what_could_not_reach_a_member_rings_again_when_he_is_back(rings: Rings) -> None:
    member_id = rings.new_member()
    for text in ("sent in vain", "still waiting"):
        rings.remind(member_id, text, Due(date(2026, 11, 24), time(10)))
    rings.remind(member_id, "due while away", Due(date(2026, 11, 24), time(11)))
    rings.now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    await rings.sweep()

    def block(work: Work) -> None:
        (row,) = take(work, 1)
        settle(work, [Sent(row.id, error="403")], work.now)
        note_failed(work, [row.id])
        note_unreachable(work, 1, lambda *_: None)

    await rings.store.write(block)
    rings.now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    await rings.sweep()
    away = {one.text: one.state for one in rings.reminders()}
    await rings.store.write(lambda work: welcome_back(work, 1))
    await rings.sweep()
    back = {one.text: one.state for one in rings.reminders()}

    assert set(away.values()) == {ReminderState.UNDELIVERABLE}
    assert set(back.values()) == {ReminderState.DUE}
    assert sorted(text for text, _, _ in rings.rang[-3:]) == sorted(away)
    assert all(late for _, _, late in rings.rang[-3:])


async def test_what_did_reach_him_does_not_ring_again(rings: Rings) -> None:
    member_id = rings.new_member()
    reminder_id = rings.remind(member_id, "x", Due(date(2026, 11, 24), time(10)))
    rings.now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    await rings.sweep()
    await rings.store.write(lambda work: settle_all(work, error="403"))
    await rings.store.write(lambda work: note_unreachable(work, 1, lambda *_: None))
    await rings.store.write(lambda work: welcome_back(work, 1))
    await rings.sweep()
    await rings.store.write(lambda work: settle_all(work, error=None))

    await rings.store.write(lambda work: note_unreachable(work, 1, lambda *_: None))
    await rings.store.write(lambda work: welcome_back(work, 1))
    rung = len(rings.rang)
    await rings.sweep()

    assert rung == len(rings.rang) == 2
    assert rings.reminders()[0].id == reminder_id


def settle_all(work: Work, error: str | None) -> None:
    rows = take(work, 10)
    outcomes = [Sent(row.id, message_id=None if error else 5, error=error) for row in rows]
    settle(work, outcomes, work.now)
    (note_failed if error else note_sent)(work, [row.id for row in rows])


async def test_a_reminder_that_was_moved_rings_as_a_new_occurrence(rings: Rings) -> None:
    member_id = rings.new_member()
    reminder_id = rings.remind(member_id, "x", Due(date(2026, 11, 24), time(10)))
    rings.now = datetime(2026, 11, 24, 10, tzinfo=UTC)
    await rings.sweep()

    with rings.store.begin() as work:
        work.actor = work.session.get_one(Member, member_id)
        move_reminder(work, reminder_id, Due(date(2026, 11, 24), time(15)))
    rings.now = datetime(2026, 11, 24, 15, tzinfo=UTC)
    await rings.sweep()

    with rings.store.begin() as work:
        keys = list(work.connection.scalars(select(outbox.c.key).order_by(outbox.c.id)))
        states = set(work.connection.scalars(select(outbox.c.state)))
    assert keys == [f"reminder:{reminder_id}:1", f"reminder:{reminder_id}:2"]
    assert states == {OutboxState.WAITING}


async def test_who_moves_keeps_nine_oclock_or_the_moment_and_a_rule_goes_on_with_it(
    rings: Rings,
) -> None:
    for number, moves in enumerate(Moves, start=1):
        member_id = rings.new_member("Asia/Shanghai", number)
        rings.remind(member_id, moves, Due(date(2026, 11, 25), time(9), "FREQ=DAILY"))
        with rings.store.begin() as work:
            work.actor = work.session.get_one(Member, member_id)
            change_zone(work, "Europe/London", moves)

    rang = {moves: [] for moves in Moves}  # type: ignore[var-annotated]
    for hour in range(1, 60):
        rings.now = datetime(2026, 11, 24, 12, tzinfo=UTC) + timedelta(hours=hour)
        before = len(rings.rang)
        await rings.sweep()
        for text, at, _ in rings.rang[before:]:
            rang[Moves(text)].append(f"{at:%d %H}")

    assert rang == {Moves.CLOCK: ["25 09", "26 09"], Moves.INSTANT: ["25 01", "26 01"]}


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(("DAILY", "DAILY;BYDAY=MO,TU,WE,TH,FR", "WEEKLY;BYDAY=MO,TH", "MONTHLY")),
    st.sampled_from(JUMPS),
    st.integers(0, 23),
    st.data(),
)
async def test_a_rule_rings_on_each_of_its_days_once_whatever_the_sweeps_do(
    sqlite_database: str, rule: str, jumping: tuple[str, datetime], hour: int, data: st.DataObject
) -> None:
    zone, jump = jumping
    rings = Rings(sqlite_database)
    rings.now = start = jump - timedelta(days=20)
    with rings.store.begin() as work:
        number = len(list(work.session.scalars(select(Member)))) + 1
        member_id = rings.member(work, zone, number).id
    begin = day_of(start, zone) + timedelta(days=1)
    text = f"{number}:rule"
    rings.remind(member_id, text, Due(begin, time(hour, 30), f"FREQ={rule}"))

    while rings.now < jump + timedelta(days=20):
        rings.now += timedelta(hours=data.draw(st.sampled_from((1, 3, 11, 20))))
        await rings.sweep()

    with rings.store.begin() as work:
        mine = work.session.scalars(select(Reminder).where(Reminder.text == text)).all()
    days = [one.rule_on for one in mine]
    assert len(days) == len(set(days))
    assert all(one.due_at == instant_of(one.rule_on, time(hour, 30), zone) for one in mine)  # type: ignore[arg-type]
    rung = [one for one in rings.rang if one[0] == text]
    assert len(rung) == len(mine) - 1  # all but the one that is still to come
    rings.store.close()
