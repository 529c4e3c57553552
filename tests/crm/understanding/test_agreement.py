"""The whole message and its dates agree: what sets no step plans nothing, what sets one is kept."""

from collections.abc import Callable

import pytest

from crm.understanding.reading import Intent, Reading
from tests.crm.understanding.dates.sent import when
from tests.crm.understanding.dates.test_facts import FACTS, STEPS

Read = Callable[[str], Reading]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_told_of_others_is_saved_without_a_date(lang: str, read: Read) -> None:
    due = {text: read(text).follow_up for text in FACTS[lang]}

    assert not {text: day for text, day in due.items() if day}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_sets_a_step_is_never_small_talk(lang: str, read: Read) -> None:
    lost = [text for text in STEPS[lang] if read(text).intent is Intent.NONE]

    assert lost == []


@pytest.mark.parametrize(
    "text",
    [
        "Thursday 11am site measure",
        "Tuesday 5pm beers with the builder",
        "do a stock run every two weeks",
        "一个月后复查设备",
        "今晚上给老宋回个信",
        "每周五下午四点盘库存",
        "f/u 1wk",
    ],
)
def test_a_step_without_a_customer_or_a_known_verb_is_a_reminder(text: str, read: Read) -> None:
    reading = read(text)

    assert reading.intent is Intent.REMIND
    assert reading.follow_up is not None
    assert when(text) is not None
