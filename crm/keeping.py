"""Which files are to be kept on disk, and what became of them: the program's own work, no act of a member."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from crm.history import UNDO_FOR
from storage.attachments import Attachment, AttachmentKind
from storage.work import Work

TRIES = 3
AT_ONCE = 10


@dataclass(frozen=True, slots=True)
class ToKeep:
    """A file that Telegram has and the disk has not yet."""

    id: int
    file_id: str
    kind: AttachmentKind
    name: str | None


def files_to_keep(work: Work, limit: int) -> Sequence[ToKeep]:
    """Return the next files of at most `limit` bytes: those that their member can no longer take back."""
    wanted = (
        select(Attachment.id, Attachment.file_id, Attachment.kind, Attachment.name)
        .where(
            Attachment.kept_as.is_(None),
            Attachment.keeping_failed < TRIES,
            Attachment.created_at <= work.now - UNDO_FOR,
            Attachment.size.is_(None) | (Attachment.size <= limit),
        )
        .order_by(Attachment.keeping_failed, Attachment.id)
        .limit(AT_ONCE)
    )
    return [ToKeep(*row) for row in work.connection.execute(wanted)]


def note_kept(work: Work, attachment_id: int, kept_as: str) -> bool:
    """Note under which name a file is kept; say whether it is still there to be kept."""
    this = update(Attachment).where(Attachment.id == attachment_id)
    return work.connection.execute(this.values(kept_as=kept_as)).rowcount == 1


def note_not_kept(work: Work, attachment_id: int) -> None:
    """Count a try in vain; after the last one the file stays with Telegram alone."""
    this = update(Attachment).where(Attachment.id == attachment_id)
    work.connection.execute(this.values(keeping_failed=Attachment.keeping_failed + 1))


def names_known(work: Work, names: Sequence[str]) -> set[str]:
    """Return those of some names under which an attachment is kept."""
    kept = select(Attachment.kept_as).where(Attachment.kept_as.in_(names))
    return {name for name in work.connection.scalars(kept) if name}
