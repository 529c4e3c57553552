"""The gate: a stranger gets one neutral line; with a code that is good he becomes a member."""

from typing import Any, Literal

from telegram.ext import Application, BaseHandler

from crm.errors import InvitationInvalid
from crm.members import Joined, Newcomer, join
from crm.strangers import was_answered
from crm.zones import guess_zone
from handlers.kit.context import NOTHING, Ctx
from handlers.kit.conversation import Conversation
from handlers.kit.occasions import STRANGER
from handlers.kit.say import Say, language_of
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End
from handlers.kit.turn import Turn
from handlers.team import first_day, texts
from handlers.team.newcomer import FirstDayDraft, Step
from handlers.team.notices import tell_joined
from storage.work import Work

SILENCE = Screen()


class Gate(BaseHandler[Turn, Ctx, Any]):
    """Takes every turn of somebody who is no member; one who joins is led on by `first_day`."""

    occasion = STRANGER

    def __init__(self, first_day: Conversation[FirstDayDraft]) -> None:
        super().__init__(lambda _turn, ctx: stranger_came(ctx, first_day))
        self.first_day = first_day

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
        await stranger_came(context, self.first_day)


async def stranger_came(ctx: Ctx, first_day: Conversation[FirstDayDraft]) -> None:
    """Somebody writes who is no member: a code lets him in, anything else gets the same line."""
    command = ctx.turn.command
    if command and command.name == "start" and command.rest:
        await code_given(ctx, first_day, command.rest)
    elif ctx.turn.tapped_message is not None:
        await ctx.show(texts.neutral_toast(ctx.say))
    elif ctx.turn.update.my_chat_member is not None:
        await ctx.act(NOTHING, lambda _none, _say: SILENCE)
    else:
        await ctx.act(lambda work: was_answered(work, ctx.turn.chat_id), turned_away)


async def code_given(ctx: Ctx, first_day: Conversation[FirstDayDraft], code: str) -> None:
    """A stranger has a code: it makes him a member, and his first questions come in the same act."""
    talk = first_day.begin(ctx)

    def enter(work: Work) -> Joined | Screen:
        try:
            done = join(work, code, newcomer_of(ctx.turn))
        except InvitationInvalid:
            return turned_away(was_answered(work, ctx.turn.chat_id), ctx.say)
        ctx.turn.goes_on_as(done.member)
        talk.draft.zone = done.member.zone
        talk.draft.is_first = done.is_first
        ctx.post(work, texts.joined(done, ctx.say))
        tell_joined(work, done)
        return done

    def where(done: Joined | Screen) -> Literal[Step.LANGUAGE, End.END]:
        return Step.LANGUAGE if isinstance(done, Joined) else END

    def shown(done: Joined | Screen, _say: Say) -> Screen | None:
        return done if isinstance(done, Screen) else None

    await talk.act(enter, then=where, show=shown)


def turned_away(was_told: bool, say: Say) -> Screen:
    """Tell a stranger the one line, unless he was told a moment ago."""
    return SILENCE if was_told else texts.neutral(say)


def newcomer_of(turn: Turn) -> Newcomer:
    """Return what Telegram tells of a stranger, with a first guess at his language and zone."""
    code = turn.user.language_code
    return Newcomer(turn.user.id, turn.user.full_name, language_of(code), guess_zone(code))


def gate() -> Gate:
    """Build the handler."""
    return Gate(first_day.conversation())
