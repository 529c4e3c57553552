"""When the test messages are sent, and the shortest way to ask what they set."""

from datetime import datetime
from zoneinfo import ZoneInfo

from crm.understanding.dates.line import when_line

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=ZoneInfo("Asia/Shanghai"))  # a Tuesday


def when(text: str, now: datetime = NOW) -> str | None:
    """The next step that a message sets, as `fieldbook when` prints it."""
    return when_line(text, now)["when"]
