"""Days that come, looked up in words: birthdays by both calendars, anniversaries, contracts that run out."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.coming import MONTH, _days_of_the_year
from crm.lunar import next_lunar_day
from crm.occasions import next_on
from storage.customer_file import CustomField, CustomValue, FieldKind, Occasion
from storage.tables import Contact, Customer, Member, Role
from tests.handlers.test_care import a_contact
from tests.kit.databases import pytest_generate_tests
from tests.kit.world import Rep, World

__all__ = ["pytest_generate_tests"]


def a_day_of(world: World, rep: Rep, customer: str, field: str, value: str) -> None:
    """A customer of the rep with a day in one of the team's fields."""
    with world.store.begin() as work:
        member = work.session.query(Member).filter(Member.telegram_id == rep.person.id).one()
        kept = work.session.query(CustomField).filter(CustomField.name == field).first()
        kept = kept or work.add(
            CustomField(
                team_id=member.team_id, name=field, key=field, kind=FieldKind.DAY, choices=[]
            )
        )
        at = work.add(
            Customer(
                team_id=member.team_id,
                owner_id=member.id,
                name=customer,
                created_at=work.now,
                touched_at=work.now,
            )
        )
        work.add(CustomValue(customer_id=at.id, field_id=kept.id, value=value))


async def test_birthdays_are_listed_in_the_order_in_which_they_come(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna Smith", "Acme", month=11, day=28, year=1985)
    a_contact(world, rep, "Ben Stone", "Bolt", month=11, day=25)
    a_contact(world, rep, "Cleo Park", "Cargo", month=3, day=1)
    a_contact(world, rep, "Dan", "Delta", month=11, day=26, label="anniversary")

    shown = await rep.says("who has a birthday soon")

    assert shown.splitlines() == [
        "🎂 Birthdays · Tue, 24 Nov – Thu, 24 Dec",
        "Wed, 25 Nov (in 1 day) · Ben Stone · Bolt",
        "Sat, 28 Nov (in 4 days) · Anna Smith · Acme · turns 41",
    ]
    assert rep.labels == ["💌 Ben Stone", "👤 Bolt", "💌 Anna Smith", "👤 Acme"]


async def test_a_key_opens_the_card_and_another_gives_the_greeting(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    a_contact(world, rep, "李娜", "华信科技", month=11, day=26)

    await rep.says("本月生日")
    await rep.taps("💌 李娜")
    greeting = rep.sees
    await rep.says("本月生日")
    await rep.taps("👤 华信科技")

    assert greeting.startswith("李娜，祝您生日快乐")
    assert "华信科技" in rep.sees


async def test_of_a_month_that_has_begun_what_is_over_comes_last(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    a_contact(world, rep, "陈晨", "诺明", month=11, day=3)
    a_contact(world, rep, "李娜", "华信科技", month=11, day=24)

    shown = await rep.says("这个月谁过生日")

    assert "今天 · 李娜" in shown.splitlines()[1]
    assert "（已过） · 陈晨" in shown.splitlines()[2]


async def test_a_lunar_birthday_stands_on_its_solar_day(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    a_contact(world, rep, "李娜", "华信科技", month=10, day=24, is_lunar=True)  # 2 December 2026

    shown = await rep.says("下周谁过生日")

    assert "12月2日" in shown
    assert "李娜 · 华信科技（农历）" in shown


async def test_anniversaries_are_asked_for_by_themselves_or_with_birthdays(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    a_contact(world, rep, "Anna", "Acme", month=11, day=28, label="company anniversary")
    a_contact(world, rep, "Ben", "Bolt", month=11, day=29)

    alone = await rep.says("anniversaries this week")
    both = await rep.says("birthdays and anniversaries this week")

    assert "Anna · Acme · company anniversary" in alone
    assert "Ben" not in alone
    assert "Anna" in both
    assert "Ben" in both


async def test_contracts_that_run_out_are_found_by_the_field_that_is_called_so(
    world: World,
) -> None:
    rep = await world.rep("王伟", "zh")
    a_day_of(world, rep, "华信科技", "合同到期日", "2026-12-10")
    a_day_of(world, rep, "宏远机械", "合同到期日", "2027-06-10")
    a_day_of(world, rep, "诺明医疗", "执照有效期", "2026-12-01")

    contracts = await rep.says("谁的合同快到期")
    await rep.taps("👤 华信科技")
    card = rep.sees
    all_of_them = await rep.says("/find 下个月到期的客户")

    assert contracts.splitlines()[1:] == ["12月10日 周四（16 天后） · 华信科技 · 合同到期日"]
    assert "华信科技" in card
    assert [line.split(" · ")[1] for line in all_of_them.splitlines()[1:]] == [
        "诺明医疗",
        "华信科技",
    ]


async def test_what_has_run_out_is_asked_for_too(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    a_day_of(world, rep, "Acme", "Contract until", "2026-10-31")
    a_day_of(world, rep, "Bolt", "Contract until", "2026-12-31")

    shown = await rep.says("expired contracts")

    assert "Acme · Contract until" in shown
    assert "Bolt" not in shown


async def test_where_there_is_none_the_way_to_note_one_is_said(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    assert "the contact, [🎂] notes a day" in await rep.says("birthdays this month")
    assert "/fields" in await rep.says("whose contract expires soon")


async def test_a_long_list_pages(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    for number in range(1, 12):
        a_contact(world, rep, f"Person {number:02}", f"Firm {number:02}", month=12, day=number)

    await rep.says("birthdays next month")
    first = rep.sees
    await rep.taps("▶")
    second = rep.sees
    await rep.taps("◀")

    assert [f"Person {number:02}" in first for number in (1, 8, 9)] == [True, True, False]
    assert [f"Person {number:02}" in second for number in (8, 9, 11)] == [False, True, True]
    assert rep.sees == first


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
async def test_a_rep_sees_his_own_customers_a_manager_the_teams(world: World, role: Role) -> None:
    owner = await world.rep("Li Lei", "en")
    other = await world.rep("Wang Wei", "en", role=role)
    a_contact(world, owner, "Anna", "Acme", month=11, day=28)

    shown = await other.says("birthdays this week")

    assert ("Anna" in shown) == (role is Role.MANAGER)


async def test_a_contact_who_is_gone_has_no_birthday(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    customer_id = a_contact(world, rep, "Anna", "Acme", month=11, day=28)
    with world.store.begin() as work:
        contact = work.session.query(Contact).filter(Contact.customer_id == customer_id).one()
        work.change(contact, deleted_at=work.now)

    assert "Anna" not in await rep.says("birthdays this week")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.dates(date(2000, 1, 1), date(2060, 1, 1)),
    st.integers(0, 60),
    st.integers(1, 12),
    st.integers(1, 30),
)
def test_a_day_is_in_a_stretch_where_its_next_one_is(
    first: date, length: int, month: int, day: int
) -> None:
    last = first + timedelta(days=length)
    solar, lunar = _days_of_the_year(first, last)
    by_moon = next_lunar_day(month, day, first)
    code = month * MONTH + day

    assert lunar.get(code) == (by_moon if by_moon and by_moon <= last else None)
    if day <= 29:
        by_sun = next_on(Occasion(month=month, day=day, is_lunar=False), first)
        assert solar.get(code) == (by_sun if by_sun and by_sun <= last else None)
