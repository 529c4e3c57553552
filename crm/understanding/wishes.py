"""What a rep asks for: rules over evidence that tell a request, a reminder and a new customer from what is told."""

import re

from crm.understanding.evidence import Case, Evidence
from crm.understanding.likeness import one_edit_apart
from crm.understanding.reading import Intent
from crm.understanding.scene import CUSTOMER, PHONE
from crm.understanding.vocabulary import acts, contact, requests

_CHAT = re.compile(rf"(?:(?:{requests.CHAT.pattern})(?![a-z])[\W_]*)+")
_LONGEST_CHAT = 60
_LONGEST_QUESTION = 40
_LONG_WORD = re.compile(r"(?<![a-z])[a-z]{6,11}(?![a-z])")
_NEVER = re.compile("[没未]有?[\u4e00-\u9fff]{1,3}过的")
_POLITE = re.compile(
    r"请|帮我|麻烦|劳烦|(?<![a-z])(?:please|pls|plz|kindly|can you|could you)(?![a-z])"
)
_NOBODY = re.compile(r"[\W_我]+")
# What is to be asked of somebody is no question to the program: 给张工回电话,问图纸到底哪一版.
_INDIRECT = re.compile(
    r"(?:(?<!请)(?<!学)(?<!疑)问|核实|确认|打听|(?a:\b)ask (?:him|her|them|■+|●+)(?a:\b))[^,。;]{0,14}\Z"
)
_NOTE = re.compile(
    r"(?:客户)?(?:拜访|走访|回访|跟进|电话|会议|沟通|联系)(?:记录|纪要|小结|日志|日报)"
)


def is_chat(text: str) -> bool:
    """Tell whether a folded, masked text is nothing but small talk; a customer's name is more."""
    words = re.sub(r"^[\W_]+(?=\w)", "", text.strip())
    if re.search(f"[{CUSTOMER}{PHONE}]", text):
        return False
    return not re.search(r"\w|●", words) or (
        len(words) <= _LONGEST_CHAT and _CHAT.fullmatch(words) is not None
    )


def small_talk(case: Case) -> Evidence | None:
    """Small talk wants nothing."""
    chat = is_chat(case.masked[case.scene.start : case.scene.end])
    return Evidence(Intent.NONE) if chat else None


def new_customer(case: Case) -> Evidence | None:
    """A customer is to be entered."""
    cue = case.find(requests.NEW_CUSTOMER)
    asks = case.find(requests.QUESTION) and (
        case.find(requests.REPORT) or case.find(requests.FIND)
    )
    if cue is None or asks or not (case.comes_first(cue) or _is_ordered(case, cue)):
        return None
    return Evidence(Intent.CUSTOMER, *cue.span())


def _is_ordered(case: Case, cue: re.Match[str]) -> bool:
    """`今天在展会上收到名片,请帮我建一个新客户: …`: asked for in so many words, whatever was told before."""
    polite = _POLITE.search(case.masked, max(case.scene.start, cue.start() - 12), cue.start() + 8)
    return polite is not None and case.masked[cue.end() :].lstrip()[:1] == ":"


def asked_agenda(case: Case) -> Evidence | None:
    """The rep asks for his day."""
    cue, wanted = case.find(requests.AGENDA), case.find(requests.REMIND)
    if cue is None or case.scene.names or (wanted and wanted.start() < cue.start()):
        return None
    return _request(case, Intent.AGENDA, cue)


def reminder(case: Case) -> Evidence | None:
    """The rep wants to be reminded."""
    cue = case.find(requests.REMIND)
    if cue is None or not (case.comes_first(cue) or _is_said_last(case, cue)):
        return None
    return Evidence(Intent.REMIND, *cue.span())


def _is_said_last(case: Case, cue: re.Match[str]) -> bool:
    """Whether nothing but a time stands behind it, and nothing that happened before it: 给李总打电话，明天3点提醒我."""
    start, end = cue.end(), case.scene.end
    rest = case.masked[start:end]
    for moment in case.ahead:
        first, last = (min(max(place - start, 0), len(rest)) for place in moment.span)
        rest = f"{rest[:first]}{' ' * (last - first)}{rest[last:]}"
    told = contact.HAPPENED.search(case.masked, case.scene.start, cue.start())
    return not _NOBODY.sub("", rest) and told is None and not cue[0].isascii()


def asked_report(case: Case) -> Evidence | None:
    """The rep asks for figures."""
    cue = case.find(requests.REPORT) or _misspelt(case)
    if case.named or case.find(requests.LISTS_DEALS):
        return None
    return _request(case, Intent.REPORT, cue)


def _misspelt(case: Case) -> re.Match[str] | None:
    """A word for figures with a slip in it, in a question: `pipelne total this qtr?`."""
    if len(case.words) > _LONGEST_QUESTION or not case.find(requests.INTERROGATIVE):
        return None
    words = _LONG_WORD.finditer(case.masked, case.scene.start, case.scene.end)
    return next((one for one in words if _is_slip(one[0])), None)


def _is_slip(word: str) -> bool:
    return any(word != figure and one_edit_apart(word, figure) for figure in requests.FIGURES)


def asked_customers(case: Case) -> Evidence | None:
    """The rep looks somebody up."""
    cue, deal = case.find(requests.FIND), case.find(acts.NEW_DEAL)
    if deal and cue and deal.start() <= cue.start() and not case.find(requests.QUESTION):
        return None
    return _request(case, Intent.FIND, cue)


def asked(case: Case) -> Evidence | None:
    """A question about somebody, in whatever words: `how big is the Summit deal`."""
    cue = case.find(requests.ASKS)
    alone = len(case.scene.clauses) == 1 and case.named
    if cue is None or not alone or case.ahead or acts.ASKS_US.search(case.masked):
        return None
    return Evidence(Intent.FIND, *cue.span())


def _request(case: Case, intent: Intent, cue: re.Match[str] | None) -> Evidence | None:
    """A request is no request where the rep tells what he did or what he is going to do."""
    done, asks = case.done, case.find(requests.QUESTION)
    if asks and _INDIRECT.search(case.masked, case.scene.start, asks.start()):
        asks = None
    alone = asks is not None and len(case.scene.clauses) == 1
    if cue is None or is_order(case) or not (alone or case.comes_first(cue)):
        return None
    if _is_no_wish(case, intent, cue):
        return None
    inside = done is not None and cue.start() <= done.start < cue.end()
    if done and not asks and not inside and contact.HAPPENED.search(case.masked, *done.clause):
        return None
    told = contact.HAPPENED.search(case.masked, case.scene.start, cue.start())
    if told and _NEVER.search(case.masked, case.scene.start, cue.end()):
        told = None  # 俩月没跑过的B级客户
    if told and intent in (Intent.REPORT, Intent.AGENDA) and told[0].startswith("上"):
        told = None  # 上个月我签了几单
    inside = inside and cue.start() < case.scene.clauses[0][1]
    if not asks and ((case.named and case.ahead) or (told and not inside)):
        return None
    return Evidence(intent, *cue.span())


def _is_no_wish(case: Case, intent: Intent, cue: re.Match[str]) -> bool:
    """The words of a request in something else: 周婷问多少钱, 给所有A类客户寄贺卡, 拜访记录 with what was noted."""
    if acts.ASKS_US.search(case.masked, case.scene.start, cue.end()):
        return True
    if _NOTE.match(case.words) and len(case.scene.clauses) > 2:
        return True
    ordered = intent is Intent.FIND and case.ahead and acts.ORDERED.search(case.masked)
    return bool(ordered)


def is_order(case: Case) -> bool:
    """Tell whether the message opens with a verb of what is to be done."""
    return bool(acts.IMPERATIVE.match(case.words)) and not case.words.startswith("give me")
