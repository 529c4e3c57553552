"""Lists of customers by conditions: who fulfils them, in the order in which they need attention.

Who was not touched the longest comes first. A rep's lists are of his own customers, a
manager's of the team's; the pool's where it is named.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from crm.errors import NotThere, TextTooLong
from crm.export_rights import may_export_list
from crm.field_conditions import FieldCondition, condition, read_field_conditions
from crm.instants import local
from crm.money import Money, money
from crm.policy import actor_of, visible_customers
from crm.search.entries import owner_term, tag_term
from crm.search.query import Query, read_query
from crm.search.spelling import spelled
from crm.stages import is_open
from crm.tags import tag_key
from crm.understanding.conditions import Stretch, Wanted, Whose, read_wanted
from crm.understanding.dates import daycount
from storage.customer_file import Tag
from storage.lists import KeptList
from storage.search import Both, Either, Expression, customer_terms, find
from storage.tables import Customer, Interaction, Opportunity, Role, Team
from storage.work import Work

PAGE = 8
TIMES = frozenset(
    "本周 这周 下周 本月 这个月 下月 下个月 本季度 这个季度 今年 this next week month quarter year closing due".split()
)
ASKS = re.compile(
    r"客户|哪些|有谁|列出|查|找|名单|\b(?:customers?|accounts?|clients?|list|find|who|show)\b",
    re.I,
)
STRETCHES = {
    Stretch.WEEK: daycount.week,
    Stretch.MONTH: daycount.month,
    Stretch.QUARTER: daycount.quarter,
    Stretch.YEAR: daycount.year,
}
WINDOW = 5000  # customers that are looked at one after another before the index is asked
MOST = 20_000
CHUNK = 200
KEPT = 20  # lists without a name that a member can still turn the pages of
LONGEST_NAME = 40
LONGEST = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A customer of a list: when it was last met, and its largest open opportunity."""

    customer: Customer
    met_on: date | None
    deal: Money | None


@dataclass(frozen=True, slots=True)
class CustomerList:
    """A page of a list; `kept` is its row, by which its pages are turned and it is given a name."""

    wanted: Wanted
    kept: KeptList
    page: int
    shown: tuple[Listed, ...]
    more: bool
    fields: tuple[FieldCondition, ...] = ()
    may_export: bool = False


@dataclass(frozen=True, slots=True)
class ListNamed:
    """A list that was given a name, or whose name was taken away."""

    kept: KeptList
    undo: int | None


def is_list(work: Work, text: str, *, is_asked: bool = False) -> bool:
    """Tell whether a text is the conditions of a list; `is_asked` where it is certainly a look-up.

    Sizes alone are of a list of opportunities; fields alone (`付款方式: 月结`) are of one where the text asks.
    """
    fields, rest = read_field_conditions(work, text)
    wanted = read_wanted(rest)
    if is_asked:
        return wanted.is_certain or bool(fields or (wanted.cities and not wanted.words))
    if wanted.words or wanted.is_of_deals:
        return False
    return wanted.is_certain or bool(fields and ASKS.search(rest))


def is_list_of_deals(text: str) -> bool:
    """Tell whether a text is a size of opportunities and a time, and nothing more: `商机>10万 本月`."""
    wanted = read_wanted(text)
    sized = wanted.over is not None or wanted.under is not None
    return sized and wanted.is_of_deals and all(word in TIMES for word in wanted.words)


def list_customers(work: Work, text: str, page: int = 0) -> CustomerList:
    """Return a page of the list that a text asks for, and keep it for its further pages."""
    return _page(work, keep_list(work, text), page)


def keep_list(work: Work, text: str) -> KeptList:
    """Keep the list that a text asks for, so that buttons can speak of it."""
    member_id = actor_of(work).id
    text = text[:LONGEST]
    same = select(KeptList).where(KeptList.member_id == member_id, KeptList.text == text)
    kept = work.session.scalar(same.limit(1))
    if kept is None:
        kept = KeptList(member_id=member_id, text=text, made_at=work.now)
        work.session.add(kept)
        _forget_the_oldest(work)
        work.session.flush()
    return kept


def turn_to(work: Work, list_id: int, page: int) -> CustomerList:
    """Return a page of a list; NotThere where it is kept no longer."""
    return _page(work, own_list(work, list_id), page)


def ids_in_list(work: Work, text: str) -> Iterator[int]:
    """Return the ids of all customers of the list that a text asks for, in its order."""
    return _Search(work, text).ids()


def is_of_the_pool(text: str) -> bool:
    """Tell whether a list is of customers without an owner."""
    return read_wanted(text).whose is Whose.POOL


def own_list(work: Work, list_id: int) -> KeptList:
    """Return one of the actor's lists; NotThere where it is kept no longer."""
    kept = work.session.get(KeptList, list_id)
    if kept is None or kept.member_id != actor_of(work).id:
        raise NotThere("list", list_id)
    return kept


def name_list(work: Work, list_id: int, name: str) -> ListNamed:
    """Give a list a name; another of that name loses it. TextTooLong over 40 characters."""
    kept, name = own_list(work, list_id), " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise TextTooLong("name", LONGEST_NAME)
    for other in named_lists(work):
        if other.id != kept.id and spelled(other.name or "") == spelled(name):
            work.change(other, name=None)
    work.change(kept, name=name)
    return ListNamed(kept, work.close_entry("name_list"))


def drop_list(work: Work, list_id: int) -> ListNamed:
    """Take a list's name away."""
    kept = own_list(work, list_id)
    work.change(kept, name=None)
    return ListNamed(kept, work.close_entry("drop_list"))


def named_lists(work: Work) -> Sequence[KeptList]:
    """Return the actor's lists that have a name, by name."""
    mine = KeptList.member_id == actor_of(work).id
    named = select(KeptList).where(mine, KeptList.name.is_not(None)).order_by(KeptList.name)
    return work.session.scalars(named).all()


def list_named(work: Work, name: str) -> KeptList | None:
    """Return the actor's list of that name."""
    said = spelled(name)
    return next((one for one in named_lists(work) if spelled(one.name or "") == said), None)


def _forget_the_oldest(work: Work) -> None:
    mine = (KeptList.member_id == actor_of(work).id) & KeptList.name.is_(None)
    for old in work.session.scalars(
        select(KeptList).where(mine).order_by(KeptList.id.desc()).offset(KEPT)
    ):
        work.session.delete(old)


def _page(work: Work, kept: KeptList, page: int) -> CustomerList:
    search = _Search(work, kept.text)
    wanted = search.wanted
    may_export = may_export_list(work, is_pool=wanted.whose is Whose.POOL)
    found = list(islice(search.ids(), page * PAGE, (page + 1) * PAGE + 1))
    shown = tuple(_told(work, found[:PAGE]))
    more = len(found) > PAGE
    return CustomerList(wanted, kept, page, shown, more, search.fields, may_export)


def _told(work: Work, ids: Sequence[int]) -> Iterator[Listed]:
    last = select(Interaction.customer_id, func.max(Interaction.happened_on)).where(
        Interaction.customer_id.in_(ids), Interaction.deleted_at.is_(None)
    )
    met = {row[0]: row[1] for row in work.session.execute(last.group_by(Interaction.customer_id))}
    deals = select(Opportunity.customer_id, Opportunity.amount_minor, Opportunity.currency).where(
        Opportunity.customer_id.in_(ids), is_open(), Opportunity.amount_minor.is_not(None)
    )
    largest: dict[int, Money] = {}
    for customer_id, minor, currency in work.session.execute(
        deals.order_by(Opportunity.amount_minor)
    ):
        if minor is not None and currency is not None:
            largest[customer_id] = Money(minor, currency)
    visible = select(Customer).where(Customer.id.in_(ids), visible_customers(actor_of(work)))
    rows = {customer.id: customer for customer in work.session.scalars(visible)}
    for one in ids:
        if one in rows:
            yield Listed(rows[one], met.get(one), largest.get(one))


class _Search:
    """The customers that fulfil conditions, in order, as far as they are asked for."""

    def __init__(self, work: Work, text: str) -> None:
        self._work = work
        self.fields, rest = read_field_conditions(work, text)
        self.wanted = self._wanted = wanted = read_wanted(rest)
        self._actor = actor = actor_of(work)
        self._team = work.session.get_one(Team, actor.team_id)
        self._today = local(work.now, actor.zone).date()
        whose = wanted.whose or (Whose.OWN if actor.role is Role.REP else None)
        self._whose = whose
        self._query: Query = read_query(" ".join(wanted.words), self._team.country)

    def ids(self) -> Iterator[int]:
        """Return their ids."""
        if not self._terms:
            yield from self._work.session.scalars(
                select(Customer.id)
                .where(self._scope, *self._columns())
                .order_by(Customer.touched_at, Customer.id)
            ).yield_per(CHUNK)
            return
        seen = self._longest_untouched(WINDOW)
        yielded: set[int] = set()
        for one in self._checked(row.id for row in seen):
            yielded.add(one)
            yield one
        if len(seen) == WINDOW:
            yield from self._by_index(yielded)

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
        terms: list[Expression] = [tag_term(spelled(tag)) for tag in self._wanted.tags]
        if self._wanted.cities:
            cities = (
                read_query(city, self._team.country).wanted() for city in self._wanted.cities
            )
            terms.append(Either(tuple(cities)))
        return terms + ([self._query.wanted()] if self._query.words else [])

    def _columns(self) -> Iterator[ColumnElement[bool]]:
        """Return the conditions on columns of the customer and on what stands beside it."""
        wanted = self._wanted
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
            yield self._has_deal().exists()

    @property
    def _idle_since(self) -> date | None:
        """Return the day after which nobody met the customers, where that was asked for."""
        if self._wanted.idle_in is not None:
            return STRETCHES[self._wanted.idle_in](self._today, 0).start - timedelta(days=1)
        days = self._wanted.idle_days
        return self._today - timedelta(days=days) if days is not None else None

    def _has_deal(self) -> Select[Any]:
        """Return the open opportunities of the customer that are of the size asked for."""
        wanted, currency = self._wanted, self._team.currency
        deals = select(Opportunity.id).where(
            Opportunity.customer_id == Customer.id, is_open(), Opportunity.currency == currency
        )
        if wanted.over is not None:
            deals = deals.where(Opportunity.amount_minor >= money(wanted.over, currency).minor)
        if wanted.under is not None:
            deals = deals.where(Opportunity.amount_minor <= money(wanted.under, currency).minor)
        return deals

    def _longest_untouched(self, limit: int) -> Sequence[Any]:
        first = select(Customer.id).where(self._scope)
        return self._work.session.execute(
            first.order_by(Customer.touched_at, Customer.id).limit(limit)
        ).all()

    def _by_index(self, but: set[int]) -> Iterator[int]:
        """Return what the index finds and was not returned yet; few, or the window would have had enough."""
        scope: list[Expression] = []
        if self._whose is not None:
            owner = self._actor.id if self._whose is Whose.OWN else None
            scope.append(owner_term(owner, self._actor.team_id))
        found = find(self._work.connection, Both((*scope, *self._terms)), MOST)
        ids = [one.customer_id for one in found if one.customer_id not in but]
        touched: list[tuple[Any, int]] = []
        for some in _chunks(ids, CHUNK * 4):
            rows = select(Customer.touched_at, Customer.id).where(Customer.id.in_(some))
            touched += [(row[0], row[1]) for row in self._work.session.execute(rows)]
        yield from self._checked(row_id for _, row_id in sorted(touched))

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
        cities = [spelled(city) for city in self._wanted.cities]
        return not cities or any(city in place for city in cities for place in places)


def _chunks(ids: Iterable[int], size: int) -> Iterator[list[int]]:
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some
