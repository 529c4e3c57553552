"""Cut a folded message into tokens of time; everything else becomes OTHER between them."""

import re
from dataclasses import dataclass
from functools import lru_cache

from crm.understanding.dates.lexicon_en import PHRASES_EN, WORDS_EN
from crm.understanding.dates.lexicon_zh import NO_TIME_ZH, WORDS_ZH
from crm.understanding.dates.numerals import (
    DIGITS_ZH,
    NUMBER_WORDS,
    ORDINAL_WORDS,
    is_guess,
    read_chinese,
    read_english,
)
from crm.understanding.dates.shapes import (
    MARKED,
    MARKS,
    NUMBERS,
    NUMERALS,
    SOME_ZH,
    WORDS,
    WORDS_FIRST,
)
from crm.understanding.dates.spelling import corrected


@dataclass(frozen=True, slots=True)
class Token:
    """One word, number or mark: its sort, its value and where it stands."""

    sort: str
    start: int
    end: int
    text: str
    value: float = 0
    name: str = ""
    parts: tuple[int, ...] = ()


MOST_TOKENS = 900  # above the longest message of words; beyond it nothing is read


def cut(folded: str) -> list[Token]:
    """The tokens of a folded message in order; words that mean no time are one OTHER."""
    tokens: list[Token] = []
    place = end = 0
    while place < len(folded) and len(tokens) < MOST_TOKENS:
        pattern = _openings(folded[place])
        match = pattern.match(folded, place) if pattern else None
        if match is None or match.end() == place:
            place += 1
            continue
        gap = folded[end:place]
        if gap.strip():
            tokens.append(Token("OTHER", end, place, gap))
        token = _token(match)
        if not _is_dot_of(token, tokens):
            tokens.append(token)
        place = end = match.end()
    if folded[end:].strip() and len(tokens) < MOST_TOKENS:
        tokens.append(Token("OTHER", end, len(folded), folded[end:]))
    return tokens


def _token(match: re.Match[str]) -> Token:
    shape, text = str(match.lastgroup), match[0]
    start, end = match.span()
    if shape in _KEYS:
        sort, value = _KEYS[shape]
        sort, _, name = sort.partition(":")
        return Token(sort, start, end, text, value, name)
    if shape == "word":
        sort, value = _words().get(text) or _words().get(corrected(text) or "", ("OTHER", 0))
        sort, _, name = sort.partition(":")
        return Token(sort, start, end, text, value, name)
    if shape == "mark":
        return Token(MARKS.get(text, "STOP"), start, end, text)
    if shape == "numeral":
        if is_guess(text):
            return Token("SOME", start, end, text, DIGITS_ZH[text[0]])
        number = read_chinese(text)
        return Token("OTHER" if number is None else "NUM", start, end, text, number or 0)
    return _number(shape, start, end, text)


def _number(shape: str, start: int, end: int, text: str) -> Token:
    digits = tuple(int(part) for part in re.findall(r"\d{1,4}", text))
    sort, value = shape, float(digits[0]) if digits else 0.0
    match shape:
        case "ORDNUM":
            sort = "ORD"
        case "NUM" if len(text) == 4 and text.startswith("20"):
            sort = "YEAR"
        case "COMPOUND" | "ORDCOMPOUND":
            sort = "NUM" if shape == "COMPOUND" else "ORD"
            value = read_english(" ".join(text.split())) or 0
        case "QUARTERNAME" | "HALFNAME":
            sort = f"{shape[0]}NAME"
        case "HOURAP":
            sort, digits = "CLOCK", (digits[0] % 12 + 12 * (text[-1] == "p"), 0)
        case "COUPLE":
            sort, value = "NUM", 2
        case "DOT":
            value = float(text)
        case "NOISE" | "AMOUNT" | "LONG" | "DIGITS":
            sort = "OTHER"
    return Token(sort, start, end, text, value, parts=digits)


def _is_dot_of(token: Token, tokens: list[Token]) -> bool:
    """Whether this full stop only ends an abbreviation: "Dec. 3", "Fri. at 2"."""
    if token.text != "." or not tokens:
        return False
    last = tokens[-1]
    return last.sort in ("MONTH", "WEEKDAY") and last.end == token.start and len(last.text) <= 4


_KEYS: dict[str, tuple[str, float]] = {}


@lru_cache(maxsize=1)
def _words() -> dict[str, tuple[str, float]]:
    table = {word: key for key, words in WORDS_EN.items() for word in words.split()}
    table |= {word: ("NUM", float(value)) for word, value in NUMBER_WORDS.items()}
    return table | {word: ("ORD", float(value)) for word, value in ORDINAL_WORDS.items()}


@lru_cache(maxsize=8192)
def _openings(char: str) -> re.Pattern[str] | None:
    """What may begin with this character, longest first; None for most characters."""
    if char.isspace() and char != "\n":
        return re.compile("|".join(_chinese()[r"\s"]))
    if char in MARKED:
        return re.compile(f"(?P<mark>{re.escape(char)})")
    if char.isascii():
        return (
            _ascii_openings(char) if char.isalnum() else re.compile("|".join(_named(WORDS_FIRST)))
        )
    parts = _chinese().get(char, [])
    if char in NUMERALS:
        parts = [*parts, f"(?P<SOME>{SOME_ZH})", f"(?P<numeral>[{NUMERALS}]+)"]
    return re.compile("|".join(parts)) if parts else None


def _ascii_openings(char: str) -> re.Pattern[str]:
    parts = _named(WORDS_FIRST)
    phrases = [entry for first, entry in _phrases() if char in first]
    if phrases:
        parts.append("(?<![a-z])(?:" + "|".join(phrases) + ")(?![a-z])")
    if char.isdigit():
        parts += _chinese()[r"\d"] + _named(NUMBERS)
    else:
        parts += _named(WORDS)
    return re.compile("|".join(parts))


def _named(shapes: dict[str, str]) -> list[str]:
    return [f"(?P<{name}>{shape})" for name, shape in shapes.items()]


@lru_cache(maxsize=1)
def _phrases() -> list[tuple[set[str], str]]:
    """English phrases, longest first, each with the letters that it may begin with."""
    entries = [(e, key) for key, row in PHRASES_EN.items() for e in row.split()]
    found = []
    for number, (entry, key) in enumerate(sorted(entries, key=lambda pair: -_weight(pair[0]))):
        _KEYS[f"e{number}"] = key
        spaced = entry.replace("_", r"(?:\s{1,3})")
        found.append((set(re.findall(r"(?<![a-z\\])[a-z\d]", entry)), f"(?P<e{number}>{spaced})"))
    return found


@lru_cache(maxsize=1)
def _chinese() -> dict[str, list[str]]:
    """Chinese words, longest first, by every character that they may begin with."""
    entries = [(entry, ("OTHER", 0.0)) for entry in NO_TIME_ZH.split()]
    words = [(entry, key) for key, row in WORDS_ZH.items() for entry in row.split()]
    entries += sorted(words, key=lambda pair: -_weight(pair[0]))
    table: dict[str, list[str]] = {r"\s": [], r"\d": []}
    for number, (entry, key) in enumerate(entries):
        _KEYS[f"z{number}"] = key
        bare = re.sub(r"\(\?<?[=!](?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)", "", entry)
        for char in sorted({*re.findall(r"[一-龥]", bare)} | {m for m in (r"\s",) if m in bare}):
            table.setdefault(char, []).append(f"(?P<z{number}>{entry})")
        if re.search(r"\d", bare):
            table[r"\d"].append(f"(?P<z{number}>{entry})")
    return table


def _weight(entry: str) -> float:
    """Roughly how much an entry matches at least; a lookaround makes it a little surer."""
    bare = re.sub(r"\[[^]]*\]", "#", entry)
    for _ in range(3):
        bare = re.sub(r"\(\?<?[=!][^()]*\)", "", bare)
        bare = re.sub(r"\((?:\?:)([^()|]*)[^()]*\)", r"\1", bare)
    bare = re.sub(r"\\s(?:\{\d,\d\})?|.[?]", "", bare)
    return len(bare) + ("(?" in entry) / 2
