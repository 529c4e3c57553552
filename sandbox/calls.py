"""One call of the Bot API on its way through the server."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from sandbox.bots import Bot
from sandbox.chats import Chat
from sandbox.clock import Clock
from sandbox.params import Params
from sandbox.webhooks import Couriers


@dataclass(frozen=True, slots=True)
class Call:
    """Who calls, with what, at which moment."""

    bot: Bot
    params: Params
    clock: Clock
    couriers: Couriers

    @property
    def now(self) -> float:
        """The sandbox's time in seconds since 1970."""
        return self.clock.now()

    def chat(self) -> Chat:
        """The chat the call names; 400 if there is none."""
        return self.bot.chat(self.params.integer("chat_id"))


Method = Callable[[Call], Any]
SlowMethod = Callable[[Call], Awaitable[Any]]
