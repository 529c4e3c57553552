"""The buttons of planned visits."""

from datetime import date

from crm.plans import DropReason
from handlers.kit.buttons import button


@button("yp")
class OpenPlan:
    """Show a plan."""

    plan_id: int


@button("yv")
class PlanVisited:
    """The visit has been."""

    plan_id: int


@button("ym")
class MovePlan:
    """Plan it for another time."""

    plan_id: int


@button("yd")
class DropPlan:
    """The visit will not be."""

    plan_id: int


@button("yw")
class DropFor:
    """It will not be, for this reason."""

    reason: DropReason


@button("yt")
class PlanOn:
    """The day of the visit."""

    day: date


@button("yn")
class NewPlans:
    """Plan a visit."""


@button("yf")
class PlanFor:
    """Plan a visit to this customer."""

    customer_id: int


@button("yl")
class ListPlans:
    """Show the visits that are planned, from this place in the list on."""

    start: int
