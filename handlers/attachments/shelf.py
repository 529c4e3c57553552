"""The files of a customer or of an opportunity: listed, sent back on a tap, taken off."""

from crm.attachments import read_file, read_files, read_files_of, remove_file
from handlers.attachments import texts
from handlers.attachments.buttons import RemoveFile, SendFile
from handlers.kit.context import Ctx
from handlers.kit.links import ShowFiles, ShowFilesOf
from handlers.kit.triggers import OnButton, Trigger


async def files_asked(ctx: Ctx, tap: ShowFiles) -> None:
    """The rep wants to see a customer's files."""
    await ctx.act(lambda work: read_files(work, tap.customer_id, tap.at), texts.files)


async def files_of_deal_asked(ctx: Ctx, tap: ShowFilesOf) -> None:
    """The rep wants to see an opportunity's files."""
    await ctx.act(lambda work: read_files_of(work, tap.opportunity_id, tap.at), texts.files)


async def file_asked(ctx: Ctx, tap: SendFile) -> None:
    """The rep wants a file back: it comes as a message of its own."""
    await ctx.act(lambda work: read_file(work, tap.attachment_id), texts.file)


async def file_removed(ctx: Ctx, tap: RemoveFile) -> None:
    """The rep takes a file off."""
    await ctx.act(lambda work: remove_file(work, tap.attachment_id), texts.removed)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnButton(ShowFiles, files_asked),
        OnButton(ShowFilesOf, files_of_deal_asked),
        OnButton(SendFile, file_asked),
        OnButton(RemoveFile, file_removed),
    ]
