"""What is told of others and of things sets no next step, and stands in the way of none."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.understanding.dates.line import when_line
from tests.crm.understanding.dates.sent import NOW, when

_ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for line in (Path(__file__).parents[3] / "corpus" / "dates" / "rep9.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
# A question, or a word that nothing is to be done, is meant for the whole message.
_ABOUT_ALL = ("?", "吗", "哪些", "多少", "what's up", "no follow up", "谁")
FACTS = {
    lang: [
        row["text"]
        for row in _ROWS
        if row["when"] is None
        and row["lang"] == lang
        and not any(word in row["text"] for word in _ABOUT_ALL)
    ]
    for lang in ("zh", "en")
}
# Numbers and names of every sort, told in a line of their own.
PLAIN = {
    "zh": ["车牌沪A12K25", "毛利12.5个点", "他52岁,两个孩子", "泵3.5公斤60赫兹", "三月物流是他们新承运商", "质保24个月"],
    "en": ["gate code 1120, ask for Sam", "margins are at 12.5 this quarter", "8.5% discount is the max I can do",
           "bolt M10 x 25, 200 of them", "March Logistics is their new carrier", "warranty is 24 months from commissioning"],
}  # fmt: skip
STEPS = {
    lang: [row["text"] for row in _ROWS if row["when"] and row["lang"] == lang]
    for lang in ("zh", "en")
}


def _of_one_language(told: dict[str, list[str]]) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from(("zh", "en")).flatmap(
        lambda lang: st.tuples(st.sampled_from(told[lang]), st.sampled_from(STEPS[lang]))
    )


@given(_of_one_language(PLAIN))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_a_line_of_numbers_above_or_below_changes_no_next_step(two: tuple[str, str]) -> None:
    fact, step = two
    alone = when_line(step, NOW)

    above, below = when_line(f"{fact}\n{step}", NOW), when_line(f"{step}\n{fact}", NOW)

    assert above["when"] == below["when"] == alone["when"]


@given(_of_one_language(FACTS))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_a_fact_beside_a_next_step_never_makes_a_wrong_one_of_it(two: tuple[str, str]) -> None:
    fact, step = two

    beside = when(f"{step}\n{fact}")

    assert beside in (when(step), None)


@pytest.mark.parametrize(
    "moved",
    [str.upper, lambda text: f"  {text}  ", lambda text: f"{text}。", lambda text: f"FYI: {text}"],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_how_a_fact_is_typed_makes_no_date_of_it(lang: str, moved: Callable[[str], str]) -> None:
    dates = {text: when(moved(text)) for text in FACTS[lang][::3]}

    assert not {text: due for text, due in dates.items() if due}


@pytest.mark.parametrize(
    ("fact", "step"),
    [
        ("Karen will ring me next week", "ring Karen next week"),
        ("the old contract lapses end of December", "the old contract: renew it end of December"),
        ("郑浩明天把图纸发过来", "让郑浩明天把图纸发过来,催他"),
        ("刘洋说下周再回我", "刘洋说下周再找他"),
        ("新价目表元旦起执行", "元旦给老客户发新价目表"),
        ("他们消防检查改到周四上午九点了", "跟他们的会改到周四上午九点了"),
        ("周一那个电话算了", "周一给他打那个电话"),
        ("北辰周五的会取消了", "北辰周五开会"),
        ("did we send the Friday sample to Mei?", "send the Friday sample to Mei"),
    ],
)
def test_the_same_day_is_a_step_only_where_the_rep_acts(fact: str, step: str) -> None:
    assert when(fact) is None
    assert when(step) is not None
