"""A line that says only where a deal stands: 进入谈判, "won 48k". It is of the customer in hand, as files are."""

import re
from dataclasses import replace

from crm.in_hand import in_hand
from crm.line_acts import do_act
from crm.line_outcomes import Line, Outcomes
from crm.line_reading import read_line
from crm.opportunities import open_opportunities
from crm.policy import customer_for, opportunity_for
from crm.understanding.fold import fold
from crm.understanding.reading import Intent
from crm.understanding.vocabulary import acts
from storage.tables import Customer
from storage.work import Work

LONGEST = 60
SAY_SO = (acts.WON, acts.LOST, acts.MOVED)
# Around the words for it stand at most who did it, and for how much or why: "lost time on the way" is no move.
BEFORE = re.compile(
    r"\s*(?:(?:we|i|it|they|he|she|this|that|我们|我|他们|他|她|客户|这单|这个|单子)\s*)?"
    r"(?:(?:has|have|is|was|just|已经?|刚刚?)\s*)?"
)
AFTER = re.compile(
    r"\s*(?:[了吧啦]|阶段|stage\b)?\s*(?:$|[,，。.;；:：!！(（-]|[¥$€£]?\d|(?:it|them|this|the (?:deal|order))\b"
    r"|(?:at|for|with) [¥$€£]?\d|(?<=\s)[\u4e00-\u9fff])"
)


def move_in_hand(work: Work, line: Line) -> Outcomes | None:
    """Move the open opportunity of the customer in hand, where a line that names none says no more than its stage.

    None where it says something else, or nobody with an open opportunity is in hand.
    """
    text = line.text.strip()
    if len(text) > LONGEST or not _says_so(fold(text)):
        return None
    customer = _in_hand(work, line)
    if customer is None or not open_opportunities(work, customer.id):
        return None
    whole = replace(line, text=f"{customer.name} {text}")
    reading = read_line(work, whole)
    is_stage = reading.intent is Intent.STAGE and not reading.also
    is_of_his = reading.customer is not None and reading.customer.id == customer.id
    return do_act(work, whole, reading, customer) if is_stage and is_of_his else None


def _says_so(folded: str) -> bool:
    found = (one for words in SAY_SO for one in words.finditer(folded))
    return any(
        BEFORE.fullmatch(folded, 0, one.start()) and AFTER.match(folded, one.end())
        for one in found
    )


def _in_hand(work: Work, line: Line) -> Customer | None:
    """Return whom it is about: the customer of the opportunity that was picked, else the one in hand."""
    if line.opportunity_id is not None:
        return customer_for(work, opportunity_for(work, line.opportunity_id).customer_id)
    hand = in_hand(work, line.place)
    return hand.customer if hand else None
