"""The second reader: `dateparser` on a short message in which our grammar found nothing.

It reads the message as a whole or not at all, absolute dates only, in one fixed language. Its
free-text search is never used: it finds dates in phone numbers and orders.
"""

import re
from datetime import datetime

from crm.understanding.dates.moments import Kind, Moment

_LONGEST = 40
# A month's name or a year beside other digits; no order, model or phone number has that.
_LIKE_A_DATE = re.compile(
    r"(?=[^a-z]*(?:[a-z]{2,9}\W+)?[^a-z]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\W*\d)|"
    r"\A\s*20\d\d\D{1,3}\d{1,2}\D{1,3}\d"
)
_CHINESE = re.compile("[一-龥]")


def read_whole(folded: str, now: datetime, text: str) -> Moment | None:
    """The date that a whole short message is, or None; `now` is aware, in the member's zone."""
    words = folded.strip()
    if len(words) > _LONGEST or not _LIKE_A_DATE.search(words):
        return None
    import dateparser

    found = dateparser.parse(
        words,
        languages=["zh" if _CHINESE.search(words) else "en"],
        settings={
            "PARSERS": ["absolute-time"],
            "PREFER_DATES_FROM": "future",
            "RELATIVE_BASE": now.replace(tzinfo=None),
            "REQUIRE_PARTS": ["day", "month"],
            "RETURN_AS_TIMEZONE_AWARE": False,
        },
    )
    if found is None or found.year < now.year:
        return None
    at = found.time().replace(second=0, microsecond=0, tzinfo=None)
    clock = at if re.search(r"\d:\d\d|\d\s?[ap]m", words) else None
    return Moment(
        found.date(), clock, None, Kind.POINT, None, None, (0, len(text)), text.strip(), None
    )
