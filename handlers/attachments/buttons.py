"""The buttons of attachments."""

from handlers.kit.buttons import button


@button("ff")
class SendFile:
    """Send a file back."""

    attachment_id: int


@button("fx")
class RemoveFile:
    """Take a file off the customer."""

    attachment_id: int


@button("fm")
class MoveFiles:
    """What an act filed is about another customer."""

    entry_id: int
