"""Looking customers up: the index finds, the text is compared, the best come first.

Whole names come first, then names that begin so, then the rest; of each the actor's own before others, the
last written before earlier ones. Only where nothing is found are letters inside of words taken, and syllables
mixed with initials, and only then names that differ by a letter or by tone.

Of few, all are compared and put in order. Of many, each rank is asked for in turn, until there are enough. An
expression may find what is none; of what it finds in one rank the newest thousand are compared and no more.
"""

from collections.abc import Callable, Sequence
from functools import partial

from crm.policy import actor_of, owners_in_reach, scope_of
from crm.search.entries import owner_term
from crm.search.query import Query, read_query
from crm.search.typos import alike
from storage.expressions import Both, Expression
from storage.search import Candidate, Finder
from storage.tables import Team
from storage.work import Work

FEW = 24
SPARE = 3  # more than are wanted, for some of what is found may not hold
PAGES = (1, 4, 16, 64)  # each longer than the one before: of the first few, mostly enough hold

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


class _Search:
    """A look-up in the actor's reach, or among his own."""

    def __init__(self, work: Work, query: Query, limit: int, *, own_only: bool) -> None:
        self._index = Finder(work.connection)
        self._query = query
        self._limit = limit
        actor = actor_of(work)
        self._me = actor.id
        self._own: Expression = owner_term(actor.id, actor.team_id)
        self._reach = self._own if own_only else scope_of(work)
        self._others = self._reach
        if not own_only and owners_in_reach(work) is not None:
            self._others = owner_term(None, actor.team_id)

    def best(self, *, inside: bool) -> list[Candidate]:
        """Return the best of what holds."""
        wanted = self._query.wanted(inside=inside)
        newest = self._find(self._reach, wanted, FEW)
        if len(newest) == FEW:
            return self._best_of_many(wanted, newest, inside=inside)
        holds = [one for one in newest if self._query.holds(one.text, inside=inside)]
        return rank(self._query, holds, self._me)[: self._limit]

    def _best_of_many(
        self, wanted: Expression, newest: list[Candidate], *, inside: bool
    ) -> list[Candidate]:
        """Ask for one rank after another; where the actor has few of them, his own are known beforehand."""
        holds: Check = partial(self._query.holds, inside=inside)
        mine = newest if self._reach == self._own else self._find(self._own, wanted, FEW)
        few = mine if len(mine) < FEW else None
        ranks: list[tuple[Expression | None, Check]] = [
            (self._query.whole(), self._query.is_whole),
            (self._query.at_start(inside=inside), self._query.is_at_start),
            (wanted, lambda _: True),
        ]
        kept: dict[int, Candidate] = {}
        for asked, is_such in ranks:
            if asked is None:
                continue
            check: Check = lambda text, is_such=is_such: is_such(text) and holds(text)  # type: ignore[misc]  # noqa: E731
            if few is None:
                self._take(kept, self._own, asked, check)
            else:
                kept.update((one.id, one) for one in few if check(one.text))
            if len(kept) < self._limit and self._others != self._own:
                self._take(kept, self._others, asked, check)
            if len(kept) >= self._limit:
                break
        return list(kept.values())[: self._limit]

    def _take(
        self, kept: dict[int, Candidate], scope: Expression | None, asked: Expression, check: Check
    ) -> None:
        """Keep the newest of a scope that fulfil a check, until there are enough."""
        below = None
        for times in PAGES:
            size = times * (self._limit - len(kept) + SPARE)
            page = self._find(scope, asked, size, below)
            kept.update((one.id, one) for one in page if one.id not in kept and check(one.text))
            if len(kept) >= self._limit or len(page) < size:
                return
            below = page[-1].id

    def _find(
        self, scope: Expression | None, wanted: Expression, limit: int, below: int | None = None
    ) -> list[Candidate]:
        scoped = Both((scope, wanted)) if scope is not None else wanted
        return self._index.find(scoped, limit, below=below)
