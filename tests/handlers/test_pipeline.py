"""/pipeline: the figures, the picture, and lists that open cards."""

import re

import pytest
from sqlalchemy import select

from crm.customers import NewCustomer, create_customer
from crm.opportunities import create_opportunity, opportunity_in_words
from storage.tables import Member, Role
from tests.kit.world import Rep, World


def deals(rep: Rep, *lines: str) -> None:
    """Let a rep have opportunities, each with a customer: "Acme: 40 pumps, 80k, end of March"."""
    with rep.world.store.begin() as work:
        here = select(Member).where(Member.telegram_id == rep.person.id)
        work.actor = work.session.scalars(here).one()
        for line in lines:
            name, _, deal = line.partition(": ")
            customer = create_customer(work, NewCustomer(name)).customer
            create_opportunity(work, opportunity_in_words(work, customer.id, deal))


async def test_the_figures_of_each_stage_and_a_list_that_opens_a_card(world: World) -> None:
    rep = await world.rep()
    deals(rep, "Acme: 40 pumps, 80k, end of March", "Bolt: retrofit, 20k USD, end of June")

    shown = await rep.says("/pipeline")
    listed = await rep.taps("New (2)")
    card = await rep.taps("Acme")

    assert "New 10 % · 2 · £80,000 + US$20,000 → £8,000" in shown
    assert "Open: 2 · £80,000, weighted £8,000" in shown
    assert "No rate for USD" in shown
    assert "2 opportunities · £80,000 + US$20,000" in listed
    assert card.startswith("💼 40 pumps")


async def test_filters_in_words_in_chinese(world: World) -> None:
    rep = await world.rep(language="zh")
    deals(rep, "华信科技: 机房改造 50万 下月底", "宏远机械: 传感器 3万 下月底")

    listed = await rep.says("/deals 超过10万 下个月")

    assert "1 个商机" in listed
    assert "≥ ¥100,000" in listed
    assert "机房改造" in listed
    assert "传感器" not in listed


async def test_long_lists_are_paged(world: World) -> None:
    rep = await world.rep()
    deals(rep, *(f"Customer{n}: job {n}, {n + 1}k, end of March" for n in range(10)))

    first = await rep.says("/deals")
    second = await rep.taps("Next")

    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in second
    assert "Next ›" not in rep.labels


async def test_nothing_found_says_what_was_understood(world: World) -> None:
    rep = await world.rep()

    assert "No opportunity fits that." in await rep.says("/deals over 5m")


async def test_a_picture_is_drawn(world: World) -> None:
    rep = await world.rep("王伟", "zh")
    deals(rep, "华信科技: 机房改造 50万 下月底")
    await rep.says("/pipeline")

    shown = await rep.taps("图")

    assert "500,000" in shown
    assert rep.last.kind == "photo"


async def test_a_manager_sees_the_team_and_each_member_a_rep_only_himself(world: World) -> None:
    boss = await world.rep("Boss", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    deals(rep, "Acme: 40 pumps, 80k, end of March")

    await rep.says("/pipeline")
    assert "👥 The team" not in rep.labels
    mine = await boss.says("/pipeline")
    team = await boss.taps("The team")
    await boss.taps("By member")
    his = await boss.taps("Li Lei")

    assert "Open: 0" in mine
    assert "Open: 1" in team
    assert "Pipeline · Li Lei" in his


@pytest.mark.parametrize("words", ["pipeline", "商机漏斗"])
async def test_the_pipeline_is_shown_for_a_line_too(world: World, words: str) -> None:
    rep = await world.rep()

    assert "Pipeline" in await rep.says(words)


@pytest.mark.parametrize("words", ["商机 >10万 本月", "商机 超过10万", "deals over 100k", "商机"])
async def test_a_list_is_asked_for_in_a_line_too(world: World, words: str) -> None:
    rep = await world.rep(language="zh")
    deals(rep, "华信科技: 机房改造 50万 11月底")

    listed = await rep.says(words)

    assert "1 个商机" in listed
    assert "机房改造" in listed


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_sums_that_have_no_rate_are_not_told_as_nothing(world: World, language: str) -> None:
    rep = await world.rep("Li Lei", language)
    own = {"en": "GBP", "zh": "CNY"}[language]
    deals(rep, "Bolt: retrofit, 20k USD, end of June")

    shown = await rep.says("/pipeline")

    assert "US$20,000" in shown
    assert own in shown
    assert "→" not in shown
    assert not re.search(r"[£¥]0\b", shown)
