"""Buttons: what may stand on them, how many there may be, and what tapping them does."""

import json

import pytest

from sandbox.answers import Json
from sandbox.people import Person
from tests.sandbox.conftest import BotSide, button, buttons


async def send(bot: BotSide, markup: Json) -> Json:
    sent: Json = await bot.ok("sendMessage", chat_id=501, text="Card", reply_markup=markup)
    return sent


async def refuse(bot: BotSide, markup: object) -> str:
    return await bot.refused("sendMessage", chat_id=501, text="Card", reply_markup=markup)


async def test_a_hundred_buttons_in_rows_of_eight_are_the_most(bot: BotSide, lin: Person) -> None:
    rows = [[button("b")] * 8] * 12 + [[button("b")] * 4]

    await send(bot, buttons(*rows))

    assert len(lin.last.buttons) == 100
    assert "more than 100" in await refuse(bot, buttons(*rows, [button("b")]))
    assert "more than 8" in await refuse(bot, buttons([button("b")] * 9))


@pytest.mark.parametrize(("data", "fits"), [("x" * 64, True), ("客" * 21, True), ("", False)])
async def test_callback_data_has_1_to_64_bytes(
    bot: BotSide, lin: Person, data: str, fits: bool
) -> None:
    answer = await bot.call(
        "sendMessage", chat_id=501, text="Card", reply_markup=buttons([button("b", data)])
    )

    assert (answer.status == 200) is fits
    assert await refuse(bot, buttons([button("b", data + "x" * 65)])) == "400 BUTTON_DATA_INVALID"
    assert await refuse(bot, buttons([button("b", "客" * 22)])) == "400 BUTTON_DATA_INVALID"


@pytest.mark.parametrize(
    ("made", "refusal"),
    [
        ({"text": "x"}, "Text buttons are not allowed in the inline keyboard"),
        ({"callback_data": "x"}, 'Can\'t find field "text"'),
        ({"text": " ", "callback_data": "x"}, "BUTTON_TEXT_INVALID"),
        ({"text": "x", "callback_data": "x", "url": "https://a.b"}, "exactly one"),
        ({"text": "x", "url": "tel:+86"}, "inline keyboard button URL 'tel:+86' is invalid"),
        ({"text": "x", "url": "http://localhost/a"}, "is invalid: Wrong HTTP URL"),
        ({"text": "x", "copy_text": {"text": "x" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "copy_text": {"text": ""}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "callback_data": "x", "style": "pink"}, "Invalid button style"),
    ],
)
async def test_a_button_that_makes_no_sense_is_refused(
    bot: BotSide, lin: Person, made: Json, refusal: str
) -> None:
    assert refusal in await refuse(bot, buttons([made]))


@pytest.mark.parametrize(
    "markup", ["{", "[]", {"keyboard": []}, {"inline_keyboard": [{}]}, {"strange": 1}]
)
async def test_markup_that_does_not_parse_is_refused(
    bot: BotSide, lin: Person, markup: object
) -> None:
    assert (await refuse(bot, markup)).startswith("400 ")


async def test_markup_may_travel_as_json_text(bot: BotSide, lin: Person) -> None:
    await bot.ok(
        "sendMessage", chat_id="501", text="x", reply_markup=json.dumps(buttons([button("Go")]))
    )

    assert lin.last.labels == ["Go"]


async def test_a_tap_reaches_the_bot_with_its_message(bot: BotSide, lin: Person) -> None:
    sent = await send(bot, buttons([button("Done", "d:1"), button("Later", "l:1")]))

    await lin.tap("Later")

    [update] = await bot.updates()
    query = update["callback_query"]
    assert query["data"] == "l:1"
    assert query["message"]["message_id"] == sent["message_id"]
    assert query["from"]["id"] == 501
    assert query["chat_instance"]


async def test_a_button_that_is_not_there_cannot_be_tapped(bot: BotSide, lin: Person) -> None:
    await send(bot, buttons([button("Done")]))

    with pytest.raises(LookupError, match=r"no button 'Gone' .* there are \['Done'\]"):
        await lin.tap("Gone")


async def test_only_the_newest_card_is_tapped_unless_another_is_meant(
    bot: BotSide, lin: Person
) -> None:
    await send(bot, buttons([button("Old")]))
    old = lin.last
    await send(bot, buttons([button("New")]))

    with pytest.raises(LookupError):
        await lin.tap("Old")
    await lin.tap("Old", old)

    [update] = await bot.updates()
    assert update["callback_query"]["message"]["message_id"] == old.id


async def test_a_tap_under_a_deleted_message_names_one_that_is_gone(
    bot: BotSide, lin: Person
) -> None:
    sent = await send(bot, buttons([button("Done")]))
    seen = lin.last
    await bot.ok("deleteMessage", chat_id=501, message_id=sent["message_id"])

    await lin.tap("Done", seen)

    [update] = await bot.updates()
    assert update["callback_query"]["message"]["date"] == 0


async def test_links_and_copying_stay_on_the_phone(bot: BotSide, lin: Person) -> None:
    copying = {"text": "Copy", "copy_text": {"text": "+86 139"}}
    await send(bot, buttons([copying, {"text": "Map", "url": "https://a.com/b"}]))

    await lin.tap("Copy")
    await lin.tap("Map")

    assert lin.clipboard == "+86 139"
    assert lin.opened == ["https://a.com/b"]
    assert await bot.updates() == []


async def test_a_link_to_the_bot_starts_it(bot: BotSide, lin: Person) -> None:
    await send(bot, buttons([{"text": "Join", "url": "https://t.me/fieldbook_bot?start=ab_1"}]))

    await lin.tap("Join")

    [update] = await bot.updates()
    assert update["message"]["text"] == "/start ab_1"


async def test_a_tap_is_answered_once(bot: BotSide, lin: Person) -> None:
    await send(bot, buttons([button("Done")]))
    await lin.tap("Done")
    [update] = await bot.updates()
    number = update["callback_query"]["id"]

    await bot.ok("answerCallbackQuery", callback_query_id=number, text="Saved")
    refusal = await bot.refused("answerCallbackQuery", callback_query_id=number)

    assert [toast.text for toast in lin.toasts] == ["Saved"]
    assert refusal == ("400 query is too old and response timeout expired or query ID is invalid")


@pytest.mark.parametrize(("seconds", "status"), [(14, 200), (16, 400)])
async def test_a_tap_is_answered_while_it_is_fresh(
    bot: BotSide, lin: Person, seconds: int, status: int
) -> None:
    await send(bot, buttons([button("Done")]))
    await lin.tap("Done")
    [update] = await bot.updates()
    bot.messenger.clock.move(seconds)

    answer = await bot.call(
        "answerCallbackQuery", callback_query_id=update["callback_query"]["id"]
    )

    assert answer.status == status


async def test_a_toast_has_200_characters(bot: BotSide, lin: Person) -> None:
    await send(bot, buttons([button("Done")]))
    await lin.tap("Done")
    number = (await bot.updates())[0]["callback_query"]["id"]

    refusal = await bot.refused("answerCallbackQuery", callback_query_id=number, text="x" * 201)
    await bot.ok("answerCallbackQuery", callback_query_id=number, text="x" * 200, show_alert=True)

    assert refusal == "400 MESSAGE_TOO_LONG"
    assert lin.toasts[-1].alert


async def test_a_reply_keyboard_says_what_is_on_it(bot: BotSide, lin: Person) -> None:
    await send(bot, {"keyboard": [["Log", {"text": "Today"}]], "resize_keyboard": True})

    await lin.tap("Today")

    [update] = await bot.updates()
    assert lin.keyboard == [["Log", "Today"]]
    assert update["message"]["text"] == "Today"


async def test_keyboard_buttons_share_the_number_and_the_place(bot: BotSide, lin: Person) -> None:
    asking = [
        {"text": "My number", "request_contact": True},
        {"text": "Here", "request_location": True},
    ]
    await send(bot, {"keyboard": [asking]})

    await lin.tap("My number")
    await lin.tap("Here")

    contact, place = await bot.updates()
    assert contact["message"]["contact"]["user_id"] == 501
    assert place["message"]["location"]["latitude"]


async def test_a_keyboard_goes_when_it_is_removed_or_used_once(bot: BotSide, lin: Person) -> None:
    await send(bot, {"keyboard": [["Once"]], "one_time_keyboard": True})
    await lin.tap("Once")
    used = lin.keyboard
    await send(bot, {"keyboard": [["Always"]]})
    await lin.tap("Always")
    stays = lin.keyboard
    await send(bot, {"remove_keyboard": True})

    assert (used, stays, lin.keyboard) == ([], [["Always"]], [])


async def test_a_forced_reply_is_demanded_until_the_next_message(
    bot: BotSide, lin: Person
) -> None:
    await send(bot, {"force_reply": True, "input_field_placeholder": "Name"})
    demanded = lin.chat.force_reply
    await lin.say("Anna")

    assert demanded
    assert lin.chat.force_reply is None
