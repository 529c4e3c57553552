"""`fieldbook demo`: a messenger of one's own, the real bot over HTTP, and sample customers; no token needed."""

import asyncio
import contextlib
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from rich.console import Console
from rich.panel import Panel

from bot.app import Fieldbook, Frame, running
from bot.logs import set_up_logs
from bot.pacing import Limits
from bot.transport import AiohttpRequest
from crm.book import open_store
from crm.importing import import_customers, read_rows
from crm.members import Newcomer, issue_code, join
from crm.samples import decide_samples, fill_with_samples, share_out
from sandbox.clock import Clock as SandboxClock
from sandbox.messenger import TOKEN, Messenger
from sandbox.people import Person
from sandbox.server import Serving, serve
from storage.migrate import migrate
from storage.store import Store
from storage.tables import Role

console = Console()

TELEGRAMS = Limits()
SAMPLES = Path(__file__).parents[1] / "samples"
PEOPLE = {
    "en": (
        ("Emma Clark", "en", Role.REP),
        ("李伟", "zh", Role.REP),
        ("Grace Miller", "en", Role.MANAGER),
        ("Oliver Hayes", "en", Role.ADMIN),
    ),
    "zh": (
        ("李伟", "zh", Role.REP),
        ("Emma Clark", "en", Role.REP),
        ("王经理", "zh", Role.MANAGER),
        ("赵主管", "zh", Role.ADMIN),
    ),
}
ZONES = {"en": "Europe/London", "zh": "Asia/Shanghai"}
TRY = {
    "en": (
        "Visited Acme today, John likes the new pump, follow up next Tuesday 10am",
        "acme                 the customer's card",
        "512 555 0177         whose number is that?",
        "then move the clock forward and see the reminder arrive",
    ),
    "zh": (
        "今天拜访了华信科技的王总,对报价有兴趣,预算50万,下周二上午10点跟进",
        "华信科技             客户卡片",
        "13705741234          这是谁的号码",
        "然后把时钟往前拨,看提醒弹出来",
    ),
}


class DemoClock:
    """The bot's clock, which follows the messenger's: moved on the phone page, time passes for both."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """Return the messenger's instant."""
        return datetime.fromtimestamp(self._clock.now(), UTC)


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo under way."""

    messenger: Messenger
    serving: Serving
    fieldbook: Fieldbook
    rep: Person


@asynccontextmanager
async def demo_running(
    lang: str, port: int, clock: SandboxClock, folder: Path, limits: Limits = TELEGRAMS
) -> AsyncIterator[Demo]:
    """Run the messenger and the bot in this process, joined by HTTP alone."""
    messenger = Messenger(clock)
    bot_clock = DemoClock(clock)
    url = f"sqlite:///{folder / 'demo.db'}"
    migrate(url)
    store = open_store(url, bot_clock.now)
    people = enter_people(store, messenger, lang)
    async with serve(messenger, port) as serving:
        frame = Frame(
            token=TOKEN,
            api_url=serving.url,
            store=store,
            clock=bot_clock,
            request=AiohttpRequest(),
            limits=limits,
        )
        async with running(frame) as fieldbook:
            yield Demo(messenger, serving, fieldbook, people[0])
    store.close()


def run_demo(lang: str, port: int) -> None:
    """Serve the phone page until Ctrl-C."""
    set_up_logs("warning")
    try:
        with contextlib.suppress(KeyboardInterrupt), tempfile.TemporaryDirectory() as folder:
            asyncio.run(_serve(lang, port, Path(folder)))
    except OSError as error:
        console.print(f"[red]Port {port} cannot be used ({error.strerror}): try --port 0.[/red]")
        sys.exit(1)


async def _serve(lang: str, port: int, folder: Path) -> None:
    async with demo_running(lang, port, SandboxClock(), folder) as demo:
        for person in demo.messenger.people.values():
            await person.command("start")
        text = "\n".join(
            (
                f"The phone page: [b]{demo.serving.url}[/b]",
                "",
                "Try:",
                *(f"  {line}" for line in TRY[lang]),
            )
        )
        console.print(Panel(text, title="Fieldbook", expand=False))
        await asyncio.Event().wait()


def enter_people(store: Store, messenger: Messenger, lang: str) -> list[Person]:
    """Let the sample people join, and give them customers, past visits and things to do."""
    people, members = [], []
    with store.begin() as work:
        for number, (name, language, role) in enumerate(PEOPLE[lang], start=1):
            zone = ZONES[language]
            person = messenger.person(500 + number, name, language, zone=zone)
            code = issue_code(work, role, None, work.now + timedelta(hours=1))
            done = join(work, code, Newcomer(person.id, name, language, zone))
            people.append(person)
            members.append(done.member)
        work.actor = members[0]
        import_customers(work, read_rows(SAMPLES / "customers.xlsx"), owner_id=None)
        reps = {member.language: member for member in members if member.role is Role.REP}
        share_out(work, lambda customer: reps["en" if customer.name.isascii() else "zh"])
        for member in reps.values():
            fill_with_samples(work, member)
        leader = next(member for member in members if member.role is Role.MANAGER)
        decide_samples(work, leader, read_rows(SAMPLES / "prices.csv"))
    return people
