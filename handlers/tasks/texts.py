"""What colleagues read about the work that one asks another to do."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.tasks import TaskShown
from handlers.kit.commands import N_
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, clip, grid, lines
from handlers.tasks.buttons import AcceptTask, DeclineTask, FinishTask, OpenTask
from storage.targets import TaskState

TEXT_IN_KEY = 36
STATES = {
    TaskState.ASKED: N_("⏳ not answered yet"),
    TaskState.ACCEPTED: N_("👍 accepted"),
    TaskState.DECLINED: N_("✖️ declined"),
    TaskState.DONE: N_("✅ done"),
}
NEWS = {
    TaskState.ACCEPTED: N_("👍 {name} takes it on:"),
    TaskState.DECLINED: N_("✖️ {name} cannot do it:"),
    TaskState.DONE: N_("✅ {name} has done it:"),
}


def was_asked(done: TaskShown, say: Say) -> Screen:
    """Read back to the asker what he asked of whom."""
    keys: list[Key] = [Tap(say.plain("↩ Undo"), Undo(done.undo))] if done.undo else []
    return Screen(
        lines(say("📨 Asked <b>{name}</b>:", name=done.member.name), *_what(done, say)),
        (tuple(keys),) if keys else (),
    )


def asked(done: TaskShown, say: Say) -> Screen:
    """Tell a colleague what he is asked to do."""
    return Screen(
        lines(say("📨 <b>{name}</b> asks you:", name=done.asker.name), *_what(done, say)),
        _answers(done, say),
    )


def answered(done: TaskShown, say: Say) -> Screen:
    """Tell the asker what became of it."""
    head = say(NEWS[done.task.state], name=done.member.name)
    return Screen(lines(head, *_what(done, say)))


def card(shown: TaskShown, reader_id: int, say: Say) -> Screen:
    """Show a task to who asked or is to do it."""
    is_mine = shown.task.member_id == reader_id
    who = (
        say("<b>{name}</b> asks you:", name=shown.asker.name)
        if is_mine
        else say("You asked <b>{name}</b>:", name=shown.member.name)
    )
    keys = list(_answers(shown, say)) if is_mine else []
    if shown.undo is not None:
        keys.append((Tap(say.plain("↩ Undo"), Undo(shown.undo)),))
    if shown.customer is not None:
        keys.append((Tap(say.plain("👤 Card"), OpenCustomer(shown.customer.id)),))
    return Screen(lines(who, *_what(shown, say), say(STATES[shown.task.state])), tuple(keys))


def listing(tasks: Sequence[TaskShown], reader_id: int, say: Say) -> Screen:
    """List what the reader is to do and what he asked for."""
    if not tasks:
        return Screen(
            lines(
                say("No open tasks."),
                say("Ask a colleague: “@Li Lei quote Acme by Friday”."),
            )
        )
    told = [_line(one, reader_id, say) for one in tasks]
    keys = [Tap(clip(one.task.text, TEXT_IN_KEY), OpenTask(one.task.id)) for one in tasks[:10]]
    return Screen(lines(say("<b>Open tasks</b>"), *told), grid(keys, 1))


def _line(one: TaskShown, reader_id: int, say: Say) -> Markup:
    is_mine = one.task.member_id == reader_id
    who = one.asker.name if is_mine else one.member.name
    arrow = "←" if is_mine else "→"
    day = Markup(" · {}").format(say.day(one.task.due_on)) if one.task.due_on else ""
    state = say.plain(STATES[one.task.state])
    return Markup("{} {}: {}{} · {}").format(arrow, who, clip(one.task.text, 60), day, state)


def _what(shown: TaskShown, say: Say) -> list[Markup]:
    told = [Markup("📝 {}").format(clip(shown.task.text, 400))]
    if shown.task.due_on:
        told.append(say("📅 by {day}", day=say.day(shown.task.due_on)))
    if shown.customer is not None:
        told.append(Markup("🏢 {}").format(shown.customer.name))
    return told


def _answers(shown: TaskShown, say: Say) -> tuple[tuple[Key, ...], ...]:
    task = shown.task
    done: Key = Tap(say.plain("✅ Done"), FinishTask(task.id))
    if task.state is TaskState.ASKED:
        accept = Tap(say.plain("👍 Accept"), AcceptTask(task.id))
        decline = Tap(say.plain("✖️ Decline"), DeclineTask(task.id))
        return ((accept, decline), (done,))
    return ((done,),) if task.state is TaskState.ACCEPTED else ()
