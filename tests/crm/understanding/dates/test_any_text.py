"""Properties that hold for any text whatever."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from crm.understanding.dates.choosing import is_past, next_step
from crm.understanding.dates.line import when_line
from crm.understanding.dates.reading import read_times
from tests.crm.understanding.dates.sent import NOW, when
from tests.crm.understanding.steps import calls_of, grows_in_proportion

LIMIT = 4096  # characters of a message
MOST_CALLS = 120_000  # of functions for one message, whatever it holds

ZONES = [ZoneInfo(name) for name in ("Asia/Shanghai", "America/New_York", "Europe/London")]
WORDS = [
    "下",
    "周",
    "一",
    "三",
    "周五",
    "下周二",
    "明天",
    "后天",
    "3点",
    "半",
    "十",
    "二十",
    "月",
    "号",
    "底",
    "前",
    "后",
    "内",
    "每",
    "天",
    "春节",
    "提前",
    "两天",
    "改到",
    "从",
    "到",
    "提醒我",
    "打电话",
    "拜访了",
    "next",
    "this",
    "last",
    "monday",
    "friday",
    "tomorrow",
    "today",
    "3",
    "12/5",
    "31",
    "at",
    "pm",
    "3pm",
    "10:30",
    "in",
    "days",
    "weeks",
    "ago",
    "before",
    "after",
    "by",
    "until",
    "from",
    "to",
    "every",
    "other",
    "week",
    "month",
    "end",
    "of",
    "the",
    "first",
    "march",
    "may",
    "dec",
    "quarter",
    "past",
    "half",
    "noon",
    "eod",
    "christmas",
    "or",
    "and",
    "call",
    "visited",
    "not",
    "moved",
    "remind",
    "me",
    ",",
    ".",
    ";",
    "?",
    "!",
    "2026-12-03",
    "29",
    "february",
    "feb",
    "30",
    "99",
    "24:00",
    "25点",
    "零",
    "百",
]
MEMBER_NOWS = st.builds(
    lambda naive, zone: naive.replace(tzinfo=zone),
    st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2040, 12, 31)),  # noqa: DTZ001
    st.sampled_from(ZONES),
)
MESSAGES = st.lists(st.sampled_from(WORDS), max_size=14).flatmap(
    lambda words: st.sampled_from([" ".join(words), "".join(words)])
)


@given(text=st.text(max_size=300) | MESSAGES, now=MEMBER_NOWS)
@settings(max_examples=400, deadline=None)
def test_no_text_raises_and_no_next_step_is_past(text: str, now: datetime) -> None:
    for moment in read_times(text, now):
        assert text[slice(*moment.span)] == moment.text

    step = next_step(text, now)

    if step.moment and step.doubt is None:
        assert not is_past(step.moment, now)
        assert step.moment.doubt is None


ADVERSARIES = [
    "1", "9", "下", "周", "一", "点", "次", "next ", "3点", "每周一", "the 3rd ", "may ", "12/5 ", "1.", "1-", "a1",
    "a@", "$1,", "http://a", "一下周五", "提前一天", "两周后的", "every monday and ", "call him friday, ", "not ", "before ",
    "(", "a b ", "客户", "从", "改到", "没", "的", " ", "in 3 ", "零", "百", "0", "5 ", "1 2 ", "mar", "约好", "\n", "。",
]  # fmt: skip


@pytest.mark.parametrize("unit", ADVERSARIES)
def test_the_longest_message_takes_work_in_proportion(unit: str) -> None:
    """How many milliseconds that is, `python -m benchmarks.dates` tells."""
    assert grows_in_proportion(lambda text: when_line(text, NOW), (unit * LIMIT)[:LIMIT])


@given(st.lists(st.sampled_from([*WORDS, *ADVERSARIES]), min_size=200, max_size=2000))
@settings(max_examples=15, deadline=None, phases=[Phase.generate])
def test_the_longest_mixture_takes_bounded_work(words: list[str]) -> None:
    assert calls_of(lambda: when_line(" ".join(words)[:LIMIT], NOW)) <= MOST_CALLS


UNRELATED = [
    "客户对样品很满意。", "预算50万。", "他们有3个联系人。", "电话13812345678。", "The pump is great. ", "They have 40 people. ",
    "Price is $80k. ", "ext 2214. ", "聊得不错。", "PO 4471-12. ",
]  # fmt: skip


@pytest.mark.parametrize("unrelated", UNRELATED)
@pytest.mark.parametrize(
    "text",
    [
        "下周二上午10点跟进", "周五前给他报价", "每周一早上9点提醒我", "半小时后打电话", "明天下午去拜访", "call next Tuesday 10am",
        "remind me in 3 days to send the contract", "visit on Dec 3 at 2:30pm", "every Friday remind me to report",
    ],
)  # fmt: skip
def test_an_unrelated_sentence_changes_nothing(text: str, unrelated: str) -> None:
    alone = when(text)

    assert when(unrelated + text) == alone
    assert when(f"{text}。{unrelated}") == alone


def test_what_lies_beyond_a_telegram_message_is_not_read() -> None:
    assert when("ok " * 1400 + "call tomorrow") is None


def test_an_interval_from_now_never_leaves_the_calendar() -> None:
    for text in (
        "9999年后联系",
        "call in 4999 years",
        "5000个工作日后跟进",
        "in 4999 months call",
    ):
        for now in (NOW, NOW + timedelta(days=365 * 10)):
            when(text, now)
