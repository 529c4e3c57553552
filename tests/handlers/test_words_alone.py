"""A word of the menu, typed without its slash or picture, where it is the answer to nothing."""

import pytest

from tests.handlers.day.book import a_chinese_rep, an_english_rep
from tests.kit.world import World


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("today", "📅 Tue, 24 Nov"),
        ("Customers", "Type part of a name"),
        ("New", "What shall I enter?"),
        ("plan", "Whom will you visit?"),
        ("my plans", "No visit is planned."),
        ("help", "/log"),
        ("daily report", "Nothing was logged today."),
        ("my target", "📈 Li Lei"),
        ("what is stuck?", "Nothing is stalled"),
        ("which deals are stalled", "Nothing is stalled"),
    ],
)
async def test_a_word_alone_is_its_command(world: World, said: str, shown: str) -> None:
    rep = await an_english_rep(world)

    assert shown in await rep.says(said)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("今天", "📅 11月24日"),
        ("日报", "今天"),
        ("拜访计划", "没有"),
        ("设置", "时区"),
        ("帮助", "/log"),
        ("哪些商机停滞了", "停滞"),
        ("停滞的商机", "停滞"),
    ],
)
async def test_so_it_is_in_chinese(world: World, said: str, shown: str) -> None:
    rep = await a_chinese_rep(world)

    assert shown in await rep.says(said)


async def test_it_is_an_answer_where_a_question_is_open(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor")

    text = await rep.says("today")

    assert "1 visit planned" in text


async def test_it_is_a_note_as_a_reply_to_a_card(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("Harbor")
    card = rep.person.screen[-1]

    await rep.person.reply(card, "help")

    assert "/log" not in rep.sees
