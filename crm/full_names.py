"""A longer name that is nobody's in the book is another company, however much its first word is like one.

It is longer by a legal form (鼎新塑料有限公司, Acme Plastics Ltd) or by a word for a trade (北辰精工, Acme Plastics).
"""

import re
from dataclasses import replace

from crm.understanding.names import core_of, forms_of
from crm.understanding.reading import Doubt, Intent, Reading, Span, Why
from crm.understanding.vocabulary.trade import GENERIC

LONGEST_REST = 14
HAN = re.compile(
    rf"[\u4e00-\u9fff()()]{{0,{LONGEST_REST}}}?(?:股份有限公司|有限责任公司|有限公司|集团公司)"
)
LATIN = re.compile(
    r"(?:[ ]?[A-Z][\w&'-]*)*(?:[ ](?:&[ ]Co|Ltd|Limited|Inc|LLC|LLP|Corp|Corporation|GmbH|PLC|AG|BV)\b\.?)+"
)
TRADES = (
    "精工|精机|科技|实业|商贸|工贸|贸易|集团|股份|置业|地产|物流|货运|制药|药业|重工|机电|电气|电子|国际|控股|化工|纺织|服饰|服装"
    "|传媒|酒店|宾馆|医院|学校|银行|农业|牧业|渔业|生物|光电|光学|半导体|医疗|器械|机械|仪器|工业|建材|钢构|家具|塑胶|橡胶|模具"
)
# What may follow a name, so that 华信物流公司的车 or 华信电子版 names nobody else.
HAN_TRADE = re.compile(
    rf"[\u4e00-\u9fff]{{0,2}}?(?:{TRADES})(?=[\s,,。;;::!!、]|$|的?[王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁][\u4e00-\u9fff]|那边|这边|谈|聊|见|要|想|说)"
)
LATIN_TRADE = re.compile(r"[ ]([A-Z][a-z]+)\b(?!['’])")
ACTS = (
    Intent.LOG,
    Intent.OPPORTUNITY,
    Intent.TICKET,
    Intent.STAGE,
    Intent.REMIND,
)  # a stranger may be entered for them


def heeding_full_names(reading: Reading) -> Reading:
    """Return a reading that doubts a customer found by a part of somebody else's name, in each of its acts."""
    first, *more = (_heeding(one, reading.text) for one in reading.acts)
    return replace(first, also=tuple(more))


def _heeding(reading: Reading, text: str) -> Reading:
    span, known = reading.spans.get("customer"), reading.customer
    if span is None or known is None or reading.intent not in ACTS:
        return reading
    full = _full_name(text, span)
    if full is None or core_of(full.text) in {form.text for form in forms_of(known)}:
        return reading
    spans = {name: one for name, one in reading.spans.items() if name != "customer"}
    return replace(
        reading,
        customer=None,
        contact_id=None,
        new_customer=full.text,
        spans={**spans, "new_customer": full},
        doubts=(*reading.doubts, Doubt("customer", Why.UNKNOWN, full)),
    )


def _full_name(text: str, span: Span) -> Span | None:
    """Return the legal name that begins with a span, where the words go on to one."""
    if text[span.start : span.end] != span.text:
        return None
    rest = HAN.match(text, span.end) or LATIN.match(text, span.end) or _trade(text, span)
    if rest is None:
        return None
    return Span(span.start, rest.end(), text[span.start : rest.end()])


def _trade(text: str, span: Span) -> re.Match[str] | None:
    """Return a word for a trade right behind a name: 精工, `Plastics`."""
    if han := HAN_TRADE.match(text, span.end):
        return han
    latin = LATIN_TRADE.match(text, span.end)
    return latin if latin and latin[1].lower() in GENERIC else None
