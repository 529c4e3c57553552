"""A whole day of a rep: planned, briefed, checked in, logged, wrapped up and read by his manager, with a restart in the middle."""

from typing import Any

import pytest

from crm.customers import NewCustomer, create_customer
from crm.editing import set_pin
from storage.tables import Role
from tests.handlers.day.book import member
from tests.handlers.day.test_digests import sent
from tests.kit.world import Rep, World

HERE, THERE = (31.23041, 121.47370), (31.26041, 121.47370)
SAYS: dict[str, Any] = {
    "zh": {
        "names": ("华信科技", "宏远机械"),
        "plan": "明天 华信科技 10点, 宏远机械 3点",
        "told": "他们嫌太贵，我们答应寄样品，下周二跟进",
        "second": "拜访了宏远机械，谈得不错",
        "day": "📅 11月25日",
        "next": "12月1日",
        "send": "发送",
        "praise": "做得好",
        "visited": "✅ 已拜访：华信科技",
    },
    "en": {
        "names": ("Harbor Foods", "Kestrel Logistics"),
        "plan": "tomorrow Harbor Foods 10am, Kestrel 3pm",
        "told": "we promised a quote by Friday, they say it is too expensive, follow up next Tuesday",
        "second": "visited Kestrel, all fine",
        "day": "📅 Wed, 25 Nov",
        "next": "Tue, 1 Dec",
        "send": "Send",
        "praise": "Well done",
        "visited": "✅ Visited: Harbor Foods",
    },
}


def enter(world: World, rep: Rep, name: str, at: tuple[float, float]) -> None:
    with world.store.begin() as work:
        work.actor = member(work, rep)
        customer = create_customer(work, NewCustomer(name, grade="A")).customer
        set_pin(work, customer.id, at)


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_day_with_a_restart_in_the_middle(world: World, language: str) -> None:
    said = SAYS[language]
    boss = await world.rep("Zhang", language, Role.MANAGER)
    rep = await world.rep("Wang Wei", language)
    for name, at in zip(said["names"], (HERE, THERE), strict=True):
        enter(world, rep, name, at)
    messages = taps = 0

    await rep.says(said["plan"])  # the evening before
    messages += 1
    await world.passes(hours=23, minutes=30)  # 09:00
    await world.passes(minutes=31)
    morning, brief = sent(rep, said["day"]), sent(rep, "📎")
    await rep.person.share_location(*HERE)
    world.raise_failures()
    messages += 1
    asked = rep.sees
    await world.restart()
    receipt = await rep.says(said["told"])
    messages += 1
    await rep.says(said["second"])
    messages += 1
    day = sent(rep, said["day"])[0]
    await world.passes(hours=8, minutes=30)  # 18:01
    await rep.taps(said["send"])
    taps += 1
    await world.passes(minutes=1)
    await boss.person.reply(boss.last, said["praise"])

    assert len(morning) == 1
    assert len(brief) == 1
    assert asked.startswith(said["visited"])
    assert said["next"] in receipt
    assert day.count("✅") == 2
    assert sent(boss, "📋") != []
    assert rep.sees.startswith(f"💬 Zhang: {said['praise']}")
    assert (messages, taps) == (4, 1)
