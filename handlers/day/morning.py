"""The morning: the day's message comes by itself at the member's hour, and is edited from then on."""

import json
from datetime import date

from crm.day import read_day
from crm.day_message import remember_sent
from handlers.day import texts
from handlers.day.living import fingerprint
from handlers.kit.pushes import push
from storage.tables import Member
from storage.work import Work


def tell(work: Work, member: Member, day: date) -> int | None:
    """Send a member his day, where it holds anything, and return its row in the outbox."""
    shown = read_day(work)
    if not (shown.open_visits or shown.due or shown.waiting or shown.tasks):
        return None
    key = f"morning:{member.id}:{day.isoformat()}"
    sent_id = push(work, member, lambda say: texts.day(shown, say), key)
    if sent_id is not None:
        call = json.loads(work.outgoing[-1].payload)
        remember_sent(work, member.id, day, sent_id, fingerprint(call))
    return sent_id
