"""The buttons of logging an interaction."""

from datetime import date

from handlers.kit.buttons import button
from storage.tables import Kind, Outcome


@button("lk")
class SetKind:
    """How they met."""

    kind: Kind


@button("lo")
class SetOutcome:
    """How it went."""

    outcome: Outcome


@button("ld")
class SetDay:
    """The day of the next step."""

    day: date


@button("lz")
class NoOpportunity:
    """There is no opportunity in it."""
