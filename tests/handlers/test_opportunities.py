"""Creating, moving and changing opportunities."""

import pytest

from storage.tables import Role
from tests.kit.world import Rep, World


async def a_rep_with_acme(world: World, language: str = "en", role: Role = Role.REP) -> Rep:
    rep = await world.rep("Li Lei", language, role)
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
        "Stage: Proposal\nAmount: £80,000\nClose: Wed, 31 Mar 2027\n"
        "🔁 Follow-ups until they answer: Wed, 25 Nov, Fri, 27 Nov, Tue, 1 Dec"
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


async def a_deal(
    world: World, language: str = "en", words: str = "40 pumps, 80k", role: Role = Role.REP
) -> Rep:
    rep = await a_rep_with_acme(world, language, role)
    await rep.says("/opportunity acme")
    await rep.says(words)
    await rep.taps("保存" if language == "zh" else "Save now")
    await rep.taps("打开" if language == "zh" else "Open")
    return rep


async def test_a_known_amount_is_won_with_two_taps(world: World) -> None:
    rep = await a_deal(world)
    await rep.taps("Move to")

    won = await rep.taps("Won")

    assert "✅ New → Won" in won
    assert "Closed: Tue, 24 Nov" in won
    assert "final amount" not in won


async def test_winning_asks_for_an_amount_only_where_none_is_known(world: World) -> None:
    rep = await a_deal(world, words="Retrofit")
    await rep.taps("Move to")

    asked = await rep.taps("Won")
    unclear = await rep.says("quite a lot")
    won = await rep.says("48k")

    assert "🎉 Won: Retrofit" in asked
    assert "I see no amount in that." in unclear
    assert "Amount: £48,000" in won
    assert "Stage: Won" in won


async def test_it_was_won_on_another_day(world: World) -> None:
    rep = await a_deal(world)
    await rep.taps("Move to")
    await rep.taps("Won")
    await rep.taps("More")
    await rep.taps("Closing day")

    assert "Closed: Mon, 23 Nov" in await rep.says("yesterday")


async def test_a_lost_one_is_reopened(world: World) -> None:
    rep = await a_deal(world)
    await rep.taps("Move to")
    await rep.taps("Lost")
    lost = await rep.taps("Price")
    await rep.taps("Reopen")

    again = await rep.taps("Proposal")

    assert "Reason: Price" in lost
    assert "✅ Lost → Proposal" in again
    assert "Reason:" not in again


async def test_lost_by_words_is_saved_and_the_reason_is_one_tap(world: World) -> None:
    rep = await a_deal(world, "zh", "水泵改造 50万")

    lost = await rep.says("Acme丢单了")
    told = await rep.taps("价格")

    assert "为什么丢单" in lost
    assert "原因：价格" in told


async def test_every_field_is_changed_from_the_card(world: World) -> None:
    rep = await a_deal(world)
    for field, words in (("Source", "trade fair"), ("Need", "less noise"), ("Compet", "Bolt Ltd")):
        await rep.taps("More")
        await rep.taps(field)

        assert words in await rep.says(words)
    more = await rep.taps("More")
    await rep.taps("Need")
    cleared = await rep.taps("Leave empty")

    assert "Source: trade fair" in more
    assert "So far: New 0 d" in more
    assert "Before it goes on: Need and budget are known" in more
    assert "less noise → (empty)" in cleared


async def test_three_taps_make_a_score_and_the_formula_is_there(world: World) -> None:
    rep = await a_deal(world)
    await rep.taps("Score")
    await rep.taps("Potential high")
    half = await rep.taps("Urgency medium")
    full = await rep.taps("Competition low")
    card = await rep.taps("Back")

    assert "1 answer is missing" in half
    assert "⭐ 8 = potential 3 + urgency 2 + (4 − competition 1)" in full
    assert "⭐ 8" in card


async def test_people_have_a_part_in_it(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("acme")
    await rep.taps("Edit")
    await rep.taps("Contact")
    await rep.says("Li Na, purchasing, 138 0013 8000")
    await rep.says("/opportunity acme")
    await rep.says("40 pumps, 80k")
    await rep.taps("Save now")
    await rep.taps("Open")

    await rep.taps("People")
    await rep.taps("Li Na")
    named = await rep.taps("decides")
    card = await rep.taps("Back")

    assert "Li Na · decides" in named
    assert "👥 Li Na (decides)" in card


async def test_a_manager_sets_the_teams_stages(world: World) -> None:
    rep = await a_deal(world, role=Role.MANAGER)
    await rep.says("/rules")
    await rep.taps("Stages")
    await rep.taps("Stages")
    refused = await rep.says("won | Won | 赢单 | 100%")
    await rep.says("new | New | 新建 | 10% | 7\ntrial | Trial | 试用 | 60% | 30")
    await rep.says("acme")
    await rep.taps("40 pumps")
    await rep.taps("Move to")

    moved = await rep.taps("Trial")

    assert "Negotiation" not in rep.labels
    assert "✅ New → Trial" in moved
    assert "That is no value for it" in refused


@pytest.mark.parametrize(
    ("language", "line", "stage", "card"),
    [
        ("en", "moved to negotiation", "Negotiation", "acme"),
        ("en", "won 48k", "Won", "acme"),
        ("en", "lost it, too expensive", "Lost", "acme"),
        ("en", "they signed", "Won", "acme"),
        ("zh", "进入谈判", "谈判", "acme"),
        ("zh", "赢了 48万", "赢单", "acme"),
        ("zh", "丢单 价格太高", "丢单", "acme"),
    ],
)
async def test_a_stage_alone_is_of_the_customer_whose_card_was_shown(
    world: World, language: str, line: str, stage: str, card: str
) -> None:
    rep = await a_rep_with_acme(world, language)
    await rep.says("Acme 新商机 水泵 8万" if language == "zh" else "opportunity Acme: pumps, 80k")
    await rep.says(card)

    told = await rep.says(line)

    assert told.startswith("✅ ")
    assert f"→ {stage}" in told


@pytest.mark.parametrize(
    "line", ["lost time on the way", "won the game", "signed up for the fair"]
)
async def test_what_only_sounds_like_a_stage_moves_nothing(world: World, line: str) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("opportunity Acme: pumps, 80k")
    await rep.says("acme")

    assert "→" not in await rep.says(line)


async def test_a_stage_alone_without_anybody_in_hand_is_no_move(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("opportunity Acme: pumps, 80k")
    await world.passes(hours=1)

    assert "→" not in await rep.says("moved to negotiation")


async def test_a_stage_alone_asks_which_of_several_opportunities(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("opportunity Acme: pumps, 80k")
    await rep.says("opportunity Acme: valves, 20k")
    await rep.says("acme")

    asked = await rep.says("moved to negotiation")
    told = await rep.taps("valves")

    assert "Which opportunity" in asked
    assert "→ Negotiation" in told
    assert "valves" in told


async def test_a_follow_up_that_rang_ends_when_the_customer_was_met(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("opportunity Acme: pumps, 80k")
    await world.passes(days=1, hours=1)
    before = await rep.says("/today")

    await rep.says("visited Acme, they like it")
    after = await rep.says("/today")

    assert "Acme · pumps" in before
    assert "Acme · pumps" not in after


async def test_a_follow_up_that_rang_ends_with_a_move_and_comes_back_with_its_undo(
    world: World,
) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("opportunity Acme: pumps, 80k")
    await world.passes(days=1, hours=1)

    await rep.says("Acme moved to proposal")
    moved = await rep.says("/today")
    await rep.says("/undo")
    back = await rep.says("/today")

    assert "Acme · pumps" not in moved
    assert "Acme · pumps" in back


async def test_what_is_to_be_done_at_the_customer_is_the_next_step_of_its_opportunity(
    world: World,
) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("Acme wants 40 pumps, 80k")
    await rep.taps("💼 Open")
    await rep.taps("More")
    await rep.taps("Stop the follow-ups")
    await rep.says("remind me to call Acme on Friday 10am")

    await rep.says("/deals")
    card = await rep.taps("40 pumps")

    assert "⏰ Fri, 27 Nov 10:00: call" in card
    assert "No next step" not in card


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("商机 已报价 超过5万", True),
        ("已报价的商机", True),
        ("报价阶段的商机有哪些", True),
        ("五万以上的商机", True),
        ("十万以上的商机", False),
        ("商机 十万以下", True),
        ("上海的商机", False),
        ("谈判阶段的商机", False),
        ("deals in proposal", True),
        ("open deals over 50k", True),
        ("opportunities in Leeds", False),
        ("lost deals", False),
    ],
)
async def test_conditions_of_opportunities_are_a_list(
    world: World, said: str, found: bool
) -> None:
    rep = await a_rep_with_acme(world, "zh" if said > "z" else "en")
    await rep.says("Acme 想要40台水泵，8万")
    await rep.says("Acme moved to proposal")

    shown = await rep.says(said)

    assert ("40台水泵" in shown) is found
    assert any(one in shown for one in ("个商机", "1 opportunity", "没有", "No opportunity"))


@pytest.mark.parametrize(
    ("language", "line", "name", "title"),
    [
        (
            "en",
            "Zenith Forge wants 3 furnaces, 90k",
            "Zenith Forge",
            "New opportunity: 3 furnaces",
        ),
        ("zh", "泽尼锻造要3台炉子，9万", "泽尼锻造", "新商机：3台炉子"),
    ],
)
async def test_who_is_not_in_the_book_and_wants_to_buy_is_entered_with_one_tap(
    world: World, language: str, line: str, name: str, title: str
) -> None:
    rep = await world.rep("Li Lei", language)

    await rep.says(line)
    entered = await rep.taps(f"“{name}”")
    card = await rep.says(name)

    assert entered.split("\n")[:2] == [f"✅ {title}", f"🏢 {name}"]
    assert "90,000" in card


@pytest.mark.parametrize(
    "line", ["He wants 3 furnaces, 90k", "我要3台炉子，9万", "他们要3台炉子，9万"]
)
async def test_a_wish_of_nobody_in_particular_enters_nobody(world: World, line: str) -> None:
    rep = await world.rep("Li Lei", "en")

    asked = await rep.says(line)

    assert "not in your book" not in asked
    assert "💼" not in asked
