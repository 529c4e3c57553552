"""Offers: whom the rules name is asked, by load, with the reason; declined or over it goes on, at last to the pool."""

from datetime import timedelta

import pytest

from crm.customers import NewCustomer, create_customer
from crm.errors import NotAllowed, NotThere
from crm.history import undo
from crm.offers import (
    By,
    Offered,
    OfferRules,
    answer_offer,
    assign,
    end_expired,
    has_expired,
    read_ways,
    why_of,
    write_ways,
)
from crm.opportunities import NewOpportunity, create_opportunity
from crm.rules import change_rule
from storage.store import Store
from storage.tables import Customer, Member, Opportunity, Role, Team
from storage.work import Work
from tests.crm.team import a_member

WAYS = "region 上海 -> Member 2, Member 3\nproduct pump -> Member 3\nany -> Member 4"


def a_team(work: Work, ways: str = WAYS) -> list[Member]:
    boss = a_member(work, 1, Role.MANAGER)
    team = work.session.get_one(Team, boss.team_id)
    members = [boss, *(a_member(work, number, team=team) for number in (2, 3, 4))]
    work.actor = boss
    change_rule(work, OfferRules, team.id, "ways", ways)
    return members


def in_the_pool(work: Work, title: str, city: str | None = None) -> int:
    customer = create_customer(work, NewCustomer(f"{title} {city} Ltd", city=city)).customer
    work.change(customer, owner_id=None)
    return create_opportunity(work, NewOpportunity(customer.id, title)).opportunity.id


def offered(work: Work, one: int) -> Offered:
    return assign(work, one)


def test_rules_are_read_as_they_are_written() -> None:
    ways = read_ways(WAYS)

    assert read_ways(write_ways(ways)) == ways
    assert write_ways(()) == "-"


@pytest.mark.parametrize(
    "text", ["region -> A", "moon x -> A", "any ->", "any A", "region a|b -> C"]
)
def test_what_is_no_rule_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"(?s).*"):
        read_ways(text)


@pytest.mark.parametrize(
    ("title", "city", "number", "by"),
    [
        ("valves", "上海", 2, By.REGION),
        ("Gear pump", None, 3, By.PRODUCT),
        ("valves", None, 4, By.ANY),
    ],
)
def test_the_first_rule_that_fits_says_who_and_why(
    store: Store, title: str, city: str | None, number: int, by: By
) -> None:
    with store.rehearse() as work:
        members = a_team(work)

        done = offered(work, in_the_pool(work, title, city))

        assert done.member == members[number - 1]
        assert done.offer is not None
        assert why_of(done.offer).by is by
        assert done.opportunity.owner_id is None


def test_who_has_fewer_is_asked_first_and_who_has_enough_not_at_all(store: Store) -> None:
    with store.rehearse() as work:
        boss, second, third, _fourth = a_team(work, "any -> Member 2, Member 3")
        work.actor = second
        customer = create_customer(work, NewCustomer("Own")).customer
        create_opportunity(work, NewOpportunity(customer.id, "own"))
        work.actor = boss
        first = offered(work, in_the_pool(work, "one"))
        change_rule(work, OfferRules, boss.team_id, "most_open", "1")
        work.actor = third
        answer_offer(work, first.offer.id if first.offer else 0, accepts=True)
        work.actor = boss

        nobody = offered(work, in_the_pool(work, "two"))

        assert first.member == third
        assert nobody.member is None


def test_accepting_makes_it_and_the_pool_customer_his_and_undo_takes_it_back(store: Store) -> None:
    with store.rehearse() as work:
        _boss, second, third, _ = a_team(work)
        one = in_the_pool(work, "valves", "上海")
        made = offered(work, one)
        offer_id = made.offer.id if made.offer else 0
        work.actor = third
        with pytest.raises(NotThere):
            answer_offer(work, offer_id, accepts=True)
        work.actor = second
        done = answer_offer(work, offer_id, accepts=True)
        row = work.session.get_one(Opportunity, one)
        his = row.owner_id, work.session.get_one(Customer, row.customer_id).owner_id
        undo(work, done.undo or 0)
        work.session.expire_all()

        assert his == (second.id, second.id)
        assert work.session.get_one(Opportunity, one).owner_id is None


def test_declined_it_is_offered_to_the_next_and_over_it_is_in_the_pool(store: Store) -> None:
    with store.rehearse() as work:
        _boss, second, third, _ = a_team(work)
        made = offered(work, in_the_pool(work, "valves", "上海"))
        work.actor = second
        on = answer_offer(work, made.offer.id if made.offer else 0, accepts=False)
        early = has_expired(work)
        work.now += timedelta(hours=25)
        told: list[Offered] = []
        ended = end_expired(work, lambda _work, over: told.append(over))
        work.actor = third
        with pytest.raises(NotThere):
            answer_offer(work, on.offer.id if on.offer else 0, accepts=True)

        assert on.member == third
        assert (early, ended) == (False, 1)
        assert told[0].member == third
        assert on.opportunity.owner_id is None


def test_a_rep_does_not_assign(store: Store) -> None:
    with store.rehearse() as work:
        members = a_team(work)
        one = in_the_pool(work, "valves")
        work.actor = members[1]

        with pytest.raises(NotAllowed):
            assign(work, one)
