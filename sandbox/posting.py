"""How a message comes into a chat: from the bot, with all that may go with it."""

from sandbox.answers import Json, bad_request
from sandbox.bots import Bot
from sandbox.calls import Call
from sandbox.chats import Chat, Message, Notification
from sandbox.keyboards import Markup, read_markup
from sandbox.params import Params, whole

PREVIEW = 120
TITLES = {
    "photo": "🖼",
    "document": "📄",
    "voice": "🎤",
    "audio": "🎵",
    "video": "🎬",
    "venue": "📍",
    "location": "📍",
    "contact": "👤",
}


def post(call: Call, content: Json) -> Message:
    """Sends `content` (the fields of a message that say what it is) to the chat of the call.

    Raises 400 for bad markup or reply, 403 where the bot may not write, 429 where it is too fast.
    """
    markup = read_markup(call.params.json("reply_markup", "reply keyboard markup"))
    return post_all(call, [content], markup)[0]


def post_all(call: Call, contents: list[Json], markup: Markup) -> list[Message]:
    """The same for the parts of an album: all of them or none."""
    params, bot = call.params, call.bot
    chat = call.chat()
    chat.check_open_to_bot()
    if params.integer("message_thread_id"):
        raise bad_request("message thread not found")
    reply = _reply(params, bot, chat)
    now = call.now
    bot.limits.spend(chat.id, now, len(contents))
    silent, protected = params.flag("disable_notification"), params.flag("protect_content")
    messages = []
    for content in contents:
        body: Json = {
            "message_id": next(bot.message_ids),
            "from": bot.user,
            "chat": chat.shown,
            "date": int(now),
            **reply,
            **content,
        }
        if protected:
            body["has_protected_content"] = True
        if markup.inline:
            body["reply_markup"] = markup.inline
        message = Message(
            body, from_bot=True, frozen=markup.freezes, silent=silent, protected=protected
        )
        messages.append(message)
        chat.add(message, markup)
        _notify(chat, message, now)
    return messages


def preview(body: Json) -> str:
    """A message in one line, as banners, replies and the pinned bar show it."""
    text = str(body.get("text") or body.get("caption") or "").replace("\n", " ")
    kind = next((sign for field, sign in TITLES.items() if field in body), "")
    return f"{kind} {text}".strip()[:PREVIEW]


def _reply(params: Params, bot: Bot, chat: Chat) -> Json:
    asked = params.object("reply_parameters", "reply parameters")
    number = asked.get("message_id") or params.integer("reply_to_message_id")
    if not number:
        return {}
    shown = bot.shown_reply(chat, whole(number, "message identifier"))
    if shown:
        return {"reply_to_message": shown}
    lenient = asked.get("allow_sending_without_reply")
    if lenient or params.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def _notify(chat: Chat, message: Message, now: float) -> None:
    push = Notification(message.id, preview(message.body), message.silent, now)
    chat.notifications.append(push)
    chat.feed.tell("notification", chat, message_id=message.id, text=push.text, silent=push.silent)
