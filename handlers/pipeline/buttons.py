"""The buttons of the pipeline."""

from datetime import date

from crm.opportunity_search import Filter
from handlers.kit.buttons import button


@button("ps")
class ShowPipeline:
    """Show the pipeline of a member, or of the team where none is named."""

    member_id: int | None


@button("pc")
class DrawPipeline:
    """Show it as a picture."""

    member_id: int | None


@button("pm")
class ChooseMember:
    """Choose whose pipeline to see."""


@button("pl")
class ListDeals:
    """List opportunities: a page of those that a filter finds; days are counted as `date.toordinal` does."""

    page: int
    stage: str | None
    owner_id: int | None
    over: int | None
    under: int | None
    close_from: int | None
    close_until: int | None
    city: str | None
    grade: str | None


@button("px")
class ExportDeals:
    """Export the opportunities that a filter finds, in a form; with no form yet it is asked."""

    form: str
    stage: str | None
    owner_id: int | None
    over: int | None
    under: int | None
    close_from: int | None
    close_until: int | None
    city: str | None
    grade: str | None


def filter_of(tap: ListDeals | ExportDeals) -> Filter:
    """Return the filter that travelled in a button."""
    days = _day(tap.close_from), _day(tap.close_until)
    return Filter(tap.stage, tap.owner_id, tap.over, tap.under, *days, tap.city, tap.grade)


def _day(number: int | None) -> date | None:
    try:
        return date.fromordinal(number) if number else None
    except (ValueError, OverflowError):
        return None
