"""What a turn may set off, each with one spelling: for the turn that brings it and the trigger that waits for it.

A feature none of whose occasions a turn brings is not asked about it, and not loaded for it.
"""

ALWAYS = "always"  # whatever a member does
STRANGER = "stranger"  # whatever anybody else does
PRESENCE = "presence"
INLINE = "inline"
TEXT = "text"
EDIT = "edit"
FORWARD = "forward"
CONTACT = "contact"
PLACE = "place"
MOVING = "moving"
FILE = "file"
DOCUMENT = "document"


def of_command(name: str) -> str:
    """Return the occasion of a command."""
    return f"/{name}"


def of_tap(tag: str) -> str:
    """Return the occasion of a tap on a kind of button."""
    return f"tap:{tag}"


def of_talk(name: str) -> str:
    """Return the occasion of a chat that is in a conversation, or left it unfinished."""
    return f"talk:{name}"


def of_reply(noun: str) -> str:
    """Return the occasion of an answer to a message about a kind of record."""
    return f"reply:{noun}"
