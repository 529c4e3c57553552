"""Words of a line that go into the record: what a reminder is for, what an opportunity is called.

They are what is left of the line when the words that other fields came from are taken away.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from crm.customers import tidy
from crm.opportunities import TITLE_LIMIT
from crm.understanding.dates.cues import WAKES
from crm.understanding.fold import fold
from crm.understanding.reading import Reading, Span
from crm.understanding.vocabulary.requests import CHAT, REMIND
from storage.tables import Customer, Outcome

# Words that say how it went, the first that fits; what they do not say stays open.
OUTCOME_CUES = (
    (
        Outcome.ABSENT,
        (
            *(
                "no answer",
                "nobody there",
                "nobody was",
                "nobody in",
                "no one there",
                "no one was",
            ),
            *("not in", "not there", "was out", "voicemail", "closed when"),
            *("没人接", "没人在", "没有人", "不在", "没接", "未接", "扑空", "扑了个空", "关着门"),
        ),
    ),
    (
        Outcome.BAD,
        ("not interested", "angry", "refused", "no budget", "没兴趣", "拒绝", "没预算", "不满"),
    ),
    (
        Outcome.GOOD,
        (
            "like",
            "love",
            "interested",
            "happy",
            "agreed",
            "有兴趣",
            "满意",
            "同意",
            "喜欢",
            "认可",
        ),
    ),
)


HAN = re.compile(r"[\u4e00-\u9fff]")
GLUE = " ,，、;；:：。.!！-~|"
REMIND_WORDS = re.compile(
    r"remind|提醒|記得|记得|别忘|不要忘|don'?t (?:let me )?forget|do not forget|remember to"
    r"|\b(?:ping|nudge|alert|notify|buzz|poke|bug) me\b",
    re.IGNORECASE,
)
GLUE_WORDS = re.compile(
    r"^(?:(?:at|on|in|by)\s+(?=to\s)|(?:to|that|me|and|pls|please)\s+(?=\S)|[我请要去])+|\s+(?:on|at|by|before|in|for|until|till|the|to)$",
    re.IGNORECASE,
)
# What stands alone beside a mark once a time is taken out.
LEFT_ALONE = re.compile(
    r"(?:\s+(?:on|at|by|in|for|until|till))?\s+(?=[,;，；])|(?<=[,;，；])\s*吧(?=\s|$)",
    re.IGNORECASE,
)
ME = re.compile(r"\s*(?:me\b|我(?!们))", re.IGNORECASE)  # behind the word that reminds
TOLD = re.compile(
    r"\b(?:visited|called|met|emailed|texted|messaged|phoned|rang|spoke|saw|sent|quoted|won|lost)\b"
    r"|(?:拜访|回访|走访|见|聊|谈|打|发|送|寄|报|去|签)(?:[了过完]|[^,，。]{0,6}(?:电话|邮件))"
)
# How many are wanted; one is no number: 一套系统 is a system.
COUNT = re.compile(
    r"(?:\d[\d,.]*|[二两三四五六七八九十百千]|[一二两三四五六七八九十百千]{2,})\s*[\u4e00-\u9fff]?$"
)
INTEREST = re.compile(r"^对(.+?)(?:很|非常|比较)?(?:感兴趣|有兴趣|有意向)$")
LEADS_TO = re.compile(r"^(?:for|of|on|about|in)\s+(?=\S)", re.IGNORECASE)
ASKS_TO_REMIND = re.compile(
    r"^(?:请|麻烦|到时候?|再|帮我)*(?:提醒|叫)(?:一下)?我(?:去)?|^(?:please )?(?:remind|ping|nudge) me(?: to)?\s+",
    re.IGNORECASE,
)
CLAUSE_END = re.compile(r"[|,，;；:：。!！\n]+|\.\s")


ABOUT_PIPELINE = re.compile(
    r"漏斗|管道|pipeline|funnel|各(?:个)?阶段|(?:商机|单子).{0,4}(?:总额|总览|汇总|总量|情况)"
)
ABOUT_DEALS = re.compile(r"商机|单子|\b(?:deals?|opportunit(?:y|ies))\b")


LISTS_DEALS = re.compile(
    r"^\s*(?:我的)?(?:商机|单子|deals|opportunities)\s*[:：]?\s*"
    r"(?:$|[<>≥≤]|超过|大于|高于|低于|小于|不到|over\b|under\b|above\b|below\b|more than\b|less than\b)"
)


def lists_deals(text: str) -> bool:
    """Say whether a line is a list of opportunities by itself: `商机 >10万 上海 本月`, `deals over 50k`."""
    return LISTS_DEALS.search(fold(text)) is not None


def asks_for_pipeline(text: str) -> bool:
    """Say whether a question about figures is about what is open at each stage."""
    return ABOUT_PIPELINE.search(fold(text)) is not None


def asks_for_deals(text: str) -> bool:
    """Say whether a look-up is for opportunities rather than customers."""
    return ABOUT_DEALS.search(fold(text)) is not None


def is_small_talk(text: str) -> bool:
    """Say whether a text is nothing but thanks, greetings and the like."""
    return not any(char.isalnum() for char in CHAT.sub("", fold(text)))


def is_errand(rest: str) -> bool:
    """Say whether words beside a time ask to be reminded of something: `叫我起床`, but not `提醒我`."""
    plain = fold(rest)
    asked = REMIND.search(plain)
    if WAKES.search(plain):
        return True
    return asked is not None and any(one.isalnum() for one in REMIND.sub("", plain))


def is_told(rest: str) -> bool:
    """Say whether words beside a time tell of something done: 拜访了宏远, `met Raj`; they answer no question."""
    return TOLD.search(fold(rest)) is not None


def wish(line: str, reading: Reading) -> str:
    """Return what a reminder is for: the line without its time and without "remind me"."""
    intent = reading.spans.get("intent")
    if intent and (me := ME.match(line, intent.end)):  # 成交前两天提醒我催合同
        intent = replace(intent, end=me.end(), text=intent.text + me[0])
        reading = replace(reading, spans={**reading.spans, "intent": intent})
    cut = [name for name in reading.spans if name == "follow_up" or name.startswith("bound_")]
    if intent and REMIND_WORDS.search(intent.text):
        cut.append("intent")
    return without(line, reading, part_of(line, reading), cut)


def deal_title(line: str, reading: Reading, customer: Customer) -> str:
    """Return what an opportunity is about, how many of it too: the longest clause that is no name, amount or time."""
    cut = (
        "intent",
        "customer",
        "new_customer",
        "contact",
        "amount",
        "currency",
        "close_by",
        "follow_up",
    )
    rest = without(line, _counting(reading), part_of(line, reading), cut, filler="|")
    clauses = [_thing(tidy(clause.strip(GLUE))) for clause in CLAUSE_END.split(rest)]
    best = max(clauses, key=len, default="")
    says_something = len(best) + sum(char > "\u2e80" for char in best) > 3  # 水泵, but not "it"
    return best[:TITLE_LIMIT] if says_something else customer.short_name or customer.name


def _counting(reading: Reading) -> Reading:
    """Leave the number in a reading of "wants 20", 想要20套: it says how many, and not what is wanted of us."""
    intent = reading.spans.get("intent")
    count = COUNT.search(intent.text) if intent else None
    if intent is None or count is None:
        return reading
    wish = Span(intent.start, intent.start + count.start(), intent.text[: count.start()])
    return replace(reading, spans={**reading.spans, "intent": wish})


def _thing(clause: str) -> str:
    """Return a clause without what leads to a thing or away from it: 对注塑机感兴趣, "gloves for"."""
    return INTEREST.sub(r"\1", LEADS_TO.sub("", GLUE_WORDS.sub("", clause)))


def part_of(line: str, reading: Reading) -> Span:
    """Return the part of a line that one of its acts covers."""
    if part := reading.spans.get("part"):
        return part
    start = max(line.find(reading.text), 0)
    return Span(start, start + len(reading.text), reading.text)


def without(
    line: str, reading: Reading, part: Span, names: Sequence[str], filler: str = " "
) -> str:
    """Return a part of a line without the words that these fields came from."""
    spans = sorted((one.start, one.end) for name, one in reading.spans.items() if name in names)
    kept, at = "", part.start
    for start, end in spans:
        if start >= at and end <= part.end:
            kept += line[at:start]
            is_chinese = HAN.match(kept[-1:]) and HAN.match(line[end : end + 1])
            kept += "" if is_chinese and filler == " " else filler
            at = end
    kept += line[at : part.end]
    whole = LEFT_ALONE.sub("", tidy(kept))
    return GLUE_WORDS.sub("", whole).strip(GLUE)


def next_step_in(line: str, reading: Reading) -> str:
    """Return what the next step is, without its time; empty where the line sets none."""
    step = reading.spans.get("next_step")
    return ASKS_TO_REMIND.sub("", without(line, reading, step, ("follow_up",))) if step else ""


def outcome_in(reading: Reading) -> Outcome | None:
    """Return how it went, where the words say so."""
    said = (reading.outcome or "").lower()
    return next(
        (outcome for outcome, cues in OUTCOME_CUES if any(cue in said for cue in cues)), None
    )
