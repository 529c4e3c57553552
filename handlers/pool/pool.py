"""/pool: who has no owner, claimed with one tap; /assign: a leader gives them out, by the rule or by hand."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from crm.assignment import (
    Assigned,
    Proposal,
    assign_proposed,
    assign_to,
    read_assignments,
    read_choice,
)
from crm.claims import claim, read_pool
from crm.pooling import Notice
from handlers.kit.context import Ctx
from handlers.kit.pushes import push
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from handlers.pool import texts
from handlers.pool.buttons import (
    AssignOne,
    AssignShown,
    AssignTo,
    Claim,
    ListAssignments,
    ListPool,
    PoolPart,
)
from storage.work import Work


async def pool_asked(ctx: Ctx, words: str) -> None:
    """The rep wants to see the pool, or that part of it which some words name."""
    await ctx.act(lambda work: read_pool(work, words=words), texts.pool)


async def pool_turned(ctx: Ctx, tap: ListPool) -> None:
    """The rep turns the page."""
    await ctx.act(lambda work: read_pool(work, tap.at), texts.pool)


async def part_turned(ctx: Ctx, tap: PoolPart) -> None:
    """The rep turns the page of a part of the pool."""
    await ctx.act(lambda work: read_pool(work, tap.at, tap.words), texts.pool)


async def claimed(ctx: Ctx, tap: Claim) -> None:
    """The rep wants the customer."""
    await ctx.act(lambda work: claim(work, tap.customer_id), texts.claimed)


async def assignments_asked(ctx: Ctx, _words: str) -> None:
    """A leader wants to give out the pool."""
    await ctx.act(read_assignments, texts.assignments)


async def assignments_turned(ctx: Ctx, tap: ListAssignments) -> None:
    """A leader turns the page."""
    await ctx.act(lambda work: read_assignments(work, tap.at), texts.assignments)


async def proposed_assigned(ctx: Ctx, tap: AssignShown) -> None:
    """A leader follows the rule for the page that he sees."""

    def assign(work: Work) -> Assigned:
        shown = read_assignments(work, tap.at).shown
        return _told(work, ctx, assign_proposed(work, [customer.id for customer, _ in shown]))

    await ctx.act(assign, texts.assigned)


async def member_asked(ctx: Ctx, tap: AssignOne) -> None:
    """A leader wants to choose who gets a customer."""
    await ctx.act(lambda work: read_choice(work, tap.customer_id), texts.choice)


async def member_chosen(ctx: Ctx, tap: AssignTo) -> None:
    """A leader chose who gets it."""

    def assign(work: Work) -> Assigned:
        return _told(work, ctx, assign_to(work, tap.customer_id, tap.member_id))

    await ctx.act(assign, texts.assigned)


def tell_pooled(work: Work, shown: Notice) -> None:
    """Tell an owner what goes or went to the pool, and members what they got from it by the rule."""
    day = work.now.date().isoformat()
    first = (*shown.gone, *(one for one, _ in (*shown.tomorrow, *shown.soon)))[0]
    key = f"pool:{shown.owner.id}:{day}:{first.id}"
    push(work, shown.owner, lambda say: texts.notice(shown, say), key)
    _tell_members(work, shown.assigned, None)


def tell_assigned(work: Work, proposals: Sequence[Proposal]) -> None:
    """Tell members what the rule gave them of what came into the pool."""
    _tell_members(work, proposals, None)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("pool", pool_asked),
        OnCommand("assign", assignments_asked),
        OnButton(ListPool, pool_turned),
        OnButton(PoolPart, part_turned),
        OnButton(Claim, claimed),
        OnButton(ListAssignments, assignments_turned),
        OnButton(AssignShown, proposed_assigned),
        OnButton(AssignOne, member_asked),
        OnButton(AssignTo, member_chosen),
    ]


def _told(work: Work, ctx: Ctx, done: Assigned) -> Assigned:
    others = [one for one in done.proposals if one.member.id != ctx.member.id]
    _tell_members(work, others, ctx.member.name)
    for one in done.proposals:
        if one.before is not None and one.before.id != ctx.member.id:
            push(work, one.before, partial(texts.taken, one, ctx.member.name))
    return done


def _tell_members(work: Work, proposals: Sequence[Proposal], by: str | None) -> None:
    by_member: defaultdict[int, list[Proposal]] = defaultdict(list)
    for one in proposals:
        by_member[one.member.id].append(one)
    for theirs in by_member.values():
        push(work, theirs[0].member, partial(texts.given, theirs, by))
