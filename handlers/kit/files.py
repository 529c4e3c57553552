"""Files in both directions: what a screen carries beside its text, and what a member sends."""

from dataclasses import dataclass
from enum import StrEnum

from telegram import Audio, Document, Message, Video, VideoNote, Voice

from storage.work import MadeFile

CAPTION_LIMIT = 1024
UPLOAD_LIMIT = 50_000_000  # what Telegram takes from a bot
DOWNLOAD_LIMIT = 20 * 1024 * 1024  # what Telegram lets a bot fetch


class FileKind(StrEnum):
    """What a file is sent as; the value names the parameter of the Bot API."""

    PHOTO = "photo"
    DOCUMENT = "document"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"

    @property
    def method(self) -> str:
        """The method of the Bot API that sends it: sendPhoto, sendVideoNote."""
        return "send" + "".join(part.capitalize() for part in self.value.split("_"))


@dataclass(frozen=True, slots=True)
class FileToShow:
    """A file that a screen carries: one that Telegram has, by its id, or one that the program made."""

    kind: FileKind
    file_id: str = ""
    made: MadeFile | None = None


@dataclass(frozen=True, slots=True)
class FileSent:
    """A file that a member sent: `unique_id` is the same for everybody, `size` in bytes where it is known."""

    kind: FileKind
    file_id: str
    unique_id: str
    name: str | None
    media_type: str | None
    size: int | None


def file_of(message: Message) -> FileSent | None:
    """Return the file that a message carries, if it carries one; of a photo its largest size."""
    if message.photo:
        largest = message.photo[-1]
        return FileSent(
            FileKind.PHOTO,
            largest.file_id,
            largest.file_unique_id,
            None,
            "image/jpeg",
            largest.file_size,
        )
    carried: tuple[tuple[FileKind, Document | Voice | Audio | Video | VideoNote | None], ...] = (
        (FileKind.DOCUMENT, message.document),
        (FileKind.VOICE, message.voice),
        (FileKind.AUDIO, message.audio),
        (FileKind.VIDEO, message.video),
        (FileKind.VIDEO_NOTE, message.video_note),
    )
    for kind, one in carried:
        if one is not None:
            name, media_type = getattr(one, "file_name", None), getattr(one, "mime_type", None)
            return FileSent(kind, one.file_id, one.file_unique_id, name, media_type, one.file_size)
    return None
