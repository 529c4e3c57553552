"""Names that differ from what was typed by a letter, or by tone: looked for only where nothing else is found.

The index of keys by which messages find customers (`crm/understanding/keys.py`) knows the neighbours of every
name; what it proposes is compared with the text.
"""

from collections.abc import Iterator

from crm.policy import actor_of, owners_in_reach
from crm.search.entries import NAMES, seen_by
from crm.search.query import Query, Word
from crm.search.spelling import is_han, runs, sounds
from crm.understanding.book import MANY
from crm.understanding.keys import typo_keys
from crm.understanding.likeness import one_edit_apart
from crm.understanding.syllables import syllables
from storage.keys import customers_under
from storage.search import Candidate, entries_of
from storage.work import Work

FEWEST_LETTERS = 5
HAN_LENGTHS = range(3, 9)


def alike(work: Work, query: Query, limit: int, *, own_only: bool = False) -> list[Candidate]:
    """Return the best `limit` customers in reach, or own, whose names are like those that were typed."""
    keys = {key for word in query.words for key in _keys(word.token)}
    if not keys:
        return []
    owners = (actor_of(work).id,) if own_only else owners_in_reach(work)
    under = customers_under(work.connection, keys, owners, MANY)
    ids = {one for some in under.values() for one in some}
    own = actor_of(work).id
    found = [
        one
        for one in entries_of(work.connection, ids)
        if all(_holds(word, seen_by(own, one.text)) for word in query.words)
    ]
    return sorted(found, key=lambda one: (one.owner_id != own, -one.id))[:limit]


def _keys(token: str) -> Iterator[str]:
    if token and all(map(is_han, token)):
        if len(token) in HAN_LENGTHS:
            yield from typo_keys(token)
            yield f"y:{''.join(syllables(token))}"
    elif len(token) >= FEWEST_LETTERS and not any(map(is_han, token)) and not token.isdigit():
        yield from typo_keys(token)


def _holds(word: Word, text: str) -> bool:
    if word.holds_inside(text):
        return True
    if not word.token:
        return False
    names = [run for line in text.split("\n") if line[0] in NAMES for run in runs(line)]
    if is_han(word.token[0]):
        return any(_is_like(word.token, part) for run in names for part in _parts(run, word.token))
    long = (run for run in names if len(run) >= FEWEST_LETTERS)
    return any(one_edit_apart(run, word.token) for run in long)


def _parts(run: str, token: str) -> Iterator[str]:
    for start in range(len(run) - len(token) + 1):
        yield run[start : start + len(token)]
    if abs(len(run) - len(token)) == 1:
        yield run


def _is_like(token: str, part: str) -> bool:
    if len(part) == len(token):
        pairs = zip(sounds(f"一{token}")[1:], sounds(f"一{part}")[1:], strict=True)
        if all(set(one) & set(other) for one, other in pairs):
            return True
    return len(part) > 3 and one_edit_apart(part, token)
