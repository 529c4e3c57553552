"""Creating, moving and changing opportunities."""

import pytest

from tests.kit.world import Rep, World


async def a_rep_with_acme(world: World, language: str = "en") -> Rep:
    rep = await world.rep("Li Lei", language)
    await rep.says("/customer Acme")
    await rep.says("skip")
    await rep.says("skip")
    await rep.says("skip")
    await rep.says("skip")
    return rep


async def an_opportunity(world: World) -> Rep:
    rep = await a_rep_with_acme(world)
    await rep.says("/opportunity acme")
    await rep.says("40 pumps, 80k, end of March")
    await rep.taps("Proposal")
    return rep


async def test_one_line_fills_title_amount_and_close(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("/opportunity acme")

    asked = await rep.says("40 pumps, 80k, end of March")
    receipt = await rep.taps("Proposal")

    assert "Where does it stand?" in asked
    assert receipt == (
        "✅ New opportunity: 40 pumps\n🏢 Acme\n"
        "Stage: Proposal\nAmount: £80,000\nClose: Wed, 31 Mar 2027"
    )


@pytest.mark.parametrize(
    ("words", "amount"),
    [("80k", "£80,000"), ("50万", "£500,000"), ("3万美元", "US$30,000"), ("5000", "£5,000")],
)
async def test_amounts_as_reps_write_them(world: World, words: str, amount: str) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("/opportunity acme")
    await rep.says("Retrofit")

    await rep.says(words)
    receipt = await rep.taps("Save now")

    assert f"Amount: {amount}" in receipt


async def test_a_key_changes_the_currency_of_bare_amounts(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("/opportunity acme")
    await rep.says("Retrofit")
    await rep.taps("EUR")

    unclear = await rep.says("a lot")
    await rep.says("20k")
    receipt = await rep.taps("Save now")

    assert "I see no amount in that." in unclear
    assert "Amount: €20,000" in receipt


async def test_chinese_amounts_and_days(world: World) -> None:
    rep = await a_rep_with_acme(world, "zh")
    await rep.says("/opportunity acme")

    await rep.says("水泵改造 50万 下月底")
    receipt = await rep.says("跳过")

    assert "水泵改造" in receipt
    assert "500,000" in receipt
    assert "12月31日" in receipt


async def test_it_is_opened_from_the_customers_card_and_moved(world: World) -> None:
    rep = await an_opportunity(world)
    await rep.says("acme")
    await rep.taps("40 pumps")
    await rep.taps("Move to")

    moved = await rep.taps("Negotiation")
    await rep.taps("Undo")
    await rep.says("acme")

    assert moved.startswith("✅ Proposal → Negotiation\n💼 40 pumps")
    assert "40 pumps · £80,000 · Proposal · by Wed, 31 Mar 2027" in rep.sees


async def test_a_lost_one_asks_for_the_reason_and_leaves_the_card(world: World) -> None:
    rep = await an_opportunity(world)
    await rep.taps("Open")
    await rep.taps("Move to")
    await rep.taps("Lost")

    lost = await rep.says("They bought from Bolt <b")
    card = await rep.says("acme")

    assert "Stage: Lost" in lost
    assert "Reason: They bought from Bolt <b" in lost
    assert "40 pumps" not in card


async def test_title_amount_and_close_are_changed(world: World) -> None:
    rep = await an_opportunity(world)
    await rep.taps("Open")
    await rep.taps("Title")
    renamed = await rep.says("50 pumps")
    await rep.taps("Amount")
    priced = await rep.says("100k")
    await rep.taps("Close")
    closing = await rep.says("end of June")

    assert "40 pumps → 50 pumps" in renamed
    assert "£80,000 → £100,000" in priced
    assert "Wed, 31 Mar 2027 → Wed, 30 Jun 2027" in closing
