"""What was promised in a note: each sentence that promises, and whether it binds us or them.

Pure: words in, sentences out, quoted as they were written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crm.understanding.fold import fold

LONGEST = 200
MOST = 12
_SENTENCE = re.compile(r"[^。!?;\n.,，；！？]+(?:[.,](?=\S)[^。!?;\n.,，；！？]+)*")
_PROMISE = re.compile(
    r"答应|承诺|保证|说好|约定|约好|同意(?!见)|我们?会|我们?来|会(?:发|给|寄|送|安排|准备|回复|答复|确认|付|打款|签|下单|提供|派|在)"
    r"|(?:周|下周|月底|明天|后天|今天).{0,6}(?:前|内)?(?:给|发|回复|答复|付款|打款|下单|签)"
    r"|\b(?:promis\w+|agreed to|agrees to|commit(?:ted|s)? to|guarantee\w*|will (?!be\b)[a-z]+|'ll [a-z]+|going to [a-z]+|owe[sd]?)\b"
)
_NO_PROMISE = re.compile(
    r"不会|没答应|没承诺|没有?同意|会不会|\b(?:won't|will not|did not|didn't|refused)\b|吗$|\?$"
)
_WE = re.compile(
    r"^(?:我们?|咱们?|本公司|我司)|我们?(?:已经)?(?:答应|承诺|保证|会|来|给|同意|这边)|给(?:他们?|她们?|客户|对方)(?:发|寄|送|报|准备)"
    r"|\b(?:i|we|i'll|we'll|our side)\b(?!.{0,20}\b(?:they|he|she)\b)"
)
_THEY = re.compile(
    r"他们?|她们?|对方|客户|[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗]?(?:总|经理|工|主任|老板)|(?:给|跟|向)我们?"
    r"|\b(?:they|he|she|they'll|he'll|she'll|customer|client|their|mr|ms|mrs)\b"
)


class Side(StrEnum):
    """Who is bound by a promise."""

    WE = "we"
    THEY = "they"


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise in the words in which it was noted."""

    side: Side
    sentence: str


def find_promises(note: str) -> list[Promise]:
    """Return the promises of a note in their order, at most 12.

    Where a sentence does not say who promises, the rep does: he wrote it. A denial and a question promise nothing.
    """
    return list(_promises(note))[:MOST]


def _promises(note: str) -> Iterator[Promise]:
    for found in _SENTENCE.finditer(note):
        sentence = found[0].strip()
        plain = fold(sentence)
        end = found.end()
        asks = note[end : end + 1] in ("?", "？")
        if asks or not _PROMISE.search(plain) or _NO_PROMISE.search(plain):
            continue
        yield Promise(_side(plain), sentence[:LONGEST])


def _side(plain: str) -> Side:
    """Return who is the subject: whoever is named first of the two."""
    we, they = _WE.search(plain), _THEY.search(plain)
    if they is None:
        return Side.WE
    return Side.WE if we is not None and we.start() <= they.start() else Side.THEY
