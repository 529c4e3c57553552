"""Two customers become one, side by side; a manager finds those that look like one."""

from storage.tables import Role
from tests.kit.world import Rep, World


async def enters(rep: Rep, name: str, contact: str = "", city: str = "") -> None:
    await rep.says(f"/customer {name}")
    if "Create anyway" in " ".join(rep.labels):
        await rep.taps("Create anyway")
    if contact:
        await rep.says(contact)
        if "Create anyway" in " ".join(rep.labels):
            await rep.taps("Create anyway")
        if city:
            await rep.says(city)
    if "Save now" in " ".join(rep.labels):
        await rep.taps("Save now")


async def a_boss_with_two(world: World) -> Rep:
    """Return a manager who has one customer twice."""
    boss = await world.rep("Li Lei", "en", Role.ADMIN)
    await enters(boss, "Acme Ltd", "Li Na, purchasing, 020 7946 0123", "Leeds")
    await enters(boss, "Acme", "Wang Wei, 020 7946 0999", "York")
    await boss.says("visited Acme Ltd, they want a quote #key, call them tomorrow 10am")
    return boss


async def test_likely_pairs_are_listed_and_merged(world: World) -> None:
    boss = await a_boss_with_two(world)
    await world.passes(seconds=20)

    listed = await boss.says("/duplicates")
    side_by_side = await boss.taps("1. 🔀 Merge")
    picked = await boss.taps("City: Leeds")
    done = await boss.taps("✅ Merge")
    card = await boss.taps("Card")

    assert listed.startswith("1 pair looks like one customer\n1. Acme Ltd · Leeds ⇄ Acme · York")
    assert "the same name" in listed
    assert "Name: Acme Ltd | Acme" in side_by_side
    assert "City: Leeds | York" in side_by_side
    assert (
        "Moves along: 1 contact · 0 interactions · 0 opportunities · 0 reminders" in side_by_side
    )
    assert "City: York ⇄" in " ".join(boss.labels) or "City: Leeds | York" in picked
    assert done.startswith("🔀 Acme is now Acme Ltd.")
    assert card.startswith("Acme Ltd\nYork\n🏷 #key")
    assert "👤 Li Na, purchasing" in card
    assert "👤 Wang Wei" in card
    assert "No two customers of your team look like one." in await boss.says("/duplicates")
    assert "No two customers of your team look like one." in await boss.says("find duplicates")
    assert "No two customers of your team look like one." in await boss.says("重复的客户有哪些")


async def test_a_merge_moves_what_happened_and_what_is_next(world: World) -> None:
    boss = await a_boss_with_two(world)
    await world.passes(seconds=20)
    await boss.says("/duplicates")
    await boss.taps("1. 🔀 Merge")

    shown = await boss.taps("Swap")
    await boss.taps("✅ Merge")
    card = await boss.taps("Card")

    assert "🔀 Acme stays, Acme Ltd goes" in shown
    assert "1 contact · 1 interaction · 0 opportunities · 1 reminder" in shown
    assert card.startswith("Acme\n")
    assert "🏷 #key" in card
    assert "they want a quote" in card
    assert "⏰" in card


async def test_a_merge_is_undone_after_weeks(world: World) -> None:
    boss = await world.rep("Li Lei", "en")
    await enters(boss, "Acme Ltd", "Li Na, 020 7946 0123")
    await enters(boss, "Acme", "Li Na, 020 7946 0123")
    await boss.says("Acme Ltd")
    await boss.taps("Edit")
    await boss.taps("🔀 Merge")
    await boss.says("Acme")
    await boss.taps("Acme")
    await boss.taps("✅ Merge")
    receipt = next(one for one in reversed(boss.person.screen) if "is now" in one.text)
    merged = await boss.says("Acme")
    await world.passes(days=29)
    await boss.says("visited Acme, they are well")

    await boss.taps("Undo", receipt)

    assert merged.count("Li Na") >= 1
    assert merged.startswith("Acme Ltd\n")
    assert (await boss.says("Acme")).startswith("Acme\n")
    assert (await boss.says("Acme Ltd")).startswith("Acme Ltd\n")


async def test_after_a_month_only_an_administrator_can(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await enters(rep, "Acme Ltd")
    await enters(rep, "Acme")
    await rep.says("Acme Ltd")
    await rep.taps("Edit")
    await rep.taps("🔀 Merge")
    await rep.says("Acme")
    await rep.taps("Acme")
    await rep.taps("✅ Merge")
    receipt = next(one for one in reversed(rep.person.screen) if "is now" in one.text)
    await world.passes(days=31)

    await rep.taps("Undo", receipt)

    assert "administrator" in rep.toast


async def test_an_old_card_of_the_one_that_went_opens_the_one_that_stays(world: World) -> None:
    boss = await a_boss_with_two(world)
    receipt = next(one for one in boss.person.screen if "New customer: Acme\n" in one.text)
    await world.passes(seconds=20)
    await boss.says("/duplicates")
    await boss.taps("1. 🔀 Merge")
    await boss.taps("✅ Merge")

    card = await boss.taps("Card", receipt)

    assert card.startswith("Acme Ltd\nLeeds")


async def test_two_that_are_two_are_not_shown_again(world: World) -> None:
    boss = await a_boss_with_two(world)
    await world.passes(seconds=20)
    await boss.says("/duplicates")

    told = await boss.taps("1. Two different")
    await boss.says("visited Acme Ltd, all well")
    await world.passes(seconds=20)

    assert told == "👌 Acme Ltd and Acme are two: I do not ask again."
    assert "No two customers" in await boss.says("/duplicates")


async def test_a_rep_sees_no_list_and_merges_his_own_only(world: World) -> None:
    owner = await world.rep("Li Lei", "en")
    await enters(owner, "Acme Ltd")
    boss = await world.rep("Han Meimei", "en", Role.ADMIN)
    await enters(boss, "Acme")
    await world.passes(seconds=20)

    assert await owner.says("/duplicates") == "Your role does not permit that."
    assert "1 pair" in await boss.says("/duplicates")


async def test_many_pairs_page(world: World) -> None:
    boss = await world.rep("Li Lei", "zh", Role.ADMIN)
    for name in (
        "华信科技",
        "蓝海机械",
        "宏远电子",
        "金桥食品",
        "星河软件",
        "东方纺织",
        "长城物流",
    ):
        await boss.says(f"/customer {name}有限公司")
        await boss.taps("保存")
        await boss.says(f"/customer {name}")
        await boss.taps("仍")
        await boss.taps("保存")
    await world.passes(seconds=20)

    first = await boss.says("/duplicates")
    second = await boss.taps("›")

    assert first.startswith("7 对客户看起来相同")
    assert second.count("⇄") == 2
    assert await boss.taps("‹") == first


async def test_the_owner_is_told_when_a_leader_merges(world: World) -> None:
    owner = await world.rep("Han Meimei", "en", Role.ADMIN)
    await enters(owner, "Acme Ltd")
    boss = await world.rep("Li Lei", "en", Role.ADMIN)
    await boss.says("/customer Acme")
    shown = boss.sees
    await boss.taps("Create anyway")
    await boss.taps("Save now")
    await world.passes(seconds=20)
    await boss.says("/duplicates")
    await boss.taps("1. 🔀 Merge")

    await boss.taps("✅ Merge")
    await world.fieldbook.settled()

    assert "🏢 Acme Ltd · Han Meimei's since November\nlast touch today" in shown
    assert owner.sees == "🔀 Li Lei has merged Acme into Acme Ltd."
