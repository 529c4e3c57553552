"""Half an hour before a visit, what the rep should know comes by itself."""

from functools import partial

from crm.briefs import brief_key, plans_to_brief, read_brief
from crm.duty import AT_ONCE, Duty
from crm.errors import NotThere
from handlers.kit.pushes import push
from handlers.plans.brief_texts import brief
from storage.work import Work


def briefing() -> Duty:
    """Return the duty that sends briefs."""
    return Duty("briefs", 20, lambda work: bool(plans_to_brief(work, 1)), _send)


def _send(work: Work) -> int:
    waiting = plans_to_brief(work, AT_ONCE)
    for plan, member in waiting:
        work.actor = member
        try:
            read = read_brief(work, plan)
        except NotThere:  # the customer is somebody else's now
            continue
        finally:
            work.actor = None
        push(work, member, partial(brief, read), brief_key(plan))
    return len(waiting)
