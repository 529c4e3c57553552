"""The pool: warned before, moved, claimed, assigned."""

from crm.customers import NewCustomer, add_customer
from crm.pool import PoolRule
from crm.rules import change_rule
from storage.tables import Member, Role, Team
from tests.kit.world import Rep, World


def decides(world: World, kind: type, **values: str) -> None:
    """Let the first administrator decide a rule of the team."""
    with world.store.begin() as work:
        work.actor = work.session.get_one(Member, 1)
        for name, text in values.items():
            change_rule(work, kind, work.actor.team_id, name, text)


def in_pool(world: World, *names: str, **facts: str) -> None:
    """Put customers into the pool that never had an owner."""
    with world.store.begin() as work:
        team = work.session.get_one(Team, 1)
        for name in names:
            customer = add_customer(work, NewCustomer(name), team=team, owner_id=None)
            work.change(customer, **facts)
        work.close_entry("import_customers")


async def enters(rep: Rep, name: str) -> None:
    await rep.says(f"/customer {name}")
    await rep.taps("Save now" if "Save now" in " ".join(rep.labels) else "保存")


async def test_one_left_alone_is_warned_of_twice_and_then_in_the_pool(world: World) -> None:
    boss = await world.rep("Li Lei", "en", Role.ADMIN)
    rep = await world.rep("Han Meimei", "en")
    await enters(rep, "Acme")
    decides(world, PoolRule, is_on="yes", ungraded="30")

    await world.passes(days=22)
    quiet = rep.sees
    await world.passes(days=1)
    first = rep.sees
    await world.passes(days=5)
    between = rep.sees
    await world.passes(days=1)
    second = rep.sees
    await world.passes(days=1)
    gone = rep.sees

    assert "pool" not in quiet
    assert first == "🕰 Soon to the pool, unless you are in touch:\n• Acme · Thu, 24 Dec"
    assert between == first
    assert second == "⚠️ To the pool tomorrow:\n• Acme"
    assert gone == "🌊 Gone to the pool, for they were left alone:\n• Acme"
    assert "Owner: in the pool" in await boss.says("acme")


async def test_a_touch_makes_the_warning_void(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await enters(rep, "Acme")
    decides(world, PoolRule, is_on="yes", ungraded="30")
    await world.passes(days=23)
    await rep.says("visited Acme, all well")

    await world.passes(days=10)

    assert "Owner: Li Lei" in await rep.says("acme")


async def test_with_an_open_opportunity_it_stays_unless_configured(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await enters(rep, "Acme")
    await rep.says("new opportunity Acme pumps 80k")
    decides(world, PoolRule, is_on="yes", ungraded="30")
    await world.passes(days=60)
    kept = await rep.says("acme")

    decides(world, PoolRule, takes_deals="yes")
    await world.passes(minutes=10)
    warned = rep.sees

    assert "Owner: Li Lei" in kept
    assert "🕰 Soon to the pool" in warned


async def test_an_old_book_is_warned_a_week_before_anything_moves(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await enters(rep, "Acme")
    await world.passes(days=400)
    decides(world, PoolRule, is_on="yes", ungraded="30")

    await world.passes(minutes=10)
    first = rep.sees
    await world.passes(days=3)

    assert "🕰 Soon to the pool, unless you are in touch:\n• Acme" in first
    assert "Owner: Li Lei" in await rep.says("acme")


async def test_nobody_is_warned_at_night(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    await enters(rep, "Acme")
    decides(world, PoolRule, is_on="yes", ungraded="30")

    await world.passes(days=22, hours=18)
    at_night = rep.sees
    await world.passes(hours=6)

    assert "pool" not in at_night
    assert "🕰 Soon to the pool" in rep.sees


async def test_anyone_claims_within_the_days_limit(world: World) -> None:
    await world.rep("Li Lei", "en", Role.ADMIN)
    rep = await world.rep("Han Meimei", "en")
    in_pool(world, "Acme", "Bolt", "Crane")
    decides(world, PoolRule, claims_a_day="2")

    listed = await rep.says("/pool")
    first = await rep.taps("1. 🙋 Claim")
    await rep.says("/pool")
    second = await rep.taps("1. 🙋 Claim")
    await rep.says("/pool")
    await rep.taps("1. 🙋 Claim")
    refused = rep.toast
    await world.passes(days=1)
    await rep.says("/pool")
    third = await rep.taps("1. 🙋 Claim")

    assert listed.startswith("Pool: 3 customers\n1. Crane")
    assert first == "🙋 Crane is yours.\nYou can claim 1 more today."
    assert second == "🙋 Bolt is yours.\nYou can claim 0 more today."
    assert refused == "You have claimed 2 today: tomorrow you can claim more."
    assert third.startswith("🙋 Acme is yours.")


async def test_a_claim_that_is_undone_does_not_count(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    in_pool(world, "Acme")
    decides(world, PoolRule, claims_a_day="1")
    await rep.says("/pool")
    await rep.taps("Claim")
    await rep.taps("Undo")

    assert "You can claim 1 more today." in await rep.says("/pool")


async def test_two_cannot_claim_the_same(world: World) -> None:
    one = await world.rep("Li Lei", "en", Role.ADMIN)
    two = await world.rep("Han Meimei", "en")
    in_pool(world, "Acme")
    await one.says("/pool")
    await two.says("/pool")
    await one.taps("Claim")

    await two.taps("Claim")

    assert two.toast == "That is not there (any more)."


async def test_a_claim_is_one_tap_on_the_card_and_the_owner_puts_it_back(world: World) -> None:
    rep = await world.rep("李雷", "zh", Role.ADMIN)
    in_pool(world, "华信科技")

    await rep.says("华信")
    claimed = await rep.taps("领取")
    await rep.taps("卡片")
    await rep.taps("编辑")
    back = await rep.taps("放进公海")

    assert claimed == "🙋 华信科技 归你了。\n今天还可以领取 9 个。"
    assert back.startswith("🌊 华信科技 已放进公海。")
    await rep.says("华信")
    assert "🙋 领取" in rep.labels


async def test_words_narrow_the_pool(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    in_pool(world, "Acme", city="Leeds", industry="Pumps")
    in_pool(world, "Bolt", city="York")

    assert (await rep.says("/pool leeds pump")).startswith(
        "Pool: 1 customer\n1. Acme · Leeds · Pumps"
    )
    assert await rep.says("/pool 100%_") == "Nobody in the pool fits."


async def test_a_long_pool_pages(world: World) -> None:
    rep = await world.rep("Li Lei", "en", Role.ADMIN)
    in_pool(world, *(f"Customer {n}" for n in range(8)))

    first = await rep.says("/pool")
    second = await rep.taps("›")

    assert "6. Customer 2" in first
    assert "8. Customer 0" in second
    assert await rep.taps("‹") == first


async def a_team_with_a_rule(world: World) -> tuple[Rep, Rep, Rep]:
    """Return an administrator and two reps, with a rule of who gets whom."""
    boss = await world.rep("Li Lei", "en", Role.ADMIN)
    one = await world.rep("Han Meimei", "en")
    two = await world.rep("Wang Wei", "en")
    await boss.says("/rules")
    await boss.taps("Assignment")
    await boss.taps("✎ Who gets whom")
    await boss.says("North: Han Meimei / Wang Wei, pumps: Wang Wei")
    return boss, one, two


async def test_a_leader_follows_the_rule_with_its_reasons(world: World) -> None:
    boss, one, two = await a_team_with_a_rule(world)
    await enters(one, "Old one")
    in_pool(world, "Acme", region="North")
    in_pool(world, "Bolt", industry="Pumps")
    in_pool(world, "Crane", city="York")

    listed = await boss.says("/assign")
    done = await boss.taps("Assign the 2 proposed")
    await world.fieldbook.settled()
    told = two.sees
    await boss.taps("Undo")

    assert "1. Crane · York\n    → no rule fits" in listed
    assert "2. Bolt · Pumps\n    → Wang Wei (pumps, 0 customers so far)" in listed
    assert "3. Acme · North\n    → Han Meimei (North, 1 customer so far)" in listed
    assert done.startswith(
        "✅ 2 customers assigned\n• Bolt → Wang Wei (pumps, 0 customers so far)"
    )
    assert told == "📥 Li Lei gives you customers:\n• Bolt · pumps, 0 customers so far"
    assert "Pool: 3 customers" in await boss.says("/assign")


async def test_a_leader_assigns_by_hand(world: World) -> None:
    boss, one, _ = await a_team_with_a_rule(world)
    in_pool(world, "Crane", city="York")
    await boss.says("/assign")

    asked = await boss.taps("1. Crane")
    done = await boss.taps("Han Meimei · 0")
    await world.fieldbook.settled()

    assert asked.startswith("Who gets Crane?")
    assert done == "✅ 1 customer assigned\n• Crane → Han Meimei (0 customers so far)"
    assert one.sees.startswith("📥 Li Lei gives you customers:\n• Crane")
    assert (await one.taps("Crane")).startswith("Crane\nYork\nOwner: Han Meimei")


async def test_new_ones_in_the_pool_are_given_out_by_themselves(world: World) -> None:
    boss, _, two = await a_team_with_a_rule(world)
    await boss.says("/rules")
    await boss.taps("Assignment")
    await boss.taps("✎ By itself")
    await boss.says("yes")
    in_pool(world, "Bolt", industry="Pumps")
    in_pool(world, "Crane", city="York")

    await world.passes(minutes=6)

    assert two.sees == "📥 You get from the pool:\n• Bolt · pumps, 0 customers so far"
    assert "Pool: 1 customer" in await boss.says("/assign")


async def test_a_rep_does_not_assign(world: World) -> None:
    await world.rep("Li Lei", "en", Role.ADMIN)
    rep = await world.rep("Han Meimei", "en")

    assert await rep.says("/assign") == "Your role does not permit that."


async def test_a_leader_gives_a_customer_of_one_to_another(world: World) -> None:
    boss, one, two = await a_team_with_a_rule(world)
    await enters(one, "Acme")
    await boss.says("acme")
    await boss.taps("Edit")
    await boss.taps("🧭 Owner")

    await boss.taps("Wang Wei · 0")
    await world.fieldbook.settled()

    assert one.sees == "📤 Li Lei gives Acme, which was yours, to Wang Wei."
    assert two.sees.startswith("📥 Li Lei gives you customers:\n• Acme")
    assert "I find nobody" in await one.says("acme")


async def test_a_part_of_the_pool_pages_and_is_exported_as_that_part(world: World) -> None:
    boss = await world.rep("Li Lei", "zh", Role.ADMIN)
    in_pool(world, *(f"客户{number}" for number in range(8)), city="上海")
    in_pool(world, "远方", city="北京")

    first = await boss.says("/pool 上海")
    second = await boss.taps("›")
    await boss.taps("导出")

    assert "8 个客户" in first
    assert "7." in second
    assert "远方" not in second
    assert "8" in boss.sees
    assert "公海 上海" in boss.sees


async def test_words_of_any_length_travel_with_the_pages(world: World) -> None:
    boss = await world.rep("Li Lei", "en", Role.ADMIN)
    words = "Yorkshire: pumps ~ valves and compressors of every size"
    in_pool(world, *(f"{words} {number}" for number in range(8)))

    await boss.says(f"/pool {words}")

    assert "7." in await boss.taps("›")
