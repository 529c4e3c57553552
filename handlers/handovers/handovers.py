"""Asking for a colleague's customer with one tap, and answering with one."""

from crm.handover_requests import Answered, Asked, answer, ask_for
from handlers.handovers import texts
from handlers.handovers.buttons import AskFor, GiveIt, KeepIt
from handlers.kit.context import Ctx
from handlers.kit.pushes import push
from handlers.kit.triggers import OnButton, Trigger
from storage.customer_file import Answer
from storage.work import Work


async def asked(ctx: Ctx, tap: AskFor) -> None:
    """A member wants a customer that is a colleague's."""

    def ask(work: Work) -> Asked:
        done = ask_for(work, tap.customer_id)
        if not done.again:
            push(work, done.owner, lambda say: texts.request(done, say), f"ask:{done.request.id}")
        return done

    is_answer = ctx.turn.left is not None
    await ctx.act(ask, lambda done, say: texts.asked(done, say, is_answer=is_answer))


async def given(ctx: Ctx, tap: GiveIt) -> None:
    """The owner hands it over."""
    await _answer(ctx, tap.request_id, Answer.ACCEPTED)


async def kept(ctx: Ctx, tap: KeepIt) -> None:
    """The owner keeps it."""
    await _answer(ctx, tap.request_id, Answer.DECLINED)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(AskFor, asked), OnButton(GiveIt, given), OnButton(KeepIt, kept)]


async def _answer(ctx: Ctx, request_id: int, said: Answer) -> None:
    def reply(work: Work) -> Answered:
        done = answer(work, request_id, said)
        if not done.again:
            push(work, done.asker, lambda say: texts.told(done, say))
        return done

    await ctx.act(reply, texts.answered)
