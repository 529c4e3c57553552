"""/rates: seen by everybody, set by leaders from a sheet or by a line; the pipeline follows."""

import pytest

from storage.tables import Role
from tests.handlers.test_importing import sends
from tests.handlers.test_pipeline import deals
from tests.kit.world import World

SHEET = "Currency,Rate,Date\nUSD,0.75,2026-11-23\nEUR,0.86,2026-11-24\nQQQ,1,2026-11-24\n"


async def test_a_sheet_of_rates_is_one_command_and_one_file(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    deals(boss, "Acme: pumps, $1000")
    before = await boss.says("/pipeline")

    await boss.says("/rates")
    told = await sends(boss, SHEET)
    shown = await boss.says("/pipeline")

    assert "No rate for USD" in before
    assert "2 new, 0 changed, 0 as before, 1 left out" in told
    assert "1 USD = 0.75 GBP" in told
    assert "Row 4: left out (QQQ 1 2026-11-24)" in told
    assert "£750" in shown
    assert "At the rates of Mon, 23 Nov" in shown


async def test_rates_are_typed_seen_and_taken_back(world: World) -> None:
    boss = await world.rep("Boss", "zh", Role.MANAGER)
    rep = await world.rep("Li Lei", "zh")
    await boss.says("/rates")
    nonsense = await boss.says("汇率多少")
    told = await boss.says("USD 7.12")
    seen = await rep.says("/rates")
    await boss.taps("撤销")

    assert "汇率多少" in nonsense
    assert "1 USD = 7.12" in told
    assert "1 USD = 7.12" in seen
    assert "USD" not in await rep.says("/rates")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_what_is_no_sheet_of_rates_is_asked_for_again(world: World, language: str) -> None:
    boss = await world.rep("Boss", language, Role.MANAGER)
    await boss.says("/rates")

    refused = await sends(boss, "a,b\n1,2\n")
    told = await sends(boss, SHEET)

    assert "Currency" in refused
    assert "USD = 0.75" in told


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("1 USD = 0.79 GBP", "1 USD = 0.79 GBP"),
        ("100 JPY = 0.52", "1 JPY = 0.0052 GBP"),
        ("美元 0.79，欧元 0.88", "1 EUR = 0.88 GBP"),
    ],
)
async def test_rates_are_typed_as_they_are_shown_or_by_name(
    world: World, typed: str, shown: str
) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    await boss.says("/rates")

    assert shown in await boss.says(typed)


async def test_what_is_begun_twice_leaves_nothing_unfinished(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    await boss.says("/rates")
    await boss.says("/rates")

    await boss.says("USD 0.79")

    assert "0.79" in boss.sees
    assert not any("unfinished" in one for one in boss.messages)
