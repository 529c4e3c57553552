"""Parking: an update that keeps failing is set aside, and those whom it concerns are told."""

from crm.members import administrators
from crm.recognition import Sign, recognise
from handlers.kit.failures import failed, failed_for_administrator
from handlers.kit.say import Say
from handlers.kit.screen import Screen, payload
from storage.inbox import Received, park
from storage.mail import PUSH
from storage.tables import Member
from storage.work import Work


def park_and_tell(work: Work, received: Received, error: str, reference: str) -> None:
    """Park an update: the rep is told with a reference, the administrators with the error too."""
    park(work, received.update_id, error, reference)
    who = recognise(work, Sign(received.chat_id)).member
    if who is not None:
        _push(work, who.telegram_id, failed(reference, _say_to(who, work)))
    name = who.name if who else "?"
    for admin in administrators(work):
        say = _say_to(admin, work)
        _push(work, admin.telegram_id, failed_for_administrator(reference, name, error, say))


def _say_to(member: Member, work: Work) -> Say:
    return Say(member.language, member.zone, work.now)


def _push(work: Work, chat_id: int, screen: Screen) -> None:
    work.send(chat_id, "sendMessage", payload(screen, chat_id), priority=PUSH)
