"""The text in which times are read: without sums and counts, and days as spoken spelt out."""

import re

from crm.understanding.amounts import Amount
from crm.understanding.money import find_amounts
from crm.understanding.scene import MONEY, mask

_LAST_HOUR = 24
_COLLOQUIAL = re.compile(r"([今明昨后前])(?:儿|(?<![\u4e00-\u9fff].)[;/])")
_BRACKETED = re.compile(r"^[【\[](1[0-2]|0?[1-9])[.·](3[01]|[12]\d|0?[1-9])[】\]]")
_UNIT = re.compile(r"[万亿wk]|thousand|grand|million|\dm")
_COUNTED = re.compile(
    r"\b(?:at|for|on|to) (\d+) (?:more|new|additional|extra|units?|users?|people|seats?)\b"
)


def text_of_times(masked: str) -> str:
    """Mask sums of money and counts, so that no part of them is read as a day or an hour."""
    covers = [
        (MONEY, one.start, one.end)
        for one in find_amounts(masked)
        if one.currency or _is_price(one) or _UNIT.search(masked, one.start, one.end)
    ]
    counts = [(MONEY, *found.span(1)) for found in _COUNTED.finditer(masked)]
    spoken = _COLLOQUIAL.sub(r"\1天", _BRACKETED.sub(r" \1月\2日", masked))
    return mask(spoken, [*covers, *counts])


def _is_price(amount: Amount) -> bool:
    """`15 seats at 120 each`: a unit price that no clock shows."""
    return amount.each and (amount.value > _LAST_HOUR or amount.value % 1 > 0)
