"""Every rule that a team may decide, with the names of its fields, in the order in which they are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

from crm.assignment import AssignmentRule
from crm.cadence import VisitCadence
from crm.care import Care
from crm.export_rights import ExportRule
from crm.follow_ups import FollowUps
from crm.offers import OfferRules
from crm.pool import PoolRule
from crm.rates import Rates
from crm.rules import Rule
from crm.second_tellings import Escalation
from crm.stages import Stages
from crm.team_calendar import TeamCalendar
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
        Care,
        N_("💐 Days to think of"),
        N_("What reps are told in the morning: people's days, holidays, visits, what runs out."),
        {
            "days_ahead": N_("Days ahead for people's days"),
            "runs_out": N_("Days before something runs out"),
            "holidays": N_("Holidays"),
            "visits": N_("Return visits"),
        },
    ),
    ShownRule(
        Escalation,
        N_("📣 Escalation"),
        N_("After how many hours a manager hears what a customer's owner left unanswered."),
        {"hours": N_("Hours, 0 for never"), "grades": N_("Grades")},
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
        N_("What reps may export. Managers and administrators may always."),
        {"reps": N_("Their own customers"), "pool": N_("The pool's customers")},
    ),
    ShownRule(
        Rates,
        N_("💱 Rates of exchange"),
        N_("What one unit of each currency is worth in the team's: “USD: 7.12, EUR: 7.8”."),
        {"per_unit": N_("Rates")},
    ),
    ShownRule(
        FollowUps,
        N_("🔁 Follow-ups"),
        N_(
            "On which days after it was entered a new opportunity is followed up until the customer answers; by "
            "source or grade where they differ: “A: 1, 2, 5; fair: 1, 3”."
        ),
        {
            "is_on": N_("On"),
            "days": N_("Days"),
            "by_source": N_("By source"),
            "by_grade": N_("By grade"),
        },
    ),
    ShownRule(
        TeamCalendar,
        N_("📆 Working days"),
        N_("Where your working days differ from the official calendar: “2027-02-13, 2027-02-20”."),
        {"worked": N_("Worked"), "off": N_("Off")},
    ),
    ShownRule(
        OfferRules,
        N_("🎯 Offers"),
        N_(
            "Who is offered a new opportunity, one rule a line, the first that fits: “region North -> Ann, Bob”, "
            "“industry medical -> Ann”, “product pump -> Bob”, “any -> Ann, Bob”. Whoever has the fewest open ones is first."
        ),
        {
            "is_on": N_("New ones without an owner"),
            "ways": N_("Rules"),
            "most_open": N_("Open ones at most"),
            "hours": N_("Hours to answer"),
        },
    ),
)
BY_NAME = {one.kind.name: one for one in RULES}
