"""A page of opportunities, the best score first, with count and sums of all that was found: in one scan.

What stage and owner alone ask for is counted by the kept sums. For anything else the best of each stage are
looked at first: where enough of them fit, the page is known from these few, and one scan of an index that
covers it counts. Where they do not, little fits, and that one scan brings the page along.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal, null, select, union_all

from crm.money import Money
from crm.pipeline import in_each_currency
from storage.tables import Opportunity
from storage.work import Work

PAGE = 8
BEST = (Opportunity.score.desc(), Opportunity.id.desc())
LOOKED_AT = 100  # of each stage: a page is among them where one in thirty fits

Sums = tuple[int, tuple[Money, ...]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which are wanted: of which team, open or closed (`among`), and what else is asked of them (`fits`).

    `stages` are those at which any may stand, where an index has each of them in order, best first.
    """

    among: ColumnElement[bool]
    fits: ColumnElement[bool]
    stages: tuple[str, ...] = ()

    @property
    def where(self) -> ColumnElement[bool]:
        """The whole condition, for a scan."""
        return and_(self.among, self.fits)

    def look(self, number: int, stage: str) -> Select[tuple[int, int, int, int]]:
        """Return the query for the best at a stage, each with whether it fits."""
        is_fit = case((self.fits, 1), else_=0).label("is_fit")
        best = select(literal(number).label("number"), Opportunity.score, Opportunity.id, is_fit)
        here = best.where(self.among, Opportunity.stage == stage)
        return here.order_by(*BEST).limit(LOOKED_AT)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of ids, its number (the last where there are fewer), and count and sums of all."""

    ids: Sequence[int]
    page: int
    count: int
    sums: tuple[Money, ...]


def find(work: Work, wanted: Wanted, page: int, kept: Sums | None = None) -> Found:
    """Return a page of what is wanted; `kept` are count and sums, where they are known."""
    if kept is not None:
        count, sums = kept
        page = min(page, _last(count))
        return Found(_in_order(work, wanted, page), page, count, sums)
    best = _among_the_best(work, wanted, (page + 1) * PAGE)
    if best is not None:
        count, sums = _counted(work, wanted)
        return Found(best[page * PAGE :], page, count, sums)
    found = _scan(work, wanted, page)
    return found if page <= _last(found.count) else _scan(work, wanted, _last(found.count))


def _in_order(work: Work, wanted: Wanted, page: int) -> list[int]:
    """Return a page of ids; of several stages the best of each are merged."""
    ordered = select(Opportunity.id, Opportunity.score).where(wanted.where).order_by(*BEST)
    if wanted.stages:
        enough = (page + 1) * PAGE
        parts = [
            ordered.where(Opportunity.stage == code).limit(enough).subquery()
            for code in wanted.stages
        ]
        best = union_all(*map(select, parts)).subquery()
        ordered = select(best.c.id, best.c.score).order_by(best.c.score.desc(), best.c.id.desc())
    return list(work.session.scalars(ordered.limit(PAGE).offset(page * PAGE)))


def _among_the_best(work: Work, wanted: Wanted, enough: int) -> list[int] | None:
    """Return the ids of the best so many, where looking at the best of each stage shows them; else none.

    It does where none of them is worse than the last that was looked at of a stage that has more.
    """
    if not wanted.stages:
        return None
    looks = [wanted.look(number, code).subquery() for number, code in enumerate(wanted.stages)]
    seen: dict[int, list[tuple[int, int]]] = {}
    fitting = []
    for number, score, one, fits in work.session.execute(union_all(*map(select, looks))):
        seen.setdefault(number, []).append((score, one))
        if fits:
            fitting.append((score, one))
    fitting.sort(reverse=True)
    best = fitting[:enough]
    if len(best) < enough:
        return None
    if any(len(those) == LOOKED_AT and min(those) > best[-1] for those in seen.values()):
        return None
    return [one for _score, one in best]


def _scan(work: Work, wanted: Wanted, page: int) -> Found:
    """Return a page and what all comes to, in one statement that reads what fits once."""
    columns = (Opportunity.id, Opportunity.score, Opportunity.currency, Opportunity.amount_minor)
    found = select(*columns).where(wanted.where).cte("found").prefix_with("MATERIALIZED")
    best = select(found.c.id, found.c.score).order_by(found.c.score.desc(), found.c.id.desc())
    shown = best.limit(PAGE).offset(page * PAGE).subquery()
    totals = select(
        null(), null(), found.c.currency, func.count(), func.sum(found.c.amount_minor)
    ).group_by(found.c.currency)
    of_page = select(shown.c.id, shown.c.score, null(), null(), null())
    rows = work.session.execute(union_all(totals, of_page)).all()
    ids = sorted(((score, one) for one, score, *_ in rows if one is not None), reverse=True)
    count, sums = _sums(row[2:] for row in rows if row[0] is None)
    return Found([one for _score, one in ids], page, count, sums)


def _counted(work: Work, wanted: Wanted) -> Sums:
    totals = (
        select(Opportunity.currency, func.count(), func.sum(Opportunity.amount_minor))
        .where(wanted.where)
        .group_by(Opportunity.currency)
    )
    return _sums(work.session.execute(totals))


def _sums(rows: Iterable[Any]) -> Sums:
    by_currency = [(code, int(count), int(minor or 0)) for code, count, minor in rows]
    sums = in_each_currency(Money(minor, code) for code, _count, minor in by_currency if code)
    return sum(count for _code, count, _minor in by_currency), sums


def _last(count: int) -> int:
    return max(0, -(-count // PAGE) - 1)
