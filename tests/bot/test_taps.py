"""Every tap ends the little clock on its button: once, and in good time."""

import asyncio
import threading

from markupsafe import Markup

from handlers.kit.context import Ctx
from handlers.kit.links import OpenCustomer
from handlers.kit.screen import Screen, Tap
from handlers.kit.triggers import OnButton, OnCommand
from sandbox.faults import Fault, Trouble
from storage.work import Work
from tests.kit.looptime import LoopTime
from tests.kit.world import Rep, World

BUTTON = Screen(Markup("tap it"), rows=((Tap("Card", OpenCustomer(1)),),))


async def with_button(world: World, tapped) -> Rep:
    """A rep who sees one button, and what happens when it is tapped."""

    async def shown(ctx: Ctx, _words: str) -> None:
        await ctx.show(BUTTON)

    rep = await world.rep()
    await world.handles(OnCommand("button", shown), OnButton(OpenCustomer, tapped))
    await rep.says("/button")
    return rep


def answers(world: World) -> list:
    return [one for one in world.messenger.accepted if one.method == "answerCallbackQuery"]


async def toasted(ctx: Ctx, _tap: OpenCustomer) -> None:
    await ctx.show(Screen(toast="noted"))


async def test_a_tap_is_answered_once_with_its_toast(world: World) -> None:
    rep = await with_button(world, toasted)

    await rep.taps("Card")

    assert len(answers(world)) == 1
    assert rep.toast == "noted"


async def test_a_tap_whose_handling_fails_is_answered_once(world: World) -> None:
    time = LoopTime()

    async def fails(_ctx: Ctx, _tap: OpenCustomer) -> None:
        raise ZeroDivisionError

    rep = await with_button(world, fails)
    world.failures_are_meant = True

    await time.until(rep.taps("Card"))

    assert len(world.failures) == 3
    assert len(answers(world)) == 1


async def test_a_tap_is_answered_within_a_second_although_the_database_is_slow(
    world: World,
) -> None:
    time, slow = LoopTime(), threading.Event()

    def wait(_work: Work) -> None:
        slow.wait(10)

    async def slowly(ctx: Ctx, _tap: OpenCustomer) -> None:
        await ctx.act(wait, lambda _none, _say: Screen(Markup("done"), toast="too late to say"))

    rep = await with_button(world, slowly)
    tapped_at = time.now()

    async def the_clock_moves() -> float:
        while not answers(world):
            time.passes(0.1)
            await asyncio.sleep(0.005)  # the database's threads need real moments
        return time.now() - tapped_at

    async with asyncio.TaskGroup() as both:
        both.create_task(rep.taps("Card"))
        waited = both.create_task(the_clock_moves())
        waited.add_done_callback(lambda _: slow.set())

    assert 1.0 <= waited.result() < 1.5
    assert rep.sees == "done"
    assert len(answers(world)) == 1
    assert rep.toast == ""


async def test_a_tap_behind_a_slow_message_is_answered_within_a_second(world: World) -> None:
    time, gate = LoopTime(), asyncio.Event()

    async def stuck(ctx: Ctx, _words: str) -> None:
        await gate.wait()
        await ctx.show(Screen(Markup("through")))

    rep = await with_button(world, toasted)
    await world.handles(*world.extra_handlers, OnCommand("stuck", stuck))

    async with asyncio.TaskGroup() as both:
        both.create_task(rep.person.say("/stuck"))
        both.create_task(rep.person.tap("Card"))
        while not answers(world):
            time.passes(0.1)
            await asyncio.sleep(0.001)
        gate.set()

    assert rep.sees == "through"
    assert len(answers(world)) == 1


async def test_a_double_tap_has_one_effect_and_two_answers(world: World) -> None:
    rep = await world.rep()
    await rep.says("/log")
    await rep.says("Acme")
    asked = rep.last

    await rep.taps("New customer", asked)
    await rep.taps("New customer", asked)
    found = await rep.says("/cancel") and await rep.says("Acme")

    assert len(answers(world)) == 2
    assert "out of date" in rep.toast
    assert found.count("Acme") == 1


async def test_a_tap_that_came_too_late_is_no_trouble(world: World) -> None:
    rep = await with_button(world, toasted)
    world.messenger.faults.add(
        Fault(
            Trouble.ANSWER,
            "answerCallbackQuery",
            status=400,
            description="Bad Request: query is too old and response timeout expired",
        )
    )

    await rep.taps("Card")

    assert await rep.says("/help")
    assert rep.toast == ""


async def test_nonsense_in_a_button_is_answered_and_does_nothing(world: World) -> None:
    rep = await world.rep()
    rows = [[{"text": "?", "callback_data": "no:such~thing"}]]
    call = {"chat_id": rep.person.id, "text": "x", "reply_markup": {"inline_keyboard": rows}}
    await world.store.write(lambda work: work.send(rep.person.id, "sendMessage", call))
    await world.fieldbook.settled()

    await rep.taps("?")

    assert "out of date" in rep.toast
    assert len(answers(world)) == 1
