"""What managers are told about members, unasked."""

from handlers.kit.say import Say
from handlers.kit.screen import Screen, payload
from storage.mail import PUSH
from storage.tables import Member
from storage.work import Work


def tell_unreachable(work: Work, manager: Member, member: Member) -> None:
    """Tell a manager, once, that a member blocked the bot and gets no reminders."""
    say = Say(manager.language, manager.zone, work.now)
    screen = Screen(
        say(
            "🔕 {name} has blocked me: reminders do not arrive until {name} writes to me again.",
            name=member.name,
        )
    )
    chat_id = manager.telegram_id
    work.send(chat_id, "sendMessage", payload(screen, chat_id), priority=PUSH)
