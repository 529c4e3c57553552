"""Every duty of the program, with what it tells whom.

What a duty has to say is loaded the first time that it has something to say.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from crm.assigning import assigning
from crm.brief_times import briefing
from crm.care import caring
from crm.digests import digesting, forgetting_digests
from crm.duty import Duty
from crm.escalation import escalating
from crm.health import alarming, ticking
from crm.imports_waiting import importing
from crm.likely_pairs import comparing
from crm.offers import expiring
from crm.pooling import pooling
from crm.ringing import ringing
from crm.search.merging import merging
from crm.search.missing import indexing
from crm.second_tellings import nudging
from crm.stalling import stalling
from handlers.day.living import pinning
from handlers.kit.late import late
from handlers.reports.delivery import delivering, delivering_comments
from handlers.visits.forgetting import forgetting
from storage.plans import Digest


def duties() -> list[Duty]:
    """Build every duty."""
    return [
        _telling(partial(digesting, Digest.MORNING), "day.morning:tell"),
        _telling(partial(digesting, Digest.EVENING), "reports.daily:tell"),
        _telling(partial(digesting, Digest.WEEKLY), "reports.team:tell_week"),
        _telling(partial(digesting, Digest.MONTHLY), "reports.team:tell_month"),
        forgetting_digests(),
        _telling(delivering, "reports.texts:for_manager"),
        _telling(delivering_comments, "reports.comment_texts:comment"),
        _telling(briefing, "plans.brief:send"),
        _telling(ringing, "reminders.push:show_due"),
        _telling(nudging, "reminders.push:show_unanswered"),
        _telling(escalating, "reminders.push:show_escalated"),
        _telling(caring, "reminders.care_texts:show_suggestions"),
        ticking(),
        _telling(alarming, "reminders.proof_texts:tell_lagging"),
        _telling(importing, "importing.importing:enter"),
        comparing(),
        indexing(),
        merging(),
        _telling(pooling, "pool.pool:tell_pooled"),
        _telling(assigning, "pool.pool:tell_assigned"),
        pinning(),
        _telling(stalling, "opportunities.stalled:tell_stalled"),
        _telling(expiring, "opportunities.assigning:tell_expired"),
        forgetting(),
    ]


def _telling(duty: Callable[..., Duty], where: str) -> Duty:
    """Return a duty that is given what stands in a module of a feature, which is loaded once it is due."""
    tell = late(f"handlers.{where}")
    return replace(duty(tell), load=tell.load)
