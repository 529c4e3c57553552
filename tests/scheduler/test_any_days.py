"""Whatever days bring: members set, move, answer and take back, go away and travel; the program dies, clocks step.

After each of these every reminder that came due is accounted for, none rang early or twice, none was told of a
third time, and what may wait kept out of the quiet hours.
"""

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from crm.absence import come_back, go_away, hand_to
from crm.customers import NewCustomer, create_customer
from crm.delivery import note_failed, note_sent, note_unreachable, welcome_back
from crm.due_reminders import OPEN, DueReminder
from crm.duty import Duty
from crm.errors import CrmError
from crm.escalation import escalating
from crm.history import undo_last
from crm.instants import is_quiet, local
from crm.interactions import NewInteraction, log_interaction
from crm.proof import prove
from crm.reminder_answers import (
    cancel_reminder,
    cancel_reminders,
    finish_reminder,
    give_reminder,
    move_reminder,
    move_reminders,
    snooze_reminder,
)
from crm.reminders import Due, set_reminder
from crm.ringing import Message, ringing
from crm.second_tellings import Unanswered, nudging
from crm.settings import Moves, change_zone
from storage.mail import outbox
from storage.outbox import Sent, give_back, settle, take
from storage.rings import Ring
from storage.store import Store
from storage.tables import Kind, Member, Reminder, Role, Team
from storage.work import Work, as_text
from tests.kit.postgres import Postgres

BEGIN = datetime(
    2027, 3, 12, 1, 30, tzinfo=UTC
)  # the clocks of New York and London jump in the weeks after it
ZONES = ("Asia/Shanghai", "America/New_York", "Europe/London", "Australia/Lord_Howe")
RULES = (
    None,
    None,
    "FREQ=DAILY",
    "FREQ=WEEKLY;BYDAY=MO,TH",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=DAILY;COUNT=3",
)
FEW = {"max_examples": 5, "stateful_step_count": 25}
OFTEN = ("sets", "sets", "sets", "sets", "moves", "snoozes", "snoozes", "finishes", "takes_back")
WHAT = (
    *OFTEN,
    "gives_up",
    "gives_to",
    "moves_all",
    "gives_all_up",
    "hears_from_the_customer",
    "goes_away",
    "is_back",
    "travels",
    "writes_again",
    "the_clock_steps_back",
    "the_program_dies",
)
REPS, LEADER = (1, 2, 3), 4
LEFT_WAITING, DELIVERED, REFUSED, BLOCKED = "waits", "delivered", "refused", "blocked"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happens, and what it is drawn from; then so many minutes pass, and so many messages are sent."""

    what: str
    member: int
    other: int
    one: int
    days: int
    at: time | None
    rrule: str | None
    yes: bool
    minutes: int
    becomes: tuple[str, ...]


happenings = st.builds(
    Happening,
    st.sampled_from(WHAT),
    st.sampled_from(REPS),
    st.sampled_from(REPS),
    st.integers(0, 20),
    st.integers(0, 3),
    st.one_of(st.none(), st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))),
    st.sampled_from(RULES),
    st.booleans(),
    st.one_of(st.integers(1, 90), st.integers(90, 1500), st.integers(1500, 5000)),
    st.lists(
        st.sampled_from((DELIVERED, DELIVERED, DELIVERED, REFUSED, BLOCKED, LEFT_WAITING)),
        max_size=5,
    ).map(tuple),
)
Told = tuple[
    str, int, int, int
]  # what was told of: the telling, the reminder, its occurrence, to whom


class Killed(BaseException):
    """The program dies before it commits."""


class Days(RuleBasedStateMachine):
    """Three reps, their manager, two customers that matter, and a messenger that may fail."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.now = BEGIN
        self.store = Store(url, lambda: self.now)
        self.told: set[Told] = set()
        self.telling: list[Told] = []
        self.in_quiet_hours: list[int] = []  # a message that cannot be made is taken for just that
        self.duties = [ringing(self._show), nudging(self._nudge), escalating(self._escalate)]
        with self.store.begin() as work:
            team = work.add(Team(name="t", country="CN", currency="CNY", created_at=work.now))
            for number in (*REPS, LEADER):
                work.add(a_member(team.id, number, work.now))
            for owner_id in REPS[:2]:
                a_customer(work, owner_id)

    @rule(happens=happenings)
    def something_happens(self, happens: Happening) -> None:
        """Somebody does something, or something goes wrong; then time passes, what is due is done, and some is sent."""
        getattr(self, happens.what)(happens)
        self.now += timedelta(minutes=happens.minutes)
        self._sweeps()
        with self.store.begin() as work:
            rows = take(work, len(happens.becomes))
            for row, outcome in zip(rows, happens.becomes, strict=False):
                self._settles(work, row.id, row.chat_id, outcome)

    def sets(self, its: Happening) -> None:
        about = its.member if its.yes and its.member in REPS[:2] else None
        due = Due(self._day(its), its.at, its.rrule)
        for_id = its.other if its.other != its.member and about is None else None
        self._acts(its, lambda work: set_reminder(work, "call", due, about, for_id=for_id))

    def moves(self, its: Happening) -> None:
        due = Due(self._day(its), its.at)
        self._acts_on_one(its, lambda work, one: move_reminder(work, one, due))

    def snoozes(self, its: Happening) -> None:
        until = self.now + timedelta(minutes=1 + its.minutes // 2)
        self._acts_on_one(
            its, lambda work, one: snooze_reminder(work, one, until, awaits_answer=its.yes)
        )

    def finishes(self, its: Happening) -> None:
        self._acts_on_one(its, finish_reminder)

    def gives_up(self, its: Happening) -> None:
        self._acts_on_one(its, cancel_reminder)

    def gives_to(self, its: Happening) -> None:
        self._acts_on_one(its, lambda work, one: give_reminder(work, one, its.other))

    def moves_all(self, its: Happening) -> None:
        due = Due(self._day(its), its.at)
        self._acts(its, lambda work: move_reminders(work, open_ones(work, its.member), due))

    def gives_all_up(self, its: Happening) -> None:
        self._acts(its, lambda work: cancel_reminders(work, open_ones(work, its.member)))

    def hears_from_the_customer(self, its: Happening) -> None:
        heard = NewInteraction(min(its.member, 2), Kind.CALL, "he called")
        self._acts(its, lambda work: log_interaction(work, heard))

    def takes_back(self, its: Happening) -> None:
        self._acts(its, undo_last)

    def goes_away(self, its: Happening) -> None:
        begin = self._day(its)
        until = begin + timedelta(days=its.one % 8)
        self._acts(its, lambda work: go_away(work, begin, until))
        self._acts(its, lambda work: hand_to(work, its.other if its.yes else None))

    def is_back(self, its: Happening) -> None:
        self._acts(its, come_back)

    def travels(self, its: Happening) -> None:
        zone, stays = ZONES[its.one % len(ZONES)], Moves.CLOCK if its.yes else Moves.INSTANT
        self._acts(its, lambda work: change_zone(work, zone, stays))

    def writes_again(self, its: Happening) -> None:
        with self.store.begin() as work:
            welcome_back(work, its.member)

    def the_clock_steps_back(self, its: Happening) -> None:
        self.now -= timedelta(minutes=10 * its.one + its.minutes)
        self._sweeps()

    def the_program_dies(self, its: Happening) -> None:
        self.now += timedelta(minutes=its.minutes)
        with suppress(Killed), self.store.begin() as work:
            self.duties[its.one % len(self.duties)].do(work)
            raise Killed
        self.telling.clear()

    # What must hold.

    @invariant()
    def everything_is_accounted_for_and_none_rang_early(self) -> None:
        with self.store.looking() as work:
            proof = prove(work)
            early = work.session.scalars(select(Ring.id).where(Ring.rang_at < Ring.due_at)).all()
        assert not early
        assert proof.balances, (
            f"{proof.came_due} came due, {proof.accounted} accounted for: {proof.strays}"
        )

    @invariant()
    def what_may_wait_keeps_out_of_quiet_hours(self) -> None:
        assert not self.in_quiet_hours

    def teardown(self) -> None:
        """In the end everything that came due is delivered, or could not be."""
        self.now += timedelta(days=2)
        self._sweeps()
        with self.store.begin() as work:
            for row in take(work, 10_000):
                self._settles(work, row.id, row.chat_id, DELIVERED)
            proof = prove(work)
            keys = work.connection.scalars(select(outbox.c.key)).all()
        assert proof.balances
        assert proof.under_way == proof.not_yet == 0
        assert len(keys) == len(set(keys))
        self.store.close()

    # How it is done.

    def _day(self, its: Happening) -> date:
        with self.store.looking() as work:
            zone = work.session.get_one(Member, its.member).zone
        return local(self.now, zone).date() + timedelta(days=its.days)

    def _acts(self, its: Happening, act: Callable[[Work], Any]) -> None:
        """Let a member do something; what the business refuses changes nothing."""
        with suppress(CrmError, ValueError), self.store.begin() as work:
            work.actor = work.session.get_one(Member, its.member)
            act(work)

    def _acts_on_one(self, its: Happening, act: Callable[[Work, int], Any]) -> None:
        """Let him do something about one of the reminders, mostly a late one; it may be a colleague's."""
        with self.store.looking() as work:
            ids = work.session.scalars(select(Reminder.id).order_by(Reminder.id.desc())).all()
        if ids:
            self._acts(its, lambda work: act(work, ids[its.one % len(ids)]))

    def _sweeps(self) -> None:
        """Perform the duties as the scheduler does, until nothing is due for them."""
        for duty in self.duties:
            while self._is_due(duty):
                with self.store.begin() as work:
                    duty.do(work)
                again = self.told & set(self.telling)
                assert not again, f"told again: {again}"
                assert len(set(self.telling)) == len(self.telling)
                self.told |= set(self.telling)
                self.telling.clear()

    def _is_due(self, duty: Duty) -> bool:
        with self.store.looking() as work:
            return duty.is_due(work)

    def _show(self, due: Sequence[DueReminder], now: datetime) -> Message:
        for one in due:
            self._tells("ring", one.reminder, one.member)
            if not one.reminder.asked_time and rests(one.member, now):
                self.in_quiet_hours.append(one.reminder.id)
        return Message(as_text({"text": "ring"}), f"reminder:{due[0].reminder.id}")

    def _nudge(self, due: Sequence[DueReminder], now: datetime) -> dict[str, Any]:
        for one in due:
            self._tells("nudge", one.reminder, one.member)
            if rests(one.member, now):
                self.in_quiet_hours.append(one.reminder.id)
        return {"text": "nudge"}

    def _escalate(
        self, unanswered: Sequence[Unanswered], manager: Member, _now: datetime
    ) -> dict[str, Any]:
        for one in unanswered:
            self._tells("escalation", one.due.reminder, manager)
        return {"text": "escalation"}

    def _settles(self, work: Work, row_id: int, chat_id: int, outcome: str) -> None:
        """Settle a call as the sender does."""
        if outcome == LEFT_WAITING:
            give_back(work, [row_id])
            return
        error = None if outcome == DELIVERED else outcome
        settle(work, [Sent(row_id, message_id=None if error else row_id, error=error)], work.now)
        self._note(work, row_id, error)
        if outcome == BLOCKED:
            note_unreachable(work, chat_id, lambda *_: None)

    def _note(self, work: Work, row_id: int, error: str | None) -> None:
        (note_failed if error else note_sent)(work, [row_id])

    def _tells(self, telling: str, reminder: Reminder, member: Member) -> None:
        self.telling.append((telling, reminder.id, reminder.occurrence, member.id))


def a_member(team_id: int, number: int, now: datetime) -> Member:
    return Member(
        team_id=team_id,
        telegram_id=number,
        name=f"Member {number}",
        role=Role.MANAGER if number == LEADER else Role.REP,
        language="en",
        zone=ZONES[number % len(ZONES)],
        quiet_from=time(21),
        quiet_until=time(8),
        reminder_time=time(9),
        joined_at=now,
    )


def a_customer(work: Work, owner_id: int) -> None:
    work.actor = work.session.get_one(Member, owner_id)
    work.change(create_customer(work, NewCustomer(f"Firm {owner_id}")).customer, grade="A")
    work.close_entry("set_up")


def open_ones(work: Work, member: int) -> Sequence[int]:
    mine = (Reminder.member_id == member) & Reminder.state.in_(OPEN)
    return work.session.scalars(select(Reminder.id).where(mine).order_by(Reminder.id)).all()


def rests(member: Member, now: datetime) -> bool:
    return is_quiet(local(now, member.zone).time(), member.quiet_from, member.quiet_until)


class DaysThatForgetFailures(Days):
    """A build that does not note what could not be delivered."""

    def _note(self, work: Work, row_id: int, error: str | None) -> None:
        if error is None:
            note_sent(work, [row_id])


class DaysWithoutRest(Days):
    """A build that looks at nobody's quiet hours."""

    def _sweeps(self) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("crm.ringing.rests_until", lambda *_: None)
            super()._sweeps()


def run(machine: type[Days], urls: Iterator[str], **sizes: Any) -> None:
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    chosen = settings(
        deadline=None,
        suppress_health_check=checks,
        database=None,
        derandomize=True,
        **sizes,
    )
    run_state_machine_as_test(cast("Any", lambda: machine(next(urls))), settings=chosen)


def copies(template: Path, folder: Path) -> Iterator[str]:
    """Yield the URL of a new, empty database for each run of the days."""
    for number in itertools.count():
        file = folder / f"days-{number}.db"
        shutil.copy(template, file)
        yield f"sqlite:///{file}"


def test_whatever_days_bring_every_reminder_is_accounted_for(
    sqlite_template: Path, tmp_path: Path
) -> None:
    run(Days, copies(sqlite_template, tmp_path), **FEW)


@pytest.mark.parametrize("build", [DaysThatForgetFailures, DaysWithoutRest])
def test_these_days_bite(build: type[Days], sqlite_template: Path, tmp_path: Path) -> None:
    with pytest.raises(AssertionError):
        run(
            build,
            copies(sqlite_template, tmp_path),
            phases=[Phase.generate],
            **(FEW | {"max_examples": 20}),
        )


@pytest.mark.long
@pytest.mark.timeout(1800)
def test_whatever_many_days_bring(sqlite_template: Path, tmp_path: Path) -> None:
    run(Days, copies(sqlite_template, tmp_path), max_examples=100, stateful_step_count=60)


@pytest.mark.long
@pytest.mark.postgres
@pytest.mark.timeout(1800)
def test_whatever_days_bring_on_postgres(postgres: Postgres) -> None:
    urls = (postgres.url(postgres.new_database()) for _ in itertools.count())
    run(Days, urls, max_examples=20, stateful_step_count=50)
