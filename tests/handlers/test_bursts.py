"""Several messages that arrive at once are read back in one; each can be seen whole and undone by itself."""

import asyncio

import pytest
from sqlalchemy import func, select

from handlers.kit.context import Ctx
from handlers.kit.triggers import OnText
from handlers.kit.turn import Turn
from storage.receipts import receipts
from storage.tables import Interaction
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import World

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
LINES = {
    "zh": ("拜访了华信科技,聊得不错", "给蓝海物流打了电话,周五再联系", "拜访了盛达电子,没兴趣"),
    "en": (
        "visited Acme, all fine",
        "called Sarah at Northwind, follow up Friday",
        "visited Summit, they like it",
    ),
}


def count(world: World) -> int:
    with world.store.looking() as work:
        return work.session.scalar(select(func.count()).select_from(Interaction)) or 0


@BOTH
async def test_a_burst_gets_one_summary(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    shown = len(rep.messages)

    async with world.offline():
        for line in LINES[language]:
            await rep.person.say(line)

    assert count(world) == 3
    assert len(rep.messages) == shown + 1
    assert (
        rep.sees.splitlines()[0] == {"zh": "✅ 已保存 3 条", "en": "✅ 3 entries saved"}[language]
    )
    assert len(rep.sees.splitlines()) == 5


@BOTH
async def test_each_of_them_is_undone_by_itself(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    async with world.offline():
        for line in LINES[language]:
            await rep.person.say(line)

    summary = rep.last
    await rep.taps("↩ 2")

    assert count(world) == 2
    assert rep.last.id == summary.id
    assert "<s>2." in rep.last.html
    assert rep.labels == ["✏️ 1", "↩ 1", "✏️ 3", "↩ 3"]


async def test_each_of_them_is_seen_whole_and_put_right(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    async with world.offline():
        for line in LINES["en"]:
            await rep.person.say(line)

    whole = await rep.taps("✏️ 2")
    await rep.taps("Kind")
    changed = await rep.taps("Visit")

    assert "Fri, 27 Nov" in whole
    assert "🚗 Visit · Northwind Traders" in changed


async def test_a_single_line_has_its_whole_receipt(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    async with world.offline():
        await rep.person.say(LINES["en"][0])

    assert rep.sees.startswith("✅ 🚗 Visit · Acme Pumps Ltd")
    assert "Outcome" in " ".join(rep.labels)


async def test_a_line_beside_a_look_up_has_its_whole_receipt(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    async with world.offline():
        await rep.person.say("acme")
        await rep.person.say(LINES["en"][2])

    assert rep.sees.startswith("✅ 🚗 Visit · Summit Steel")


async def test_one_in_doubt_is_asked_and_the_others_are_saved(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    async with world.offline():
        await rep.person.say(LINES["en"][0])
        await rep.person.say("visited Hydra Works, they want a quote")
        await rep.person.say(LINES["en"][2])
    before, (summary, asked) = count(world), rep.messages[-2:]
    await rep.taps("Enter")

    assert before == 2
    assert summary.startswith("✅ 2 entries saved")
    assert "Hydra Works is new to me" in asked
    assert count(world) == 3


async def test_several_in_doubt_are_asked_one_after_another(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    async with world.offline():
        await rep.person.say("visited Hydra Works, they want a quote")
        await rep.person.say("visited Zenith Dairy Ltd, they want a quote")
    first = rep.sees
    await rep.taps("Enter")
    second = rep.sees
    await rep.taps("Enter")

    assert "Hydra Works is new to me" in first
    assert "Zenith Dairy Ltd is new to me" in second
    assert "Visit · Zenith Dairy Ltd" in rep.sees
    assert count(world) == 2


class OnThis(OnText):
    """One text and no other."""

    def match(self, turn: Turn) -> str | None:
        return turn.text if turn.text == LINES["en"][2] else None


async def test_what_was_saved_is_read_back_after_a_kill_in_the_midst(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    reached = asyncio.Event()

    async def hangs(_ctx: Ctx, _text: str) -> None:
        reached.set()
        await asyncio.Event().wait()

    await world.handles(OnThis(hangs))
    world.messenger.bot.receiver = None
    for line in LINES["en"]:
        await rep.person.say(line)
    await world.takes_what_waits()
    await reached.wait()
    shown = len(rep.messages)

    await world.dies()
    world.extra_handlers = []
    await world.comes_back()

    new = rep.messages[shown:]
    assert count(world) == 3
    assert len(new) == 2
    assert any(one.startswith("✅ 2 entries saved") for one in new)
    assert any("Visit · Summit Steel" in one for one in new)


async def test_receipts_that_nobody_has_seen_are_shown_at_the_next_start(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    async with world.offline():
        for line in LINES["en"]:
            await rep.person.say(line)
    with world.store.begin() as work:  # as if it had died between the last line and the summary
        work.connection.execute(receipts.update().values(shown_in=None))

    await world.dies()
    await world.comes_back()

    assert rep.sees.startswith("✅ 3 entries saved")


async def test_more_than_fit_one_summary_are_several(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    shown = len(rep.messages)

    async with world.offline():
        for _ in range(10):
            await rep.person.say(LINES["en"][0])

    assert [one.splitlines()[0] for one in rep.messages[shown:]] == [
        "✅ 8 entries saved",
        "✅ 2 entries saved",
    ]
