"""Whoever is there already is seen before he is entered twice, and what may not be seen stays unseen."""

import pytest

from tests.kit.world import Rep, World


async def two_reps(
    world: World, name: str, contact: str = "", language: str = "en"
) -> tuple[Rep, Rep]:
    """Return an owner of a customer, and a colleague who may not see it."""
    owner = await world.rep("Li Lei", language)
    await enters(owner, name, contact)
    return owner, await world.rep("Han Meimei", language)


async def enters(rep: Rep, name: str, contact: str = "") -> str:
    await rep.says(f"/customer {name}")
    if contact:
        await rep.says(contact)
    label = next(one for one in rep.labels if "Save" in one or "保存" in one)
    return await rep.taps(label)


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("Acme Ltd", "ACME, Inc."),
        ("Brightwater Pumps", "Brigtwater Pumps"),
        ("上海华信科技有限公司", "华信科技"),
        ("华信科技有限公司", "華信科技"),
        ("华信科技有限公司", "华新科技"),
        ("华信科技", "huaxin keji"),
        ("Northwind Traders", "Nortwind Traders Ltd"),
    ],
)
async def test_one_that_is_spelt_otherwise_is_caught(world: World, there: str, typed: str) -> None:
    rep = await world.rep("Li Lei", "en")
    await enters(rep, there)

    asked = await rep.says(f"/customer {typed}")

    assert "Is it one of these?" in asked
    assert f"🏢 {there} · yours" in asked


@pytest.mark.parametrize(
    ("there", "typed"),
    [
        ("Acme Ltd", "Apex Ltd"),
        ("上海华信科技有限公司", "上海蓝海科技有限公司"),
        ("北京银行", "南京银行"),
        ("Delta Foods", "Delta Pumps"),
    ],
)
async def test_another_one_is_not_taken_for_it(world: World, there: str, typed: str) -> None:
    rep = await world.rep("Li Lei", "en")
    await enters(rep, there)

    assert "Who is your contact there?" in await rep.says(f"/customer {typed}")


async def test_a_number_is_caught_as_soon_as_it_is_typed(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await enters(rep, "Acme", "Li Na, 020 7946 0123")
    await rep.says("/customer Zenith")
    await rep.says("Wang Wei")

    asked = await rep.says("+44 20 7946 0123")
    go_on = await rep.taps("Create anyway")

    assert "🏢 Acme · yours · this number\n👤 Li Na · +442079460123" in asked
    assert go_on == "Which city?"


async def test_a_colleagues_customer_is_told_of_without_being_shown(world: World) -> None:
    _, other = await two_reps(world, "Brightwater Pumps Ltd", "Li Na, 020 7946 0123")
    await world.passes(days=12)

    asked = await other.says("/customer Brightwater")
    await other.says("/customer Zenith")
    by_number = await other.says("Wang 020 7946 0123")

    assert "🔒 a name like it · a colleague's since November · last touch 12 days ago" in asked
    assert "🔒 this number · a colleague's since November" in by_number
    for shown in (asked, by_number):
        assert "Pumps" not in shown
        assert "Li Na" not in shown
        assert "Li Lei" not in shown


async def test_a_hand_over_is_one_tap_to_ask_and_one_to_give(world: World) -> None:
    owner, other = await two_reps(world, "Acme")
    await owner.says("remind me tomorrow 10am to call Acme")
    await other.says("/customer Acme Ltd")

    asked = await other.taps("Ask for a hand-over")
    await world.fieldbook.settled()
    request = owner.sees
    await owner.taps("Hand over")
    await world.fieldbook.settled()

    assert asked == "🤝 The owner is asked. I tell you the answer."
    assert request.startswith("🤝 Han Meimei asks you for Acme.")
    assert owner.sees == "🤝 Acme is Han Meimei's now."
    assert other.sees == "🤝 Li Lei hands Acme over to you."
    card = await other.taps("Card")
    assert card.startswith("Acme\nOwner: Han Meimei")
    assert "call" in card
    assert "I find nobody" in await owner.says("acme")


async def test_asking_answers_the_question_and_is_taken_back(world: World) -> None:
    owner, other = await two_reps(world, "华信科技有限公司", language="zh")
    question = await other.says("新客户 华信科技，联系人王伟")

    asked = await other.taps("🤝 申请移交")
    await world.fieldbook.settled()
    await other.taps("撤销")
    refused = await owner.taps("✅")

    assert "🔒 这个名称 · 11月起归同事" in question
    assert asked == "🤝 已向负责人提出，有答复就告诉你。"
    assert "现在归" not in refused
    assert "负责人：Li Lei" in await owner.says("华信科技")


async def test_a_hand_over_is_taken_back(world: World) -> None:
    owner, other = await two_reps(world, "Acme")
    await other.says("/customer Acme Ltd")
    await other.taps("Ask for a hand-over")
    await world.fieldbook.settled()
    await owner.taps("Hand over")

    await owner.taps("Undo")

    assert (await owner.says("acme")).startswith("Acme\nOwner: Li Lei")


async def test_an_owner_who_keeps_it_names_nothing(world: World) -> None:
    owner, other = await two_reps(world, "Brightwater Pumps")
    await other.says("/customer Brightwater")
    await other.taps("Ask for a hand-over")
    await world.fieldbook.settled()

    await owner.taps("Keep")
    await world.fieldbook.settled()

    assert "✋ The owner keeps the customer that you asked for" in other.sees
    assert "Pumps" not in other.sees
    assert (await owner.says("brightwater")).startswith("Brightwater Pumps\nOwner: Li Lei")


async def test_asking_twice_bothers_the_owner_once(world: World) -> None:
    owner, other = await two_reps(world, "Acme")
    await other.says("/customer Acme Ltd")
    shown = other.last
    await other.taps("Ask for a hand-over", shown)
    await world.fieldbook.settled()
    asked = len(owner.messages)

    await other.taps("Ask for a hand-over", shown)
    await world.fieldbook.settled()
    again = await other.says("/customer Acme Ltd")

    assert other.person.toasts[-1].text == "The owner is asked already."
    assert len(owner.messages) == asked
    assert "the owner is asked" in again


async def test_a_line_with_a_colleagues_customer_tells_so(world: World) -> None:
    _, other = await two_reps(world, "Zenith Dairy")

    asked = await other.says("visited Zenith Dairy Ltd, they want a quote")

    assert "Zenith Dairy Ltd is new to me." in asked
    assert "🔒 this name · a colleague's since November" in asked
    assert "🤝 Ask for a hand-over" in other.labels


async def test_a_new_name_that_is_there_already_is_told_on_editing(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await enters(rep, "Acme")
    await enters(rep, "Bolt")
    await rep.taps("Card")
    await rep.taps("Edit")
    await rep.taps("Name: Bolt")

    receipt = await rep.says("Acme Ltd")

    assert "Name: Bolt → Acme Ltd" in receipt
    assert "❗ That looks like one that is there already:\n🏢 Acme · yours" in receipt
    assert (await rep.taps("Open Acme")).startswith("Acme\n")


async def test_a_contact_with_a_known_number_is_told_on_adding(world: World) -> None:
    _, other = await two_reps(world, "Acme", "Li Na, 020 7946 0123")
    await enters(other, "Bolt")
    await other.taps("Contact")

    receipt = await other.says("Wang Wei 020 7946 0123")

    assert "✅ New contact:" in receipt
    assert "🔒 this number · a colleague's since November · last touch today" in receipt


async def test_in_chinese_it_reads_as_chinese(world: World) -> None:
    _, other = await two_reps(world, "上海华信科技有限公司", "李娜 13800138000", "zh")
    await world.passes(days=3)

    asked = await other.says("新客户 华信科技，联系人王伟")

    assert "🔒 相似的名称 · 11月起归同事 · 3天前有过联系" in asked
