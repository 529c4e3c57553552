"""The buttons of opportunities."""

from datetime import date
from enum import StrEnum

from handlers.kit.buttons import button
from storage.tables import Stage


class OpportunityField(StrEnum):
    """What of an opportunity may be changed; the values travel in buttons."""

    TITLE = "t"
    AMOUNT = "a"
    CLOSE = "c"
    REASON = "r"


class LostReason(StrEnum):
    """Why opportunities are mostly lost; the values travel in buttons."""

    PRICE = "price"
    RIVAL = "rival"
    BUDGET = "budget"
    QUIET = "quiet"


@button("oc")
class SetCurrency:
    """Amounts without a currency are in this one."""

    code: str


@button("od")
class SetClose:
    """It is expected to close on this day."""

    day: date


@button("os")
class SetStage:
    """Where it stands."""

    stage: Stage


@button("ov")
class SaveNow:
    """Enough is known: save the opportunity."""


@button("og")
class AskStage:
    """Show the stages that an opportunity may be moved to."""

    opportunity_id: int


@button("om")
class MoveTo:
    """Move an opportunity to this stage."""

    opportunity_id: int
    stage: Stage


@button("ob")
class BackToCard:
    """Back from the stages to the card."""

    opportunity_id: int


@button("oe")
class EditOpportunity:
    """Change this of an opportunity."""

    opportunity_id: int
    field: OpportunityField


@button("ox")
class ClearIt:
    """Leave it empty."""


@button("ol")
class LostBecause:
    """It was lost for one of the usual reasons."""

    reason: LostReason
