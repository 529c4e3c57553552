"""A member who blocked the bot: his leaders hear of it once, and his reminders ring when he is back."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import select

from storage.tables import Member, Role
from tests.kit.world import Rep, World


async def logs_with_a_reminder_for_tomorrow(rep: Rep) -> None:
    await rep.says("/log")
    await rep.says("Acme")
    await rep.taps("New customer")
    await rep.says("Saw them")
    await rep.taps("Went well")
    await rep.taps("Tomorrow")
    await rep.taps("No")


async def writes(rep: Rep) -> None:
    rep.person.chat.blocked = False
    await rep.says("/today")


async def unblocks(rep: Rep) -> None:
    await rep.person.unblock()


async def is_refused(rep: Rep) -> None:
    rep.person.chat.blocked = False
    await rep.says("/invite")


def is_unreachable(world: World, name: str) -> bool:
    with world.store.begin() as work:
        member = work.session.scalars(select(Member).where(Member.name == name)).one()
        return member.unreachable_at is not None


@pytest.mark.parametrize("comes_back", [writes, unblocks, is_refused])
async def test_what_could_not_be_delivered_rings_when_he_is_back(
    world: World, comes_back: Callable[[Rep], Awaitable[None]]
) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    await logs_with_a_reminder_for_tomorrow(rep)
    await rep.person.block()
    await world.passes(hours=24)
    missed = [text for text in rep.messages if text.startswith("⏰ follow up")]
    roster = await manager.says("/team")

    await comes_back(rep)
    await world.passes(seconds=1)

    assert missed == []
    assert "🔕 has blocked me since" in roster
    assert not is_unreachable(world, "Li Lei")
    rung = [text for text in rep.messages if text.startswith("⏰ follow up\n🏢 Acme")]
    assert len(rung) == 1


async def test_leaders_hear_once_that_a_member_blocked_the_bot(world: World) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    await logs_with_a_reminder_for_tomorrow(rep)

    await rep.person.block()
    world.raise_failures()
    await world.passes(hours=24)

    told = [text for text in manager.messages if text.startswith("🔕 Li Lei")]
    assert len(told) == 1
    assert is_unreachable(world, "Li Lei")


async def test_who_is_noted_as_gone_and_then_blocks_is_still_gone(world: World) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    await logs_with_a_reminder_for_tomorrow(rep)
    rep.person.chat.blocked = True
    await world.passes(hours=24)  # a 403 tells it first
    rep.person.chat.blocked = False

    await rep.person.block()  # and then Telegram does
    world.raise_failures()

    assert is_unreachable(world, "Li Lei")
    assert len([text for text in manager.messages if text.startswith("🔕")]) == 1
