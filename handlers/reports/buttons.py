"""The buttons of reports, digests and comments."""

from datetime import date

from handlers.kit.buttons import button
from storage.plans import Digest


@button("ws")
class SendReport:
    """Send the day's report."""

    day: date


@button("we")
class EditReport:
    """Change the day's report before it is sent."""

    day: date


@button("wd")
class ShowDigests:
    """Show which digests come by themselves."""


@button("wt")
class SwitchDigest:
    """Switch a digest off, or on again."""

    digest: Digest


@button("wc")
class CommentOn:
    """Say something to an interaction of a rep."""

    interaction_id: int


@button("wr")
class CommentOnReport:
    """Say something to a rep's report."""

    report_id: int
