"""Import customers from a spreadsheet that is sent here: look at the columns, try it, enter it, take it back."""

import asyncio
from collections.abc import Generator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from crm.column_names import Field
from crm.import_duty import ImportTold, enter_rows
from crm.import_jobs import (
    Forecast,
    ImportCard,
    begin_import,
    choose_owner,
    forecast,
    forget_import,
    keep_rows,
    look_at_columns,
    read_import,
    refusals_of,
    start_import,
    take_column_for,
)
from crm.importing import reading
from crm.sheet_kinds import (
    SheetKind,
    SheetSeen,
    look_at_sheet,
    take_products,
    take_rates,
)
from handlers.importing import texts
from handlers.importing.buttons import (
    ChangeColumn,
    ImportIt,
    OpenColumns,
    OwnThem,
    RefusedRows,
    TakeFor,
    TakeSheetAs,
    TryIt,
)
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation, WayOut
from handlers.kit.files import FileSent
from handlers.kit.occasions import DOCUMENT
from handlers.kit.pushes import push
from handlers.kit.say import Say
from handlers.kit.screen import edit_payload
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnFile, Trigger
from handlers.kit.turn import Turn
from handlers.products import texts as product_texts
from handlers.rates import texts as rate_texts
from storage.mail import PUSH
from storage.spreadsheets.bounds import Bounds
from storage.spreadsheets.reading import SheetRow
from storage.work import Work

SHEETS = (".xlsx", ".xls", ".csv", ".tsv")
ROWS_AT_ONCE = 2000
FILE_BYTES = Bounds().file_bytes


class Step(StrEnum):
    """What is looked at."""

    KIND = "kind"
    COLUMNS = "columns"
    COLUMN = "column"


@dataclass
class ImportDraft(Draft):
    """Which file, and what of it is looked at."""

    import_id: int = 0
    first: int = 0
    place: int = 0


Import = Talk[ImportDraft]


class OnSheet(OnFile):
    """A spreadsheet, by its name, that answers no record."""

    occasion = DOCUMENT

    def match(self, turn: Turn) -> FileSent | None:
        """Match a document with the name of a spreadsheet."""
        file = turn.file
        is_sheet = file is not None and (file.name or "").lower().endswith(SHEETS)
        return file if is_sheet and turn.who.about is None else None


async def import_asked(ctx: Ctx, _words: str) -> None:
    """The member wants to know how to import."""
    await ctx.show(texts.how_to(ctx.say))


async def sheet_sent(talk: Import, file: FileSent) -> Literal[Step.KIND, Step.COLUMNS]:
    """The member sent a spreadsheet: its rows are kept, its columns looked at, nothing is entered.

    Where it seems to be no list of customers, what it is is the one question.
    """
    kept = await talk.ctx.ahead(_keep(talk, file))

    def look(work: Work) -> SheetSeen:
        talk.draft.import_id = kept.get()
        talk.draft.subject = (file.name or "")[:60]
        look_at_columns(work, talk.draft.import_id)
        return look_at_sheet(work, talk.draft.import_id)

    def where(seen: SheetSeen) -> Literal[Step.KIND, Step.COLUMNS]:
        return Step.COLUMNS if seen.kind is SheetKind.CUSTOMERS else Step.KIND

    return await talk.act(look, then=where)


async def kind_chosen(talk: Import, tap: TakeSheetAs) -> Literal[Step.COLUMNS, End.END]:
    """The member said what the sheet is: rates and prices are taken at once, customers are looked at."""
    if tap.kind == SheetKind.RATES:
        return await talk.act(
            lambda work: take_rates(work, talk.draft.import_id),
            then=lambda _done: END,
            show=rate_texts.taken,
        )
    if tap.kind == SheetKind.PRODUCTS:
        return await talk.act(
            lambda work: take_products(work, talk.draft.import_id),
            then=lambda _done: END,
            show=product_texts.imported,
        )
    return await talk.go(Step.COLUMNS)


async def page_turned(talk: Import, tap: OpenColumns) -> Literal[Step.COLUMNS]:
    """The member looks at other columns."""
    talk.draft.first = tap.first
    return await talk.go(Step.COLUMNS)


async def column_chosen(talk: Import, tap: ChangeColumn) -> Literal[Step.COLUMN]:
    """The member corrects a column."""
    talk.draft.place = tap.place
    return await talk.go(Step.COLUMN)


async def field_chosen(talk: Import, tap: TakeFor) -> Literal[Step.COLUMNS]:
    """The member said what a column is."""

    def take(work: Work) -> ImportCard:
        field = next((one for one in Field if one == tap.field), None)
        draft = talk.draft
        return take_column_for(work, draft.import_id, draft.place, field, tap.custom)

    return await talk.act(take, then=lambda _card: Step.COLUMNS)


async def owner_chosen(talk: Import, tap: OwnThem) -> Literal[Step.COLUMNS]:
    """The member said whose new customers will be."""

    def choose(work: Work) -> ImportCard:
        return choose_owner(work, talk.draft.import_id, is_mine=bool(tap.mine))

    return await talk.act(choose, then=lambda _card: Step.COLUMNS)


async def trial_wanted(talk: Import, _tap: TryIt) -> Literal[Step.COLUMNS]:
    """The member wants to know what would happen."""
    looked = await talk.ctx.ahead(talk.ctx.look(lambda work: forecast(work, talk.draft.import_id)))

    def told(_work: Work) -> Forecast:
        return looked.get()

    return await talk.act(told, then=lambda _done: Step.COLUMNS, show=texts.forecast)


async def import_wanted(talk: Import, _tap: ImportIt) -> Literal[End.END]:
    """The member wants it entered."""
    return await talk.act(
        lambda work: start_import(work, talk.draft.import_id, talk.turn.tapped_message),
        then=lambda _card: END,
        show=texts.started,
    )


async def import_left(talk: Import) -> Literal[End.END]:
    """The member does not want it."""
    return await talk.act(
        lambda work: forget_import(work, talk.draft.import_id),
        then=lambda _none: END,
        show=lambda _none, say: texts.forgotten(say),
    )


async def remarks_wanted(ctx: Ctx, tap: RefusedRows) -> None:
    """The member wants the rows with a remark as a file."""
    await ctx.act(
        lambda work: refusals_of(work, tap.import_id),
        lambda found, say: texts.remarks_file(*found, say),
    )


def tell_progress(work: Work, told: ImportTold) -> None:
    """Write how far an import is into the message that said it had begun."""
    chat_id, message_id = told.member.telegram_id, told.job.message_id
    if message_id is not None:
        screen = texts.progress(told, _say_to(told, work))
        call = edit_payload(screen, chat_id, message_id)
        work.send(
            chat_id,
            "editMessageText",
            call,
            priority=PUSH,
            about=screen.about,
            message_id=message_id,
        )


def tell_end(work: Work, told: ImportTold) -> None:
    """Write what became of the rows, once."""
    push(work, told.member, partial(texts.ended, told), f"import:{told.job.id}")


def enter(work: Work) -> int:
    """Enter some rows of an import that was started: what its duty does."""
    return enter_rows(work, tell_progress, tell_end)


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnCommand("import", import_asked), OnButton(RefusedRows, remarks_wanted)]


def conversation() -> Conversation[ImportDraft]:
    """Build the conversation."""
    return Conversation(
        name="import",
        title=N_("Import"),
        draft=ImportDraft,
        entries=[OnSheet(sheet_sent)],
        asks={
            Step.KIND: Ask(lambda _draft, seen, say: texts.ask_kind(seen, say), _seen),
            Step.COLUMNS: Ask(
                lambda draft, card, say: texts.columns(draft.first, card, say), _card
            ),
            Step.COLUMN: Ask(
                lambda draft, card, say: texts.ask_field(draft.place, card, say), _card
            ),
        },
        answers={
            Step.KIND: [OnButton(TakeSheetAs, kind_chosen)],
            Step.COLUMNS: [
                OnButton(OpenColumns, page_turned),
                OnButton(ChangeColumn, column_chosen),
                OnButton(OwnThem, owner_chosen),
                OnButton(TryIt, trial_wanted),
                OnButton(ImportIt, import_wanted),
            ],
            Step.COLUMN: [OnButton(TakeFor, field_chosen)],
        },
        way_out=WayOut(N_("✕ Do not import"), import_left),
        steps_aside=True,
    )


async def _keep(talk: Import, file: FileSent) -> int:
    """Fetch the file, read it in its process, and keep its rows some thousand at a time."""
    content = await talk.ctx.fetch(file, FILE_BYTES)
    store, member = talk.turn.desk.store, talk.member

    def begin(work: Work) -> int:
        work.actor = member
        return begin_import(work, file.name or "")

    import_id = await store.write(begin)
    with closing(_rows(content)) as chunks:
        while rows := await asyncio.to_thread(next, chunks, None):
            await store.write(partial(keep_rows, job_id=import_id, rows=rows))
    return import_id


def _rows(content: bytes) -> Generator[list[SheetRow], None, None]:
    """Return the rows of a file, some at a time: each is waited for in a thread."""
    with TemporaryDirectory(prefix="fieldbook-") as folder:
        path = Path(folder) / "sheet"
        path.write_bytes(content)
        with reading(path) as sheet:
            while rows := list(islice(sheet.rows, ROWS_AT_ONCE)):
                yield rows


def _seen(work: Work, draft: ImportDraft) -> SheetSeen:
    return look_at_sheet(work, draft.import_id)


def _card(work: Work, draft: ImportDraft) -> ImportCard:
    return read_import(work, draft.import_id)


def _say_to(told: ImportTold, work: Work) -> Say:
    return Say(told.member.language, told.member.zone, work.now)
