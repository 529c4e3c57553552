"""A full legal name that is nobody's in the book is another company, however much its first word is like one."""

import re
from dataclasses import replace

from crm.understanding.names import core_of, forms_of
from crm.understanding.reading import Doubt, Intent, Reading, Span, Why

LONGEST_REST = 14
HAN = re.compile(
    rf"[\u4e00-\u9fff()()]{{0,{LONGEST_REST}}}?(?:股份有限公司|有限责任公司|有限公司|集团公司)"
)
LATIN = re.compile(
    r"(?:[ ]?[A-Z][\w&'-]*)*(?:[ ](?:&[ ]Co|Ltd|Limited|Inc|LLC|LLP|Corp|Corporation|GmbH|PLC|AG|BV)\b\.?)+"
)
DONE = (Intent.LOG, Intent.OPPORTUNITY, Intent.TICKET)  # acts that a stranger may be entered for


def heeding_full_names(reading: Reading) -> Reading:
    """Return a reading that doubts a customer found by a part of somebody else's full name."""
    span, known = reading.spans.get("customer"), reading.customer
    if span is None or known is None or reading.intent not in DONE:
        return reading
    full = _full_name(reading.text, span)
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
    rest = HAN.match(text, span.end) or LATIN.match(text, span.end)
    if rest is None:
        return None
    return Span(span.start, rest.end(), text[span.start : rest.end()])
