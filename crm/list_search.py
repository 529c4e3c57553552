"""The customers that fulfil conditions, in the order in which they need attention, as far as they are asked for.

With conditions on columns alone the database finds them in order. With words or places the index is asked first: where it
finds few, these are all. Of many, those longest untouched are looked at one after another, for a list mostly has
enough of them; where it has not, all that the index finds are looked at.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, select

from crm.field_conditions import condition, indexed, read_field_conditions
from crm.instants import today_of
from crm.money import money
from crm.policy import actor_of, visible_customers
from crm.search.entries import owner_term, tag_term
from crm.search.query import Query, read_query
from crm.search.spelling import spelled
from crm.stages import is_open
from crm.tags import tag_key
from crm.understanding.conditions import Stretch, Whose, read_wanted
from crm.understanding.dates import daycount
from storage.customer_file import Tag
from storage.expressions import Both, Either, Expression
from storage.finding import Finder
from storage.search import Candidate, customer_terms
from storage.tables import Customer, Interaction, Opportunity, Role, Team
from storage.work import Work

STRETCHES = {
    Stretch.WEEK: daycount.week,
    Stretch.MONTH: daycount.month,
    Stretch.QUARTER: daycount.quarter,
    Stretch.YEAR: daycount.year,
}
FEW = 600  # customers that are all looked at, wherever they stand
WINDOWS = (
    600,
    4400,
)  # customers that are looked at one after another before all that the index finds
AT_ONCE = 20_000
CHUNK = 200


class ListSearch:
    """The customers that fulfil conditions, in order, as far as they are asked for."""

    def __init__(self, work: Work, text: str) -> None:
        self._work = work
        self.fields, rest = read_field_conditions(work, text)
        self.wanted = wanted = read_wanted(rest)
        self._actor = actor = actor_of(work)
        self._team = work.session.get_one(Team, actor.team_id)
        self._today = today_of(work, actor)
        whose = wanted.whose or (Whose.OWN if actor.role is Role.REP else None)
        self._whose = whose
        self._query: Query = read_query(" ".join(wanted.words), self._team.country)

    def ids(self) -> Iterator[int]:
        """Return their ids."""
        terms = self._terms
        more_terms = [part for asked in self.fields if (part := indexed(asked)) is not None]
        for few in self._of_few(terms + more_terms):
            if len(few) < FEW:
                yield from self._checked(self._in_order(few))
                return
        if not terms:
            yield from self._work.session.scalars(
                select(Customer.id)
                .where(self._scope, *self._columns())
                .order_by(Customer.touched_at, Customer.id)
            ).yield_per(CHUNK)
            return
        yielded: set[int] = set()
        for one in self._checked(self._longest_untouched()):
            yielded.add(one)
            yield one
        more = [one for one in self._all_found(terms) if one not in yielded]
        yield from self._checked(self._in_order(more))

    def _of_few(self, terms: list[Expression]) -> Iterator[Sequence[int]]:
        """Return whom the index finds, and who has an opportunity of the size: of either, as many as are few."""
        if terms:
            yield [one.customer_id for one in self._found(terms, FEW)]
        if self.wanted.over is not None or self.wanted.under is not None:
            sized = self._has_deal(Opportunity.customer_id).limit(FEW)
            yield list(dict.fromkeys(self._work.session.scalars(sized)))

    @property
    def _scope(self) -> ColumnElement[bool]:
        visible = visible_customers(self._actor)
        if self._whose is Whose.OWN:
            return visible & (Customer.owner_id == self._actor.id)
        if self._whose is Whose.POOL:
            return (
                visible & Customer.owner_id.is_(None) & (Customer.team_id == self._actor.team_id)
            )
        return visible

    @property
    def _terms(self) -> list[Expression]:
        terms: list[Expression] = [tag_term(spelled(tag)) for tag in self.wanted.tags]
        if self.wanted.cities:
            cities = (read_query(city, self._team.country).wanted() for city in self.wanted.cities)
            terms.append(Either(tuple(cities)))
        return terms + ([self._query.wanted()] if self._query.words else [])

    def _columns(self) -> Iterator[ColumnElement[bool]]:
        """Return the conditions on columns of the customer and on what stands beside it."""
        wanted = self.wanted
        for asked in self.fields:
            yield condition(self._work, asked)
        if wanted.grades:
            yield Customer.grade.in_(wanted.grades)
        for tag in wanted.tags:
            tagged = select(Tag.id).where(Tag.customer_id == Customer.id, Tag.key == tag_key(tag))
            yield tagged.exists()
        if (since := self._idle_since) is not None:
            met = select(Interaction.id).where(
                Interaction.customer_id == Customer.id,
                Interaction.happened_on > since,
                Interaction.deleted_at.is_(None),
            )
            yield ~met.exists()
        if wanted.over is not None or wanted.under is not None:
            of_it = self._has_deal(Opportunity.id)
            yield of_it.where(Opportunity.customer_id == Customer.id).exists()

    @property
    def _idle_since(self) -> date | None:
        """Return the day after which nobody met the customers, where that was asked for."""
        if self.wanted.idle_in is not None:
            return STRETCHES[self.wanted.idle_in](self._today, 0).start - timedelta(days=1)
        days = self.wanted.idle_days
        return self._today - timedelta(days=days) if days is not None else None

    def _has_deal(self, column: SQLColumnExpression[int]) -> Select[Any]:
        """Return a column of the team's open opportunities that are of the size asked for."""
        wanted, currency = self.wanted, self._team.currency
        deals = select(column).where(is_open(), Opportunity.currency == currency)
        if self._actor.role is not Role.ADMIN:
            deals = deals.where(Opportunity.team_id == self._team.id)
        if wanted.over is not None:
            deals = deals.where(Opportunity.amount_minor >= money(wanted.over, currency).minor)
        if wanted.under is not None:
            deals = deals.where(Opportunity.amount_minor <= money(wanted.under, currency).minor)
        return deals

    def _longest_untouched(self) -> Iterator[int]:
        """Return those in reach, the one longest untouched first: some, and only if they are not enough, more."""
        first = select(Customer.id).where(self._scope)
        first = first.order_by(Customer.touched_at, Customer.id)
        seen = 0
        for size in WINDOWS:
            some = self._work.session.scalars(first.limit(size).offset(seen)).all()
            yield from some
            if len(some) < size:
                return
            seen += size

    def _found(
        self, terms: list[Expression], limit: int, below: int | None = None
    ) -> list[Candidate]:
        """Return the newest whom the index finds."""
        scope: list[Expression] = []
        if self._whose is not None:
            owner = self._actor.id if self._whose is Whose.OWN else None
            scope.append(owner_term(owner, self._actor.team_id))
        index = Finder(self._work.connection)
        return index.find(Both((*scope, *terms)), limit, below=below)

    def _all_found(self, terms: list[Expression]) -> Iterator[int]:
        """Return the ids of all whom the index finds."""
        below: int | None = None
        while page := self._found(terms, AT_ONCE, below):
            yield from (one.customer_id for one in page)
            below = page[-1].id

    def _in_order(self, ids: Sequence[int]) -> list[int]:
        """Return customers, the one longest untouched first."""
        touched: list[tuple[Any, int]] = []
        for some in _chunks(ids, CHUNK * 4):
            rows = select(Customer.touched_at, Customer.id).where(Customer.id.in_(some))
            touched += [(row[0], row[1]) for row in self._work.session.execute(rows)]
        return [row_id for _, row_id in sorted(touched)]

    def _checked(self, ids: Iterable[int]) -> Iterator[int]:
        """Return those of the ids, in order, that fulfil every condition."""
        for some in _chunks(ids, CHUNK):
            fitting = select(Customer.id, customer_terms.c.text).join(
                customer_terms, customer_terms.c.customer_id == Customer.id
            )
            rows: Select[Any] = fitting.where(Customer.id.in_(some), self._scope, *self._columns())
            texts: dict[int, str] = {row[0]: row[1] for row in self._work.session.execute(rows)}
            yield from (one for one in some if one in texts and self._holds(texts[one]))

    def _holds(self, text: str) -> bool:
        if not self._query.holds(text):
            return False
        places = [line[1:] for line in text.split("\n") if line[0] == "@"]
        cities = [spelled(city) for city in self.wanted.cities]
        return not cities or any(city in place for city in cities for place in places)


def _chunks(ids: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some
