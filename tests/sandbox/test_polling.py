"""getUpdates: what is handed out, what confirms it, and who may ask."""

import asyncio

import pytest

from sandbox.people import Person
from tests.sandbox.conftest import BotSide, button, buttons


async def texts(bot: BotSide, **params: object) -> list[str]:
    return [update["message"]["text"] for update in await bot.updates(**params)]


async def say(lin: Person, *texts: str) -> None:
    for text in texts:
        await lin.say(text)


async def test_updates_stay_until_a_higher_offset_confirms_them(bot: BotSide, lin: Person) -> None:
    await say(lin, "a", "b", "c")
    first = await bot.updates()

    again = await texts(bot)
    confirmed = await texts(bot, offset=first[1]["update_id"] + 1)

    assert again == ["a", "b", "c"]
    assert confirmed == ["c"]
    assert await texts(bot) == ["c"]


async def test_update_ids_grow_by_one(bot: BotSide, lin: Person) -> None:
    await say(lin, "a", "b")

    one, two = await bot.updates()

    assert two["update_id"] == one["update_id"] + 1


async def test_a_negative_offset_keeps_the_last(bot: BotSide, lin: Person) -> None:
    await say(lin, "a", "b", "c")

    assert await texts(bot, offset=-2) == ["b", "c"]
    assert await texts(bot) == ["b", "c"]


@pytest.mark.parametrize(("limit", "count"), [(2, 2), (0, 100), (101, 100), (None, 100)])
async def test_at_most_a_hundred_come_at_once(
    bot: BotSide, lin: Person, limit: int | None, count: int
) -> None:
    await say(lin, *map(str, range(120)))

    assert len(await bot.updates(limit=limit)) == count


async def test_a_poll_waits_for_the_first_update(bot: BotSide, lin: Person) -> None:
    poll = asyncio.ensure_future(texts(bot, timeout=30))
    await asyncio.sleep(0)
    assert not poll.done()

    await lin.say("now")

    assert await poll == ["now"]


async def test_a_poll_ends_with_its_time(bot: BotSide, lin: Person) -> None:
    poll = asyncio.ensure_future(texts(bot, timeout=30))
    await asyncio.sleep(0)
    bot.messenger.clock.move(29)
    await asyncio.sleep(0)
    assert not poll.done()

    bot.messenger.clock.move(1)

    assert await poll == []


async def test_of_two_pollers_the_older_is_told(bot: BotSide, lin: Person) -> None:
    older = asyncio.ensure_future(bot.refused("getUpdates", timeout=30))
    await asyncio.sleep(0)
    newer = asyncio.ensure_future(texts(bot, timeout=30))

    assert await older == (
        "409 terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )
    await lin.say("for the newer")
    assert await newer == ["for the newer"]


async def test_only_the_kinds_asked_for_are_kept(bot: BotSide, lin: Person) -> None:
    await bot.updates(allowed_updates=["callback_query"])
    await bot.ok("sendMessage", chat_id=501, text="x", reply_markup=buttons([button("Go")]))
    await lin.say("not wanted")
    await lin.tap("Go")

    [update] = await bot.updates()  # what was asked for last still holds

    assert "callback_query" in update
    assert (await bot.ok("getWebhookInfo"))["allowed_updates"] == ["callback_query"]


async def test_updates_are_kept_for_a_day_and_taps_for_150_seconds(
    bot: BotSide, lin: Person
) -> None:
    await bot.ok("sendMessage", chat_id=501, text="x", reply_markup=buttons([button("Go")]))
    clock = bot.messenger.clock
    await say(lin, "a")
    await lin.tap("Go")
    kinds = []
    for seconds in (149, 2, 86_200, 60):
        clock.move(seconds)
        kinds.append([list(update)[1] for update in await bot.updates()])

    assert kinds == [["message", "callback_query"], ["message"], ["message"], []]


async def test_edited_messages_and_blocking_are_told(bot: BotSide, lin: Person) -> None:
    said = await lin.say("Anna")
    await lin.edit(said, "Hanna")
    await lin.block()
    await lin.block()
    await lin.open_link("again")

    _, edited, blocked, unblocked, started = await bot.updates()

    assert edited["edited_message"]["text"] == "Hanna"
    assert edited["edited_message"]["edit_date"]
    assert blocked["my_chat_member"]["new_chat_member"]["status"] == "kicked"
    assert unblocked["my_chat_member"]["new_chat_member"]["status"] == "member"
    assert started["message"]["text"] == "/start again"
