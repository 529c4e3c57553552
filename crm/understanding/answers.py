"""Does a note tell that the customer spoke? Pure.

王总回复说同意, `he wants two more` do; 发了报价, 等他回复 and `sent the quote, no reply yet` do not.
"""

from crm.understanding.fold import fold
from crm.understanding.vocabulary.acts import ANSWERS, NO_ANSWER


def tells_an_answer(note: str) -> bool:
    """Say whether a note has the customer's own words or what he did."""
    return ANSWERS.search(NO_ANSWER.sub(" ", fold(note))) is not None
