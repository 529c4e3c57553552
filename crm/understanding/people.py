"""People in a message: by full name, by surname and title, by given name, and those unknown."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from crm.understanding.book import Book, Known, Person
from crm.understanding.fold import Page, Word, fold, is_han
from crm.understanding.keys import person_keys
from crm.understanding.vocabulary.people import (
    ADVERB_AFTER,
    COMPOUND_SURNAMES,
    HONORIFICS,
    NO_SURNAME_AFTER,
    NO_TITLE,
    SURNAMES,
    TITLE_NOT_BEFORE,
    TITLES,
    WORDLIKE_NAMES,
)
from crm.understanding.vocabulary.places import ARTICLES, BEFORE_PERSON
from crm.understanding.vocabulary.wording import words

_TITLED = re.compile(
    f"((?:{'|'.join(sorted(COMPOUND_SURNAMES))})|[{''.join(sorted(SURNAMES))}])"
    f"({'|'.join(sorted(TITLES, key=len, reverse=True))})"
)
# 姓赵的那个主任: the surname, and the title behind it where there is one.
_SURNAMED = re.compile(
    f"姓([{''.join(sorted(SURNAMES))}])的(?:(?:那|这)?[个位])?({'|'.join(sorted(TITLES, key=len, reverse=True))})?"
)
_FAMILIAR = re.compile(
    f"(?<![最大中从减缩多少较很太])([小老])([{''.join(sorted(SURNAMES))}])(?![板师总])"
)
_FAMILIAR_AFTER = re.compile(
    r"(?:$|[^\u4e00-\u9fff]|[说要想打让约那的在是跟和给很没不回来答同觉发催确提人电手微号请陪带约送])"
)
_TITLED_PINYIN = re.compile(
    f"([a-z]{{2,6}})[ ]?({'|'.join(sorted(TITLES, key=len, reverse=True))})(?![\\u4e00-\\u9fff]*[结共部])"
)
_CLOCK = re.compile(r"\d{1,2}(?::\d\d| ?[ap]m)")
_DAY = re.compile(r"\.? (?:the )?(?:\d{1,2}(?:st|nd|rd|th)?|20\d\d)(?![\d.,]*[\dkm])")
_MET_BEFORE = re.compile(r"[跟和给与找见约让请陪到了问]$")
_TELLS = words(
    "needs wants said says called asked is has likes reports complained complains texted emailed told just"
    " was wanted liked thinks mentioned confirmed would wrote replied approved sent isn't wasn't doesn't"
    " didn't won't will can't hasn't loves hates came comes went got gave gives called agreed signed"
    " ok okay happy keen busy out off away forgot paid owes bought prefers reckons seemed seems still finally just also rang popped nipped sent bought owes"
)
_OWNED = words(
    "number phone email mail address mobile cell details contact card birthday"
)  # karens number
# After one of these a given name is meant, not the word, where what was given follows:
# `sent bill the quote`, and not `sent bill to Acme`.
_GIVING = words(
    "sent send gave give showed show told tell owe owed brought bring got get handed hand quoted quote"
    " asked ask dropped drop left leave promised offered offer mailed shipped ship paid bought buy"
)
_GIVEN = words(
    "the a an his her our my new some their that this those these updated revised about re"
)
_PINYIN_TITLE = words("zong zhuren jingli laoshi gong laoban xiaozhang")

Match = tuple[Known, Person]


@dataclass(frozen=True, slots=True)
class Named:
    """Someone named in the message and the contacts of the book that fit.

    `written` is the name as the message has it. `titled` says that a title came with it, which
    makes it a person even where the book knows nobody.
    """

    start: int
    end: int
    written: str
    matches: tuple[Match, ...]
    titled: bool = False


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a person could stand, and what to ask the book."""

    start: int
    end: int
    keys: tuple[str, ...]
    surname: str = ""
    title: str = ""
    doubtful: bool = False  # an everyday word: it counts only beside its customer


@dataclass(frozen=True, slots=True)
class People:
    """Where people could stand in a message, and whom the book knows by those words."""

    page: Page
    places: Sequence[_Place]
    keys: frozenset[str]
    hits: Mapping[str, Sequence[Known]]

    def near(self, customers: Sequence[Known]) -> list[Named]:
        """Return the people in the message in order, where it names these customers."""
        hits = _beside_known(self.hits, self.keys, customers)
        may_be = (
            place for place in self.places if place.title or any(key in hits for key in place.keys)
        )
        ids = {known.id for known in customers}
        fitting: dict[tuple[tuple[str, ...], str], tuple[Match, ...]] = {}
        found = []
        for place in may_be:
            said = (place.keys, place.title)
            if said not in fitting:
                fitting[said] = _closest(place, _matching(place, hits), ids)
            if named := _meet(self.page, place, fitting[said], ids):
                found.append(named)
        return _apart(found)


def look_for_people(page: Page, book: Book) -> People:
    """Find where people could stand, and ask the book once for all of them."""
    places = [*_han_places(page), *_latin_places(page)]
    keys = frozenset(key for place in places for key in place.keys)
    return People(page, places, keys, book.known(keys))


def _beside_known(
    hits: Mapping[str, Sequence[Known]], wanted: Set[str], near: Sequence[Known]
) -> dict[str, Sequence[Known]]:
    """Add the customers that the message names: a crowded key may have left them out."""
    found: dict[str, Sequence[Known]] = dict(hits)
    for known in near:
        for key in wanted & {key for one in known.contacts for key in person_keys(one.name)}:
            found[key] = [known, *(other for other in found.get(key, ()) if other.id != known.id)]
    return found


def _han_places(page: Page) -> Iterator[_Place]:
    plain = page.plain
    for found in _TITLED.finditer(plain):
        if _is_title_here(plain, found):
            surname, title = found[1], found[2]
            yield _Place(*found.span(), (f"s:{surname}",), surname, title)
    for found in _SURNAMED.finditer(plain):
        yield _Place(*found.span(), (f"s:{found[1]}",), found[1], found[2] or "")
    for found in _FAMILIAR.finditer(plain):
        met = _MET_BEFORE.search(plain, max(0, found.start() - 2), found.start())
        alone = met or _FAMILIAR_AFTER.match(plain, found.end())
        yield _Place(*found.span(), (f"s:{found[2]}",), found[2], doubtful=not alone)
    for start, letter in enumerate(plain):
        if letter in SURNAMES or plain[start : start + 2] in COMPOUND_SURNAMES:
            for length in (4, 3) if plain[start : start + 2] in COMPOUND_SURNAMES else (3, 2):
                name = plain[start : start + length]
                if len(name) == length and all(map(is_han, name)):
                    yield _Place(start, start + length, (f"c:{name}",))


def _is_title_here(plain: str, found: re.Match[str]) -> bool:
    before, after = plain[max(0, found.start() - 1) : found.start()], plain[found.end() :][:1]
    if found[0] in NO_TITLE or (before and before in NO_SURNAME_AFTER.get(found[1], "")):
        return False
    if plain.endswith("同事", 0, found.start()):
        return False
    if after and after in ADVERB_AFTER and found[2] == "总" and found[1] in NO_SURNAME_AFTER:
        return False
    return not (after and after in TITLE_NOT_BEFORE.get(found[2], ""))


def _latin_places(page: Page) -> Iterator[_Place]:
    words = page.words
    plain = [word.plain for word in words]
    for number, word in enumerate(words):
        before = words[number - 1].plain if number else ""
        if len(word.plain) < 3 or word.plain.isdecimal():
            continue
        yield from _whole_names(words, plain, number)
        if number and before in HONORIFICS:
            start = words[number - 1].start
            yield _Place(start, word.end, (f"g:{word.plain}",), word.plain, before)
            continue
        doubtful = word.plain in WORDLIKE_NAMES and not (
            word.capital and number and page.plain[: word.start].rstrip()[-1:] not in ".!?\n"
        )
        if doubtful and word.start and is_han(page.plain[word.start - 1]):
            doubtful = False  # 跟Jan聊了
        following = words[number + 1].plain if number + 1 < len(words) else ""
        owns = page.plain.startswith("'s ", word.end) and word.capital
        acts = following.endswith("ed") and word.capital
        given = before in _GIVING and following in _GIVEN
        if doubtful and (before in BEFORE_PERSON or following in _TELLS or owns or acts or given):
            doubtful = False
        if not (before in ARTICLES and not word.capital) and not _is_date(
            page.plain, words, number
        ):
            yield _Place(word.start, word.end, (f"g:{word.plain}",), doubtful=doubtful)
        after = words[number + 1] if number + 1 < len(words) else None
        if after and after.plain in _PINYIN_TITLE:
            yield _Place(word.start, after.end, (f"s:{word.plain}",), word.plain, "总")
        owned = word.capital or (after is not None and after.plain in _OWNED)
        if word.plain.endswith("s") and len(word.plain) > 4 and owned:
            yield _Place(word.start, word.end, (f"g:{word.plain[:-1]}",), doubtful=doubtful)
        if titled := _TITLED_PINYIN.match(page.plain, word.start):
            yield _Place(*titled.span(), (f"s:{titled[1]}",), titled[1], titled[2])
        if word.plain.endswith("zong") and len(word.plain) > 6:
            yield _Place(word.start, word.end, (f"s:{word.plain[:-4]}",), word.plain[:-4], "总")


def _whole_names(words: Sequence[Word], plain: Sequence[str], number: int) -> Iterator[_Place]:
    """Yield the names of one to four words that begin here: `Jan de Vries`, `liming`."""
    start = words[number].start
    for end in range(min(number + 4, len(words)), number, -1):
        yield _Place(start, words[end - 1].end, (f"c:{' '.join(plain[number:end])}",))


def _is_date(plain: str, words: Sequence[Word], number: int) -> bool:
    """`Jan 12`, `May 3rd`, `by April` are no people; `coffee with Jan 8:30` is one."""
    around = words[number + 1 : number + 2]
    clock = bool(around) and _CLOCK.match(plain, around[0].start) is not None
    before = words[number - 1].plain if number else ""
    if [one.plain for one in words[max(0, number - 3) : number]] == ["in", "the", "end"]:
        return False  # in the end Jan says ok
    month = words[number].plain in ("jan", "may", "april", "june", "august")
    return month and (
        bool(around and _DAY.match(plain, words[number].end) and not clock)
        or before[:1].isdecimal()
        or before in ("in", "by", "until", "since", "mid", "early", "late", "end", "of", "next")
    )


def _matching(place: _Place, hits: Mapping[str, Sequence[Known]]) -> tuple[Match, ...]:
    """Return the contacts that are called so, each once."""
    matches: dict[int, Match] = {}
    for key in place.keys:
        for known in hits.get(key, ()):
            for person in known.contacts:
                if key in person_keys(person.name):
                    matches[person.id] = (known, person)
    return tuple(matches.values())


def _meet(page: Page, place: _Place, chosen: tuple[Match, ...], near: Set[int]) -> Named | None:
    """Turn a place into a person: with the contacts that fit, or unknown but titled."""
    written = page.text[place.start : place.end]
    titled = bool(place.title)
    if place.doubtful and not any(known.id in near for known, _ in chosen):
        return None
    if not chosen and not (titled and is_han(place.surname[:1])) and not _is_mister(place):
        return None
    return Named(place.start, place.end, written, chosen, titled)


def _is_mister(place: _Place) -> bool:
    return place.title in HONORIFICS


def _closest(place: _Place, matches: tuple[Match, ...], near: Set[int]) -> tuple[Match, ...]:
    """Prefer contacts of the customers that the message names, then those whose title fits."""
    here = tuple(match for match in matches if match[0].id in near)
    pool = here or matches
    if not place.title or not is_han(place.title[0]):
        return pool
    fitting = tuple(match for match in pool if _title_fits(place.title, match[1].title))
    return fitting or here


def _title_fits(said: str, title: str) -> bool:
    plain = fold(title)
    return not plain or any(word in plain for word in TITLES[said])


def _apart(found: list[Named]) -> list[Named]:
    """Keep the longest, then the better known, of people that overlap."""
    kept: list[Named] = []
    taken: set[int] = set()
    ranked = sorted(found, key=lambda one: (one.start - one.end, not one.matches))
    for named in ranked:
        places = range(named.start, named.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append(named)
    return sorted(kept, key=lambda one: one.start)
