"""What is loaded on its first use: features, and what duties do once they find something to do.

Both are named as text, ``handlers.log.log:conversation``, a module and what is called in it.
"""

import asyncio
import gc
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from telegram.ext import Application, BaseHandler

from handlers.kit.context import Ctx
from handlers.kit.triggers import not_by_the_library
from handlers.kit.turn import Turn

AnyHandler = BaseHandler[Any, Any, Any]


def found(where: str) -> Callable[..., Any]:
    """Import a module and return what is called there; ImportError, AttributeError where it is not."""
    module, _, name = where.partition(":")
    return getattr(import_module(module), name)  # type: ignore[no-any-return]


class late:
    """A function that is imported when it is called for the first time, or before that."""

    def __init__(self, where: str) -> None:
        self._where = where
        self._found: Callable[..., Any] | None = None

    def load(self) -> Callable[..., Any]:
        """Import it, unless it is there, and return it."""
        if self._found is None:
            self._found = found(self._where)
        return self._found

    def __call__(self, *given: Any, **named: Any) -> Any:
        """Call it."""
        return self.load()(*given, **named)


class Late:
    """A feature that is there once a turn brings one of its occasions.

    `where` names the function that builds it: a handler, or several in order.
    """

    def __init__(self, where: str, occasions: Iterable[str]) -> None:
        self.where = where
        self.occasions = frozenset(occasions)
        self._built: list[AnyHandler] | None = None

    @property
    def is_there(self) -> bool:
        """Whether it is loaded."""
        return self._built is not None

    def build(self) -> list[AnyHandler]:
        """Load it, unless it is there, and return its handlers."""
        if self._built is None:
            built = found(self.where)()
            self._built = [built] if isinstance(built, BaseHandler) else built
        return self._built


class Features(BaseHandler[Turn, Ctx, Any]):
    """Features in order: of those that wait for what a turn brings, the first that wants it has it.

    To the library they are one handler, so that nobody is asked who need not be.
    """

    def __init__(self, features: Iterable[Late]) -> None:
        super().__init__(not_by_the_library)
        self.all = tuple(features)
        self._waiting = defaultdict[str, list[int]](list)  # by the occasion, places in the order
        for place, one in enumerate(self.all):
            for occasion in one.occasions:
                self._waiting[occasion].append(place)

    def meant(self, turn: Turn) -> list[Late]:
        """Return those that may want a turn, in order."""
        places = {place for one in turn.occasions for place in self._waiting.get(one, ())}
        return [self.all[place] for place in sorted(places)]

    async def get_ready(self, turn: Turn) -> None:
        """Load every feature that may want a turn, beside what goes on in other chats.

        All of them come before the first is asked: an unfinished conversation is known by its title then.
        """
        missing = [one for one in self.meant(turn) if not one.is_there]
        if missing:
            before = len(sys.modules)
            await asyncio.to_thread(lambda: [one.build() for one in missing])
            if len(sys.modules) > before:
                gc.freeze()  # modules stay for good: they are not looked through with every collection

    def check_update(self, update: object) -> tuple[AnyHandler, Any] | None:
        """Return the first handler that wants a turn, with what it found."""
        assert isinstance(update, Turn)
        for feature in self.meant(update):
            for handler in feature.build():
                matched = handler.check_update(update)
                if matched is not None and matched is not False:
                    return handler, matched
        return None

    async def handle_update(
        self,
        update: Turn,
        application: Application[Any, Any, Any, Any, Any, Any],
        check_result: Any,
        context: Ctx,
    ) -> Any:
        """Let the handler that wants the turn have it."""
        handler, matched = check_result
        return await handler.handle_update(update, application, matched, context)
