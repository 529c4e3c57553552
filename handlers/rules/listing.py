"""Every rule that a team may decide, with the names of its fields, in the order in which they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

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
    ShownRule(
        PoolRule,
        N_("🌊 Pool"),
        N_(
            "After how many days without contact a customer goes to the pool, by its grade, and how many a "
            "member may claim a day."
        ),
        {
            "is_on": N_("Goes by itself"),
            "a": N_("Grade A"),
            "b": N_("Grade B"),
            "c": N_("Grade C"),
            "ungraded": N_("No grade"),
            "takes_deals": N_("With open opportunities too"),
            "claims_a_day": N_("Claims a day"),
        },
    ),
)
BY_NAME = {one.kind.name: one for one in RULES}
