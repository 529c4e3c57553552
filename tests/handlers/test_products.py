"""Price lists in the chat, prices on the road, and items of an opportunity with their margin."""

from storage.tables import Role
from tests.handlers.test_importing import sends
from tests.handlers.test_pipeline import deals
from tests.kit.world import Rep, World

LIST = "Code,Product,Unit,Price,Cost\nP-200,离心水泵,pc,120,80\nP-300,Gear pump,pc,200,150\n"


async def with_prices(world: World) -> Rep:
    boss = await world.rep("Boss", role=Role.MANAGER)
    await boss.says("/products")
    told = await sends(boss, LIST)
    assert "2 new, 0 changed" in told
    return boss


async def test_a_price_is_found_in_one_message(world: World) -> None:
    await with_prices(world)
    rep = await world.rep()

    assert "离心水泵 · P-200: £120 / pc" in await rep.says("/price lxsb")
    assert "Gear pump" in await rep.says("/price p-300")
    assert "I know no product" in await rep.says("/price valve")


async def test_a_list_that_is_none_is_refused_and_asked_for_again(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    await boss.says("/products")

    refused = await sends(boss, "a,b\n1,2\n")
    told = await sends(boss, LIST)

    assert "I see no price list in that" in refused
    assert "2 new" in told


async def test_an_item_is_taken_back_with_one_tap(world: World) -> None:
    await with_prices(world)
    rep = await world.rep()
    deals(rep, "Acme: pumps, 20k, end of March")
    await rep.says("acme")
    await rep.taps("pumps")
    await rep.taps("Items")
    await rep.taps("Add")
    await rep.says("10 x P-200")

    await rep.taps("Undo")
    await rep.says("acme")
    card = await rep.taps("pumps")

    assert "Amount: £20,000" in card
    assert "item" not in card


async def test_items_make_the_amount_and_the_margin(world: World) -> None:
    await with_prices(world)
    rep = await world.rep()
    deals(rep, "Acme: pumps, 20k, end of March")
    await rep.says("acme")
    await rep.taps("pumps")
    await rep.taps("Items")
    await rep.taps("Add")
    first = await rep.says("10 x P-200")
    await rep.taps("Add")
    asked = await rep.says("2 x fitting")
    second = await rep.says("55")
    await rep.taps("fitting")
    left = rep.sees
    card = await rep.taps("Back")

    assert "10 × 离心水泵 · £120 = £1,200" in first
    assert "The amount was £20,000." in first
    assert "margin £400 (33 %)" in first
    assert "What does one of fitting cost?" in asked
    assert "Sum: £1,310" in second
    assert "margin" not in second
    assert "fitting" not in left
    assert "Amount: £1,200" in card
    assert "1 item · margin 33 %" in card


async def test_a_price_is_asked_for_in_words(world: World) -> None:
    await with_prices(world)
    rep = await world.rep()

    assert "离心水泵 · P-200: £120 / pc" in await rep.says("离心水泵多少钱?")
    assert "Gear pump · P-300: £200 / pc" in await rep.says("how much is the gear pump?")
    assert "P-200" in await rep.says("价格 lxsb")
    assert "P-" not in await rep.says("Acme price")
