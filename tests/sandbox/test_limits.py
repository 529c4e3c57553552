"""How fast a bot may write."""

import pytest

from sandbox.clock import Clock
from sandbox.limits import Limits
from sandbox.messenger import TOKEN, Messenger
from sandbox.people import Person
from tests.sandbox.conftest import MORNING, BotSide


async def burst(bot: BotSide, count: int, chat_id: int = 501) -> list[int]:
    return [
        (await bot.call("sendMessage", chat_id=chat_id, text="x")).status for _ in range(count)
    ]


async def test_one_chat_takes_a_short_burst_then_one_a_second(bot: BotSide, lin: Person) -> None:
    assert await burst(bot, 6) == [200] * 5 + [429]

    bot.messenger.clock.move(1)

    assert await burst(bot, 2) == [200, 429]


async def test_a_refusal_says_when_to_come_again(bot: BotSide, lin: Person) -> None:
    await burst(bot, 5)

    answer = await bot.call("sendMessage", chat_id=501, text="x")

    assert answer.body["description"] == "Too Many Requests: retry after 1"
    assert answer.body["parameters"] == {"retry_after": 1}


async def test_refused_messages_cost_nothing(bot: BotSide, lin: Person) -> None:
    await burst(bot, 20)

    bot.messenger.clock.move(1)

    assert await burst(bot, 1) == [200]


@pytest.mark.parametrize("pace", [29.5])
async def test_thirty_a_second_overall_can_be_kept_up(messenger: Messenger, pace: float) -> None:
    bot = BotSide(messenger)
    for number in range(600):
        await messenger.person(1000 + number).open_link()

    statuses = []
    for number in range(600):
        statuses += await burst(bot, 1, 1000 + number)
        messenger.clock.move(1 / pace)

    assert set(statuses) == {200}


async def test_more_than_thirty_a_second_is_refused(messenger: Messenger) -> None:
    bot = BotSide(messenger)
    for number in range(70):
        await messenger.person(1000 + number).open_link()

    statuses = [(await burst(bot, 1, 1000 + number))[0] for number in range(70)]

    assert statuses == [200] * 30 + [429] * 40


async def test_edits_and_answers_are_not_counted(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=501, text="0")

    for number in range(1, 50):
        await bot.ok(
            "editMessageText", chat_id=501, message_id=sent["message_id"], text=str(number)
        )

    assert await burst(bot, 4) == [200] * 4


async def test_limits_can_be_lifted() -> None:
    messenger = Messenger(Clock(MORNING, running=False), limits=Limits.lifted())
    await messenger.person(501).open_link()

    answers = [
        await messenger.call(TOKEN, "sendMessage", {"chat_id": 501, "text": "x"})
        for _ in range(100)
    ]

    assert {answer.status for answer in answers} == {200}
