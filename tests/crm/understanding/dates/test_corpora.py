"""The messages under tests/corpus/dates: right answers, and above all few wrong ones."""

import json
from pathlib import Path

import pytest

from crm.understanding.dates.line import when_line
from tests.crm.understanding.dates.sent import NOW

CORPORA = Path(__file__).parents[3] / "corpus" / "dates"


def shares(name: str, lang: str) -> tuple[float, float, int]:
    """Share right, share wrong and the number of dates read into messages that set none."""
    lines = (CORPORA / name).read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["lang"] == lang]
    right = wrong = invented = 0
    for row in rows:
        found = when_line(row["text"], NOW)
        is_right = (found["when"], found["repeat"]) == (row["when"], row["repeat"])
        right += is_right
        wrong += not is_right and found["when"] is not None
        invented += row["when"] is None and found["when"] is not None
    return right / len(rows), wrong / len(rows), invented


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "rep.jsonl",
        "rep2.jsonl",
        "rep3.jsonl",
        "rep4.jsonl",
        "rep5.jsonl",
        "rep6.jsonl",
        "rep7.jsonl",
        "rep8.jsonl",
        "rep9.jsonl",
        "rep10.jsonl",
        "fresh_a.jsonl",
        "fresh_b.jsonl",
        "fresh_c.jsonl",
        "fresh_d.jsonl",
        "fresh_e.jsonl",
        "fresh_f.jsonl",
        "fresh_g.jsonl",
        "fresh_h.jsonl",
        "fresh_i.jsonl",
        "fresh_j.jsonl",
        "heldout.jsonl",
    ],
)
def test_messages_that_it_was_built_on_are_right(name: str, lang: str) -> None:
    right, wrong, invented = shares(name, lang)

    assert right >= 0.96
    assert wrong <= 0.03
    assert invented == 0
