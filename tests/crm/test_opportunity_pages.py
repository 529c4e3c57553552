"""Whatever is asked for, pages, counts and sums are what looking at every row would say."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm import opportunity_pages
from crm.customers import NewCustomer, create_customer
from crm.money import Money
from crm.opportunity_pages import PAGE
from crm.opportunity_search import Filter, list_opportunities
from crm.pipeline import in_each_currency
from storage.store import Store
from storage.tables import Opportunity, Role, Team
from storage.work import Work
from tests.crm.team import a_member

FIRST = date(2026, 11, 1)
STAGES = ("new", "proposal", "retired", "won", "lost")
DAYS = st.none() | st.integers(0, 3).map(lambda n: FIRST + timedelta(days=n))
ROW = st.fixed_dictionaries(
    {
        "stage": st.sampled_from(STAGES),
        "score": st.sampled_from([0, 3, 9]),
        "units": st.none() | st.integers(0, 4),
        "currency": st.sampled_from(["CNY", "USD"]),
        "day": DAYS,
        "is_mine": st.booleans(),
        "in_shanghai": st.booleans(),
    }
)
ASKED = st.builds(
    Filter,
    stage=st.none() | st.sampled_from(STAGES),
    over=st.none() | st.integers(0, 4),
    under=st.none() | st.integers(0, 4),
    close_from=DAYS,
    close_until=DAYS,
    city=st.none() | st.just("上海"),
)


@pytest.fixture(autouse=True)
def few_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few enough that there are always rows that were not looked at."""
    monkeypatch.setattr(opportunity_pages, "LOOKED_AT", 4)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    rows=st.lists(ROW, max_size=40), asked=ASKED, page=st.integers(0, 5), by_owner=st.booleans()
)
def test_a_page_is_what_looking_at_every_row_says(
    store: Store, rows: list[dict[str, Any]], asked: Filter, page: int, by_owner: bool
) -> None:
    with store.rehearse() as work:
        boss = work.actor = a_member(work, 1, Role.MANAGER)
        work.session.get_one(Team, boss.team_id).currency = "CNY"
        other = a_member(work, 2, team=work.session.get_one(Team, boss.team_id))
        work.actor = boss
        if by_owner:
            asked = Filter(**{**_told(asked), "owner_id": boss.id})
        there = [_enter(work, row, boss.id, other.id) for row in rows]
        fitting = [one for one, row in zip(there, rows, strict=True) if _fits(row, asked)]
        best = sorted(fitting, key=lambda one: (one.score, one.id), reverse=True)

        found = list_opportunities(work, asked, page)

        last = max(0, -(-len(best) // PAGE) - 1)
        assert found.page == min(page, last)
        assert found.count == len(best)
        begin = found.page * PAGE
        assert [one.opportunity.id for one in found.rows] == [
            one.id for one in best[begin : begin + PAGE]
        ]
        assert found.sums == in_each_currency(
            Money(one.amount_minor, one.currency)
            for one in best
            if one.amount_minor is not None and one.currency
        )


def _told(asked: Filter) -> dict[str, Any]:
    return {name: getattr(asked, name) for name in Filter.__dataclass_fields__}


def _enter(work: Work, row: dict[str, Any], mine: int, other: int) -> Opportunity:
    city = "上海" if row["in_shanghai"] else "北京"
    customer = create_customer(work, NewCustomer("Acme", city=city)).customer
    is_closed = row["stage"] in ("won", "lost")
    return work.add(
        Opportunity(
            team_id=customer.team_id,
            customer_id=customer.id,
            owner_id=mine if row["is_mine"] else other,
            title="Pumps",
            amount_minor=None if row["units"] is None else row["units"] * 100,
            currency=None if row["units"] is None else row["currency"],
            stage=row["stage"],
            stage_at=work.now,
            score=row["score"],
            close_on=row["day"],
            closed_on=(row["day"] or FIRST) if is_closed else None,
            closed_at=work.now if is_closed else None,
            created_at=work.now,
        )
    )


def _fits(row: dict[str, Any], asked: Filter) -> bool:
    """Say whether a row is asked for; without rates the other currency has no size."""
    is_closed = row["stage"] in ("won", "lost")
    day = row["day"] or (FIRST if is_closed else None)
    units = row["units"] if row["currency"] == "CNY" else None
    sized = asked.over is not None or asked.under is not None
    return (
        (row["stage"] == asked.stage if asked.stage else not is_closed)
        and (not asked.owner_id or row["is_mine"])
        and (not sized or units is not None)
        and (asked.over is None or (units is not None and units >= asked.over))
        and (asked.under is None or (units is not None and units <= asked.under))
        and (not asked.close_from or (day is not None and day >= asked.close_from))
        and (not asked.close_until or (day is not None and day <= asked.close_until))
        and (not asked.city or row["in_shanghai"])
    )
