"""Every rule that a team may decide, with the names of its fields, in the order in which they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from crm.assignment import AssignmentRule
from crm.cadence import VisitCadence
from crm.exporting import ExportRule
from crm.pool import PoolRule
from crm.rates import Rates
from crm.rules import Rule
from crm.stages import Stages
from handlers.kit.commands import N_


@dataclass(frozen=True, slots=True)
class ShownRule:
    """A rule as leaders see it: its title, what it is for, and a label for each field."""

    kind: type[Rule]
    title: str
    purpose: str
    labels: Mapping[str, str]


RULES = (
    ShownRule(
        VisitCadence,
        N_("🗓 Contact cadence"),
        N_("How many days may pass without contact, by the customer's grade."),
        {
            "a": N_("Grade A"),
            "b": N_("Grade B"),
            "c": N_("Grade C"),
            "ungraded": N_("No grade"),
        },
    ),
    ShownRule(
        PoolRule,
        N_("🌊 Pool"),
        N_(
            "Customers left alone for longer than these days go to the pool; their owner is warned 7 days and "
            "1 day before."
        ),
        {
            "is_on": N_("On"),
            "a": N_("Grade A"),
            "b": N_("Grade B"),
            "c": N_("Grade C"),
            "ungraded": N_("No grade"),
            "takes_deals": N_("Even with an open opportunity"),
            "claims_a_day": N_("Claims a day"),
        },
    ),
    ShownRule(
        AssignmentRule,
        N_("🧭 Assignment"),
        N_(
            "Who gets whom from the pool, by words of region, city or industry: “North: Li Lei / Han Mei, pumps: "
            "Wang Wei”. Of several, the one with the fewest customers."
        ),
        {
            "members": N_("Who gets whom"),
            "rest_by_load": N_("The others by load"),
            "most_customers": N_("At most each"),
            "is_automatic": N_("By itself"),
        },
    ),
    ShownRule(
        Stages,
        N_("🚩 Stages"),
        N_(
            "The stages of opportunities, one a line: code | name | 名称 | chance in % | stalled after days | "
            "hint | 提示. Won and lost are always the last."
        ),
        {"open": N_("Stages"), "lost_reasons": N_("Why lost")},
    ),
    ShownRule(
        ExportRule,
        N_("📤 Export"),
        N_("Whether reps may export their own customers. Managers and administrators may always."),
        {"reps": N_("Reps may")},
    ),
    ShownRule(
        Rates,
        N_("💱 Rates of exchange"),
        N_("What one unit of each currency is worth in the team's: “USD: 7.12, EUR: 7.8”."),
        {"per_unit": N_("Rates")},
    ),
)
BY_NAME = {one.kind.name: one for one in RULES}
