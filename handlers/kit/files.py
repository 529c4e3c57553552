"""What a message carries besides text: its file, and who wrote it where it was forwarded."""

from datetime import datetime
from typing import Any

from telegram import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from crm.attachments import SentFile
from storage.attachments import FileKind

KINDS = (
    ("voice", FileKind.VOICE),
    ("audio", FileKind.AUDIO),
    ("video", FileKind.VIDEO),
    ("video_note", FileKind.VIDEO),
    ("animation", FileKind.VIDEO),  # carries a document, too: so it comes before it
    ("document", FileKind.DOCUMENT),
)


def sent_file(message: Message) -> SentFile | None:
    """Return the file of a message: the largest size of a photo; none where there is none."""
    if message.photo:
        return _file(message, FileKind.PHOTO, message.photo[-1])
    for name, kind in KINDS:
        if (sent := getattr(message, name)) is not None:
            return _file(message, kind, sent)
    return None


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


def _file(message: Message, kind: FileKind, sent: Any) -> SentFile:
    return SentFile(
        kind,
        sent.file_id,
        sent.file_unique_id,
        name=getattr(sent, "file_name", None),
        mime=getattr(sent, "mime_type", None),
        size=sent.file_size,
        caption=message.caption,
        author=author_of(message),
        album=message.media_group_id,
        message_id=message.message_id,
    )
