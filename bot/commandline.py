"""The command line: `fieldbook --help`. What a command needs is imported when it runs."""

import os
import sys
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

main = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Fieldbook: a CRM that lives in a messenger.",
    epilog="Settings come from the environment or .env: FIELDBOOK_TOKEN, FIELDBOOK_DATABASE_URL, FIELDBOOK_API_URL …",
)


class Language(StrEnum):
    """A language of the program."""

    ZH = "zh"
    EN = "en"


Now = Annotated[str | None, typer.Option(help="Read at this ISO time instead of now.")]
Zone = Annotated[str, typer.Option(help="The writer's IANA time zone.")]


@main.command()
def run() -> None:
    """Run the bot with the token in FIELDBOOK_TOKEN, by polling; creates or migrates the database."""
    # What reads the command line is left behind, and docstrings stay on disk: docs/decisions/0007.
    serving = [sys.executable, "-OO", "-P", "-Xno_debug_ranges", "-m", "bot"]
    os.execv(sys.executable, serving)  # noqa: S606  our own interpreter and module


@main.command()
def demo(
    lang: Annotated[Language, typer.Option(help="Language of the first rep.")] = Language.EN,
    port: Annotated[int, typer.Option(help="Port of the phone page; 0 takes a free one.")] = 8088,
    *,
    play: Annotated[
        bool, typer.Option("--play", help="Play a rep's day in the terminal, and end.")
    ] = False,
) -> None:
    """Try everything without a token: a messenger of your own, the bot, and sample customers."""
    if play:
        from bot.play import play_a_day

        play_a_day(lang.value)
    else:
        from bot.demo import run_demo

        run_demo(lang.value, port)


@main.command()
def export(
    file: Annotated[Path, typer.Argument(help="Where to write: a .xlsx or .csv file.")],
    lang: Annotated[Language, typer.Option(help="Language of the headers.")] = Language.EN,
) -> None:
    """Write every customer, with contacts, interactions and opportunities, into a file."""
    from bot.exporting import export_file

    export_file(file, lang.value)


@main.command(name="import")
def import_customers(
    file: Annotated[Path, typer.Argument(help="A spreadsheet: .xlsx, .xls, .csv or .tsv.")],
) -> None:
    """Import customers from a spreadsheet; every row that cannot be taken is named with its reason."""
    from bot.importing import import_file

    import_file(file)


@main.command()
def rates(
    file: Annotated[
        Path,
        typer.Argument(help="A sheet with the columns Currency, Rate, Date: .xlsx, .xls, .csv."),
    ],
) -> None:
    """Take rates of exchange from a sheet, for the first administrator's team; the latest day counts."""
    from bot.rates import take_rates

    take_rates(file)


@main.command()
def doctor() -> None:
    """Balance what came due against what became of it, and say whether reminders move; exit 1 if not."""
    from bot.doctor import examine

    def examined() -> None:
        if not examine():
            raise typer.Exit(1)

    _or_say_why(examined)


@main.command()
def when(now: Now = None, tz: Zone = "Asia/Shanghai") -> None:
    """Say which time each line of the standard input sets: one JSON object a line."""
    from bot.reading import say_when

    _or_say_why(lambda: say_when(now, tz))


@main.command()
def understand(
    customers: Annotated[
        Path | None, typer.Option(help="A .csv of customers; without it, the database's.")
    ] = None,
    now: Now = None,
    tz: Zone = "Asia/Shanghai",
    lang: Annotated[  # noqa: ARG001  both languages are read in every line; kept for those who name one
        Language, typer.Option(help="The language that is mostly written; both are always read.")
    ] = Language.ZH,
) -> None:
    """Say what each line of the standard input means: one JSON object a line."""
    from bot.reading import understand as read_lines

    _or_say_why(lambda: read_lines(customers, now, tz))


def _or_say_why(command: Callable[[], None]) -> None:
    from bot.settings import SettingsInvalid

    try:
        command()
    except SettingsInvalid as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from None
