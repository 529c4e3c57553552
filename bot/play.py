"""`fieldbook demo --play`: a rep's day in the terminal, from the first look-up to the reminder that rings."""

import asyncio
import tempfile
from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.panel import Panel
from rich.text import Text

from bot.demo import ZONES, Demo, demo_running
from bot.logs import set_up_logs
from bot.pacing import Limits
from sandbox.bubbles import Bubble
from sandbox.clock import Clock as SandboxClock

SECONDS_BETWEEN = 20  # what a rep takes from one act to the next
TUESDAY = {
    "zh": datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai")),
    "en": datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Europe/London")),
}


@dataclass(frozen=True, slots=True)
class Says:
    """The rep types."""

    text: str


@dataclass(frozen=True, slots=True)
class Taps:
    """The rep taps the button that holds these words."""

    label: str


@dataclass(frozen=True, slots=True)
class Passes:
    """Time passes until so many days later, a time, when a reminder rings."""

    days: int
    at: time
    told: str


DAYS: dict[str, tuple[Says | Taps | Passes, ...]] = {
    "en": (
        Says("acme"),
        Taps("Log"),
        Says("Showed John the new pump, he likes it and asks for a trial"),
        Taps("Went well"),
        Says("send the trial contract tomorrow 10am"),
        Says("Trial pump, 80k"),
        Says("Called Sarah at Northwind, she wants 15 seats at 120 each, follow up on Friday 2pm"),
        Says("/today"),
        Passes(0, time(17), "The same day, 17:00"),
        Taps("Done"),
        Says("ask about the quote Thursday 2pm"),
        Passes(1, time(10), "The next day, 10:00"),
        Taps("Done"),
        Taps("In a week"),
        Taps("Undo"),
        Says("acme"),
    ),
    "zh": (
        Says("华信科技"),
        Taps("记录"),
        Says("和王总看了新方案，他想先试用一个月"),
        Taps("顺利"),
        Says("明天上午10点发试用合同"),
        Says("试用项目 50万"),
        Says("昨天下午给宏远机械李敏打了电话,样品没问题,周五下午两点再联系"),
        Says("/today"),
        Passes(0, time(17), "当天 17:00"),
        Taps("完成"),
        Says("周四下午两点再问一下"),
        Passes(1, time(10), "第二天 10:00"),
        Taps("完成"),
        Taps("一周后"),
        Taps("撤销"),
        Says("华信科技"),
    ),
}


def play_a_day(lang: str) -> None:
    """Play the day and print what the rep says and what the bot answers."""
    set_up_logs("error")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(play(lang, Path(folder), Console()))


async def play(lang: str, folder: Path, console: Console) -> None:
    """Play the day of a rep with that language; TimeoutError where the bot does not answer."""
    clock = SandboxClock(TUESDAY[lang].timestamp(), running=False)
    async with demo_running(lang, 0, clock, folder, Limits(0, 0)) as demo:
        show = Shown(console, lang)
        await _answered(demo, show, demo.rep.command("start"))
        for act in DAYS[lang]:
            clock.move(SECONDS_BETWEEN)
            match act:
                case Says(text):
                    show.said(text)
                    await _answered(demo, show, demo.rep.say(text))
                case Taps(label):
                    bubble, full = _button(demo, label)
                    show.said(f"[{full}]")
                    await _answered(demo, show, demo.rep.tap(full, bubble))
                case Passes(days, at, told):
                    show.passed(told)
                    day = TUESDAY[lang].date() + timedelta(days=days)
                    instant = datetime.combine(day, at, TUESDAY[lang].tzinfo)
                    await _answered(demo, show, _move_to(demo, instant))


async def _answered(demo: Demo, show: "Shown", act: Awaitable[Any]) -> None:
    before = {bubble.id: bubble for bubble in demo.rep.screen}
    await act
    await demo.rep.until(lambda rep: any(_is_new(bubble, before) for bubble in rep.screen))
    await demo.fieldbook.settled()
    for bubble in demo.rep.screen:
        if _is_new(bubble, before):
            show.answered(bubble, is_edit=bubble.id in before)


async def _move_to(demo: Demo, instant: datetime) -> None:
    demo.messenger.clock.move_to(instant.timestamp())


def _is_new(bubble: Bubble, before: dict[int, Bubble]) -> bool:
    return not bubble.mine and before.get(bubble.id) != bubble


def _button(demo: Demo, label: str) -> tuple[Bubble, str]:
    for bubble in reversed(demo.rep.screen):
        for row in bubble.rows:
            for button in row:
                if label in button.label:
                    return bubble, button.label
    raise LookupError(f"no button {label!r} on the phone")


class Shown:
    """The phone, as a terminal shows it."""

    def __init__(self, console: Console, lang: str) -> None:
        self._console = console
        self._zone = ZoneInfo(ZONES[lang])

    def said(self, text: str) -> None:
        """Print what the rep said or tapped, on the right."""
        self._console.print(Text(f"{text} ▸", style="bold cyan"), justify="right")

    def passed(self, told: str) -> None:
        """Print that time went by."""
        self._console.rule(f"🕙 {told}")

    def answered(self, bubble: Bubble, *, is_edit: bool) -> None:
        """Print a message of the bot with its buttons."""
        text = Text(bubble.text)
        for row in bubble.rows:
            text.append("\n" + "  ".join(f"[{button.label}]" for button in row), style="green")
        at = datetime.fromtimestamp(bubble.body["date"], UTC).astimezone(self._zone)
        title = f"Fieldbook {at:%H:%M}" + (" ✎" if is_edit else "")
        self._console.print(Panel(text, title=title, title_align="left", expand=False, width=76))
