"""`make occasions`: write down what each feature waits for, as it says once it is loaded."""

from pathlib import Path
from textwrap import wrap

from handlers.kit.late import AnyHandler, found
from handlers.registry import FEATURES

FILE = Path(__file__).parent / "occasions.py"
HEAD = '"""What each feature waits for. Written by `make occasions`, never by hand."""\n\n'
WIDTH = 99


def gathered() -> dict[str, str]:
    """Load every feature and return its occasions, in order, with spaces between."""
    return {one: _occasions(one) for one in FEATURES}


def written(occasions: dict[str, str]) -> str:
    """Return the text of handlers/occasions.py."""
    lines = [line for one, waits in occasions.items() for line in _entry(one, waits)]
    return "\n".join((HEAD + "OCCASIONS = {", *lines, "}", ""))


def _occasions(feature: str) -> str:
    built = found(f"handlers.{feature}")()
    waits: set[str] = set()
    for handler in built if isinstance(built, list) else [built]:
        waits |= _of(handler)
    return " ".join(sorted(waits))


def _of(handler: AnyHandler) -> set[str]:
    several = getattr(handler, "occasions", None)
    return several if several is not None else {handler.occasion}  # type: ignore[attr-defined]


def _entry(feature: str, waits: str) -> list[str]:
    short = f'    "{feature}": "{waits}",'
    if len(short) <= WIDTH:
        return [short]
    lines = wrap(waits, WIDTH - 12)
    quoted = [f'"{line} "' for line in lines[:-1]] + [f'"{lines[-1]}"']
    return [f'    "{feature}": (', *(f"        {line}" for line in quoted), "    ),"]


if __name__ == "__main__":
    FILE.write_text(written(gathered()))
