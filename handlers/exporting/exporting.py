"""/export: customers as a workbook or as text, all whom a member may take along or a list's; contacts for the phone."""

from collections.abc import Callable

from crm.customer_lists import is_list_of_deals, keep_list, list_named, own_list
from crm.exporting import (
    Exportable,
    contacts_to_share,
    customer_rows,
    interaction_rows,
    look_at_export,
    note_export,
    opportunity_rows,
)
from crm.likely_pairs import all_pairs, count_pairs
from crm.members import names_of
from crm.understanding.exports import asks_for_pairs
from handlers.exporting import texts
from handlers.exporting.buttons import (
    ExportAs,
    ExportList,
    ExportListAs,
    ExportPairs,
    ExportPairsAs,
    ExportPool,
)
from handlers.exporting.deals import deals_asked
from handlers.exporting.forms import check_size, file_of
from handlers.kit.context import Ctx
from handlers.kit.links import ShareContacts
from handlers.kit.say import Say
from handlers.kit.triggers import OnButton, OnCommand, Trigger
from storage.work import Work


async def export_asked(ctx: Ctx, words: str) -> None:
    """The member wants customers as a file: all of his, or those that words name."""
    if not words:
        await ctx.act(look_at_export, texts.ask_form)
    elif asks_for_pairs(words):
        await pairs_wanted(ctx, ExportPairs())
    elif is_list_of_deals(words):
        await deals_asked(ctx, words)
    else:
        await _ask_form(ctx, lambda work: _text_of(work, words))


async def list_wanted(ctx: Ctx, tap: ExportList) -> None:
    """The member wants the list that he sees as a file."""
    await _ask_form(ctx, lambda work: own_list(work, tap.list_id).text)


async def pool_wanted(ctx: Ctx, tap: ExportPool) -> None:
    """The member wants the pool, or a part of it, as a file."""
    await _ask_form(ctx, lambda _work: f"{texts.POOL} {tap.words}".strip())


async def form_chosen(ctx: Ctx, tap: ExportAs) -> None:
    """The member said in which form: the table is made beside the acts of others, then sent and noted."""
    await _export(ctx, tap.form, lambda _work: None)


async def form_of_list_chosen(ctx: Ctx, tap: ExportListAs) -> None:
    """The member said in which form he wants a list."""
    await _export(ctx, tap.form, lambda work: own_list(work, tap.list_id).text)


async def pairs_wanted(ctx: Ctx, _tap: ExportPairs) -> None:
    """A leader wants the customers that look like one as a file."""
    await ctx.act(count_pairs, texts.ask_form_of_pairs)


async def form_of_pairs_chosen(ctx: Ctx, tap: ExportPairsAs) -> None:
    """A leader said in which form he wants them."""
    made = await ctx.ahead(ctx.look(lambda work: pairs_table(work, tap.form, ctx.say)))

    def noted(work: Work) -> int:
        pairs = count_pairs(work)
        check_size(made.get())
        note_export(work, tap.form, pairs, what="pairs")
        return pairs

    await ctx.act(noted, lambda pairs, say: texts.pairs_exported(made.get(), tap.form, pairs, say))


async def contacts_asked(ctx: Ctx, tap: ShareContacts) -> None:
    """The member wants a customer's contacts for his phone."""
    await ctx.act(lambda work: contacts_to_share(work, tap.customer_id), texts.contacts)


def table(work: Work, form: str, say: Say, of: str | None = None) -> bytes:
    """Return what the actor may export in a form, `xlsx` or `csv`; NotAllowed, NotThere for another form.

    `of` is the text of a list; none for all customers.
    """
    header = texts.header(look_at_export(work, of), say)
    customers = customer_rows(work, say.plain("lunar"), of)
    interactions = (texts.interaction(*row, say) for row in interaction_rows(work, of))
    opportunities = (texts.opportunity(*row) for row in opportunity_rows(work, of))
    deals, met = (
        [say.plain(one) for one in header_]
        for header_ in (texts.OPPORTUNITY_HEADER, texts.INTERACTION_HEADER)
    )
    return file_of(
        form,
        [
            (say.plain("Customers"), header, customers),
            (say.plain("Interactions"), met, interactions),
            (say.plain("Opportunities"), deals, opportunities),
        ],
    )


def pairs_table(work: Work, form: str, say: Say) -> bytes:
    """Return the customers of the team that look like one, side by side; errors as for `table`."""
    pairs = all_pairs(work)
    owners = {one.owner_id for pair in pairs for one in (pair.customer, pair.other)}
    names = names_of(work, {one for one in owners if one is not None})
    header = [say.plain(one) for one in texts.PAIRS_HEADER]
    rows = [texts.pair(one, names, say) for one in pairs]
    return file_of(form, [(say.plain("Duplicates"), header, rows)])


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [
        OnCommand("export", export_asked),
        OnButton(ExportAs, form_chosen),
        OnButton(ExportList, list_wanted),
        OnButton(ExportListAs, form_of_list_chosen),
        OnButton(ExportPool, pool_wanted),
        OnButton(ExportPairs, pairs_wanted),
        OnButton(ExportPairsAs, form_of_pairs_chosen),
        OnButton(ShareContacts, contacts_asked),
    ]


def _text_of(work: Work, words: str) -> str:
    kept = list_named(work, words)
    return kept.text if kept else words


async def _ask_form(ctx: Ctx, text_of: Callable[[Work], str]) -> None:
    """Count a list beside the acts of others, and ask in which form it is wanted."""

    def look(work: Work) -> tuple[str, Exportable]:
        text = text_of(work)
        return text, look_at_export(work, text)

    looked = await ctx.ahead(ctx.look(look))

    def keep(work: Work) -> tuple[Exportable, int]:
        text, found = looked.get()
        return found, keep_list(work, text).id

    await ctx.act(keep, lambda kept, say: texts.ask_form_of_list(*kept, say))


async def _export(ctx: Ctx, form: str, text_of: Callable[[Work], str | None]) -> None:
    def make(work: Work) -> tuple[bytes, int, str | None]:
        of = text_of(work)
        return table(work, form, ctx.say, of), look_at_export(work, of).customers, of

    made = await ctx.ahead(ctx.look(make))

    def noted(work: Work) -> tuple[bytes, int]:
        content, customers, of = made.get()
        check_size(content)
        note_export(work, form, customers, of)
        return content, customers

    await ctx.act(noted, lambda done, say: texts.exported(done[0], form, done[1], say))
