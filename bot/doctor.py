"""`fieldbook doctor`: what came due and what became of it, whether reminders move, and what does not add up."""

from collections.abc import Iterator

from rich.console import Console
from rich.table import Table

from bot.settings import DatabaseSettings, read_settings
from crm.book import open_store
from crm.clock import SystemClock
from crm.health import Health
from crm.proof import Proof, prove
from storage.migrate import is_up_to_date

console = Console(soft_wrap=True)


def examine() -> bool:
    """Print the proof and the health of the database in the settings; say whether all is well.

    It only reads: a running bot is not held up. SettingsInvalid for a wrong setting.
    """
    url = read_settings(DatabaseSettings).database_url
    if not is_up_to_date(url):
        console.print("There is no database of this version yet: `fieldbook run` makes it.")
        return False
    store = open_store(url, SystemClock().now)
    try:
        with store.looking() as work:
            proof = prove(work)
    finally:
        store.close()
    _print_balance(proof)
    _print_health(proof.health)
    troubles = list(_troubles(proof))
    for trouble in troubles:
        console.print(f"[red]✗[/red] {trouble}")
    if not troubles:
        console.print("[green]✓[/green] All that came due is accounted for.")
    return not troubles


def _print_balance(proof: Proof) -> None:
    table = Table(title=f"Reminders since {proof.since:%Y-%m-%d %H:%M} UTC", title_justify="left")
    table.add_column("what became of them")
    table.add_column("", justify="right")
    rows: list[tuple[str, int]] = [
        ("came due", proof.came_due),
        ("= delivered by Telegram", proof.delivered),
        ("+ in the outbox", proof.under_way),
        ("+ due and not yet in the outbox", proof.not_yet),
        *((f"+ undeliverable: {why}", n) for why, n in proof.undeliverable.items()),
        ("difference", proof.came_due - proof.accounted),
        *((f"delivered and {answer}", n) for answer, n in sorted(proof.answers.items())),
        ("delivered and not answered", proof.unanswered),
        ("marked as possible repeats", proof.repeats),
        ("planned from now on", proof.planned),
        *(
            (
                f"{one.kind}: delivered / in the outbox / failed {one.under_way} / {one.failed}",
                one.sent,
            )
            for one in proof.others
        ),
    ]
    for what, count in rows:
        table.add_row(what, f"{count:,}")
    console.print(table)


def _print_health(health: Health) -> None:
    tick = f"{health.last_tick:%Y-%m-%d %H:%M:%S} UTC" if health.last_tick else "never"
    console.print(f"last sign of life: {tick}")
    console.print(f"longest overdue and not in the outbox: {health.lag.total_seconds():.0f} s")
    console.print(f"oldest unsent push: {health.oldest_unsent.total_seconds():.0f} s")
    console.print(f"pushes that failed within a day: {health.failed_today}")


def _troubles(proof: Proof) -> Iterator[str]:
    if proof.came_due != proof.accounted:
        yield f"{proof.came_due} came due, {proof.accounted} are accounted for."
    yield from (f"Contradiction: {one}." for one in proof.strays)
    if proof.health.is_lagging:
        yield "Reminders have waited for more than a minute."
    if not proof.health.is_running:
        yield "The bot has given no sign of life within a minute."
