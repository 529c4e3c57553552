"""Checking in by a place that is shared once: who is near, how far it is, and what is proved by it.

The rep's place is used and not kept: of a check-in, the distance and the mark stay. The place of a customer is
the pin that was set, else that of the first check-in there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, and_, select

from crm.cadence import VisitCadence
from crm.customer_look_ups import recent_customers
from crm.day import DayList, read_day
from crm.day_message import remember_order
from crm.in_hand import NOWHERE, in_hand
from crm.instants import days_ago, days_since, today_of
from crm.interactions import NewInteraction, enter_interaction
from crm.places import kilometres
from crm.plans import PlannedVisit
from crm.policy import actor_of, customer_for, visible_customers
from crm.rules import read_rule
from crm.visits import Visited
from storage.cells import METRES_PER_DEGREE, cells_around
from storage.plans import Plan, PlanState
from storage.tables import Customer, Interaction, Kind
from storage.visits import CheckIn, Mark
from storage.work import Work

REACH_M = 300
AROUND_M = 5000
SHOWN_NEAR = 6
SHOWN_WAITING = 3
DECIMALS = 5  # of a degree: a metre


@dataclass(frozen=True, slots=True)
class Place:
    """A place in degrees."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Near:
    """A customer and how far it is, in metres; none where its place is not known."""

    customer: Customer
    metres: int | None
    waiting_days: int | None = None


@dataclass(frozen=True, slots=True)
class Around:
    """What a place says: open visits by distance, and customers around who have waited too long."""

    visits: tuple[Near, ...]
    waiting: tuple[Near, ...]


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """A check-in, the visit it belongs to, and what is around; `again` where he had checked in there today."""

    visit: Visited
    check_in: CheckIn
    around: Around
    again: bool = False


@dataclass(frozen=True, slots=True)
class WhereIsIt:
    """Nobody, or more than one, is near enough: who it may be."""

    choices: tuple[Near, ...]
    around: Around


def take_place(work: Work, place: Place, customer_id: int | None = None) -> CheckedIn | WhereIsIt:
    """Check in where it is certain at whom, and put the open visits of the day in order by distance.

    Certain is the customer named (`customer_id`), the only one within 300 m, or the only one of those who is to
    be visited today.
    """
    seen = look_around(work, place)
    if customer_id is None:
        near = [one for one in seen.choices if one.metres is not None and one.metres <= REACH_M]
        planned = {one.customer.id for one in seen.around.visits}
        here = [one for one in near if one.customer.id in planned] or near
        if len(here) != 1:
            return seen
        customer_id = here[0].customer.id
    return check_in_at(work, customer_id, place, seen.around)


def look_around(work: Work, place: Place) -> WhereIsIt:
    """Return who is near and what is around, and put the open visits of the day in order by distance.

    Those within reach come first, then those of today, then the customer in hand and those touched last.
    """
    day = read_day(work)
    around = Around(_in_order(work, place, day), _waiting_around(work, place, day))
    hand = in_hand(work, NOWHERE)
    recent = [
        Near(one, metres_to(one, place))
        for one in (*([hand.customer] if hand else []), *recent_customers(work))
    ]
    by_id: dict[int, Near] = {}
    for one in (*customers_near(work, place, REACH_M), *around.visits, *recent):
        by_id.setdefault(one.customer.id, one)
    return WhereIsIt(tuple(by_id.values())[:SHOWN_NEAR], around)


def check_in_at(
    work: Work, customer_id: int, place: Place, around: Around | None = None
) -> CheckedIn:
    """Enter a visit with the distance to the customer, or add it to today's visit there.

    Verified is what lies within 300 m; farther is entered all the same and said. The first check-in at a
    customer without a place teaches it.
    """
    customer = customer_for(work, customer_id)
    metres = metres_to(customer, place)
    around = around or look_around(work, place).around
    interaction, check_in = _of_today(work, customer)
    if interaction is not None and check_in is not None:
        return CheckedIn(Visited(interaction, customer), check_in, around, again=True)
    if interaction is None:
        interaction = enter_interaction(
            work, NewInteraction(customer.id, Kind.VISIT, "")
        ).interaction
    if metres is None:
        latitude, longitude = round(place.latitude, DECIMALS), round(place.longitude, DECIMALS)
        work.change(customer, latitude=latitude, longitude=longitude)
        mark = Mark.LEARNED
    else:
        mark = Mark.VERIFIED if metres <= REACH_M else Mark.FAR
    check_in = work.add(CheckIn(interaction_id=interaction.id, distance_m=metres, mark=mark))
    undo = work.close_entry("check_in", customer.id)
    around = replace(
        around, visits=tuple(one for one in around.visits if one.customer.id != customer.id)
    )
    return CheckedIn(Visited(interaction, customer, undo=undo), check_in, around)


def customers_near(work: Work, place: Place, metres: int, limit: int = SHOWN_NEAR) -> list[Near]:
    """Return the nearest customers within so many metres whom the actor may see.

    Distances are reckoned on the coordinates alone; only those returned are loaded.
    """
    here = _around(place, metres) & visible_customers(actor_of(work))
    found = [(one.metres, one.id) for one in _with_distances(work, here, place)]
    nearest = sorted(one for one in found if one[0] <= metres)[:limit]
    customers = _load(work, [row_id for _metres, row_id in nearest])
    return [Near(customers[row_id], distance) for distance, row_id in nearest]


def metres_to(customer: Customer, place: Place) -> int | None:
    """Return how far a customer is; none where its place is not known."""
    if customer.latitude is None or customer.longitude is None:
        return None
    km = kilometres(place.latitude, place.longitude, customer.latitude, customer.longitude)
    return round(km * 1000)


def _in_order(work: Work, place: Place, day: DayList) -> tuple[Near, ...]:
    """Put the open visits in order by distance, and remember the order: not the distances."""

    def by_distance(one: PlannedVisit) -> tuple[bool, int]:
        metres = metres_to(one.customer, place)
        return (metres is None, metres or 0)

    still = sorted(day.open_visits, key=by_distance)
    remember_order(work, actor_of(work).id, day.day, [one.plan.id for one in still])
    return tuple(Near(one.customer, metres_to(one.customer, place)) for one in still)


def _waiting_around(work: Work, place: Place, day: DayList) -> tuple[Near, ...]:
    """Return the actor's own customers around who have waited too long and are not planned, the nearest first."""
    actor = actor_of(work)
    cadence = read_rule(work, VisitCadence, actor.team_id)
    planned = select(Plan.id).where(
        Plan.customer_id == Customer.id,
        Plan.state == PlanState.PLANNED,
        Plan.visit_on >= day.day,
    )
    least = min(cadence.a, cadence.b, cadence.c, cadence.ungraded)
    here = and_(
        _around(place, AROUND_M),
        Customer.owner_id == actor.id,
        Customer.deleted_at.is_(None),
        Customer.touched_at < days_ago(least, work.now, actor.zone),
        ~planned.exists(),
    )
    late = sorted(
        (one.metres, one.id)
        for one in _with_distances(work, here, place)
        if REACH_M < one.metres <= AROUND_M
        and days_since(one.touched_at, work.now, actor.zone) >= cadence.days(one.grade)
    )[:SHOWN_WAITING]
    customers = _load(work, [row_id for _metres, row_id in late])
    return tuple(
        Near(
            customers[row_id],
            metres,
            days_since(customers[row_id].touched_at, work.now, actor.zone),
        )
        for metres, row_id in late
    )


def _around(place: Place, metres: int) -> ColumnElement[bool]:
    """Return the condition that holds for customers in a box around a place, found through the cells."""
    cells = list(cells_around(place.latitude, place.longitude, metres))
    height = metres / METRES_PER_DEGREE
    latitudes = Customer.latitude.between(place.latitude - height, place.latitude + height)
    return Customer.place_cell.in_(cells) & latitudes


class _Far(NamedTuple):
    """How far a customer is, and what tells whether it has waited too long."""

    metres: int
    id: int
    grade: str | None
    touched_at: datetime


def _with_distances(work: Work, here: ColumnElement[bool], place: Place) -> list[_Far]:
    """Return how far customers are, without loading them."""
    columns = (Customer.id, Customer.latitude, Customer.longitude, Customer.grade)
    rows = work.connection.execute(select(*columns, Customer.touched_at).where(here))
    return [
        _Far(
            round(kilometres(place.latitude, place.longitude, latitude, longitude) * 1000),
            *(row_id, grade, touched_at),
        )
        for row_id, latitude, longitude, grade, touched_at in rows
        if latitude is not None and longitude is not None
    ]


def _load(work: Work, ids: Sequence[int]) -> dict[int, Customer]:
    """Return customers by their ids, in one query."""
    if not ids:
        return {}
    there = work.session.scalars(select(Customer).where(Customer.id.in_(ids)))
    return {one.id: one for one in there}


def _of_today(work: Work, customer: Customer) -> tuple[Interaction | None, CheckIn | None]:
    """Return the actor's visit to a customer today, and its check-in."""
    actor = actor_of(work)
    wanted = (
        select(Interaction, CheckIn)
        .outerjoin(CheckIn, CheckIn.interaction_id == Interaction.id)
        .where(
            Interaction.customer_id == customer.id,
            Interaction.member_id == actor.id,
            Interaction.kind == Kind.VISIT,
            Interaction.happened_on == today_of(work, actor),
            Interaction.deleted_at.is_(None),
        )
        .order_by(Interaction.id.desc())
        .limit(1)
    )
    row = work.session.execute(wanted).first()
    return (row[0], row[1]) if row else (None, None)
