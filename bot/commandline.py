"""The command line: `fieldbook --help`. What a command needs is imported when it runs."""

from enum import StrEnum
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


@main.command()
def run() -> None:
    """Run the bot with the token in FIELDBOOK_TOKEN, by polling; creates or migrates the database."""
    from bot.running import run_bot

    run_bot()


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
