"""What a rep reads half an hour before a visit."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.briefs import Brief, Promised
from crm.customer_card import Touch
from crm.understanding.promises import Side
from handlers.customers.texts import contact_line, facts_line, opportunity
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Screen, Tap, clip, lines
from handlers.kit.words import KINDS, said_to
from handlers.plans.buttons import MovePlan, PlanVisited
from handlers.plans.texts import when
from handlers.visits.need_texts import needs_line
from storage.tables import Contact

NOTE_SHOWN = 120
SENTENCE_SHOWN = 140
PEOPLE_SHOWN = 4
DEALS_SHOWN = 4


def brief(shown: Brief, say: Say) -> Screen:
    """Show who is who, the last touches, what was promised, needs, and what is open."""
    card, plan = shown.card, shown.plan
    customer = card.customer
    people = card.contacts[:PEOPLE_SHOWN]
    return Screen(
        lines(
            say("📎 <b>{name}</b> · {when}", name=customer.name, when=when(plan, say)),
            clip(plan.text, NOTE_SHOWN) if plan.text else None,
            facts_line(customer, say),
            customer.address,
            *(contact_line(one) for one in people),
            _section([_touch(one, shown, say) for one in card.touches])
            or say("\nNo interaction yet."),
            _promised(say("🤝 <b>We promised</b>"), shown.promises, Side.WE, say),
            _promised(say("🫱 <b>They promised</b>"), shown.promises, Side.THEY, say),
            needs_line(shown.needs, say),
            _section(
                [opportunity(one, card.stages, say) for one in card.opportunities[:DEALS_SHOWN]]
            ),
        ),
        (
            (
                Tap(say.plain("✅ Visited"), PlanVisited(plan.id)),
                Tap(say.plain("📅 Move"), MovePlan(plan.id)),
            ),
            (Tap(say.plain("👤 Card"), OpenCustomer(customer.id)), *_number(people)),
        ),
        about=f"plan:{plan.id}",
    )


def _touch(one: Touch, shown: Brief, say: Say) -> Markup:
    kind = say.plain(KINDS[one.interaction.kind]).split(" ")[0]
    note = clip(one.interaction.note.replace("\n", " "), NOTE_SHOWN)
    line = Markup("{} {} · {}: {}").format(
        kind, say.day(one.interaction.happened_on), one.who, note
    )
    return lines(line, *said_to(one.interaction.id, shown.card.comments, 2))


def _promised(head: Markup, promises: Sequence[Promised], side: Side, say: Say) -> Markup | None:
    rows = [
        say(
            "“{sentence}” ({day})",
            sentence=clip(one.promise.sentence, SENTENCE_SHOWN),
            day=say.day(one.day),
        )
        for one in promises
        if one.promise.side is side
    ]
    return lines(head, *rows) if rows else None


def _section(rows: Sequence[Markup]) -> Markup | None:
    return Markup("\n") + lines(*rows) if rows else None


def _number(people: Sequence[Contact]) -> tuple[Key, ...]:
    for one in people:
        number = one.phone_e164 or one.phone
        if number:
            return (Copy(f"📋 {clip(one.name, 20)}", number),)
    return ()
