"""Inline mode: what a person asks with @bot in a message line, and what the bot offered."""

from dataclasses import dataclass, field

from sandbox.answers import Json
from sandbox.chats import Chat


@dataclass(frozen=True, slots=True)
class InlineResult:
    """One offer; `content` and `markup` are the message that it becomes when picked."""

    id: str
    title: str
    description: str
    content: Json
    markup: Json | None

    def message_fields(self, via_bot: Json) -> Json:
        """The fields of the message that picking it sends."""
        markup: Json = {"reply_markup": self.markup} if self.markup else {}
        return {**self.content, **markup, "via_bot": via_bot}


@dataclass(slots=True)
class InlineQuery:
    """A question that waits for its offers; `results` is None until the bot answered."""

    id: str
    chat: Chat
    query: str
    offset: str
    at: float
    results: list[InlineResult] | None = None

    def payload(self) -> Json:
        """The question as the bot hears of it."""
        return {
            "id": self.id,
            "from": self.chat.user,
            "query": self.query,
            "offset": self.offset,
            "chat_type": "sender",
        }


@dataclass(slots=True)
class InlineDesk:
    """One bot's open questions and the offers that it allowed to be kept."""

    open: dict[str, InlineQuery] = field(default_factory=dict)
    kept: dict[tuple[str, str, int], tuple[float, list[InlineResult]]] = field(
        default_factory=dict
    )

    def ask(self, chat: Chat, query: str, offset: str, now: float) -> InlineQuery:
        """A new question, answered at once from what was kept where that is still good."""
        number = f"{chat.id}{len(self.open):06d}"
        asked = InlineQuery(number, chat, query, offset, now)
        for owner in (chat.id, 0):
            until, results = self.kept.get((query, offset, owner), (0.0, []))
            if now < until:
                asked.results = results
        self.open[number] = asked
        return asked

    def keep(self, asked: InlineQuery, personal: bool, until: float) -> None:
        """Keeps the answer for the same person, or for everybody, until the instant `until`."""
        owner = asked.chat.id if personal else 0
        self.kept[asked.query, asked.offset, owner] = (until, asked.results or [])
