"""Measure what is fast, each figure beside its floor: `python -m benchmarks [names…]`."""

import json
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from benchmarks.results import Results, as_json, show

# Each is a module with `tables(rounds) -> list[Results]`; imported only when asked for.
app = typer.Typer(pretty_exceptions_enable=False, add_completion=False)
BENCHES = {
    "echo": "a message in, a reply out, over HTTP",
    "calls": "one sendMessage, layer by layer",
    "startup": "from start to first poll, and memory at rest",
    "pipeline": "the pipeline of a million opportunities on both databases (takes minutes)",
    "importing": "a workbook of 100,000 rows into the book",
    "importing_chat": "how fast a colleague is answered while a list is imported",
    "duplicates": "is it there already, among 100,000 customers",
    "dates": "dates in both languages, right and wrong, and the time for one",
    "understanding": "messages read, right and wrong, and the time for one",
    "reminders": "a million pending, a thousand due at once, one more, and how late each is",
    "search": "look-ups among a hundred thousand and a million customers (the first time, half an hour more)",
    "day": "the day list and a shared place on a book of 1,000,000 customers",
    "burst": "ten thousand reminders due at once (takes six minutes)",
}


@app.command()
def main(
    names: Annotated[list[str] | None, typer.Argument(help=", ".join(BENCHES))] = None,
    rounds: Annotated[int, typer.Option(help="how often each figure is taken")] = 5,
    json_to: Annotated[Path | None, typer.Option("--json", help="also write a JSON file")] = None,
) -> None:
    """Print a table for each bench; medians of rounds that take every subject in turn."""
    chosen = names or list(BENCHES)
    if unknown := [name for name in chosen if name not in BENCHES]:
        raise typer.BadParameter(f"{', '.join(unknown)}: there are {', '.join(BENCHES)}")
    console = Console()
    results: list[Results] = []
    for name in chosen:
        with console.status(f"{name}: {BENCHES[name]}"):
            tables = import_module(f"benchmarks.{name}").tables(rounds)
        for table in tables:
            show(table, console)
        results += tables
    if json_to:
        json_to.write_text(json.dumps([as_json(table) for table in results], indent=1))


if __name__ == "__main__":
    app()
