"""`fieldbook run` as a process of its own, to be stopped and killed."""

import asyncio
import contextlib
import os
import signal
import sys
from pathlib import Path

from sandbox.faults import Fault
from sandbox.messenger import TOKEN, Messenger

ROOT = Path(__file__).parents[2]
RUN = "import sys; from bot.commandline import main; sys.argv = ['fieldbook', 'run']; main()"
HERE = "from bot.running import run_bot; run_bot()"  # in the process that a test has changed


class BotProcess:
    """A running bot; what it prints and logs goes to a file."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    @classmethod
    async def start(
        cls, folder: Path, url: str, database: str, *, program: str = RUN, **settings: str
    ) -> "BotProcess":
        """Start a program (Python text) against a Bot API server; settings are FIELDBOOK_<NAME>."""
        given = {
            "token": TOKEN,
            "api_url": url,
            "database_url": database,
            "send_rate": "0",
            "send_rate_per_chat": "0",
            **settings,
        }
        environment = {
            f"FIELDBOOK_{name.upper()}": value for name, value in given.items() if value
        }
        with (folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-c",
                program,
                cwd=folder,
                env={"PATH": os.defpath, "PYTHONPATH": str(ROOT), **environment},
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )
        return cls(process)

    def kill(self) -> None:
        """End it as a power cut would: now, without a word to it."""
        with contextlib.suppress(ProcessLookupError):
            self._process.kill()

    async def stop(self) -> int:
        """Tell it to stop, as a supervisor does, and return its exit code."""
        self._process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def ended(self) -> int:
        """Wait for its end and return its exit code."""
        return await asyncio.wait_for(self._process.wait(), 60)


async def next_poll(messenger: Messenger, within: float = 60) -> None:
    """Wait until a bot polls."""
    polled, answer = asyncio.Event(), messenger.faults.for_call

    def heard(method: str) -> Fault | None:
        if method == "getupdates":
            polled.set()
        return answer(method)

    messenger.faults.for_call = heard  # type: ignore[method-assign]
    await asyncio.wait_for(polled.wait(), within)
    messenger.faults.for_call = answer  # type: ignore[method-assign]
