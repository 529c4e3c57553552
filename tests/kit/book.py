"""A rep whose book holds the 25 customers of the examples."""

import csv
from pathlib import Path

from crm.customers import NewContact, NewCustomer, create_customer
from crm.recognition import Sign, recognise
from storage.tables import Role
from tests.kit.world import Rep, World

CUSTOMERS = Path(__file__).parents[1] / "corpus" / "messages" / "customers.csv"


async def a_rep_with_a_book(world: World, language: str = "en", role: Role = Role.REP) -> Rep:
    """Return a member who owns every customer of the examples."""
    rep = await world.rep("李伟" if language == "zh" else "Emma Clark", language, role)
    with world.store.begin() as work, CUSTOMERS.open(encoding="utf-8", newline="") as file:
        work.actor = recognise(work, Sign(rep.person.id)).member
        for row in csv.DictReader(file):
            contact = NewContact(row["contact"], row["contact_title"], row["phone"])
            known = (row["name"], row["short_name"], row["city"], row["industry"], row["grade"])
            create_customer(work, NewCustomer(*known, (contact,)))
    return rep
