"""Names that are misspelt or typed as pinyin: looked for only where no name was found."""

from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from crm.understanding.book import Book, Known
from crm.understanding.fold import Page, Word, is_han
from crm.understanding.keys import typo_keys
from crm.understanding.mentions import Mention, stands_at_a_name
from crm.understanding.names import Strength, forms_of
from crm.understanding.people import Named
from crm.understanding.syllables import syllables
from crm.understanding.vocabulary.english import EVERYDAY
from crm.understanding.vocabulary.places import BEFORE_LATIN
from crm.understanding.vocabulary.trade import COMMON_LATIN

_SHORTEST_LATIN = 5
_HAN_LENGTHS = (6, 5, 4, 3)
_FAR_ENOUGH = 400  # characters in which a misspelt Chinese name is looked for
_MOST_PLACES = 40  # only the first places of a long note are tried
_LONGEST_PINYIN = 40  # letters


def find_alike(page: Page, book: Book, people: Sequence[Named]) -> list[Mention]:
    """Return names that differ by a letter, by tone or by script from one in the book."""
    people_at = {place for one in people for place in range(one.start, one.end)}
    words = [word for word in page.words if word.start not in people_at]
    found = _latin_typos(page, words, book) or _pinyin(words, book)
    return found or _han_typos(page, book, people_at)


def _latin_typos(page: Page, words: Sequence[Word], book: Book) -> list[Mention]:
    alone = len(words) < 4
    pairs = zip([None, *words], words, strict=False)
    tried = [word for before, word in pairs if _could_be_misspelt(word, before, alone=alone)]
    tried = tried[:_MOST_PLACES]
    keys = {word.start: set(typo_keys(word.plain)) for word in tried}
    hits = book.known({key for some in keys.values() for key in some})
    mentions = []
    for word in tried:
        near = [known for key in sorted(keys[word.start]) for known in hits.get(key, ())]
        owners = {known.id: known for known in near if _has_neighbour(known, word.plain)}
        if owners:
            end = _with_next(page, word, tuple(owners.values()))
            mentions.append(Mention(word.start, end, tuple(owners.values()), Strength.PART))
    return mentions


def _could_be_misspelt(word: Word, before: Word | None, *, alone: bool) -> bool:
    if len(word.plain) < _SHORTEST_LATIN or word.plain[0].isdecimal():
        return False
    if word.plain in EVERYDAY or word.plain in COMMON_LATIN:
        return False
    return word.capital or alone or before is None or before.plain in BEFORE_LATIN


def _has_neighbour(known: Known, word: str) -> bool:
    parts = (part for form in forms_of(known) if form.latin for part in form.text.split())
    return any(len(part) >= _SHORTEST_LATIN and one_edit_apart(part, word) for part in parts)


def _with_next(page: Page, word: Word, owners: tuple[Known, ...]) -> int:
    """Take the rest of the name along: `Nortwind Traders`."""
    after = next((other for other in page.words if other.start > word.end), None)
    parts = {part for known in owners for form in forms_of(known) for part in form.text.split()}
    near = after is not None and after.start - word.end == 1 and after.plain in parts
    return after.end if after is not None and near else word.end


def one_edit_apart(one: str, other: str) -> bool:
    """Tell whether two words differ by one letter, or by two letters swapped, at most.

    The first letter must be right: reps get it right, and everyday words often differ there.
    """
    if one[:1] != other[:1] or abs(len(one) - len(other)) > 1:
        return False
    place = next(
        (n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    rest, other_rest = one[place:], other[place:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[1::-1] == other_rest[:2] and rest[2:] == other_rest[2:])
    )


def _pinyin(words: Sequence[Word], book: Book) -> list[Mention]:
    runs = [run for run in _runs(words) if _could_be_pinyin("".join(word.plain for word in run))]
    runs = runs[:_MOST_PLACES]
    keys = {f"y:{''.join(word.plain for word in run)}" for run in runs}
    hits = book.known(keys) if keys else {}
    for run in sorted(runs, key=lambda some: -sum(len(word.plain) for word in some)):
        owners = hits.get(f"y:{''.join(word.plain for word in run)}")
        if owners:
            return [Mention(run[0].start, run[-1].end, tuple(owners), Strength.PART)]
    return []


def _runs(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    for first in range(min(len(words), _MOST_PLACES * 2)):
        for length in (1, 2, 3, 4):
            run = words[first : first + length]
            together = all(b.start - a.end == 1 for a, b in pairwise(run))
            if len(run) == length and together:
                yield run


def _could_be_pinyin(letters: str) -> bool:
    if letters in EVERYDAY or not letters.isascii() or not letters.isalpha():
        return False
    return 3 <= len(letters) <= _LONGEST_PINYIN


def _han_typos(page: Page, book: Book, people_at: set[int]) -> list[Mention]:
    """A homophone is the name (输入法); another character is only alike, and has to be asked."""
    places = list(islice(_han_places(page, people_at), _MOST_PLACES * 4))
    sounds = {}
    for start, end in places:
        spoken = syllables(page.plain[start:end])
        if len(spoken) == end - start:
            sounds[start, end] = f"y:{''.join(spoken)}"
    hits = book.known(set(sounds.values())) if sounds else {}
    for (start, end), key in sounds.items():
        written = page.plain[start:end]
        owners = tuple(known for known in hits.get(key, ()) if _same_length(known, written))
        if owners:
            return [Mention(start, end, owners, Strength.PART)]
    return _han_lookalikes(page, places, book)


def _han_lookalikes(page: Page, places: Sequence[tuple[int, int]], book: Book) -> list[Mention]:
    tried = {place: set(typo_keys(page.plain[slice(*place)])) for place in places}
    hits = book.known({key for keys in tried.values() for key in keys}) if tried else {}
    for (start, end), keys in tried.items():
        written = page.plain[start:end]
        near = [known for key in sorted(keys) for known in hits.get(key, ())]
        owners = {known.id: known for known in near if _one_off(known, written)}
        if owners:
            return [Mention(start, end, tuple(owners.values()), Strength.PART, certain=False)]
    return []


def _han_places(page: Page, people_at: set[int]) -> Iterator[tuple[int, int]]:
    plain = page.plain
    for start in range(min(len(plain) - 2, _FAR_ENOUGH)):
        if not is_han(plain[start]) or start in people_at:
            continue
        for length in _HAN_LENGTHS:
            end = start + length
            han = end <= len(plain) and all(map(is_han, plain[start:end]))
            if han and stands_at_a_name(page, start, end):
                yield start, end


def _same_length(known: Known, written: str) -> bool:
    strong = (form for form in forms_of(known) if form.strength >= Strength.PART)
    return len(written) > 2 and any(len(form.text) == len(written) for form in strong)


def _one_off(known: Known, written: str) -> bool:
    given = (form.text for form in forms_of(known) if form.strength is Strength.GIVEN)
    return len(written) > 2 and any(
        len(name) > 3 and one_edit_apart(name, written) for name in given if len(name) < 9
    )
