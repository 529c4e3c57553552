"""Names typed by their sound: whole syllables, initials, and characters among them. Pure.

`huaxin`, `hx`, `huax`, `hua信`: every character of a name gives its syllable or the initial of it, the last
one the beginning of its syllable.
"""

from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, product

from crm.search.spelling import (
    INITIALS,
    WIDE_INITIALS,
    is_han,
    is_syllable,
    sounds,
    syllables_from,
)
from storage.expressions import Both, Either, Expression

DEPTH = 3  # characters of a name by which it is looked for, as syllables; the rest is compared
MOST_INITIALS = (
    4  # letters that may be initials alone; more are taken for a word, and only then for a mixture
)
FEWEST_MIXED = 3
LONGEST = 40
MOST_PAIRS = 40
MOST_SOUNDS = 8  # of a character: of more its initial tells as much
MOST_TOGETHER = 3  # initials in a term
LONGEST_SYLLABLE = 6

Element = tuple[str, bool]  # what was typed for one character, and whether it is the last


def may_be_spoken(token: str) -> bool:
    """Tell whether a token may be a name by its sound."""
    letters = [one for one in token if not is_han(one)]
    if not letters or len(token) < 2 or len(token) > LONGEST:
        return False
    return all("a" <= one <= "z" for one in letters)


@lru_cache(maxsize=512)
def spoken(token: str, *, at_start: bool = False, mixed: bool = False) -> Expression | None:
    """Return the expression for a token by its sound; none where it cannot be one.

    `mixed` takes syllables beside initials too: `huaxkj`, `hxkeji`.
    """
    if not may_be_spoken(token):
        return None
    ways = dict.fromkeys(tuple(way) for way in _ways(token, DEPTH) if mixed or _is_full(way))
    if (mixed or len(token) <= MOST_INITIALS) and all(map(_may_be_initial, token)):
        ways |= dict.fromkeys(tuple(way) for way in _short_ways(token, DEPTH))
    expressions = [found for way in ways if (found := _expression(way, at_start=at_start))]
    return Either(tuple(expressions)) if expressions else None


def sounds_like(token: str, run: str, start: int, *, mixed: bool = False) -> bool:
    """Tell whether the characters of a run sound like the token from one of them on.

    Each gives its syllable, the last one the beginning of it; or each its initial; where it is `mixed`, either.
    A character in the token is that character.
    """
    read = _read(run)
    if mixed:
        return _sounds_like(token, read, run, start, full=True, short=True)
    return _sounds_like(token, read, run, start, full=True, short=False) or (
        len(token) <= MOST_INITIALS
        and _sounds_like(token, read, run, start, full=False, short=True)
    )


@lru_cache(maxsize=512)
def may_be_mixed(token: str) -> bool:
    """Tell whether a token may be syllables beside initials: where it is no row of whole syllables."""
    return len(token) >= FEWEST_MIXED and not _is_whole(token)


def is_heard(token: str, run: str, *, mixed: bool = False) -> bool:
    """Tell whether the characters of a run sound like the token from any of them on."""
    first = token[0]
    return any(
        sounds_like(token, run, place, mixed=mixed)
        for place, readings in enumerate(_read(run))
        if first == run[place] or any(one[0] == first for one in readings)
    )


@lru_cache(maxsize=8192)
def _read(run: str) -> tuple[tuple[str, ...], ...]:
    return tuple(sounds(run))


def _sounds_like(
    token: str,
    read: tuple[tuple[str, ...], ...],
    run: str,
    place: int,
    *,
    full: bool,
    short: bool,
) -> bool:
    if not token or place == len(run):
        return not token
    if is_han(token[0]):
        if token[0] != run[place]:
            return False
        return _sounds_like(token[1:], read, run, place + 1, full=full, short=short)
    for one in read[place]:
        if one[0] != token[0]:
            continue
        if full and one.startswith(token):
            return True
        typed = [one] if full and token.startswith(one) and is_syllable(one) else []
        if short:
            wide = (two for two in WIDE_INITIALS if one.startswith(two) and token.startswith(two))
            typed += [*wide, token[0]]
        for part in typed:
            if _sounds_like(token[len(part) :], read, run, place + 1, full=full, short=short):
                return True
    return False


def _ways(token: str, depth: int) -> Iterator[list[Element]]:
    """Return how a token can be read, as far as `depth` characters of a name, and how the next one begins."""
    if not token or depth == 0:
        yield [(one, True) for one in token[:1]]
        return
    for part, rest in _first(token):
        if not rest or _is_readable(rest):
            for more in _ways(rest, depth - 1):
                yield [(part, not rest), *more]


def _first(token: str) -> Iterator[tuple[str, str]]:
    if is_han(token[0]):
        yield token[0], token[1:]
        return
    if token.isascii() and syllables_from(token):
        yield token, ""
    for length in range(min(LONGEST_SYLLABLE, len(token) - 1), 0, -1):
        part = token[:length]
        is_initial = length == 1 and INITIALS.match(part)
        if is_initial or part in WIDE_INITIALS or is_syllable(part):
            yield part, token[length:]


@lru_cache(maxsize=4096)
def _is_readable(token: str) -> bool:
    return any(not rest or _is_readable(rest) for _, rest in _first(token))


@lru_cache(maxsize=4096)
def _is_whole(token: str) -> bool:
    return not token or any(
        (is_han(part) or is_syllable(part)) and _is_whole(rest) for part, rest in _first(token)
    )


def _may_be_initial(letter: str) -> bool:
    return is_han(letter) or INITIALS.match(letter) is not None


def _short_ways(token: str, depth: int) -> Iterator[list[Element]]:
    """Return how a token of initials can be read, with characters among them, likewise."""
    if not token or depth == 0:
        yield [(one, True) for one in token[:1]]
        return
    for length in (2, 1) if token.startswith(WIDE_INITIALS) else (1,):
        for more in _short_ways(token[length:], depth - 1):
            yield [(token[:length], len(token) == length), *more]


def _is_full(way: list[Element]) -> bool:
    """Tell whether a way is syllables, with characters among them."""
    return all(is_last or is_han(typed) or is_syllable(typed) for typed, is_last in way)


def _expression(way: tuple[Element, ...], *, at_start: bool) -> Expression | None:
    """Return the expression for one way to read a token: pairs of sounds, and initials where those are not known."""
    mark = "<" if at_start else ""
    marks = (mark, *("" for _ in way[1:]))
    heard_as = [_heard(one) for one in way]
    parts: list[Expression] = [
        before + typed for before, (typed, _) in zip(marks, way, strict=True) if is_han(typed)
    ]
    if len(way) == 1:
        parts.append(Either(tuple(f"{mark}~{one}" for one in syllables_from(way[0][0]))))
    paired: set[int] = set()
    for place, (one, other) in enumerate(pairwise(heard_as)):
        is_sound = not _is_initial(way[place]) and not _is_initial(way[place + 1])
        if is_sound and len(one) * len(other) <= MOST_PAIRS:
            parts.append(Either(tuple(f"{marks[place]}~{a}{b}" for a in one for b in other)))
            paired |= {place, place + 1}
    if len(paired) < len(way) > 1:
        parts += _alone(way, marks, heard_as, paired)
        parts += _initials(marks, heard_as, paired)
    parts = [part for part in parts if part != Either(())]
    return Both(tuple(parts)) if parts else None


def _alone(
    way: tuple[Element, ...],
    marks: Sequence[str],
    heard_as: Sequence[tuple[str, ...]],
    paired: Container[int],
) -> Iterator[Expression]:
    """Return the expressions for characters whose whole sound is known, but not that of the next."""
    for place, readings in enumerate(heard_as):
        is_known = not _is_initial(way[place]) and not is_han(way[place][0])
        if is_known and place not in paired and len(readings) <= MOST_SOUNDS:
            yield Either(tuple(f"{marks[place]}~{one}" for one in readings))


def _initials(
    marks: Sequence[str], heard_as: Sequence[tuple[str, ...]], paired: set[int]
) -> Iterator[Expression]:
    """Return the expressions for the initials of three characters side by side, or of the only two."""
    letters = ["".join(dict.fromkeys(one[0] for one in readings)) for readings in heard_as]
    many = min(len(letters), MOST_TOGETHER)
    for place in range(len(letters) - many + 1):
        if paired.issuperset(range(place, place + many)):
            continue
        together = product(*letters[place : place + many])
        yield Either(tuple(f"{marks[place]}%{''.join(one)}" for one in together))


def _heard(element: Element) -> tuple[str, ...]:
    """Return how the character that an element stands for may be read, as far as that is known."""
    typed, is_last = element
    if is_han(typed):
        return tuple(dict.fromkeys(sounds(typed)[0] + sounds(f"一{typed}")[1]))
    return syllables_from(typed) if is_last and not _is_initial(element) else (typed,)


def _is_initial(element: Element) -> bool:
    typed, _ = element
    return not is_han(typed) and (len(typed) == 1 or typed in WIDE_INITIALS)
