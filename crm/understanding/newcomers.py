"""A customer to add: the name, the city, the contact and the telephone number as the rep wrote them."""

import re
from functools import cache

from crm.cities import large_cities
from crm.understanding.fold import fold
from crm.understanding.reading import Span
from crm.understanding.scene import Scene
from crm.understanding.strangers import find_company
from crm.understanding.vocabulary.english import CALENDAR, EVERYDAY
from crm.understanding.vocabulary.people import COMPOUND_SURNAMES, HONORIFICS, SURNAMES, TITLES
from crm.understanding.vocabulary.requests import NEW_CUSTOMER
from crm.understanding.vocabulary.trade import CITIES, GENERIC, LATIN_PLACES
from crm.understanding.vocabulary.wording import words

_SURNAME = f"(?:{'|'.join(sorted(COMPOUND_SURNAMES))}|[{''.join(sorted(SURNAMES))}])"
_TITLE = "|".join(sorted(TITLES, key=len, reverse=True))
_LEAD = re.compile(
    r"[\s::,.!/|>→=\-]*(?:(?:please|pls|plz|kindly|哈(?!尔|佛|密|药)|啊|呀|哦|喔|咯|呗|吧|哟|噢|嘛|啦|哩|录一?下|建档|to (?:add|enter|save|record|log)|加一?下|登记一?下|登记|录入一?下|录入|信息|资料|档案|record|profile|entry|today|for|(?:公司)?(?:叫做?|名叫)|名称|公司名称?|名字|是|为|called|named|name|is|that is|at|(?:me|us)(?= ?[:,])|(?:at|from) the (?:expo|show|fair|event|conference))(?![a-z])[\s::,/|>→=\-]*)*[\"'《“【「『\[]?"
)
_SIGNS = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F\s]+")
_ROLE_HAN = r"联系人|联络人|联繫人|对接人|负责人|决策人|决策者|拍板人|拍板的|关键人|话事人|管事的|当家的|接洽人|采购|老板娘?|窗口|经办人|找|联系"
_END = re.compile(
    rf"[,;。、\n\"'》】」』\]!/|→]|[ ]*[-=]>|[ ]--?[ ]|(?<=[\u4e00-\u9fff)])-(?=[\u4e00-\u9fff\d▲])|\.(?:\s|$)|(?:^|\s)(?=(?:{_ROLE_HAN}|电话|手机|tel|地址|{_SURNAME}(?:{_TITLE})))"
    rf"|(?=(?:{_ROLE_HAN})[::]?[\u4e00-\u9fff]|电话|手机|座机|微信|地址|做.{{1,8}}的|▲)"
    r"|\s?[((](?=(?:contact|owner|manager|buyer|联系|老板|负责|[a-d][ -]?(?:grade|class|级|类)|(?:grade|class) [a-d]))|\s(?=(?:the |their |my |our )?(?:contact|owner|phone|ph|tel|mob|mobile|cell|number|manager|mgr|buyer|spoc|poc|attn|address|email|their|met|in|from|with|who|they|he|she|as an?)\b)|\s(?=\+?\d[\d -]{5})"
    r"|(?<=[\u4e00-\u9fff)])\s"
)
_AS_CLIENT = re.compile(
    r"\b(?:please |pls |kindly )?(?:add|put|enter|save|onboard|sign up|bring on|set up|register|create|record|log|open)\s+(?:down\s+)?(?:the\s+)?(.{2,50}?)\s+(?:down |in )?as (?:an? |our )?(?:new(?:est)? )?(?:cust(?:omer)?|client|acct|account|prospect|lead)"
    r"|\b(?:add|put|enter|take|save|include|set up|stick|pop|bung|whack|chuck|load|log) (?!(?:an? |the |this |that |my |our |note))(.{2,50}?) (?:to|into|in|on) (?:my|our|the) (?:customers?|clients?|accounts?|prospects?|(?:customer |client |account )?(?:list|books?|base|database|system|file|app)|crm)\b"
)
_INTO_CLIENTS = re.compile(
    r"(?:把|将)?([\u4e00-\u9fff()a-z0-9]{3,30}?)(?:加|添加|存|录|记)(?:到|入|进|为|成)(?:新)?客户"
)
# The name first: "Peachtree Cold Storage, brand new account, Marcus Bell 404-555-0129".
_NAME_FIRST = re.compile(
    r"^\s*((?!hi\b|hello\b|hey\b|ok\b|fyi\b|got\b)[a-z][a-z0-9&'’. -]{2,40}?)\s*(?:[,;:]|-+ )\s*(?:an? |our |is an? )?(?:brand[- ]?)?new (?:cust(?:omer)?|client|acct|account|prospect)\b(?=[,.;:]|$)"
)
_OFFICE = r"(?:他们|公司)?(?:[\u4e00-\u9fff]{2,5}(?:部|科|处|室|中心|车间)的?)?(?:负责人|经理|主管|总监)?"
_PERSON_HAN = re.compile(
    rf"(?:(?:{_ROLE_HAN}|姓名)(?:是|叫|:|:|为|\s)*)(?:{_OFFICE})?({_SURNAME}(?:{_TITLE})|{_SURNAME}[\u4e00-\u9fff]{{1,2}}?(?={_TITLE})|{_SURNAME}[\u4e00-\u9fff]{{1,2}}(?![\u4e00-\u9fff])|{_SURNAME}[\u4e00-\u9fff]{{1,2}})"
)
_PERSON_ALONE = re.compile(
    rf"(?:^|[,;。、\s/|-]|(?:部|厂|办|科)(?:的)?|(?:经理|主管|总监|店长|厂长|负责人|老板|主任|专员)(?:是|叫)?)(?:[\u4e00-\u9fff]{{2,4}}(?:部|科)(?:的)?)?({_SURNAME}(?:{_TITLE})|{_SURNAME}[\u4e00-\u9fff]{{1,2}})(?=[,;。、\s▲/|-]|$|手机|电话)"
)
# `Mr. Erik Sandberg` is Erik Sandberg; without a given name, and with a doctor's, the title stays.
_NAME_LATIN = r"(?:(?:Dr|Prof)\.? |(?:Mr|Mrs|Ms)\.? (?!\S+ [A-ZÀ-Ý]))?(?!(?:Mr|Mrs|Ms)\b)[A-ZÀ-Ý][\w'’-]+(?: (?:de|van|von|der|da|del|la|bin|al))*(?: (?:[A-ZÀ-Ý]\.|[A-ZÀ-Ý][\w'’-]+)){0,3}"
_PERSON_LATIN = re.compile(
    r"(?:\b(?:[Cc]ontact|SPOC|[Ss]poc|POC|[Pp]oint of contact|[Bb]loke|[Gg]uy|[Ll]ady|[Ll]ad|[Ll]ass|[Cc]hap|[Ff]ell(?:a|er)|[Ww]oman|[Gg]irl|[Ll]andlord|[Ll]andlady|[Ll]icensee|[Gg]affer|[Mm]atron|[Nn]ame|[Oo]wner|[Mm]anager|[Mm]gr|[Pp]roprietor|[Rr]un by|[Bb]uyer|[Aa]ttn|[Aa]sk for|[Ss]p(?:eak|oke|oken) (?:to|with)|[Mm]et|[Bb]oss|[Dd]irector|[Pp]erson|CEO|CFO|[Cc]hef|[Ww]ith|[Rr]un by|[Hh]ead|talk to|reach)"
    rf"(?:'?s)?(?: person| name)?(?:'s)?(?: is| named| called|:| -)?[ ]+)(?:(?:Mr|Mrs|Ms)\.? (?=\S+ [A-ZÀ-Ý]))?({_NAME_LATIN})"
)
_ROLE_HAN_LATIN = re.compile(rf"(?:{_ROLE_HAN})(?:是|叫|:|:|为|\s)*({_NAME_LATIN})")
_ROLE_BEHIND = re.compile(
    rf"({_NAME_LATIN})(?:,? (?:is|runs|owns|handles)\b| \(?(?=(?:the )?(?:owner|buyer|manager|director|chef|boss)))"
)
_ALONE_LATIN = re.compile(
    rf"[,;:.\-–]\s*(?:(?:Mr|Mrs|Ms)\.? (?=\S+ [A-ZÀ-Ý]))?({_NAME_LATIN})\s*(?=[,;.(\-–]|$|\+?\d)"
)
# `- becky olsen - 515 …`: a name in small letters, where it stands alone before the number.
_NO_NAMES = words(
    "phone tel cell mobile email main desk reception line fax ext st ave rd blvd tx ca ny oh il pa ia ne ks mo wi mn"
    " candle wax pickle candles box boxes film tape labels bottles bags wrap parts dept accounts payable bakery retail"
    " hot cold referred referral via walk-in trade show website web lead prospect interested inbound outbound of and"
    " the for in at to by from who is has wants needs a an our my his her their makes sells buys does"
)
_PERSON_SMALL = re.compile(
    r"(?:[,;:/>→]|\s-+|\b(?:contact|attn|owner|buyer|mgr|manager|ask for|talk to|w/|with)\b:?)\s*(?:is )?"
    r"((?!(?:contact|attn|owner|buyer|mgr|manager|ask|talk|with)\b)[a-zà-ÿ][a-zà-ÿ'’-]+(?: [a-zà-ÿ]+\.?)? [a-zà-ÿ][a-zà-ÿ'’-]+)(?=\s*(?:[,;:/(→]\s*|-+>?\s*|(?:ph|tel|cell|mob|phone|mobile|no|num)\b[.: ]*)*▲)"
)


# 大理苍洱花卉,和丽芳,188…: whatever the surname, two to four characters alone before the number.
_BEFORE_NUMBER = re.compile(
    r"[,;。、\s/|-](?:找|联系人?|叫|是)?([\u4e00-\u9fff·]{2,4})[,;。、\s/|:-]*(?=▲)"
)
_NO_PERSON = words(
    "电话 手机 座机 手机号 号码 联系电话 联系方式 电话号码 手机号码 微信 微信号 固话 总机 前台 老板 经理 采购 财务 仓库 门店 办公室 公司 客户 联系人 负责人 未知 暂无"
)


_OPENING = re.compile(
    r"\s*(?:新(?:增)?客[户戶]|(?:新建|录入|添加)(?:新)?客[户戶]|(?:add (?:an? )?)?new (?:customer|client|account))[\s:：,，-]",
    re.IGNORECASE,
)


class Newcomer:
    """Spans of what is said about a customer to add; what is not said is None."""

    __slots__ = ("city", "company", "person", "phone")

    def __init__(
        self, company: Span | None, city: Span | None, person: Span | None, phone: Span | None
    ) -> None:
        self.company = company
        self.city = city
        self.person = person
        self.phone = phone


def opens_with_a_newcomer(text: str) -> bool:
    """Tell whether a line begins by saying that it enters a customer: it is no answer to another question."""
    return _OPENING.match(text) is not None


def read_newcomer(scene: Scene) -> Newcomer:
    """Read `新客户:<name>,联系人<person>,电话<number>` and its many relatives."""
    phone = scene.phones[0] if scene.phones else None
    number = scene.span(phone.start, phone.end) if phone else None
    company = _company(scene)
    after = company.end if company else scene.start
    city = _city(scene, after) or (_city_before(scene, company) if company else None)
    return Newcomer(company, city, _person(scene, after, city), number)


def _company(scene: Scene) -> Span | None:
    plain = scene.page.plain
    for pattern in (_AS_CLIENT, _INTO_CLIENTS, _NAME_FIRST):
        if found := pattern.search(plain):
            start, end = found.span(found.lastindex or 1)
            return scene.span(start + _quote(plain[start]), end - _quote(plain[end - 1]))
    cue = NEW_CUSTOMER.search(scene.masked) or NEW_CUSTOMER.search(plain)
    if cue is None:
        return None
    lead = _LEAD.match(plain, cue.end())
    start = lead.end() if lead else cue.end()
    if signs := _SIGNS.match(plain, start):
        start = signs.end()
    if city := _place_first().match(plain, start):  # 新客户 上海 华信科技
        start = city.end()
    visible = _with_phones(scene)
    cut = _END.search(visible, start)
    if (cut and cut.start() == start) or start >= len(plain):
        return _whole(scene, find_company(scene)) or _heading(scene, cue.start())
    end = cut.start() if cut else len(plain)
    while end > start and plain[end - 1] in " .,:-\"'":
        end -= 1
    is_short = _SHORTENED.search(plain, start, end) is not None
    end += is_short and plain[end : end + 2] in (".,", ".;", ".:", ".)", "./")
    return scene.span(start, end) if end - start > 1 else None


def _whole(scene: Scene, company: Span | None) -> Span | None:
    """岳阳城陵机械公司,新客户: the word for a company belongs to its name."""
    tail = _COMPANY_TAIL.match(scene.page.plain, company.end) if company else None
    return scene.span(company.start, tail.end()) if company and tail else company


def _heading(scene: Scene, end: int) -> Span | None:
    """东莞精益模具,加一下客户: the name is all that stands before the request."""
    found = _HEADING.fullmatch(scene.page.plain, scene.start, end)
    return scene.span(*found.span(1)) if found else None


_COMPANY_TAIL = re.compile(r"(?:(?:有限|责任|股份)*公司|集团|总?厂|商行|经营部)(?=[\s,;:，、-])")
_HEADING = re.compile(
    r"\s*((?![^,;]*[了的在到见])[\u4e00-\u9fff]{4,16}|[a-z][a-z&'’ -]{3,32}?)\s*[,;:，、-]?\s*"
)
_SHORTENED = re.compile(r"\b(?:inc|ltd|corp|co|bros|pty|llc)$")


def _quote(letter: str) -> int:
    return int(letter in "\"'")


def _with_phones(scene: Scene) -> str:
    visible = list(scene.page.plain)
    for phone in scene.phones:
        visible[phone.start : phone.end] = "▲" * (phone.end - phone.start)
    return "".join(visible)


def _person(scene: Scene, after: int, city: Span | None) -> Span | None:
    visible = _with_phones(scene)
    for text, patterns in (
        (visible, (_PERSON_HAN, _PERSON_ALONE)),
        (scene.page.text, (_PERSON_LATIN, _ROLE_HAN_LATIN, _ROLE_BEHIND, _ALONE_LATIN)),
    ):
        for pattern in patterns:
            for found in pattern.finditer(text, after):
                if city is None or found.start(1) != city.start:
                    return scene.span(*found.span(1))
    alone = _BEFORE_NUMBER.search(visible, after)
    if alone and alone[1] not in _NO_PERSON:
        return scene.span(*alone.span(1))
    small = (one for one in _PERSON_SMALL.finditer(visible, after) if _is_name(one[1]))
    return next((scene.span(*one.span(1)) for one in small), None)


def _is_name(words: str) -> bool:
    """`becky olsen` is a name; `candle wax`, `austin tx` and `head office` are none."""
    known = EVERYDAY | GENERIC | CALENDAR | LATIN_PLACES | HONORIFICS | _NO_NAMES
    return known.isdisjoint(words.split())


def _city(scene: Scene, after: int) -> Span | None:
    found = _places().search(_with_phones(scene), after)
    return scene.span(*found.span(1)) if found else None


def _city_before(scene: Scene, company: Span) -> Span | None:
    places = _place_first().finditer(scene.page.plain)
    found = next((one for one in places if one.end() == company.start), None)
    return scene.span(*found.span(1)) if found else None


@cache
def _place_first() -> re.Pattern[str]:
    """A known city before the name of a company: 上海 华信科技."""
    return re.compile(rf"(?<![\u4e00-\u9fff])({_city_names()})[\s,]+(?=[\u4e00-\u9fff]{{4}})")


@cache
def _city_names() -> str:
    names = {*CITIES, *(fold(name) for city in large_cities() for name in city.names)}
    return "|".join(map(re.escape, sorted(names, key=len, reverse=True)))


@cache
def _places() -> re.Pattern[str]:
    """A known city that stands alone: between commas, behind "in", before the contact."""
    return re.compile(
        rf"(?:[,;、。/|(]\s*|\s-\s|(?:[,;、]|\s)(?:in|from|based in)\s|(?<=[\u4e00-\u9fff)])\s+)(?:在|位于)?({_city_names()})"
        rf"(?=\s*(?:[,;、。.(/|)▲]|$|\s-\s|(?:{_ROLE_HAN}|电话|手机))|\s+(?:contact|with|phone|tel|buyer|owner|grade|industry|[a-d][级类]|[\u4e00-\u9fff]))"
    )
