"""Work that a member asks a colleague to do: asked, accepted or declined, done, and the asker is told."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select

from crm.book import KeyBook
from crm.customers import tidy
from crm.errors import Empty, NotThere, TextTooLong
from crm.policy import actor_of, visible_customers
from crm.reminders import Due, planned_for
from crm.understanding.message import read_message
from crm.words import read_due
from storage.search import fold
from storage.tables import Customer, Member, Reminder, ReminderState
from storage.targets import Task, TaskState
from storage.work import Work

TEXT_LIMIT = 1000
OPEN = (TaskState.ASKED, TaskState.ACCEPTED)
LISTED = 20


@dataclass(frozen=True, slots=True)
class TaskShown:
    """A task with who asked whom, and the customer it is about."""

    task: Task
    asker: Member
    member: Member
    customer: Customer | None
    undo: int | None = None


def colleague_named(work: Work, words: str) -> tuple[Member, str] | None:
    """Return the colleague with whose name words begin, and the words after it; none where none is certain.

    A first name alone will do where only one has it.
    """
    actor, said = actor_of(work), fold(words)
    there = select(Member).where(
        Member.team_id == actor.team_id, Member.deactivated_at.is_(None), Member.id != actor.id
    )
    members = work.session.scalars(there).all()
    whole = [one for one in members if said.startswith(fold(one.name))]
    if whole:
        longest = max(whole, key=lambda one: len(one.name))
        return longest, words[len(longest.name) :].strip(" ,，:：")
    first = said.split(" ")[0]
    alike = [one for one in members if fold(one.name).split(" ")[0] == first]
    return (alike[0], words[len(first) :].strip(" ,，:：")) if len(alike) == 1 else None


def ask_colleague(work: Work, member: Member, words: str, said_at: datetime) -> TaskShown:
    """Ask a colleague to do what words say, by the day that they name, at the customer that they name.

    A day that stands in front is no part of what is to be done.

    Empty where they say nothing, TextTooLong.
    """
    actor = actor_of(work)
    text = tidy(words)
    if not text:
        raise Empty("task")
    if len(text) > TEXT_LIMIT:
        raise TextTooLong("task", TEXT_LIMIT)
    read = read_due(text, said_at, actor.zone)
    local_time = said_at.astimezone(ZoneInfo(actor.zone))
    known = read_message(text, local_time, KeyBook(work)).customer
    task = work.add(
        Task(
            asker_id=actor.id,
            member_id=member.id,
            customer_id=known.id if known else None,
            text=read.rest if read.due and read.rest and text.endswith(read.rest) else text,
            due_on=read.due.day if read.due else None,
            state=TaskState.ASKED,
            created_at=work.now,
        )
    )
    undo = work.close_entry("ask_colleague", task.customer_id)
    return TaskShown(task, actor, member, _customer(work, task), undo)


def as_seen_by_member(work: Work, task: TaskShown) -> TaskShown:
    """Return a task as who is to do it may see it: without its customer where that is not his to see."""
    if task.customer is None:
        return task
    may_see = visible_customers(task.member) & (Customer.id == task.customer.id)
    is_his = work.session.scalar(select(Customer.id).where(may_see)) is not None
    return task if is_his else replace(task, customer=None)


def answer_task(work: Work, task_id: int, state: TaskState) -> TaskShown:
    """Accept, decline or finish a task; accepting plans a reminder for its day. One that is over stays as it is.

    NotThere for a task that is not the actor's to do.
    """
    task = work.session.get(Task, task_id)
    if task is None or task.member_id != actor_of(work).id:
        raise NotThere("task", task_id)
    undo = None
    if task.state in OPEN and task.state != state:
        work.change(task, state=state, answered_at=work.now)
        if state is TaskState.ACCEPTED:
            _plan(work, task)
        elif task.reminder_id:
            reminder = work.session.get(Reminder, task.reminder_id)
            if reminder is not None and reminder.state is ReminderState.PLANNED:
                work.change(reminder, state=ReminderState.DONE, answered_at=work.now)
        undo = work.close_entry("answer_task", task.customer_id)
    return _shown(work, task, undo)


def open_tasks(work: Work) -> Sequence[TaskShown]:
    """Return what the actor is to do and what he has asked of others, what is due first in front."""
    actor = actor_of(work)
    mine = (Task.member_id == actor.id) | (Task.asker_id == actor.id)
    wanted = select(Task).where(mine, Task.state.in_(OPEN))
    ordered = wanted.order_by(Task.due_on.is_(None), Task.due_on, Task.id).limit(LISTED)
    return [_shown(work, task) for task in work.session.scalars(ordered)]


def read_task(work: Work, task_id: int) -> TaskShown:
    """Read a task that the actor asked for or is to do; NotThere otherwise."""
    task = work.session.get(Task, task_id)
    if task is None or actor_of(work).id not in (task.asker_id, task.member_id):
        raise NotThere("task", task_id)
    return _shown(work, task)


def _plan(work: Work, task: Task) -> None:
    """Plan a reminder for the morning of the task's day, where that is still to come."""
    actor = actor_of(work)
    if task.due_on is None or task.due_on <= work.now.astimezone(ZoneInfo(actor.zone)).date():
        return
    reminder = work.add(
        Reminder(
            member_id=actor.id,
            customer_id=task.customer_id if _customer(work, task) else None,
            text=task.text,
            zone=actor.zone,
            state=ReminderState.PLANNED,
            occurrence=1,
            created_at=work.now,
            created_by=actor.id,
            **planned_for(work, actor, Due(task.due_on)),
        )
    )
    work.change(task, reminder_id=reminder.id)


def _shown(work: Work, task: Task, undo: int | None = None) -> TaskShown:
    asker = work.session.get_one(Member, task.asker_id)
    member = work.session.get_one(Member, task.member_id)
    return TaskShown(task, asker, member, _customer(work, task), undo)


def _customer(work: Work, task: Task) -> Customer | None:
    """Return the customer of a task where the actor may see it: a colleague's stays hidden."""
    if task.customer_id is None:
        return None
    wanted = select(Customer).where(
        Customer.id == task.customer_id, visible_customers(actor_of(work))
    )
    return work.session.scalar(wanted)
