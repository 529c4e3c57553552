"""What happens in the chats, told to whoever listens: waiting tests and open phone pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sandbox.chats import Chat

Listener = Callable[["Event"], None]


@dataclass(frozen=True, slots=True)
class Event:
    """Something changed in a chat; `kind` says what and `facts` the rest, ready for JSON.

    Kinds: message, edited, deleted, keyboard, pinned, typing, toast, notification, commands,
    reaction, person.
    """

    kind: str
    chat: "Chat"
    facts: dict[str, Any] = field(default_factory=dict)


class Feed:
    """Calls every listener, in the order in which they came, for every event."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; the answer takes it away again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, kind: str, chat: "Chat", **facts: Any) -> None:
        """Tells all listeners."""
        if self._listeners:
            event = Event(kind, chat, facts)
            for listener in list(self._listeners):
                listener(event)
