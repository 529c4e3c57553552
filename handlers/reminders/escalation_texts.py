"""What a manager reads of customers that wait for their owners: one in full, several with a line and a button each."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.second_tellings import Unanswered
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, clip, grid, html, lines
from handlers.reminders.push_texts import LABEL_SHOWN, LINE_SHOWN, last_touch, whom_to_call
from handlers.reminders.texts import TEXT_SHOWN, what
from storage.rings import RingState
from storage.tables import Customer


def escalations(unanswered: Sequence[Unanswered], say: Say) -> Screen:
    """What came together for one manager."""
    return _one(unanswered[0], say) if len(unanswered) == 1 else _several(unanswered, say)


def _one(unanswered: Unanswered, say: Say) -> Screen:
    due, ring, customer = unanswered.due, unanswered.ring, _customer(unanswered)
    state = say("It was not answered.")
    if _is_cut_off(unanswered):
        state = say(
            "It could not be delivered: {name} does not get my messages.", name=due.member.name
        )
    return Screen(
        lines(
            say(
                "📣 <b>{customer}</b> ({grade}) waits for {name}",
                customer=customer.name,
                grade=customer.grade or "–",
                name=due.member.name,
            ),
            html("⏰ {}", clip(what(due.reminder, say), TEXT_SHOWN)),
            say("Due {when}. {state}", when=say.moment(ring.due_at), state=state),
            whom_to_call(due),
            last_touch(due.last_touch, say),
        ),
        ((Tap(say.plain("👤 Open customer"), OpenCustomer(customer.id)),),),
        about=f"customer:{customer.id}",
    )


def _several(unanswered: Sequence[Unanswered], say: Say) -> Screen:
    numbered = list(enumerate(unanswered, start=1))
    return Screen(
        lines(
            say("📣 <b>{n} reminders were left unanswered.</b>", n=len(unanswered)),
            *(html("{}. {}", place, _line(one, say)) for place, one in numbered),
            say("🚫 could not be delivered") if any(map(_is_cut_off, unanswered)) else None,
        ),
        grid([_opener(place, _customer(one)) for place, one in numbered], 2),
    )


def _line(unanswered: Unanswered, say: Say) -> Markup:
    due, customer = unanswered.due, _customer(unanswered)
    cut_off = " 🚫" if _is_cut_off(unanswered) else ""
    return html(
        "<b>{}</b> ({}) · {}{} · {}",
        customer.name,
        customer.grade or "–",
        due.member.name,
        cut_off,
        clip(what(due.reminder, say), LINE_SHOWN),
    )


def _opener(place: int, customer: Customer) -> Tap:
    name = customer.short_name or customer.name
    return Tap(clip(f"{place}. {name}", LABEL_SHOWN), OpenCustomer(customer.id))


def _is_cut_off(unanswered: Unanswered) -> bool:
    return unanswered.ring.state is RingState.UNDELIVERABLE


def _customer(unanswered: Unanswered) -> Customer:
    customer = unanswered.due.customer
    assert customer is not None  # only what is about a graded customer is escalated
    return customer
