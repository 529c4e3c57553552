"""Customers that are left alone go to the pool: their owner is told 7 days and 1 day before.

Nobody loses a customer without both warnings: where the program stood still, or a team has just begun with
the pool, the day is as late as it takes. A touch in between makes the warnings void.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from sqlalchemy import ColumnElement, func, or_, select

from crm.assignment import Proposal, assign_by_rule
from crm.duty import Duty
from crm.instants import is_quiet, local, today_of
from crm.ownership import give
from crm.pool import WARNED_AGAIN, WARNED_BEFORE, PoolRule, due_on, has_open_deal, idle_since
from crm.rules import read_rule
from storage.customer_file import PoolWarning
from storage.rules import TeamRule
from storage.tables import Customer, Member
from storage.work import Work

EVERY = 300  # seconds
AT_ONCE = 60  # customers of one owner
GRADES = ("A", "B", "C")


@dataclass(frozen=True, slots=True)
class Notice:
    """What an owner is told: who goes to the pool when, who goes tomorrow, and who went just now."""

    owner: Member
    soon: tuple[tuple[Customer, date], ...]
    tomorrow: tuple[tuple[Customer, date], ...]
    gone: tuple[Customer, ...]
    assigned: tuple[Proposal, ...] = ()


Tell = Callable[[Work, Notice], None]


def pooling(tell: Tell) -> Duty:
    """Return the duty that warns and moves to the pool."""
    return Duty("pool", EVERY, has_due, partial(move_on, tell=tell))


def has_due(work: Work) -> bool:
    """Say whether there is anybody to warn or to move who is awake."""
    return next(_due(work), None) is not None


def move_on(work: Work, tell: Tell) -> int:
    """Warn owners and move what is due, and return how many customers that were."""
    count = 0
    for rule, owner in list(_due(work)):
        today = today_of(work, owner)
        soon = _warn(work, rule, owner, today)
        tomorrow = _warn_again(work, rule, owner, today)
        gone = _move(work, rule, owner, today)
        assigned = [one for customer in gone if (one := assign_by_rule(work, customer, owner.id))]
        work.close_entry("to_pool")
        if soon or tomorrow or gone:
            tell(work, Notice(owner, tuple(soon), tuple(tomorrow), tuple(gone), tuple(assigned)))
        count += len(soon) + len(tomorrow) + len(gone)
    return count


def _due(work: Work) -> Iterator[tuple[PoolRule, Member]]:
    """Yield the owners who have something to be warned of or moved, and who are awake, with their rule."""
    decided = select(TeamRule.team_id).where(TeamRule.name == PoolRule.name)
    for team_id in work.session.scalars(decided.order_by(TeamRule.team_id)).all():
        rule = read_rule(work, PoolRule, team_id)
        if not rule.is_on:
            continue
        latest = (work.now + timedelta(days=1)).date()  # wherever an owner is
        for owner in _owners(work, team_id, _any(work, rule, latest)):
            wall = local(work.now, owner.zone)
            is_awake = not is_quiet(wall.time(), owner.quiet_from, owner.quiet_until)
            if is_awake and _customers(work, owner, _any(work, rule, wall.date()), 1):
                yield rule, owner


def _owners(work: Work, team_id: int, condition: ColumnElement[bool]) -> Sequence[Member]:
    own = (Customer.owner_id == Member.id) & (Customer.team_id == team_id)
    has_some = select(Customer.id).where(own, condition).exists()
    found = select(Member).where(Member.deactivated_at.is_(None), has_some)
    return work.session.scalars(found.order_by(Member.id)).all()


def _any(work: Work, rule: PoolRule, today: date) -> ColumnElement[bool]:
    return or_(
        _to_warn(work, rule), _to_warn_again(work, rule, today), _to_move(work, rule, today)
    )


def _warn(work: Work, rule: PoolRule, owner: Member, today: date) -> list[tuple[Customer, date]]:
    warned = []
    for customer in _customers(work, owner, _to_warn(work, rule)):
        leaves_on = max(due_on(rule, customer, owner.zone), today + timedelta(days=WARNED_BEFORE))
        here = PoolWarning.customer_id == customer.id
        warning = work.session.scalar(select(PoolWarning).where(here))
        if warning is None:
            warning = PoolWarning(customer_id=customer.id)
            work.session.add(warning)
        warning.owner_id, warning.idle_since = owner.id, idle_since(customer)
        warning.leaves_on, warning.warned_on, warning.is_last = leaves_on, today, False
        warned.append((customer, leaves_on))
    work.session.flush()
    return warned


def _warn_again(
    work: Work, rule: PoolRule, owner: Member, today: date
) -> list[tuple[Customer, date]]:
    warned = []
    customers = _customers(work, owner, _to_warn_again(work, rule, today))
    for customer, warning in _with_warnings(work, customers):
        warning.is_last, warning.warned_on = True, today
        warning.leaves_on = max(warning.leaves_on, today + timedelta(days=WARNED_AGAIN))
        warned.append((customer, warning.leaves_on))
    work.session.flush()
    return warned


def _move(work: Work, rule: PoolRule, owner: Member, today: date) -> list[Customer]:
    gone = []
    customers = _customers(work, owner, _to_move(work, rule, today))
    for customer, warning in _with_warnings(work, customers):
        give(work, customer, None)
        work.session.delete(warning)
        gone.append(customer)
    work.session.flush()
    return gone


def _customers(
    work: Work, owner: Member, condition: ColumnElement[bool], limit: int = AT_ONCE
) -> Sequence[Customer]:
    own = (Customer.owner_id == owner.id) & (Customer.team_id == owner.team_id)
    order = select(Customer).where(own, condition).order_by(Customer.touched_at, Customer.id)
    return work.session.scalars(order.limit(limit)).all()


def _with_warnings(
    work: Work, customers: Sequence[Customer]
) -> Iterator[tuple[Customer, PoolWarning]]:
    ids = [customer.id for customer in customers]
    there = select(PoolWarning).where(PoolWarning.customer_id.in_(ids))
    warnings = {one.customer_id: one for one in work.session.scalars(there)}
    yield from ((customer, warnings[customer.id]) for customer in customers)


def _to_warn(work: Work, rule: PoolRule) -> ColumnElement[bool]:
    """Return the condition on `Customer` that it is left alone, and nobody was told since."""
    return _left_alone(work, rule) & ~_warned()


def _to_warn_again(work: Work, rule: PoolRule, today: date) -> ColumnElement[bool]:
    return _left_alone(work, rule) & _warned(
        PoolWarning.is_last.is_(False),
        PoolWarning.warned_on < today,
        PoolWarning.leaves_on <= today + timedelta(days=WARNED_AGAIN),
    )


def _to_move(work: Work, rule: PoolRule, today: date) -> ColumnElement[bool]:
    return _left_alone(work, rule) & _warned(
        PoolWarning.is_last.is_(True),
        PoolWarning.warned_on < today,
        PoolWarning.leaves_on <= today,
    )


def _left_alone(work: Work, rule: PoolRule) -> ColumnElement[bool]:
    by_days: defaultdict[int, list[ColumnElement[bool]]] = defaultdict(list)
    for grade in GRADES:
        by_days[rule.days(grade)].append(Customer.grade == grade)
    ungraded = or_(Customer.grade.is_(None), Customer.grade.not_in(GRADES))
    by_days[rule.days(None)].append(ungraded)
    since = func.coalesce(Customer.owned_at, Customer.created_at)
    parts = []
    for days, grades in by_days.items():
        before = work.now - timedelta(days=max(0, days - WARNED_BEFORE))
        parts.append(or_(*grades) & (Customer.touched_at <= before) & (since <= before))
    alone = Customer.deleted_at.is_(None) & Customer.owner_id.is_not(None) & or_(*parts)
    return alone if rule.takes_deals else alone & ~has_open_deal()


def _warned(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition on `Customer` that its owner was warned, and it was not touched since."""
    return (
        select(PoolWarning.id)
        .where(
            PoolWarning.customer_id == Customer.id,
            PoolWarning.owner_id == Customer.owner_id,
            PoolWarning.idle_since >= Customer.touched_at,
            PoolWarning.idle_since >= func.coalesce(Customer.owned_at, Customer.created_at),
            *conditions,
        )
        .exists()
    )
