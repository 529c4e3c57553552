"""An opportunity is won or lost: for how much, why, and on which day."""

from typing import Literal

from crm.opportunities import currency_of, read_opportunity
from crm.opportunity_changes import OpportunityChanged, move_opportunity
from crm.stages import LOST, WON
from crm.words import read_day, read_price
from handlers.kit.talk import END, End
from handlers.opportunities import texts
from handlers.opportunities.buttons import LostBecause, SetCurrency
from handlers.opportunities.change_steps import ChangeDraft, ChangeTalk, Step
from handlers.opportunities.figures import CURRENCIES
from storage.work import Work


async def reason_tapped(talk: ChangeTalk, tap: LostBecause) -> Literal[End.END]:
    """The rep tapped one of the usual reasons."""

    def lose(work: Work) -> OpportunityChanged:
        stages = read_opportunity(work, talk.draft.opportunity_id).stages
        return _lose(work, talk.draft, stages.reason(tap.place, talk.say.language))

    return await talk.act(lose, then=lambda _done: END, show=texts.changed)


async def reason_given(talk: ChangeTalk, reason: str | None) -> Literal[End.END]:
    """The rep says why it was lost: it is."""
    return await talk.act(
        lambda work: _lose(work, talk.draft, reason), then=lambda _done: END, show=texts.changed
    )


async def final_given(talk: ChangeTalk, words: str) -> Literal[Step.FINAL, End.END]:
    """The rep says how much it was won for: it is."""
    draft = talk.draft

    def win(work: Work) -> OpportunityChanged | None:
        amount = read_price(words, draft.currency or currency_of(work))
        draft.is_unclear = amount is None
        if amount is None:
            return None
        return move_opportunity(work, draft.opportunity_id, WON, amount=amount)

    return await talk.act(
        win,
        then=lambda done: END if done else Step.FINAL,
        show=lambda done, say: texts.changed(done, say) if done else None,
    )


async def final_currency_chosen(talk: ChangeTalk, tap: SetCurrency) -> Literal[Step.FINAL]:
    """The rep counts in another currency."""
    if tap.code in CURRENCIES:
        talk.draft.currency = tap.code
    return await talk.go(Step.FINAL)


async def final_passed(talk: ChangeTalk, _skip: object) -> Literal[End.END]:
    """The rep does not know yet how much it was won for: it is won all the same."""
    return await talk.act(
        lambda work: move_opportunity(work, talk.draft.opportunity_id, WON),
        then=lambda _done: END,
        show=texts.changed,
    )


async def day_given(talk: ChangeTalk, words: str) -> Literal[Step.DAY, End.END]:
    """The rep says on which day it was won or lost."""
    draft = talk.draft
    day = read_day(words, talk.turn.sent_at, talk.member.zone)

    def note(work: Work) -> OpportunityChanged:
        stage = read_opportunity(work, draft.opportunity_id).opportunity.stage
        return move_opportunity(work, draft.opportunity_id, stage, on=day)

    return await talk.act(note, then=lambda _done: END, show=texts.changed)


def _lose(work: Work, draft: ChangeDraft, reason: str | None) -> OpportunityChanged:
    return move_opportunity(work, draft.opportunity_id, LOST, reason)
