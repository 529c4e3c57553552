"""Blocking the bot and letting it in again: Telegram tells, nobody is answered."""

from typing import Any

from telegram import ChatMember
from telegram.ext import BaseHandler

from crm.delivery import note_unreachable, welcome_back
from handlers.kit.context import Ctx
from handlers.kit.occasions import PRESENCE
from handlers.kit.turn import Turn
from handlers.team.notices import tell_unreachable
from storage.work import Work

OUT = (ChatMember.BANNED, ChatMember.LEFT)


class Presence(BaseHandler[Turn, Ctx, Any]):
    """Takes the news that somebody, member or stranger, blocked the bot or lets it in again."""

    occasion = PRESENCE

    def __init__(self) -> None:
        super().__init__(presence_changed)

    def check_update(self, update: object) -> bool:
        """Match news of the bot's own place in the chat."""
        assert isinstance(update, Turn)
        return update.update.my_chat_member is not None


async def presence_changed(turn: Turn, ctx: Ctx) -> None:
    """The member can be reached no more, or again."""
    news = turn.update.my_chat_member
    is_out = news is not None and news.new_chat_member.status in OUT

    def note(work: Work) -> None:
        if is_out:
            note_unreachable(work, turn.chat_id, tell_unreachable)
        else:
            welcome_back(work, turn.chat_id)

    await ctx.settle(note)


def presence() -> Presence:
    """Build the handler."""
    return Presence()
