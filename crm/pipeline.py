"""The pipeline: how many opportunities stand at each stage, what they are worth, and how much of it is likely.

The figures come from `storage/pipeline.py`, where they are kept; nothing is counted here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal

from crm.instants import today_of
from crm.money import Money
from crm.policy import actor_of, member_in_sight
from crm.rates import Rates
from crm.rules import read_rule
from crm.stages import LOST, WON, Stage, Stages, stages_of
from storage.pipeline import STILL_OPEN, StageSum, read_sums
from storage.tables import Member, Role, Team
from storage.work import Work


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage: how many opportunities, their sum in each currency and in the team's, and what is likely.

    Opportunities without an amount count and add nothing. `total` and `likely` leave out what has no rate.
    """

    stage: Stage
    count: int
    sums: tuple[Money, ...]
    total: Money
    likely: Money


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline: the open stages in order, what was won and lost this month, and all that is open.

    `owner` is whose it is, none for the whole team's; `unknown` are currencies that have no rate,
    `rates_on` is the day of the oldest rate that was taken, where each has one.
    """

    owner: Member | None
    team: Team
    stages: Stages
    open: tuple[StageFigures, ...]
    won: StageFigures
    lost: StageFigures
    unknown: frozenset[str]
    may_see_team: bool
    rates_on: date | None = None

    @property
    def count(self) -> int:
        """How many opportunities are open."""
        return sum(one.count for one in self.open)

    @property
    def total(self) -> Money:
        """What the open ones are worth, in the team's currency."""
        return Money(sum(one.total.minor for one in self.open), self.team.currency)

    @property
    def likely(self) -> Money:
        """What the open ones are worth, each stage by its chance, in the team's currency."""
        return Money(sum(one.likely.minor for one in self.open), self.team.currency)

    @property
    def sums(self) -> tuple[Money, ...]:
        """What the open ones are worth in each currency."""
        return in_each_currency(amount for one in self.open for amount in one.sums)


def read_pipeline(work: Work, member_id: int | None = None) -> Pipeline:
    """Read a member's pipeline, or the team's where none is named.

    A rep's is his own, whatever is asked; NotThere for a member whom the actor may not see.
    """
    actor = actor_of(work)
    may_see_team = actor.role is not Role.REP
    owner = None
    if not may_see_team:
        owner = actor
    elif member_id is not None:
        owner = member_in_sight(work, member_id)
    team = work.session.get_one(Team, owner.team_id if owner else actor.team_id)
    stages, rates = stages_of(work, team.id), read_rule(work, Rates, team.id)
    month = today_of(work, actor).strftime("%Y-%m")
    owner_id = owner.id if owner else None
    kept = read_sums(work.connection, team.id, [STILL_OPEN, month], owner_id)
    unknown: set[str] = set()

    def figures(stage: Stage) -> StageFigures:
        found = figures_of(stage, kept, rates, team.currency)
        unknown.update(rates.total(found.sums, team.currency)[1])
        return found

    codes = dict.fromkeys((*(one.code for one in stages.open), *(one.stage for one in kept)))
    still_open = [stages.get(code) for code in codes if code not in (WON, LOST)]
    return Pipeline(
        owner,
        team,
        stages,
        tuple(figures(stage) for stage in still_open),
        figures(stages.get(WON)),
        figures(stages.get(LOST)),
        frozenset(unknown),
        may_see_team,
        rates.day_of({one.currency for one in kept} - {team.currency}),
    )


def figures_of(
    stage: Stage, kept: Iterable[StageSum], rates: Rates, currency: str
) -> StageFigures:
    """Return what is known of a stage from the sums of all."""
    mine = [one for one in kept if one.stage == stage.code]
    sums = in_each_currency(Money(one.minor, one.currency) for one in mine if one.currency)
    weighted = [weigh(amount, stage.probability) for amount in sums]
    return StageFigures(
        stage,
        sum(one.count for one in mine),
        sums,
        rates.total(sums, currency)[0],
        rates.total(weighted, currency)[0],
    )


def weigh(amount: Money, probability: int) -> Money:
    """Return the part of an amount that is likely, at so many percent; rounded half to even."""
    exact = Decimal(amount.minor) * probability / 100
    return Money(int(exact.to_integral_value(rounding=ROUND_HALF_EVEN)), amount.currency)


def in_each_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """Return the sum of amounts in each currency, the largest in front, without those that are nothing."""
    sums: dict[str, int] = {}
    for amount in amounts:
        sums[amount.currency] = sums.get(amount.currency, 0) + amount.minor
    found: Sequence[Money] = [Money(minor, code) for code, minor in sums.items() if minor]
    return tuple(sorted(found, key=lambda one: (-one.units, one.currency)))
