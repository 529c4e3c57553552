"""Work for colleagues in one line; a member's own figures beside his target."""

import pytest

from storage.tables import Role
from tests.handlers.test_pipeline import deals
from tests.kit.world import World


async def test_a_colleague_is_asked_accepts_and_finishes_and_the_asker_is_told(
    world: World,
) -> None:
    boss = await world.rep("王伟", "zh", Role.MANAGER)
    lei = await world.rep("李雷", "zh")
    await boss.says("/customer 华信科技")
    for _ in range(4):
        await boss.says("跳过")

    asked = await boss.says("@李雷 周五前给华信报价")
    await world.passes(seconds=1)
    told = lei.sees
    await lei.taps("接受")
    await world.passes(seconds=1)
    accepted = boss.sees
    await lei.says("/tasks")
    await lei.taps("给华信报价")
    await lei.taps("完成")
    await world.passes(seconds=1)

    assert "李雷" in asked
    assert "华信科技" in asked
    assert "11月27日" in asked
    assert "王伟" in told
    assert "给华信报价" in told
    assert "华信科技" not in told  # it is the boss's customer, and not shared
    assert "李雷 接手了" in accepted
    assert "李雷 已完成" in boss.sees


async def test_english_names_and_an_own_act_before_it(world: World) -> None:
    rep = await world.rep("Ann Smith")
    lei = await world.rep("Li Lei")
    await rep.says("/customer Acme")
    for _ in range(4):
        await rep.says("skip")

    await rep.says("visited Acme today, they liked the samples. @Li Lei quote Acme by Friday")
    await world.passes(seconds=1)

    assert any("Visit" in one and "Acme" in one for one in rep.messages)
    assert any("Asked Li Lei" in one for one in rep.messages)
    assert "Ann Smith asks you:" in lei.sees
    await lei.taps("Decline")
    await world.passes(seconds=1)
    assert "Li Lei cannot do it:" in rep.sees


async def test_a_task_is_taken_back(world: World) -> None:
    rep = await world.rep("Ann Smith")
    lei = await world.rep("Li Lei")
    await rep.says("@Li Lei call the printer")
    await rep.taps("Undo")
    await world.passes(seconds=1)

    await lei.taps("Accept")

    assert "not there" in lei.toast


async def test_nobody_of_that_name_is_no_task(world: World) -> None:
    rep = await world.rep("Ann Smith")

    assert "Asked" not in await rep.says("@Nobody call Acme")


async def test_figures_stand_beside_the_target_and_the_pace(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    deals(rep, "Acme: 40 pumps, 20k, end of March")
    await rep.says("acme")
    await rep.taps("40 pumps")
    await rep.taps("Move to")
    await rep.taps("Won")

    set_ = await boss.says("/target Li Lei 80k, 10 visits")
    mine = await rep.says("/me")
    his = await boss.says("/me Li Lei")

    assert "Li Lei, 2026-11: £80,000 and 10 visits" in set_
    assert "Won: 1 · £20,000" in mine
    assert "25 %" in mine
    assert "Pace: £12,000 a working day, 5 left" in mine
    assert "Visits: 2 a working day" in mine
    assert his == mine


async def test_figures_are_private(world: World) -> None:
    await world.rep("Li Lei")
    other = await world.rep("Han Mei")

    seen = await other.says("/me Li Lei")
    refused = await other.says("/target Li Lei 80k")

    assert "Han Mei" in seen
    assert "Li Lei" not in seen
    assert "role does not permit" in refused


@pytest.mark.parametrize(
    ("words", "month", "amount"),
    [
        ("李雷 50万 12月 20次拜访", "2026-12", "¥500,000"),
        ("李雷 3月 80万", "2027-03", "¥800,000"),
        ("李雷 下个月 60万", "2026-12", "¥600,000"),
        ("李雷 70万", "2026-11", "¥700,000"),
        ("李雷 500k December 20 visits", "2026-12", "¥500,000"),
        ("李雷 80k in Mar 2028", "2028-03", "¥80,000"),
    ],
)
async def test_targets_are_set_in_words(world: World, words: str, month: str, amount: str) -> None:
    boss = await world.rep("王伟", "zh", Role.MANAGER)
    await world.rep("李雷", "zh")

    told = await boss.says(f"/target {words}")

    assert month in told
    assert amount in told
    assert "没有" not in told


async def test_what_is_missing_of_a_target_is_said(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)

    assert "I need some text for that." in await boss.says("/target 80k")


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("@李雷 周五前给华信报价", "📝 给华信报价\n"),
        ("@李雷 by Friday send the price list", "📝 send the price list\n"),
        ("@李雷 quote Acme by Friday", "📝 quote Acme by Friday\n"),
    ],
)
async def test_a_day_in_front_is_no_part_of_what_is_asked(
    world: World, line: str, what: str
) -> None:
    rep = await world.rep("Grace", "en")
    await world.rep("李雷", "zh")

    asked = await rep.says(line)

    assert what in asked
    assert "📅 by Fri, 27 Nov" in asked
