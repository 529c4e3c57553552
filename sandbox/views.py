"""What a page far from this process sees of a phone, as JSON."""

from sandbox.answers import Json
from sandbox.chats import Chat, Message
from sandbox.clock import Clock
from sandbox.feed import Event
from sandbox.methods.profile import commands_for
from sandbox.people import Person
from sandbox.posting import preview


def person_view(person: Person) -> Json:
    """One line of the list of members."""
    chat = person.chat
    last = next(reversed(chat.messages.values()), None)
    return {
        "id": person.id,
        "name": " ".join(filter(None, (chat.user["first_name"], chat.user.get("last_name")))),
        "language": chat.user.get("language_code", "en"),
        "zone": person.zone,
        "unread": person.unread,
        "last": preview(last.body) if last else "",
        "last_at": last.body["date"] if last else 0,
        "started": chat.started,
        "blocked": chat.blocked,
    }


def phone_view(person: Person) -> Json:
    """Everything on one member's phone."""
    chat, bot = person.chat, person.bot
    language = str(chat.user.get("language_code", ""))[:2]
    return {
        "person": person_view(person),
        "bot": {
            "name": bot.texts.get(("name", language)) or bot.first_name,
            "username": bot.username,
            "description": bot.texts.get(("description", language))
            or bot.texts.get(("description", ""), ""),
            "inline": bot.takes_inline,
        },
        "messages": [message_view(message) for message in chat.messages.values()],
        **_piece("keyboard", person),
        **_piece("pinned", person),
        **_piece("commands", person),
        "typing": chat.action if person.typing else "",
    }


def message_view(message: Message) -> Json:
    """A bubble."""
    return {
        "id": message.id,
        "mine": not message.from_bot,
        "edited": message.edited,
        "silent": message.silent,
        "protected": message.protected,
        "reactions": [reaction["emoji"] for reaction in message.reactions],
        "body": message.body,
    }


def event_view(event: Event, person: Person) -> Json:
    """One change, with what a page needs to show it."""
    view: Json = {"kind": event.kind, "chat": event.chat.id, **event.facts}
    message = event.chat.messages.get(event.facts.get("message_id", 0))
    if message and event.kind in ("message", "edited", "reaction"):
        view["message"] = message_view(message)
    return {**view, **_piece(event.kind, person), "person": person_view(person)}


def clock_view(clock: Clock) -> Json:
    """The time, and whether it goes on by itself."""
    return {"kind": "clock", "now": clock.now(), "running": clock.running}


def _piece(kind: str, person: Person) -> Json:
    """The part of a phone that an event of this kind changes."""
    chat: Chat = person.chat
    if kind == "keyboard":
        return {"keyboard": chat.reply_keyboard, "force_reply": chat.force_reply}
    if kind == "pinned":
        return {"pinned": list(reversed(chat.pinned))}
    if kind == "commands":
        language = str(chat.user.get("language_code", ""))
        return {"menu": commands_for(person.bot, chat.id, language)}
    return {}
