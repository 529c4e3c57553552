"""Opportunities: created in a breath, read with all that belongs to them; `opportunity_changes.py` moves them on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import func, or_, select

from crm.customers import tidy
from crm.errors import Empty, TextTooLong
from crm.follow_ups import Planned, open_follow_ups, plan_follow_ups
from crm.instants import day_of, days_since, today_of
from crm.money import Money
from crm.offers import Offered, offer_new
from crm.opportunity_parts import Person, read_lines, read_people
from crm.policy import actor_of, customer_for, opportunity_for
from crm.reminder_list import next_reminder
from crm.reminders import Due, add_reminder
from crm.stages import CLOSED, LOST, Stages, is_open, stages_of
from crm.words import read_amount, read_close
from storage.attachments import Attachment
from storage.deals import OpportunityLine, StageMove
from storage.tables import Customer, Member, Opportunity, Reminder, Role, Team
from storage.work import Work

REASON_LIMIT = 500
TITLE_LIMIT = 200
NOTHING_PLANNED = Planned()


@dataclass(frozen=True, slots=True)
class NewOpportunity:
    """What is known of a possible sale; only customer and title are needed. Without a stage: the first.

    `lost_reason` counts where it is entered as lost.
    """

    customer_id: int
    title: str
    amount: Money | None = None
    close_on: date | None = None
    stage: str | None = None
    source: str | None = None
    lost_reason: str | None = None


@dataclass(frozen=True, slots=True)
class OpportunityCreated:
    """An opportunity just entered."""

    opportunity: Opportunity
    customer: Customer
    reminder: Reminder | None
    stages: Stages
    undo: int | None
    follow_ups: Planned = NOTHING_PLANNED
    offered: Offered | None = None


@dataclass(frozen=True, slots=True)
class OpportunityCard:
    """An opportunity with what belongs to it: where, whose, the way so far, who decides, what is sold.

    `days` is how many days it was at each stage so far, in the order of the way.
    """

    opportunity: Opportunity
    customer: Customer
    owner_name: str | None
    stages: Stages
    people: tuple[Person, ...] = ()
    lines: tuple[OpportunityLine, ...] = ()
    days: tuple[tuple[str, int], ...] = ()
    next_step: Reminder | None = None
    follow_ups: tuple[Reminder, ...] = ()
    may_assign: bool = False
    files: int = 0


def create_opportunity(
    work: Work, new: NewOpportunity, follow_up: Due | None = None
) -> OpportunityCreated:
    """Enter an opportunity that the actor owns, and plan the next step where one is given.

    NotThere for a customer that the actor may not see, Empty and TextTooLong for the title, UnknownStage.
    """
    customer = customer_for(work, new.customer_id)
    opportunity = add_opportunity(work, new)
    reminder, planned = None, NOTHING_PLANNED
    offered = offer_new(work, opportunity) if opportunity.closed_at is None else None
    if follow_up is None and opportunity.closed_at is None and offered is None:
        planned = plan_follow_ups(work, opportunity, customer)
    elif follow_up is not None:
        reminder = add_reminder(
            work,
            text=new.title,
            due=follow_up,
            customer_id=customer.id,
            opportunity_id=opportunity.id,
        )
    stages = stages_of(work, opportunity.team_id)
    undo = work.close_entry("create_opportunity", customer.id)
    return OpportunityCreated(opportunity, customer, reminder, stages, undo, planned, offered)


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
    actor = actor_of(work)
    team_id = work.session.get_one(Customer, new.customer_id).team_id
    stages = stages_of(work, team_id)
    stage = stages.check(new.stage) if new.stage else stages.first.code
    is_closed = stage in CLOSED
    return work.add(
        Opportunity(
            team_id=team_id,
            customer_id=new.customer_id,
            owner_id=actor.id,
            title=fitting_text("title", new.title, TITLE_LIMIT),
            amount_minor=new.amount.minor if new.amount else None,
            currency=new.amount.currency if new.amount else None,
            stage=stage,
            stage_at=work.now,
            close_on=new.close_on,
            source=new.source,
            score=0,
            created_at=work.now,
            closed_at=work.now if is_closed else None,
            closed_on=today_of(work, actor) if is_closed else None,
            lost_reason=fitting_text("reason", new.lost_reason, REASON_LIMIT)
            if new.lost_reason and stage == LOST
            else None,
        )
    )


def read_opportunity(work: Work, opportunity_id: int) -> OpportunityCard:
    """Read an opportunity's card; NotThere where the actor may not see its customer."""
    opportunity = opportunity_for(work, opportunity_id)
    customer = work.session.get_one(Customer, opportunity.customer_id)
    owner = work.session.get(Member, opportunity.owner_id) if opportunity.owner_id else None
    return OpportunityCard(
        opportunity,
        customer,
        owner.name if owner else None,
        stages_of(work, opportunity.team_id),
        read_people(work, opportunity.id),
        read_lines(work, opportunity.id),
        _days(work, opportunity),
        _next_step(work, opportunity),
        tuple(open_follow_ups(work, opportunity.id)),
        actor_of(work).role is not Role.REP,
        count_files_of(work, opportunity.id),
    )


def _next_step(work: Work, opportunity: Opportunity) -> Reminder | None:
    """Return the next reminder of an opportunity; of an open one also its customer's that is of no other."""
    its_own = Reminder.opportunity_id == opportunity.id
    if opportunity.closed_at is not None:
        return next_reminder(work, its_own)
    here = Reminder.customer_id == opportunity.customer_id
    return next_reminder(work, here & or_(its_own, Reminder.opportunity_id.is_(None)))


def count_files_of(work: Work, opportunity_id: int) -> int:
    """Return how many files stand on an opportunity."""
    here = select(func.count()).where(Attachment.opportunity_id == opportunity_id)
    return work.session.scalar(here) or 0


def open_opportunities(work: Work, customer_id: int) -> Sequence[Opportunity]:
    """Return a customer's open opportunities, the last entered first."""
    there = select(Opportunity).where(Opportunity.customer_id == customer_id, is_open())
    return work.session.scalars(there.order_by(Opportunity.id.desc())).all()


def _days(work: Work, opportunity: Opportunity) -> tuple[tuple[str, int], ...]:
    """Return for how many days of the actor's calendar it stood at each stage, in the order of its way."""
    zone = actor_of(work).zone
    moves = select(StageMove.from_stage, StageMove.at, StageMove.held).where(
        StageMove.opportunity_id == opportunity.id
    )
    held: dict[str, int] = {}
    for stage, left, seconds in work.session.execute(moves.order_by(StageMove.id)):
        entered = day_of(left - timedelta(seconds=seconds), zone)
        held[stage] = held.get(stage, 0) + (day_of(left, zone) - entered).days
    if opportunity.closed_at is None:
        here = days_since(opportunity.stage_at, work.now, zone)
        held[opportunity.stage] = held.get(opportunity.stage, 0) + here
    return tuple(held.items())


def fitting_text(field: str, text: str, limit: int) -> str:
    """Return a text without superfluous blanks; Empty, TextTooLong over so many characters."""
    fitting = tidy(text)
    if not fitting:
        raise Empty(field)
    if len(fitting) > limit:
        raise TextTooLong(field, limit)
    return fitting
