"""What a rep reads after a reply: what was noted, and the next step."""

from dataclasses import replace

from crm.interactions import InteractionLogged
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.log.texts import logged
from handlers.reminders.buttons import AssignTo, Done, Reschedule
from handlers.reminders.when import days
from handlers.replies.buttons import FollowUpOn
from storage.tables import Reminder

TEXT_SHOWN = 200


def noted(done: InteractionLogged, say: Say, reminder: Reminder | None = None) -> Screen:
    """Read back what was noted, with days for the next step where the text named none.

    `reminder` is the one that was replied to, where it is still open.
    """
    receipt = logged(done, say)
    finish = ((Tap(say.plain("✅ Done"), Done(reminder.id)),),) if reminder else ()
    if done.reminder is not None:
        return replace(receipt, rows=(*finish, *receipt.rows))
    keys: list[Key] = [
        Tap(f"{label} · {say.day(day)}", FollowUpOn(done.customer.id, day))
        for label, day in days(say)
    ]
    return replace(
        receipt,
        text=lines(receipt.text, say("<b>Next step?</b> Tap a day, or just leave it.")),
        rows=(*finish, *grid(keys, 2), *receipt.rows),
    )


def about_nobody(reminder: Reminder, say: Say) -> Screen:
    """Say what a reply to a reminder about no customer may be."""
    return Screen(
        lines(
            say("<i>{text}</i>", text=clip(reminder.text, TEXT_SHOWN)),
            say("This reminder is about no customer, so I have nowhere to note that."),
        ),
        (
            (
                Tap(say.plain("✅ Done"), Done(reminder.id)),
                Tap(say.plain("📅 Reschedule"), Reschedule(reminder.id)),
            ),
            (Tap(say.plain("🏢 About whom?"), AssignTo(reminder.id)),),
        ),
        about=f"reminder:{reminder.id}",
    )
