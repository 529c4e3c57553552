"""A line that says only that nobody was there: 没人在, "no answer". It is of the customer in hand, as files are."""

import re

from crm.corrections import change_outcome
from crm.in_hand import Hand, in_hand
from crm.interactions import InteractionLogged, NewInteraction, log_interaction
from crm.line_outcomes import Line, Logged
from crm.policy import interaction_for
from crm.understanding.fold import fold
from crm.understanding.reading import Intent, Reading
from storage.tables import Kind, Outcome
from storage.work import Work

LONGEST = 40
AWAY = re.compile(
    r"(?:there was )?(?:nobody|no ?one)(?:'s| is| was)?(?: there| in| around| home| at home| at the office)?(?: today)?"
    r"|(?:(?:he|she|they) )?(?:(?:is|are|was|were) (?:not in|not there|out)|(?:is|are|was|were)n'?t (?:in|there|home)|not in|not there)"
    r"|(?:they were|(?:the )?(?:office|shop|gate)(?: was)?) closed"
    r"|(?:今天|去了|到了|过去了?|,|，)*(?:他|她|对方|老板|客户|公司|店里|家里|办公室|厂里)?"
    r"(?:没人在?|没有人在?|人?都?不在|没见[到着]人?|扑了?个?空|白跑了?一趟|关着?门|没开门)(?:家|公司|了|啊)?"
)
NO_REPLY = re.compile(
    r"(?:there was )?no answer(?: again)?|(?:he|she|they|nobody|no ?one) (?:did not|didn'?t) (?:answer|pick up)|(?:nobody|no ?one) (?:answered|picked up)"
    r"|(?:got |went to )?voice ?mail|(?:电话|又|还是|他|她|对方)*(?:没人接|没接|无人接听|打不通|没打通|关机)(?:电话|了)?"
)


def note_absence_in_hand(work: Work, line: Line) -> Logged | None:
    """Log that nobody was there, or answered, where a line says no more than that and a customer is in hand.

    A visit that was logged a moment ago is the one. None where it says something else, or nobody is in hand.
    """
    text = line.text.strip(" .。!！,，\n")
    kind = _kind(fold(text)) if len(text) <= LONGEST else None
    hand = in_hand(work, line.place) if kind else None
    if kind is None or hand is None:
        return None
    done = _of_visit_in_hand(work, hand, kind)
    if done is None:
        new = NewInteraction(hand.customer.id, kind, text, outcome=Outcome.ABSENT)
        done = log_interaction(work, new)
    return Logged(done, Reading(line.text, Intent.LOG))


def _kind(folded: str) -> Kind | None:
    if AWAY.fullmatch(folded):
        return Kind.VISIT
    return Kind.CALL if NO_REPLY.fullmatch(folded) else None


def _of_visit_in_hand(work: Work, hand: Hand, kind: Kind) -> InteractionLogged | None:
    """Say so of the interaction that was just logged, where it is of that kind and its outcome is open."""
    if hand.interaction_id is None:
        return None
    interaction = interaction_for(work, hand.interaction_id)
    if interaction.kind is not kind or interaction.outcome is not None:
        return None
    told = change_outcome(work, interaction.id, Outcome.ABSENT)
    return InteractionLogged(interaction, told.customer, None, told.reminder, None, told.undo, ())
