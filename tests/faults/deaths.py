"""Death before and after any commit and any call, and the life after it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sandbox.messenger import Messenger
from storage.store import Store
from tests.kit.world import World

NICETIES = {"answerCallbackQuery"}
FEW, PARTS = 10, 20  # quick tests die so often; the long ones share all moments, each a part

Act = Callable[[], Awaitable[Any]]


class Death:
    """Counts the moments before and after commits and calls, and lets everything stand still at one."""

    def __init__(self, at: int = 0) -> None:
        self.moments = 0
        self.came = asyncio.Event()
        self._at = at
        self._call: Any = None  # the messenger's own

    async def moment(self) -> None:
        """Let a moment pass, or never."""
        self.moments += 1
        if self.moments == self._at:
            self.came.set()
        if self.came.is_set():
            await asyncio.Event().wait()

    def waits_at(self, store: Store, messenger: Messenger) -> None:
        """Stand at every commit of a store and at every call of a messenger."""
        write, call = store.write, messenger.call
        self._call = call

        async def written(act: Any) -> Any:
            await self.moment()
            result = await write(act)
            await self.moment()
            return result

        async def called(token: str, method: str, *rest: Any, **more: Any) -> Any:
            if method in NICETIES:
                return await call(token, method, *rest)
            await self.moment()
            answer = await call(token, method, *rest)
            await self.moment()
            return answer

        store.write = written  # type: ignore[method-assign]
        messenger.call = called  # type: ignore[method-assign]

    async def is_survived(self, world: World, act: Act, again: Act | None = None) -> None:
        """Do it; where the application dies of it, start it anew, and let Telegram deliver again."""
        lived, died = asyncio.ensure_future(act()), asyncio.ensure_future(self.came.wait())
        done, _ = await asyncio.wait({lived, died}, return_when=asyncio.FIRST_COMPLETED)
        if lived in done:
            died.cancel()
            await lived
            return
        lived.cancel()
        await asyncio.gather(lived, return_exceptions=True)
        await world.dies()
        world.messenger.call = self._call  # type: ignore[method-assign]
        self.came.clear()
        await world.comes_back()
        await (again or world.delivers_again)()


def one_of_few(moments: int, place: int) -> int:
    """Return one of a few moments, the first and the last among them, spread over all that were counted."""
    return 1 + (moments - 1) * place // (FEW - 1)


def part_of(moments: int, part: int) -> range:
    """Return the moments of one of the parts that together are all that were counted."""
    return range(1 + part, moments + 1, PARTS)
