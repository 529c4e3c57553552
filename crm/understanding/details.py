"""What else a message tells: how it went, what is next, why it was lost, what is broken."""

import re

from crm.understanding.evidence import Evidence
from crm.understanding.reading import Intent, Span
from crm.understanding.scene import Scene
from crm.understanding.vocabulary import acts

_REASON = re.compile(
    r"(?:因为|由于|原因是?|理由是?|主要是|嫌|because(?: of)?|due to|reason(?: is|:)?|since they|as they)[\s::]*"
)
_URGENT = re.compile(
    r"(?<!不)紧急|加急|急[需用件!]|(?<!不)着急|很急|十万火急|马上|立刻|立即|尽快|停[产线机]"
    r"|\b(?:(?<!not )(?<!nothing )urgent(?:ly)?|asap|emergency|immediately|right away|critical|at a standstill|line (?:is )?down)\b"
)
_SEPARATORS = " \t,,;;。.!!::、"


def read_outcome(scene: Scene, evidence: Evidence, taken: list[Span]) -> Span | None:
    """Return the first clause that says how it went: not the act, not the next step."""
    if evidence.intent is not Intent.LOG:
        return None
    own = evidence.interaction.clause if evidence.interaction else (-1, -1)
    for start, end in scene.clauses:
        if (start, end) == own or any(start <= span.start < end for span in taken):
            continue
        return _trimmed(scene, start, end)
    return None


def read_next_step(scene: Scene, follow_up: Span | None) -> Span | None:
    """Return the clause that sets the next step."""
    if follow_up is None:
        return None
    clauses = scene.clauses
    inside = (one for one in clauses if one[0] <= follow_up.start < one[1])
    start, end = next(inside, (follow_up.start, follow_up.end))
    alone = not scene.page.text[start : follow_up.start].strip() and not scene.page.text[
        follow_up.end : end
    ].strip(_SEPARATORS)
    after = [one for one in clauses if one[0] >= end]
    if alone and after and acts.ACTION.search(scene.masked, *after[0]):
        end = after[0][1]
    return _trimmed(scene, start, end)


def read_lost_reason(scene: Scene, evidence: Evidence) -> Span | None:
    """Return why a deal was lost: what follows `because`, else the clause after the loss."""
    if evidence.stage != "lost":
        return None
    cue = _REASON.search(scene.masked, scene.start, scene.end)
    if cue:
        clause = next((one for one in scene.clauses if one[0] <= cue.end() < one[1]), None)
        return _trimmed(scene, cue.end(), clause[1]) if clause else None
    after = [one for one in scene.clauses if one[0] >= evidence.end]
    return _trimmed(scene, after[0][0], scene.end) if after else None


def read_problem(scene: Scene, evidence: Evidence) -> Span | None:
    """Return what a ticket complains of: from the clause that says so to the end of the act."""
    if evidence.intent is not Intent.TICKET:
        return None
    inside = (one for one in scene.clauses if one[0] <= evidence.start < one[1])
    start = next(inside, (scene.start, scene.end))[0]
    name = next((one for one in scene.names if start <= one.start <= evidence.start), None)
    if name and not scene.masked[start : name.start].strip():
        start = name.end
    return _trimmed(scene, start, scene.end)


def is_urgent(scene: Scene) -> bool:
    """Tell whether the words press: 紧急, 马上, "asap", "line is down"."""
    return _URGENT.search(scene.masked, scene.start, scene.end) is not None


def _trimmed(scene: Scene, start: int, end: int) -> Span | None:
    text = scene.page.text
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while end > start and text[end - 1] in _SEPARATORS:
        end -= 1
    return scene.span(start, end) if end > start else None
