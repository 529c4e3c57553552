"""Lists of customers by conditions."""

import pytest

from tests.kit.world import Rep, World

CUSTOMERS = (("Acme", "Chicago", "A"), ("Bolt", "Leeds", "A"), ("Cargo", "Chicago", "B"))
NAMES = "Acme Bolt Cargo Delta Ember Falcon Granite Harbour Indigo Juniper".split()


async def a_rep_with_three(world: World, language: str = "en") -> Rep:
    rep = await world.rep("Li Lei", language)
    skip, save = ("skip", "Save now") if language == "en" else ("跳过", "保存")
    for name, city, grade in CUSTOMERS:
        await rep.says(f"/customer {name}")
        await rep.says(skip)
        await rep.says(city)
        await rep.says(skip)
        await rep.taps(grade)
        await world.passes(minutes=1)
    assert save
    return rep


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("A customers in Chicago not visited for 30 days", ["Acme"]),
        ("A级 Chicago 30天未联系", ["Acme"]),
        ("A级", ["Acme", "Bolt"]),
        ("Chicago 30天没联系", ["Acme", "Cargo"]),
        ("B grade customers", ["Cargo"]),
    ],
)
async def test_a_line_of_conditions_lists_who_fits(
    world: World, line: str, expected: list[str]
) -> None:
    rep = await a_rep_with_three(world)

    shown = await rep.says(line)

    listed = [label.split(" · ")[0] for label in rep.labels[: len(expected)]]
    assert listed == expected
    assert "Longest without contact first." in shown


async def test_what_was_understood_is_said(world: World) -> None:
    rep = await a_rep_with_three(world)

    shown = await rep.says("A级 Chicago 30天未联系")

    assert shown.startswith("🔎 grade A · Chicago · 30 days without contact")


@pytest.mark.parametrize(
    ("language", "line", "head"),
    [("en", "my customers", "🔎 your own"), ("zh", "我的客户", "🔎 你的客户")],
)
async def test_a_list_of_all_says_whose_it_is(
    world: World, language: str, line: str, head: str
) -> None:
    rep = await a_rep_with_three(world, language)

    assert (await rep.says(line)).startswith(head)


async def test_who_was_met_is_not_listed(world: World) -> None:
    rep = await a_rep_with_three(world)
    await rep.says("Acme")
    await rep.person.reply(rep.last, "visited, all is well")

    await rep.says("A级 30天未联系")

    assert [label.split(" · ")[0] for label in rep.labels][:1] == ["Bolt"]


async def test_a_tag_alone_is_a_list(world: World) -> None:
    rep = await a_rep_with_three(world, "zh")
    await rep.says("Bolt #重点")

    shown = await rep.says("#重点")

    assert shown.startswith("🔎 #重点")
    assert rep.labels[0].startswith("Bolt")


async def test_a_list_is_kept_under_a_name_and_comes_back_by_it(world: World) -> None:
    rep = await a_rep_with_three(world)
    await rep.says("A级 Chicago")
    await rep.taps("Keep this list")

    kept = await rep.says("Morning round")
    again = await rep.says("morning round")
    await rep.says("/find")

    assert "Kept as Morning round" in kept
    assert again.startswith("Morning round\n🔎 grade A · Chicago")
    assert "📋 Morning round" in rep.labels


async def test_a_button_of_the_list_opens_the_card(world: World) -> None:
    rep = await a_rep_with_three(world)
    await rep.says("A级 Chicago")

    assert (await rep.taps("Acme")).startswith("Acme\n")


async def test_a_long_list_is_turned_page_by_page(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    for name in NAMES:
        await rep.says(f"/customer {name}")
        for word in ("skip", "Leeds", "skip"):
            await rep.says(word)
        await rep.taps("A")
        await world.passes(minutes=1)
    await rep.says("A级 Leeds")
    first = [label.split(" · ")[0] for label in rep.labels[:8]]

    await rep.taps("▶")

    assert first == NAMES[:8]
    assert [label.split(" · ")[0] for label in rep.labels[:2]] == NAMES[8:]


async def test_a_size_of_opportunities_lists_opportunities(world: World) -> None:
    rep = await a_rep_with_three(world, "zh")
    await rep.says("Acme 商机 20万")

    shown = await rep.says("商机>10万")

    assert "Acme" in shown + " ".join(rep.labels)
