"""Companies and people that the book does not hold: how a message introduces them."""

import re

from crm.understanding.fold import Word, is_han
from crm.understanding.reading import Span
from crm.understanding.scene import CUSTOMER, PERSON, Scene
from crm.understanding.vocabulary.english import CALENDAR, EVERYDAY
from crm.understanding.vocabulary.people import NO_NAMES, SURNAMES
from crm.understanding.vocabulary.trade import CITIES, COMPANY_ENDINGS, GENERIC, LATIN_PLACES
from crm.understanding.vocabulary.wording import words

_HAN = "\u4e00-\u9fff"
_VERB = r"(?:拜访|回访|走访|探访|陌拜|访|去|跑|到|见|约|和|跟|给|与|从|在|联系|致电|来自|对|认识|参观|考察)(?:了|过|到|一下|了一?趟|了一下)?"
_COMPANY_HAN = re.compile(
    rf"{_VERB}([{_HAN}a-z0-9()]{{2,18}}?)(?:的|那边|这边|那里)?(?={PERSON}|的?[,,。;!\n]|[ ]|回来|出来|$)"
)
# A company is often called by its town and two or three characters: 无锡鼎盛. These are no names.
_IN_TOWN = re.compile(rf"(?:{'|'.join(CITIES)})([{_HAN}]{{2,4}})$")
_NO_NAME_IN_TOWN = re.compile(
    r"出差|分|总部|[东南西北新]区|市区|路|站|展|浦|虹桥|高新|开发|旅|玩|这|那|回|转"
)
_ENDING_HAN = re.compile(
    rf"([{_HAN}]{{2,14}}?(?:{'|'.join(COMPANY_ENDINGS)}))(?:的|那边|这边)?(?![版档券票签件稿表师])(?=[{_HAN}{PERSON},,。;]|$)"
)
_OPENING = re.compile(r"[在去到访和跟给从见约陪对为了刚趟把]|今天|昨天|上午|下午|早上|联系")
_NO_COMPANY = re.compile(
    r"那边|这边|[报上问找归]集团|派|款|就|给|收|客户|公司|对方|他们|我们|大家|同事|老板|趟|看|工厂|厂家|厂里|门店|参观|考察|拜访|跟进|联系|提醒|准备|沟通|现场|园区|展会|办公室|工地|今天|明天|昨天|上午|下午|晚上|早上|中午|一下|一趟|几家|三家|两家|多家|"
    r"新来|他|她|它|见|那个|这个|一个|哪|什么|电话|微信|邮件|报价|合同|方案|样品|资料|部门|采购|技术部|财务|前台|领导|经理|仓库|车间|家里|机场|酒店吃|客|门口|附近|发|打|聊|谈|通|讨论|开|送|的|了|要|是|不"
)
_CONTACT_HAN = re.compile(
    rf"{CUSTOMER}(?:的|那边的?|这边的?)?(?:[^,。;\s{PERSON}{CUSTOMER}的]{{0,4}}(?:经理|主管|总监|主任|部|负责人|采购|助理|新来的))?(?:的)?(?:新[来到任上]任?的)?(?:[\u4e00-\u9fff]{{2,4}}(?:部|科|处|室|中心|车间)的?)?(?:负责人|经理|主管|总监|助理|同事|小伙子?|姑娘)?"
    rf"([{''.join(sorted(SURNAMES))}][{_HAN}]{{1,2}}?)(?=打|发|说|聊|谈|通|见|开[了会]|[,,。;]|$|电话|微信|对|来[电了]|吃|沟|交流|碰|约|回|觉得|表示)"
)
_MET_HAN = re.compile(
    rf"(?:见到了?|认识了?|碰到了?|见了|遇到了?|新来的?|换成了?|换了|对接人是?|负责人是?|联系人是?)(?:新来的)?(?:他们的?|新的?)?"
    rf"(?:[^,。;\s{PERSON}{CUSTOMER}]{{0,6}}?(?:经理|主管|总监|主任|部长?|负责人|采购|助理|老板|厂长))?(?:的)?"
    rf"([{''.join(sorted(SURNAMES))}][{_HAN}]{{1,2}})(?=[,,。;]|$|说|,)"
)
# 周一鸣(新来的采购)接待的我
_HOST_HAN = re.compile(
    rf"(?<![{_HAN}])([{''.join(sorted(SURNAMES))}][{_HAN}]{{1,2}})(?:\([^()]{{1,12}}\))?(?=接待|负责接|陪同?我|出面|对接)"
)
_NOT_A_NAME = re.compile(
    r"[说要想打让约那的在是跟和给很没不回来答同觉发催确提人了金时方面单产设项款货票账期钱品样]"
)
_MEETS = words(
    "met with called from emailed saw texted phoned rang contact owner buyer manager named"
)
_JOINTS = words("to at of for in on and the with from by re is was has had his her our my an a w")
_SPEAKS = words("spoke talked wrote introduced chatted spoken talking")
_AT = words("visited at from with see to visit by near met called for into")
# Who opens a line and wants something: `Zenith Forge wants …`, 泽尼锻造要….
_WANTS = re.compile(
    r" (?:now )?(?:wants?|needs?|would like|is (?:looking|interested)|orders?|ordered)\b"
)
_WANTS_HAN = re.compile(
    rf"\s*([{_HAN}a-z0-9()]{{3,14}}?)[ ]?(?:(?:现在|最近|这边|那边|今年|明年|也|又|还)*(?:想要?|打算|准备|计划|需要?|要|有意向?|采购|订购|订))(?=[{_HAN}\d ])"
)
_NO_BUYER = words(
    "he she they we it who someone somebody everyone everybody anyone nobody customer client our my their"
)
_NOBODY_BUYS = re.compile(
    r"有个|有家|有人|某|他|她|它|们|谁|如果|月|周|年|季|提醒|预算|合同|项目|那边|这边|^我|会议|的"
)
_OWNER_IS = re.compile(
    r"\b(?:owner|contact|manager|buyer|boss|director|chef|name|guy|lady|replaced by|new .{2,14}?)(?: there)? (?:is|called|named|:) ?"
)


def find_company(scene: Scene) -> Span | None:
    """Return the company that the message says was met, where the book has none of that name."""
    return _han_company(scene) or _latin_company(scene)


def find_buyer(scene: Scene) -> Span | None:
    """Return who opens the message and wants something, where the book has none of that name."""
    runs = _capital_runs(scene)
    if runs and not scene.masked[scene.start : runs[0][1][0].start].strip():
        first, last = runs[0][1][0], runs[0][1][-1]
        is_one = first.plain not in _NO_BUYER and _WANTS.match(scene.masked, last.end)
        return scene.span(first.start, last.end) if is_one else None
    found = _WANTS_HAN.match(scene.masked, scene.start, scene.end)
    if found is None or not is_han(found[1][0]):
        return None
    is_none = _NO_COMPANY.search(found[1]) or _NOBODY_BUYS.search(found[1]) or found[1] in CITIES
    return None if is_none else scene.span(*found.span(1))


def find_contact(scene: Scene) -> Span | None:
    """Return a person whom the book does not know, named as met or called."""
    for pattern in (_CONTACT_HAN, _MET_HAN, _HOST_HAN):
        found = pattern.search(scene.masked, scene.start, scene.end)
        if found and not (_NOT_A_NAME.search(found[1][1:]) or found[1][:2] in NO_NAMES):
            return scene.span(*found.span(1))
    is_called = _OWNER_IS.search(scene.masked, scene.start, scene.end)
    for place, run in _capital_runs(scene):
        before = scene.page.words[place - 1].plain if place else ""
        named = is_called is not None and is_called.end() == run[0].start
        earlier = scene.page.words[place - 2].plain if place > 1 else ""
        met = before in _MEETS or (before == "to" and earlier in _SPEAKS)
        elsewhere = run[0].plain in LATIN_PLACES
        if len(run) <= 3 and (met or named) and not _is_company(run) and not elsewhere:
            return scene.span(run[0].start, run[-1].end)
    return None


def _han_company(scene: Scene) -> Span | None:
    for pattern in (_COMPANY_HAN, _ENDING_HAN):
        for found in pattern.finditer(scene.masked, scene.start, scene.end):
            name = found[1]
            ends = any(name.endswith(end) and len(name) > len(end) for end in COMPANY_ENDINGS)
            beside = pattern is _COMPANY_HAN and scene.masked[found.end() :][:1] == PERSON
            if pattern is _ENDING_HAN:
                name = _OPENING.split(name)[-1]
                ends = ends and any(
                    name.endswith(end) and len(name) > len(end) + 1 for end in COMPANY_ENDINGS
                )
            if len(name) < 2 or not is_han(name[0]) or _NO_COMPANY.search(name):
                continue
            if name in CITIES:
                continue
            in_town = _IN_TOWN.match(name)
            is_in_town = in_town is not None and not _NO_NAME_IN_TOWN.search(in_town[1])
            if (ends and len(name) > 3) or (beside and len(name) > 2) or is_in_town:
                return scene.span(found.end(1) - len(name), found.end(1))
    return None


def _latin_company(scene: Scene) -> Span | None:
    last = scene.clauses[-1][0] if scene.clauses else len(scene.masked)
    for place, run in _capital_runs(scene):
        before = scene.page.words[place - 1].plain if place else ""
        opens = not scene.masked[last : run[0].start].strip()  # whatever follows goes on from it
        if (before in _AT or opens) and _is_company(run):
            return scene.span(run[0].start, run[-1].end)
        single = len(run) == 1 and before in ("visited", "visit", "at", "left")
        is_there = 1 < len(run) < 4 and before in ("at", "left", "visited")
        if (single or is_there) and run[0].plain not in LATIN_PLACES:
            return scene.span(run[0].start, run[-1].end)
    return None


def _is_company(run: list[Word]) -> bool:
    endings = GENERIC | {"ltd", "inc", "llc", "gmbh", "co", "corp", "ag", "bv", "ab", "plc", "pty"}
    return len(run) > 1 and run[-1].plain in endings


def _capital_runs(scene: Scene) -> list[tuple[int, list[Word]]]:
    """Return runs of capitalised words that no known name covers, with the first one's number."""
    runs: list[tuple[int, list[Word]]] = []
    for number, word in enumerate(scene.page.words):
        inside = scene.start <= word.start and word.end <= scene.end
        if not inside or not word.capital:
            continue
        last = runs[-1] if runs else None
        if last and last[0] + len(last[1]) == number and _goes_on(scene, last[1][-1], word):
            last[1].append(word)
        elif _could_be_name(scene, word):
            runs.append((number, [word]))
    return runs


def _goes_on(scene: Scene, name: Word, word: Word) -> bool:
    """Say whether a capitalised word belongs to the name before it, an everyday one too: Zenith Forge."""
    between = scene.page.plain[name.end : word.start]
    covered = scene.masked[word.start] in (CUSTOMER, PERSON)
    return between in (" ", " & ", "-") and not covered and word.plain not in CALENDAR


def _could_be_name(scene: Scene, word: Word) -> bool:
    covered = scene.masked[word.start] in (CUSTOMER, PERSON)
    everyday = (word.plain in EVERYDAY and word.plain not in GENERIC) or word.plain in _JOINTS
    return not covered and not everyday and word.plain not in CALENDAR and len(word.plain) > 1
