"""`fieldbook export FILE`: the whole book as a spreadsheet, in the name of the first administrator."""

from pathlib import Path

from rich.console import Console

from bot.importing import fail
from bot.settings import DatabaseSettings, SettingsInvalid, read_settings
from crm.book import open_store
from crm.clock import SystemClock
from crm.exporting import look_at_export, note_export
from crm.members import administrators
from handlers.exporting.exporting import table
from handlers.exporting.texts import MEDIA_TYPES
from handlers.kit.say import Say
from storage.migrate import migrate

console = Console()


def export_file(file: Path, language: str) -> None:
    """Write the book into a file, and say how many customers; a sentence and exit code 1 where that fails."""
    form = file.suffix.lstrip(".").lower()
    if form not in MEDIA_TYPES:
        fail("The name of the file says the form: .xlsx or .csv, please.")
    try:
        settings = read_settings(DatabaseSettings)
        migrate(settings.database_url)
        store = open_store(settings.database_url, SystemClock().now)
        try:
            with store.looking() as work:  # a bot that runs goes on writing
                admins = administrators(work)
                if not admins:
                    fail("Nobody is there yet: run the bot and join as the first administrator.")
                work.actor = admins[0]
                file.write_bytes(table(work, form, Say(language, admins[0].zone, work.now)))
                customers = look_at_export(work).customers
            with store.begin() as work:
                work.actor = admins[0]
                note_export(work, form, customers)
        finally:
            store.close()
    except SettingsInvalid as error:
        fail(str(error))
    except OSError as error:
        fail(f"I cannot write there: {error.strerror}.")
    else:
        console.print(f"{customers:,} customers in {file.name}")
