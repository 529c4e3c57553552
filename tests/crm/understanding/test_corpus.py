"""Messages with answers by hand.

`heldout` was written before anything was tuned. `fresh_a` to `fresh_j` were written by people who had never seen
the program: all were tuned on but `fresh_b`, of which seven wrong dates were, and `fresh_d`, of which nothing was; of `fresh_j` only classes of kinds and requests were. `habits` are
relatives, in other words and trades, of what `fresh_h` showed.
"""

from collections.abc import Callable
from typing import Any

import pytest

from tests.crm.understanding.conftest import cases

READ = (
    *("zh", "en", "notes", "personas", "heldout", "intents"),
    *(
        "fresh_a",
        "fresh_b",
        "fresh_c",
        "fresh_d",
        "fresh_e",
        "fresh_f",
        "fresh_g",
        "fresh_h",
        "fresh_i",
        "fresh_j",
        "habits",
    ),
)
Understand = Callable[[str], dict[str, Any]]


@pytest.mark.parametrize("case", cases("examples"), ids=lambda case: case["id"])
def test_every_example_is_understood_in_every_field(
    case: dict[str, Any], understand: Understand
) -> None:
    read = understand(case["text"])

    assert {name: read[name] for name in case["expect"]} == case["expect"]


@pytest.mark.parametrize(
    ("name", "least_messages", "least_fields"),
    [
        ("zh", 0.97, 0.99),
        ("en", 0.95, 0.98),
        ("notes", 0.94, 0.97),
        ("personas", 0.97, 0.99),
        ("fresh_a", 0.95, 0.98),
        ("intents", 0.97, 0.98),
        ("fresh_c", 0.97, 0.99),
        ("heldout", 0.95, 0.98),
        ("fresh_b", 0.88, 0.95),
        ("fresh_d", 0.95, 0.98),
        ("fresh_e", 0.98, 0.99),
        ("fresh_f", 0.98, 0.99),
        ("fresh_g", 0.97, 0.99),
        ("fresh_i", 0.98, 0.99),
        ("fresh_h", 0.98, 0.99),
        ("habits", 0.98, 0.99),
        ("fresh_j", 0.89, 0.96),
    ],
)
def test_the_corpora_are_understood_and_hardly_a_wrong_date_is_saved(
    name: str, least_messages: float, least_fields: float, understand: Understand
) -> None:
    read = [(understand(case["text"]), case["expect"]) for case in cases(name)]

    hits = [[one[field] == wanted for field, wanted in expected.items()] for one, expected in read]
    wrong_dates = [
        due
        for one, expected in read
        if (due := one["follow_up"]) and due != expected.get("follow_up", due)
    ]

    assert sum(map(all, hits)) / len(hits) >= least_messages
    assert sum(map(sum, hits)) / sum(map(len, hits)) >= least_fields
    assert len(wrong_dates) / len(read) <= 0.01


def test_each_corpus_holds_each_message_once() -> None:
    texts = [case["text"] for name in ("examples", *READ) for case in cases(name)]

    assert len(texts) == len(set(texts))
