"""Rates from a sheet: its own headers, the latest day, and sums that follow at once."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.customers import NewCustomer, create_customer
from crm.errors import NoRateColumn, NotAllowed
from crm.history import undo
from crm.money import Money
from crm.opportunities import NewOpportunity, create_opportunity
from crm.pipeline import read_pipeline
from crm.rate_sheets import import_rates, read_team_rates, set_rates
from crm.rates import Rate
from storage.store import Store
from storage.tables import Role, Team
from storage.work import Work
from tests.crm.team import a_member
from tests.kit.sheets import sheet_rows

SHEET = [
    ("外汇牌价", "", "", ""),
    ("货币名称", "单位", "中间价", "发布日期"),
    ("美元", "100", "710.5", "2026-11-20"),
    ("美元", "100", "712.34", "2026/11/24"),
    ("美元", "100", "999", "2026-12-01"),
    ("欧元 (EUR)", "100", "780", "2026-11-24 10:30:00"),
    ("JPY", "100", "4.7", "2026-11-24"),
    ("人民币", "100", "100", "2026-11-24"),
    ("贝壳", "1", "3", "2026-11-24"),
    ("GBP", "1", "n/a", "2026-11-24"),
]
NEWEST = date(2026, 11, 24)


def a_boss(work: Work) -> Team:
    work.actor = boss = a_member(work, 1, Role.MANAGER)
    team = work.session.get_one(Team, boss.team_id)
    team.currency = "CNY"
    return team


def rates_now(work: Work) -> dict[str, Rate]:
    return dict(read_team_rates(work).rates.per_unit)


def test_a_banks_sheet_is_read_with_its_own_headers_and_taken_back(store: Store) -> None:
    with store.rehearse() as work:
        a_boss(work)

        done = import_rates(work, sheet_rows(SHEET))
        taken = rates_now(work)
        again = import_rates(work, sheet_rows(SHEET))
        undo(work, done.undo or 0)

        assert taken == {
            "USD": Rate(Decimal("7.1234"), NEWEST),
            "EUR": Rate(Decimal("7.8"), NEWEST),
            "JPY": Rate(Decimal("0.047"), NEWEST),
        }
        assert [row for row, _text in done.left_out] == [5, 9, 10, 0]
        assert (again.same, again.undo) == (3, None)
        assert rates_now(work) == {}


@pytest.mark.parametrize(
    ("cells", "rate"),
    [
        (("USD", "7.12"), "7.12"),
        (("usd", "7,12"), "7.12"),
        (("USD/CNY", "7.12"), "7.12"),
        (("$", "7.12"), "7.12"),
        (("JPY", "0.047"), "0.047"),
        (("KRW", "1,234.5"), "1234.5"),
        (("USD/EUR", "0.9"), None),
        (("USD", "-7"), None),
        (("USD", "0"), None),
        (("USD", "1e400"), None),
        (("", "7"), None),
        (("XXQ", "7"), None),
    ],
)
def test_a_cell_is_a_rate_or_left_out(
    store: Store, cells: tuple[str, str], rate: str | None
) -> None:
    with store.rehearse() as work:
        a_boss(work)

        done = import_rates(work, sheet_rows([("Currency", "Rate"), cells]))

        assert [one.units for one in done.new.values()] == ([Decimal(rate)] if rate else [])
        assert len(done.left_out) == (0 if rate else 1)


def test_others_stay_and_sums_follow_in_the_teams_currency(store: Store) -> None:
    with store.rehearse() as work:
        a_boss(work)
        customer = create_customer(work, NewCustomer("Acme")).customer
        for minor, code in ((100_00, "USD"), (1000, "JPY"), (5_00, "CNY")):
            create_opportunity(work, NewOpportunity(customer.id, "Pumps", Money(minor, code)))
        before = read_pipeline(work)

        set_rates(work, "JPY: 0.05")
        import_rates(work, sheet_rows([("Currency", "Rate"), ("USD", "7.123")]))
        after = read_pipeline(work)

        assert (before.total, set(before.unknown)) == (Money(5_00, "CNY"), {"USD", "JPY"})
        assert (after.total, after.unknown) == (Money(712_30 + 50_00 + 5_00, "CNY"), frozenset())
        assert {one.currency: one.minor for one in after.sums} == {
            "USD": 100_00, "JPY": 1000, "CNY": 5_00,
        }  # fmt: skip


def test_the_day_of_the_oldest_rate_is_told(store: Store) -> None:
    with store.rehearse() as work:
        a_boss(work)
        customer = create_customer(work, NewCustomer("Acme")).customer
        create_opportunity(work, NewOpportunity(customer.id, "Pumps", Money(1, "USD")))
        sheet = [("ccy", "rate", "date"), ("USD", "7", "2026-11-24"), ("EUR", "8", "2026-10-01")]
        import_rates(work, sheet_rows(sheet))
        of_dollars = read_pipeline(work).rates_on
        set_rates(work, "USD 7.2")

        assert of_dollars == NEWEST
        assert read_pipeline(work).rates_on is None


DAYS = st.none() | st.dates(date(2026, 11, 1), date(2026, 11, 30))
ROWS = st.lists(st.tuples(st.sampled_from(["USD", "EUR", "JPY"]), st.integers(1, 99), DAYS))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows=ROWS)
def test_of_each_currency_the_latest_day_that_has_come_counts(
    store: Store, rows: list[tuple[str, int, date | None]]
) -> None:
    with store.rehearse() as work:
        a_boss(work)
        cells = [(code, str(units), str(on or "")) for code, units, on in rows]

        import_rates(work, sheet_rows([("Currency", "Rate", "Date"), *cells]))

        expected: dict[str, tuple[date, int]] = {}
        for code, units, on in rows:
            day = on or date.min
            if day <= NEWEST and day >= expected.get(code, (date.min, 0))[0]:
                expected[code] = (day, units)
        assert {code: one.units for code, one in rates_now(work).items()} == {
            code: units for code, (_day, units) in expected.items()
        }


def test_what_is_no_sheet_of_rates_is_refused(store: Store) -> None:
    with store.rehearse() as work:
        a_boss(work)
        with pytest.raises(NoRateColumn):
            import_rates(work, sheet_rows([("a", "b"), ("1", "2")]))
        with pytest.raises(NoRateColumn):
            import_rates(work, [])
        assert set_rates(work, "hello") is None
        assert set_rates(work, "ABX 7") is None


def test_a_rep_sees_rates_and_sets_none(store: Store) -> None:
    with store.rehearse() as work:
        team = a_boss(work)
        set_rates(work, "USD 7")
        work.actor = a_member(work, 2, team=team)

        assert rates_now(work) == {"USD": Rate(Decimal(7))}
        with pytest.raises(NotAllowed):
            set_rates(work, "USD 8")
        with pytest.raises(NotAllowed):
            import_rates(work, sheet_rows(SHEET))
