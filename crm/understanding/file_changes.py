"""A line that changes a customer's file in words: 把华信改成B级, "Acme's address is 5 Dock Road". Pure.

Only lines that say this and no more are read; whether the words before name a customer or a contact, who asked decides.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from crm.understanding.fold import read_page
from crm.understanding.phones import find_phones


class Part(StrEnum):
    """What of the file a line changes."""

    GRADE = "grade"
    ADDRESS = "address"
    CITY = "city"
    INDUSTRY = "industry"
    REGION = "region"
    SHORT_NAME = "short name"
    PREFERENCE = "preference"
    PHONE = "phone"
    EMAIL = "email"
    TITLE = "title"
    TAG = "tag"
    CONTACT = "contact"
    POOL = "pool"


class FileChange(NamedTuple):
    """Whose file, what of it, and the value as it was written; the pool has none."""

    whose: str
    part: Part
    value: str = ""


LONGEST, GRADE_LENGTH, WORD_LENGTH = 200, 12, 40  # characters of a line, a grade, any other word
NAMES = {
    Part.GRADE: "客户等级|等级|级别|grade",
    Part.ADDRESS: "地址|address",
    Part.CITY: "所在城市|城市|city",
    Part.INDUSTRY: "行业|industry",
    Part.REGION: "区域|大区|region",
    Part.SHORT_NAME: "简称|short name",
    Part.PREFERENCE: "产品偏好|偏好|product preference|preference",
    Part.PHONE: "手机号码|手机号|电话号码|联系电话|手机|电话|号码|phone number|mobile number|number|phone|mobile|cell",
    Part.EMAIL: "电子邮箱|邮箱|email address|e-mail address|email|e-mail",
    Part.TITLE: "职务|职位|头衔|job title|title",
}
PART_OF = {name: part for part, names in NAMES.items() for name in names.split("|")}
HAN_PART = "|".join(
    one for names in NAMES.values() for one in names.split("|") if not one.isascii()
)
LATIN_PART = "|".join(one for names in NAMES.values() for one in names.split("|") if one.isascii())
ASKS = re.compile(
    r"提醒|记得|别忘|\?|？|什么|多少|哪|吗|呢|没有|不对|错|\b(?:remind|remember|forget|wrong|not|missing|what|which|whether|if)\b",
    re.I,
)
WHO = r"(?P<who>[^,，。;；:：\n]{1,40}?)"
END = r"\s*[。.!！]?$"
BECOMES = "改成|改为|换成|换为|变成|变为|更新为|更新成|设为|设成|定为|调整为|调成|调为|升为|升成|升到|降为|降成|降到|标为"
PLEASE = r"^(?:请|麻烦|帮我|帮忙|please )*"
OF = r"(?:'s|’s|s’|s')?"
CHANGES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{PLEASE}(?:把|将)?{WHO}\s?的?(?:新)?(?P<part>{HAN_PART})(?:现在|已经|已)?(?:(?:{BECOMES})了?|是|为|换了|改了)[:： ,，]*(?P<value>.+?)(?:了)?{END}",
        rf"{PLEASE}(?:把|将)?{WHO}\s?(?:{BECOMES})\s?(?P<grade>[ABCD])\s?[级类](?:客户)?(?:了)?{END}",
        rf"{PLEASE}(?:change|set|update|correct|make) {WHO}{OF} (?P<part>{LATIN_PART}) (?:to|as|=) ?(?P<value>.+?){END}",
        rf"{PLEASE}(?:change|set|update|correct) the (?P<part>{LATIN_PART}) (?:of|for|at) {WHO} (?:to|as) (?P<value>.+?){END}",
        rf"^{WHO}{OF} (?:new |current )?(?P<part>{LATIN_PART}) (?:is|has changed to|changed to) (?:now )?(?P<value>.+?){END}",
        rf"{PLEASE}(?:change|move|upgrade|downgrade|promote|make|set|mark) {WHO} (?:(?:to|as|into) )?(?:an? )?(?:(?:grade|class) (?P<grade>[abcd])|(?P<graded>[abcd])[- ]grade)(?: (?:customer|account))?{END}",
        rf"^{WHO} is (?:now )?(?:an? )?grade (?P<grade>[abcd])(?: (?:customer|account))?(?: now)?{END}",
        rf"{PLEASE}(?:给|为)?{WHO}\s?(?:打|加|贴)(?:上|个|一个|上一个)?标签[:： 为]*#?(?P<tag>[\w-]{{1,30}}){END}",
        rf"{PLEASE}(?:tag|label) {WHO} (?:as|with) #?(?P<tag>[\w-]{{1,30}}){END}",
        rf"{PLEASE}(?:给|在)?{WHO}\s?(?:加|添加|新增|增加)(?:了|上)?(?:一?[个位])?(?:新)?(?:的)?联系人[:： ]*(?P<person>[^\n]+?){END}",
        rf"{PLEASE}add (?:a |the )?(?:new )?contact:? (?P<person>[^\n]+?) (?:to|at|for) {WHO}{END}",
        rf"{PLEASE}add (?P<person>[^\n]+?) as (?:a |the )?(?:new )?contact (?:to|at|for|of) {WHO}{END}",
        rf"{PLEASE}(?:把|将)?{WHO}\s?(?:放回|退回|扔回|放到|放进|扔进|释放到|移入|退到)\s?公海{END}",
        rf"{PLEASE}(?:give|put|return|release|move) {WHO} (?:back )?(?:in)?to the pool{END}",
    )
)


def read_file_change(text: str) -> FileChange | None:
    """Read what a line changes in a customer's file; none where it says something else or more."""
    line = text.strip()
    if len(line) > LONGEST or ASKS.search(line):
        return None
    found = next((one for pattern in CHANGES if (one := pattern.match(line))), None)
    if found is None:
        return None
    told = {name: value.strip() for name, value in found.groupdict().items() if value}
    change = _change(told)
    return change if _is_fit(change) else None


def _change(told: dict[str, str]) -> FileChange:
    whose = told["who"]
    if part := told.get("part"):
        return FileChange(whose, PART_OF[part.lower()], told["value"])
    if grade := told.get("grade") or told.get("graded"):
        return FileChange(whose, Part.GRADE, grade)
    if tag := told.get("tag"):
        return FileChange(whose, Part.TAG, tag)
    if person := told.get("person"):
        return FileChange(whose, Part.CONTACT, person)
    return FileChange(whose, Part.POOL)


def _is_fit(change: FileChange) -> bool:
    """Tell whether a value may be one: a number has digits, a grade is short, a city is no sentence."""
    value = change.value
    match change.part:
        case Part.PHONE:
            return bool(find_phones(read_page(value)))
        case Part.EMAIL:
            return "@" in value
        case Part.GRADE:
            return len(value) <= GRADE_LENGTH
        case Part.ADDRESS | Part.TAG | Part.CONTACT | Part.POOL:
            return True
    return len(value) <= WORD_LENGTH
