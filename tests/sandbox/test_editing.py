"""Changing messages that were sent."""

import pytest

from sandbox.people import Person
from tests.sandbox.conftest import BotSide, button, buttons


async def card(bot: BotSide, **more: object) -> int:
    sent = await bot.ok("sendMessage", chat_id=501, text="<b>Card</b>", parse_mode="HTML", **more)
    number: int = sent["message_id"]
    return number


async def test_a_message_changes_in_place(bot: BotSide, lin: Person) -> None:
    number = await card(bot)
    later = await bot.ok("sendMessage", chat_id=501, text="later")
    bot.messenger.clock.move(60)

    edited = await bot.ok("editMessageText", chat_id=501, message_id=number, text="Changed")

    assert [shown.text for shown in lin.screen[-2:]] == ["Changed", later["text"]]
    assert lin.screen[-2].edited
    assert edited["edit_date"] == edited["date"] + 60


async def test_an_edit_without_buttons_takes_them_away(bot: BotSide, lin: Person) -> None:
    number = await card(bot, reply_markup=buttons([button("Go")]))

    await bot.ok("editMessageText", chat_id=501, message_id=number, text="Changed")

    assert lin.last.labels == []


async def test_an_unchanged_edit_is_refused(bot: BotSide, lin: Person) -> None:
    markup = buttons([button("Go")])
    number = await card(bot, reply_markup=markup)
    same = {"chat_id": 501, "message_id": number, "text": "<b>Card</b> ", "parse_mode": "HTML"}

    refusal = await bot.refused("editMessageText", **same, reply_markup=markup)

    assert refusal.startswith("400 message is not modified: specified new message content")
    await bot.ok("editMessageText", **same)  # without the buttons it is a change
    await bot.ok("editMessageText", **{**same, "text": "Card"})  # without the bold face as well


async def test_unchanged_buttons_are_refused(bot: BotSide, lin: Person) -> None:
    number = await card(bot, reply_markup=buttons([button("Go")]))
    here = {"chat_id": 501, "message_id": number}

    refusal = await bot.refused(
        "editMessageReplyMarkup", **here, reply_markup=buttons([button("Go")])
    )
    await bot.ok("editMessageReplyMarkup", **here, reply_markup=buttons([button("Stop")]))

    assert refusal.startswith("400 message is not modified")
    assert lin.last.labels == ["Stop"]
    assert not lin.last.edited


async def test_a_message_that_is_not_there_cannot_be_edited(bot: BotSide, lin: Person) -> None:
    refusal = await bot.refused("editMessageText", chat_id=501, message_id=4711, text="x")

    assert refusal == "400 message to edit not found"


async def test_a_persons_message_cannot_be_edited(bot: BotSide, lin: Person) -> None:
    said = await lin.say("mine")

    refusal = await bot.refused("editMessageText", chat_id=501, message_id=said.id, text="x")

    assert refusal == "400 message can't be edited"


@pytest.mark.parametrize(
    "markup", [{"keyboard": [["a"]]}, {"remove_keyboard": True}, {"force_reply": True}]
)
async def test_a_message_sent_with_a_keyboard_cannot_be_edited(
    bot: BotSide, lin: Person, markup: dict[str, object]
) -> None:
    number = await card(bot, reply_markup=markup)

    refusal = await bot.refused("editMessageText", chat_id=501, message_id=number, text="x")

    assert refusal == "400 message can't be edited"


async def test_only_inline_keyboards_can_be_edited_in(bot: BotSide, lin: Person) -> None:
    number = await card(bot)

    refusal = await bot.refused(
        "editMessageText",
        chat_id=501,
        message_id=number,
        text="x",
        reply_markup={"keyboard": [["a"]]},
    )

    assert refusal == "400 inline keyboard expected"


async def test_a_text_has_no_caption(bot: BotSide, lin: Person) -> None:
    number = await card(bot)

    refusal = await bot.refused("editMessageCaption", chat_id=501, message_id=number, caption="x")

    assert refusal == "400 there is no caption in the message to edit"


@pytest.mark.parametrize(("hours", "deleted"), [(47, True), (49, False)])
async def test_messages_can_be_deleted_for_48_hours(
    bot: BotSide, lin: Person, hours: int, deleted: bool
) -> None:
    number = await card(bot)
    bot.messenger.clock.move(hours * 3600)

    answer = await bot.call("deleteMessage", chat_id=501, message_id=number)

    assert (answer.status == 200) is deleted
    assert (number not in lin.chat.messages) is deleted


async def test_a_deleted_message_is_gone(bot: BotSide, lin: Person) -> None:
    number = await card(bot)
    await bot.ok("deleteMessage", chat_id=501, message_id=number)

    again = await bot.refused("deleteMessage", chat_id=501, message_id=number)
    edit = await bot.refused("editMessageText", chat_id=501, message_id=number, text="x")

    assert again == "400 message to delete not found"
    assert edit == "400 message to edit not found"


async def test_several_messages_are_deleted_as_far_as_they_are_there(
    bot: BotSide, lin: Person
) -> None:
    first, second = await card(bot), await card(bot)

    await bot.ok("deleteMessages", chat_id=501, message_ids=[first, 4711, second])

    assert [shown.text for shown in lin.screen] == ["/start"]
    assert await bot.refused("deleteMessages", chat_id=501, message_ids=[])


async def test_the_newest_pin_stands_in_the_bar(bot: BotSide, lin: Person) -> None:
    first, second = await card(bot), await card(bot)
    await bot.ok("pinChatMessage", chat_id=501, message_id=first)
    await bot.ok("pinChatMessage", chat_id=501, message_id=second)
    both = [shown.id for shown in lin.pinned]
    await bot.ok("unpinChatMessage", chat_id=501)

    assert both == [second, first]
    assert [shown.id for shown in lin.pinned] == [first]
    assert await bot.refused("unpinChatMessage", chat_id=501, message_id=second)


async def test_a_reaction_is_one_known_emoji(bot: BotSide, lin: Person) -> None:
    said = await lin.say("done!")
    here = {"chat_id": 501, "message_id": said.id}

    await bot.ok("setMessageReaction", **here, reaction=[{"type": "emoji", "emoji": "👍"}])

    assert lin.message(said.id).reactions == ("👍",)
    unknown = [{"type": "emoji", "emoji": "🥑"}]
    assert await bot.refused("setMessageReaction", **here, reaction=unknown)
