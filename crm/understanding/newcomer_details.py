"""What a line tells of a customer to add beside its name, city, contact and number: pure.

The grade, the industry, the address and the e-mail address are read; what is left over is a note, so that nothing of
the line is lost.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from crm.understanding.reading import Span
from crm.understanding.signs import TAG
from crm.understanding.vocabulary.requests import NEW_CUSTOMER

TAKEN = "▲"  # stands where something was understood
UNTIL = rf"[^,，;；。\n#{TAKEN}]"
EMAIL = re.compile(r"(?:(?:邮箱|邮件|e-?mail|mail)[ :：是]*)?([\w.+-]+@[\w-]+(?:\.[\w-]+)+)", re.I)
GRADE = re.compile(
    r"(?:(?:客户)?(?:等级|级别)|grade|class|tier)(?: is)?[ :：是为]*([abcd])(?![a-z])(?:级|类)?"
    r"|(?<![a-z])([abcd])[ -]?(?:[级类](?:别)?(?:客户)?|(?:grade|class|tier)(?: (?:customer|client|account))?(?![a-z]))"
    r"|((?:重点|重要|核心|大|普通|一般)客户|(?<![a-z])vip(?![a-z])(?:客户)?)",
    re.I,
)
INDUSTRY = re.compile(
    rf"(?:所属)?行业[ :：是为]*({UNTIL}{{2,30}}?)(?=[,，;；。\n#\s{TAKEN}]|$)"
    rf"|(?:in the )?industry(?: is)?[ :]+(\w{UNTIL}{{1,40}}?)(?=\s*(?:[,;.\n#{TAKEN}]|$))"
    r"|in the ([a-z][a-z &-]{2,30}?) (?:industry|sector|business)"
    r"|([\u4e00-\u9fff]{2,8})行业(?:的)?(?![\u4e00-\u9fff])",
    re.I,
)
ADDRESS = re.compile(rf"(?:地址|address)(?: is)?[ :：是在]*({UNTIL}{{4,120}})", re.I)
BETWEEN = re.compile(rf"[,，;；。、\n|{TAKEN}]|\.(?=\s|$)|\s[-–—]\s")
GLUE = re.compile(
    r"联系人|联络人|对接人|负责人|电话|手机号?|座机|号码|邮箱|城市|姓名|公司|客户|职务|位于|谢谢|麻烦|请|帮我|录入|录一?下|加一?下|[是为叫在的了]"
    r"|\b(?:contact|person|name|phone|tel|telephone|number|mobile|cell|email|e-mail|city|title|is|are|in|at|from|with|of|as|an?|the|and"
    r"|their|they|it|we|have|has|his|her|please|pls|thanks|thank you|cheers|new|customer|client|based|located|called|named|buyer|owner|manager|on)\b",
    re.I,
)
WORDED = re.compile(r"[\u4e00-\u9fff]{2}|[^\W\d_]{2}.*\d|[^\W\d_]{3}")


class Details(NamedTuple):
    """What is said beside the name; `note` is what else the line says, in its words."""

    grade: str | None = None
    industry: str | None = None
    address: str | None = None
    email: str | None = None
    note: str | None = None


def read_details(text: str, spans: Iterable[Span], title: str | None = None) -> Details:
    """Read the details of a customer to add from a line of which these spans are understood already.

    `title` is the contact's job, where it was told.
    """
    rest = _without(text, [(one.start, one.end) for one in spans])
    cue = NEW_CUSTOMER.search(text.lower())
    if cue is not None:
        last = max((at for at in (rest.find(TAKEN),) if at >= 0), default=0)
        rest = TAKEN * max(cue.end(), last) + rest[max(cue.end(), last) :]
    rest = TAG.sub(lambda tag: TAKEN * len(tag[0]), rest)
    if title and (at := rest.find(title)) >= 0:
        rest = _without(rest, [(at, at + len(title))])
    email, rest = _take(EMAIL, rest)
    address, rest = _take(ADDRESS, rest)
    grade, rest = _take(GRADE, rest)
    industry, rest = _take(INDUSTRY, rest)
    return Details(grade, industry, address, email, _note(rest))


def is_address(text: str, start: int) -> bool:
    """Tell whether a place in a line is within an address: 地址锡山区1号 names no day."""
    return any(one.start() <= start < one.end() for one in ADDRESS.finditer(text))


def _take(pattern: re.Pattern[str], rest: str) -> tuple[str | None, str]:
    """Return what a pattern finds, and the line without it."""
    found = pattern.search(rest)
    if found is None:
        return None, rest
    said = next(part for part in found.groups() if part)
    return said.strip(), _without(rest, [found.span()])


def _without(text: str, places: Iterable[tuple[int, int]]) -> str:
    for start, end in places:
        text = text[:start] + TAKEN * (end - start) + text[end:]
    return text


def _note(rest: str) -> str | None:
    parts = [part.strip(" :：-–—!！.()（）\"'") for part in BETWEEN.split(rest)]
    told = [part for part in parts if WORDED.search(GLUE.sub(" ", part))]
    return "\n".join(told) or None
