"""What a colleague asks and a manager says shows at once: on the living day, the card and the timeline."""

import pytest

from storage.tables import Role
from tests.handlers.day.book import customer
from tests.handlers.day.test_digests import sent
from tests.kit.world import Rep, World

LINES = {
    "en": ("visited Harbor, all fine", "@Li Lei quote Harbor by Friday", "Well done", "Harbor"),
    "zh": ("拜访了华信，谈得不错", "@李雷 周五前给华信报价", "做得好", "华信"),
}


async def a_rep_and_his_boss(world: World, language: str) -> tuple[Rep, Rep]:
    boss = await world.rep("Zhang", language, Role.MANAGER)
    rep = await world.rep("李雷" if language == "zh" else "Li Lei", language)
    customer(world, rep, "华信" if language == "zh" else "Harbor", "A")
    return boss, rep


def day_of(rep: Rep) -> str:
    return sent(rep, "📅 ")[-1]


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_task_shows_on_the_colleagues_day_at_once_and_goes_with_its_undo(
    world: World, language: str
) -> None:
    _visit, asked, _word, _name = LINES[language]
    boss, rep = await a_rep_and_his_boss(world, language)
    await rep.says("/today")
    before = day_of(rep)

    asked = asked.replace("周五前", "今天").replace("by Friday", "today")
    await boss.says(asked)
    await world.passes(minutes=1)
    after = day_of(rep)
    await boss.taps("↩")
    await world.passes(minutes=1)

    assert "🤝" not in before
    assert "🤝" in after
    assert "Zhang: " in after
    assert "🤝" not in day_of(rep)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_managers_word_shows_on_the_day_the_card_and_the_timeline(
    world: World, language: str
) -> None:
    visit, _asked, word, name = LINES[language]
    boss, rep = await a_rep_and_his_boss(world, language)
    await rep.says(visit)
    await rep.says("/today")
    await boss.says(name)

    await boss.person.reply(boss.last, word)
    world.raise_failures()
    await world.passes(minutes=1)
    day, card = day_of(rep), await rep.says(name)
    timeline = await rep.taps("🕘")

    assert f"Zhang · {name}: {word}" in day
    assert f"💬 Zhang: {word}" in card
    assert f"💬 Zhang: {word}" in timeline
    assert f"💬 Zhang: {word}" in await boss.says(name)


async def test_nothing_is_sent_to_who_never_looked_at_his_day(world: World) -> None:
    boss, rep = await a_rep_and_his_boss(world, "en")
    await world.passes(hours=4)  # 13:30: no morning message comes any more
    await boss.says("@Li Lei quote Harbor today")
    await world.passes(minutes=1)

    assert sent(rep, "📅 ") == []
