"""Half-finished conversations are set aside and offered again."""

from storage.tables import Role
from tests.kit.world import World


async def test_what_was_interrupted_is_offered_when_the_other_ends(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    begun = await rep.says("/customer Bolt")
    await rep.taps("Save now")

    offer = rep.sees
    continued = await rep.taps("Continue")

    assert "Bolt" in begun
    assert offer.startswith("You left this unfinished: New customer · Acme")
    assert continued.startswith("Acme\nWho is your contact there?")


async def test_it_is_offered_once_and_can_be_discarded(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.says("/customer Bolt")
    await rep.taps("Save now")

    discarded = await rep.taps("Discard")
    await rep.says("/customer Cobalt")
    saved = await rep.taps("Save now")

    assert discarded == "Discarded."
    assert "Cobalt" in saved


async def test_a_question_set_aside_can_still_be_answered_by_its_keys(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    asked = rep.last
    await rep.says("/customer Bolt")

    await rep.taps("Save now", asked)

    assert "✅ New customer: Acme" in rep.messages


async def test_a_question_in_passing_is_never_offered(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind call Li tomorrow 10am")
    await world.passes(hours=24, minutes=30)
    await rep.taps("Done")

    await rep.says("/customer Bolt")
    receipt = await rep.taps("Save now")

    assert "New customer: Bolt" in receipt


async def test_merging_from_the_edit_screen_leaves_nothing_unfinished(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    for name in ("Acme", "Bolt"):
        await rep.says(f"/customer {name}")
        await rep.taps("Save now")
    await rep.says("Acme")
    await rep.taps("Edit")

    await rep.taps("🔀 Merge")
    await rep.says("Bolt")
    await rep.taps("Bolt")
    merged = await rep.taps("✅ Merge")

    assert merged.startswith("🔀 Bolt is now Acme.")
    assert not any("unfinished" in one for one in rep.messages)
    assert (await rep.says("/cancel")) == "There is nothing to cancel."


async def test_what_the_edit_screen_had_interrupted_is_offered_after_the_merge(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")
    await rep.says("/customer Bolt")
    await rep.says("/find Acme")
    await rep.taps("Edit")

    await rep.taps("🔀 Merge")
    await rep.says("/cancel")

    assert "You left this unfinished: New customer · Bolt" in rep.sees


async def test_choosing_an_owner_from_the_edit_screen_leaves_nothing_unfinished(
    world: World,
) -> None:
    boss = await world.rep("Li Lei", "en", Role.ADMIN)
    await boss.says("/customer Acme")
    await boss.taps("Save now")
    await boss.says("Acme")
    await boss.taps("Edit")

    await boss.taps("🧭 Owner")

    assert (await boss.says("/cancel")) == "There is nothing to cancel."
    assert not any("unfinished" in one for one in boss.messages)
