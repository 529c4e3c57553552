"""Entering, finding and changing customers."""

import pytest

from tests.kit.world import Rep, World


async def a_rep_with_acme(world: World) -> Rep:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.says("Li Na, purchasing, 020 7946 0123")
    await rep.taps("Save now")
    return rep


async def test_a_customer_is_entered_step_by_step(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer")
    await rep.says("Bolt")
    await rep.says("Li Na")
    await rep.says("020 7946 0123")
    await rep.says("Leeds")
    await rep.says("Pumps")

    receipt = await rep.taps("B")

    assert receipt == "✅ New customer: Bolt\nLeeds · Pumps · grade B\n👤 Li Na · +442079460123"


async def test_a_shared_contact_gives_name_and_number_at_once(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Bolt")

    await rep.person.share_contact("+442079460123", "Li", "Na")
    receipt = await rep.taps("Save now")

    assert "👤 Li Na · +442079460123" in receipt


async def test_a_likely_duplicate_is_shown_before_anything_is_saved(world: World) -> None:
    rep = await a_rep_with_acme(world)

    asked = await rep.says("/customer ACME Ltd.")
    card = await rep.taps("Open Acme")

    assert "Is it one of these?" in asked
    assert card.startswith("Acme\nOwner: Li Lei")


async def test_the_same_number_is_a_likely_duplicate_too(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("/customer Zenith")

    asked = await rep.says("Li Na +44 20 7946 0123")
    await rep.taps("Create anyway")
    receipt = await rep.taps("Save now")

    assert "Is it one of these?" in asked
    assert "New customer: Zenith" in receipt


async def test_an_undone_customer_is_not_found_again(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Bolt")
    await rep.taps("Save now")

    await rep.taps("Undo")

    assert "I find nobody for “Bolt”." in await rep.says("Bolt")


async def test_a_number_is_found_in_any_spelling(world: World) -> None:
    rep = await a_rep_with_acme(world)

    for spelling in ("02079460123", "+44 20 7946 0123", "(020) 7946-0123", "0044 20 7946 0123"):
        card = await rep.says(spelling)

        assert card.startswith("Acme\n"), spelling


async def test_the_card_copies_and_calls_numbers(world: World) -> None:
    rep = await a_rep_with_acme(world)

    await rep.says("acme")
    await rep.person.tap("📋 Li Na", rep.last)

    assert "👤 Li Na, purchasing · +442079460123" in rep.last.html
    assert rep.person.clipboard == "+442079460123"


async def test_hostile_names_are_shown_as_typed(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    for name in ("<b", "A & B <i>Co</i>", "شركة النور", "x" * 200):
        await rep.says("/customer")
        await rep.says(name)
        receipt = await rep.taps("Save now")

        assert f"New customer: {name}" in receipt


async def test_a_name_without_end_is_refused_and_asked_again(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer")

    refused = await rep.says("x" * 201)
    asked = await rep.says("Bolt")

    assert refused == "That is too long: at most 200 characters fit."
    assert "Who is your contact there?" in asked


async def test_long_notes_are_cut_on_the_card(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("acme")
    await rep.person.reply(rep.last, "they talk and talk " * 53)

    card = await rep.says("acme")

    assert len(card) < 500
    assert "…" in card


async def test_a_field_is_changed_with_before_and_after(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("acme")
    await rep.taps("Edit")
    await rep.taps("City")
    await rep.says("Leeds")
    await rep.taps("More")
    await rep.taps("City")

    receipt = await rep.says("York")
    await rep.taps("Undo")

    assert "City: Leeds → York" in receipt
    assert "Leeds" in await rep.says("acme")


async def test_a_contact_is_changed_and_removed(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.says("acme")
    await rep.taps("Edit")
    await rep.taps("Li Na")
    await rep.taps("Phone")
    refused = await rep.says("no idea")

    changed = await rep.says("020 7946 0124")
    found = await rep.says("02079460124")
    await rep.taps("Edit")
    await rep.taps("Li Na")
    removed = await rep.taps("Remove")

    assert "I see no phone number" in refused
    assert "Phone: 020 7946 0123 → 020 7946 0124" in changed
    assert found.startswith("Acme\n")
    assert "Contact removed: Li Na" in removed
    assert "Li Na" not in await rep.says("acme")


async def test_chinese_lines_fill_the_same_fields(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    await rep.says("/customer 华信科技")

    await rep.says("王强，采购经理 138 0013 8000")
    await rep.says("上海")
    await rep.says("跳过")
    receipt = await rep.says("跳过")

    assert "华信科技" in receipt
    assert "👤 王强, 采购经理 · +8613800138000" in receipt
    assert "上海" in receipt


@pytest.mark.parametrize(
    ("language", "line", "shown"),
    [
        ("zh", "新客户 德赛精密，联系人 赵丽，采购，13812345679", "赵丽, 采购"),
        (
            "en",
            "new customer: Redwood Clinics, Emily Stone, buyer, +1 415 555 0100",
            "Emily Stone, buyer",
        ),
        ("en", "new customer: Redwood Clinics, Emily Stone, +1 415 555 0100", "Emily Stone · "),
    ],
)
async def test_a_job_title_in_the_line_of_a_new_customer_is_kept(
    world: World, language: str, line: str, shown: str
) -> None:
    rep = await world.rep("Li Lei", language)

    await rep.says(line)
    await rep.taps("➕")

    assert shown in rep.sees


@pytest.mark.parametrize(
    ("language", "line", "question", "card"),
    [
        (
            "zh",
            "新客户 鼎盛机械 无锡 行业机械 联系人赵丽，采购经理，13912345678，邮箱 zl@ds.cn，A级，地址锡山区1号，老板姓周 #重点",
            "无锡 · 机械 · A 级 · 赵丽 · 采购经理 · 13912345678 · zl@ds.cn\n🏠 锡山区1号\n🗒 老板姓周",
            "鼎盛机械\n无锡 · 机械 · A 级\n🏷 #重点\n🏠 锡山区1号\n🗒 老板姓周\n",
        ),
        (
            "en",
            "new customer Zenith Forge, Leeds, grade B, industry steel, Tom Baker, tom@zenith.example, address 1 Mill Lane, met at the fair",
            "Leeds · steel · grade B · Tom Baker · tom@zenith.example\n🏠 1 Mill Lane\n🗒 met at the fair",
            "Zenith Forge\nLeeds · steel · grade B\n🏠 1 Mill Lane\n🗒 met at the fair\n",
        ),
    ],
)
async def test_all_that_a_line_tells_of_a_new_customer_is_shown_and_kept(
    world: World, language: str, line: str, question: str, card: str
) -> None:
    rep = await world.rep("Li Lei", language)

    asked = await rep.says(line)
    await rep.taps("➕")
    shown = await rep.taps("👤")

    assert asked.partition("\n")[2] == question
    assert shown.startswith(card)
    assert "✉️ " in shown


async def test_the_card_shows_every_field_of_the_file(world: World) -> None:
    rep = await a_rep_with_acme(world)
    told = {
        "Name": "Zenith Forge",
        "Short name": "Zen",
        "City": "Leeds",
        "Region": "Yorkshire",
        "Industry": "steel",
        "Preference": "big pumps",
        "Address": "1 Mill Lane",
        "Note": "closed on Mondays",
    }

    await rep.says("acme")
    for label, value in told.items():
        await rep.taps("✏️")
        await rep.taps(label)
        await rep.says(value)
    card = await rep.taps("👤 Card")

    assert [value for value in told.values() if value not in card] == []
