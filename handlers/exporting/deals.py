"""A list of opportunities as a file: from the key under it, or in words (`导出 商机>10万 本月`)."""

from crm.exporting import deal_rows, note_export
from crm.opportunity_search import Listing, filter_in_words, list_to_export
from handlers.exporting import texts
from handlers.exporting.forms import check_size, file_of
from handlers.kit.context import Ctx
from handlers.kit.triggers import OnButton, Trigger
from handlers.pipeline.buttons import ExportDeals, filter_of
from storage.work import Work


async def deals_asked(ctx: Ctx, words: str) -> None:
    """The member wants the opportunities that words ask for."""

    def look(work: Work) -> Listing:
        return list_to_export(work, filter_in_words(work, words, ctx.turn.sent_at))

    await ctx.act(look, texts.ask_form_of_deals)


async def deals_wanted(ctx: Ctx, tap: ExportDeals) -> None:
    """The member wants the list that he sees: its form is asked, then the table is made beside the acts of others."""
    asked = filter_of(tap)
    if not tap.form:
        await ctx.act(lambda work: list_to_export(work, asked), texts.ask_form_of_deals)
        return

    def make(work: Work) -> tuple[bytes, int]:
        header = [ctx.say.plain(one) for one in texts.DEALS_HEADER]
        rows = [texts.deal(*row, ctx.say) for row in deal_rows(work, asked)]
        return file_of(tap.form, [(ctx.say.plain("Opportunities"), header, rows)]), len(rows)

    made = await ctx.ahead(ctx.look(make))

    def noted(work: Work) -> tuple[bytes, int]:
        content, number = made.get()
        check_size(content)
        note_export(work, tap.form, number, what="opportunities")
        return content, number

    await ctx.act(noted, lambda done, say: texts.deals_exported(done[0], tap.form, done[1], say))


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnButton(ExportDeals, deals_wanted)]
