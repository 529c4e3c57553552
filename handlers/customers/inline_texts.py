"""What an offer in inline mode shows, and the message that it becomes: nothing that is not for a customer's eyes."""

from typing import Any

from markupsafe import Markup, escape

from crm.customer_look_ups import InlineCustomer
from handlers.customers.texts import contact_line
from handlers.kit.say import Say
from handlers.kit.screen import lines


def offer(one: InlineCustomer, say: Say) -> dict[str, Any]:
    """Return an offer: the title is the customer, the message its name, address and contacts."""
    customer = one.customer
    grade = say.plain("grade {grade}", grade=customer.grade) if customer.grade else None
    first = one.contacts[0].name if one.contacts else None
    known = [part for part in (customer.city, grade, first) if part]
    text = lines(
        Markup("<b>{}</b>").format(customer.name),
        escape(where) if (where := customer.address or customer.city) else None,
        *(contact_line(contact) for contact in one.contacts),
    )
    return {
        "type": "article",
        "id": str(customer.id),
        "title": customer.name,
        "description": " · ".join(known),
        "input_message_content": {"message_text": str(text), "parse_mode": "HTML"},
    }
