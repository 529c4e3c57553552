"""Who may take what out of the program: a rep his own customers, a manager the team's, an administrator all."""

from dataclasses import dataclass
from typing import ClassVar

from sqlalchemy import ColumnElement, or_

from crm.errors import NotAllowed
from crm.policy import present_actor, visible_by_id, visible_customers
from crm.rules import Rule, read_rule, setting, yes_or_no
from storage.bulk import not_by_index
from storage.tables import Customer, Role
from storage.work import Work

ACT = "export"


@dataclass(frozen=True, slots=True)
class ExportRule(Rule):
    """Whether reps may take their own customers out of the program, and the pool's."""

    name: ClassVar = "export"

    reps: bool = setting(default=True, form=yes_or_no())
    pool: bool = setting(default=False, form=yes_or_no())


def may_export(work: Work, *, of_list: bool = False) -> ColumnElement[bool]:
    """Return the condition on `Customer` for what the actor may export; NotAllowed where that is nothing.

    Of a list, whose customers are looked up by their ids, a rep may export the pool's too, if the team lets him.
    """
    actor = present_actor(work)
    seen = visible_by_id(actor) if of_list else visible_customers(actor)
    if actor.role is not Role.REP:
        return seen
    rule = read_rule(work, ExportRule, actor.team_id)
    own = (not_by_index(Customer.owner_id) if of_list else Customer.owner_id) == actor.id
    if of_list and rule.pool:
        return seen & (
            or_(own, Customer.owner_id.is_(None)) if rule.reps else Customer.owner_id.is_(None)
        )
    if not rule.reps:
        raise NotAllowed(ACT)
    return seen & own


def may_export_list(work: Work, *, is_pool: bool) -> bool:
    """Say whether the actor may export a list: of the pool, or of customers that have an owner."""
    actor = present_actor(work)
    if actor.role is not Role.REP:
        return True
    rule = read_rule(work, ExportRule, actor.team_id)
    return rule.pool if is_pool else rule.reps
