"""Days of the year in cells: what an export writes is read again, and so is what people write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.understanding.day_of_year import DayOfYear
from crm.understanding.days_in_cells import days_in_cell, written_days

labels = st.text(st.sampled_from("ab 中秋;3-0"), max_size=12).map(
    lambda one: " ".join(one.split())
)


@st.composite
def days(draw: st.DrawFn) -> list[DayOfYear]:
    named = draw(st.lists(labels, unique=True, max_size=4))
    return [
        DayOfYear(
            label,
            draw(st.integers(1, 12)),
            draw(st.integers(1, 28)),
            draw(st.booleans()),
            draw(st.none() | st.integers(1900, 2026)),
        )
        for label in named
    ]


@pytest.mark.parametrize("lunar", ["lunar", "农历"])
@given(some=days())
def test_what_is_written_is_read(some: list[DayOfYear], lunar: str) -> None:
    cell = written_days(some, lunar)

    assert days_in_cell(cell, "Birthdays and other days", is_day_first=True) == (some, "")


@pytest.mark.parametrize(
    ("cell", "header", "read"),
    [
        ("1985-03-02", "生日", [DayOfYear("", 3, 2, year=1985)]),
        ("3月2日", "Birthday", [DayOfYear("", 3, 2)]),
        ("农历八月十五", "出生日期", [DayOfYear("", 8, 15, is_lunar=True)]),
        (
            "5 June 2010",
            "Wedding anniversary",
            [DayOfYear("Wedding anniversary", 6, 5, year=2010)],
        ),
        ("2010-06-05", "结婚纪念日", [DayOfYear("结婚纪念日", 6, 5, year=2010)]),
        (
            "birthday 2 March; wedding 5 June",
            "Occasions",
            [DayOfYear("", 3, 2), DayOfYear("wedding", 6, 5)],
        ),
        ("2/3", "DOB", [DayOfYear("", 3, 2)]),
    ],
)
def test_what_people_write_is_read(cell: str, header: str, read: list[DayOfYear]) -> None:
    assert days_in_cell(cell, header, is_day_first=True) == (read, "")


def test_what_is_no_day_is_told() -> None:
    assert days_in_cell("in spring", "Birthday", is_day_first=False) == ([], "in spring")
    assert days_in_cell("1985-02-31", "Birthday", is_day_first=False) == ([], "1985-02-31")
