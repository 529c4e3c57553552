"""Looking customers up: the index finds, the text is compared, the best come first.

Whole names come first, then names that begin so, then the rest; of each the actor's own before others, the
last written before earlier ones. Only where nothing is found are letters inside of words taken, and syllables
mixed with initials, and only then names that differ by a letter or by tone.
"""

from collections.abc import Callable, Sequence

from crm.policy import actor_of, scope_of
from crm.search.entries import owner_term
from crm.search.query import Query, read_query
from crm.search.typos import alike
from storage.search import Both, Candidate, Expression, find
from storage.tables import Team
from storage.work import Work

PAGE = 64
MOST_PAGES = 40

Check = Callable[[str], bool]


def look_for(work: Work, written: str, limit: int, *, own_only: bool = False) -> list[Candidate]:
    """Return the best `limit` customers in the actor's reach, or of his own, for a look-up as it was typed."""
    team = work.session.get_one(Team, actor_of(work).team_id)
    query = read_query(written, team.country)
    if not query.words:
        return []
    return (
        _ranked(work, query, limit, inside=False, own_only=own_only)
        or (query.may_be_inside and _ranked(work, query, limit, inside=True, own_only=own_only))
        or alike(work, query, limit, own_only=own_only)
    )


def rank(query: Query, found: Sequence[Candidate], owner_id: int) -> list[Candidate]:
    """Return candidates that fulfil a query, the best first."""

    def order(one: Candidate) -> tuple[int, bool, int]:
        tier = 0 if query.is_whole(one.text) else 1 if query.is_at_start(one.text) else 2
        return tier, one.owner_id != owner_id, -one.id

    return sorted(found, key=order)


def _ranked(
    work: Work, query: Query, limit: int, *, inside: bool, own_only: bool
) -> list[Candidate]:
    me = actor_of(work).id
    holds: Check = lambda text: query.holds(text, inside=inside)  # noqa: E731
    wanted = query.wanted(inside=inside)
    search = _Search(work, limit, holds, own_only=own_only)
    newest = search.page(search.reach, wanted)
    if len(newest) == PAGE:
        mine = search.page(search.own, wanted)
        if not inside:
            for best, is_best in (
                (query.whole(), query.is_whole),
                (query.at_start(), query.is_at_start),
            ):
                if best is not None:
                    search.take_best(best, is_best, all_own=len(mine) < PAGE)
        if len(mine) == PAGE:
            search.take(search.own, wanted, holds)
        if len(search.kept) < limit:
            search.take(search.reach, wanted, holds)
    return rank(query, list(search.kept.values()), me)[:limit]


class _Search:
    """What a look-up has found so far, by the id of its row."""

    def __init__(self, work: Work, limit: int, holds: Check, *, own_only: bool) -> None:
        self._work = work
        self._limit = limit
        self._holds = holds
        self._me = actor_of(work).id
        self.own = owner_term(self._me, actor_of(work).team_id)
        self.reach: Expression | None = self.own if own_only else scope_of(work)
        self.kept: dict[int, Candidate] = {}

    def page(self, scope: Expression | None, wanted: Expression) -> list[Candidate]:
        """Look at the newest rows of a scope and keep those that hold."""
        found = self._find(scope, wanted, None)
        self.kept.update((one.id, one) for one in found if self._holds(one.text))
        return found

    def take_best(self, best: Expression, is_best: Check, *, all_own: bool) -> None:
        """Keep the newest that are of the best, however long ago they were written."""
        check: Check = lambda text: is_best(text) and self._holds(text)  # noqa: E731
        there = [one for one in self.kept.values() if is_best(one.text)]
        if not all_own and sum(one.owner_id == self._me for one in there) < self._limit:
            self.take(self.own, best, check)
        if len(there) < self._limit:
            self.take(self.reach, best, check)

    def take(self, scope: Expression | None, wanted: Expression, check: Check) -> None:
        """Keep the newest rows of a scope that fulfil a check, page by page."""
        left, below = self._limit, None
        for _ in range(MOST_PAGES):
            page = self._find(scope, wanted, below)
            good = [one for one in page if check(one.text)]
            self.kept.update((one.id, one) for one in good)
            left -= len(good)
            if left <= 0 or len(page) < PAGE:
                return
            below = page[-1].id

    def _find(
        self, scope: Expression | None, wanted: Expression, below: int | None
    ) -> list[Candidate]:
        is_broad = scope is None or (isinstance(scope, str) and scope != self.own)
        scoped = Both((scope, wanted)) if scope is not None else wanted
        return find(self._work.connection, scoped, PAGE, below=below, broad=is_broad)
