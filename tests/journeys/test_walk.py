"""The first way through: a visit is logged, the reminder rings, is answered, and the next step is set."""

from tests.kit.world import World


async def test_a_visit_leads_to_a_reminder_and_to_the_next_step(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    await rep.says("/log")
    await rep.says("Acme")
    await rep.taps("New customer")
    await rep.says("Showed the new pump, they like it")
    await rep.taps("Went well")
    await rep.taps("Tomorrow")
    receipt = await rep.taps("No")
    await world.passes(hours=23, minutes=30)
    reminder = rep.sees
    asked = await rep.taps("Done")
    planned = await rep.taps("In 3 days")

    assert "Visit · Acme" in receipt
    assert "tomorrow (Wed, 25 Nov) 09:00" in receipt
    assert reminder.startswith("⏰ follow up\n🏢 Acme")
    assert "What is the next step?" in asked
    assert "Sat, 28 Nov 09:00" in planned
