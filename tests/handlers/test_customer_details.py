"""What else is known of a customer: tags, grade, region, note, pin, birthdays; cleaned as it is entered."""

import pytest

from tests.handlers.test_customers import a_rep_with_acme
from tests.kit.world import Rep, World


async def edits(rep: Rep, *labels: str) -> None:
    """Open the customer's card and tap through to what is to be changed."""
    await rep.says("acme")
    for label in ("Edit", *labels):
        await rep.taps(label)


async def test_tags_are_added_shown_and_taken_off(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Tags")

    receipt = await rep.says("#key #trade-fair #Key")
    card = await rep.says("acme")
    await edits(rep, "Tags", "✕ #key")

    assert "🏷 Tagged: #key #trade-fair" in receipt
    assert "🏷 #key #trade-fair" in card
    assert "🏷 #trade-fair" in await rep.says("acme")


async def test_a_tag_is_undone(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Tags")
    await rep.says("重点")

    await rep.taps("Undo")

    assert "🏷" not in await rep.says("acme")


async def test_a_tag_that_others_have_is_one_tap(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Tags")
    await rep.says("#vip")
    await rep.says("/customer Bolt")
    await rep.taps("Save now")
    await rep.taps("Card")
    await rep.taps("Edit")
    await rep.taps("Tags")

    assert "Tagged: #vip" in await rep.taps("+ #vip")


async def test_words_without_a_tag_are_refused_and_asked_again(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Tags")

    refused = await rep.says("# ,")

    assert refused == "I see no tag in that. A tag is a word: #key #trade-fair."
    assert "Tagged: #key" in await rep.says("key")


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("City", "江苏省苏州市工业园区", "苏州"),
        ("Region", "　华东\u200b 大区 ", "华东 大区"),
        ("Industry", "机械行业", "机械"),
        ("Grade", "重点", "A"),
        ("Grade", "b级", "B"),
        ("Preference", "ＡＢＳ　pumps", "ABS pumps"),
        ("Address", "12  High\tStreet", "12 High Street"),
        ("Short name", "ＡＣＭＥ", "ACME"),
    ],
)
async def test_a_field_is_cleaned_as_it_is_typed(
    world: World, field: str, typed: str, kept: str
) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, field)

    receipt = await rep.says(typed)

    assert f"→ {kept}" in receipt


async def test_a_note_of_several_lines_is_kept(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Note")

    await rep.says("Gate code 12\nAsk for Ms Li")
    await edits(rep, "Note")

    assert "Now: Gate code 12\nAsk for Ms Li" in rep.sees


async def test_what_is_no_grade_is_refused(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Grade")

    refused = await rep.says("excellent")

    assert refused == "A grade is A, B, C or D."
    assert "Grade: (empty) → C" in await rep.says("c")


async def test_an_address_that_is_no_email_is_refused(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Li Na", "E-mail")

    refused = await rep.says("li na at acme")
    receipt = await rep.says("Li.Na@ACME.com")

    assert refused == "That is no e-mail address."
    assert "→ Li.Na@acme.com" in receipt


async def test_a_full_width_number_is_the_same_number(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Li Na", "Phone")

    await rep.says("０２０ ７９４６ ０９９９")

    assert "+442079460999" in await rep.says("acme")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2 March 1985", "🎂 Birthday: 2 March (1985) · Tue, 2 Mar 2027"),
        ("农历八月十五", "🎂 Birthday: lunar 8/15 · Wed, 15 Sept 2027"),
        ("lunar 10/16", "🎂 Birthday: lunar 10/16 · Tue, 24 Nov"),
        ("Wedding 5 June", "📅 Wedding: 5 June · Sat, 5 Jun 2027"),
        ("5/6", "🎂 Birthday: 5 June · Sat, 5 Jun 2027"),
        ("29 Feb", "🎂 Birthday: 29 February · Sun, 28 Feb 2027"),
    ],
)
async def test_a_day_of_a_contact_is_noted_with_when_it_comes_next(
    world: World, typed: str, shown: str
) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Li Na", "Birthday")

    receipt = await rep.says(typed)

    assert shown in receipt
    assert shown in await rep.says("acme")


async def test_a_second_birthday_replaces_the_first_and_can_be_taken_off(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Li Na", "Birthday")
    await rep.says("2 March")
    await edits(rep, "Li Na", "Birthday, other days")
    await rep.says("3 March")
    await edits(rep, "Li Na")

    removed = await rep.taps("✕ 🎂 Birthday: 3 March")

    assert "Removed: 🎂 Birthday: 3 March" in removed
    assert "🎂" not in await rep.says("acme")


async def test_what_names_no_day_is_asked_again(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Li Na", "Birthday")

    refused = await rep.says("31 June")

    assert "I see no day in that." in refused
    assert "30 June" in await rep.says("30 June")


async def test_a_shared_place_is_the_pin_and_can_be_taken_away(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Pin")

    await rep.person.share_location(31.2, 121.5)
    receipt = rep.sees
    await edits(rep, "Pin ✓", "Remove the pin")

    assert "📍 The pin is set: 31.20000, 121.50000" in receipt
    assert "The pin was removed." in rep.sees


async def test_a_colleagues_tag_cannot_be_taken_off(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await edits(rep, "Tags")
    await rep.says("#key")
    await edits(rep, "Tags")
    other = await world.rep("Han Meimei", "en")
    await other.says("/customer Bolt")
    await other.taps("Save now")
    await other.taps("Card")
    await other.taps("Edit")
    await other.taps("Tags")

    theirs = next(one for row in rep.last.rows for one in row if "✕ #key" in one.label)
    mine = next(one for row in other.last.rows for one in row if "Cancel" in one.label)
    serial = str(mine.data).partition("~")[2]
    data = f"{str(theirs.data).partition('~')[0]}~{serial}"
    await other.person.send_tap(other.last.id, data)

    assert other.toast == "That is not there (any more)."


async def test_days_and_tags_are_changed_in_chinese(world: World) -> None:
    rep = await world.rep("李雷", "zh")
    await rep.says("/customer 华信科技有限公司")
    await rep.says("李娜 采购 13800138000")
    await rep.taps("保存")
    await rep.taps("卡片")
    await rep.taps("编辑")
    await rep.taps("李娜")
    await rep.taps("生日")
    receipt = await rep.says("农历八月十五")
    await rep.taps("卡片")
    await rep.taps("编辑")
    await rep.taps("标签")

    assert "🎂 生日：农历8月15日 · 2027年9月15日 周三" in receipt
    assert "已加标签：#重点 #老客户" in await rep.says("重点、老客户")


async def test_a_line_typed_under_the_list_of_fields_is_read(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")
    await rep.taps("Card")
    await rep.taps("Edit")

    logged = await rep.says("visited Acme, they like the new pump")

    assert "Acme" in logged
    assert "does not fit" not in "".join(rep.messages)
