"""Looking customers up: the index finds, the text is compared, the best come first.

Whole names come first, then names that begin so, then the rest; of each the actor's own before others, the
last written before earlier ones. Only where nothing is found are letters inside of words taken, and only
then names that differ by a letter or by tone.
"""

from collections.abc import Callable, Iterator, Sequence

from crm.policy import actor_of, scope_of
from crm.search.query import Query, read_query
from crm.search.typos import alike
from storage.search import Both, Candidate, Expression, find
from storage.tables import Team
from storage.work import Work

PAGE = 64
MOST_PAGES = 40

Check = Callable[[str], bool]


def look_for(work: Work, written: str, limit: int) -> list[Candidate]:
    """Return the best `limit` customers in the actor's reach for a look-up as it was typed."""
    team = work.session.get_one(Team, actor_of(work).team_id)
    query = read_query(written, team.country)
    if not query.words:
        return []
    return (
        _ranked(work, query, limit, inside=False)
        or _ranked(work, query, limit, inside=True)
        or alike(work, query, limit)
    )


def rank(query: Query, found: Sequence[Candidate], owner_id: int) -> list[Candidate]:
    """Return candidates that fulfil a query, the best first."""

    def order(one: Candidate) -> tuple[int, bool, int]:
        tier = 0 if query.is_whole(one.text) else 1 if query.is_at_start(one.text) else 2
        return tier, one.owner_id != owner_id, -one.id

    return sorted(found, key=order)


def _ranked(work: Work, query: Query, limit: int, *, inside: bool) -> list[Candidate]:
    reach = scope_of(work)
    own = f"@{actor_of(work).id}"
    wanted = query.wanted(inside=inside)
    holds: Check = lambda text: query.holds(text, inside=inside)  # noqa: E731
    within = _scoped(reach, wanted)
    is_broad = reach is None or isinstance(reach, str)
    newest = find(work.connection, within, PAGE, broad=is_broad)
    kept = {one.id: one for one in newest if holds(one.text)}
    if len(newest) == PAGE:
        last = newest[-1].id
        for best, is_best in (
            (query.whole(), query.is_whole),
            (query.at_start(), query.is_at_start),
        ):
            if best is None or inside:
                continue
            for scope in dict.fromkeys((own, reach)):
                if _count(kept, is_best, own=scope == own, actor=actor_of(work).id) >= limit:
                    continue
                check = _both(is_best, holds)
                more = _pages(work, _scoped(scope, best), check, limit, broad=scope != own)
                kept.update((one.id, one) for one in more)
        for scope in dict.fromkeys((own, reach)):
            if len(kept) < limit or scope == own:
                below = None if scope == own else last
                more = _pages(
                    work, _scoped(scope, wanted), holds, limit, below, broad=scope != own
                )
                kept.update((one.id, one) for one in more)
    return rank(query, list(kept.values()), actor_of(work).id)[:limit]


def _count(kept: dict[int, Candidate], is_best: Check, *, own: bool, actor: int) -> int:
    return sum(is_best(one.text) and (not own or one.owner_id == actor) for one in kept.values())


def _pages(
    work: Work,
    wanted: Expression,
    holds: Check,
    limit: int,
    below: int | None = None,
    *,
    broad: bool,
) -> Iterator[Candidate]:
    """Return the newest `limit` rows that fulfil a check, page by page."""
    left = limit
    for _ in range(MOST_PAGES):
        page = find(work.connection, wanted, PAGE, below=below, broad=broad)
        for one in page:
            if holds(one.text):
                yield one
                left -= 1
        if left <= 0 or len(page) < PAGE:
            return
        below = page[-1].id


def _scoped(scope: Expression | None, wanted: Expression) -> Expression:
    return Both((scope, wanted)) if scope is not None else wanted


def _both(one: Check, other: Check) -> Check:
    return lambda text: one(text) and other(text)
