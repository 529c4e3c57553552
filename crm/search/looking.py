"""Looking customers up: the index finds, the text is compared, the best come first.

Whole names come first, then names that begin so, then the rest; of each the actor's own before others, the
last written before earlier ones. Only where nothing is found are letters inside of words taken, and syllables
mixed with initials, and only then names that differ by a letter or by tone.

Of few, all are compared and put in order. Of many, each rank is asked for in turn, until there are enough. An
expression may find what is none; of what it finds in one rank the newest thousand are compared and no more.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from crm.policy import actor_of, owners_in_reach, scope_of
from crm.search.entries import owner_term, seen_by
from crm.search.query import Query, read_query
from crm.search.typos import alike
from storage.expressions import Both, Either, Expression
from storage.finding import Finder, OwnOrNobodys
from storage.search import Candidate
from storage.tables import Team
from storage.work import Work

FEW = 24  # rows of a first page: of these, mostly enough hold
MORE = (
    48,
    192,
    768,
)  # rows of the next ones; where rows do not come in order, a page costs the same of any size

Check = Callable[[str], bool]


def look_for(work: Work, written: str, limit: int, *, own_only: bool = False) -> list[Candidate]:
    """Return the best `limit` customers in the actor's reach, or of his own, for a look-up as it was typed."""
    team = work.session.get_one(Team, actor_of(work).team_id)
    query = read_query(written, team.country)
    if not query.words:
        return []
    search = _Search(work, query, limit, own_only=own_only)
    return (
        search.best(inside=False)
        or (query.may_be_inside and search.best(inside=True))
        or alike(work, query, limit, own_only=own_only)
    )


def rank(query: Query, found: Sequence[Candidate], owner_id: int) -> list[Candidate]:
    """Return candidates that fulfil a query, the best first."""

    def order(one: Candidate) -> tuple[int, bool, int]:
        tier = 0 if query.is_whole(one.text) else 1 if query.is_at_start(one.text) else 2
        return tier, one.owner_id != owner_id, -one.id

    return sorted(found, key=order)


class Scope(NamedTuple):
    """Among whom is looked: those with a term, or all; of these a member's own and those of nobody, or all."""

    term: Expression | None
    owned: OwnOrNobodys | None = None


class _Search:
    """A look-up in the actor's reach, or among his own."""

    def __init__(self, work: Work, query: Query, limit: int, *, own_only: bool) -> None:
        self._index = Finder(work.connection)
        self._query = query
        self._limit = limit
        actor = actor_of(work)
        self._me = actor.id
        own, pool = (owner_term(one, actor.team_id) for one in (actor.id, None))
        self._own = Scope(own)
        self._reach = self._own if own_only else Scope(scope_of(work))
        if not own_only and owners_in_reach(work) is not None:
            self._reach = Scope(scope_of(work), OwnOrNobodys(actor.id, Either((own, pool))))
        self._newest: dict[tuple[Scope, Expression], list[Candidate]] = {}

    def best(self, *, inside: bool) -> list[Candidate]:
        """Return the best of what holds."""
        wanted = self._query.wanted(inside=inside)
        newest = self._few(self._reach, wanted)
        if len(newest) == FEW:
            return self._best_of_many(wanted, inside=inside)
        holds = [one for one in newest if self._query.holds(one.text, inside=inside)]
        return rank(self._query, holds, self._me)[: self._limit]

    def _best_of_many(self, wanted: Expression, *, inside: bool) -> list[Candidate]:
        """Ask for one rank after another; where the actor has few of them, his own are known beforehand."""
        holds: Check = partial(self._query.holds, inside=inside)
        mine = self._few(self._own, wanted)
        kept: dict[int, Candidate] = {}
        for asked, is_such, is_rare in self._ranks(wanted, inside=inside):
            if asked is None:
                continue
            check = partial(_both, is_such, holds)
            if is_rare or len(mine) < FEW:
                all_there = self._few(self._reach, asked)
                if len(all_there) < FEW:
                    self._keep(kept, sorted(all_there, key=self._is_not_own), check)
                    continue
            if len(mine) < FEW:
                self._keep(kept, mine, check)
            else:
                self._take(kept, self._own, asked, check)
            self._take(kept, self._reach, asked, check)
            if len(kept) == self._limit:
                break
        return list(kept.values())

    def _ranks(
        self, wanted: Expression, *, inside: bool
    ) -> Iterator[tuple[Expression | None, Check, bool]]:
        """Return for each rank what to ask for, what fulfils it, and whether few may be expected to."""
        query = self._query
        yield query.whole(), query.is_whole, True
        at_start = query.at_start(inside=inside, in_full=not self._index.is_ordered)
        yield at_start, query.is_at_start, False
        yield wanted, bool, False

    def _is_not_own(self, one: Candidate) -> bool:
        return one.owner_id != self._me

    def _keep(self, kept: dict[int, Candidate], page: Sequence[Candidate], check: Check) -> None:
        for one in page:
            if len(kept) == self._limit:
                return
            if one.id not in kept and check(one.text):
                kept[one.id] = one

    def _take(
        self, kept: dict[int, Candidate], scope: Scope, asked: Expression, check: Check
    ) -> None:
        """Keep the newest of a scope that fulfil a check, until there are enough."""
        if len(kept) == self._limit:
            return
        size, page = FEW, self._few(scope, asked)
        self._keep(kept, page, check)
        for more in MORE if self._index.is_ordered else MORE[-1:]:
            if len(kept) == self._limit or len(page) < size:
                return
            size, page = more, self._find(scope, asked, more, page[-1].id)
            self._keep(kept, page, check)

    def _few(self, scope: Scope, asked: Expression) -> list[Candidate]:
        """Return the newest few; what was asked for once is not again."""
        asked_for = scope, asked
        if asked_for not in self._newest:
            self._newest[asked_for] = self._find(scope, asked, FEW)
        return self._newest[asked_for]

    def _find(
        self, scope: Scope, wanted: Expression, limit: int, below: int | None = None
    ) -> list[Candidate]:
        scoped = Both((scope.term, wanted)) if scope.term is not None else wanted
        found = self._index.find(scoped, limit, below=below, owned=scope.owned)
        return [self._seen(one) for one in found]

    def _seen(self, one: Candidate) -> Candidate:
        text = seen_by(self._me, one.text)
        return one if text is one.text else replace(one, text=text)


def _both(is_such: Check, holds: Check, text: str) -> bool:
    return is_such(text) and holds(text)
