"""Greetings that a rep forwards himself: for a contact's day, for a holiday."""

from crm.care import HOLIDAYS, read_persons_day
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, Trigger
from handlers.reminders import care_texts
from handlers.reminders.buttons import Greet, GreetAll


async def greeting_wanted(ctx: Ctx, tap: Greet) -> None:
    """The rep wants to greet a contact."""
    await ctx.act(lambda work: read_persons_day(work, tap.occasion_id), care_texts.greeting)


async def greetings_wanted(ctx: Ctx, tap: GreetAll) -> None:
    """The rep wants to greet customers on a holiday."""
    holiday = next((one for one in HOLIDAYS if one.code == tap.holiday), None)
    await ctx.show(care_texts.holiday_greetings(holiday, ctx.say))


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(Greet, greeting_wanted), OnButton(GreetAll, greetings_wanted)]
