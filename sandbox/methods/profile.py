"""What a bot says about itself: who it is, its commands, its descriptions, its menu button."""

import re

from sandbox.answers import Json, bad_request
from sandbox.bots import Bot
from sandbox.calls import Call
from sandbox.params import Params

MOST_COMMANDS = 100
DESCRIPTION = 256
# Text of the profile: its parameter and its longest length (Bot API, setMyName and its sisters).
PROFILE_TEXTS = {"name": 64, "description": 512, "short_description": 120}

_COMMAND = re.compile(r"/?[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"[a-z]{2}")
_PLAIN_SCOPES = ("all_private_chats", "all_group_chats", "all_chat_administrators")


def get_me(call: Call) -> Json:
    """getMe."""
    return {
        **call.bot.user,
        "can_join_groups": False,
        "can_read_all_group_messages": False,
        "supports_inline_queries": call.bot.takes_inline,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def get_chat(call: Call) -> Json:
    """getChat."""
    chat = call.chat()
    facts: Json = {
        **chat.shown,
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.pinned:
        facts["pinned_message"] = chat.messages[chat.pinned[-1]].body
    return facts


def set_my_commands(call: Call) -> bool:
    """setMyCommands: at most 100 for a scope and a language."""
    commands = call.params.objects("commands", "bot commands")
    if commands is None:
        raise bad_request("can't parse bot commands: expected an Array of Object")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    call.bot.commands[_place(call.params)] = [_command(item) for item in commands]
    _tell_all(call.bot)
    return True


def get_my_commands(call: Call) -> list[Json]:
    """getMyCommands: those set for exactly this scope and language."""
    return call.bot.commands.get(_place(call.params), [])


def delete_my_commands(call: Call) -> bool:
    """deleteMyCommands."""
    call.bot.commands.pop(_place(call.params), None)
    _tell_all(call.bot)
    return True


def commands_for(bot: Bot, chat_id: int, language: str) -> list[Json]:
    """What the menu offers one person, by the Bot API's order of scopes and languages."""
    for scope in (f"chat:{chat_id}", "all_private_chats", "default"):
        for code in (language[:2], ""):
            if found := bot.commands.get((scope, code)):
                return found
    return []


def set_profile_text(call: Call, kind: str) -> bool:
    """setMyName, setMyDescription, setMyShortDescription."""
    text = call.params.text(kind)
    if len(text) > PROFILE_TEXTS[kind]:
        raise bad_request(f"bot {kind.replace('_', ' ')} is too long")
    call.bot.texts[kind, _language(call.params)] = text
    return True


def get_profile_text(call: Call, kind: str) -> Json:
    """getMyName, getMyDescription, getMyShortDescription: the language's, else the general one."""
    texts = call.bot.texts
    general = texts.get((kind, ""), call.bot.first_name if kind == "name" else "")
    return {kind: texts.get((kind, _language(call.params))) or general}


def set_chat_menu_button(call: Call) -> bool:
    """setChatMenuButton: for one chat, or for all that have none of their own."""
    button = call.params.object("menu_button", "menu button") or {"type": "default"}
    if str(button.get("type")) not in ("commands", "web_app", "default"):
        raise bad_request("can't parse menu button: Unsupported type specified")
    if button["type"] == "web_app" and not (button.get("text") and button.get("web_app")):
        raise bad_request("can't parse menu button: Can't find field \"text\"")
    call.bot.menu_buttons[_menu_chat(call)] = button
    return True


def get_chat_menu_button(call: Call) -> Json:
    """getChatMenuButton."""
    buttons = call.bot.menu_buttons
    return buttons.get(_menu_chat(call)) or buttons.get(0) or {"type": "commands"}


def _menu_chat(call: Call) -> int:
    return call.chat().id if "chat_id" in call.params else 0


def _place(params: Params) -> tuple[str, str]:
    scope = params.object("scope", "bot command scope") or {"type": "default"}
    kind = str(scope.get("type"))
    if kind == "chat" and scope.get("chat_id") is not None:
        kind = f"chat:{scope['chat_id']}"
    elif kind != "default" and kind not in _PLAIN_SCOPES:
        raise bad_request("can't parse BotCommandScope: Unsupported type specified")
    return kind, _language(params)


def _language(params: Params) -> str:
    code = params.text("language_code")
    if code and not _LANGUAGE.fullmatch(code):
        raise bad_request("invalid language code specified")
    return code


def _command(item: Json) -> Json:
    name, description = str(item.get("command", "")), str(item.get("description", "")).strip()
    if not _COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name.removeprefix("/"), "description": description}


def _tell_all(bot: Bot) -> None:
    for chat in bot.chats.values():
        chat.feed.tell("commands", chat)
