"""Trouble on demand."""

import asyncio

import pytest

from sandbox.answers import ConnectionCut
from sandbox.faults import Fault, Trouble
from sandbox.people import Person
from tests.sandbox.conftest import BotSide


async def test_a_refusal_comes_as_often_as_planned(bot: BotSide, lin: Person) -> None:
    bot.messenger.faults.add(Fault(Trouble.ANSWER, calls=2))

    statuses = [
        (await bot.call("sendMessage", chat_id=501, text=str(number))).status
        for number in range(3)
    ]

    assert statuses == [502, 502, 200]
    assert [shown.text for shown in lin.screen[1:]] == ["2"]


async def test_a_fault_meets_the_method_it_names(bot: BotSide, lin: Person) -> None:
    missing = Fault(
        Trouble.ANSWER,
        "setMyCommands",
        calls=None,
        status=404,
        description="Not Found: method not found",
    )
    bot.messenger.faults.add(missing)

    assert (await bot.call("getMe")).status == 200
    assert (await bot.call("setMyCommands", commands=[])).status == 404
    assert (await bot.call("setMyCommands", commands=[])).status == 404


async def test_polling_goes_on_unless_it_is_named(bot: BotSide, lin: Person) -> None:
    bot.messenger.faults.add(Fault(Trouble.ANSWER, calls=None))

    assert (await bot.call("getUpdates")).status == 200
    assert (await bot.call("getMe")).status == 502


async def test_a_flood_answer_says_when_to_come_again(bot: BotSide, lin: Person) -> None:
    bot.messenger.faults.add(Fault(Trouble.FLOOD, seconds=17))

    answer = await bot.call("sendMessage", chat_id=501, text="x")

    assert (answer.status, answer.body["parameters"]) == (429, {"retry_after": 17})


@pytest.mark.parametrize(
    ("trouble", "arrived"), [(Trouble.CUT_BEFORE, False), (Trouble.CUT_AFTER, True)]
)
async def test_a_cut_leaves_open_whether_it_was_done(
    bot: BotSide, lin: Person, trouble: Trouble, arrived: bool
) -> None:
    bot.messenger.faults.add(Fault(trouble))

    with pytest.raises(ConnectionCut) as cut:
        await bot.call("sendMessage", chat_id=501, text="maybe")

    assert cut.value.accepted is arrived
    assert ("maybe" in [shown.text for shown in lin.screen]) is arrived
    assert len(bot.messenger.accepted) == int(arrived)


async def test_a_delayed_answer_takes_its_time(bot: BotSide, lin: Person) -> None:
    bot.messenger.faults.add(Fault(Trouble.DELAY, seconds=10))
    call = asyncio.ensure_future(bot.ok("sendMessage", chat_id=501, text="late"))
    await asyncio.sleep(0)
    bot.messenger.clock.move(9)
    await asyncio.sleep(0)
    assert not call.done()

    bot.messenger.clock.move(1)

    assert (await call)["text"] == "late"


async def test_a_seed_repeats_the_same_accidents(bot: BotSide, lin: Person) -> None:
    runs = []
    for _ in range(2):
        bot.messenger.faults.add(Fault(Trouble.ANSWER, calls=None, probability=0.3, seed=7))
        runs.append([(await bot.call("getMe")).status for _ in range(50)])
        bot.messenger.faults.clear()

    assert runs[0] == runs[1]
    assert 5 < runs[0].count(502) < 25


async def test_a_duplicate_comes_once_more_after_it_was_confirmed(
    bot: BotSide, lin: Person
) -> None:
    bot.messenger.faults.add(Fault(Trouble.DUPLICATE))
    await lin.say("twice")
    await lin.say("once")

    batches, offset = [], 0
    for _ in range(3):
        batch = await bot.updates(offset=offset)
        batches.append([update["message"]["text"] for update in batch])
        offset = max([offset, *(update["update_id"] + 1 for update in batch)])

    assert batches == [["twice", "once"], ["twice"], []]


async def test_a_malformed_update_comes_beside_the_good_one(bot: BotSide, lin: Person) -> None:
    bot.messenger.faults.add(Fault(Trouble.MALFORMED, "message"))

    await lin.say("good")

    broken, good = await bot.updates()
    assert "chat" not in broken["message"]
    assert good["message"]["text"] == "good"
    assert good["update_id"] == broken["update_id"] + 1
