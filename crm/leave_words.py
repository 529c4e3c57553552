"""The days of a leave as a member types them: 12-20, Dec 12 to 20, 下周, 明天到周五, until Friday, 3 days."""

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from crm.understanding.dates.moments import Kind
from crm.understanding.dates.reading import read_times

BACK = frozenset(
    {
        "off",
        "back",
        "i am back",
        "i'm back",
        "no",
        "none",
        "cancel leave",
        "回来了",
        "取消",
        "销假",
    }
)
TO = r"\s*(?:-|–|—|~|～|到|至|to|until)\s*"
DAYS = re.compile(rf"(\d{{1,2}})[日号]?{TO}(\d{{1,2}})[日号]?")
MONTH_DAYS = re.compile(
    rf"(\d{{1,2}})[./月](\d{{1,2}})[日号]?{TO}(?:(\d{{1,2}})[./月])?(\d{{1,2}})[日号]?"
)
NAMED_FIRST = re.compile(rf"([a-z]{{3,9}})\.? (\d{{1,2}}){TO}(\d{{1,2}})")
NAMED_LAST = re.compile(rf"(\d{{1,2}}){TO}(\d{{1,2}}) ([a-z]{{3,9}})\.?")
COUNT = re.compile(r"(?:for )?(\d{1,3}) ?(?:days?|天)")
MONTHS_AHEAD = 12
# A line that tells of one's own leave; 出差 and "out of the office" at a customer's are work.
LEAVE = "休假|休年假|休息|请假|年假|调休|不上班|度假"
TIME = r"[今明后大下这本周礼拜星期一二三四五六七八九十日天月号上午半底初到至从起\d\-~～– ]+?"
TOLD = re.compile(
    rf"(?:我|本人)?(?P<zh>{TIME})(?:我)?(?:要|想|会|都|在|得)?(?:{LEAVE})[了啦。.!！]*"
    r"|(?:i'?m|i am|i'?ll be|i will be) (?:away|off|on (?:leave|holiday|vacation|pto))(?: from)?:? (?P<en>.+?)[.!]*"
    r"|(?:i'?m |i am )?taking (?P<off>.+?) off[.!]*",
    re.IGNORECASE,
)


def says_back(text: str) -> bool:
    """Say whether words end a leave."""
    return text.strip().casefold().rstrip(".。!！") in BACK


def leave_told(text: str) -> str | None:
    """Return the words for the days of a leave, where that is all that a line tells: 我下周一到周三休假."""
    told = TOLD.fullmatch(text.strip().replace("’", "'"))
    return next((words for words in told.groups() if words), None) if told else None


def read_leave(text: str, said_at: datetime, zone: str) -> tuple[date, date] | None:
    """Read the first and the last day of a leave; none where the words name none that is still ahead."""
    now = said_at.astimezone(ZoneInfo(zone))
    said, today = text.strip().casefold().rstrip(".。!！"), now.date()
    if found := DAYS.fullmatch(said):
        return _in_a_month(int(found[1]), int(found[2]), today)
    if found := MONTH_DAYS.fullmatch(said):
        first, last = int(found[1]), int(found[3] or found[1])
        return _in_a_year((first, int(found[2])), (last, int(found[4])), today)
    if found := COUNT.fullmatch(said):
        return (today, today + timedelta(days=int(found[1]) - 1)) if int(found[1]) else None
    if found := NAMED_FIRST.fullmatch(said):
        said = f"{found[1]} {found[2]} to {found[1]} {found[3]}"
    elif found := NAMED_LAST.fullmatch(said):
        said = f"{found[3]} {found[1]} to {found[3]} {found[2]}"
    return _from_times(said, now)


def _from_times(said: str, now: datetime) -> tuple[date, date] | None:
    moments = read_times(said, now)
    if not moments or any(one.doubt is not None or one.rrule for one in moments):
        return None
    first, last = moments[0], moments[-1]
    begin, end = first.day, last.until or last.day
    if len(moments) == 1 and first.kind is Kind.DEADLINE:
        begin = now.date()
    begin = max(begin, now.date())
    return (begin, end) if begin <= end else None


def _in_a_month(first: int, last: int, today: date) -> tuple[date, date] | None:
    """Return days of this month where they are not over, else of the next that has them; 28-3 ends a month later."""
    for ahead in range(MONTHS_AHEAD):
        begin = _day(today, ahead, first)
        end = _day(today, ahead if last >= first else ahead + 1, last)
        if begin and end and end >= today:
            return max(begin, today), end
    return None


def _in_a_year(
    first: tuple[int, int], last: tuple[int, int], today: date
) -> tuple[date, date] | None:
    for year in (today.year, today.year + 1):
        try:
            begin = date(year, *first)
            end = date(year if last >= first else year + 1, *last)
        except ValueError:
            return None
        if end >= today:
            return max(begin, today), end
    return None


def _day(today: date, months_ahead: int, number: int) -> date | None:
    month = today.month - 1 + months_ahead
    try:
        return date(today.year + month // 12, month % 12 + 1, number)
    except ValueError:
        return None
