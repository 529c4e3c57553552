"""Lists of customers by conditions: who fulfils them, in the order in which they need attention.

Who was not touched the longest comes first. A rep's lists are of his own customers, a
manager's of the team's; the pool's where it is named.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from sqlalchemy import func, select

from crm.errors import NotThere, TextTooLong
from crm.export_rights import may_export_list
from crm.field_conditions import FieldCondition, read_field_conditions
from crm.list_search import ListSearch
from crm.money import Money
from crm.policy import actor_of, visible_by_id
from crm.search.spelling import spelled
from crm.stages import is_open
from crm.understanding.conditions import Wanted, Whose, read_wanted
from storage.lists import KeptList
from storage.tables import Customer, Interaction, Opportunity
from storage.work import Work

PAGE = 8
TIMES = frozenset(
    "本周 这周 下周 本月 这个月 下月 下个月 本季度 这个季度 今年 this next week month quarter year closing due".split()
)
ASKS = re.compile(
    r"客户|哪些|有谁|列出|查|找|名单|\b(?:customers?|accounts?|clients?|list|find|who|show)\b",
    re.I,
)
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
    if fields and ASKS.search(rest):
        return True
    return wanted.is_certain and not wanted.words and not wanted.is_of_deals


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
    return ListSearch(work, text).ids()


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
    search, shown, more = page_of(work, kept.text, page)
    may_export = may_export_list(work, is_pool=search.wanted.whose is Whose.POOL)
    return CustomerList(search.wanted, kept, page, shown, more, search.fields, may_export)


def page_of(work: Work, text: str, page: int = 0) -> tuple[ListSearch, tuple[Listed, ...], bool]:
    """Return what a text asks for, a page of whom it finds, and whether there are more."""
    search = ListSearch(work, text)
    found = list(islice(search.ids(), page * PAGE, (page + 1) * PAGE + 1))
    return search, tuple(_told(work, found[:PAGE])), len(found) > PAGE


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
    visible = select(Customer).where(Customer.id.in_(ids), visible_by_id(actor_of(work)))
    rows = {customer.id: customer for customer in work.session.scalars(visible)}
    for one in ids:
        if one in rows:
            yield Listed(rows[one], met.get(one), largest.get(one))
