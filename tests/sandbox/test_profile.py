"""What a bot says about itself."""

import pytest

from sandbox.messenger import Messenger
from sandbox.people import Person
from tests.sandbox.conftest import BotSide


def command(name: str, description: str = "Does it") -> dict[str, str]:
    return {"command": name, "description": description}


async def test_a_bot_knows_who_it_is(bot: BotSide) -> None:
    me = await bot.ok("getMe")

    assert (me["id"], me["is_bot"], me["username"]) == (10001, True, "fieldbook_bot")


async def test_the_menu_speaks_the_members_language(bot: BotSide, messenger: Messenger) -> None:
    lin, sarah = messenger.person(1, "Lin", "zh-hans"), messenger.person(2, "Sarah", "en")
    await bot.ok("setMyCommands", commands=[command("log")])
    await bot.ok("setMyCommands", commands=[command("log", "记录")], language_code="zh")
    private = {"type": "all_private_chats"}
    await bot.ok("setMyCommands", commands=[command("help")], scope=private, language_code="en")
    only = {"type": "chat", "chat_id": 1}
    await bot.ok("setMyCommands", commands=[command("team")], scope=only)

    menus = [lin.menu, sarah.menu]
    await bot.ok("deleteMyCommands", scope=only)

    assert menus == [["team"], ["help"]]
    assert lin.menu == ["log"]
    assert await bot.ok("getMyCommands", language_code="zh") == [command("log", "记录")]


@pytest.mark.parametrize(
    ("made", "refusal"),
    [
        ([command("Log")], "BOT_COMMAND_INVALID"),
        ([command("a" * 33)], "BOT_COMMAND_INVALID"),
        ([command("")], "BOT_COMMAND_INVALID"),
        ([command("log", "")], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([command("log", "x" * 257)], "BOT_COMMAND_DESCRIPTION_INVALID"),
        ([command(f"c{number}") for number in range(101)], "BOT_COMMANDS_TOO_MUCH"),
        ("no", "can't parse bot commands JSON object"),
        ([1], "can't parse bot commands: expected an Array of Object"),
    ],
)
async def test_commands_that_will_not_do_are_refused(
    bot: BotSide, made: object, refusal: str
) -> None:
    assert await bot.refused("setMyCommands", commands=made) == f"400 {refusal}"


@pytest.mark.parametrize(
    ("kind", "key", "most"),
    [
        ("Name", "name", 64),
        ("Description", "description", 512),
        ("ShortDescription", "short_description", 120),
    ],
)
async def test_texts_of_the_profile_are_kept_per_language(
    bot: BotSide, kind: str, key: str, most: int
) -> None:
    await bot.ok(f"setMy{kind}", **{key: "x" * most})
    await bot.ok(f"setMy{kind}", **{key: "客"}, language_code="zh")

    assert await bot.ok(f"getMy{kind}", language_code="zh") == {key: "客"}
    assert await bot.ok(f"getMy{kind}", language_code="fr") == {key: "x" * most}
    assert await bot.refused(f"setMy{kind}", **{key: "x" * (most + 1)})


async def test_the_menu_button_is_kept_per_chat(bot: BotSide, lin: Person) -> None:
    app = {"type": "web_app", "text": "Board", "web_app": {"url": "https://a.com"}}
    await bot.ok("setChatMenuButton", chat_id=501, menu_button=app)

    assert await bot.ok("getChatMenuButton", chat_id=501) == app
    assert await bot.ok("getChatMenuButton") == {"type": "commands"}
    assert await bot.refused("setChatMenuButton", menu_button={"type": "strange"})


async def test_a_chat_tells_who_it_is_and_what_is_pinned(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok("sendMessage", chat_id=501, text="x")
    await bot.ok("pinChatMessage", chat_id=501, message_id=sent["message_id"])

    chat = await bot.ok("getChat", chat_id=501)

    assert (chat["first_name"], chat["pinned_message"]["text"]) == ("Lin", "x")
