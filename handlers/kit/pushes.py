"""Telling a member something that he did not ask for at this moment, in his own language."""

from collections.abc import Callable

from handlers.kit.say import Say
from handlers.kit.screen import Screen, payload
from storage.mail import PUSH
from storage.tables import Member
from storage.work import Work


def push(
    work: Work, member: Member, show: Callable[[Say], Screen], key: str | None = None
) -> None:
    """Put a screen for a member into the outbox; a key lets it out once. Who has left is told nothing."""
    if member.deactivated_at is not None:
        return
    screen = show(Say(member.language, member.zone, work.now))
    chat_id = member.telegram_id
    work.send(
        chat_id,
        "sendMessage",
        payload(screen, chat_id),
        priority=PUSH,
        key=key,
        about=screen.about,
    )
