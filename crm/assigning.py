"""Customers that came into the pool new are given out by the team's rule, where it does so by itself."""

from collections.abc import Callable, Sequence
from functools import partial

from sqlalchemy import ColumnElement, false, or_, select

from crm.assignment import AssignmentRule, Proposal, in_pool, propose
from crm.duty import Duty
from crm.ownership import give
from crm.rules import read_rule
from storage.rules import TeamRule
from storage.tables import Customer
from storage.work import Work

EVERY = 300  # seconds
AT_ONCE = 60


def assigning(tell: Callable[[Work, Sequence[Proposal]], None]) -> Duty:
    """Return the duty that gives out customers which came into the pool new, as an import brings them."""
    return Duty("assignment", EVERY, has_new, partial(assign_new, tell=tell), AT_ONCE)


def has_new(work: Work) -> bool:
    """Say whether a team that assigns by itself has customers that never had an owner and that a word fits."""
    wanted = (_new_ones(rule, team_id) for team_id, rule in _automatic(work))
    return any(work.session.scalar(select(Customer.id).where(one).limit(1)) for one in wanted)


def assign_new(work: Work, tell: Callable[[Work, Sequence[Proposal]], None]) -> int:
    """Give them to whom the rule says, some at a time, and return how many were given."""
    done: list[Proposal] = []
    for team_id, rule in _automatic(work):
        some = (
            select(Customer).where(_new_ones(rule, team_id)).order_by(Customer.id).limit(AT_ONCE)
        )
        customers = work.session.scalars(some).all()
        theirs = [one for one in propose(work, team_id, customers) if one is not None]
        for one in theirs:
            give(work, one.customer, one.member)
        work.close_entry("assign")
        done += theirs
    if done:
        tell(work, done)
    return len(done)


def _automatic(work: Work) -> list[tuple[int, AssignmentRule]]:
    decided = select(TeamRule.team_id).where(TeamRule.name == AssignmentRule.name)
    teams = work.session.scalars(decided.order_by(TeamRule.team_id)).all()
    rules = [(team_id, read_rule(work, AssignmentRule, team_id)) for team_id in teams]
    return [(team_id, rule) for team_id, rule in rules if rule.is_automatic]


def _new_ones(rule: AssignmentRule, team_id: int) -> ColumnElement[bool]:
    new = (Customer.team_id == team_id) & in_pool() & Customer.owned_at.is_(None)
    if rule.rest_by_load:
        return new
    columns = (Customer.region, Customer.city, Customer.industry)
    fits = [one.icontains(word, autoescape=True) for word in rule.members for one in columns]
    return new & or_(false(), *fits)
