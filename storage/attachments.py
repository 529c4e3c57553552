"""What is remembered about attachments: which file, from whom, on which record, and where it is kept."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import Code
from storage.tables import NEVER_REUSED, Row


class AttachmentKind(StrEnum):
    """What a file was sent as; sent back, it is sent as the same."""

    PHOTO = "photo"
    VOICE = "voice"
    AUDIO = "audio"
    VIDEO = "video"
    VIDEO_NOTE = "video_note"
    DOCUMENT = "document"


class Attachment(Row):
    """A file on a customer, perhaps on one interaction or opportunity; Telegram keeps it under `file_id`.

    `size` is in bytes. `album` is Telegram's number of what was sent together; `author` wrote it where it
    was forwarded; `transcript` is what a voice note says, where somebody wrote it down. `kept_as` is its
    name in the directory of files, `keeping_failed` counts the tries to keep it there.
    """

    __tablename__ = "attachments"
    __table_args__ = (
        Index("ix_attachments_customer_id_id", "customer_id", "id"),
        Index("ix_attachments_member_id_album", "member_id", "album"),
        NEVER_REUSED,
    )

    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id"))
    interaction_id: Mapped[int | None] = mapped_column(
        ForeignKey("interactions.id", ondelete="SET NULL"), index=True
    )
    opportunity_id: Mapped[int | None] = mapped_column(
        ForeignKey("opportunities.id", ondelete="SET NULL"), index=True
    )
    member_id: Mapped[int] = mapped_column(ForeignKey("members.id"))
    kind: Mapped[AttachmentKind] = mapped_column(Code(AttachmentKind))
    file_id: Mapped[str]
    unique_id: Mapped[str] = mapped_column(String(64))
    name: Mapped[str | None] = mapped_column(String(200))
    mime: Mapped[str | None] = mapped_column(String(100))
    size: Mapped[int | None] = mapped_column(BigInteger)
    caption: Mapped[str | None]
    author: Mapped[str | None] = mapped_column(String(120))
    transcript: Mapped[str | None]
    album: Mapped[str | None] = mapped_column(String(40))
    message_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime]
    kept_as: Mapped[str | None] = mapped_column(String(120))
    keeping_failed: Mapped[int] = mapped_column(default=0)
