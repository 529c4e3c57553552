"""Customers' names in a message: where they stand, and whom they can mean."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from crm.understanding.book import MANY, Book, Known
from crm.understanding.fold import Page, Word, fold, is_han
from crm.understanding.names import Form, Strength, forms_of
from crm.understanding.vocabulary.places import (
    AFTER_ARTICLE,
    AFTER_HAN,
    ARTICLES,
    BEFORE_HAN,
    BEFORE_LATIN,
)
from crm.understanding.vocabulary.trade import COMMON_HAN, COMMON_LATIN, TOGETHER
from crm.understanding.vocabulary.wording import words

_LONGEST_HAN = 12
_LONGEST_LATIN = 5
_GLUE = frozenset(" -.,&'")
_NOT_AFTER = words("of between point level")


@dataclass(frozen=True, slots=True)
class Mention:
    """A stretch of the message that names one of `customers`."""

    start: int
    end: int
    customers: tuple[Known, ...]
    strength: Strength
    certain: bool = True  # False: alike, not the same


def find_names(page: Page, book: Book) -> list[Mention]:
    """Return the names in the message in their order, none overlapping another."""
    heads = list(_heads(page))
    hits = book.known({key for _, key in heads})
    found = [
        mention
        for place, key in heads
        if key in hits
        and (mention := _longest(page, place, _all_under(page, place, key, hits, book)))
    ]
    return _without_overlap(found)


def stands_at_a_name(page: Page, start: int, end: int) -> bool:
    """Tell whether the words around a Chinese stretch are those around a name."""
    plain = page.plain
    before = (
        start == 0
        or not is_han(plain[start - 1])
        or bool(BEFORE_HAN.search(plain[max(0, start - 4) : start]))
    )
    after = end == len(plain) or not is_han(plain[end]) or bool(AFTER_HAN.match(plain, end))
    return before and after


def _heads(page: Page) -> Iterator[tuple[int, str]]:
    """Yield each place where a name could begin, and the key to ask for."""
    plain = page.plain
    for place in range(len(plain) - 1):
        if is_han(plain[place]) and is_han(plain[place + 1]):
            yield place, f"n:{plain[place : place + 2]}"
    for number, word in enumerate(page.words):
        if len(word.plain) > 1:
            yield -1 - number, f"n:{word.plain}"


def _all_under(
    page: Page, place: int, key: str, hits: Mapping[str, Sequence[Known]], book: Book
) -> Sequence[Known]:
    """Return the customers under a head; where it is crowded, ask for longer beginnings too."""
    if len(hits[key]) < MANY:
        return hits[key]
    if place >= 0:
        stretch = page.plain[place : place + _LONGEST_HAN]
        longer = [f"n:{stretch[:n]}" for n in range(3, len(stretch) + 1)]
    else:
        words = page.words[-1 - place : -1 - place + _LONGEST_LATIN]
        plain = [word.plain for word in words]
        longer = [f"n:{' '.join(plain[:n])}" for n in range(2, len(plain) + 1)]
    more = book.known(longer)
    return next((more[key] for key in reversed(longer) if key in more), hits[key])


def _longest(page: Page, place: int, customers: Sequence[Known]) -> Mention | None:
    """Return the longest name of any of `customers` that stands at `place`."""
    best: tuple[int, Strength] = (0, Strength.WEAK)
    owners: dict[int, Known] = {}
    for known in customers:
        for form in forms_of(known):
            end = _end_of(page, place, form)
            if not end or (end, form.strength) < best:
                continue
            if (end, form.strength) > best:
                best, owners = (end, form.strength), {}
            owners[known.id] = known
    if not owners:
        return None
    start = place if place >= 0 else page.words[-1 - place].start
    mention = Mention(start, best[0], tuple(owners.values()), best[1])
    whole = _with_city(page, mention)
    is_meant = whole is not mention or _is_meant(page, mention, place)
    return whole if is_meant else None


def _end_of(page: Page, place: int, form: Form) -> int:
    """Return where the form ends if it stands at `place`, else 0."""
    if place >= 0:
        fits = not form.latin and page.plain.startswith(form.text, place)
        return place + len(form.text) if fits else 0
    first = -1 - place
    if not form.latin:
        start = page.words[first].start
        return start + len(form.text) if page.plain.startswith(form.text, start) else 0
    wanted = form.text.split()
    words = page.words[first : first + len(wanted)]
    if [word.plain for word in words] != wanted:
        return 0
    together = all(_joined(page, one, two) for one, two in pairwise(words))
    return words[-1].end if together else 0


def _joined(page: Page, one: Word, two: Word) -> bool:
    between = page.plain[one.end : two.start]
    return len(between) <= 3 and _GLUE.issuperset(between)


def _is_meant(page: Page, mention: Mention, place: int) -> bool:
    """Tell a name from an everyday word that is spelt the same."""
    if place < 0:
        return mention.strength > Strength.WEAK or _latin_is_meant(page, -1 - place, mention.end)
    text = page.plain[mention.start : mention.end]
    if len(text) > 3:
        return True
    before, after = page.plain[max(0, mention.start - 1) :][:2], page.plain[mention.end - 1 :][:2]
    if (mention.start and before in TOGETHER) or after in TOGETHER:
        return False
    if text in COMMON_HAN:
        return stands_at_a_name(page, mention.start, mention.end)
    return len(text) > 2 or _one_side_fits(page, mention)


def _one_side_fits(page: Page, mention: Mention) -> bool:
    plain, start, end = page.plain, mention.start, mention.end
    before = start == 0 or not is_han(plain[start - 1])
    after = end == len(plain) or not is_han(plain[end])
    return (
        before
        or after
        or bool(BEFORE_HAN.search(plain[max(0, start - 4) : start]))
        or bool(AFTER_HAN.match(plain, end))
    )


def _latin_is_meant(page: Page, number: int, end: int) -> bool:
    word = page.words[number]
    common = word.plain in COMMON_LATIN
    after = next((other.plain for other in page.words[number:] if other.start >= end), "")
    before = page.words[number - 1] if number else None
    opens = before is None or not _joined_by_space(page, before, word)
    if common and after in _NOT_AFTER:
        return False
    if before and not opens and before.plain in ARTICLES:
        return after in AFTER_ARTICLE or word.capital
    if not common or word.capital or opens:
        return True
    return before is not None and before.plain in BEFORE_LATIN


def _joined_by_space(page: Page, one: Word, two: Word) -> bool:
    return not page.plain[one.end : two.start].strip(" '\"s")


def _with_city(page: Page, mention: Mention) -> Mention:
    """Take the customer's city into the mention where it stands right before the name."""
    for known in mention.customers:
        city = fold(known.city)
        if city and is_han(city[0]) and page.plain.endswith(city, 0, mention.start):
            start = mention.start - len(city)
            return Mention(start, mention.end, (known,), Strength.GIVEN)
    return mention


def _without_overlap(found: list[Mention]) -> list[Mention]:
    """Keep the longest of mentions that overlap."""
    kept: list[Mention] = []
    for mention in sorted(found, key=lambda one: (one.start, -one.end)):
        if kept and mention.start < kept[-1].end:
            if mention.end - mention.start > kept[-1].end - kept[-1].start:
                kept[-1] = mention
            continue
        kept.append(mention)
    return kept
