"""/today: the day as one message, which is edited as the day goes."""

from dataclasses import replace

from crm.day import DayList, read_day
from handlers.day import texts
from handlers.day.buttons import DayInFull, Fullness, PinDay, ShowDay
from handlers.day.living import turn_pin
from handlers.kit.context import Ctx
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from storage.work import Work


async def today_asked(ctx: Ctx, _words: str) -> None:
    """The rep wants to see his day."""
    await ctx.act(read_day, texts.day)


async def day_opened(ctx: Ctx, tap: ShowDay) -> None:
    """The rep opens a day from a receipt: it comes as a message of its own."""

    def shown(found: DayList, say: Say) -> Screen:
        return replace(texts.day(found, say), fresh=True)

    await ctx.act(lambda work: read_day(work, tap.day), shown)


async def fullness_chosen(ctx: Ctx, tap: DayInFull) -> None:
    """The rep wants to see all of a busy day, or less of it: the message stays the same one."""
    show = texts.in_full if tap.fullness is Fullness.FULL else texts.day
    await ctx.act(lambda work: read_day(work, tap.day), show)


async def pin_wanted(ctx: Ctx, _tap: PinDay) -> None:
    """The rep wants the day at the top of the chat, or not any more."""
    await ctx.act(lambda work: turn_pin(work, ctx.member, ctx.say), texts.pinned)


def read_and_show(work: Work, say: Say) -> Screen:
    """Return the day of the actor as it is now."""
    return texts.day(read_day(work), say)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("today", today_asked),
        OnButton(ShowDay, day_opened),
        OnButton(DayInFull, fullness_chosen),
        OnButton(PinDay, pin_wanted),
    ]
