"""What a member reads about exports, and what the tables are called."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from crm.column_names import Field
from crm.exporting import Exportable
from crm.likely_pairs import Pair
from crm.money import Money
from crm.opportunity_search import Listed, Listing
from crm.stages import Stages
from handlers.exporting.buttons import ExportAs, ExportListAs, ExportPairsAs
from handlers.exporting.vcard import vcards
from handlers.importing.texts import FIELDS
from handlers.kit.commands import N_
from handlers.kit.files import FileKind, FileToShow
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, lines
from handlers.kit.words import KINDS, OUTCOMES
from handlers.merging.texts import REASONS
from handlers.pipeline.texts import export_button
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


PAIRS_HEADER = (
    N_("Customer"),
    N_("City"),
    N_("Owner"),
    N_("Customer 2"),
    N_("City 2"),
    N_("Owner 2"),
    N_("Why"),
)
DEALS_HEADER = (
    N_("Customer"),
    N_("Title"),
    N_("Owner"),
    N_("Amount"),
    N_("Currency"),
    N_("Stage"),
    N_("Expected close"),
    N_("Source"),
    N_("Need"),
    N_("Competitors"),
)
POOL = "公海"  # the text of the list that is the pool
# Each row has one contact: an import that reads so takes it as it stands.
HEADERS = {**FIELDS, Field.CONTACT: N_("Contact (one a row)")}


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


def ask_form_of_list(found: Exportable, list_id: int, say: Say) -> Screen:
    """Ask in which form a list is wanted."""
    asked = Markup("🔎 {}").format(found.of or "")
    if not found.customers:
        return Screen(lines(asked, say("There is no customer that you may export.")))
    return Screen(
        lines(
            say.count("📤 {n} customer to export", "📤 {n} customers to export", found.customers),
            asked,
            say("That you export is noted in the history."),
        ),
        (
            (
                Tap("📗 .xlsx", ExportListAs(list_id, "xlsx")),
                Tap("📄 .csv", ExportListAs(list_id, "csv")),
            ),
        ),
        fresh=True,
    )


def ask_form_of_pairs(pairs: int, say: Say) -> Screen:
    """Ask in which form the customers that look like one are wanted."""
    if not pairs:
        return Screen(say("No two customers of your team look like one."))
    return Screen(
        lines(
            say.count("📤 {n} pair to export", "📤 {n} pairs to export", pairs),
            say("That you export is noted in the history."),
        ),
        ((Tap("📗 .xlsx", ExportPairsAs("xlsx")), Tap("📄 .csv", ExportPairsAs("csv"))),),
        fresh=True,
    )


def ask_form_of_deals(found: Listing, say: Say) -> Screen:
    """Ask in which form a list of opportunities is wanted."""
    if not found.count:
        return Screen(say("No opportunity fits that."))
    keys = (
        Tap("📗 .xlsx", export_button(found.asked, "xlsx")),
        Tap("📄 .csv", export_button(found.asked, "csv")),
    )
    return Screen(
        lines(
            say.count(
                "📤 {n} opportunity to export", "📤 {n} opportunities to export", found.count
            ),
            say("That you export is noted in the history."),
        ),
        (keys,),
        fresh=True,
    )


def deals_exported(content: bytes, form: str, number: int, say: Say) -> Screen:
    """Send the table of opportunities."""
    what = say.plain("opportunities")
    made = MadeFile(f"{what}-{say.today.isoformat()}.{form}", content, MEDIA_TYPES.get(form, ""))
    return Screen(
        say.count("📤 {n} opportunity", "📤 {n} opportunities", number),
        file=FileToShow(FileKind.DOCUMENT, made=made),
    )


def deal(row: Listed, stages: Stages, say: Say) -> list[str]:
    """Return a row of the table of listed opportunities."""
    one = row.opportunity
    amount = ""
    if one.amount_minor is not None and one.currency is not None:
        amount = str(Money(one.amount_minor, one.currency).units)
    return [
        row.customer_name,
        one.title,
        row.owner_name or "",
        amount,
        one.currency or "",
        stages.get(one.stage).name(say.language),
        one.close_on.isoformat() if one.close_on else "",
        one.source or "",
        one.need or "",
        one.competitors or "",
    ]


def exported(content: bytes, form: str, customers: int, say: Say) -> Screen:
    """Send the table."""
    what = say.plain("customers")
    name = f"{what}-{say.today.isoformat()}.{form}"
    made = MadeFile(name, content, MEDIA_TYPES[form])
    return Screen(
        say.count("📤 {n} customer", "📤 {n} customers", customers),
        file=FileToShow(FileKind.DOCUMENT, made=made),
    )


def pairs_exported(content: bytes, form: str, pairs: int, say: Say) -> Screen:
    """Send the table of customers that look like one."""
    what = say.plain("duplicates")
    name = f"{what}-{say.today.isoformat()}.{form}"
    made = MadeFile(name, content, MEDIA_TYPES[form])
    return Screen(
        say.count("📤 {n} pair", "📤 {n} pairs", pairs),
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


def header(found: Exportable, say: Say) -> list[str]:
    """Return the names of the columns of the table of customers, as an import recognises them."""
    return [*(say.plain(HEADERS[one]) for one in found.columns), *found.own_fields]


def pair(one: Pair, owners: Mapping[int, str], say: Say) -> list[str]:
    """Return a row of the table of customers that look like one."""
    both = (
        text
        for customer in (one.customer, one.other)
        for text in (customer.name, customer.city or "", owners.get(customer.owner_id or 0, ""))
    )
    return [*both, say.plain(REASONS[one.because])]


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
