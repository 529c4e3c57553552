"""Strangers: one neutral line for everything, nothing stored, and flooding is cheap."""

from collections.abc import Awaitable, Callable

import pytest
from sqlalchemy import func, select

from storage.mail import conversations, outbox
from storage.rings import Pulse
from storage.tables import Member, Role, Row
from tests.handlers.team.words import BOTH, word
from tests.kit.world import Rep, World

LINE = "This is a private bot. Ask your team for an invitation."
COMMANDS = (
    "/start", "/help", "/log", "/today", "/find Acme", "/new", "/customer", "/opportunity", "/remind",
    "/settings", "/team", "/invite", "/cancel", "/nonsense", "📝 Log",
)  # fmt: skip


async def says_hello(rep: Rep) -> None:
    await rep.says("hello")


async def sends_a_file(rep: Rep) -> None:
    await rep.person.send_document(b"name,phone", name="customers.csv")


async def sends_a_photo(rep: Rep) -> None:
    await rep.person.send_photo(text="Acme")


async def shares_a_contact(rep: Rep) -> None:
    await rep.person.share_contact("+8613800138000", "Wang")


async def shares_a_place(rep: Rep) -> None:
    await rep.person.share_location(31.2, 121.5)


async def guesses_a_code(rep: Rep) -> None:
    await rep.person.open_link("AAAAAAAAAAAAAAAAAAAAAA")


async def edits_a_message(rep: Rep) -> None:
    sent = await rep.person.say("hello")
    await rep.world.passes(minutes=2)
    await rep.person.edit(sent, "/team")


ACTS = (
    says_hello,
    sends_a_file,
    sends_a_photo,
    shares_a_contact,
    shares_a_place,
    guesses_a_code,
    edits_a_message,
)


def business_rows(world: World) -> int:
    with world.store.begin() as work:
        by_itself = Pulse.__table__  # the program's own heart, which beats for nobody
        tables = [one.local_table for one in Row.registry.mappers if one.local_table != by_itself]
        return sum(
            work.connection.scalar(select(func.count()).select_from(table)) or 0
            for table in (*tables, conversations)
        )


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("act", ACTS)
async def test_whatever_a_stranger_does_he_gets_the_same_line(
    world: World, language: str, act: Callable[[Rep], Awaitable[None]]
) -> None:
    stranger = world.stranger("Somebody", language)

    await act(stranger)
    world.raise_failures()

    assert set(stranger.messages) == {word(language, LINE)}
    assert stranger.labels == []
    assert stranger.person.keyboard == []
    assert business_rows(world) == 0


async def test_every_command_gets_the_same_line(world: World) -> None:
    stranger = world.stranger()

    for command in COMMANDS:
        await stranger.says(command)
        await world.passes(minutes=2)

    assert stranger.messages == [LINE] * len(COMMANDS)
    assert business_rows(world) == 0


async def test_a_flooding_stranger_is_answered_once_a_minute(world: World) -> None:
    stranger = world.stranger()

    for _ in range(30):
        await stranger.says("let me in")
        await stranger.says("/start AAAAAAAAAAAAAAAAAAAAAA")
    await world.passes(seconds=61)
    await stranger.says("let me in")

    assert stranger.messages == [LINE, LINE]
    with world.store.begin() as work:
        assert work.connection.scalar(select(func.count()).select_from(outbox)) == 2


async def test_a_hundred_starts_make_nobody_the_owner(world: World) -> None:
    for _ in range(100):
        await world.stranger().says("/start")

    assert business_rows(world) == 0


async def test_a_stranger_may_block_and_unblock_without_an_answer(world: World) -> None:
    stranger = world.stranger()
    await stranger.says("hello")

    await stranger.person.block()
    await stranger.person.unblock()
    world.raise_failures()

    assert stranger.messages == [LINE]


async def test_a_former_members_buttons_do_nothing(world: World) -> None:
    rep = await world.rep("Li Lei")
    await rep.says("/settings")
    with world.store.begin() as work:
        member = work.session.scalars(select(Member).where(Member.name == "Li Lei")).one()
        member.deactivated_at = work.now
    before = rep.messages

    await rep.taps("Language")

    assert rep.toast == LINE
    assert rep.messages == before


async def test_a_forwarded_card_brings_a_stranger_nothing(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    await admin.says("/team")
    stranger, before = world.stranger(), business_rows(world)

    await stranger.person.forward_from("Boss", admin.sees)
    await stranger.person.forward_from("Boss", "/team")
    world.raise_failures()

    assert stranger.messages == [LINE]
    assert business_rows(world) == before


async def test_the_administrators_name_makes_nobody_the_administrator(world: World) -> None:
    await world.rep("Boss", role=Role.ADMIN)
    impostor = world.stranger("Boss")

    await impostor.says("/team")

    assert impostor.messages == [LINE]
