"""What a rep reads of the pipeline: the figures of each stage, the picture, a list page by page."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.money import Money, money
from crm.opportunity_search import Filter, Listed, Listing
from crm.pipeline import Pipeline, StageFigures
from handlers.charts.charts import Bar, Chart
from handlers.kit.files import FileToShow
from handlers.kit.links import OpenOpportunity
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from handlers.pipeline.buttons import (
    ChooseMember,
    DrawPipeline,
    ExportDeals,
    ListDeals,
    ShowPipeline,
)
from storage.tables import Member

NAME_IN_KEY, NAME_IN_CHART, TITLE_IN_LINE = 26, 12, 40
MEMBERS_SHOWN = 20


def pipeline(shown: Pipeline, say: Say) -> Screen:
    """Show the figures: each open stage, all that is open, and what was won and lost this month."""
    told = [_stage(one, shown, say) for one in shown.open if one.count]
    return Screen(
        lines(
            say("📊 <b>Pipeline</b> · {whose}", whose=_whose(shown)),
            *told,
            _open(shown, say),
            _closed(shown.won, say("🏆 Won this month"), say),
            _closed(shown.lost, say("✖️ Lost this month"), say),
            _unknown(shown, say),
            say("<i>At the rates of {day}.</i>", day=say.day(shown.rates_on))
            if shown.rates_on
            else None,
        ),
        _keys(shown, say),
    )


def choose_member(members: Sequence[Member], say: Say) -> Screen:
    """Ask whose pipeline to show."""
    keys: list[Key] = [
        Tap(clip(one.name, NAME_IN_KEY), ShowPipeline(one.id)) for one in members[:MEMBERS_SHOWN]
    ]
    keys.append(Tap(say.plain("👥 The team"), ShowPipeline(None)))
    return Screen(say("<b>Whose pipeline?</b>"), grid(keys, 2))


def chart(shown: Pipeline, say: Say) -> Chart:
    """Return the chart of a pipeline: a bar a stage, as long as its sum, filled as far as it is likely."""
    bars = tuple(
        Bar(
            clip(one.stage.name(say.language), NAME_IN_CHART),
            float(one.total.units),
            float(one.likely.units),
            f"{say.number(one.count)} · {say.money(one.total)}",
        )
        for one in shown.open
    )
    title = say.plain("Pipeline · {whose} · {day}", whose=_whose(shown), day=say.day(say.today))
    return Chart(title, bars, (say.plain("Sum"), say.plain("Weighted")))


def picture(shown: Pipeline, file: FileToShow | None, say: Say) -> Screen:
    """Show the picture; where it could not be drawn, say so and show the figures."""
    if file is None:
        figures = pipeline(shown, say)
        sorry = say("I could not draw the picture; here are the figures.")
        return Screen(lines(sorry, figures.text), figures.rows, fresh=True)
    return Screen(_open(shown, say), file=file, fresh=True)


def listing(shown: Listing, say: Say) -> Screen:
    """Show a page of opportunities; each line's key opens its card."""
    asked = shown.asked
    if not shown.count:
        return Screen(
            lines(
                say("No opportunity fits that."),
                _asked(shown, say),
                say("Try “/deals proposal over 50k this quarter”."),
            )
        )
    keys: list[Key] = [Tap(_key(one), OpenOpportunity(one.opportunity.id)) for one in shown.rows]
    sums = " + ".join(say.money(one) for one in shown.sums)
    return Screen(
        lines(
            say.count("<b>{n} opportunity</b>", "<b>{n} opportunities</b>", shown.count)
            + (Markup(" · {}").format(sums) if sums else Markup()),
            _asked(shown, say),
            *(_line(one, shown, say) for one in shown.rows),
            say("Page {page} of {pages}", page=shown.page + 1, pages=shown.pages)
            if shown.pages > 1
            else None,
        ),
        (*grid(keys, 1), *_pages(asked, shown, say)),
    )


def list_button(asked: Filter, page: int = 0) -> ListDeals:
    """Return the button that lists what a filter finds."""
    return ListDeals(page, *_in_button(asked))


def export_button(asked: Filter, form: str = "") -> ExportDeals:
    """Return the button that exports what a filter finds, in a form or after asking for it."""
    return ExportDeals(form, *_in_button(asked))


def _in_button(
    asked: Filter,
) -> tuple[
    str | None,
    int | None,
    int | None,
    int | None,
    int | None,
    int | None,
    str | None,
    str | None,
]:
    return (
        asked.stage,
        asked.owner_id,
        asked.over,
        asked.under,
        asked.close_from.toordinal() if asked.close_from else None,
        asked.close_until.toordinal() if asked.close_until else None,
        asked.city[:4] if asked.city else None,
        asked.grade,
    )


def _whose(shown: Pipeline) -> str:
    return shown.owner.name if shown.owner else shown.team.name


def _stage(one: StageFigures, shown: Pipeline, say: Say) -> Markup:
    sums = " + ".join(say.money(amount) for amount in one.sums)
    facts = {
        "stage": one.stage.name(say.language),
        "percent": one.stage.probability,
        "count": say.number(one.count),
        "sums": sums or say.money(Money(0, shown.team.currency)),
    }
    if one.sums and all(amount.currency in shown.unknown for amount in one.sums):
        return say("{stage} {percent} % · {count} · {sums}", **facts)
    return say(
        "{stage} {percent} % · {count} · {sums} → {likely}",
        likely=say.money(one.likely),
        **facts,
    )


def _open(shown: Pipeline, say: Say) -> Markup:
    if shown.unknown and not shown.total.minor:
        return say("<b>Open: {count}</b>", count=say.number(shown.count))
    return say(
        "<b>Open: {count} · {total}, weighted {likely}</b>",
        count=say.number(shown.count),
        total=say.money(shown.total),
        likely=say.money(shown.likely),
    )


def _closed(one: StageFigures, head: Markup, say: Say) -> Markup | None:
    if not one.count:
        return None
    told = [say.number(one.count)]
    if one.sums:
        told.append(" + ".join(say.money(amount) for amount in one.sums))
    return Markup("{}: {}").format(head, " · ".join(told))


def _unknown(shown: Pipeline, say: Say) -> Markup | None:
    if not shown.unknown:
        return None
    codes = ", ".join(sorted(shown.unknown))
    return say(
        "⚠️ No rate for {codes}: left out of the sums in {own}.",
        codes=codes,
        own=shown.team.currency,
    )


def _keys(shown: Pipeline, say: Say) -> Rows:
    owner_id = shown.owner.id if shown.owner else None
    stages: list[Key] = [
        Tap(
            f"{one.stage.name(say.language)} ({say.number(one.count)})",
            list_button(Filter(stage=one.stage.code, owner_id=owner_id)),
        )
        for one in shown.open
        if one.count
    ]
    ways: list[Key] = [
        Tap(say.plain("⭐ Best first"), list_button(Filter(owner_id=owner_id))),
        Tap(say.plain("📊 Picture"), DrawPipeline(owner_id)),
    ]
    team: list[Key] = []
    if shown.may_see_team:
        if shown.owner is not None:
            team.append(Tap(say.plain("👥 The team"), ShowPipeline(None)))
        team.append(Tap(say.plain("👤 By member"), ChooseMember()))
    rows = (*grid(stages[:12], 2), tuple(ways))
    return (*rows, tuple(team)) if team else rows


def _key(one: Listed) -> str:
    deal = one.opportunity
    score = f"⭐{deal.score} " if deal.score else ""
    return f"{score}{clip(one.customer_name, 18)} · {clip(deal.title, NAME_IN_KEY)}"


def _line(one: Listed, shown: Listing, say: Say) -> Markup:
    deal = one.opportunity
    amount = None
    if deal.amount_minor is not None and deal.currency:
        amount = say.money(Money(deal.amount_minor, deal.currency))
    day = deal.closed_on or deal.close_on
    parts = (
        clip(deal.title, TITLE_IN_LINE),
        amount,
        shown.stages.get(deal.stage).name(say.language),
        say.day(day) if day else None,
        one.owner_name if shown.owner_name is None else None,
    )
    return Markup("• ") + Markup(" · ").join(part for part in parts if part)


def _asked(shown: Listing, say: Say) -> Markup | None:
    """Read back what was understood of the words: a list must not surprise."""
    asked, own = shown.asked, shown.currency
    parts = (
        shown.stages.get(asked.stage).name(say.language) if asked.stage else None,
        say.plain("≥ {amount}", amount=say.money(money(asked.over, own))) if asked.over else None,
        say.plain("≤ {amount}", amount=say.money(money(asked.under, own)))
        if asked.under
        else None,
        _between(asked, say),
        asked.city,
        say.plain("grade {grade}", grade=asked.grade) if asked.grade else None,
        shown.owner_name,
    )
    told = [part for part in parts if part]
    return Markup("<i>{}</i>").format(" · ".join(told)) if told else None


def _between(asked: Filter, say: Say) -> str | None:
    if asked.close_until is None:
        return None
    until = say.day(asked.close_until)
    if asked.close_from is None:
        return say.plain("until {day}", day=until)
    return say.plain("{first} – {last}", first=say.day(asked.close_from), last=until)


def _pages(asked: Filter, shown: Listing, say: Say) -> Rows:
    keys: list[Key] = []
    if shown.page > 0:
        keys.append(Tap(say.plain("‹ Before"), list_button(asked, shown.page - 1)))
    if shown.page + 1 < shown.pages:
        keys.append(Tap(say.plain("Next ›"), list_button(asked, shown.page + 1)))
    if shown.may_export:
        keys.append(Tap(say.plain("📤 Export"), export_button(asked)))
    return (tuple(keys),) if keys else ()
