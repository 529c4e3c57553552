"""Does a line ask for an export: `导出 A级 上海`, `export A customers in Chicago`, `导出公海`? Pure.

A line is one only where nothing is left over that could be a name: "export licence of Acme" is none.
"""

import re

from crm.understanding.conditions import read_wanted

VERB = re.compile(
    r"^\s*(?:请|麻烦|帮我|please )?\s*(?:导出(?:一下)?|export(?![a-z]))[\s:：]*(.*)$", re.I | re.S
)
PAIRS = re.compile(
    r"(?:(?:the|all|any|find|show|list|show me|possible|疑似|可能|查找?|找|看看|有哪些|有没有)\s?)*"
    r"(?:duplicates?|重复的?|查重)\s?(?:(?:的|客户|名单|列表|有哪些|吗|list|customers?|accounts?)\s?)*[??]?",
    re.I,
)
# A field and its value: any after the Chinese word, in English those that every customer has.
FIELD = re.compile(
    r"(?<![\d])[:：=＝<>＜＞≤≥]|^(?:customers? (?:with|in|of) )?"
    r"(?:city|region|industry|grade|preference|address|owner|short name)\s*[:：=]",
    re.I,
)
EVERYTHING = re.compile(
    r"(?:everything|all|(?:all )?(?:(?:of )?(?:my|our|the) )?(?:whole |entire )?(?:book|data|customer file|address book))[.!]?",
    re.I,
)
LONGEST = 200


def asks_for_export(text: str) -> str | None:
    """Return what is to be exported, as it was written, empty for everything; none where no export is asked for."""
    rest = words_after_verb(text)
    if not rest or asks_for_pairs(rest):
        return rest
    if EVERYTHING.fullmatch(rest):
        return ""
    is_english = text.lstrip()[:1].isascii()
    by_field = FIELD.match(rest) if is_english else FIELD.search(rest)
    wanted = read_wanted(rest)
    if by_field is not None and not wanted.is_of_deals:
        return rest
    if wanted.is_of_deals and (wanted.over is not None or wanted.under is not None):
        return rest
    if wanted.words:
        return None
    return rest if wanted.is_certain or wanted.cities else ""


def words_after_verb(text: str) -> str | None:
    """Return what stands behind the word for exporting; none where a text does not begin with it."""
    found = VERB.match(text) if len(text) <= LONGEST else None
    return found[1].strip() if found else None


def asks_for_pairs(words: str) -> bool:
    """Say whether the customers that look like one are meant."""
    return PAIRS.fullmatch(words.strip()) is not None
