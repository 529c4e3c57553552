"""What a message wants: ordered rules over evidence; the first that holds decides, and says so."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime

from crm.understanding.amounts import Amount
from crm.understanding.dates.moments import Moment
from crm.understanding.evidence import Case, Evidence
from crm.understanding.interactions import Interaction
from crm.understanding.past_days import is_gone
from crm.understanding.planning import noted_with_next_step, plan
from crm.understanding.reading import Intent, Kind
from crm.understanding.scene import CUSTOMER, PERSON, Scene
from crm.understanding.strangers import find_buyer
from crm.understanding.vocabulary import acts, contact, requests
from crm.understanding.wishes import (
    asked,
    asked_agenda,
    asked_customers,
    asked_report,
    is_order,
    new_customer,
    reminder,
    small_talk,
)

_NAMED = re.compile(f"[{CUSTOMER}{PERSON}]")
_STAGE = re.compile(r"阶段|环节|\bstage\b")
_ENDS = re.compile("[了过完]$")
_IF_SO = re.compile("[^,。;]{0,4}?(?:的话|之?后|以后|再|就)")
_SHORTEST_NOTE = 5  # characters that tell of nobody and no time: small talk
_PARTICLES = re.compile(
    r"\b(?:the|a|an|about|from|at|of|in|and|on|@|customer|client|account|contact|number|phone|ending|ends|with|last|four|digits)\b|尾号|号码|电话|手机|后四位|[的在那个客户,和与]|[^\w■●▲]|_"
)


Rule = Callable[[Case], Evidence | None]


def decide(
    scene: Scene,
    moments: Sequence[Moment],
    amounts: Sequence[Amount],
    interactions: Sequence[Interaction],
    now: datetime,
) -> Evidence:
    """Return the intent of one act with the words that it rests on."""
    case = Case(scene, moments, amounts, now, interactions)
    found = (rule(case) for rule in RULES)
    return next((evidence for evidence in found if evidence), Evidence(Intent.NONE))


def _stage(case: Case) -> Evidence | None:
    if is_order(case) and case.ahead:
        return None
    for stage, words in (("lost", acts.LOST), ("won", acts.WON)):
        cue = case.find(words)
        if cue and acts.PAPERWORK.search(case.masked, *case.clause_of(cue.start())):
            continue  # 验收单签了
        if cue and _about_a_deal(case, cue) and not _is_expected(case, cue):
            return Evidence(Intent.STAGE, *cue.span(), stage=stage)
    moved, deal = case.find(acts.MOVED), case.find(acts.NEW_DEAL)
    if moved and deal and "立项" in moved[0]:
        moved = None  # 立项了一个新商机
    if moved and _about_a_deal(case, moved) and not _is_expected(case, moved):
        target = re.split(r"\b(?:to|into|as)\b", moved[0])[-1]
        for stage, words in acts.STAGES.items():
            if words.search(target) or words.search(moved[0]):
                return Evidence(Intent.STAGE, *moved.span(), stage=stage)
    return None


def _about_a_deal(case: Case, cue: re.Match[str]) -> bool:
    names_it = _STAGE.search(cue[0])
    return (case.comes_first(cue) or names_it is not None) and bool(
        case.find(acts.DEAL) or case.named
    )


def _is_expected(case: Case, cue: re.Match[str]) -> bool:
    """`预计年底前成交`, `hope to have it signed by Friday`: not yet."""
    clause = case.clause_of(cue.start())
    later = [one for one in case.ahead if one.day > case.now.date()]
    behind = case.masked[cue.end() : clause[1]]
    is_done = (
        _ENDS.search(cue[0])
        and not (  # 签下来了下周一去收定金
            _IF_SO.match(behind) or acts.CONDITION.match(case.masked[clause[0] : cue.start()])
        )
    )
    ahead = any(
        clause[0] <= one.span[0] < (cue.start() if is_done else clause[1]) for one in later
    )
    hoped = acts.EXPECTED.search(case.masked, clause[0], cue.start())
    if acts.THREAT.search(case.masked, clause[0], cue.start()):
        return True
    return bool(hoped and hoped[0] != "to ") or (ahead and acts.CLOSE.search(cue[0]) is not None)


def _complaint(case: Case) -> Evidence | None:
    cue = case.find(acts.TICKET)
    if cue is None or (is_order(case) and not acts.SURE_TICKET.search(cue[0])):
        return None
    if _is_a_deal(case, cue) or _is_no_trouble(case, cue):
        return None
    done = case.done
    they_came = case.find(acts.THEY_CAME)
    rep_went = done is not None and done.start < cue.start()
    if rep_went and not _their_move(case, done):
        return None
    if not (case.named or case.scene.owners or acts.SURE_TICKET.search(cue[0])):
        return None
    first = case.scene.clauses[0]
    planned = any(one.span[0] < cue.start() and one.span[0] < first[1] for one in case.ahead)
    if planned and not they_came:
        return None
    return Evidence(Intent.TICKET, *cue.span())


def _is_no_trouble(case: Case, cue: re.Match[str]) -> bool:
    """`he never complains`, 数目对不上,…最后对上了: nothing is left to be done about it."""
    before = case.masked[max(case.scene.start, cue.start() - 16) : cue.start()]
    if acts.TROUBLE.match(cue[0]) and acts.NO_TROUBLE.search(before):
        return True
    if acts.DONE_FOR_THEM.search(case.masked, *case.clause_of(cue.start())):
        return True  # 给盛达补发了说明书
    return acts.SETTLED.search(case.masked, cue.end(), case.scene.end) is not None


def _is_a_deal(case: Case, cue: re.Match[str]) -> bool:
    """`ovens replacement opportunity 45k`, `new opportunity Acme: spare parts`: it is for sale, not broken."""
    deal = case.find(acts.NEW_DEAL)
    if deal is None:
        return False
    opening = case.masked[case.scene.start : deal.start()]
    opens = deal.start() < cue.start() and not opening.strip(" ■●-•*")
    return opens or bool(case.amounts)


def _their_move(case: Case, done: Interaction | None) -> bool:
    """The customer called or wrote: his name stands before the verb, or the verb says so."""
    if done is None or done.kind not in (Kind.CALL, Kind.EMAIL, Kind.MESSAGE):
        return False
    before = case.masked[done.clause[0] : done.start]
    return bool(re.search(r"[■●][^给跟和向与]*$", before)) and not re.search(
        "[给跟和向与]", before
    )


def _pasted_mail(case: Case) -> Evidence | None:
    """A mail pasted with its head: what the customer wrote."""
    head = case.find(acts.PASTED_MAIL)
    return Evidence(Intent.LOG, *head.span(), kind=Kind.EMAIL) if head and case.named else None


def _told(case: Case) -> Evidence | None:
    done = case.done
    deal = case.find(acts.NEW_DEAL)
    if done is None or (deal and deal.start() < done.start):
        return None
    short = len(case.words) <= _SHORTEST_NOTE and not contact.NOT_REACHED.search(case.words)
    if short and not case.named and not case.moments:
        return None  # 吃饭去了
    return Evidence(Intent.LOG, done.start, done.end, done.kind, interaction=done)


def _dated(case: Case) -> Evidence | None:
    """A note that opens with a day gone by: `11/20 w/ Dr. Yusuf: demo ok. F/u 12/4`."""
    first = next(iter(case.moments), None)
    if first is None or not case.named or case.find(acts.NEW_DEAL):
        return None
    if case.masked[case.scene.start : first.span[0]].strip(" [【(-") or first.repeat:
        return None
    gone = is_gone(first, case.now.date())
    return Evidence(Intent.LOG, *first.span) if gone else None


def _new_deal(case: Case) -> Evidence | None:
    cue = case.find(acts.NEW_DEAL)
    return Evidence(Intent.OPPORTUNITY, *cue.span()) if cue and not is_order(case) else None


def _wants_to_buy(case: Case) -> Evidence | None:
    cue = case.find(acts.BUYING)
    if cue is None or not case.named or is_order(case):
        return None
    if any(not one.done and one.start < cue.start() for one in case.interactions):
        return None
    surely = case.amounts or acts.PURCHASE.search(case.masked, cue.start(), case.scene.end)
    return Evidence(Intent.OPPORTUNITY, *cue.span()) if surely else None


def _stranger_wants_to_buy(case: Case) -> Evidence | None:
    """`Zenith Forge wants 3 furnaces, 90k`: a name that nobody has, a purchase and its amount."""
    if case.named or case.scene.phones or not case.amounts or case.interactions:
        return None
    cue = case.find(acts.BUYING)
    if cue is None or is_order(case) or case.find(requests.QUESTION):
        return None
    buyer = find_buyer(case.scene)
    if buyer is None or any(one.span[0] < buyer.end for one in case.moments):
        return None
    return Evidence(Intent.OPPORTUNITY, *cue.span())


def _priced(case: Case) -> Evidence | None:
    if not case.named or not case.amounts or case.find(acts.QUOTED) or case.find(acts.PAID):
        return None
    if case.find(acts.DELAYED):
        return None  # 那笔45万的单子推迟到明年3月
    return Evidence(Intent.OPPORTUNITY, case.amounts[0].start, case.amounts[0].end)


def _bare_name(case: Case) -> Evidence | None:
    text = case.masked[case.scene.start : case.scene.end]
    named = case.named or case.scene.phones or case.scene.owners
    rest = _PARTICLES.sub("", text).strip("■●▲")
    short = not rest or (case.scene.names and len(rest) <= 3)
    return Evidence(Intent.FIND) if named and short else None


def _noted(case: Case) -> Evidence | None:
    if not case.named:
        return None
    says = case.find(acts.SAYS)
    if says:
        return Evidence(Intent.LOG, *says.span())
    text = _NAMED.sub(" ", case.masked[case.scene.start : case.scene.end])
    told = (
        len(re.findall("[\u4e00-\u9fff]", text)) + 2 * len(re.findall(r"[a-z]{2,}|\d{3,}", text))
        > 5
    )
    told = told or bool(case.amounts or case.ahead) or acts.PAID.search(case.masked) is not None
    return Evidence(Intent.LOG if told and not case.find(requests.QUESTION) else Intent.FIND)


# The order is the grammar: an explicit request outweighs what is told, what is told outweighs
# what is planned, and a name alone is a look-up.
RULES: tuple[Rule, ...] = (
    small_talk,
    new_customer,
    asked_agenda,
    reminder,
    asked_report,
    asked_customers,
    asked,
    _pasted_mail,
    _stage,
    _complaint,
    _told,
    _dated,
    _new_deal,
    _wants_to_buy,
    _stranger_wants_to_buy,
    noted_with_next_step,
    plan,
    _priced,
    _bare_name,
    _noted,
)
