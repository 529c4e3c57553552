"""What the server lets a bot send, and where."""

import pytest

from sandbox.messenger import TOKEN, Messenger
from sandbox.people import Person
from tests.sandbox.conftest import BotSide, button, buttons

LONG = "客" * 4096


async def test_a_message_appears_on_the_phone(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=501, text="<b>你好</b>, Lin", parse_mode="HTML")

    assert lin.last.text == "你好, Lin"
    assert lin.last.html == "<b>你好</b>, Lin"
    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 2}]
    assert sent["from"]["is_bot"] is True
    assert sent["chat"] == {"id": 501, "first_name": "Lin", "type": "private"}
    assert sent["date"] == int(bot.messenger.clock.now())


async def test_message_numbers_grow(bot: BotSide, lin: Person) -> None:
    first = await bot.ok("sendMessage", chat_id=501, text="1")
    said = await lin.say("2")
    third = await bot.ok("sendMessage", chat_id=501, text="3")

    assert first["message_id"] < said.id < third["message_id"]


@pytest.mark.parametrize("text", ["", "   \n ", "<b></b>"])
async def test_an_empty_text_is_refused(bot: BotSide, lin: Person, text: str) -> None:
    refusal = await bot.refused("sendMessage", chat_id=501, text=text, parse_mode="HTML")

    assert refusal == "400 message text is empty"


async def test_4096_characters_are_counted_after_parsing(bot: BotSide, lin: Person) -> None:
    await bot.ok("sendMessage", chat_id=501, text=f"<b>{LONG}</b>", parse_mode="HTML")

    refusal = await bot.refused("sendMessage", chat_id=501, text=LONG + "户")

    assert refusal == "400 message is too long"


async def test_emoji_count_once(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=501, text="😀" * 4096)

    assert len(sent["text"]) == 4096


@pytest.mark.parametrize(
    ("chat", "refusal"),
    [(None, "400 chat_id is empty"), (999, "400 chat not found"), ("x", "400 parameter")],
)
async def test_a_chat_must_exist(bot: BotSide, chat: object, refusal: str) -> None:
    assert (await bot.refused("sendMessage", chat_id=chat, text="x")).startswith(refusal)


async def test_a_bot_cannot_write_first(bot: BotSide, messenger: Messenger) -> None:
    stranger = messenger.person(777)

    refusal = await bot.refused("sendMessage", chat_id=stranger.id, text="x")

    assert refusal == "403 bot can't initiate conversation with a user"


async def test_a_bot_cannot_write_to_who_blocked_it(bot: BotSide, lin: Person) -> None:
    await lin.block()

    refusal = await bot.refused("sendMessage", chat_id=501, text="x")
    await lin.unblock()

    assert refusal == "403 bot was blocked by the user"
    await bot.ok("sendMessage", chat_id=501, text="x")


async def test_a_deactivated_account_gets_nothing(bot: BotSide, lin: Person) -> None:
    lin.chat.deactivated = True

    assert await bot.refused("sendMessage", chat_id=501, text="x") == "403 user is deactivated"


@pytest.mark.parametrize(
    ("token", "status"), [("10001:another", 401), ("10002:a", 401), ("nonsense", 404), ("", 404)]
)
async def test_a_wrong_token_is_unauthorized(
    messenger: Messenger, token: str, status: int
) -> None:
    answer = await messenger.call(token, "getMe", {})

    assert answer.status == status


async def test_an_unknown_method_is_not_found(bot: BotSide) -> None:
    answer = await bot.call("sendDice", chat_id=501)

    assert answer.status == 404
    assert answer.body["description"] == "Not Found: method not found"


async def test_a_methods_name_may_be_in_any_case(messenger: Messenger) -> None:
    assert (await messenger.call(TOKEN, "GETME", {})).result["username"] == "fieldbook_bot"


async def test_a_reply_shows_what_it_answers(bot: BotSide, lin: Person) -> None:
    said = await lin.say("How much?")

    sent = await bot.ok(
        "sendMessage", chat_id=501, text="48", reply_parameters={"message_id": said.id}
    )

    assert sent["reply_to_message"]["text"] == "How much?"
    assert lin.last.reply_to == said.id


async def test_a_reply_to_nothing_is_refused_unless_allowed(bot: BotSide, lin: Person) -> None:
    missing = {"message_id": 4711}
    lenient = {"message_id": 4711, "allow_sending_without_reply": True}

    refusal = await bot.refused("sendMessage", chat_id=501, text="x", reply_parameters=missing)
    sent = await bot.ok("sendMessage", chat_id=501, text="x", reply_parameters=lenient)

    assert refusal == "400 message to be replied not found"
    assert "reply_to_message" not in sent


async def test_a_thread_that_is_not_there_is_refused(bot: BotSide, lin: Person) -> None:
    refusal = await bot.refused("sendMessage", chat_id=501, text="x", message_thread_id=3)

    assert refusal == "400 message thread not found"


async def test_protected_content_cannot_be_copied_on(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=501, text="x", protect_content=True)

    refusal = await bot.refused(
        "copyMessage", chat_id=501, from_chat_id=501, message_id=sent["message_id"]
    )

    assert sent["has_protected_content"] is True
    assert refusal == "400 message can't be copied"


async def test_a_silent_push_is_known_as_silent(bot: BotSide, lin: Person) -> None:
    await bot.ok("sendMessage", chat_id=501, text="loud")
    await bot.ok("sendMessage", chat_id=501, text="quiet", disable_notification=True)

    assert [(push.text, push.silent) for push in lin.notifications] == [
        ("loud", False),
        ("quiet", True),
    ]


async def test_link_previews_can_be_switched_off(bot: BotSide, lin: Person) -> None:
    options = {"is_disabled": True}

    sent = await bot.ok("sendMessage", chat_id=501, text="a.com", link_preview_options=options)

    assert sent["link_preview_options"] == options


async def test_places_and_contacts_are_shown(bot: BotSide, lin: Person) -> None:
    place = {"latitude": "31.23", "longitude": 121.47}
    await bot.ok("sendLocation", chat_id=501, **place)
    await bot.ok("sendVenue", chat_id=501, **place, title="晨光", address="苏州")
    await bot.ok("sendContact", chat_id=501, phone_number="+86139", first_name="陈")

    assert [shown.kind for shown in lin.screen[-3:]] == ["location", "venue", "contact"]


async def test_a_place_must_be_on_earth(bot: BotSide, lin: Person) -> None:
    refusal = await bot.refused("sendLocation", chat_id=501, latitude=91, longitude=0)

    assert refusal == "400 wrong latitude or longitude specified"


async def test_typing_is_shown_for_five_seconds_or_until_the_message(
    bot: BotSide, lin: Person
) -> None:
    await bot.ok("sendChatAction", chat_id=501, action="typing")
    typing = [lin.typing]
    await bot.ok("sendMessage", chat_id=501, text="x")
    typing.append(lin.typing)
    await bot.ok("sendChatAction", chat_id=501, action="typing")
    bot.messenger.clock.move(6)
    typing.append(lin.typing)

    assert typing == [True, False, False]
    assert await bot.refused("sendChatAction", chat_id=501, action="dancing")


async def test_a_forwarded_message_says_where_it_came_from(bot: BotSide, lin: Person) -> None:
    said = await lin.say("Original")

    sent = await bot.ok("forwardMessage", chat_id=501, from_chat_id=501, message_id=said.id)

    assert sent["text"] == "Original"
    assert sent["forward_origin"]["sender_user"]["first_name"] == "Lin"


async def test_a_copy_has_no_origin_and_may_have_buttons(bot: BotSide, lin: Person) -> None:
    said = await lin.say("Original")

    await bot.ok(
        "copyMessage",
        chat_id=501,
        from_chat_id=501,
        message_id=said.id,
        reply_markup=buttons([button("Go")]),
    )

    assert lin.last.text == "Original"
    assert "forward_origin" not in lin.last.body
    assert lin.last.labels == ["Go"]


async def test_everything_accepted_is_recorded(bot: BotSide, lin: Person) -> None:
    await bot.ok("sendMessage", chat_id=501, text="kept")
    await bot.refused("sendMessage", chat_id=501, text="")
    await bot.updates()

    [entry] = bot.messenger.accepted
    assert (entry.method, entry.chat_id, entry.text) == ("sendMessage", 501, "kept")
    assert entry.at == bot.messenger.clock.now()
