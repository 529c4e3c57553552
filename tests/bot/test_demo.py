"""What the people of the demo find there: customers, a price list, rates and targets."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from bot.demo import enter_people
from crm.book import open_store
from crm.figures import target_of
from crm.products import find_products
from crm.rate_sheets import read_team_rates
from sandbox.messenger import Messenger
from storage.tables import Customer, Member

NOW = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("language", "zone"), [("zh", "Asia/Shanghai"), ("en", "Europe/London")])
async def test_the_demo_s_first_rep_has_customers_prices_rates_and_a_target(
    sqlite_database: str, language: str, zone: str
) -> None:
    store = open_store(sqlite_database, lambda: NOW)

    rep = enter_people(store, Messenger(), language)[0]

    with store.begin() as work:
        work.actor = work.session.scalars(select(Member).where(Member.telegram_id == rep.id)).one()
        owned = select(Customer.id).where(Customer.owner_id == work.actor.id)
        assert work.session.scalars(owned).first()
        assert [one.code for one in find_products(work, "离心泵")] == ["P-100"]
        assert "USD" in read_team_rates(work).rates.per_unit
        assert target_of(work, work.actor.id, NOW.date().replace(day=1))
        assert rep.zone == work.actor.zone == zone
    store.close()
