"""/rules: leaders decide, reps do not; what is no value is told and nothing is lost."""

import pytest

from crm.cadence import VisitCadence
from crm.rules import read_rule
from storage.tables import Role
from tests.handlers.team.words import BOTH, word
from tests.kit.world import World


def cadence(world: World) -> VisitCadence:
    with world.store.looking() as work:
        return read_rule(work, VisitCadence, 1)


@pytest.mark.parametrize("language", BOTH)
async def test_a_manager_changes_a_value_and_takes_it_back(world: World, language: str) -> None:
    boss = await world.rep("Han", language, Role.MANAGER)
    await boss.says("/rules")
    await boss.taps(word(language, "🗓 Contact cadence"))
    assert word(language, "Grade A") + ": 14" in boss.sees

    await boss.taps("✎ " + word(language, "Grade A"))
    await boss.says("10")

    assert word(language, "Grade A") + ": 10" in boss.sees
    assert cadence(world) == VisitCadence(a=10)

    await boss.taps(word(language, "↩ Undo"))

    assert cadence(world) == VisitCadence()


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("nonsense", ["soon", "0", "1.5", "9999999999999999999999"])
async def test_what_is_no_value_is_told_and_asked_again(
    world: World, language: str, nonsense: str
) -> None:
    boss = await world.rep("Han", language, Role.ADMIN)
    await boss.says("/rules")
    await boss.taps(word(language, "🗓 Contact cadence"))
    await boss.taps("✎ " + word(language, "Grade B"))

    told = await boss.says(nonsense)

    no_value = "That is no value for it. Type it in the form that it has now, please."
    assert told == word(language, no_value)
    await boss.says("21")
    assert cadence(world) == VisitCadence(b=21)


async def test_the_default_is_one_tap(world: World) -> None:
    boss = await world.rep("Han", "en", Role.MANAGER)
    await boss.says("/rules")
    await boss.taps("Contact cadence")
    await boss.taps("✎ Grade C")
    await boss.says("60")
    await boss.taps("✎ Grade C")

    await boss.taps("Default: 90")

    assert cadence(world) == VisitCadence()


async def test_a_rep_decides_nothing(world: World) -> None:
    rep = await world.rep()

    assert await rep.says("/rules") == "Your role does not permit that."


@pytest.mark.parametrize("language", BOTH)
async def test_yes_and_no_are_tapped_and_shown_in_ones_language(
    world: World, language: str
) -> None:
    boss = await world.rep("Han", language, Role.MANAGER)
    await boss.says("/rules")
    titles = boss.labels
    await boss.taps(word(language, "🌊 Pool"))
    before = boss.sees
    await boss.taps("✎ " + word(language, "On"))

    after = await boss.taps(word(language, "Yes"))

    assert len(titles) == len(set(titles))
    assert f"{word(language, 'On')}: {word(language, 'no')}" in before
    assert f"{word(language, 'On')}: {word(language, 'yes')}" in after
