"""`fieldbook rates FILE`: rates of exchange from a sheet, in the name of the first administrator."""

from pathlib import Path

from rich.console import Console
from rich.markup import escape

from bot.importing import fail
from bot.settings import DatabaseSettings, SettingsInvalid, read_settings
from crm.book import open_store
from crm.clock import SystemClock
from crm.errors import CrmError
from crm.importing import read_rows
from crm.members import administrators
from crm.rate_sheets import RatesSet, import_rates
from handlers.kit.failures import refusal
from handlers.kit.say import Say
from storage.migrate import migrate

console = Console()


def take_rates(file: Path) -> None:
    """Take the rates of a sheet, all or none, and say which; a sentence and exit code 1 where that fails."""
    try:
        settings = read_settings(DatabaseSettings)
        migrate(settings.database_url)
        store = open_store(settings.database_url, SystemClock().now)
        try:
            with store.begin() as work:
                admins = administrators(work)
                if not admins:
                    fail("Nobody is there yet: run the bot and join as the first administrator.")
                work.actor = admins[0]
                show(import_rates(work, read_rows(file)))
        finally:
            store.close()
    except SettingsInvalid as error:
        fail(str(error))
    except CrmError as error:
        fail(refusal(error, Say.of("en"), is_tap=True).toast or "")


def show(done: RatesSet) -> None:
    """Print what was taken, and every row that was not."""
    own = done.team.currency
    for code, rate in (done.new | done.changed).items():
        day = f"  ({rate.on})" if rate.on else ""
        console.print(f"1 {code} = [bold]{rate.units.normalize():f}[/bold] {own}{day}")
    console.print(
        f"{len(done.new)} new, {len(done.changed)} changed, {done.same} as before, "
        f"{len(done.left_out)} left out."
    )
    for row, text in done.left_out:
        console.print(f"  row {row}: {escape(text)}", highlight=False)
