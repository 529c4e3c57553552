"""What holds for any text at all."""

import random
from collections.abc import Callable
from functools import partial
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crm.understanding.book import Known
from crm.understanding.fold import fold
from crm.understanding.memory import MemoryBook
from crm.understanding.message import LIMIT, read_message
from crm.understanding.reading import Reading, Span
from crm.understanding.scene import survey
from tests.crm.understanding.conftest import NOW, cases
from tests.crm.understanding.steps import calls_by_name, calls_of, grows_in_proportion

MESSAGES = [
    case["text"] for name in ("examples", "zh", "en", "notes", "fresh_a") for case in cases(name)
]
LISTED = (
    "今天 拜访 了 华信 王总 的 50万 下周二 3点 提醒 我 , 。 Acme visited call $80k 2 each Bill Jan 12"
    " @李雷 #重点 +1 512 555 0177 新客户 won 丢了 投诉 查 ? 尾号0177 80k-100k 三四十万 每周一 周总 老 小 ’ 「 İ ß"
)
PIECES = [*LISTED.split(" "), "\n"]
MOST_STEPS = 75  # calls of functions, of Python and of C, for a character of any text
CHAT = ("今天天气真好。", "Ok, thanks!", "哈哈哈。", "😂 lol.", "谢谢大家!")

anything = st.text(max_size=300)
like_a_message = st.lists(st.sampled_from(PIECES), max_size=25).map(" ".join)
squeezed = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
spliced = st.tuples(st.sampled_from(MESSAGES), st.sampled_from(MESSAGES)).map(
    lambda two: two[0][: len(two[0]) // 2] + two[1][len(two[1]) // 3 :]
)


@given(st.one_of(anything, like_a_message, squeezed, spliced))
@settings(max_examples=400, deadline=None)
def test_any_text_is_read_and_every_span_quotes_it(text: str) -> None:
    reading = read_message(text, NOW, BOOK)

    for span in _spans(reading):
        assert text[span.start : span.end] == span.text
        assert span.text


@given(st.one_of(anything, squeezed))
@settings(max_examples=300, deadline=None)
def test_folding_and_masking_keep_every_offset(text: str) -> None:
    scene = survey(text, BOOK)

    assert len(fold(text)) == len(text)
    assert len(scene.masked) == len(text)


@given(st.sampled_from(MESSAGES), st.sampled_from(CHAT))
@settings(max_examples=300, deadline=None)
def test_an_unrelated_sentence_changes_neither_the_customer_nor_the_date(
    text: str, chat: str
) -> None:
    alone = read_message(text, NOW, BOOK)

    beside = read_message(f"{text}\n{chat}", NOW, BOOK)

    assert beside.customer == alone.customer
    assert beside.follow_up == alone.follow_up


@given(st.sampled_from(MESSAGES))
@settings(max_examples=200, deadline=None)
def test_a_follow_up_is_never_in_the_past(text: str) -> None:
    due = read_message(text, NOW, BOOK).follow_up

    assert due is None or due.isoformat() >= NOW.date().isoformat()


@pytest.mark.parametrize("piece", [*PIECES, "Summit ", "周", "王总", "a ", "each ", "call ", "万"])
def test_the_longest_message_takes_work_in_proportion(piece: str) -> None:
    text = (piece * LIMIT)[:LIMIT]

    assert grows_in_proportion(lambda part: read_message(part, NOW, BOOK), text)


def test_a_name_however_long_behind_a_time_keeps_nobody_waiting() -> None:
    name = "Wolfeschlegelsteinhausenbergerdorffwelche"

    reading = read_message(f"today Madam {name} received me, I will call her Friday", NOW, BOOK)

    assert reading.follow_up is not None


def test_a_message_of_many_acts_is_searched_for_people_and_money_no_oftener_than_one_act() -> None:
    one = "called Acme, they want 3 pumps at $200"
    many = "; ".join([one, "visited Summit Steel, $80k", "拜访了华信,预算50万", "给瑞丰打了电话"])
    acts = len(read_message(many, NOW, BOOK).acts)

    searched = [calls_by_name(partial(read_message, text, NOW, BOOK)) for text in (one, many)]

    assert acts == 4
    for name in ("find_amounts", "look_for_people", "read_times"):
        assert searched[1][name] == searched[0][name] <= 2


def test_no_text_costs_more_than_so_many_steps_a_character() -> None:
    dice = random.Random(4096)
    words = " ".join(MESSAGES).split()
    texts = [
        (piece * LIMIT)[:LIMIT]
        for piece in ("王总", "Jan ", "a: b,", "$1 ", "提醒我", "3台每台5万,")
    ]
    texts += [" ".join(dice.choices(words, k=900))[:LIMIT] for _ in range(3)]
    texts += [" ".join(dice.choices(MESSAGES, k=120))[:LIMIT] for _ in range(3)]

    steps = {text[:20]: calls_of(partial(read_message, text, NOW, BOOK)) for text in texts}

    assert max(steps.values()) <= MOST_STEPS * LIMIT, max(steps, key=lambda text: steps[text])


def test_reading_does_not_depend_on_what_was_read_before(
    read: Callable[[str], Reading],
) -> None:
    first = [read(text) for text in MESSAGES[:40]]

    again = [read(text) for text in reversed(MESSAGES[:40])]

    assert first == again[::-1]


def _spans(reading: Reading) -> list[Span]:
    doubts = (doubt.span for doubt in reading.doubts if doubt.span)
    others = chain.from_iterable(_spans(other) for other in reading.also)
    return [*reading.spans.values(), *doubts, *others]


def _book() -> MemoryBook:
    names = ("华信科技有限公司", "Summit Steel", "Acme Pumps Ltd", "瑞丰农业合作社")
    return MemoryBook(Known(number, name) for number, name in enumerate(names, start=1))


BOOK = _book()
