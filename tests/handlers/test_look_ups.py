"""Looking customers up, import pytest

from the chat and from any other."""

import pytest

from tests.kit.world import Rep, World


async def a_rep(world: World, language: str = "en") -> Rep:
    rep = await world.rep("Li Lei", language)
    for line in ("华信科技有限公司", "Brightwater Trading Ltd", "曾记食品"):
        await rep.says(f"/customer {line}")
        await rep.says(
            "王强 138 1234 5678" if line[0] == "华" else "skip" if language == "en" else "跳过"
        )
        await rep.taps("Save now" if language == "en" else "保存")
    return rep


async def test_a_part_of_a_name_in_any_spelling_opens_the_card(world: World) -> None:
    rep = await a_rep(world)

    for said in ("信科", "華信", "huaxin", "hxkj", "hua信", "zengji", "1234", "尾号5678", "王强"):
        card = await rep.says(f"/find {said}")

        assert card.startswith(("华信科技有限公司", "曾记食品")), said


async def test_a_typo_is_forgiven(world: World) -> None:
    rep = await a_rep(world)

    assert (await rep.says("/find Brigtwater")).startswith("Brightwater Trading Ltd")
    assert (await rep.says("/find 华新科技")).startswith("华信科技有限公司")


async def test_what_sql_and_fts_would_read_is_only_text(world: World) -> None:
    rep = await a_rep(world)

    for said in ("%", "_", '"', "华信 OR 曾", "' --", "NEAR(华信)", "*", "-华信", "a:b"):
        assert await rep.says(f"/find {said}"), said


async def test_own_customers_are_offered_in_any_chat(world: World) -> None:
    rep = await a_rep(world)
    other = await world.rep("Han Meimei", "en")

    offers = await rep.person.inline("huaxin")
    sent = await rep.person.pick(offers[0])
    nothing = await other.person.inline("huaxin")

    assert [one.title for one in offers] == ["华信科技有限公司"]
    assert sent.text == "华信科技有限公司\n👤 王强 · 138 1234 5678"
    assert nothing == []


async def test_without_words_the_last_ones_are_offered(world: World) -> None:
    rep = await a_rep(world)

    offers = await rep.person.inline("")

    assert [one.title for one in offers][:2] == ["曾记食品", "Brightwater Trading Ltd"]


async def test_a_stranger_is_offered_nothing(world: World) -> None:
    await a_rep(world)

    assert await world.stranger().person.inline("华信") == []


async def test_an_undone_customer_leaves_the_index(world: World) -> None:
    rep = await a_rep(world)

    await rep.says("/undo")

    assert await rep.person.inline("曾记") == []


async def test_the_card_tells_what_was_promised_and_turns_the_timeline(world: World) -> None:
    rep = await a_rep(world)
    for number in range(8):
        await rep.says("/find 华信")
        await rep.person.reply(rep.last, f"visit {number}. They promised a test order.")

    card = await rep.says("/find 华信")
    first = await rep.taps("Timeline")
    second = await rep.taps("▶")

    assert "🤝" in card
    assert "They promised a test order" in card
    assert "visit 7" in first
    assert "visit 0" in second


async def test_the_pin_of_a_customer_is_a_place_on_the_map(world: World) -> None:
    rep = await a_rep(world)
    await rep.says("/find 华信")
    assert not any("Map" in label for label in rep.labels)
    await rep.taps("Edit")
    await rep.taps("Pin")
    await rep.person.share_location(31.23, 121.47)
    await rep.says("/find 华信")

    await rep.taps("Map")

    assert rep.last.body["venue"]["title"] == "华信科技有限公司"


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_question_is_never_offered_as_a_new_customer(world: World, language: str) -> None:
    rep = await world.rep("Li Lei", language)

    await rep.says({"zh": "谁快过生日了", "en": "who has a birthday soon?"}[language])

    assert not [label for label in rep.labels if label.startswith("➕")]
