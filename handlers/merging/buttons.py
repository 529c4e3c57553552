"""The buttons of duplicates and of merging."""

from handlers.kit.buttons import button


@button("mgl")
class ListPairs:
    """Show pairs from a place on."""

    at: int


@button("mgp")
class MergePair:
    """Merge the second customer into the first."""

    kept_id: int
    other_id: int


@button("mga")
class TellApart:
    """They are two: do not show them again."""

    pair_id: int


@button("mgc")
class MergeInto:
    """Merge another customer into this one."""

    customer_id: int


@button("mgo")
class PickOther:
    """It is this one that goes."""

    customer_id: int


@button("mgf")
class PickField:
    """Take this field from the one that goes, or not."""

    code: str


@button("mgs")
class Swap:
    """Let the other one stay."""


@button("mgy")
class MergeNow:
    """Make one of them."""
