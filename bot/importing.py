"""`fieldbook import FILE`: a spreadsheet into the book, with its progress, and what became of the rows."""

import gc
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from bot.settings import DatabaseSettings, SettingsInvalid, read_settings
from crm.book import open_store
from crm.clock import SystemClock
from crm.columns import Mapping
from crm.errors import CrmError
from crm.importing import ImportReport, import_customers, reading
from crm.members import administrators
from crm.records import Reason, RefusedRow
from handlers.kit.failures import refusal
from handlers.kit.say import Say
from storage.migrate import migrate
from storage.store import Store

SHOWN = 20
REASONS = {
    Reason.NO_NAME: "no customer's name",
    Reason.TOO_LONG: "too much text in {field}",
    Reason.A_COLLEAGUES: "a colleague's customer",
}

console = Console()


def import_file(file: Path) -> None:
    """Import the customers of a spreadsheet into the pool, as the first administrator.

    All of it or, with a sentence and exit code 1, nothing. Members whom an owner column names get theirs.
    """
    try:
        settings = read_settings(DatabaseSettings)
        migrate(settings.database_url)
        store = open_store(settings.database_url, SystemClock().now)
        gc.freeze()  # what is there now stays, as in `bot/running.py`
        try:
            report = imported(store, file)
        finally:
            store.close()
    except SettingsInvalid as error:
        fail(str(error))
    except CrmError as error:
        fail(refusal(error, Say.of("en"), is_tap=True).toast or "")
    else:
        show(report)


def imported(store: Store, file: Path) -> ImportReport:
    """Import a file in one transaction while a bar shows how far it is."""
    with reading(file) as sheet, store.begin() as work, _bar() as progress:
        admins = administrators(work)
        if not admins:
            fail("Nobody is there yet: run the bot, join as the first administrator, then import.")
        work.actor = admins[0]
        task = progress.add_task(escape(file.name), total=sheet.total)
        return import_customers(
            work,
            sheet.rows,
            owner_id=None,
            progress=lambda row: progress.update(task, completed=row),
        )


def show(report: ImportReport) -> None:
    """Print what each column was taken for, the counts, and every row that needs a look."""
    console.print(columns(report.mapping))
    console.print(
        f"[bold]{report.new:,}[/bold] new customers, "
        f"[bold]{report.updated:,}[/bold] rows that added to one, "
        f"{report.duplicates:,} that said nothing new, {report.refused:,} refused."
    )
    refused = [f"row {one.row}: {reason(one)}" for one in report.refusals]
    _list("Refused", refused, report.refused)
    _list(
        "Values left out",
        [f"row {one.row}: {one.field} “{one.text}”" for one in report.left_out],
        len(report.left_out),
    )
    _list(
        "Taken for one customer, by the phone number",
        [f"row {one.row}: “{one.name}” is “{one.customer}”" for one in report.joined],
        len(report.joined),
    )


def columns(mapping: Mapping) -> Table:
    """Return the mapping as a table with the first row as an example."""
    grid = Table(title="Columns", title_justify="left", box=None)
    for heading in ("column", "taken as", "for example"):
        grid.add_column(heading)
    example = mapping.samples[0].cells if mapping.samples else []
    for column in mapping.columns:
        meant = column.field.replace("_", " ") if column.field else "[dim]not read[/dim]"
        if column.person > 1:
            meant += f" of person {column.person}"
        cell = example[column.place] if column.place < len(example) else ""
        grid.add_row(escape(column.header or str(column.place + 1)), meant, escape(cell[:40]))
    return grid


def reason(refused: RefusedRow) -> str:
    """Return in words why a row was refused."""
    return REASONS[refused.reason].format(field=refused.field or "")


def fail(message: str) -> None:
    """Print what is wrong, and end with 1."""
    console.print(f"[red]{escape(message)}[/red]")
    sys.exit(1)


def _list(title: str, lines: Sequence[str], total: int) -> None:
    if not lines:
        return
    console.print(f"\n[bold]{title}[/bold]")
    for line in lines[:SHOWN]:
        console.print(f"  {escape(line)}", highlight=False)
    if total > SHOWN:
        console.print(f"  … and {total - SHOWN:,} more")


def _bar() -> Progress:
    parts: Iterable[TextColumn | BarColumn | MofNCompleteColumn | TimeRemainingColumn] = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    return Progress(*parts, console=console, transient=True)
