"""Where a message comes from: who wrote it and when, where it was forwarded."""

from datetime import datetime

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)


def author_of(message: Message) -> str | None:
    """Return who wrote a forwarded message; none where the member did himself, or a bot."""
    sender = message.from_user
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            is_own = user.is_bot or (sender is not None and user.id == sender.id)
            return None if is_own else user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return None if sender is not None and name == sender.full_name else name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.title or chat.full_name
    return None


def written_at(message: Message) -> datetime:
    """Return when a message was written: a forwarded one, by its author."""
    return message.forward_origin.date if message.forward_origin else message.date
