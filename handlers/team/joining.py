"""The gate: a stranger gets one neutral line; with a code that is good he becomes a member."""

from typing import Any

from telegram.ext import Application, BaseHandler

from crm.errors import InvitationInvalid
from crm.members import Newcomer, join
from handlers.kit.commands import command_in
from handlers.kit.context import Ctx
from handlers.kit.say import language_of
from handlers.kit.screen import Screen
from handlers.kit.turn import Turn
from handlers.team import texts
from storage.work import Work

ZONE_OF = {"zh": "Asia/Shanghai", "en": "Europe/London"}


class Gate(BaseHandler[Turn, Ctx, Any]):
    """Takes every turn of somebody who is no member."""

    def __init__(self) -> None:
        super().__init__(stranger_came)

    def check_update(self, update: object) -> bool:
        """Match strangers."""
        assert isinstance(update, Turn)
        return update.who.member is None

    async def handle_update(
        self,
        update: Turn,  # noqa: ARG002
        application: Application[Any, Any, Any, Any, Any, Any],  # noqa: ARG002
        check_result: Any,  # noqa: ARG002
        context: Ctx,
    ) -> None:
        """Give the stranger to the callback."""
        await stranger_came(context.turn, context)


async def stranger_came(turn: Turn, ctx: Ctx) -> None:
    """Somebody writes who is no member: a code lets him in, anything else gets the same line."""
    command = command_in(turn.text)
    code = command.rest if command and command.name == "start" else ""

    def enter(work: Work) -> Screen:
        if not code:
            return texts.neutral(ctx.say)
        try:
            joined = join(work, code, newcomer_of(turn))
        except InvitationInvalid:
            return texts.neutral(ctx.say)
        return texts.joined(joined, ctx.say)

    await ctx.act(enter, lambda screen, _say: screen)


def newcomer_of(turn: Turn) -> Newcomer:
    """Return what Telegram tells of a stranger, with a first guess at his language and zone."""
    language = language_of(turn.user.language_code)
    return Newcomer(turn.user.id, turn.user.full_name, language, ZONE_OF[language])
