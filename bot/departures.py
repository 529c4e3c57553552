"""What goes out next: in a chat one message after another, replies before pushes, within Telegram's limits.

Nothing here sends or looks at a clock: instants are seconds of the sender's, and it says what became of
a message.
"""

from dataclasses import dataclass, field
from heapq import heappop, heappush

from bot.pacing import BURST, CATCH_UP, Limits, Pace
from storage.mail import PUSH
from storage.work import Outgoing


@dataclass(slots=True)
class Chat:
    """What waits for one chat, its pace, and whether a call for it is under way."""

    pace: Pace
    waiting: list[tuple[int, int, Outgoing]] = field(default_factory=list)
    is_busy: bool = False

    def ready_at(self, now: float) -> float:
        """Return when its next message may go: an edit is not one that a chat has too many of."""
        return self.pace.ready_at(now) if is_paced(self.waiting[0][2]) else now


class Departures:
    """Messages that wait for their turn."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._overall = Pace(limits.overall, CATCH_UP, is_strict=True)
        self._chats: dict[int, Chat] = {}
        # Entries are never taken back: one that has lost its point is passed over when its turn comes.
        self._ready: list[tuple[int, int, int]] = []  # priority and row at the head of a chat
        self._later: list[tuple[float, int]] = []  # when to look at a chat again

    def share(self, workers: int) -> None:
        """Keep to a share of what may go in all: others send too."""
        self._overall.rate = self._limits.overall / workers

    def add(self, row: Outgoing, now: float) -> None:
        """Take a message in, or take it back for another try."""
        chat = self._chats.get(row.chat_id)
        if chat is None:
            chat = self._chats[row.chat_id] = Chat(Pace(self._limits.per_chat, BURST))
        heappush(chat.waiting, (row.priority, row.id, row))
        self._place(row.chat_id, chat, now)

    def next(self, now: float) -> Outgoing | None:
        """Return the message that may go now, if any; its chat is busy until `ended`."""
        while self._later and self._later[0][0] <= now:
            _, chat_id = heappop(self._later)
            if (chat := self._chats.get(chat_id)) is not None:
                self._place(chat_id, chat, now)
        if self._overall.ready_at(now) > now:
            return None
        while self._ready:
            priority, row_id, chat_id = heappop(self._ready)
            chat = self._chats.get(chat_id)
            if chat is not None and _is_next(chat, priority, row_id, now):
                return self._depart(chat, now)
        return None

    def next_at(self, now: float) -> float | None:
        """Return when to ask for the next message again; none where that depends on something new."""
        instants = [self._later[0][0]] if self._later else []
        if self._ready:
            instants.append(self._overall.ready_at(now))
        return min(instants, default=None)

    def ended(self, chat_id: int, now: float) -> None:
        """Let a chat's next message go: the call that was under way has ended."""
        chat = self._chats[chat_id]
        chat.is_busy = False
        self._place(chat_id, chat, now)

    def rest(self, until: float, chat_id: int | None = None) -> None:
        """Let nothing go before an instant, above all not to a chat that was named."""
        self._overall.rest_until(until)
        if chat_id is not None:
            self._chats[chat_id].pace.rest_until(until)

    def take_pushes(self, chat_id: int) -> list[Outgoing]:
        """Take a chat's pushes out: they cannot arrive."""
        chat = self._chats[chat_id]
        pushes = [row for priority, _, row in chat.waiting if priority == PUSH]
        chat.waiting = sorted(entry for entry in chat.waiting if entry[0] != PUSH)
        return pushes

    def take_all(self) -> list[Outgoing]:
        """Take out all that waits: it will not go any more."""
        rows = [row for chat in self._chats.values() for _, _, row in chat.waiting]
        for chat in self._chats.values():
            chat.waiting.clear()
        return rows

    def _place(self, chat_id: int, chat: Chat, now: float) -> None:
        """Put a chat where it is found when its next message may go, or forget it once it has rested."""
        if chat.is_busy:
            return
        at = chat.ready_at(now) if chat.waiting else chat.pace.fresh_at()
        if at > now:
            heappush(self._later, (at, chat_id))
        elif chat.waiting:
            priority, row_id, _ = chat.waiting[0]
            heappush(self._ready, (priority, row_id, chat_id))
        else:
            del self._chats[chat_id]

    def _depart(self, chat: Chat, now: float) -> Outgoing:
        *_, row = heappop(chat.waiting)
        chat.is_busy = True
        if is_paced(row):
            self._overall.start(now)
            chat.pace.start(now)
        return row


def is_paced(row: Outgoing) -> bool:
    """Say whether Telegram counts a call as a message: edits and deletions it does not."""
    return row.method.startswith("send")


def _is_next(chat: Chat, priority: int, row_id: int, now: float) -> bool:
    is_head = bool(chat.waiting) and chat.waiting[0][:2] == (priority, row_id)
    return is_head and not chat.is_busy and chat.ready_at(now) <= now
