"""A line that hands work to colleagues: `@李雷 周五前给华信报价`, alone or behind what the rep tells himself."""

import re
from collections.abc import Callable
from dataclasses import replace

from crm.line_outcomes import Line, Outcomes, Question, Several
from crm.tasks import ask_colleague, colleague_named
from storage.work import Work

AT = re.compile(r"(?:(?<=^)|(?<=[\s,，;；。、]))[@＠]\s*")


def take_tasks(work: Work, line: Line, take: Callable[[Work, Line], Outcomes]) -> Outcomes | None:
    """Ask the colleagues whom a line names, after doing what stands before the first; none where it names none.

    A name that is nobody's in the team, or several people's, leaves the line to be read as it is. Where what
    stands before leaves a question, that comes first, and the colleagues are asked with its answer.
    """
    head, *parts = AT.split(line.text)
    named = [colleague_named(work, part) for part in parts]
    asked = [(member, words) for one in named if one for member, words in [one] if words]
    if not parts or len(asked) < len(parts):
        return None
    first = take(work, replace(line, text=head.strip())) if head.strip() else None
    if isinstance(first, Question):
        return first
    done = [ask_colleague(work, member, words, line.said_at) for member, words in asked]
    if first is None and len(done) == 1:
        return done[0]
    return Several((first, *done) if first is not None else tuple(done), ())
