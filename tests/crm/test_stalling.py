"""Stalled opportunities are told once, put off, and told again only on news; follow-ups end with an answer."""

from collections.abc import Sequence
from datetime import date, timedelta

from crm.customers import NewCustomer, create_customer
from crm.follow_ups import FollowUps, open_follow_ups, read_days_by_word, write_days_by_word
from crm.history import undo
from crm.instants import day_of
from crm.interactions import NewInteraction, log_interaction
from crm.money import Money
from crm.opportunities import NewOpportunity, create_opportunity, read_opportunity
from crm.opportunity_changes import move_opportunity
from crm.rules import change_rule
from crm.stalling import Stalled, has_stalled, list_stalled, put_off, read_stalled, tell_stalled
from crm.team_calendar import TeamCalendar
from storage.store import Store
from storage.tables import Kind, Member, Opportunity, Outcome, Role, Team
from storage.work import Work
from tests.crm.team import a_member


class Told:
    """What was told, owner by owner."""

    def __init__(self) -> None:
        self.titles: list[str] = []

    def __call__(self, _work: Work, _owner: Member, stalled: Sequence[Stalled]) -> None:
        self.titles += [one.opportunity.title for one in stalled]


def a_deal(work: Work, title: str = "Pumps") -> Opportunity:
    customer = create_customer(work, NewCustomer(f"{title} Ltd")).customer
    new = NewOpportunity(customer.id, title, Money(100, "CNY"))
    return create_opportunity(work, new).opportunity


def a_team_without_follow_ups(work: Work) -> Member:
    boss = a_member(work, 1, Role.MANAGER)
    work.session.get_one(Team, boss.team_id).country = "CN"
    work.actor = boss
    change_rule(work, FollowUps, boss.team_id, "is_on", "no")
    return boss


def log(work: Work, deal: Opportunity, outcome: Outcome | None = Outcome.GOOD) -> int | None:
    new = NewInteraction(deal.customer_id, Kind.CALL, "spoke", outcome=outcome)
    return log_interaction(work, new).undo


def test_one_without_a_next_step_is_told_once_and_again_only_after_a_touch(store: Store) -> None:
    with store.rehearse() as work:
        a_team_without_follow_ups(work)
        deal, told = a_deal(work), Told()
        fresh = has_stalled(work)
        work.now += timedelta(days=2)
        tell_stalled(work, told)
        again = has_stalled(work)
        work.now += timedelta(days=2)
        log(work, deal)
        work.now += timedelta(days=2)

        assert (fresh, again) == (False, False)
        assert told.titles == ["Pumps"]
        assert has_stalled(work)


def test_one_that_stood_too_long_is_told_though_a_step_is_planned(store: Store) -> None:
    with store.rehearse() as work:
        boss = a_team_without_follow_ups(work)
        change_rule(work, FollowUps, boss.team_id, "is_on", "yes")
        change_rule(work, FollowUps, boss.team_id, "days", "60")
        a_deal(work)
        work.now += timedelta(days=13)
        early = has_stalled(work)
        work.now += timedelta(days=2)

        (shown,) = list_stalled(work)

        assert not early
        assert shown.is_too_long
        assert shown.has_next_step


def test_put_off_until_a_day_it_comes_back_then_and_until_something_happens_with_news(
    store: Store,
) -> None:
    with store.rehearse() as work:
        a_team_without_follow_ups(work)
        weekly, waiting, told = a_deal(work, "Weekly"), a_deal(work, "Waiting"), Told()
        work.now += timedelta(days=2)
        tell_stalled(work, told)
        put_off(work, weekly.id, 7, "budget")
        put_off(work, waiting.id, None, "season")
        quiet = [one.opportunity.title for one in list_stalled(work)]
        work.now += timedelta(days=7)
        tell_stalled(work, told)
        move_opportunity(work, waiting.id, "proposal")
        work.now += timedelta(days=2)
        tell_stalled(work, told)

        assert quiet == []
        assert told.titles == ["Weekly", "Waiting", "Weekly", "Waiting"]


def test_put_off_until_a_day_means_the_owners_day(store: Store) -> None:
    """On the evening before, it is that day already in Greenwich."""
    with store.rehearse() as work:
        boss = a_team_without_follow_ups(work)
        work.change(boss, zone="America/Chicago")
        deal, told = a_deal(work), Told()
        work.now += timedelta(days=2, hours=13)  # Thursday, 8:30 in Chicago
        tell_stalled(work, told)
        put_off(work, deal.id, 7, "budget")
        work.now += timedelta(days=6, hours=10, minutes=30)  # Wednesday, 19:00
        evening = has_stalled(work)
        work.now += timedelta(hours=14)

        assert told.titles == ["Pumps"]
        assert not evening
        assert has_stalled(work)


def test_days_at_each_stage_are_those_of_the_calendar(store: Store) -> None:
    with store.rehearse() as work:
        a_team_without_follow_ups(work)
        deal = a_deal(work)  # on Tuesday at 9:30
        work.now += timedelta(hours=22)  # Wednesday, 7:30
        move_opportunity(work, deal.id, "qualified")
        work.now += timedelta(hours=26)  # Thursday, 9:30

        assert dict(read_opportunity(work, deal.id).days) == {"new": 1, "qualified": 1}
        assert read_stalled(work, deal.id).days == 1


def test_nobody_is_told_at_night(store: Store) -> None:
    with store.rehearse() as work:
        a_team_without_follow_ups(work)
        a_deal(work)
        work.now += timedelta(days=2, hours=14)  # 23:30 in Shanghai

        assert not has_stalled(work)


def test_follow_ups_skip_rest_days_and_end_with_an_answer_but_not_with_an_absence(
    store: Store,
) -> None:
    with store.rehearse() as work:
        boss = a_member(work, 1, Role.MANAGER)
        work.session.get_one(Team, boss.team_id).country = "CN"
        work.actor = boss
        change_rule(work, TeamCalendar, boss.team_id, "off", "2026-11-25")
        deal = a_deal(work)  # on Tuesday, 24 November 2026
        days = [day_of(one.due_at, one.zone) for one in open_follow_ups(work, deal.id)]
        log(work, deal, Outcome.ABSENT)
        absent = len(open_follow_ups(work, deal.id))
        entry = log(work, deal)
        answered = len(open_follow_ups(work, deal.id))
        undo(work, entry or 0)
        work.session.expire_all()

        assert days == [date(2026, 11, 26), date(2026, 11, 27), date(2026, 12, 1)]
        assert (absent, answered) == (3, 0)
        assert len(open_follow_ups(work, deal.id)) == 3


def test_a_year_that_is_not_published_is_said(store: Store) -> None:
    with store.rehearse() as work:
        boss = a_member(work, 1, Role.MANAGER)
        work.session.get_one(Team, boss.team_id).country = "CN"
        work.actor = boss
        change_rule(work, FollowUps, boss.team_id, "by_source", "fair: 1, 60")
        customer = create_customer(work, NewCustomer("Acme")).customer

        done = create_opportunity(work, NewOpportunity(customer.id, "Pumps", source="fair"))

        assert len(done.follow_ups.reminders) == 2
        assert done.follow_ups.unknown == (2027,)


def test_days_by_word_are_read_as_they_are_written() -> None:
    read = read_days_by_word("A: 1, 2, 5; fair: 3")

    assert read == {"A": (1, 2, 5), "fair": (3,)}
    assert read_days_by_word(write_days_by_word(read)) == read
    assert write_days_by_word({}) == "-"
