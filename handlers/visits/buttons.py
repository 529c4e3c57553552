"""The buttons of visits: how one went, and nothing to add."""

from handlers.kit.buttons import button
from storage.tables import Outcome


@button("vo")
class Went:
    """The visit went like this."""

    outcome: Outcome


@button("vn")
class NothingToAdd:
    """It needs no words."""


@button("vt")
class TellOf:
    """Tell what happened at a visit."""

    interaction_id: int


@button("vh")
class HereIs:
    """I am at this customer."""

    customer_id: int


@button("vr")
class RemoveNeed:
    """Take a need or an objection off."""

    need_id: int
