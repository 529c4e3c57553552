"""What is asked when an opportunity changes, and what is known of it meanwhile."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from handlers.kit.talk import Talk
from handlers.opportunities.figures import FiguresDraft


class Step(StrEnum):
    """What is asked; each is the only question."""

    TITLE = "title"
    AMOUNT = "amount"
    CLOSE = "close"
    REASON = "reason"
    FINAL = "final"
    DAY = "day"
    TEXT = "text"


@dataclass
class ChangeDraft(FiguresDraft):
    """Which opportunity is changed; its title is the subject."""

    opportunity_id: int = 0
    field: str = ""
    value: str = ""


ChangeTalk = Talk[ChangeDraft]
AnyStep = Literal[
    Step.TITLE, Step.AMOUNT, Step.CLOSE, Step.REASON, Step.FINAL, Step.DAY, Step.TEXT
]
