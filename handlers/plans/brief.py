"""Half an hour before a visit, what the rep should know comes by itself."""

from crm.briefs import brief_key, plans_to_brief, read_brief
from crm.duty import AT_ONCE, Duty
from crm.errors import NotThere
from handlers.kit.say import Say
from handlers.kit.screen import payload
from handlers.plans.brief_texts import brief
from storage.mail import PUSH
from storage.work import Work


def briefing() -> Duty:
    """Return the duty that sends briefs."""
    return Duty("briefs", 20, lambda work: bool(plans_to_brief(work, 1)), _send)


def _send(work: Work) -> int:
    waiting = plans_to_brief(work, AT_ONCE)
    for plan, member in waiting:
        work.actor = member
        say = Say(member.language, member.zone, work.now)
        try:
            screen = brief(read_brief(work, plan), say)
        except NotThere:  # the customer is somebody else's now
            continue
        finally:
            work.actor = None
        work.send(
            member.telegram_id,
            "sendMessage",
            payload(screen, member.telegram_id),
            priority=PUSH,
            key=brief_key(plan),
            about=screen.about,
        )
    return len(waiting)
