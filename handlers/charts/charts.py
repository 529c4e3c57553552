"""A chart as a picture: drawn by a process of its own, so that what draws is never in the bot's memory."""

import asyncio
import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

import structlog

from handlers.kit.files import FileKind, FileToShow
from storage.work import MadeFile

log = structlog.get_logger()

HOUSE = Path(__file__).parents[2]
DRAWER = (sys.executable, "-X", "utf8", "-m", "handlers.charts.drawing")
PATIENCE = 30  # seconds; two are usual on a small machine


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, how long it is, how much of it is filled, and what is written beside it."""

    name: str
    length: float
    filled: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars below one another; `key` says what the whole bar and the filled part mean."""

    title: str
    bars: tuple[Bar, ...]
    key: tuple[str, str]


async def draw(chart: Chart) -> FileToShow | None:
    """Return a chart as a PNG picture; none where it could not be drawn."""
    png = await _png(json.dumps(asdict(chart)).encode())
    if png is None:
        return None
    return FileToShow(FileKind.PHOTO, made=MadeFile("chart.png", png, "image/png"))


async def _png(told: bytes) -> bytes | None:
    child = await asyncio.create_subprocess_exec(
        *DRAWER,
        cwd=HOUSE,
        env={},
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
    )
    try:
        png, _ = await asyncio.wait_for(child.communicate(told), PATIENCE)
    except TimeoutError:
        child.kill()
        await child.wait()
        log.warning("chart_took_too_long", seconds=PATIENCE)
        return None
    if child.returncode or not png:
        log.warning("chart_not_drawn", code=child.returncode)
        return None
    return png
