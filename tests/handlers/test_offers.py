"""A leader lets the rules assign; who is asked sees why, accepts or declines."""

from sqlalchemy import update

from storage.tables import Customer, Role
from tests.handlers.test_pipeline import deals
from tests.kit.world import World


async def test_it_is_offered_with_the_reason_and_accepted(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    lei = await world.rep("Li Lei")
    await boss.says("/rules")
    await boss.taps("Offers")
    await boss.taps("Rules", boss.last)
    await boss.says("product pump -> Li Lei")
    deals(boss, "Acme: 40 pumps, 80k, end of March")
    await boss.says("acme")
    await boss.taps("40 pumps")
    await boss.taps("More")

    told = await boss.taps("Assign")
    await world.passes(seconds=1)
    asked = lei.sees
    mine = await lei.taps("Accept")
    opened = await lei.taps("Open")
    await world.passes(days=1, hours=1)

    assert "Owner: Li Lei" in opened
    assert any("40 pumps" in one and "⏰" in one for one in lei.messages)
    assert not any(one.startswith("⏰ 40 pumps") for one in boss.messages)
    assert "offered to Li Lei" in told
    assert "because of the product “pump”; 0 of 30 open ones so far" in told
    assert "An opportunity for you" in asked
    assert "because of the product “pump”" in asked
    assert "40 pumps is yours." in mine


async def test_new_ones_without_an_owner_go_by_themselves_and_time_out_to_the_pool(
    world: World,
) -> None:
    boss = await world.rep("王伟", "zh", Role.MANAGER)
    lei = await world.rep("李雷", "zh")
    await boss.says("/customer 华信科技")
    for _ in range(4):
        await boss.says("跳过")
    with world.store.begin() as work:
        work.connection.execute(update(Customer).values(owner_id=None))
    await boss.says("/rules")
    await boss.taps("商机分派")
    await boss.taps("规则", boss.last)
    await boss.says("any -> 李雷")
    await boss.taps("无主", boss.last)
    await boss.says("yes")

    told = await boss.says("华信科技 新商机 机房改造 50万")
    await world.passes(seconds=1)
    asked = lei.sees
    await world.passes(hours=25)

    assert "李雷" in told
    assert "机房改造" in asked
    assert any("已进入公海" in one for one in lei.messages)
    assert any("机房改造：李雷 没有接手，已进入公海" in one for one in boss.messages)


async def test_what_the_last_one_declines_is_told_to_who_leads(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    lei = await world.rep("Li Lei")
    await boss.says("/rules")
    await boss.taps("Offers")
    await boss.taps("Rules", boss.last)
    await boss.says("any -> Li Lei")
    deals(boss, "Acme: 40 pumps, 80k, end of March")
    await boss.says("acme")
    await boss.taps("40 pumps")
    await boss.taps("More")
    await boss.taps("Assign")
    await world.passes(seconds=1)

    declined = await lei.taps("Decline")
    await world.passes(seconds=1)

    assert "Declined: 40 pumps is in the pool." in declined
    assert "40 pumps: Li Lei did not take it, it is in the pool." in boss.sees


async def test_nobody_is_offered_what_is_at_a_customer_that_he_may_not_see(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    ann, _lei = await world.rep("Ann"), await world.rep("Li Lei")
    await boss.says("/rules")
    await boss.taps("Offers")
    await boss.taps("Rules", boss.last)
    await boss.says("any -> Li Lei")
    deals(ann, "Acme: 40 pumps, 80k, end of March")
    await boss.says("acme")
    await boss.taps("40 pumps")
    await boss.taps("More")

    told = await boss.taps("Assign")

    assert "the rules name nobody who is free" in told
