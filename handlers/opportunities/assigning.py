"""Opportunities are offered by rules: who is asked accepts or declines, and sees why he was chosen."""

from functools import partial

from crm.offers import Offered, answer_offer, assign, why_of
from crm.opportunities import OpportunityCreated
from crm.reports import managers_of
from handlers.kit.context import Ctx
from handlers.kit.pushes import push
from handlers.kit.triggers import OnButton, Trigger
from handlers.opportunities import assigning_texts as texts
from handlers.opportunities.buttons import AcceptOffer, AssignIt, DeclineOffer
from storage.tables import Member
from storage.work import Work


async def assignment_wanted(ctx: Ctx, tap: AssignIt) -> None:
    """A leader wants it to go to whom the rules name."""

    def offer(work: Work) -> Offered:
        return _told(work, assign(work, tap.opportunity_id))

    await ctx.act(offer, texts.offered_to)


async def accepted(ctx: Ctx, tap: AcceptOffer) -> None:
    """He takes it on."""
    await ctx.act(lambda work: answer_offer(work, tap.offer_id, accepts=True), texts.accepted)


async def declined(ctx: Ctx, tap: DeclineOffer) -> None:
    """He does not: the next one is asked; where nobody is left, those who lead him are told."""

    def decline(work: Work) -> Offered:
        offered = _told(work, answer_offer(work, tap.offer_id, accepts=False))
        if offered.member is None:
            _tell_leaders(work, offered, ctx.member, tap.offer_id)
        return offered

    await ctx.act(decline, texts.declined)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnButton(AssignIt, assignment_wanted),
        OnButton(AcceptOffer, accepted),
        OnButton(DeclineOffer, declined),
    ]


def tell_offered(work: Work, done: OpportunityCreated) -> OpportunityCreated:
    """Tell the member to whom a new opportunity was offered; return what was done."""
    if done.offered is not None:
        _told(work, done.offered)
    return done


def tell_expired(work: Work, over: Offered) -> None:
    """Tell a member that an offer to him is over, and those who lead him that nobody has taken it."""
    if over.member is not None and over.offer is not None:
        push(work, over.member, partial(texts.expired, over), f"offer:{over.offer.id}:over")
        _tell_leaders(work, over, over.member, over.offer.id)


def _tell_leaders(work: Work, offered: Offered, member: Member, offer_id: int) -> None:
    for leader in managers_of(work, member):
        shown = partial(texts.left_over, offered, member.name)
        push(work, leader, shown, f"offer:{offer_id}:left:{leader.id}")


def _told(work: Work, offered: Offered) -> Offered:
    member, offer = offered.member, offered.offer
    if member is not None and offer is not None:
        shown = partial(texts.offer, offered, why_of(offer))
        push(work, member, shown, f"offer:{offer.id}")
    return offered
