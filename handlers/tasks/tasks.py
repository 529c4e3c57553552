"""Tasks of colleagues: who was asked accepts, declines, finishes; who asked is told each time."""

from collections.abc import Sequence
from functools import partial

from crm.line_outcomes import Outcomes, Several
from crm.opportunities import OpportunityCreated
from crm.tasks import TaskShown, answer_task, as_seen_by_member, open_tasks, read_task
from handlers.kit.context import Ctx
from handlers.kit.pushes import push
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from handlers.opportunities.assigning import tell_offered
from handlers.tasks import texts
from handlers.tasks.buttons import AcceptTask, DeclineTask, FinishTask, OpenTask
from storage.targets import TaskState
from storage.work import Work


async def tasks_asked(ctx: Ctx, _words: str) -> None:
    """The rep wants to see what he is to do and what he asked for."""

    def shown(tasks: Sequence[TaskShown], say: Say) -> Screen:
        return texts.listing(tasks, ctx.member.id, say)

    await ctx.act(open_tasks, shown)


async def task_opened(ctx: Ctx, tap: OpenTask) -> None:
    """The rep opens a task."""

    def shown(task: TaskShown, say: Say) -> Screen:
        return texts.card(task, ctx.member.id, say)

    await ctx.act(lambda work: read_task(work, tap.task_id), shown)


async def accepted(ctx: Ctx, tap: AcceptTask) -> None:
    """He takes it on."""
    await _answer(ctx, tap.task_id, TaskState.ACCEPTED)


async def declined(ctx: Ctx, tap: DeclineTask) -> None:
    """He cannot do it."""
    await _answer(ctx, tap.task_id, TaskState.DECLINED)


async def finished(ctx: Ctx, tap: FinishTask) -> None:
    """It is done."""
    await _answer(ctx, tap.task_id, TaskState.DONE)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("tasks", tasks_asked),
        OnButton(OpenTask, task_opened),
        OnButton(AcceptTask, accepted),
        OnButton(DeclineTask, declined),
        OnButton(FinishTask, finished),
    ]


def tell_colleagues(work: Work, outcome: Outcomes) -> Outcomes:
    """Tell every colleague whom a line asked, or offered an opportunity to; return what came of it."""
    outcomes = outcome.outcomes if isinstance(outcome, Several) else (outcome,)
    for one in outcomes:
        if isinstance(one, OpportunityCreated):
            tell_offered(work, one)
        if isinstance(one, TaskShown):
            seen = as_seen_by_member(work, one)
            push(work, one.member, partial(texts.asked, seen), f"task:{one.task.id}")
    return outcome


async def _answer(ctx: Ctx, task_id: int, state: TaskState) -> None:
    def answer(work: Work) -> TaskShown:
        done = answer_task(work, task_id, state)
        if done.undo is not None:
            key = f"task:{task_id}:{state.value}:{done.undo}"
            push(work, done.asker, partial(texts.answered, done), key)
        return done

    await ctx.act(answer, lambda done, say: texts.card(done, ctx.member.id, say))
