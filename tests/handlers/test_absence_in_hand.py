"""Nobody there, said alone: it is what came of the visit or the call at the customer in hand."""

import pytest

from tests.handlers.day.book import a_chinese_rep, an_english_rep
from tests.kit.world import World


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("nobody was there", "Visit"),
        ("no one in", "Visit"),
        ("he wasn't in", "Visit"),
        ("they were closed", "Visit"),
        ("no answer", "Call"),
        ("went to voicemail", "Call"),
    ],
)
async def test_it_is_logged_at_the_customer_in_hand(world: World, said: str, kind: str) -> None:
    rep = await an_english_rep(world)
    await world.passes(minutes=20)
    await rep.says("Harbor Foods")

    logged = await rep.says(said)
    await rep.says("/undo")
    undone = await rep.says("Harbor Foods")

    assert f"{kind} · Harbor Foods" in logged
    assert "🚪 Not there" in logged
    assert said not in undone


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("没人在", "拜访"),
        ("人不在", "拜访"),
        ("扑了个空", "拜访"),
        ("电话没人接", "电话"),
        ("关机了", "电话"),
    ],
)
async def test_it_is_logged_in_chinese(world: World, said: str, kind: str) -> None:
    rep = await a_chinese_rep(world)
    await world.passes(minutes=20)
    await rep.says("华信")

    logged = await rep.says(said)

    assert f"{kind} · 华信科技有限公司" in logged
    assert "🚪 人不在" in logged


async def test_it_is_what_came_of_the_visit_that_was_just_logged(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("visited Harbor")

    await rep.says("nobody was there")
    card = await rep.says("Harbor Foods")

    assert card.count("🚗") == 1


@pytest.mark.parametrize("said", ["nobody was there", "没人在"])
async def test_with_nobody_in_hand_nothing_is_logged(world: World, said: str) -> None:
    rep = await an_english_rep(world)
    await world.passes(hours=1)

    assert "✅" not in await rep.says(said)


async def test_a_visit_at_which_nobody_was_there_is_no_answer_that_was_waited_for(
    world: World,
) -> None:
    rep = await an_english_rep(world)
    await rep.says("opportunity Harbor: pumps, 80k")

    logged = await rep.says("visited Harbor, nobody there")

    assert "🚪 Not there" in logged
    assert "He has answered" not in logged


async def test_more_than_that_is_a_note_like_any_other(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("Harbor Foods")

    assert "🚪" not in await rep.says("nobody was there to sign, but Li Na wants two more pumps")
