"""Telling a member something that he did not ask for at this moment, in his own language."""

from collections.abc import Callable

from handlers.kit.say import Say
from handlers.kit.screen import Screen, payload
from storage.mail import PUSH
from storage.tables import Member
from storage.work import Work


def push(
    work: Work,
    member: Member,
    show: Callable[[Say], Screen],
    key: str | None = None,
    answers: int | None = None,
) -> int | None:
    """Put a screen for a member into the outbox and return its row's id; a key lets it out once.

    `answers` is the message of his chat that it answers. Who has left is told nothing: none then.
    """
    if member.deactivated_at is not None:
        return None
    screen = show(say_to(work, member))
    call = payload(screen, member.telegram_id)
    if answers is not None:
        call["reply_parameters"] = {"message_id": answers, "allow_sending_without_reply": True}
    return work.send(
        member.telegram_id, "sendMessage", call, priority=PUSH, key=key, about=screen.about
    )


def say_to(work: Work, member: Member) -> Say:
    """Return how to speak to a member: his language, his zone, the present."""
    return Say(member.language, member.zone, work.now)
