"""Does a line ask what something costs: `离心泵多少钱`, `价格 P-200`, `how much is the gear pump`? Pure.

Whether it is a product that is asked about, the price list knows: 华信报价 is none.
"""

import re

LONGEST = 80
ASKED = (
    r"(?:请问|查一下|查下|查查|查|看下|看看)?(.+?)\s*的?(?:现在|目前)?(?:一?[台个件套把支箱吨米])?"
    r"(?:多少钱|什么价|啥价|怎么卖|单价|价格|价钱|售价|报价)(?:是多少|多少|呢|一?[台个件套把支箱吨米])?",
    r"(?:查一下|查下|查)?(?:价格|单价|价钱|售价|报价|price(?: check)?)[\s:：]+(?!is |was |too |seems )(?:of |for |on )?(.+)",
    r"(?:what(?:'s|’s| is) the |what |check |the )?(?:list |unit )?price (?:of|for|on) (?:the |an? |our )?(.+)",
    r"how much (?:is|are|for|does|do) (?:the |an? |our |one )?(.+?)(?: cost| each| per unit| go for)?",
    r"what (?:does|do) (?:the |an? |our |one )?(.+?) cost",
    r"(.+?) (?:list |unit )?price",
)
QUESTION = re.compile("|".join(ASKED), re.I)


def product_asked_for(text: str) -> str | None:
    """Return the words for the product whose price is asked for, as they were written; none where none is."""
    line = text.strip().rstrip("?？吗 ")
    found = QUESTION.fullmatch(line) if len(line) <= LONGEST and "\n" not in line else None
    return next((words.strip() for words in found.groups() if words), None) if found else None
