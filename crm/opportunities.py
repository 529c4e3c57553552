"""Opportunities: created in a breath, moved through their stages."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from crm.customers import OPEN_STAGES, tidy
from crm.errors import Empty, TextTooLong
from crm.money import Money
from crm.policy import actor_of, customer_for, opportunity_for
from crm.reminders import Due, add_reminder
from crm.words import read_amount, read_close
from storage.tables import Customer, Member, Opportunity, Reminder, Stage, Team
from storage.work import Work

TITLE_LIMIT = 200
REASON_LIMIT = 500
CLOSED = (Stage.WON, Stage.LOST)


@dataclass(frozen=True, slots=True)
class NewOpportunity:
    """What is known of a possible sale; only customer and title are needed."""

    customer_id: int
    title: str
    amount: Money | None = None
    close_on: date | None = None
    stage: Stage = Stage.NEW


@dataclass(frozen=True, slots=True)
class OpportunityCreated:
    """An opportunity just entered."""

    opportunity: Opportunity
    customer: Customer
    reminder: Reminder | None
    undo: int | None


@dataclass(frozen=True, slots=True)
class OpportunityCard:
    """An opportunity with the customer it is at and whose it is."""

    opportunity: Opportunity
    customer: Customer
    owner_name: str | None


@dataclass(frozen=True, slots=True)
class OpportunityChanged:
    """An opportunity after a change, with the values that were there before, by column."""

    card: OpportunityCard
    before: dict[str, Any]
    undo: int | None


def create_opportunity(
    work: Work, new: NewOpportunity, follow_up: Due | None = None
) -> OpportunityCreated:
    """Enter an opportunity that the actor owns, and plan the next step where one is given.

    NotThere for a customer that the actor may not see, Empty and TextTooLong for the title.
    """
    customer = customer_for(work, new.customer_id)
    opportunity = add_opportunity(work, new)
    reminder = None
    if follow_up is not None:
        reminder = add_reminder(
            work,
            text=new.title,
            due=follow_up,
            customer_id=customer.id,
            opportunity_id=opportunity.id,
        )
    undo = work.close_entry("create_opportunity", customer.id)
    return OpportunityCreated(opportunity, customer, reminder, undo)


def opportunity_in_words(
    work: Work, customer_id: int, words: str, said_at: datetime | None = None
) -> NewOpportunity:
    """Return the opportunity that a line names: "40 pumps, 80k, end of March".

    The title is what is left beside amount and close; it is empty where nothing is.
    """
    close = read_close(words, said_at or work.now, actor_of(work).zone)
    read = read_amount(close.rest, currency_of(work))
    return NewOpportunity(customer_id, tidy(read.rest), read.amount, close.day)


def currency_of(work: Work) -> str:
    """Return the currency of the actor's team: bare amounts are in it."""
    return work.session.get_one(Team, actor_of(work).team_id).currency


def add_opportunity(work: Work, new: NewOpportunity) -> Opportunity:
    """Insert an opportunity row for the actor; for use-cases, which close the history entry."""
    return work.add(
        Opportunity(
            customer_id=new.customer_id,
            owner_id=actor_of(work).id,
            title=_fitting_title(new.title),
            amount_minor=new.amount.minor if new.amount else None,
            currency=new.amount.currency if new.amount else None,
            stage=new.stage,
            close_on=new.close_on,
            created_at=work.now,
            closed_at=work.now if new.stage in CLOSED else None,
        )
    )


def read_opportunity(work: Work, opportunity_id: int) -> OpportunityCard:
    """Read an opportunity's card; NotThere where the actor may not see its customer."""
    opportunity = opportunity_for(work, opportunity_id)
    customer = customer_for(work, opportunity.customer_id)
    owner = work.session.get(Member, opportunity.owner_id) if opportunity.owner_id else None
    return OpportunityCard(opportunity, customer, owner.name if owner else None)


def move_opportunity(
    work: Work,
    opportunity_id: int,
    stage: Stage,
    reason: str | None = None,
    amount: Money | None = None,
) -> OpportunityChanged:
    """Move an opportunity to a stage; won and lost ones are closed, with a reason for the lost.

    A final amount, where one is given, replaces the expected one.
    """
    if reason and len(reason) > REASON_LIMIT:
        raise TextTooLong("reason", REASON_LIMIT)
    final = {"amount_minor": amount.minor, "currency": amount.currency} if amount else {}
    return _change(
        work,
        opportunity_id,
        "move_opportunity",
        stage=stage,
        closed_at=work.now if stage in CLOSED else None,
        lost_reason=reason if stage is Stage.LOST else None,
        **final,
    )


def open_opportunities(work: Work, customer_id: int) -> Sequence[Opportunity]:
    """Return a customer's open opportunities, the last entered first."""
    there = select(Opportunity).where(
        Opportunity.customer_id == customer_id,
        Opportunity.deleted_at.is_(None),
        Opportunity.stage.in_(OPEN_STAGES),
    )
    return work.session.scalars(there.order_by(Opportunity.id.desc())).all()


def rename_opportunity(work: Work, opportunity_id: int, title: str) -> OpportunityChanged:
    """Give an opportunity another title; Empty and TextTooLong as at its creation."""
    return _change(work, opportunity_id, "change_opportunity", title=_fitting_title(title))


def price_opportunity(work: Work, opportunity_id: int, amount: Money | None) -> OpportunityChanged:
    """Set or clear the amount of an opportunity."""
    minor, currency = (amount.minor, amount.currency) if amount else (None, None)
    return _change(
        work, opportunity_id, "change_opportunity", amount_minor=minor, currency=currency
    )


def expect_close(work: Work, opportunity_id: int, day: date | None) -> OpportunityChanged:
    """Set or clear the day by which an opportunity is expected to close."""
    return _change(work, opportunity_id, "change_opportunity", close_on=day)


def _change(work: Work, opportunity_id: int, act: str, **values: Any) -> OpportunityChanged:
    card = read_opportunity(work, opportunity_id)
    before = {name: getattr(card.opportunity, name) for name in values}
    if "stage" not in values or before["stage"] is not values["stage"]:
        work.change(card.opportunity, **values)
    return OpportunityChanged(card, before, work.close_entry(act, card.customer.id))


def _fitting_title(title: str) -> str:
    fitting = tidy(title)
    if not fitting:
        raise Empty("title")
    if len(fitting) > TITLE_LIMIT:
        raise TextTooLong("title", TITLE_LIMIT)
    return fitting
