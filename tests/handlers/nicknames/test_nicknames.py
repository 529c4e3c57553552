"""Corrections teach: what a rep chose for a word of his is what the word means to him from then on."""

from sqlalchemy import select

from storage.nicknames import Nickname
from storage.tables import Role
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import Rep, World


def words(world: World) -> list[str]:
    with world.store.looking() as work:
        return list(work.session.scalars(select(Nickname.text).order_by(Nickname.id)))


async def two_with_one_name(world: World) -> Rep:
    """Return a rep who knows two customers called 北辰."""
    rep = await a_rep_with_a_book(world)
    await rep.says("新客户:北辰软件有限公司")
    await rep.taps("Enter")
    return rep


async def test_the_answer_to_which_one_is_remembered(world: World) -> None:
    rep = await two_with_one_name(world)
    await rep.says("拜访了北辰,聊得不错")
    await rep.taps("北辰软件")

    receipt = await rep.says("给北辰打了电话")

    assert words(world) == ["北辰"]
    assert receipt.startswith("✅ 📞 Call · 北辰软件有限公司")


async def test_a_name_for_somebody_known_is_remembered(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Hydra Works, they want a quote")

    await rep.says("Summit Steel")
    receipt = await rep.says("called Hydra Works, all fine")

    assert words(world) == ["Hydra Works"]
    assert "Call · Summit Steel" in receipt


async def test_a_corrected_customer_is_remembered(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Harbor, all fine")
    first = rep.sees
    await rep.taps("Customer")
    await rep.says("Summit Steel")

    receipt = await rep.says("called Harbor, all fine")

    assert "Summit Steel" not in first
    assert "Call · Summit Steel" in receipt


async def test_it_is_seen_on_the_card_and_forgotten_by_a_tap(world: World) -> None:
    rep = await two_with_one_name(world)
    await rep.says("拜访了北辰,聊得不错")
    await rep.taps("北辰软件")
    card = await rep.says("北辰软件有限公司")

    await rep.taps("My names")
    await rep.taps("🗑 北辰")
    gone = words(world)
    asked = await rep.says("拜访了北辰")

    assert "You call it: 北辰" in card
    assert gone == []
    assert "Which customer do you mean?" in asked


async def test_forgetting_is_undone(world: World) -> None:
    rep = await two_with_one_name(world)
    await rep.says("拜访了北辰,聊得不错")
    await rep.taps("北辰软件")
    await rep.says("北辰软件有限公司")
    await rep.taps("My names")
    await rep.taps("🗑 北辰")

    await rep.taps("Undo")

    assert words(world) == ["北辰"]


async def test_undo_of_the_act_forgets_what_it_taught(world: World) -> None:
    rep = await two_with_one_name(world)
    await rep.says("拜访了北辰,聊得不错")
    await rep.taps("北辰软件")

    await rep.taps("Undo")

    assert words(world) == []


async def test_a_colleague_means_what_he_means(world: World) -> None:
    rep = await two_with_one_name(world)
    await rep.says("拜访了北辰,聊得不错")
    await rep.taps("北辰软件")
    other = await world.rep("Han Meimei", "en")

    answer = await other.says("拜访了北辰,聊得不错")

    assert "北辰软件有限公司" not in answer


async def test_a_full_name_teaches_nothing(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Acme Pumps Ltd, all fine")
    await rep.taps("Customer")
    await rep.says("Summit Steel")

    receipt = await rep.says("called Acme Pumps Ltd, all fine")

    assert "Acme Pumps Ltd" in receipt


async def test_a_further_act_of_a_line_knows_the_word_too(world: World) -> None:
    rep = await two_with_one_name(world)
    await rep.says("拜访了北辰,聊得不错")
    await rep.taps("北辰软件")

    await rep.says("拜访了华信科技,聊得不错;给北辰打了电话")

    assert "北辰软件有限公司" in rep.sees


async def test_a_surname_is_remembered_with_the_contact_it_names(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("新客户:明锐光电有限公司,联系人王建明")
    await rep.taps("Enter")
    asked = await rep.says("拜访了王总,聊得不错")
    first = await rep.taps("华信科技")

    second = await rep.says("给王总打了电话")

    assert "Which customer do you mean?" in asked
    assert words(world) == ["王总"]
    assert "👤 王建国" in first
    assert "Call · 华信科技有限公司" in second
    assert "👤 王建国" in second


async def test_it_is_looked_up_by_any_part_as_a_name_is(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Hydra Works, they want a quote")
    await rep.says("Summit Steel")

    by_beginning = await rep.says("/find hyd")
    by_another_part = await rep.says("works")

    assert "Summit Steel" in by_beginning
    assert "Summit Steel" in by_another_part


async def test_a_manager_does_not_find_by_it(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Hydra Works, they want a quote")
    await rep.says("Summit Steel")
    manager = await world.rep("Han Meimei", "en", Role.MANAGER)

    by_name = await manager.says("/find Summit")
    by_word = await manager.says("/find Hydra")

    assert "Summit Steel" in by_name
    assert "Summit Steel" not in by_word


async def test_a_word_that_means_another_now_finds_the_other_alone(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("visited Hydra Works, they want a quote")
    await rep.says("Summit Steel")
    await rep.says("called Hydra Works, all fine")
    await rep.taps("Customer")
    await rep.says("Acme Pumps")

    found = await rep.says("/find Hydra")

    assert "Acme Pumps" in found
    assert "Summit Steel" not in found
