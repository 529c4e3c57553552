"""What a member reads about an import: its columns, what would become of its rows, and what did."""

import csv
from io import StringIO

from markupsafe import Markup

from crm.column_names import Field
from crm.columns import Column
from crm.import_duty import ImportTold
from crm.import_jobs import JOINED, LEFT_OUT, Forecast, ImportCard, Remark
from crm.importing import ImportReport
from crm.records import Reason
from crm.sheet_kinds import SheetKind, SheetSeen
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
from handlers.kit.files import FileKind, FileToShow
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from storage.imports import ImportJob, ImportState
from storage.spreadsheets.safe import safe_cell
from storage.work import MadeFile

COLUMNS_SHOWN = 8
EXAMPLES = 3  # the first three rows
IN_A_ROW = 16  # characters of a cell where all three stand side by side
OWN_FIELDS_SHOWN = 13
REMARKS_SHOWN = 8

FIELDS = {
    Field.NAME: N_("Customer"),
    Field.SHORT_NAME: N_("Short name"),
    Field.CITY: N_("City"),
    Field.REGION: N_("Region"),
    Field.INDUSTRY: N_("Industry"),
    Field.GRADE: N_("Grade"),
    Field.PREFERENCE: N_("Product preference"),
    Field.TAGS: N_("Tags"),
    Field.ADDRESS: N_("Address"),
    Field.OWNER: N_("Owner"),
    Field.TEAM: N_("Team"),
    Field.NOTE: N_("Note"),
    Field.PIN: N_("Coordinates"),
    Field.VISITED_ON: N_("Last visit"),
    Field.CONTACT: N_("Contact"),
    Field.FAMILY_NAME: N_("Family name"),
    Field.TITLE: N_("Job title"),
    Field.PHONE: N_("Phone"),
    Field.EMAIL: N_("E-mail"),
    Field.DAYS: N_("Birthdays and other days"),
}
REASONS = {
    Reason.NO_NAME: N_("no customer's name"),
    Reason.TOO_LONG: N_("too much text"),
    Reason.A_COLLEAGUES: N_("a colleague's customer"),
    LEFT_OUT: N_("taken without it: not understood"),
    JOINED: N_("taken for one customer, by the phone number"),
}


def how_to(say: Say) -> Screen:
    """Say how an import begins."""
    return Screen(
        lines(
            say("📥 <b>Import customers</b>"),
            say("Send me a spreadsheet here: .xlsx, .xls, .csv or .tsv, at most 10 MB."),
            say("I show what I take each column for, and enter nothing before you say so."),
            say("A price list or rates of exchange are recognised, too."),
        )
    )


def ask_kind(seen: SheetSeen, say: Say) -> Screen:
    """Ask what a sheet is that seems to hold no customers."""
    is_rates = seen.kind is SheetKind.RATES
    looks = (
        say("This looks like rates of exchange.")
        if is_rates
        else say("This looks like a price list.")
    )
    take = say.plain("💱 Take the rates") if is_rates else say.plain("🏷 Take the prices")
    taking = ((Tap(take, TakeSheetAs(seen.kind.value)),),) if seen.may_take else ()
    return Screen(
        lines(
            say("📥 <b>{name}</b>", name=seen.job.name),
            say.count("{n} row", "{n} rows", seen.job.rows),
            "",
            looks,
            None if seen.may_take else say("Those are taken by who leads the team."),
        ),
        (
            *taking,
            (Tap(say.plain("👥 They are customers"), TakeSheetAs(SheetKind.CUSTOMERS.value)),),
        ),
    )


def columns(first: int, card: ImportCard, say: Say) -> Screen:
    """Show what the columns are taken for, with examples, from a place on."""
    shown = card.mapping.columns[first : first + COLUMNS_SHOWN]
    return Screen(
        lines(
            say("📥 <b>{name}</b>", name=card.job.name),
            say.count("{n} row", "{n} rows", card.job.rows),
            "",
            *(_column(column, card, say) for column in shown),
            "",
            _owner(card.job, say),
            say("Is that right? Tap a column to correct it.")
            if card.mapping.has_name
            else say("Which column has the customers' names? Tap it."),
        ),
        (
            *grid([Tap(_label(one, card, say), ChangeColumn(one.place)) for one in shown], 2),
            *_pages(first, len(card.mapping.columns)),
            *_owners(card, say),
            *_ways_on(card, say),
        ),
    )


def ask_field(place: int, card: ImportCard, say: Say) -> Screen:
    """Ask what a column is."""
    column = card.mapping.columns[place]
    keys: list[Key] = [
        Tap(say.plain(label), TakeFor(field.value))
        for field, label in FIELDS.items()
        if field is not Field.TEAM or card.has_teams
    ]
    keys += [Tap(one.name, TakeFor("", one.id)) for one in card.own_fields[:OWN_FIELDS_SHOWN]]
    keys.append(Tap(say.plain("Not read"), TakeFor("")))
    return Screen(
        lines(
            say("<b>What is in the column {name}?</b>", name=_name(column)),
            *(Markup("• {}").format(one) for one in _examples(column, card)),
        ),
        grid(keys, 3),
    )


def forecast(done: Forecast, say: Say) -> Screen:
    """Say what would become of the rows; nothing is entered yet."""
    return Screen(
        lines(
            say("🔎 <b>{name}</b>: this would happen", name=done.card.job.name),
            *_counts(done.report, say),
            *_remarks(_remarks_in(done.report), say),
            "",
            say("Nothing is entered yet."),
        ),
        (
            (
                Tap(say.plain("‹ Columns"), OpenColumns(0)),
                Tap(say.plain("✅ Import"), ImportIt()),
            ),
        ),
    )


def started(card: ImportCard, say: Say) -> Screen:
    """Say that it goes on by itself."""
    return Screen(
        say("⏳ <b>{name}</b>: importing. I tell you when it is done.", name=card.job.name),
        about=about(card.job),
    )


def progress(told: ImportTold, say: Say) -> Screen:
    """Say how far an import is."""
    job = told.job
    taken = job.new + job.updated + job.duplicates + job.refused
    share = min(99, taken * 100 // max(job.rows, 1))
    return Screen(
        lines(
            say("⏳ <b>{name}</b>: {share} %", name=job.name, share=share),
            Markup("{}{}").format("▓" * (share // 10), "░" * (10 - share // 10)),
        ),
        about=about(job),
    )


def ended(told: ImportTold, say: Say) -> Screen:
    """Say what became of the rows, with the way back."""
    job = told.job
    keys: list[Key] = []
    if told.remarks:
        keys.append(Tap(say.plain("📄 Rows with a remark"), RefusedRows(job.id)))
    if job.entry_id is not None:
        keys.append(Tap(say.plain("↩ Undo"), Undo(job.entry_id)))
    if job.state is ImportState.FAILED:
        title = say(
            "⚠️ <b>{name}</b>: something is wrong on my side, so I stopped at row {row}.",
            name=job.name,
            row=job.done_row,
        )
    else:
        title = say("✅ <b>{name}</b> is imported", name=job.name)
    return Screen(
        lines(title, *_counts(job, say), *_remarks(told.remarks, say)),
        (tuple(keys),) if keys else (),
        about=about(job),
        fresh=True,
    )


def remarks_file(card: ImportCard, remarks: tuple[Remark, ...], say: Say) -> Screen:
    """Send every row that something is to be said about, as a table."""
    text = StringIO(newline="")
    table = csv.writer(text)
    heads = (N_("Row"), N_("Reason"), N_("Column"), N_("Content"))
    table.writerow([say.plain(one) for one in heads])
    for one in remarks:
        field = say.plain(FIELDS[Field(one.field)]) if one.field else ""
        table.writerow([one.row, say.plain(REASONS[one.kind]), field, safe_cell(one.text)])
    made = MadeFile(
        f"{card.job.name}.remarks.csv", text.getvalue().encode("utf-8-sig"), "text/csv"
    )
    return Screen(
        say("Rows with a remark, by their numbers in {name}.", name=card.job.name),
        file=FileToShow(FileKind.DOCUMENT, made=made),
    )


def forgotten(say: Say) -> Screen:
    """Say that nothing was entered."""
    return Screen(say("Nothing was imported."))


def about(job: ImportJob) -> str:
    """Return the record that messages about an import are about."""
    return f"import:{job.id}"


def _counts(counted: ImportJob | ImportReport, say: Say) -> list[Markup]:
    new, more = counted.new, counted.updated
    same, refused = counted.duplicates, counted.refused
    told = {
        say.count("➕ {n} new customer", "➕ {n} new customers", new): True,
        say.count("✏️ {n} row adds something", "✏️ {n} rows add something", more): more,
        say.count("🟰 {n} row says nothing new", "🟰 {n} rows say nothing new", same): same,
        say.count("🚫 {n} row refused", "🚫 {n} rows refused", refused): refused,
    }
    return [line for line, is_told in told.items() if is_told]


def _remarks_in(report: ImportReport) -> tuple[Remark, ...]:
    return (
        *(Remark(one.row, one.reason, one.field, one.text) for one in report.refusals),
        *(Remark(one.row, LEFT_OUT, one.field, one.text) for one in report.left_out),
        *(Remark(one.row, JOINED, None, f"{one.name} = {one.customer}") for one in report.joined),
    )


def _remarks(remarks: tuple[Remark, ...], say: Say) -> list[Markup]:
    told = [
        say(
            "· row {row}: {reason} {text}",
            row=one.row,
            reason=say(REASONS[one.kind]),
            text=clip(_remarked(one, say), 40),
        )
        for one in remarks[:REMARKS_SHOWN]
    ]
    return [*told, Markup("· …")] if len(remarks) > REMARKS_SHOWN else told


def _remarked(one: Remark, say: Say) -> str:
    """Return what a remark is about, with the name of its column."""
    if not one.field:
        return one.text
    label = say.plain(FIELDS[Field(one.field)])
    return f"{label}: {one.text}" if one.text else label


def _column(column: Column, card: ImportCard, say: Say) -> Markup:
    examples = " · ".join(clip(one, IN_A_ROW) for one in _examples(column, card))
    return Markup("{} → <b>{}</b> <i>{}</i>").format(
        _name(column), _meaning(column, card, say), examples
    )


def _label(column: Column, card: ImportCard, say: Say) -> str:
    return f"{clip(_name(column), 14)} → {_meaning(column, card, say)}"


def _meaning(column: Column, card: ImportCard, say: Say) -> str:
    if column.field is None:
        own = (one.name for one in card.own_fields if one.id == column.custom)
        return next(own, "–")
    number = f" {column.person}" if column.person > 1 else ""
    return say.plain(FIELDS[column.field]) + number


def _name(column: Column) -> str:
    return clip(column.header, 30) or str(column.place + 1)


def _examples(column: Column, card: ImportCard) -> list[str]:
    rows = (row.cells for row in card.mapping.samples[:EXAMPLES])
    cells = (cells[column.place] for cells in rows if column.place < len(cells))
    return [clip(" ".join(cell.split()), 30) for cell in cells if cell.strip()]


def _pages(first: int, total: int) -> tuple[tuple[Key, ...], ...]:
    keys: list[Key] = []
    if first > 0:
        keys.append(Tap("‹", OpenColumns(max(0, first - COLUMNS_SHOWN))))
    if first + COLUMNS_SHOWN < total:
        keys.append(Tap("›", OpenColumns(first + COLUMNS_SHOWN)))
    return (tuple(keys),) if keys else ()


def _ways_on(card: ImportCard, say: Say) -> tuple[tuple[Key, ...], ...]:
    if not card.mapping.has_name:
        return ()
    return ((Tap(say.plain("🔎 Try it"), TryIt()), Tap(say.plain("✅ Import"), ImportIt())),)


def _owner(job: ImportJob, say: Say) -> Markup:
    if job.owner_id is None:
        return say("New customers go to the pool.")
    return say("New customers will be yours.")


def _owners(card: ImportCard, say: Say) -> tuple[tuple[Key, ...], ...]:
    if not card.may_choose:
        return ()
    if card.job.owner_id is None:
        return ((Tap(say.plain("👤 Make them mine"), OwnThem(1)),),)
    return ((Tap(say.plain("🌊 Put them into the pool"), OwnThem(0)),),)
