"""The morning: the day's message comes by itself at the member's hour, and is edited from then on."""

import json
from datetime import date

from crm.day import read_day
from crm.day_message import remember_sent
from crm.digests import digesting
from crm.duty import Duty
from handlers.day import texts
from handlers.day.living import fingerprint
from handlers.kit.say import Say
from handlers.kit.screen import payload
from storage.mail import PUSH
from storage.plans import Digest
from storage.tables import Member
from storage.work import Work


def morning() -> Duty:
    """Return the duty that sends the day where it holds anything."""
    return digesting(Digest.MORNING, _tell)


def _tell(work: Work, member: Member, day: date) -> int | None:
    shown = read_day(work)
    if not (shown.open_visits or shown.due or shown.waiting):
        return None
    say = Say(member.language, member.zone, work.now)
    screen = texts.day(shown, say)
    call = payload(screen, member.telegram_id)
    sent_id = work.send(
        member.telegram_id,
        "sendMessage",
        call,
        priority=PUSH,
        key=f"morning:{member.id}:{day.isoformat()}",
        about=screen.about,
    )
    remember_sent(work, member.id, day, sent_id, fingerprint(json.loads(json.dumps(call))))
    return sent_id
