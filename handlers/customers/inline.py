"""Inline mode: @bot and part of a name, in any chat, offers the member's own customers."""

from typing import Any

from telegram.ext import BaseHandler

from crm.customer_look_ups import InlineCustomer, own_customers
from handlers.customers import inline_texts as texts
from handlers.kit.context import Ctx
from handlers.kit.occasions import INLINE
from handlers.kit.turn import Turn
from storage.work import Work

KEPT_SECONDS = 20  # Telegram keeps an answer for the same member and the same words
MOST = 20


class Inline(BaseHandler[Turn, Ctx, Any]):
    """Takes what anybody types behind the bot's name; a stranger is offered nothing."""

    occasion = INLINE

    def __init__(self) -> None:
        super().__init__(customer_wanted)

    def check_update(self, update: object) -> bool:
        """Match inline queries."""
        assert isinstance(update, Turn)
        return update.inline is not None


async def customer_wanted(turn: Turn, ctx: Ctx) -> None:
    """Somebody types part of a name in another chat: his own customers are offered."""
    asked = turn.inline
    assert asked is not None

    def answer(work: Work) -> None:
        found: list[InlineCustomer] = []
        if turn.who.member is not None and not asked.offset:
            found = own_customers(work, asked.query, MOST)
        call = {
            "inline_query_id": asked.id,
            "results": [texts.offer(one, ctx.say) for one in found],
            "is_personal": True,
            "cache_time": KEPT_SECONDS,
        }
        work.send(turn.chat_id, "answerInlineQuery", call)

    await ctx.settle(answer)


def inline() -> Inline:
    """Build the handler."""
    return Inline()
