"""The command line: `fieldbook --help`. What a command needs is imported when it runs."""

import typer

main = typer.Typer(
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Fieldbook: a CRM that lives in a messenger.",
    epilog="Settings come from the environment or .env: FIELDBOOK_TOKEN, FIELDBOOK_DATABASE_URL, FIELDBOOK_API_URL …",
)


@main.command()
def run() -> None:
    """Run the bot with the token in FIELDBOOK_TOKEN, by polling; creates or migrates the database."""
    from bot.running import run_bot

    run_bot()


@main.callback()
def about() -> None:
    """Fieldbook: a CRM that lives in a messenger."""
