"""The customers that fulfil conditions, in the order in which they need attention, as far as they are asked for.

With conditions on columns alone the database finds them in order. With words or places the index is asked first: where it
finds few, these are all. Of many, those longest untouched are looked at one after another, for a list mostly has
enough of them; where it has not, all that the index finds are looked at. More are looked at in one statement the
longer it takes to find enough: a statement costs as much as fifty customers. Of an industry the values that there are
tell who may have it, for names hold the same words.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, SQLColumnExpression, and_, select

from crm.field_conditions import condition, few_with, indexed, read_field_conditions
from crm.instants import today_of
from crm.money import money
from crm.policy import actor_of, visible_by_id, visible_customers
from crm.search.entries import owner_term, seen_by, tag_term
from crm.search.query import Query, read_query
from crm.search.spelling import spelled
from crm.stages import is_open
from crm.tags import tag_key
from crm.understanding.conditions import Stretch, Whose, read_wanted
from crm.understanding.dates import daycount
from storage.bulk import among_given, given, not_by_index
from storage.customer_file import Tag
from storage.expressions import Both, Either, Expression
from storage.finding import Finder
from storage.search import customer_terms
from storage.tables import Customer, Interaction, Opportunity, Role, Team
from storage.work import Work

STRETCHES = {
    Stretch.WEEK: daycount.week,
    Stretch.MONTH: daycount.month,
    Stretch.QUARTER: daycount.quarter,
    Stretch.YEAR: daycount.year,
}
FEW = 4500  # customers that are all put in order, wherever they stand
FEW_DEALS = 600
WINDOWS = (
    600,
    4400,
)  # customers that are looked at one after another before all that the index finds
AT_ONCE = 20_000
CHUNK, LONGEST_CHUNK = 200, 800


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
        self._index = Finder(work.connection)
        self._query: Query = read_query(" ".join(wanted.words), self._team.country)

    def ids(self) -> Iterator[int]:
        """Return their ids."""
        terms = self._terms
        more_terms = [part for asked in self.fields if (part := indexed(asked)) is not None]
        for few in self._of_few(terms + more_terms):
            if few is not None:
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

    def _of_few(self, terms: list[Expression]) -> Iterator[Sequence[int] | None]:
        """Return who has a value, whom the index finds, and who has an opportunity of the size; none where they are not few."""
        yield from (few_with(self._work, asked, FEW) for asked in self.fields)
        if terms:
            yield self._index.customers(self._scoped(terms), FEW)
        if self.wanted.over is not None or self.wanted.under is not None:
            deals = self._has_deal(Opportunity.customer_id).limit(FEW_DEALS)
            sized = self._work.session.scalars(deals).all()
            yield list(dict.fromkeys(sized)) if len(sized) < FEW_DEALS else None

    @property
    def _scope(self) -> ColumnElement[bool]:
        owned = self._owned(Customer.owner_id.expression, Customer.team_id.expression)
        return and_(visible_customers(self._actor), *owned)

    def _owned(
        self, owner: ColumnElement[int | None], team: ColumnElement[int]
    ) -> Iterator[ColumnElement[bool]]:
        """Return the conditions on whose they are, as columns or as what no index is asked for."""
        if self._whose is Whose.OWN:
            yield owner == self._actor.id
        if self._whose is Whose.POOL:
            yield owner.is_(None)
            yield team == self._actor.team_id

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

    def _scoped(self, terms: list[Expression]) -> Expression:
        """Return the expression for those who have some terms."""
        scope: list[Expression] = []
        if self._whose is not None:
            owner = self._actor.id if self._whose is Whose.OWN else None
            scope.append(owner_term(owner, self._actor.team_id))
        return Both((*scope, *terms))

    def _all_found(self, terms: list[Expression]) -> Iterator[int]:
        """Return the ids of all whom the index finds."""
        below: int | None = None
        wanted = self._scoped(terms)
        while page := self._index.find(wanted, AT_ONCE, below=below):
            yield from (one.customer_id for one in page)
            below = page[-1].id

    def _in_order(self, ids: Sequence[int]) -> Sequence[int]:
        """Return customers, the one longest untouched first."""
        these = among_given(self._work.connection.dialect.name, Customer.id)
        asked = select(Customer.id).where(these).order_by(Customer.touched_at, Customer.id)
        return self._work.connection.scalars(asked, given(self._work.connection, ids)).all()

    def _checked(self, ids: Iterable[int]) -> Iterator[int]:
        """Return those of the ids, in order, that fulfil every condition."""
        for some in _chunks(ids):
            these = given(self._work.connection, some)
            texts = {row[0]: row[1] for row in self._work.connection.execute(self._fitting, these)}
            yield from (one for one in some if one in texts and self._holds(texts[one]))

    @cached_property
    def _fitting(self) -> Select[Any]:
        """The statement for those of some customers that fulfil every condition but those on their text."""
        dialect = self._work.connection.dialect.name
        held = customer_terms.c.customer_id == Customer.id
        return (
            select(Customer.id, customer_terms.c.text)
            .join(customer_terms, held)
            .where(
                among_given(dialect, Customer.id),
                visible_by_id(self._actor),
                *self._owned(not_by_index(Customer.owner_id), not_by_index(Customer.team_id)),
                *self._columns(),
            )
        )

    def _holds(self, text: str) -> bool:
        text = seen_by(self._actor.id, text)
        if not self._query.holds(text):
            return False
        places = [line[1:] for line in text.split("\n") if line[0] == "@"]
        cities = [spelled(city) for city in self.wanted.cities]
        return not cities or any(city in place for city in cities for place in places)


def _chunks(ids: Iterable[int], size: int = CHUNK) -> Iterator[list[int]]:
    """Return ids by the list, each twice as long as the one before, up to a size."""
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some
        size = max(size, min(size * 2, LONGEST_CHUNK))
