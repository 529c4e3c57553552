"""The buttons of the one question about a line, and of the receipt under it."""

from datetime import date

from handlers.kit.buttons import button
from storage.tables import Kind, Outcome


@button("tc")
class MeantCustomer:
    """This customer was meant."""

    customer_id: int


@button("tw")
class NoCustomer:
    """It is about no customer."""


@button("tn")
class CreateIt:
    """Yes, enter the new customer, and go on."""


@button("td")
class MeantDay:
    """This day was meant."""

    day: date


@button("tu")
class NoDay:
    """Save it without a next step."""


@button("to")
class MeantDeal:
    """This opportunity was meant."""

    opportunity_id: int


@button("th")
class HeardRight:
    """Yes, that was said: save it."""


@button("tk")
class KeepVoice:
    """That was not said: keep the voice note alone."""


@button("fk")
class ChangeKind:
    """Choose how they met."""

    interaction_id: int


@button("fs")
class KindIs:
    """It was this kind of touch."""

    interaction_id: int
    kind: Kind


@button("fo")
class ChangeOutcome:
    """Choose how it went."""

    interaction_id: int


@button("fg")
class OutcomeIs:
    """It went like this."""

    interaction_id: int
    outcome: Outcome


@button("fc")
class ChangeCustomer:
    """It was another customer."""

    interaction_id: int


@button("ft")
class ChangeTime:
    """The next step is at another time."""

    interaction_id: int


@button("fp")
class ChangeDay:
    """It happened on another day."""

    interaction_id: int


@button("fb")
class HappenedOn:
    """It happened on this day."""

    day: date


@button("fa")
class ChangeAmount:
    """Another amount was spoken of."""

    interaction_id: int


@button("fz")
class NoAmount:
    """No amount was spoken of."""


@button("fd")
class OtherCustomer:
    """It was this customer."""

    customer_id: int


@button("fe")
class OtherDay:
    """The next step is on this day."""

    day: date
