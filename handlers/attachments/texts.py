"""What a rep reads about attachments: what was filed, the list, the file itself."""

from collections import Counter
from collections.abc import Sequence
from functools import partial

from markupsafe import Markup

from crm.attachments import PAGE, Filed, FilePage, FileShown
from crm.instants import day_of
from crm.reminders import ANSWERED
from handlers.attachments.buttons import MoveFiles, RemoveFile, SendFile
from handlers.kit.commands import N_
from handlers.kit.files import FileKind, FileToShow
from handlers.kit.links import OpenCustomer, OpenOpportunity, ShowFiles, ShowFilesOf, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Receipt, Screen, Tap, clip, grid, lines
from handlers.reminders.buttons import Done
from storage.attachments import Attachment, AttachmentKind

KINDS = {
    AttachmentKind.PHOTO: N_("🖼 Photo"),
    AttachmentKind.VOICE: N_("🎤 Voice note"),
    AttachmentKind.AUDIO: N_("🎵 Audio"),
    AttachmentKind.VIDEO: N_("🎬 Video"),
    AttachmentKind.VIDEO_NOTE: N_("🎬 Video"),
    AttachmentKind.DOCUMENT: N_("📄 File"),
}
CAPTION_SHOWN = 300
LABEL = 44


def filed(shown: Filed, say: Say) -> Screen:
    """Read back what was filed, with the ways to take it back and to put it elsewhere."""
    reminder = shown.reminder
    finish = (
        ((Tap(say.plain("✅ Done"), Done(reminder.id)),),)
        if reminder is not None and reminder.state not in ANSWERED
        else ()
    )
    undo = (Tap(say.plain("↩ Undo"), Undo(shown.undo)),) if shown.undo else ()
    other = (Tap(say.plain("🏢 Customer"), MoveFiles(shown.undo)),) if shown.undo else ()
    head = filed_head(shown, say)
    deal = Markup("💼 {}").format(shown.opportunity.title) if shown.opportunity else None
    return Screen(
        lines(Markup("📎 ") + head, deal, *_words(shown.attachments)),
        (*finish, (*undo, Tap(say.plain("👤 Card"), OpenCustomer(shown.customer.id)), *other)),
        about=f"customer:{shown.customer.id}",
        receipt=Receipt(shown.undo, Markup("📎 ") + head, goes_on=True) if shown.undo else None,
    )


def filed_head(shown: Filed, say: Say) -> Markup:
    """Return what was filed in one line: how many of which kind, and where."""
    what = count_kinds([one.kind for one in shown.attachments], say)
    return Markup("{} · <b>{}</b>").format(what, shown.customer.name)


def count_kinds(kinds: Sequence[AttachmentKind], say: Say) -> str:
    """Return files counted by kind: 🖼 Photo × 3."""
    counted = Counter(say.plain(KINDS[kind]) for kind in kinds)
    return ", ".join(f"{label} × {n}" if n > 1 else label for label, n in counted.items())


def files(page: FilePage, say: Say) -> Screen:
    """List the files of a customer or of an opportunity, the newest first: each comes back on a tap."""
    keys: list[Key] = [Tap(_label(one, say), SendFile(one.id)) for one in page.attachments]
    deal, customer_id, more = page.opportunity, page.customer.id, list[Key]()
    show = partial(ShowFilesOf, deal.id) if deal else partial(ShowFiles, customer_id)
    if page.at > 0:
        more.append(Tap(say.plain("‹ Newer"), show(max(0, page.at - PAGE))))
    if page.at + PAGE < page.total:
        more.append(Tap(say.plain("Older ›"), show(page.at + PAGE)))
    head = say.count(
        "📎 {n} file of <b>{name}</b>",
        "📎 {n} files of <b>{name}</b>",
        page.total,
        name=deal.title if deal else page.customer.name,
    )
    back = Tap(f"💼 {clip(deal.title, LABEL)}", OpenOpportunity(deal.id)) if deal else None
    return Screen(
        lines(head, say("Tap one and I send it back.") if keys else None),
        (
            *grid(keys, 1),
            *((tuple(more),) if more else ()),
            (back or Tap(say.plain("👤 Card"), OpenCustomer(customer_id)),),
        ),
        about=f"opportunity:{deal.id}" if deal else f"customer:{customer_id}",
    )


def file(shown: FileShown, say: Say) -> Screen:
    """Send a file back, with what was said of it."""
    one = shown.attachment
    return Screen(
        lines(
            Markup("<b>{}</b>").format(shown.customer.name),
            say("{when}, {member}", when=say.moment(one.created_at), member=shown.member_name),
            *_words([one]),
        ),
        (
            (
                Tap(say.plain("👤 Card"), OpenCustomer(shown.customer.id)),
                Tap(say.plain("🗑 Take off"), RemoveFile(one.id)),
            ),
        ),
        about=f"customer:{shown.customer.id}",
        file=FileToShow(FileKind(one.kind.value), one.file_id),
    )


def removed(shown: Filed, say: Say) -> Screen:
    """Say that a file was taken off."""
    undo = (Tap(say.plain("↩ Undo"), Undo(shown.undo)),) if shown.undo else ()
    return Screen(
        say("🗑 Taken off <b>{name}</b>.", name=shown.customer.name),
        ((*undo, Tap(say.plain("👤 Card"), OpenCustomer(shown.customer.id))),),
        about=f"customer:{shown.customer.id}",
    )


def _words(attachments: Sequence[Attachment]) -> list[Markup]:
    """Return what stands beside files: who wrote it, the caption, what a voice note says."""
    said = []
    for one in attachments:
        words = one.caption or one.transcript
        if words and one.author:
            said.append(Markup("💬 {}: {}").format(one.author, clip(words, CAPTION_SHOWN)))
        elif words or one.author:
            said.append(Markup("💬 {}").format(clip(words or one.author or "", CAPTION_SHOWN)))
    return list(dict.fromkeys(said))


def _label(one: Attachment, say: Say) -> str:
    icon, _, kind = say.plain(KINDS[one.kind]).partition(" ")
    what = one.caption or one.name or one.transcript or kind
    return clip(f"{icon} {say.day(day_of(one.created_at, say.zone))} · {what}", LABEL)
