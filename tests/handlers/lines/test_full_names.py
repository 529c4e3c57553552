"""A full legal name that is nobody's in the book is never taken for somebody with the same first word."""

import pytest
from sqlalchemy import func, select

from storage.tables import Interaction
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import World


def count(world: World) -> int:
    with world.store.looking() as work:
        return work.session.scalar(select(func.count()).select_from(Interaction)) or 0


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("拜访了鼎新塑料有限公司,想要报价", "鼎新塑料有限公司"),
        ("今天拜访了华信塑胶有限公司,聊得不错", "华信塑胶有限公司"),
        ("visited Acme Plastics Ltd, they want a quote", "Acme Plastics Ltd"),
        ("called Summit Foods Inc., they want a quote", "Summit Foods Inc"),
        ("今天拜访了北辰精工,聊得不错", "北辰精工"),
        ("拜访了华信物流的王总,想要报价", "华信物流"),
        ("visited Acme Plastics today, they want a quote", "Acme Plastics"),
    ],
)
async def test_another_s_full_name_is_asked_about(world: World, line: str, name: str) -> None:
    rep = await a_rep_with_a_book(world)

    asked = await rep.says(line)
    before = count(world)
    receipt = await rep.taps("➕")

    assert before == 0
    assert f"{name}" in asked
    assert name in receipt
    assert count(world) == 1


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("拜访了华信科技有限公司,聊得不错", "华信科技有限公司"),
        ("拜访了华信有限公司,聊得不错", "华信科技有限公司"),
        ("visited Acme Pumps Ltd, all fine", "Acme Pumps Ltd"),
        ("visited Acme Ltd, all fine", "Acme Pumps Ltd"),
        ("visited Acme, John wants 10 pumps", "Acme Pumps Ltd"),
        ("拜访了北辰,器械的事下周再谈", "北辰医疗器械有限公司"),
        ("拜访了北辰医疗赵主任", "北辰医疗器械有限公司"),
        ("拜访了华信,电子版合同发过去了", "华信科技有限公司"),
        ("visited Acme Pumps today, all fine", "Acme Pumps Ltd"),
        ("visited Acme. Called in at the office later", "Acme Pumps Ltd"),
    ],
)
async def test_one_s_own_name_is_not(world: World, line: str, name: str) -> None:
    rep = await a_rep_with_a_book(world)

    receipt = await rep.says(line)

    assert f"Visit · {name}" in receipt
