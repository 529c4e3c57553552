"""Who at the customer may have a part in an opportunity: those who have, and those who might."""

from dataclasses import dataclass

from crm.customers import contacts_of
from crm.opportunities import OpportunityCard, read_opportunity
from storage.tables import Contact
from storage.work import Work


@dataclass(frozen=True, slots=True)
class Choices:
    """An opportunity with the people who have a part in it, and the customer's other contacts."""

    card: OpportunityCard
    others: tuple[Contact, ...]


def read_choices(work: Work, opportunity_id: int) -> Choices:
    """Read who has a part in an opportunity and who might; NotThere where the actor may not see it."""
    card = read_opportunity(work, opportunity_id)
    named = {person.contact.id for person in card.people}
    others = [one for one in contacts_of(work, card.customer.id) if one.id not in named]
    return Choices(card, tuple(others))
