"""A known time, written in many ways at random moments in random zones, is read back."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from crm.understanding.dates.choosing import next_step
from crm.understanding.dates.daycount import local_minute
from tests.crm.understanding.dates.sent import when

ZONES = (
    "Asia/Shanghai",
    "America/New_York",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kolkata",
)
WEEKDAYS_EN = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS_EN = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """A number below 100 in Chinese: 二十五."""
    tens, ones = divmod(number, 10)
    if not tens:
        return DIGITS[ones]
    return ("" if tens == 1 else DIGITS[tens]) + "十" + (DIGITS[ones] if ones else "")


def ordinal(day: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


FULL_DATES: list[Callable[[date], str]] = [
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day.year}年{chinese(day.month)}月{chinese(day.day)}号",
    lambda day: day.isoformat(),
    lambda day: f"{day.year}/{day.month}/{day.day}",
    lambda day: f"on {MONTHS_EN[day.month - 1]} {day.day}, {day.year}",
    lambda day: f"on {ordinal(day.day)} of {MONTHS_EN[day.month - 1]} {day.year}",
    lambda day: f"on {day.day} {MONTHS_EN[day.month - 1][:3]} {day.year}",
]
CLOCKS: list[Callable[[time], str]] = [
    lambda at: f"{at.hour:02}:{at.minute:02}",
    lambda at: f" at {(at.hour - 1) % 12 + 1}:{at.minute:02}{'am' if at.hour < 12 else 'pm'}",
    lambda at: f"{'上午' if at.hour < 12 else '下午'}{(at.hour - 1) % 12 + 1}点{at.minute}分",
    lambda at: (
        f"{'上午' if at.hour < 12 else '下午'}{chinese((at.hour - 1) % 12 + 1)}点"
        + (f"{chinese(at.minute)}分" if at.minute else "钟")
    ),
]
FRAMES = [
    "{}跟进",
    "提醒我{}打电话",
    "call him {}",
    "remind me to send the quote {}",
    "昨天见了他,{}再去",
]
NOWS = st.builds(
    lambda naive, zone: local_minute(
        naive.date(), naive.time(), naive.replace(tzinfo=ZoneInfo(zone))
    ),
    st.datetimes(min_value=datetime(2024, 1, 1), max_value=datetime(2038, 1, 1)),  # noqa: DTZ001
    st.sampled_from(ZONES),
)


@given(
    now=NOWS,
    days=st.integers(1, 700),
    written=st.sampled_from(FULL_DATES),
    frame=st.sampled_from(FRAMES),
)
@settings(max_examples=250, deadline=None)
def test_a_date_is_read_back(
    now: datetime, days: int, written: Callable[[date], str], frame: str
) -> None:
    day = now.date() + timedelta(days=days)

    assert when(frame.format(written(day)), now) == day.isoformat()


@given(
    now=NOWS,
    days=st.integers(1, 300),
    at=st.times(min_value=time(7), max_value=time(18, 59)),
    written=st.sampled_from(FULL_DATES),
    clock=st.sampled_from(CLOCKS),
)
@settings(max_examples=250, deadline=None)
def test_a_date_with_a_clock_time_is_read_back(
    now: datetime,
    days: int,
    at: time,
    written: Callable[[date], str],
    clock: Callable[[time], str],
) -> None:
    day = now.date() + timedelta(days=days)
    text = f"call {written(day)} {clock(at)}"

    assert when(text, now) == f"{day}T{at:%H:%M}"


@given(now=NOWS, number=st.integers(1, 60), data=st.data())
@settings(max_examples=250, deadline=None)
def test_days_and_weeks_on_are_read_back(now: datetime, number: int, data: st.DataObject) -> None:
    unit, length = data.draw(st.sampled_from([("天", 1), ("周", 7), ("个星期", 7)]))
    english = {1: "days", 7: "weeks"}[length]
    phrase = data.draw(
        st.sampled_from(
            [
                f"{number}{unit}后",
                f"{chinese(number)}{unit}以后",
                f"{number} {unit}之后".replace(" ", ""),
                f" in {number} {english}",
                f" {number} {english} from now",
                f" {number} {english} later",
            ]
        )
    )
    expected = now.date() + timedelta(days=number * length)

    assert when(f"提醒我{phrase}跟进", now) == expected.isoformat()


@given(now=NOWS, weekday=st.integers(0, 6), weeks=st.integers(1, 2), data=st.data())
@settings(max_examples=250, deadline=None)
def test_weekdays_are_read_back(
    now: datetime, weekday: int, weeks: int, data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(["周", "星期", "礼拜", "週", "個禮拜"]))
    monday = now.date() - timedelta(days=now.weekday())
    forms = ["下" * weeks + name + "一二三四五六日"[weekday]]
    if weeks == 1:
        forms += [f" next {WEEKDAYS_EN[weekday]}", f" {WEEKDAYS_EN[weekday]} next week"]
        forms += [f" next {WEEKDAYS_EN[weekday][:3].lower()}"]
    else:
        forms += [f" {WEEKDAYS_EN[weekday]} the week after next"]
    expected = monday + timedelta(days=7 * weeks + weekday)

    assert when(f"call him {data.draw(st.sampled_from(forms))}", now) == expected.isoformat()


@given(now=NOWS, minutes=st.integers(2, 600))
@settings(max_examples=150, deadline=None)
def test_minutes_on_count_real_minutes(now: datetime, minutes: int) -> None:
    zone = now.tzinfo
    later = (now.astimezone(ZoneInfo("UTC")) + timedelta(minutes=minutes)).astimezone(zone)

    for phrase in (f"{minutes}分钟后打电话", f"call in {minutes} minutes"):
        assert when(phrase, now) == f"{later:%Y-%m-%dT%H:%M}"


@given(now=NOWS, numbers=st.sets(st.integers(1, 31), min_size=1, max_size=3), data=st.data())
@settings(max_examples=150, deadline=None)
def test_days_of_every_month_are_read_back(
    now: datetime, numbers: set[int], data: st.DataObject
) -> None:
    days = sorted(numbers)
    text = data.draw(
        st.sampled_from(
            [
                f"每月{'、'.join(f'{day}号' for day in days)}提醒我",
                f"remind me on the {' and '.join(ordinal(day) for day in days)} of each month",
            ]
        )
    )
    step = next_step(text, now)

    assert step.moment is not None
    assert step.doubt is None
    assert step.moment.rrule == f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, days))}"
    ahead = (now.date() + timedelta(days=more) for more in range(40))
    assert step.moment.day == next(day for day in ahead if is_one_of(day, days))


def is_one_of(day: date, numbers: list[int]) -> bool:
    """Whether a day is one of those of its month, or its last where it lacks one of them."""
    is_last = (day + timedelta(days=1)).day == 1
    return day.day in numbers or (is_last and numbers[-1] > day.day)


@given(
    now=NOWS, days=st.integers(1, 400), at=st.times(), zone=st.sampled_from(ZONES), data=st.data()
)
@settings(max_examples=200, deadline=None)
def test_an_hour_that_the_clock_skips_is_the_first_that_it_shows(
    now: datetime, days: int, at: time, zone: str, data: st.DataObject
) -> None:
    """Most of these days are plain ones; those on which the clock changes are drawn beside."""
    now = now.astimezone(ZoneInfo(zone))
    changes = [each for more in range(1, 400) if clock_changes(each := now + timedelta(days=more))]
    day = (data.draw(st.sampled_from(changes)) if changes else now + timedelta(days=days)).date()
    real = local_minute(day, at.replace(second=0, microsecond=0), now)

    read = when(
        f"提醒我{day.year}年{day.month}月{day.day}日{at.hour:02}:{at.minute:02}打电话", now
    )

    assert read == f"{real:%Y-%m-%dT%H:%M}"
    assert real.replace(tzinfo=None) >= datetime.combine(day, at.replace(second=0, microsecond=0))


def clock_changes(moment: datetime) -> bool:
    """Whether the clock changes within the day that ends at this moment."""
    return (moment - timedelta(days=1)).utcoffset() != moment.utcoffset()
