"""What a customer needs and what it objects to, as a few words that every note is read for.

Pure: a word list in both languages; what is not in it a rep adds by hand.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from crm.understanding.fold import fold


class Want(StrEnum):
    """Whether a word is wanted or objected to."""

    NEED = "need"
    OBJECTION = "objection"


def _either(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(words))


# The key is stored and shown through the catalogue: add, never rename.
NEEDS: Mapping[str, re.Pattern[str]] = {
    "sample": _either(
        r"(?:要|想要|需要|寄|看看?|试用?).{0,6}样品",
        r"要样",
        r"\b(?:wants?|needs?|asked for|asks for) (?:a |some )?samples?\b",
    ),
    "quote": _either(
        r"(?:要|需要|等|催).{0,4}报价",
        r"\b(?:wants?|needs?|asked for|asks for|waiting for) (?:a |the |another |new )?(?:quote|quotation|offer)\b",
    ),
    "demo": _either(
        r"(?:要|想|需要|安排).{0,6}(?:演示|看机|试机|试用)",
        r"\b(?:wants?|needs?|asked for) (?:a |another )?(?:demo|trial)\b",
    ),
    "delivery": _either(
        r"(?:要求?|希望|需要|急).{0,8}(?:交期|交货|尽快发货|早点到货|现货)",
        r"\b(?:needs?|wants?) (?:it |them )?(?:fast|quick|early|earlier|urgent)\w* ?(?:delivery)?\b",
        r"\bdelivery (?:by|within|before)\b",
    ),
    "service": _either(
        r"(?:要|需要|看重|关心|希望).{0,6}(?:售后|服务|维保|维护|保修)",
        r"\b(?:needs?|wants?|care[sd]? about|asked about) .{0,12}(?:service|support|warranty|maintenance)\b",
    ),
    "training": _either(r"(?:要|需要|希望).{0,6}培训", r"\b(?:needs?|wants?) .{0,8}training\b"),
    "customising": _either(
        r"定制|定做|按(?:他们|客户)的?(?:要求|图纸)",
        r"\b(?:custom(?:i[sz]ed?)?|bespoke|tailored)\b",
    ),
    "credit": _either(
        r"(?:要|希望|要求|需要).{0,6}(?:账期|赊账|月结|分期)",
        r"\b(?:payment terms|credit terms|instal?lments|net (?:30|60|90))\b",
    ),
}
OBJECTIONS: Mapping[str, re.Pattern[str]] = {
    "price": _either(
        r"(?:太|有点|嫌|觉得|价格|报价).{0,4}(?:贵|高)(?!兴|层|管|端)",
        r"砍价|压价|再便宜|降价",
        r"\b(?:too expensive|too high|too pricey|price is (?:too )?high|over(?:priced| budget)|cheaper|discount)\b",
    ),
    "no budget": _either(
        r"没(?:有)?预算|预算(?:不够|不足|砍|冻结|用完)",
        r"\b(?:no budget|budget (?:cut|is gone|frozen|spent))\b",
    ),
    "competitor": _either(
        r"(?:竞品|竞争对手|对手|同行|别家|另一家|其他家|友商)",
        r"\b(?:competitors?|competing offer|another supplier|other supplier|rival)\b",
    ),
    "no need": _either(
        r"(?:暂时|目前|现在)?(?:不需要|用不上|没需求|没有需求)",
        r"\b(?:do(?:es)?n't need|no need for)\b",
    ),
    "timing": _either(
        r"(?:明年|过段时间|以后)再(?:说|看|谈|议)|不急",
        r"\b(?:not now|next year|too early|later this year|no hurry)\b",
    ),
    "quality": _either(
        r"(?:担心|怕|怀疑).{0,8}质量|质量(?:不好|问题|一般)",
        r"\b(?:worried about (?:the )?quality|quality (?:issue|problem|concern)s?|unreliable)\b",
    ),
    "slow delivery": _either(
        r"交期(?:太)?(?:长|久|慢)|(?:发货|交货)(?:太)?慢",
        r"\b(?:lead time (?:is )?too long|delivery (?:is )?too (?:slow|long))\b",
    ),
    "decides elsewhere": _either(
        r"(?:要|得|需)(?:问|请示|报|等)(?:总部|老板|领导|集团|上面)|做不了主",
        r"\b(?:boss|head ?quarters|hq|board|management) (?:decides|has to (?:decide|approve)|must approve)\b",
    ),
}


def find_needs(note: str) -> list[tuple[Want, str]]:
    """Return the needs and objections that a note speaks of, each once, in the order of the list."""
    plain = fold(note)
    found = [(Want.NEED, word) for word, cue in NEEDS.items() if cue.search(plain)]
    found += [(Want.OBJECTION, word) for word, cue in OBJECTIONS.items() if cue.search(plain)]
    return found
