"""Rules that tell what is planned from what is told, what others do, and what is called off."""

import re
from collections.abc import Sequence

from crm.understanding.dates.choosing import next_step, refused
from crm.understanding.dates.moments import Kind as Sort
from crm.understanding.dates.moments import Moment
from crm.understanding.evidence import Case, Evidence
from crm.understanding.interactions import part_of_today
from crm.understanding.reading import Intent
from crm.understanding.scene import CUSTOMER, PERSON
from crm.understanding.vocabulary import acts
from crm.understanding.wishes import is_order

_NAMED = re.compile(f"[{CUSTOMER}{PERSON}]")


def noted_with_next_step(case: Case) -> Evidence | None:
    """What the customer said, and in a later clause what follows from it."""
    ahead = [
        one
        for one in case.ahead
        if one.at or one.day > case.now.date() or one.kind is Sort.DEADLINE
    ]
    if not case.named or not ahead or is_order(case):
        return None
    opening = case.scene.clauses[0][1]
    tells_first = acts.SAYS.search(case.masked, case.scene.start, opening)
    step = ahead[-1] if tells_first or ahead[0].span[0] >= opening else ahead[0]
    before = case.scene.start, case.clause_of(step.span[0])[0]
    if acts.CONDITION.match(case.masked[slice(*before)]):
        return None  # 等他出差回来,12月8号去签
    told = acts.SAYS.search(case.masked, *before) or acts.HAD.search(case.masked, *before)
    if told and _NAMED.search(case.masked, *before):
        return Evidence(Intent.LOG, *told.span())
    return None


def is_reported(case: Case, moment: Moment) -> bool:
    """`Jan says they'd take 3 in May`: what somebody else is going to do."""
    start, end = case.clause_of(moment.span[0])
    fact = acts.FACT.search(case.masked, start, end)
    plans = acts.I_WILL.search(case.masked, start, end) or acts.FOLLOWS.search(
        case.masked, start, end
    )
    if fact and not plans:
        return True
    said = acts.REPORTED.search(case.masked, start, moment.span[0])
    return said is not None and not acts.I_WILL.search(case.masked, said.end(), end)


def _is_over(case: Case, moment: Moment) -> bool:
    """`上午在■待了仨钟头`: the part of today in which something happened."""
    if not part_of_today(moment):
        return False
    start, end = case.clause_of(moment.span[0])
    return acts.DONE.search(case.masked, start, end) is not None


def _is_bare_today(case: Case, moment: Moment) -> bool:
    """`今天天气真好` plans nothing: today alone needs something to do in its clause."""
    if moment.day != case.now.date() or moment.at or moment.repeat:
        return False
    clause = case.clause_of(moment.span[0])
    if acts.REPLIED.match(case.masked, clause[1]):
        return True  # 今天问她收到没,她说没有
    return acts.ACTION.search(case.masked, *clause) is None


def plan(case: Case) -> Evidence | None:
    """Something is to be done at a time to come."""
    action = case.find(acts.ACTION)
    ahead = [one for one in case.ahead if not (_is_bare_today(case, one) or _is_over(case, one))]
    if ahead and (_is_no_plan(case, ahead) or _sets_no_step(case)):
        return None
    if ahead:
        first = ahead[0].span
        return Evidence(Intent.REMIND, *(action.span() if action else first))
    if is_order(case) and (case.named or case.moments):
        return Evidence(Intent.REMIND)
    planned = next((one for one in case.interactions if not one.done), None)
    if planned and (case.named or case.moments):
        return Evidence(Intent.REMIND, planned.start, planned.end)
    return None


def _is_no_plan(case: Case, ahead: Sequence[Moment]) -> bool:
    """Every time to come is called off (周五的会取消了), when a deal may close, or what others do."""
    off = refused(case.masked, case.now, list(case.moments))
    closes = bool(case.amounts) and all(_is_close(case, one) for one in ahead)
    is_off = all(one in off for one in ahead)
    return closes or is_off or all(is_reported(case, one) for one in ahead)


def _sets_no_step(case: Case) -> bool:
    step = next_step(case.masked, case.now, list(case.moments))
    return step.moment is None and step.doubt is None


def _is_close(case: Case, moment: Moment) -> bool:
    clause = case.clause_of(moment.span[0])
    hoped = acts.CLOSE.search(case.masked, *clause) or acts.FACT.search(case.masked, *clause)
    return hoped is not None and acts.FOLLOWS.search(case.masked, *clause) is None
