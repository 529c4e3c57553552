"""Opportunities moved through the team's stages, and told of in as much detail as is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from crm.errors import Empty, TextTooLong
from crm.follow_ups import end_follow_ups
from crm.instants import today_of
from crm.money import Money
from crm.opportunities import (
    REASON_LIMIT,
    TITLE_LIMIT,
    OpportunityCard,
    fitting_text,
    read_opportunity,
)
from crm.policy import actor_of, opportunity_for
from crm.reminders import follow_close
from crm.stages import CLOSED, LOST, stages_of
from storage.deals import StageMove
from storage.tables import Opportunity
from storage.work import Work

LIMITS = {"source": 60, "need": 1000, "competitors": 500}
GRADES = ("potential", "urgency", "competition")


@dataclass(frozen=True, slots=True)
class OpportunityChanged:
    """An opportunity after a change, with the values that were there before, by column."""

    card: OpportunityCard
    before: dict[str, Any]
    undo: int | None


def move_opportunity(
    work: Work,
    opportunity_id: int,
    stage: str,
    reason: str | None = None,
    amount: Money | None = None,
    on: date | None = None,
) -> OpportunityChanged:
    """Move an opportunity to a stage; won and lost ones are closed, with a reason for the lost.

    A final amount, where one is given, replaces the expected one; it is closed on the actor's present day
    unless another is given. One that stands there already stays as it is, but for what is newly known.
    UnknownStage, TextTooLong for the reason.
    """
    if reason and len(reason) > REASON_LIMIT:
        raise TextTooLong("reason", REASON_LIMIT)
    opportunity = opportunity_for(work, opportunity_id)
    stages_of(work, opportunity.team_id).check(stage)
    values: dict[str, Any] = {}
    if amount:
        values |= {"amount_minor": amount.minor, "currency": amount.currency}
    if opportunity.stage != stage:
        _note_move(work, opportunity, stage)
        end_follow_ups(work, opportunity.id)
        is_closed = stage in CLOSED
        today = today_of(work, actor_of(work))
        values |= {
            "stage": stage,
            "stage_at": work.now,
            "closed_at": work.now if is_closed else None,
            "closed_on": (on or today) if is_closed else None,
            "lost_reason": reason if stage == LOST else None,
        }
    elif reason and stage == LOST:
        values["lost_reason"] = reason
    elif on and stage in CLOSED:
        values["closed_on"] = on
    return _change(work, opportunity_id, "move_opportunity", values or {"stage": stage})


def rename_opportunity(work: Work, opportunity_id: int, title: str) -> OpportunityChanged:
    """Give an opportunity another title; Empty and TextTooLong as at its creation."""
    title = fitting_text("title", title, TITLE_LIMIT)
    return _change(work, opportunity_id, "change_opportunity", {"title": title})


def price_opportunity(work: Work, opportunity_id: int, amount: Money | None) -> OpportunityChanged:
    """Set or clear the amount of an opportunity."""
    minor, currency = (amount.minor, amount.currency) if amount else (None, None)
    values = {"amount_minor": minor, "currency": currency}
    return _change(work, opportunity_id, "change_opportunity", values)


def expect_close(work: Work, opportunity_id: int, day: date | None) -> OpportunityChanged:
    """Set or clear the day by which an opportunity is expected to close."""
    return _change(work, opportunity_id, "change_opportunity", {"close_on": day})


def describe_opportunity(
    work: Work, opportunity_id: int, field: str, text: str | None
) -> OpportunityChanged:
    """Set or clear where it came from, what they need or who else is in it; TextTooLong.

    `field` is one of "source", "need", "competitors".
    """
    value = fitting_text(field, text, LIMITS[field]) if text else None
    return _change(work, opportunity_id, "change_opportunity", {field: value})


def grade_opportunity(
    work: Work, opportunity_id: int, question: str, grade: int
) -> OpportunityChanged:
    """Say how high potential, urgency or competition is, from 1 to 3; the score follows."""
    opportunity = opportunity_for(work, opportunity_id)
    if question not in GRADES or not 1 <= grade <= 3:
        raise Empty(question)
    grades = {name: getattr(opportunity, name) for name in GRADES} | {question: grade}
    values = {question: grade, "score": score_of(**grades)}
    return _change(work, opportunity_id, "change_opportunity", values)


def score_of(potential: int | None, urgency: int | None, competition: int | None) -> int:
    """Return potential + urgency + (4 − competition), from 3 to 9; 0 where one of them is unknown."""
    if potential is None or urgency is None or competition is None:
        return 0
    return potential + urgency + 4 - competition


def _change(
    work: Work, opportunity_id: int, act: str, values: dict[str, Any]
) -> OpportunityChanged:
    opportunity = opportunity_for(work, opportunity_id)
    before = {name: getattr(opportunity, name) for name in values}
    work.change(opportunity, **values)
    if values.keys() & {"close_on", "stage"}:
        follow_close(work, opportunity)
    undo = work.close_entry(act, opportunity.customer_id)
    return OpportunityChanged(read_opportunity(work, opportunity_id), before, undo)


def _note_move(work: Work, opportunity: Opportunity, stage: str) -> None:
    actor = actor_of(work)
    work.add(
        StageMove(
            opportunity_id=opportunity.id,
            member_id=actor.id,
            from_stage=opportunity.stage,
            to_stage=stage,
            held=int((work.now - opportunity.stage_at).total_seconds()),
            at=work.now,
        )
    )
