"""Opportunities found in words: what is found is what the words ask for, in pages, the best first."""

from dataclasses import replace
from datetime import date

import pytest

from crm.customers import NewCustomer, create_customer
from crm.money import Money
from crm.opportunities import NewOpportunity, create_opportunity
from crm.opportunity_changes import grade_opportunity, move_opportunity
from crm.opportunity_search import Filter, filter_in_words, list_opportunities
from crm.pipeline import read_pipeline
from crm.rates import Rates
from crm.rules import change_rule
from storage.store import Store
from storage.tables import Member, Role, Team
from storage.work import Work
from tests.crm.team import a_member


def a_deal(work: Work, owner: Member, title: str, minor: int, **told: object) -> int:
    work.actor = owner
    city = str(told.pop("city", ""))
    customer = create_customer(work, NewCustomer(f"{title} Ltd", city=city or None)).customer
    money = Money(minor, str(told.pop("currency", "CNY")))
    new = NewOpportunity(customer.id, title, money, told.pop("close_on", None))  # type: ignore[arg-type]
    made = create_opportunity(work, replace(new, stage=told.pop("stage", None))).opportunity  # type: ignore[arg-type]
    return made.id


def titles(work: Work, words: str) -> list[str]:
    found = list_opportunities(work, filter_in_words(work, words, work.now))
    return [one.opportunity.title for one in found.rows]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", {"Small", "Large", "Foreign", "Late"}),
        ("over 50k", {"Large", "Foreign"}),
        (">5万", {"Large", "Foreign"}),
        ("5万以上 谈判", {"Large"}),
        ("不到5万", {"Small", "Late"}),
        ("上海", {"Small"}),
        ("本月", {"Late"}),
        ("this month", {"Late"}),
        ("negotiation", {"Large"}),
        ("丢单", {"Gone"}),
        ("won this month", set()),
    ],
)
def test_words_say_what_is_wanted(store: Store, words: str, found: set[str]) -> None:
    with store.rehearse() as work:
        boss = a_member(work, 1, Role.MANAGER)
        work.session.get_one(Team, boss.team_id).currency = "CNY"
        work.actor = boss
        change_rule(work, Rates, boss.team_id, "per_unit", "USD: 7.1")
        a_deal(work, boss, "Small", 10_000_00, city="上海")
        a_deal(work, boss, "Large", 90_000_00, stage="negotiation")
        a_deal(work, boss, "Foreign", 20_000_00, currency="USD")
        a_deal(work, boss, "Late", 1_000_00, close_on=date(2026, 11, 20))
        gone = a_deal(work, boss, "Gone", 1_000_00)
        move_opportunity(work, gone, "lost", "price")

        assert set(titles(work, words)) == found


def test_the_best_come_first_and_pages_hold_every_one_once(store: Store) -> None:
    with store.rehearse() as work:
        boss = a_member(work, 1, Role.MANAGER)
        team = work.session.get_one(Team, boss.team_id)
        other = a_member(work, 2, team=team)
        ids = [
            a_deal(
                work, other if n % 2 else boss, f"D{n}", n, stage="new" if n % 3 else "proposal"
            )
            for n in range(20)
        ]
        work.actor = boss
        for question, grade in (("potential", 3), ("urgency", 3), ("competition", 1)):
            grade_opportunity(work, ids[4], question, grade)
        work.actor = boss
        pages = [list_opportunities(work, Filter(), page) for page in range(4)]
        seen = [one.opportunity.id for page in pages[:3] for one in page.rows]

        assert seen[0] == ids[4]
        assert sorted(seen) == sorted(ids)
        assert pages[3].page == 2
        assert pages[0].count == 20


def test_a_rep_finds_his_own_whatever_he_asks(store: Store) -> None:
    with store.rehearse() as work:
        boss = a_member(work, 1, Role.MANAGER)
        rep = a_member(work, 2, team=work.session.get_one(Team, boss.team_id))
        a_deal(work, boss, "Theirs", 1)
        a_deal(work, rep, "Mine", 1)

        assert titles(work, "") == ["Mine"]
        assert list_opportunities(work, Filter(owner_id=boss.id)).count == 1
        assert read_pipeline(work).owner == rep
        assert read_pipeline(work, boss.id).owner == rep


def test_the_figures_of_a_pipeline_add_up(store: Store) -> None:
    with store.rehearse() as work:
        boss = a_member(work, 1, Role.MANAGER)
        team = work.session.get_one(Team, boss.team_id)
        team.currency = "CNY"
        work.actor = boss
        change_rule(work, Rates, boss.team_id, "per_unit", "USD: 7")
        a_deal(work, boss, "A", 100_00)
        a_deal(work, boss, "B", 10_00, currency="USD", stage="proposal")
        a_deal(work, boss, "C", 5_00, currency="JPY")
        won = a_deal(work, boss, "D", 30_00)
        move_opportunity(work, won, "won")

        shown = read_pipeline(work)

        assert [
            (one.stage.code, one.count, one.total.minor) for one in shown.open if one.count
        ] == [
            ("new", 2, 100_00),
            ("proposal", 1, 70_00),
        ]
        assert (shown.total.minor, shown.likely.minor) == (170_00, 45_00)
        assert shown.unknown == {"JPY"}
        assert (shown.won.count, shown.won.total.minor) == (1, 30_00)
