"""The buttons of the pipeline."""

from datetime import date

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


def day_of(number: int | None) -> date | None:
    """Return a day that travelled in a button; none for a number that is no day."""
    try:
        return date.fromordinal(number) if number else None
    except (ValueError, OverflowError):
        return None
