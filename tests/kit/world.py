"""A test's world: the real application on the sandbox's Bot API, with a clock that the test moves.

    rep = await world.rep("Wang Wei", "zh")
    await rep.says("/log")
    await rep.taps("华信科技")
    assert "…" in rep.sees

Every act returns when the bot has answered it. An exception in a handler is raised by the act that caused
it, unless the test says that failures are meant.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.app import Fieldbook, Frame, running
from bot.dispatching import AnyApplication
from bot.pacing import Limits
from crm.book import open_store
from crm.members import Newcomer, issue_code, join
from handlers import registry
from handlers.kit.assistant import Assistant
from handlers.kit.late import AnyHandler
from sandbox.bubbles import Bubble
from sandbox.clock import Clock as SandboxClock
from sandbox.limits import Limits as SandboxLimits
from sandbox.messenger import TOKEN, Messenger
from sandbox.people import Person
from storage.store import Store
from storage.tables import Role
from tests.kit.wire import SandboxRequest
from tests.kit.witness import Witness

TUESDAY = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)  # 09:30 in Shanghai
ZONES = {"zh": "Asia/Shanghai", "en": "Asia/Shanghai"}


class WorldClock:
    """The application's clock, driven by the sandbox's."""

    def __init__(self, clock: SandboxClock) -> None:
        self._clock = clock

    def now(self) -> datetime:
        """Return the sandbox's instant."""
        return datetime.fromtimestamp(self._clock.now(), UTC)


class Rep:
    """A member with a phone: says, taps, sees."""

    def __init__(self, world: "World", person: Person) -> None:
        self.world = world
        self.person = person

    @property
    def sees(self) -> str:
        """The text of the bot's last message."""
        return self.person.last.text

    @property
    def last(self) -> Bubble:
        """The bot's last message."""
        return self.person.last

    @property
    def labels(self) -> list[str]:
        """The labels of the buttons under the bot's last message."""
        return [button.label for row in self.person.last.rows for button in row]

    @property
    def messages(self) -> list[str]:
        """The texts of all messages of the bot, oldest first."""
        return [bubble.text for bubble in self.person.screen if not bubble.mine]

    @property
    def toast(self) -> str:
        """The last toast, empty where none was shown."""
        return self.person.toasts[-1].text if self.person.toasts else ""

    async def says(self, text: str) -> str:
        """Send a text and return the bot's answer."""
        await self.person.say(text)
        self.world.raise_failures()
        return self.sees

    async def taps(self, label: str, message: Bubble | None = None) -> str:
        """Tap the button whose label holds these words and return what the bot shows then."""
        shown = message or self._newest_with_buttons()
        found = [one for row in shown.rows for one in row if label in one.label]
        if not found:
            raise LookupError(f"no button {label!r} under {shown.text!r}: {self.labels}")
        await self.person.tap(found[0].label, shown)
        self.world.raise_failures()
        return self.sees

    def _newest_with_buttons(self) -> Bubble:
        return next(bubble for bubble in reversed(self.person.screen) if bubble.rows)


class World:
    """The messenger, the application, and the people."""

    def __init__(self, messenger: Messenger, store: Store, url: str) -> None:
        self.messenger = messenger
        self.store = store
        self.url = url
        self.clock = WorldClock(messenger.clock)
        self.failures: list[Exception] = []
        self.failures_are_meant = False
        self.extra_handlers: list[AnyHandler] = []
        self.limits = Limits(0, 0)
        self.files: Path | None = None
        self.assistant: Assistant | None = None
        self._people = 0
        self._running: Any = None
        self._delivered: dict[str, Any] = {}

    async def start(self) -> None:
        """Start the application (again)."""
        frame = Frame(
            token=TOKEN,
            api_url="http://sandbox",
            store=self.store,
            clock=self.clock,
            request=SandboxRequest(self.messenger),
            limits=self.limits,
            files=self.files,
            assistant=self.assistant,
            is_driven=True,
            on_failure=self.failures.append,
            register=self._register,
        )
        self._running = running(frame)
        self.fieldbook: Fieldbook = await self._running.__aenter__()
        self.messenger.bot.receiver = self._deliver

    @asynccontextmanager
    async def offline(self) -> AsyncIterator[None]:
        """Let the phones be offline: what is sent meanwhile arrives all at once when they are back."""
        self.messenger.bot.receiver = None
        yield
        await self.takes_what_waits()
        await self.fieldbook.settled()
        self.messenger.bot.receiver = self._deliver
        self.raise_failures()

    async def takes_what_waits(self) -> None:
        """Let everything that waits at the messenger be received at once."""
        updates = self.messenger.bot.updates
        batch = [one.body for one in updates.waiting()]
        updates.clear()
        await self.fieldbook.poller.take(batch)

    async def delivers_again(self) -> None:
        """Deliver the last update once more, as Telegram does until it is confirmed."""
        await self.fieldbook.receive(self._delivered)

    async def _deliver(self, update: dict[str, Any]) -> None:
        self._delivered = update
        await self.fieldbook.receive(update)

    def _register(self, application: AnyApplication) -> None:
        application.add_handlers([*self.extra_handlers, Witness()])
        registry.register(application)

    async def handles(self, *handlers: AnyHandler) -> None:
        """Restart the application with handlers before its own: for what no feature does."""
        self.extra_handlers = list(handlers)
        await self.restart()

    async def stop(self) -> None:
        """Stop the application in good order; updates wait at the messenger."""
        self.messenger.bot.receiver = None
        await self._running.__aexit__(None, None, None)
        self.store.close()

    async def dies(self) -> None:
        """Let the application end as if killed: what is under way in the database ends, nothing else."""
        self.messenger.bot.receiver = None
        await self.fieldbook.background.stop()
        self.store.close()

    async def comes_back(self) -> None:
        """Start the application anew after it died, and let it settle what it finds."""
        self.store = open_store(self.url, self.clock.now)
        await self.start()
        await self.fieldbook.settled()

    async def restart(self) -> None:
        """Stop and start the application: nothing may be noticed of it."""
        await self.stop()
        self.store = open_store(self.url, self.clock.now)
        await self.start()

    async def rep(self, name: str = "Li Lei", language: str = "en", role: Role = Role.REP) -> Rep:
        """Return a member who has joined and is greeted."""
        self._people += 1
        person = self.messenger.person(1000 + self._people, name, language)
        with self.store.begin() as work:
            code = issue_code(work, role, None, work.now + timedelta(hours=1))
            join(work, code, Newcomer(person.id, name, language, ZONES[language]))
        rep = Rep(self, person)
        await rep.says("/start")
        return rep

    def stranger(self, name: str = "Somebody", language: str = "en") -> Rep:
        """Return somebody who is no member."""
        self._people += 1
        return Rep(self, self.messenger.person(1000 + self._people, name, language))

    async def passes(self, **time: float) -> None:
        """Let time pass (hours=2) and what is due then happen."""
        self.messenger.clock.move(timedelta(**time).total_seconds())
        await self.fieldbook.sweep()

    def raise_failures(self) -> None:
        """Raise what a handler raised, unless failures are meant."""
        if self.failures and not self.failures_are_meant:
            raise self.failures.pop()


@asynccontextmanager
async def a_world(url: str) -> AsyncIterator[World]:
    """Open a world on a migrated, empty database at 09:30 on a Tuesday in Shanghai."""
    clock = SandboxClock(TUESDAY.timestamp(), running=False)
    messenger = Messenger(clock, limits=SandboxLimits.lifted())
    world = World(messenger, open_store(url, WorldClock(clock).now), url)
    await world.start()
    try:
        yield world
    finally:
        await world.stop()
