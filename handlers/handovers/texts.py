"""What members read when one asks another for a customer."""

from crm.handover_requests import Answered, Asked
from crm.instants import day_of
from handlers.handovers.buttons import GiveIt, KeepIt
from handlers.kit.links import OpenCustomer, Undo
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, lines
from storage.customer_file import Answer


def asked(done: Asked, say: Say, *, is_answer: bool) -> Screen:
    """Tell the asker that the owner is asked: in passing, or in place of the question that this answers."""
    if done.again:
        return Screen(toast=say.plain("The owner is asked already."))
    if not is_answer:
        return Screen(toast=say.plain("The owner is asked. I tell you the answer."))
    undo = ((Tap(say.plain("↩ Undo"), Undo(done.undo or 0)),),)
    return Screen(say("🤝 The owner is asked. I tell you the answer."), undo)


def request(done: Asked, say: Say) -> Screen:
    """Ask the owner."""
    return Screen(
        lines(
            say(
                "🤝 {name} asks you for <b>{customer}</b>.",
                name=done.asker.name,
                customer=done.customer.name,
            ),
            say("With the customer go its open opportunities and reminders."),
        ),
        (
            (
                Tap(say.plain("✅ Hand over"), GiveIt(done.request.id)),
                Tap(say.plain("✋ Keep"), KeepIt(done.request.id)),
            ),
            (Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),),
        ),
        about=f"customer:{done.customer.id}",
    )


def answered(done: Answered, say: Say) -> Screen:
    """Read the answer back to the owner."""
    if done.again:
        return Screen(toast=say.plain("You answered that already."))
    facts = {"name": done.asker.name, "customer": done.customer.name}
    if done.request.answer is Answer.ACCEPTED:
        text = say("🤝 <b>{customer}</b> is {name}'s now.", **facts)
    else:
        text = say("✋ You keep <b>{customer}</b>. {name} is told.", **facts)
    return Screen(text, ((Tap(say.plain("↩ Undo"), Undo(done.undo or 0)),),))


def told(done: Answered, say: Say) -> Screen:
    """Tell the asker what the owner said; a refusal names no customer that he may not see."""
    if done.request.answer is Answer.ACCEPTED:
        return Screen(
            say(
                "🤝 {name} hands <b>{customer}</b> over to you.",
                name=done.owner.name,
                customer=done.customer.name,
            ),
            ((Tap(say.plain("👤 Card"), OpenCustomer(done.customer.id)),),),
            about=f"customer:{done.customer.id}",
        )
    day = say.day(day_of(done.request.asked_at, say.zone))
    return Screen(say("✋ The owner keeps the customer that you asked for on {day}.", day=day))
