"""What is read about opportunities that are offered by rules."""

from markupsafe import Markup

from crm.offers import By, Offered, Why, why_of
from handlers.kit.commands import N_
from handlers.kit.links import OpenOpportunity, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, lines
from handlers.opportunities.buttons import AcceptOffer, DeclineOffer
from handlers.opportunities.card_texts import money_of

BECAUSE = {
    By.REGION: N_("because of the region “{word}”"),
    By.INDUSTRY: N_("because of the industry “{word}”"),
    By.PRODUCT: N_("because of the product “{word}”"),
    By.ANY: N_("because anybody may have it"),
}


def offer(offered: Offered, why: Why, say: Say) -> Screen:
    """Offer an opportunity to a member, with the reason and until when."""
    deal, made = offered.opportunity, offered.offer
    assert made is not None
    amount = money_of(deal.amount_minor, deal.currency, say)
    keys: tuple[Key, ...] = (
        Tap(say.plain("👍 Accept"), AcceptOffer(made.id)),
        Tap(say.plain("✖️ Decline"), DeclineOffer(made.id)),
    )
    return Screen(
        lines(
            say("🎯 <b>An opportunity for you</b>"),
            Markup("💼 {}").format(deal.title),
            Markup("🏢 {}").format(offered.customer.name),
            say("Amount: {amount}", amount=amount) if amount else None,
            _because(why, say),
            say("Until {moment}; then it goes to the pool.", moment=say.moment(made.expires_at)),
        ),
        (keys,),
    )


def offered_to(offered: Offered, say: Say) -> Screen:
    """Tell the leader to whom it is offered, and why."""
    deal = offered.opportunity
    keys: list[Key] = [Tap(say.plain("↩ Undo"), Undo(offered.undo))] if offered.undo else []
    keys.append(Tap(say.plain("💼 Open"), OpenOpportunity(deal.id)))
    if offered.member is None or offered.offer is None:
        head = say(
            "{title}: the rules name nobody who is free; it is in the pool.", title=deal.title
        )
        return Screen(lines(head, say("See /rules → Offers.")), (tuple(keys),))
    head = say("🎯 {title}: offered to <b>{name}</b>", title=deal.title, name=offered.member.name)
    return Screen(lines(head, _because(why_of(offered.offer), say)), (tuple(keys),))


def offered_line(offered: Offered, say: Say) -> Markup:
    """Return to whom a new opportunity was offered, and why, in one line."""
    if offered.member is None or offered.offer is None:
        return say("🎯 The rules name nobody who is free: it is in the pool.")
    because = _because(why_of(offered.offer), say)
    return say("🎯 Offered to {name}: {because}", name=offered.member.name, because=because)


def accepted(offered: Offered, say: Say) -> Screen:
    """Tell the member that it is his."""
    deal = offered.opportunity
    keys: list[Key] = [Tap(say.plain("💼 Open"), OpenOpportunity(deal.id))]
    return Screen(say("👍 {title} is yours.", title=deal.title), (tuple(keys),))


def declined(offered: Offered, say: Say) -> Screen:
    """Tell the member what becomes of it."""
    if offered.member is None:
        return Screen(say("Declined: {title} is in the pool.", title=offered.opportunity.title))
    return Screen(
        say("Declined: {title} is offered to a colleague.", title=offered.opportunity.title)
    )


def expired(offered: Offered, say: Say) -> Screen:
    """Tell the member that the time is over."""
    return Screen(
        say(
            "⌛ {title} was not answered in time: it is in the pool.",
            title=offered.opportunity.title,
        )
    )


def left_over(offered: Offered, name: str, say: Say) -> Screen:
    """Tell a leader that nobody has taken it."""
    deal = offered.opportunity
    return Screen(
        lines(
            say(
                "🎯 {title}: {name} did not take it, it is in the pool.",
                title=deal.title,
                name=name,
            ),
            Markup("🏢 {}").format(offered.customer.name),
        ),
        ((Tap(say.plain("💼 Open"), OpenOpportunity(deal.id)),),),
        about=f"opportunity:{deal.id}",
    )


def _because(why: Why, say: Say) -> Markup:
    return say(
        "{because}; {n} of {most} open ones so far",
        because=say(BECAUSE[why.by], word=why.word),
        n=why.open,
        most=why.most,
    )
