"""What is loaded on its first use: beside the other chats, all of it before anything is asked, and once."""

import threading
from typing import cast

from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.late import Features, Late, late
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnCommand, OnText, Trigger
from handlers.kit.turn import Turn
from tests.kit.world import World

WHERE = "tests.handlers.test_late:triggers"
built_by: list[threading.Thread] = []


async def shown(ctx: Ctx, words: str) -> None:
    """Say what was said."""
    await ctx.show(Screen(ctx.say(N_("{words}"), words=words)))


def triggers() -> list[Trigger]:
    """Build a feature, and remember who did."""
    built_by.append(threading.current_thread())
    return [OnCommand("first", shown), OnCommand("probe", shown), OnText(shown)]


class Brings:
    """A turn as far as loading goes."""

    def __init__(self, *occasions: str) -> None:
        self.occasions = frozenset(occasions)


def a_turn(*occasions: str) -> Turn:
    return cast("Turn", Brings(*occasions))


async def test_it_is_loaded_in_a_thread_of_its_own_and_once() -> None:
    built_by.clear()
    feature = Late(WHERE, ["/probe", "text"])

    await Features([feature]).get_ready(a_turn("/probe", "always"))
    await Features([feature]).get_ready(a_turn("text"))

    assert feature.is_there
    assert len(built_by) == 1
    assert built_by[0] is not threading.main_thread()


async def test_it_is_not_loaded_for_what_is_none_of_its_business() -> None:
    built_by.clear()
    feature = Late(WHERE, ["/probe"])

    await Features([feature]).get_ready(a_turn("text", "talk:log", "always"))

    assert not feature.is_there
    assert built_by == []


async def test_the_first_of_its_handlers_that_wants_a_turn_has_it(world: World) -> None:
    rep = await world.rep()
    await world.handles(Features([Late(WHERE, ["/first", "/probe"])]))

    assert await rep.says("/probe hello") == "hello"
    assert "What I can do" not in await rep.says("good morning")
    assert rep.sees != "good morning"  # text was not among its occasions


def test_what_is_called_late_is_called_with_what_it_is_given() -> None:
    parse = late("handlers.kit.buttons:tag_in")

    assert parse("lp:7~3") == "lp"
