"""Changing a customer's file in words."""

import pytest

from tests.kit.world import Rep, World


async def a_rep_with_acme(world: World, language: str) -> Rep:
    rep = await world.rep("Li Lei", language)
    name, contact = {
        "zh": ("华信科技", "王建国，13812345678"),
        "en": ("Acme Pumps", "John Miller, 020 7946 0123"),
    }[language]
    await rep.says(f"/customer {name}")
    await rep.says(contact)
    await rep.taps("💾")
    return rep


@pytest.mark.parametrize(
    ("language", "line", "receipt"),
    [
        ("zh", "把华信改成B级", "✅ 等级：（空） → B"),
        ("zh", "华信的地址是浦东新区1号", "✅ 地址：（空） → 浦东新区1号"),
        ("zh", "王建国的电话换成13900002222", "✅ 电话：13812345678 → 13900002222"),
        ("zh", "给华信打标签 重点", "#重点"),
        ("zh", "华信加个联系人 陈明 13700001111", "陈明"),
        ("zh", "把华信放回公海", "公海"),
        ("en", "change acme pumps grade to B", "✅ Grade: (empty) → B"),
        (
            "en",
            "Acme Pumps' address is 5 Dock Road, Leeds",
            "✅ Address: (empty) → 5 Dock Road, Leeds",
        ),
        (
            "en",
            "John Miller's new number is 0113 496 0999",
            "✅ Phone: 020 7946 0123 → 0113 496 0999",
        ),
        ("en", "John Miller's email is jm@acme.example", "✅ E-mail: (empty) → jm@acme.example"),
        ("en", "tag acme pumps as urgent", "#urgent"),
        ("en", "add contact Jane Poe 0113 496 0777 to acme pumps", "Jane Poe"),
        ("en", "give acme pumps back to the pool", "🌊 Acme Pumps is in the pool."),
    ],
)
async def test_a_line_changes_the_file_and_is_taken_back(
    world: World, language: str, line: str, receipt: str
) -> None:
    rep = await a_rep_with_acme(world, language)
    before = await rep.says("华信" if language == "zh" else "acme pumps")

    changed = await rep.says(line)
    await rep.taps("↩")
    after = await rep.says("华信" if language == "zh" else "acme pumps")

    assert receipt in changed
    assert after == before


async def test_what_is_no_grade_is_said_and_nothing_is_changed(world: World) -> None:
    rep = await a_rep_with_acme(world, "en")

    said = await rep.says("change acme pumps grade to purple")

    assert "grade" in said.lower()
    assert "purple" not in await rep.says("acme pumps")


async def test_somebody_who_is_not_there_is_not_changed(world: World) -> None:
    rep = await a_rep_with_acme(world, "en")

    said = await rep.says("Zenith's address is 5 Dock Road")

    assert "✅ Address" not in said
