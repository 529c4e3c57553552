"""A photo of a business card with a caption enters the customer, and is kept on it."""

import pytest

from tests.kit.world import World


@pytest.mark.parametrize(
    ("language", "caption", "enter"),
    [
        ("zh", "新客户 华信科技有限公司，联系人李娜，13800138000", "录入"),
        ("zh", "新客户 华信科技有限公司，联系人李娜，13800138000 #展会", "录入"),
        ("en", "new customer: Redwood Clinics, Emily Stone, +1 415 555 0100 #fair", "Enter"),
    ],
)
async def test_a_photo_with_a_caption_enters_a_customer_and_stays_with_it(
    world: World, language: str, caption: str, enter: str
) -> None:
    rep = await world.rep("Li Lei", language)

    await rep.person.send_photo(text=caption)
    world.raise_failures()
    await rep.taps(enter)
    await rep.taps("卡片" if language == "zh" else "Card")

    assert any("📎" in one for one in rep.labels)
    assert ("🏷" in rep.sees) is ("#" in caption)


async def test_a_photo_with_a_caption_that_tags_stays_with_the_customer(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")

    await rep.person.send_photo(text="visited Acme, they like the pump #key")
    world.raise_failures()
    await rep.says("acme")

    assert "🏷 #key" in rep.sees
    assert any("📎" in one for one in rep.labels)


async def test_a_photo_with_a_name_and_a_tag_is_kept(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")

    await rep.person.send_photo(text="Acme #key")
    world.raise_failures()
    await rep.says("acme")

    assert "🏷 #key" in rep.sees
    assert any("📎" in one for one in rep.labels)
