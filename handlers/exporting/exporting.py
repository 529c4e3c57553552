"""/export: the customers whom a member may take along, as a workbook or as text; contacts for the phone."""

from crm.errors import ExportTooLarge, NotThere
from crm.exporting import (
    contacts_to_share,
    customer_rows,
    interaction_rows,
    look_at_export,
    note_export,
    opportunity_rows,
)
from handlers.exporting import texts
from handlers.exporting.buttons import ExportAs
from handlers.kit.context import Ctx
from handlers.kit.files import UPLOAD_LIMIT
from handlers.kit.links import ShareContacts
from handlers.kit.say import Say
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from storage.spreadsheets.writing import as_separated, as_workbook
from storage.work import Work


async def export_asked(ctx: Ctx, _words: str) -> None:
    """The member wants his customers as a file."""
    await ctx.act(look_at_export, texts.ask_form)


async def form_chosen(ctx: Ctx, tap: ExportAs) -> None:
    """The member said in which form: the table is made beside the acts of others, then sent and noted."""
    made = await ctx.ahead(ctx.look(lambda work: table(work, tap.form, ctx.say)))

    def noted(work: Work) -> int:
        if len(made.get()) > UPLOAD_LIMIT:
            raise ExportTooLarge(UPLOAD_LIMIT)
        customers = look_at_export(work).customers
        note_export(work, tap.form, customers)
        return customers

    await ctx.act(noted, lambda number, say: texts.exported(made.get(), tap.form, number, say))


async def contacts_asked(ctx: Ctx, tap: ShareContacts) -> None:
    """The member wants a customer's contacts for his phone."""
    await ctx.act(lambda work: contacts_to_share(work, tap.customer_id), texts.contacts)


def table(work: Work, form: str, say: Say) -> bytes:
    """Return what the actor may export in a form, `xlsx` or `csv`; NotAllowed, NotThere for another form."""
    header = texts.header(look_at_export(work).own_fields, say)
    if form == "csv":
        return as_separated(header, customer_rows(work))
    if form != "xlsx":
        raise NotThere("form", 0)
    interactions = (texts.interaction(*row, say) for row in interaction_rows(work))
    opportunities = (texts.opportunity(*row) for row in opportunity_rows(work))
    return as_workbook(
        [
            (say.plain("Customers"), header, customer_rows(work)),
            (
                say.plain("Interactions"),
                [say.plain(one) for one in texts.INTERACTION_HEADER],
                interactions,
            ),
            (
                say.plain("Opportunities"),
                [say.plain(one) for one in texts.OPPORTUNITY_HEADER],
                opportunities,
            ),
        ]
    )


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("export", export_asked),
        OnButton(ExportAs, form_chosen),
        OnButton(ShareContacts, contacts_asked),
    ]
