"""Misspelt words of time: one letter missing, too many, wrong, or two swapped."""

from functools import lru_cache

# Only words long enough that a slip in them is no other English word.
_TARGETS = (
    "tomorrow yesterday tonight monday tuesday wednesday thursday friday saturday sunday january "
    "february september october november december morning afternoon evening weekend fortnight "
    "christmas thanksgiving quarter minutes"
)
_REAL_WORDS = (
    "sundry mourning moaning warning evenings quarters quartet minutest mundane fridays leaving "
    "evening quarter christmases weekender weekends morning decembers quartz"
)
_SHORTEST = 6


@lru_cache(maxsize=4096)
def corrected(word: str) -> str | None:
    """The word of time that `word` misspells by one slip, or None."""
    if not _SHORTEST <= len(word) <= 13 or word in _REAL_WORDS.split():
        return None
    found = {target for key in _shortened(word) for target in _neighbours().get(key, ())}
    close = [target for target in found if _one_slip(word, target)]
    return close[0] if len(close) == 1 else None


@lru_cache(maxsize=1)
def _neighbours() -> dict[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for target in _TARGETS.split():
        for key in _shortened(target):
            table[key] = (*table.get(key, ()), target)
    return table


def _shortened(word: str) -> set[str]:
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


def _one_slip(word: str, target: str) -> bool:
    if abs(len(word) - len(target)) == 1:
        longer, shorter = sorted((word, target), key=len, reverse=True)
        return shorter in _shortened(longer)
    differ = [i for i, (a, b) in enumerate(zip(word, target, strict=False)) if a != b]
    if len(word) != len(target) or not differ:
        return False
    swapped = len(differ) == 2 and differ[1] == differ[0] + 1
    return len(differ) == 1 or (swapped and word[differ[0]] == target[differ[1]])
