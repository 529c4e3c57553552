"""The buttons of logging an interaction."""

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


@button("lz")
class NoOpportunity:
    """There is no opportunity in it."""
