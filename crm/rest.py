"""Words of a member's settings about rest: how long until he is told again, and the days on which he rests."""

import re

from crm.hours import OFF

LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,2}(?:\.5)?) ?(?:h|hours?|hrs?|小时|个小时|钟头)半?)?\s*(?:(?P<minutes>\d{1,4}) ?(?:m|min|mins|minutes?|分钟|分)?)?"
)
LONGEST = 24 * 60
WEEKDAYS = {
    "1": ("mon", "monday", "mondays", "一", "1"),
    "2": ("tue", "tues", "tuesday", "tuesdays", "二", "2"),
    "3": ("wed", "wednesday", "wednesdays", "三", "3"),
    "4": ("thu", "thur", "thursday", "thursdays", "四", "4"),
    "5": ("fri", "friday", "fridays", "五", "5"),
    "6": ("sat", "saturday", "saturdays", "六", "6"),
    "7": ("sun", "sunday", "sundays", "日", "天", "7"),
}
BY_WORD = {word: digit for digit, words in WEEKDAYS.items() for word in words}
WEEKEND = ("weekend", "weekends", "the weekend", "周末", "双休", "双休日")
GLUE = re.compile(r"周|星期|礼拜|\band\b|[\s,，、;；和&+/]+")


def read_minutes(text: str) -> int | None:
    """Read a length in minutes: 90, 2h, 1 h 30, 半小时, off (0); none where it is none, or over a day."""
    said = text.strip().casefold().rstrip(".。!！")
    if said in OFF:
        return 0
    if said in ("半小时", "半个小时", "half an hour"):
        return 30
    found = LENGTH.fullmatch(said)
    if not said or found is None:
        return None
    minutes = round(float(found["hours"] or 0) * 60) + int(found["minutes"] or 0)
    minutes += 30 if "半" in said else 0
    return minutes if 0 < minutes <= LONGEST else None


def read_rest_days(text: str) -> str | None:
    """Read weekdays as ISO digits: "sat, sun", 周六周日, weekend, none (""); none where a word is no weekday.

    Nobody rests all week: that is none too.
    """
    said = text.strip().casefold().rstrip(".。!！")
    if said in OFF:
        return ""
    if said in WEEKEND:
        return "67"
    found = set()
    for part in GLUE.split(said):
        letters = list(part) if part and part[0] not in "abcdefghijklmnopqrstuvwxyz" else [part]
        for word in filter(None, letters):
            if word not in BY_WORD:
                return None
            found.add(BY_WORD[word])
    return "".join(sorted(found)) if 0 < len(found) < 7 else None
