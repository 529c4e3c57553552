"""Half an hour before a visit, what the rep should know comes by itself."""

from functools import partial

from crm.brief_times import brief_key, plans_to_brief
from crm.briefs import read_brief
from crm.duty import AT_ONCE
from crm.errors import NotThere
from handlers.kit.pushes import push
from handlers.plans.brief_texts import brief
from storage.work import Work


def send(work: Work) -> int:
    """Send what is due, and return how many plans that were."""
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
