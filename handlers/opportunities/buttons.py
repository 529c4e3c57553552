"""The buttons of opportunities."""

from datetime import date
from enum import StrEnum

from handlers.kit.buttons import button


class OpportunityField(StrEnum):
    """What of an opportunity may be changed; the values travel in buttons."""

    TITLE = "t"
    AMOUNT = "a"
    CLOSE = "c"
    REASON = "r"
    FINAL = "f"
    DAY = "d"
    SOURCE = "s"
    NEED = "n"
    COMPETITORS = "k"


class Part(StrEnum):
    """What part a person has in an opportunity; stored, and travels in buttons."""

    DECIDES = "decides"
    INFLUENCES = "influences"
    USES = "uses"
    BUYS = "buys"
    AGAINST = "against"


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

    stage: str


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
    stage: str


@button("ob")
class BackToCard:
    """Back to the card."""

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
    """It was lost for one of the usual reasons, by its place among them."""

    place: int


@button("or")
class LostFor:
    """An opportunity that is lost was so for one of the usual reasons."""

    opportunity_id: int
    place: int


@button("oz")
class MoreOf:
    """Show what else is known of an opportunity and can be changed."""

    opportunity_id: int


@button("oq")
class ScoreIt:
    """Show the three questions of the score."""

    opportunity_id: int


@button("op")
class Grade:
    """Answer one question of the score: 1 to 3."""

    opportunity_id: int
    question: str
    grade: int


@button("oh")
class PeopleOf:
    """Show who has a part in an opportunity."""

    opportunity_id: int


@button("ohp")
class AskPart:
    """Ask what part a contact has in it."""

    opportunity_id: int
    contact_id: int


@button("ohs")
class SetPart:
    """A contact has this part in it; without one: none any more."""

    opportunity_id: int
    contact_id: int
    part: Part | None


@button("oi")
class LinesOf:
    """Show what is to be sold."""

    opportunity_id: int


@button("oia")
class AddLine:
    """Add what is to be sold."""

    opportunity_id: int


@button("oix")
class DropLine:
    """Take a line away."""

    opportunity_id: int
    line_id: int


class PutOffReason(StrEnum):
    """Why an opportunity mostly waits; the values travel in buttons."""

    BUDGET = "b"
    CUSTOMER = "c"
    SEASON = "s"
    OURS = "o"


@button("ou")
class StopFollowUps:
    """Follow it up no more by itself."""

    opportunity_id: int


@button("ow")
class OpenStalled:
    """Look at one that does not move."""

    opportunity_id: int


@button("owi")
class OnIt:
    """The owner is on it."""

    opportunity_id: int


@button("owp")
class PutOff:
    """Put it off for so many days; 0: until something happens."""

    opportunity_id: int
    days: int


@button("owr")
class Because:
    """It waits for one of the usual reasons."""

    reason: PutOffReason


@button("oja")
class AssignIt:
    """Offer it to whom the rules name."""

    opportunity_id: int


@button("ojy")
class AcceptOffer:
    """He takes the offered opportunity on."""

    offer_id: int


@button("ojn")
class DeclineOffer:
    """He does not."""

    offer_id: int
