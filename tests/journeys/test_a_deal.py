"""The life of opportunities on one long day of a rep, in both languages, with restarts in the middle."""

from typing import Any

import pytest
from sqlalchemy import update

from storage.tables import Customer, Role
from tests.handlers.day.book import customer
from tests.kit.world import Rep, World

SAYS: dict[str, Any] = {
    "zh": {
        "names": ("华信科技", "宏远机械"),
        "rep": "王伟",
        "colleague": "李雷",
        "create": "华信 水泵 商机 8万 月底",
        "created": ("新商机：水泵", "¥80,000"),
        "moved": ("华信 进入谈判", "→ 谈判"),
        "won": ("华信赢单 9万", "→ 赢单", "¥90,000"),
        "second": "宏远 新商机 压缩机 5万 下月底",
        "lost": ("宏远丢单 价格太高", "→ 丢单", "价格太高"),
        "reopen": ("重新打开", "报价", "→ 已报价"),
        "pipeline": ("进行中：1 · ¥50,000", "本月赢单: 1 · ¥90,000"),
        "task": "@李雷 周五前给华信报价",
        "accept": "接受",
        "done": "完成",
        "told": ("李雷 接手了", "李雷 已完成"),
        "offers": ("商机分派", "规则", "any -> 李雷", "无主", "yes"),
        "pooled": "恒通",
        "offered": ("恒通 新商机 机房改造 50万", "机房改造"),
        "decline": ("谢绝", "公海"),
        "late": ("恒通 新商机 机房二期 20万", "机房二期"),
        "taken": ("恒通 新商机 管道改造 3万", "管道改造"),
        "stalled": "🐢",
        "report": ("发送", "赢单：¥90,000"),
    },
    "en": {
        "names": ("Harbor Foods", "Kestrel Logistics"),
        "rep": "Wang Wei",
        "colleague": "Li Lei",
        "create": "opportunity Harbor: pumps, 80k, end of month",
        "created": ("New opportunity: pumps", "£80,000"),
        "moved": ("Harbor moved to negotiation", "→ Negotiation"),
        "won": ("won Harbor 90k", "→ Won", "£90,000"),
        "second": "new opportunity Kestrel: compressor, 50k, end of next month",
        "lost": ("lost Kestrel, too expensive", "→ Lost", "too expensive"),
        "reopen": ("Reopen", "Proposal", "→ Proposal"),
        "pipeline": ("Open: 1 · £50,000", "Won this month: 1 · £90,000"),
        "task": "@Li Lei quote Harbor by Friday",
        "accept": "Accept",
        "done": "Done",
        "told": ("Li Lei takes it on", "Li Lei has done it"),
        "offers": ("Offers", "Rules", "any -> Li Lei", "without an owner", "yes"),
        "pooled": "Orion",
        "offered": ("new opportunity Orion: server room, 500k", "server room"),
        "decline": ("Decline", "pool"),
        "late": ("new opportunity Orion: second room, 200k", "second room"),
        "taken": ("new opportunity Orion: pipes, 30k", "pipes"),
        "stalled": "🐢",
        "report": ("Send", "Won: £90,000"),
    },
}


async def a_team(world: World, language: str) -> tuple[Rep, Rep, Rep]:
    """A manager, a rep with two customers, his colleague, and a customer without an owner."""
    said = SAYS[language]
    boss = await world.rep("Zhang", language, Role.MANAGER)
    rep = await world.rep(said["rep"], language)
    colleague = await world.rep(said["colleague"], language)
    for name in said["names"]:
        customer(world, rep, name, "A")
    pooled = customer(world, boss, said["pooled"])
    with world.store.begin() as work:
        work.connection.execute(
            update(Customer).where(Customer.id == pooled).values(owner_id=None)
        )
    return boss, rep, colleague


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_opportunities_live_through_a_day_with_restarts(world: World, language: str) -> None:
    said = SAYS[language]
    boss, rep, colleague = await a_team(world, language)

    created = await rep.says(said["create"])
    moved = await rep.says(said["moved"][0])
    await world.restart()
    won = await rep.says(said["won"][0])
    await rep.says(said["second"])
    lost = await rep.says(said["lost"][0])
    await rep.taps(said["reopen"][0])
    await world.restart()
    reopened = await rep.taps(said["reopen"][1])
    figures = await rep.says("/pipeline")

    assert all(part in created for part in said["created"])
    assert said["moved"][1] in moved
    assert all(part in won for part in said["won"][1:])
    assert all(part in lost for part in said["lost"][1:])
    assert said["reopen"][2] in reopened
    assert all(part in figures for part in said["pipeline"])

    await rep.says(said["task"])
    await world.passes(seconds=1)
    await colleague.taps(said["accept"])
    await world.restart()
    await colleague.taps(said["done"])
    await world.passes(seconds=1)

    assert all(any(part in one for one in rep.messages) for part in said["told"])

    await world.passes(hours=8, minutes=35)  # 18:05
    await rep.taps(said["report"][0])
    await world.passes(minutes=1)

    assert said["report"][1] in boss.sees


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_new_ones_are_offered_accepted_declined_and_timed_out_across_restarts(
    world: World, language: str
) -> None:
    said = SAYS[language]
    boss, _rep, colleague = await a_team(world, language)
    section, rules, way, who, yes = said["offers"]
    await boss.says("/rules")
    await boss.taps(section)
    await boss.taps(rules, boss.last)
    await boss.says(way)
    await boss.taps(who, boss.last)
    await boss.says(yes)

    told = [await boss.says(said["offered"][0])]
    await world.restart()
    await world.passes(seconds=1)
    declined = await colleague.taps(said["decline"][0])
    told.append(await boss.says(said["late"][0]))
    await world.passes(seconds=1)
    await world.restart()
    await world.passes(hours=25)
    told.append(await boss.says(said["taken"][0]))
    await world.passes(seconds=1)
    await world.restart()
    accepted = await colleague.taps(said["accept"])

    assert all(said["colleague"] in one for one in told)
    assert said["decline"][1] in declined
    assert said["taken"][1] in accepted
    late = [one for one in colleague.messages if said["late"][1] in one]
    assert len([one for one in late if one.startswith("⌛")]) == 1


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_what_does_not_move_is_told_once_though_restarted(
    world: World, language: str
) -> None:
    said = SAYS[language]
    _boss, rep, _colleague = await a_team(world, language)
    await rep.says(said["create"])

    for day in range(60):
        await world.passes(days=1)
        if day % 4 == 0:
            await world.restart()

    assert len([one for one in rep.messages if one.startswith(said["stalled"])]) == 1
