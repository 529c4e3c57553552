"""The pool (公海): which customers go there, and when; who may claim how many a day."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import ClassVar

from sqlalchemy import ColumnElement, select

from crm.instants import day_of
from crm.rules import Rule, setting, whole, yes_or_no
from crm.stages import is_open
from storage.tables import Customer, Opportunity
from storage.work import Work

DAYS = whole(1, 1000)
WARNED_BEFORE = 7  # days
WARNED_AGAIN = 1


@dataclass(frozen=True, slots=True)
class PoolRule(Rule):
    """How long a customer may be left alone before it goes to the pool, by grade, and who may claim."""

    name: ClassVar = "pool"

    is_on: bool = setting(False, yes_or_no())
    a: int = setting(60, DAYS)
    b: int = setting(90, DAYS)
    c: int = setting(180, DAYS)
    ungraded: int = setting(120, DAYS)
    takes_deals: bool = setting(False, yes_or_no())
    claims_a_day: int = setting(10, whole(0, 1000))

    def days(self, grade: str | None) -> int:
        """Return how many days without contact are allowed for a grade."""
        return {"A": self.a, "B": self.b, "C": self.c}.get(grade or "", self.ungraded)


def idle_since(customer: Customer) -> datetime:
    """Return since when a customer was left alone by its owner: the last touch, or when he got it."""
    return max(customer.touched_at, customer.owned_at or customer.created_at)


def due_on(rule: PoolRule, customer: Customer, zone: str) -> date:
    """Return the day on which a customer has been left alone for as long as its grade allows."""
    return day_of(idle_since(customer), zone) + timedelta(days=rule.days(customer.grade))


def has_open_deal() -> ColumnElement[bool]:
    """Return the condition on `Customer` that it has an open opportunity."""
    return select(Opportunity.id).where(Opportunity.customer_id == Customer.id, is_open()).exists()


def pool_day(work: Work, rule: PoolRule, customer: Customer, zone: str) -> date | None:
    """Return the day on which a customer goes to the pool as things stand; none where it does not."""
    if not rule.is_on or customer.owner_id is None:
        return None
    if not rule.takes_deals:
        here = select(Customer.id).where(Customer.id == customer.id, has_open_deal())
        if work.session.scalar(here) is not None:
            return None
    return max(due_on(rule, customer, zone), day_of(work.now, zone))
