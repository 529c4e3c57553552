"""What belongs to an opportunity: the people who have a part in it, and what is to be sold, line by line."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from sqlalchemy import select

from crm.customers import tidy
from crm.errors import Empty, NotThere, TextTooLong
from crm.money import Money
from crm.policy import opportunity_for
from storage.deals import OpportunityContact, OpportunityLine
from storage.tables import Contact, Opportunity, Team
from storage.work import Work

THOUSAND = 1000  # a quantity is kept in thousandths
NAME_LIMIT, ROLE_LIMIT, LINES_LIMIT = 200, 60, 50


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody at the customer who has a part in an opportunity."""

    link: OpportunityContact
    contact: Contact


@dataclass(frozen=True, slots=True)
class NewLine:
    """What is to be sold: how many (exact, up to three decimals), price and cost of one."""

    name: str
    quantity: Decimal
    price: Money
    cost_minor: int | None = None
    product_id: int | None = None


@dataclass(frozen=True, slots=True)
class LinesChanged:
    """The entry to undo, and the amount that was there before, where the sum of the lines is another."""

    undo: int | None
    before: Money | None = None


@dataclass(frozen=True, slots=True)
class Totals:
    """What all lines come to; `margin` is none where the cost of a line is unknown."""

    amount: Money
    cost: Money | None

    @property
    def margin(self) -> Money | None:
        """What is left of the amount after cost."""
        if self.cost is None:
            return None
        return Money(self.amount.minor - self.cost.minor, self.amount.currency)

    @property
    def margin_percent(self) -> int | None:
        """The margin in percent of the amount; none where either is unknown or the amount is nothing."""
        if self.margin is None or self.amount.minor == 0:
            return None
        return round(100 * self.margin.minor / self.amount.minor)


def times(minor: int, quantity: int) -> int:
    """Return a price in minor units times a quantity in thousandths, rounded half to even."""
    exact = Decimal(minor) * quantity / THOUSAND
    return int(exact.to_integral_value(rounding=ROUND_HALF_EVEN))


def totals(lines: Iterable[OpportunityLine], currency: str) -> Totals:
    """Return what lines come to, each rounded to minor units and then added."""
    many = list(lines)
    amount = sum(times(one.price_minor, one.quantity) for one in many)
    costs = [
        None if one.cost_minor is None else times(one.cost_minor, one.quantity) for one in many
    ]
    known = [cost for cost in costs if cost is not None]
    cost = Money(sum(known), currency) if len(known) == len(many) else None
    return Totals(Money(amount, currency), cost)


def add_line(work: Work, opportunity_id: int, new: NewLine) -> LinesChanged:
    """Add what is to be sold; the opportunity's amount becomes the sum of its lines.

    A first line sets the currency. Empty, TextTooLong, NotThere; Empty("currency") for a line in another
    currency than the lines before it.
    """
    opportunity = opportunity_for(work, opportunity_id)
    there, before = read_lines(work, opportunity_id), _amount(opportunity)
    if there and opportunity.currency != new.price.currency:
        raise Empty("currency")
    if len(there) >= LINES_LIMIT:
        raise TextTooLong("lines", LINES_LIMIT)
    if new.quantity <= 0:
        raise Empty("quantity")
    work.add(
        OpportunityLine(
            opportunity_id=opportunity.id,
            product_id=new.product_id,
            name=_fitting("name", new.name, NAME_LIMIT),
            quantity=int((new.quantity * THOUSAND).to_integral_value(ROUND_HALF_EVEN)),
            price_minor=new.price.minor,
            cost_minor=new.cost_minor,
        )
    )
    _sum_up(work, opportunity, new.price.currency)
    return _changed(work, opportunity, before)


def remove_line(work: Work, opportunity_id: int, line_id: int) -> LinesChanged:
    """Take a line away; the amount follows the lines that are left, and stays after the last one."""
    opportunity = opportunity_for(work, opportunity_id)
    before = _amount(opportunity)
    line = work.session.get(OpportunityLine, line_id)
    if line is None or line.opportunity_id != opportunity.id:
        raise NotThere("line", line_id)
    work.remove(line)
    _sum_up(work, opportunity, opportunity.currency)
    return _changed(work, opportunity, before)


def add_person(
    work: Work, opportunity_id: int, contact_id: int, role: str | None = None
) -> int | None:
    """Say that a contact of the customer has a part in it, and which; NotThere for another's contact."""
    opportunity = opportunity_for(work, opportunity_id)
    contact = work.session.get(Contact, contact_id)
    if (
        contact is None
        or contact.deleted_at is not None
        or contact.customer_id != opportunity.customer_id
    ):
        raise NotThere("contact", contact_id)
    role = _fitting("role", role, ROLE_LIMIT) if role else None
    known = next(
        (one for one in read_people(work, opportunity_id) if one.contact.id == contact_id), None
    )
    if known:
        work.change(known.link, role=role)
    else:
        work.add(
            OpportunityContact(opportunity_id=opportunity.id, contact_id=contact.id, role=role)
        )
    return work.close_entry("change_opportunity", opportunity.customer_id)


def remove_person(work: Work, opportunity_id: int, contact_id: int) -> int | None:
    """Say that a contact has no part in it; NotThere where he had none."""
    opportunity = opportunity_for(work, opportunity_id)
    for person in read_people(work, opportunity_id):
        if person.contact.id == contact_id:
            work.remove(person.link)
            return work.close_entry("change_opportunity", opportunity.customer_id)
    raise NotThere("contact", contact_id)


def read_people(work: Work, opportunity_id: int) -> tuple[Person, ...]:
    """Return who has a part in an opportunity, first named first."""
    there = (
        select(OpportunityContact, Contact)
        .join(Contact, Contact.id == OpportunityContact.contact_id)
        .where(OpportunityContact.opportunity_id == opportunity_id, Contact.deleted_at.is_(None))
        .order_by(OpportunityContact.id)
    )
    return tuple(Person(*row) for row in work.session.execute(there))


def read_lines(work: Work, opportunity_id: int) -> tuple[OpportunityLine, ...]:
    """Return what is to be sold, first entered first."""
    there = select(OpportunityLine).where(OpportunityLine.opportunity_id == opportunity_id)
    return tuple(work.session.scalars(there.order_by(OpportunityLine.id)))


def _amount(opportunity: Opportunity) -> Money | None:
    if opportunity.amount_minor is None or opportunity.currency is None:
        return None
    return Money(opportunity.amount_minor, opportunity.currency)


def _changed(work: Work, opportunity: Opportunity, before: Money | None) -> LinesChanged:
    undo = work.close_entry("change_opportunity", opportunity.customer_id)
    return LinesChanged(undo, before if before != _amount(opportunity) else None)


def _sum_up(work: Work, opportunity: Opportunity, currency: str | None) -> None:
    lines = read_lines(work, opportunity.id)
    if not lines:
        return
    code = currency or work.session.get_one(Team, opportunity.team_id).currency
    amount = totals(lines, code).amount
    work.change(opportunity, amount_minor=amount.minor, currency=amount.currency)


def _fitting(field: str, text: str, limit: int) -> str:
    fitting = tidy(text)
    if not fitting:
        raise Empty(field)
    if len(fitting) > limit:
        raise TextTooLong(field, limit)
    return fitting
