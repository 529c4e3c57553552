"""Times of day as a rep types them in settings: 9, 9:30, 9pm, 早上8点半; and spans: 22-7, 晚上10点到早上7点."""

import re
from datetime import time

OFF = ("off", "none", "no", "never", "关", "关闭", "不要", "无", "没有")
DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"两": 2}
BETWEEN = re.compile(r"\s*(?:-|–|—|~|～|至|到|\bto\b|\buntil\b|\btill\b)\s*")
LATE = ("下午", "晚上", "傍晚", "晚", "pm")
MIDNIGHT = ("凌晨", "早上", "早晨", "早", "am", "晚上", "晚")  # 12 of these is 0:00
DAY = 24 * 60
LONGEST = 16 * 60  # "10-7" is no night, but a 22-7 that was meant
NUMERAL = "(?:[二三四五]?十[一二三四五六七八九]?|[零一二两三四五六七八九])"
TIME = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|早|中午|下午|晚上|傍晚|晚)?\s*"
    rf"(?P<hour>\d{{1,2}}|{NUMERAL})\s*"
    rf"(?:[:：.点點时]\s*(?:(?P<minute>[0-5]\d|{NUMERAL})分?|(?P<half>半)|(?P<quarter>一刻))?)?"
    r"钟?\s*"
    r"(?P<suffix>am|pm|o'?clock)?"
)


def read_time(text: str) -> time | None:
    """Read a time of day; none where the text is no time."""
    said = TIME.fullmatch(_normal(text))
    if said is None:
        return None
    hour = _number(said["hour"])
    minute = 30 if said["half"] else 15 if said["quarter"] else _number(said["minute"] or "0")
    part = said["part"] or said["suffix"]
    if part in LATE and hour < 12:
        hour += 12
    elif part in MIDNIGHT and hour == 12:
        hour = 0
    elif part == "中午" and hour < 3:
        hour += 12
    if hour == 24 and minute == 0:
        hour = 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def read_span(text: str) -> tuple[time, time] | None:
    """Read from when until when; equal times mean never.

    None where the text is no span, or one of over 16 hours, which is rather asked about again.
    """
    normal = _normal(text)
    if normal in OFF:
        return time(0), time(0)
    parts = BETWEEN.split(normal.removeprefix("from ").removeprefix("从"))
    if len(parts) != 2:
        return None
    begin, end = read_time(parts[0]), read_time(parts[1])
    if begin is None or end is None or (minutes_of(end) - minutes_of(begin)) % DAY > LONGEST:
        return None
    return begin, end


def minutes_of(at: time) -> int:
    """Return a time of day as minutes since midnight."""
    return at.hour * 60 + at.minute


def at_minute(minutes: int) -> time | None:
    """Return the time of day so many minutes after midnight; none for a number that is none."""
    return time(minutes // 60, minutes % 60) if 0 <= minutes < DAY else None


def _normal(text: str) -> str:
    return text.strip().lower().rstrip(".。!！")


def _number(text: str) -> int:
    if text.isascii():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (DIGITS.get(tens, 1) * 10 if ten else 0) + DIGITS.get(ones, 0)
