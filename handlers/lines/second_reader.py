"""Asking the helper outside, where there is one: what a voice note says, what a line means that says little."""

from crm.errors import CrmError
from crm.line_outcomes import Line
from crm.line_reading import read_line
from crm.second_reading import as_hints, is_worth_asking
from handlers.kit.context import Ctx
from handlers.kit.files import FileKind, FileSent
from handlers.lines.draft import SUBJECT, LineDraft, line_of
from storage.work import Work

HEARD_LIMIT = 5_000_000  # bytes: some twenty minutes


async def with_what_was_heard(ctx: Ctx, file: FileSent, draft: LineDraft) -> LineDraft:
    """Return the draft with what its voice note says, where the helper hears it: a caption, once the rep agrees."""
    helper = ctx.turn.desk.assistant
    if helper is None or file.kind is not FileKind.VOICE or draft.text or draft.author:
        return draft
    try:
        content = await ctx.fetch(file, HEARD_LIMIT)
    except CrmError:
        return draft
    heard = await helper.hear(content, file.media_type or "audio/ogg")
    if heard is None:
        return draft
    draft.text, draft.subject, draft.is_heard = heard, heard[:SUBJECT], True
    draft.files = [one | {"transcript": heard} for one in draft.files]
    return draft


async def with_second_reading(ctx: Ctx, draft: LineDraft) -> LineDraft:
    """Return the draft with the hints of the helper, where the program's own reader leaves something open."""
    helper = ctx.turn.desk.assistant
    if helper is None:
        return draft
    line = line_of(draft)
    if await ctx.look(lambda work: _is_open(work, line)):
        draft.hints = as_hints(await helper.read(draft.text), draft.text)
    return draft


def _is_open(work: Work, line: Line) -> bool:
    return is_worth_asking(read_line(work, line))
