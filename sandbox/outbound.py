"""What a phone sends: messages, taps and news about the chat, in the Bot API's shapes."""

import base64
from pathlib import Path

from sandbox.answers import Json
from sandbox.bots import Bot
from sandbox.chats import Chat, Message, Tap
from sandbox.entities.found import found_entities
from sandbox.methods.media import FILE_KINDS, describe
from sandbox.params import Params, Upload

# A picture of one grey pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
_NAMES = {"photo": "photo.png", "voice": "voice.oga", "audio": "audio.mp3", "video": "video.mp4"}


def text(said: str) -> Json:
    """The fields of a typed message, with what the phone finds in it (commands, links, ...)."""
    if not said.strip():
        raise ValueError("a phone does not send an empty message")
    entities = found_entities(said, ())
    return {"text": said, "entities": entities} if entities else {"text": said}


def caption(said: str) -> Json:
    """The same for a caption; none where nothing is said."""
    if not said:
        return {}
    entities = found_entities(said, ())
    return {"caption": said, "caption_entities": entities} if entities else {"caption": said}


def file(
    bot: Bot, kind: str, content: bytes | Path, said: str = "", name: str = "", seconds: int = 0
) -> Json:
    """The fields of a sent file; `content` is its bytes or where it lies."""
    if isinstance(content, Path):
        name, content = content.name, content.read_bytes()
    stored = bot.files.keep(Upload(name or _NAMES[kind], content), FILE_KINDS[kind])
    return {**describe(stored, kind, Params({"duration": seconds}, {})), **caption(said)}


def message(bot: Bot, chat: Chat, content: Json, now: float) -> Message:
    """A message from the person."""
    body: Json = {
        "message_id": next(bot.message_ids),
        "from": chat.user,
        "chat": chat.shown,
        "date": int(now),
        **content,
    }
    return Message(body, from_bot=False)


def tap(bot: Bot, chat: Chat, message_id: int, now: float) -> Tap:
    """A tap that waits for its answer."""
    made = Tap(f"{chat.id}{len(bot.taps):010d}", chat, message_id, now)
    bot.taps[made.id] = made
    return made


def callback_query(tap: Tap, data: str) -> Json:
    """The tap as the bot hears of it; a message that is gone is an inaccessible one."""
    message = tap.chat.messages.get(tap.message_id)
    gone = {"chat": tap.chat.shown, "message_id": tap.message_id, "date": 0}
    return {
        "id": tap.id,
        "from": tap.chat.user,
        "message": message.body if message else gone,
        "chat_instance": str(8_000_000_000_000_000_000 + tap.chat.id),
        "data": data,
    }


def membership(bot: Bot, chat: Chat, old: str, new: str, now: float) -> Json:
    """The bot's standing in the chat changed: "member" or "kicked"."""
    return {
        "chat": chat.shown,
        "from": chat.user,
        "date": int(now),
        "old_chat_member": _member(bot, old),
        "new_chat_member": _member(bot, new),
    }


def _member(bot: Bot, status: str) -> Json:
    kicked: Json = {"until_date": 0} if status == "kicked" else {}
    return {"user": bot.user, "status": status, **kicked}
