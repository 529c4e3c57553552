"""Watches, in every test of a conversation, that no feature is passed over which would have wanted the update."""

from typing import Any

from telegram.ext import BaseHandler

from handlers.kit.context import Ctx
from handlers.kit.triggers import not_by_the_library
from handlers.kit.turn import Turn
from handlers.registry import LATE


class Witness(BaseHandler[Turn, Ctx, Any]):
    """Offers every update to the features that are not to be asked about it; wants none itself."""

    def __init__(self) -> None:
        super().__init__(not_by_the_library)

    def check_update(self, update: object) -> None:
        """Fail where one of them wants it."""
        assert isinstance(update, Turn)
        meant = LATE.meant(update)
        for feature in LATE.all:
            if feature in meant:
                continue
            for handler in feature.build():
                wanted = handler.check_update(update)
                assert wanted in (None, False), (feature.where, sorted(update.occasions))
