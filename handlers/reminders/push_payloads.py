"""A push as the outbox keeps it, for thousands at once: what is the same in all of them is made once, and filled in.

Keys are the same in every push of a language but for the ids and the number that they carry; laying them out
anew would take as long as everything else of a push.
"""

from functools import lru_cache

from crm.due_reminders import DueReminder
from handlers.kit.say import Say
from handlers.kit.screen import Screen, fit, html, payload
from handlers.reminders.push_texts import answers, number_of, push, told
from storage.work import as_text

# What stands in a form for what is filled in: ids that no row reaches, characters that mean nothing.
CHAT, REMINDER, CUSTOMER = 9_000_000_001, 9_000_000_002, 9_000_000_003
NUMBER, TEXT = "\ue000", "\ue001"
LONG = 40  # characters of a number that a key may not show whole


def push_payload(due: DueReminder, say: Say) -> str:
    """Return the parameters of the call that tells of a reminder: those of `push`, as JSON."""
    number, customer, chat_id = number_of(due), due.customer, due.member.telegram_id
    if number is not None and len(number) > LONG:
        return as_text(payload(push(due, say), chat_id))
    head, tail = _form(say.language, has_customer=bool(customer), has_number=bool(number))
    tail = tail.replace(str(REMINDER), str(due.reminder.id))
    if customer is not None:
        tail = tail.replace(str(CUSTOMER), str(customer.id))
    if number is not None:
        tail = tail.replace(NUMBER, as_text(number)[1:-1])
    return head.replace(str(CHAT), str(chat_id)) + as_text(fit(told(due, say))) + tail


@lru_cache(maxsize=16)
def _form(language: str, *, has_customer: bool, has_number: bool) -> tuple[str, str]:
    """Return what stands before and behind the text."""
    customer, number = CUSTOMER if has_customer else None, NUMBER if has_number else None
    keys = answers(REMINDER, customer, number, Say.of(language))
    form = as_text(payload(Screen(html(TEXT), keys), CHAT))
    head, tail = form.split(as_text(TEXT))
    return head, tail
