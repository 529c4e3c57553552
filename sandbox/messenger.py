"""The messenger: bots and people, and the one door through which a bot's calls come in."""

import math
import re
from collections.abc import Mapping
from typing import Any

from sandbox.answers import NOT_FOUND, Answer, ConnectionCut, Json, Refusal, too_many_requests
from sandbox.bots import Bot
from sandbox.calls import Call
from sandbox.chats import Chat
from sandbox.clock import Clock
from sandbox.faults import Fault, Faults, Trouble
from sandbox.feed import Feed
from sandbox.journal import UNRECORDED, Accepted
from sandbox.limits import Limits
from sandbox.methods.registry import METHODS, SLOW_METHODS
from sandbox.params import Params, Upload
from sandbox.people import Person
from sandbox.updates import UpdateQueue
from sandbox.webhooks import Couriers, Post

TOKEN = "10001:sandbox-token-of-the-first-bot"  # noqa: S105 - opens nothing but the sandbox

_TOKEN_SHAPE = re.compile(r"\d+:[\w\-]+")
_NO_FILES: Mapping[str, Upload] = {}


class Messenger:
    """A messenger of one's own: everything that is remembered between two calls.

    The first bot is there from the start (`token`); `limits` are its, `Limits.lifted()` for load.
    `post` is how webhooks are reached, else over HTTP on this machine.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        *,
        token: str = TOKEN,
        limits: Limits | None = None,
        post: Post | None = None,
    ) -> None:
        self.clock = clock or Clock()
        self.faults = Faults()
        self.feed = Feed()
        self.accepted: list[Accepted] = []
        self.bots: dict[str, Bot] = {}
        self.people: dict[tuple[int, int], Person] = {}
        self.couriers = Couriers(self.clock, self.call, post)
        self.bot = self.add_bot(token, limits=limits)

    def add_bot(
        self,
        token: str,
        *,
        username: str = "fieldbook_bot",
        name: str = "Fieldbook",
        limits: Limits | None = None,
    ) -> Bot:
        """One more bot, as from BotFather; `token` is "<number>:<letters>", else `ValueError`."""
        if not _TOKEN_SHAPE.fullmatch(token):
            raise ValueError("a bot's token is a number, a colon and letters")
        updates = UpdateQueue(self.clock, self.faults)
        bot = Bot(token, username, name, updates, limits or Limits())
        self.bots[token] = bot
        return bot

    def person(
        self,
        user_id: int,
        first_name: str = "",
        language_code: str = "en",
        *,
        bot: Bot | None = None,
        zone: str = "",
        **more: Any,
    ) -> Person:
        """The person with this id in the chat with `bot` (else the first one), made if new.

        `zone` is where the phone is, an IANA name; `more` are further fields of a User: last_name, username, ...
        """
        bot = bot or self.bot
        person = self.people.get((bot.id, user_id))
        if person is None:
            user: Json = {
                "id": user_id,
                "is_bot": False,
                "first_name": first_name or f"Person {user_id}",
                **more,
                "language_code": language_code,
            }
            chat = bot.chats[user_id] = Chat(user, self.feed)
            person = self.people[bot.id, user_id] = Person(bot, chat, self.clock, zone)
        return person

    async def call(
        self,
        token: str,
        method: str,
        params: Mapping[str, Any],
        files: Mapping[str, Upload] = _NO_FILES,
    ) -> Answer:
        """Carries out one call of the Bot API; values may be JSON text or what it stands for.

        Never raises but `ConnectionCut`, when a fault says that the line breaks.
        """
        bot, name = self.bots.get(token), method.lower()
        if bot is None:
            return _stranger(token).answer()
        fault = self.faults.for_call(name)
        if fault and (answer := await self._trouble(fault)):
            return answer
        call = Call(bot, Params(params, files), self.clock, self.couriers)
        try:
            if quick := METHODS.get(name):
                result = quick(call)
            elif slow := SLOW_METHODS.get(name):
                result = await slow(call)
            else:
                raise Refusal(404, NOT_FOUND)
        except Refusal as refusal:
            return refusal.answer()
        if name not in UNRECORDED:
            now = self.clock.now()
            self.accepted.append(Accepted(now, bot.id, method, params, result))
        if fault and fault.trouble is Trouble.CUT_AFTER:
            raise ConnectionCut(accepted=True)
        return Answer(200, {"ok": True, "result": result})

    async def close(self) -> None:
        """Ends what runs by itself: deliveries to webhooks."""
        await self.couriers.close()

    async def _trouble(self, fault: Fault) -> Answer | None:
        """What a fault does before the call is carried out; None lets it go on."""
        if fault.trouble is Trouble.DELAY:
            await self.clock.sleep(fault.seconds)
        elif fault.trouble is Trouble.CUT_BEFORE:
            raise ConnectionCut(accepted=False)
        elif fault.trouble is Trouble.ANSWER:
            return Refusal(fault.status, fault.description).answer()
        elif fault.trouble is Trouble.FLOOD:
            return too_many_requests(math.ceil(fault.seconds)).answer()
        return None


def _stranger(token: str) -> Refusal:
    """A token in the right form may have been revoked; any other was never one."""
    if _TOKEN_SHAPE.fullmatch(token):
        return Refusal(401, "Unauthorized")
    return Refusal(404, "Not Found")
