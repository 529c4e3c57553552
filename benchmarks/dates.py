"""How well and how fast dates are read: `python -m benchmarks.dates`.

Right, wrong and none on the corpora of tests/corpus/dates, for our reader and beside it for
`dateparser` alone (and JioNLP where it is installed), at 2026-11-24 09:30 in Asia/Shanghai.
"wrong" would book a false reminder, "none" asks. A file of outside dates may be named:
`python -m benchmarks.dates outside_dates.jsonl`.
"""

import importlib.util
import json
import logging
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.results import Results
from benchmarks.understanding import longest
from crm.understanding.dates.line import when_line, written
from crm.understanding.dates.reading import read_times

CORPORA = Path(__file__).parents[1] / "tests" / "corpus" / "dates"
NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
Reader = Callable[[str, datetime], str | None]


def tables(rounds: int) -> list[Results]:
    """Print the figures in a form of their own, whatever the rounds: they are counts above all."""
    del rounds
    main()
    return []


def main(*outside: str) -> None:
    """Print every figure; `outside` names files of outside dates."""
    for path in sorted(CORPORA.glob("*.jsonl")):
        for lang in ("zh", "en"):
            rows = [row for row in _rows(path) if row["lang"] == lang]
            for name, reader in _readers(lang):
                _print_row(f"{path.stem} {lang}", name, *_scored(rows, reader))
    _print_longest()
    for name in outside:
        _print_outside(Path(name))


def ours(text: str, now: datetime) -> str | None:
    return when_line(text, now)["when"]


def dateparser_alone(languages: list[str]) -> Reader:
    """`dateparser` as its manual shows it: parse, and where that fails the first date searched."""
    import dateparser
    import dateparser.search

    settings: Any = {"PREFER_DATES_FROM": "future", "RELATIVE_BASE": NOW.replace(tzinfo=None)}

    def read(text: str, now: datetime) -> str | None:
        found = dateparser.parse(text, languages=languages, settings=settings)
        if found is None:
            hits = dateparser.search.search_dates(text, languages=languages, settings=settings)
            later = [day for _, day in hits or () if day.date() >= now.date()]
            found = later[0] if later else None
        if found is None:
            return None
        all_day = found.time() in (settings["RELATIVE_BASE"].time(), datetime.min.time())
        return f"{found:%Y-%m-%d}" if all_day else f"{found:%Y-%m-%dT%H:%M}"

    return read


def jionlp_alone(text: str, now: datetime) -> str | None:
    """The start of the first time that JioNLP extracts, or the first of what comes round; it logs what it cannot read."""
    logging.disable(logging.ERROR)
    import jionlp  # type: ignore[import-not-found]

    for hit in jionlp.ner.extract_time(text, time_base=now.timestamp()):
        said = hit["detail"]["time"]
        start = (said.get("point") or {}).get("time") if isinstance(said, dict) else said
        first = start[0] if isinstance(start, list) and isinstance(start[0], str) else ""
        if first >= f"{now:%Y-%m-%d}":
            day = first.endswith("00:00:00")
            return first[:10] if day else first[:16].replace(" ", "T")
    return None


def _readers(lang: str) -> Iterable[tuple[str, Reader]]:
    yield "fieldbook", ours
    yield "dateparser", dateparser_alone(["zh", "zh-Hant", "en"] if lang == "zh" else ["en"])
    if lang == "zh" and importlib.util.find_spec("jionlp"):
        yield "JioNLP", jionlp_alone


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _scored(rows: list[dict[str, Any]], reader: Reader) -> tuple[Counter[str], list[float]]:
    counts: Counter[str] = Counter()
    taken = []
    for row in rows:
        reader(row["text"], NOW)  # the first reading builds tables
        started = time.process_time()
        found = reader(row["text"], NOW)
        taken.append(1000 * (time.process_time() - started))
        kind = "right" if found == row["when"] else "none" if found is None else "wrong"
        counts[kind] += 1
        counts["invented"] += row["when"] is None and found is not None
        counts["no date"] += row["when"] is None
    return counts, taken


def _print_row(corpus: str, name: str, counts: Counter[str], taken: list[float]) -> None:
    total = counts["right"] + counts["wrong"] + counts["none"]
    shares = "  ".join(
        f"{kind} {counts[kind] / total:6.1%}" for kind in ("right", "wrong", "none")
    )
    invented = f"invented {counts['invented']}/{counts['no date']}"
    speed = f"median {statistics.median(taken):.2f} ms, worst {max(taken):.2f} ms"
    print(f"{corpus:12} {name:11} n={total:3}  {shares}  {invented:15} {speed}")


def _print_longest() -> None:
    """The time for texts as long as Telegram lets them be, whatever they hold: the quickest of three runs."""
    rows = [row["text"] for path in sorted(CORPORA.glob("*.jsonl")) for row in _rows(path)]
    taken = []
    for text in longest(rows):
        when_line(text, NOW)  # what is built on first sight is no work of it
        runs = []
        for _ in range(3):
            started = time.process_time()
            when_line(text, NOW)
            runs.append(1000 * (time.process_time() - started))
        taken.append(min(runs))
    median = statistics.median(taken)
    print(
        f"{len(taken)} texts of 4,096 characters: CPU median {median:.1f} ms, worst {max(taken):.1f} ms"
    )


def _print_outside(path: Path) -> None:
    """Single dates of other makers, whose conventions differ from ours in places."""
    counts: dict[str, Counter[str]] = {"zh": Counter(), "en": Counter()}
    for row in _rows(path):
        now = datetime.fromisoformat(row["reference"]).replace(tzinfo=ZoneInfo("UTC"))
        moments = [each for each in read_times(row["text"], now) if each.doubt is None]
        ahead = [each for each in moments if each.day >= now.date()] or moments
        wanted = {row["expected_start"], *row["alts"]}
        forms = (
            {written(ahead[0]), f"{ahead[0].day}", f"{ahead[0].at:%H:%M}"}
            if ahead and ahead[0].at
            else {written(each) for each in ahead[:1]}
        )
        counts[row["lang"]]["right" if forms & wanted else "wrong" if ahead else "none"] += 1
    for lang, found in counts.items():
        total = sum(found.values()) or 1
        shares = "  ".join(
            f"{kind} {found[kind] / total:6.1%}" for kind in ("right", "wrong", "none")
        )
        print(f"{path.stem} {lang} n={total}  {shares}")


if __name__ == "__main__":
    main(*sys.argv[1:])
