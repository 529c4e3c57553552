"""A line that tells of one's own leave: 我下周一到周三休假, "I'm on leave from Monday to Wednesday"."""

from crm.absence import AwaySet, go_away
from crm.leave_words import leave_told, read_leave
from crm.line_outcomes import Line
from crm.policy import actor_of
from storage.work import Work


def take_leave(work: Work, line: Line) -> AwaySet | None:
    """Let the actor be away on the days that a line names; none where it tells of no leave."""
    words = leave_told(line.text)
    days = read_leave(words, line.said_at, actor_of(work).zone) if words else None
    return go_away(work, *days) if days else None
