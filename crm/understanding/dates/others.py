"""What tells that a time is not the rep's: others act then, it happens by itself, or it is a fact."""

import re

from crm.understanding.dates.cues import (
    CONTACT_EN,
    FINITE,
    GOODS,
    PERSON_ZH,
    THEIR_ACT,
    THEIRS,
    THEIRS_AFTER,
    THEY,
    US,
    WANTED,
)
from crm.understanding.dates.places import Place

# What is due and paid by others: "payment due in 30 days".
_DUE = re.compile(
    r"\b(?:payment|invoice|balance|rent|renewal|fee|instal?lment|deposit|delivery|shipment|goods|parts)s?(?: is| are)? \Z"
)
# How long a quote or an offer stands: "good till 12/24".
_STANDS = re.compile(r"\b(?:good|valid|holds?|stands?|open|running|locked)\s\Z")
_UNTIL = ("till", "til ", "until", "thru", "through")
_ARRIVES = re.compile(
    r"\s?(?:就|能|会|可以|才|才能)*(?:寄到|到(?![期底访店岗])|送到|送达|运到|抵达|签收|妥投|到齐)"
)
# They come to us with it: "Karen will ring me", "he owes us a PO", 郑浩明天把图纸发过来, 下周再回我.
_TO_US = re.compile(
    r"(?:(?<!\bi )(?<!\bwe )\b(?:will|going to|would|is to|promised to|said to|might|may)\s|'ll\s|\b(?!(?:wants|needs|asks|invites|expects|reminds|tells|lets|gets)\b)[a-z]+(?<!s)s\s)"
    r"(?:[a-z]+\s){0,2}?(?:back\s)?(?:to\s|with\s)?(?:me|us)\b(?!\sto\b)"
)
_TO_US_ZH = re.compile(
    r"(?:把|将|会|就|再|主动|自己|亲自)[^,.;|]{0,8}(?:[给找回]我|过来|告诉我|通知我)|(?:告诉|通知|回复?|答复|联系|打给|发给|寄给|交给)我"
)
_ASKED_OF_THEM = re.compile(r"[让叫请催约](?:[■●]+|他|她|对方|客户)|提醒|我[让叫请催去]")
# A subject of its own and its verb: "the old contract lapses", "Bill harvests until", "their committee sits on".
_NO_VERB = (
    r"(?!(?:this|his|its|hers|wants|needs|asks|expects|invites|likes|says|reckons|goes(?=\s(?:over\s|out\s|off\s)?to\b)|was|has|does|yes|always|perhaps|thanks|plus|news|sometimes|"
    r"(?:sample|drawing|quote|doc|spec|slide|price|paper|contract|invoice|order|part|pump|unit|minute|note|number|figure|detail|photo|"
    r"catalogue|brochure|proposal|report|test|result|term|lead|account|client|customer|meeting|call|visit|demo|valve|sheet|book|draft|bulletin|plan|gift|hamper|card|key|tool|supplie|cert|pic|menu|flyer|leaflet|ticket|thing|beer|drink|swatche|panel|tile|light|label|filter|seal|spare|good|guy|lad|folk|contact|deal|bid|tender|return|repair|manager|sale|op|logistic|food|lab|farm|hotel|trader|week|day|month|hour|minute|year|time|per|box|boxe|batche|piece|bottle|case|pallet|copie|bag|set|kit)s)\b)"
)
_STATES = re.compile(
    rf"(?:\A|[:,])\W*(?:(?:the|their|his|her|its|our|this|that|new|old)\s(?:[a-z'-]+\s){{1,4}}?|(?:[●■]+(?:'s)?|[a-z]+'s)\s(?:[a-z-]+\s){{0,3}}?|(?:he|she|it|who|that)\s(?:[a-z]+\s)?|[a-z]{{3,}}\s)"
    rf"{_NO_VERB}[a-z]{{2,}}(?<![su'])s\s[^,.;|]{{1,60}}\Z|\b(?:their|his|her)\s[a-z ]{{2,24}}(?:'s|\sis)\s(?:on\s)?(?:the\s)?\Z"
)
_STATES_UNTIL = re.compile(
    rf"(?:\A|[:,])\W*(?:[a-z●■'-]+\s){{1,5}}?{_NO_VERB}[a-z]{{2,}}(?<![su'])s\s(?:[^,.;|]{{1,60}}\s)?\Z"
)
_ENDS_WITH_STATE = re.compile(
    r"[a-z●■]\s(?:lapses|docks|berths|sails|lands|finishes|completes|resumes|reopens|runs|votes|sits|meets|changes|switches|applies|commences|concludes|wraps|peaks|harvests|migrates)\s\Z"
)
_AWAY = re.compile(
    r"(?<!\bit)(?<!\bthat)(?<!\bwhat)(?<!\bthere)(?<!\bhere)(?<!\blet)(?:'s|'re|\sis|\sare)\s(?:on|off|out|away|back|tied up|slammed|swamped)\s(?:(?:an?|the|his|her|their)\s)?(?:[a-z]+\s){1,3}\Z"
)
# "ships in two batches, first one on the 4th"
_ONE_OF = re.compile(
    r"\A\W*(?:the\s)?(?:first|second|third|last|other|rest)\s?(?:one|batch|half|lot)?\s(?:is\s)?(?:on|by|at)\s?\Z"
)
_IN_PARTS = re.compile(r"\b(?:batch|lot|shipment|deliver|instal)")
_HOW_FAR = re.compile(r"(?:要|得|还要|还得|会|能)到\s?\Z")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱林何郭马罗郑冯谢宋唐许韩邓彭曹曾田萧潘袁蔡蒋余杜叶程魏苏吕丁沈姚卢傅钟崔汪范陆廖姜方石熊侯邹"
_PERSON = re.compile(
    rf"(?:{PERSON_ZH}|(?:\A|[,;:。\s])[{_SURNAMES}][一-龥]{{1,2}}(?<![我约定好先再得就要跟和给了吧记把去事让叫请])|[一-龥]公司)(?:那边|这边|自己)?\s?\Z"
)
_HAN = re.compile(r"\s?(?![那这之以的]|前|后)[\u4e00-\u9fff]")
# A thing before its time and a verb behind it: 蓝海的船20号靠岸.
_THING = re.compile(
    r"(?:第[一二三四五]批|首批|头批|(?:的|那边|这边|说|,)[一-龥]{1,6})(?<![我约定好先再得就要跟和给了吧记把去事让叫请])\Z"
)
# Their own affair, moved: 他们消防检查改到周四.
_THEIRS_MOVED = re.compile(
    r"(?<![跟和与给约])(?:他们|她们|对方|人家|客户)(?!把|跟|和|要|想|让|说)的?[一-龥]{2,6}(?:改|推|挪|延|提前|推迟|延期|顺延)[到至]\s?\Z"
)
# What they would rather decide then: 对方说明年再看.
_THEY_SAY = re.compile(r"(?<!我)(?<!我就)(?<!我跟[他她])(?:说|讲|表示|提到|让等|叫等)\s?\Z")
_DECIDE = re.compile(r"\s?再(?:看看?|说|定|决定|考虑|议|讨论|研究)\s?\Z")
_WAITING = re.compile(r"\A\s?(?:再|先|在|还在|得)?等(?!一?[下会])[^,.;|]{0,8}\Z")


def is_theirs(place: Place) -> bool:
    """Whether others act at this time, or goods, money and offers do by themselves."""
    before, after = place.before, place.after
    said = place.moment.text.lower()
    return bool(
        (said.startswith("due") and _DUE.search(before))
        or (said.startswith(_UNTIL) and _STANDS.search(before))
        or (THEIRS.search(before) and THEIR_ACT.match(after))
        or THEIRS_AFTER.match(after)
        or _THEIRS_MOVED.search(before)
        or (GOODS.search(before) and _ARRIVES.match(after))
        or (_THEY_SAY.search(before) and _DECIDE.match(after))
        or _comes_to_us(before, after)
    )


def _comes_to_us(before: str, after: str) -> bool:
    they = _TO_US.search(before) or _TO_US.search(after)
    if they and not CONTACT_EN.search(they.string, they.end()):
        return True
    if _ASKED_OF_THEM.search(before) or _ASKED_OF_THEM.search(after):
        return False
    return _TO_US_ZH.search(after) is not None and (
        _PERSON.search(before) is not None or not before.strip()
    )


def is_a_fact(place: Place) -> bool:
    """Whether a time beside no known verb only tells of others or of things."""
    before, after = place.before, place.after
    if _THEY_SAY.search(before) or _WAITING.search(before) or _HOW_FAR.search(before):
        return True
    if (_PERSON.search(before) or _THING.search(before)) and _HAN.match(after):
        return True
    return _is_stated(place) or FINITE.search(before + after) is not None or _is_about_them(place)


def _is_stated(place: Place) -> bool:
    """Whether something else is the subject of a verb: "the old contract lapses end of December"."""
    before, said = place.before, place.moment.text.lower()
    if _STATES.search(before) or _ENDS_WITH_STATE.search(before) or _AWAY.search(before):
        return True
    if said.startswith((*_UNTIL, "from")) and _STATES_UNTIL.search(before):
        return True
    return bool(_ONE_OF.search(before) and _IN_PARTS.search(place.last_clause + before))


def _is_about_them(place: Place) -> bool:
    spoken_of = THEY.search(place.before) and not WANTED.search(place.before)
    return bool(spoken_of and not US.search(place.before + place.after))
