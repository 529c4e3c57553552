"""What a member reads about exports, and what the tables are called."""

from collections.abc import Sequence

from crm.exporting import COLUMNS, Exportable
from crm.money import Money
from handlers.exporting.buttons import ExportAs
from handlers.exporting.vcard import vcards
from handlers.importing.texts import FIELDS
from handlers.kit.commands import N_
from handlers.kit.files import FileKind, FileToShow
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, lines
from handlers.kit.words import KINDS, OUTCOMES
from storage.tables import Contact, Customer, Interaction, Opportunity
from storage.work import MadeFile

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
INTERACTION_HEADER = (
    N_("Customer"),
    N_("Date"),
    N_("Kind"),
    N_("By"),
    N_("Note"),
    N_("Outcome"),
)
OPPORTUNITY_HEADER = (
    N_("Customer"),
    N_("Title"),
    N_("Amount"),
    N_("Currency"),
    N_("Stage"),
    N_("Expected close"),
)


def ask_form(found: Exportable, say: Say) -> Screen:
    """Ask in which form the customers are wanted."""
    if not found.customers:
        return Screen(say("There is no customer that you may export."))
    return Screen(
        lines(
            say.count("📤 {n} customer to export", "📤 {n} customers to export", found.customers),
            say("The workbook has sheets for interactions and opportunities too."),
            say("That you export is noted in the history."),
        ),
        ((Tap("📗 .xlsx", ExportAs("xlsx")), Tap("📄 .csv", ExportAs("csv"))),),
    )


def exported(content: bytes, form: str, customers: int, say: Say) -> Screen:
    """Send the table."""
    name = f"{say.plain('customers')}-{say.today.isoformat()}.{form}"
    made = MadeFile(name, content, MEDIA_TYPES[form])
    return Screen(
        say.count("📤 {n} customer", "📤 {n} customers", customers),
        file=FileToShow(FileKind.DOCUMENT, made=made),
    )


def contacts(found: tuple[Customer, Sequence[Contact]], say: Say) -> Screen:
    """Send a customer's contacts for the phone's address book."""
    customer, people = found
    if not people:
        return Screen(toast=say.plain("There is no contact yet."))
    made = MadeFile(f"{customer.short_name or customer.name}.vcf", vcards(*found), "text/vcard")
    return Screen(
        say.count("📇 {n} contact", "📇 {n} contacts", len(people)),
        file=FileToShow(FileKind.DOCUMENT, made=made),
        about=f"customer:{customer.id}",
    )


def header(own_fields: tuple[str, ...], say: Say) -> list[str]:
    """Return the names of the columns of the table of customers, as an import recognises them."""
    return [*(say.plain(FIELDS[one]) for one in COLUMNS), *own_fields]


def interaction(one: Interaction, customer: str, member: str, say: Say) -> list[str]:
    """Return a row of the table of interactions."""
    outcome = say.plain(OUTCOMES[one.outcome]) if one.outcome else ""
    kind = say.plain(KINDS[one.kind])
    return [customer, one.happened_on.isoformat(), kind, member, one.note, outcome]


def opportunity(one: Opportunity, customer: str, amount: Money | None) -> list[str]:
    """Return a row of the table of opportunities."""
    return [
        customer,
        one.title,
        str(amount.units) if amount else "",
        amount.currency if amount else "",
        str(one.stage),
        one.close_on.isoformat() if one.close_on else "",
    ]
