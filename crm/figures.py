"""A member's own figures: what he did and won this month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, time

from sqlalchemy import func, select

from crm.instants import instant_of, local
from crm.money import Money
from crm.policy import actor_of
from crm.stages import WON
from storage.tables import Interaction, Kind, Opportunity
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Figures:
    """Since a day: touches by kind, opportunities entered and won, sums won per currency."""

    since: date
    touches: dict[Kind, int]
    opened: int
    won: int
    won_sums: tuple[Money, ...]


def read_figures(work: Work) -> Figures:
    """Count the actor's own month so far, in his zone."""
    actor = actor_of(work)
    since = local(work.now, actor.zone).date().replace(day=1)
    begin = instant_of(since, time(0), actor.zone)
    met = select(Interaction.kind).where(
        Interaction.member_id == actor.id,
        Interaction.happened_on >= since,
        Interaction.deleted_at.is_(None),
    )
    mine = (Opportunity.owner_id == actor.id) & Opportunity.deleted_at.is_(None)
    won = mine & (Opportunity.stage == WON) & (Opportunity.closed_on >= since)
    sums = (
        select(Opportunity.currency, func.sum(Opportunity.amount_minor))
        .where(won, Opportunity.amount_minor.is_not(None))
        .group_by(Opportunity.currency)
    )
    count = select(func.count()).select_from(Opportunity)
    return Figures(
        since=since,
        touches=dict(Counter(work.session.scalars(met))),
        opened=work.session.scalar(count.where(mine, Opportunity.created_at >= begin)) or 0,
        won=work.session.scalar(count.where(won)) or 0,
        won_sums=tuple(
            Money(int(total or 0), currency)
            for currency, total in work.session.execute(sums)
            if currency
        ),
    )
