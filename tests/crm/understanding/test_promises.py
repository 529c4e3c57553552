"""Promises in notes: the sentence, and whom it binds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.promises import LONGEST, Side, find_promises


@pytest.mark.parametrize(
    ("note", "promised"),
    [
        ("谈得不错。我们答应周五前报价。", [(Side.WE, "我们答应周五前报价")]),
        ("王总承诺月底前付款，样品没问题", [(Side.THEY, "王总承诺月底前付款")]),
        (
            "我会寄样品给他们；他们答应下周给我们回复",
            [(Side.WE, "我会寄样品给他们"), (Side.THEY, "他们答应下周给我们回复")],
        ),
        ("客户说好明天签合同", [(Side.THEY, "客户说好明天签合同")]),
        (
            "I will send the quote by Friday. They liked the demo.",
            [(Side.WE, "I will send the quote by Friday")],
        ),
        ("They promised to sign on Monday", [(Side.THEY, "They promised to sign on Monday")]),
        (
            "he'll call back, we agreed to a 5% discount",
            [(Side.THEY, "he'll call back"), (Side.WE, "we agreed to a 5% discount")],
        ),
        ("promised a sample pump", [(Side.WE, "promised a sample pump")]),
    ],
)
def test_a_promise_is_quoted_and_says_whom_it_binds(
    note: str, promised: list[tuple[Side, str]]
) -> None:
    assert [(one.side, one.sentence) for one in find_promises(note)] == promised


@pytest.mark.parametrize(
    "note",
    [
        "他们不会付定金",
        "王总没答应",
        "会不会降价?",
        "they won't sign this year",
        "will they sign?",
        "谈得不错",
        "",
    ],
)
def test_a_denial_a_question_and_small_talk_promise_nothing(note: str) -> None:
    assert find_promises(note) == []


@given(st.text(max_size=400))
def test_every_sentence_is_quoted_from_the_note(note: str) -> None:
    for promise in find_promises(note):
        assert promise.sentence in note
        assert len(promise.sentence) <= LONGEST
