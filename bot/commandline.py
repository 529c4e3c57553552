"""The command line: `fieldbook --help`."""

import typer

main = typer.Typer(no_args_is_help=True, help="Fieldbook: a CRM that lives in a messenger.")


@main.callback()
def about() -> None:
    """Fieldbook: a CRM that lives in a messenger."""
