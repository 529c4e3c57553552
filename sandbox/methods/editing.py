"""Changing, removing, pinning and marking messages that were sent."""

from sandbox.answers import Json, bad_request
from sandbox.calls import Call
from sandbox.chats import Chat, Message
from sandbox.keyboards import read_markup
from sandbox.methods.media import FILE_KINDS, caption_content, media_item
from sandbox.methods.sending import text_content
from sandbox.params import whole

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
DELETABLE = 48 * 3600.0
MOST_DELETED = 100
CONTENT = (
    "text",
    "entities",
    "link_preview_options",
    "caption",
    "caption_entities",
    "show_caption_above_media",
    *FILE_KINDS,
)
REACTIONS = frozenset(
    [
        "👍",
        "👎",
        "❤",
        "🔥",
        "🥰",
        "👏",
        "😁",
        "🤔",
        "🤯",
        "😱",
        "🎉",
        "🙏",
        "👌",
        "🤝",
        "✍",
        "👀",
        "💯",
        "⚡",
        "🏆",
        "🫡",
        "🆒",
        "😢",
        "🤷",
        "💊",
    ]
)


def edit_message_text(call: Call) -> Json:
    """editMessageText."""
    chat, message = _editable(call)
    if "text" not in message.body:
        raise bad_request("there is no text in the message to edit")
    return _edit(call, chat, message, text_content(call.params))


def edit_message_caption(call: Call) -> Json:
    """editMessageCaption."""
    chat, message = _editable(call)
    media = {key: message.body[key] for key in FILE_KINDS if key in message.body}
    if not media:
        raise bad_request("there is no caption in the message to edit")
    return _edit(call, chat, message, {**media, **caption_content(call.params)})


def edit_message_media(call: Call) -> Json:
    """editMessageMedia: another file in the place of the old one, or of a text."""
    chat, message = _editable(call)
    item = call.params.object("media", "input media")
    return _edit(call, chat, message, media_item(call, item))


def edit_message_reply_markup(call: Call) -> Json:
    """editMessageReplyMarkup."""
    chat, message = _editable(call)
    same = {key: message.body[key] for key in CONTENT if key in message.body}
    return _edit(call, chat, message, same)


def delete_message(call: Call) -> bool:
    """deleteMessage: within 48 hours."""
    chat = call.chat()
    message = chat.find(call.params.integer("message_id"), "message to delete not found")
    if call.now - message.body["date"] > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    chat.remove(message.id)
    return True


def delete_messages(call: Call) -> bool:
    """deleteMessages: those that are there and may go; the others are passed over."""
    chat = call.chat()
    numbers = call.params.json("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= MOST_DELETED:
        raise bad_request("message identifiers are not specified")
    for number in numbers:
        message = chat.messages.get(whole(number, "message identifier"))
        if message and call.now - message.body["date"] <= DELETABLE:
            chat.remove(message.id)
    return True


def pin_chat_message(call: Call) -> bool:
    """pinChatMessage: the newest pin stands in the bar."""
    chat = call.chat()
    message = chat.find(call.params.integer("message_id"), "message to pin not found")
    chat.check_open_to_bot()
    if message.id in chat.pinned:
        chat.pinned.remove(message.id)
    chat.pinned.append(message.id)
    chat.feed.tell("pinned", chat)
    return True


def unpin_chat_message(call: Call) -> bool:
    """unpinChatMessage: the named one, or the newest."""
    chat, number = call.chat(), call.params.integer("message_id")
    if number is None and not chat.pinned:
        raise bad_request("message to unpin not found")
    number = chat.pinned[-1] if number is None else number
    if number not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(number)
    chat.feed.tell("pinned", chat)
    return True


def unpin_all_chat_messages(call: Call) -> bool:
    """unpinAllChatMessages."""
    chat = call.chat()
    chat.pinned.clear()
    chat.feed.tell("pinned", chat)
    return True


def set_message_reaction(call: Call) -> bool:
    """setMessageReaction: a bot sets at most one, an ordinary emoji."""
    chat = call.chat()
    message = chat.find(call.params.integer("message_id"), "message to react not found")
    reactions = call.params.objects("reaction", "reaction types") or []
    if len(reactions) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    for reaction in reactions:
        emoji = str(reaction.get("emoji", "")).removesuffix("\ufe0f")
        if reaction.get("type") != "emoji" or emoji not in REACTIONS:
            raise bad_request("REACTION_INVALID")
    message.reactions = reactions
    chat.feed.tell("reaction", chat, message_id=message.id)
    return True


def _editable(call: Call) -> tuple[Chat, Message]:
    if "inline_message_id" in call.params:
        raise bad_request("MESSAGE_ID_INVALID")
    chat = call.chat()
    message = chat.find(call.params.integer("message_id"), "message to edit not found")
    if not message.from_bot or message.frozen:
        raise bad_request("message can't be edited")
    return chat, message


def _edit(call: Call, chat: Chat, message: Message, content: Json) -> Json:
    markup = read_markup(
        call.params.json("reply_markup", "inline keyboard"), inline_only=True
    ).inline
    old = message.body
    before = {key: old[key] for key in CONTENT if key in old}
    if before == content and old.get("reply_markup") == markup:
        raise bad_request(NOT_MODIFIED)
    chat.check_open_to_bot()
    body = {key: value for key, value in old.items() if key not in (*CONTENT, "reply_markup")}
    body |= content
    body["edit_date"] = int(call.now)
    if markup:
        body["reply_markup"] = markup
    chat.replace(message, body, visibly=before != content)
    return body
