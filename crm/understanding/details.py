"""What else a message holds: how it went, what is next, why it was lost, tags, colleagues."""

import re

from crm.understanding.evidence import Evidence
from crm.understanding.reading import Intent, Span, Task
from crm.understanding.scene import Scene
from crm.understanding.vocabulary import acts

TAG = re.compile(r"(?<![\w#])#([\w\u4e00-\u9fff-]{1,30})")
_COLLEAGUE = re.compile(r"(?<![\w@.])@([A-Za-z][\w.]{0,30}|[\u4e00-\u9fff]{2,4}?)(?=[\s,,::]|$)")
_REASON = re.compile(
    r"(?:因为|由于|原因是?|理由是?|主要是|嫌|because(?: of)?|due to|reason(?: is|:)?|since they|as they)[\s::]*"
)
_SEPARATORS = " \t,,;;。.!!::、"


def read_tags(text: str) -> tuple[str, ...]:
    """Return the tags of a message: `#重点` gives `重点`."""
    return tuple(dict.fromkeys(TAG.findall(text)))


def read_tasks(text: str) -> tuple[Task, ...]:
    """Return the work handed to colleagues: the words after each `@name` up to the next."""
    found = list(_COLLEAGUE.finditer(text))
    ends = [*(one.start() for one in found[1:]), len(text)]
    return tuple(
        Task(one[1], text[one.end() : end].strip(_SEPARATORS))
        for one, end in zip(found, ends, strict=False)
    )


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


def _trimmed(scene: Scene, start: int, end: int) -> Span | None:
    text = scene.page.text
    while start < end and text[start] in _SEPARATORS:
        start += 1
    while end > start and text[end - 1] in _SEPARATORS:
        end -= 1
    return scene.span(start, end) if end > start else None
