"""Times of day as they are typed in settings."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.hours import at_minute, minutes_of, read_span, read_time


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("9", time(9)),
        ("8:15", time(8, 15)),
        ("21：30", time(21, 30)),
        ("9am", time(9)),
        ("9 PM", time(21)),
        ("12am", time(0)),
        ("12pm", time(12)),
        ("早上8点半", time(8, 30)),
        ("晚上十点", time(22)),
        ("晚上12点", time(0)),
        ("中午12点", time(12)),
        ("中午1点", time(13)),
        ("下午3点一刻", time(15, 15)),
        ("二十一点", time(21)),
        ("八点三十分", time(8, 30)),
        ("24:00", time(0)),
    ],
)
def test_a_time_is_read(text: str, meant: time) -> None:
    assert read_time(text) == meant


@pytest.mark.parametrize("text", ["", "soon", "25", "9:75", "9.5", "8 9", "点", "十十十", "-3"])
def test_what_is_no_time_is_none(text: str) -> None:
    assert read_time(text) is None


@pytest.mark.parametrize(
    ("text", "begin", "end"),
    [
        ("22-7", time(22), time(7)),
        ("22:00–07:30", time(22), time(7, 30)),
        ("10pm to 7am", time(22), time(7)),
        ("from 9pm until 8am", time(21), time(8)),
        ("晚上10点到早上7点", time(22), time(7)),
        ("从21点至8点半", time(21), time(8, 30)),
        ("off", time(0), time(0)),
        ("关闭", time(0), time(0)),
    ],
)
def test_a_span_is_read(text: str, begin: time, end: time) -> None:
    assert read_span(text) == (begin, end)


@pytest.mark.parametrize("text", ["10-7", "9", "22-7-9", "night", ""])
def test_a_doubtful_span_is_none(text: str) -> None:
    assert read_span(text) is None


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    read_time(text)
    read_span(text)


@given(st.times().map(lambda at: at.replace(second=0, microsecond=0)))
def test_a_printed_time_is_read_back(at: time) -> None:
    assert read_time(f"{at:%H:%M}") == at
    assert at_minute(minutes_of(at)) == at


@pytest.mark.parametrize("minutes", [-1, 1440, 10**9])
def test_a_number_outside_the_day_is_no_time(minutes: int) -> None:
    assert at_minute(minutes) is None
