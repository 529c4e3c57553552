"""Change an opportunity from its card, every field; what its end asks for is in `closing.py`."""

from typing import Literal

from crm.opportunities import currency_of, read_opportunity
from crm.opportunity_changes import (
    OpportunityChanged,
    describe_opportunity,
    expect_close,
    move_opportunity,
    price_opportunity,
    rename_opportunity,
)
from crm.stages import WON, stages_of
from crm.words import read_close, read_price
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, End
from handlers.kit.triggers import OnButton, OnText
from handlers.opportunities import texts
from handlers.opportunities.buttons import (
    ClearIt,
    EditOpportunity,
    LostBecause,
    OpportunityField,
    SetClose,
    SetCurrency,
)
from handlers.opportunities.change_steps import AnyStep, ChangeDraft, ChangeTalk, Step
from handlers.opportunities.closing import (
    day_given,
    final_currency_chosen,
    final_given,
    final_passed,
    reason_given,
    reason_tapped,
)
from handlers.opportunities.figures import CURRENCIES, ask_amount, ask_close
from storage.work import Work

STEPS: dict[OpportunityField, AnyStep] = {
    OpportunityField.TITLE: Step.TITLE,
    OpportunityField.AMOUNT: Step.AMOUNT,
    OpportunityField.CLOSE: Step.CLOSE,
    OpportunityField.REASON: Step.REASON,
    OpportunityField.FINAL: Step.FINAL,
    OpportunityField.DAY: Step.DAY,
    OpportunityField.SOURCE: Step.TEXT,
    OpportunityField.NEED: Step.TEXT,
    OpportunityField.COMPETITORS: Step.TEXT,
}
COLUMNS = {
    OpportunityField.SOURCE: "source",
    OpportunityField.NEED: "need",
    OpportunityField.COMPETITORS: "competitors",
}


async def change_wanted(talk: ChangeTalk, tap: EditOpportunity) -> AnyStep | Literal[End.END]:
    """The rep wants to change one thing about an opportunity; one whose amount is known is won at once."""
    draft = talk.draft

    def note(work: Work) -> OpportunityChanged | None:
        one = read_opportunity(work, tap.opportunity_id).opportunity
        draft.opportunity_id, draft.subject = one.id, one.title
        draft.currency, draft.field = one.currency or "", tap.field.value
        draft.value = (getattr(one, COLUMNS[tap.field]) or "") if tap.field in COLUMNS else ""
        is_known = one.amount_minor is not None
        if tap.field is OpportunityField.FINAL and is_known:
            return move_opportunity(work, one.id, WON)
        return None

    return await talk.act(
        note,
        then=lambda done: END if done else STEPS[tap.field],
        show=lambda done, say: texts.changed(done, say) if done else None,
    )


async def title_given(talk: ChangeTalk, title: str) -> Literal[End.END]:
    """The rep typed another title."""
    return await talk.act(
        lambda work: rename_opportunity(work, talk.draft.opportunity_id, title),
        then=lambda _done: END,
        show=texts.changed,
    )


async def currency_chosen(talk: ChangeTalk, tap: SetCurrency) -> Literal[Step.AMOUNT]:
    """The rep counts in another currency."""
    if tap.code in CURRENCIES:
        talk.draft.currency = tap.code
    return await talk.go(Step.AMOUNT)


async def amount_given(talk: ChangeTalk, words: str) -> Literal[Step.AMOUNT, End.END]:
    """The rep typed how much it is worth."""
    draft = talk.draft

    def price(work: Work) -> OpportunityChanged | None:
        amount = read_price(words, draft.currency or currency_of(work))
        draft.is_unclear = amount is None
        return price_opportunity(work, draft.opportunity_id, amount) if amount else None

    return await talk.act(
        price,
        then=lambda done: END if done else Step.AMOUNT,
        show=lambda done, say: texts.changed(done, say) if done else None,
    )


async def amount_cleared(talk: ChangeTalk, _tap: ClearIt) -> Literal[End.END]:
    """The rep does not know how much it is worth."""
    return await talk.act(
        lambda work: price_opportunity(work, talk.draft.opportunity_id, None),
        then=lambda _done: END,
        show=texts.changed,
    )


async def close_given(talk: ChangeTalk, words: str) -> Literal[Step.CLOSE, End.END]:
    """The rep typed by when it is expected to close."""
    draft = talk.draft
    day = read_close(words, talk.turn.sent_at, talk.member.zone).day
    if day is None:
        draft.is_unclear = True
        return await talk.go(Step.CLOSE)
    return await close_chosen(talk, SetClose(day))


async def close_chosen(talk: ChangeTalk, tap: SetClose) -> Literal[End.END]:
    """The rep tapped the day of the expected close."""
    return await talk.act(
        lambda work: expect_close(work, talk.draft.opportunity_id, tap.day),
        then=lambda _done: END,
        show=texts.changed,
    )


async def close_cleared(talk: ChangeTalk, _tap: ClearIt) -> Literal[End.END]:
    """The rep does not know when it will close."""
    return await talk.act(
        lambda work: expect_close(work, talk.draft.opportunity_id, None),
        then=lambda _done: END,
        show=texts.changed,
    )


async def text_given(talk: ChangeTalk, text: str | None) -> Literal[End.END]:
    """The rep tells where it came from, what they need, or who else is in it."""
    draft = talk.draft
    column = COLUMNS[OpportunityField(draft.field)]
    return await talk.act(
        lambda work: describe_opportunity(work, draft.opportunity_id, column, text),
        then=lambda _done: END,
        show=texts.changed,
    )


async def text_cleared(talk: ChangeTalk, _tap: ClearIt) -> Literal[End.END]:
    """The rep wants that left empty."""
    return await text_given(talk, None)


def conversation() -> Conversation[ChangeDraft]:
    """Build the conversation."""
    return Conversation(
        name="change_opportunity",
        title=N_("Change an opportunity"),
        draft=ChangeDraft,
        entries=[OnButton(EditOpportunity, change_wanted)],
        asks={
            Step.TITLE: Ask(lambda draft, _none, say: texts.ask_new_title(draft.subject, say)),
            Step.AMOUNT: Ask(
                lambda draft, currency, say: texts.with_clear(
                    ask_amount(draft.subject, draft, currency, say), say
                ),
                load=lambda work, _draft: currency_of(work),
            ),
            Step.CLOSE: Ask(
                lambda draft, _none, say: texts.with_clear(
                    ask_close(draft.subject, draft, say), say
                )
            ),
            Step.REASON: Ask(
                lambda draft, stages, say: texts.ask_reason(draft.subject, stages, say),
                load=lambda work, _draft: stages_of(work),
                skip_by=reason_given,
            ),
            Step.FINAL: Ask(
                lambda draft, currency, say: ask_amount(
                    say("🎉 Won: {title}", title=draft.subject), draft, currency, say
                ),
                load=lambda work, _draft: currency_of(work),
                skip_by=final_passed,
            ),
            Step.DAY: Ask(lambda draft, _none, say: texts.ask_day(draft.subject, say)),
            Step.TEXT: Ask(
                lambda draft, _none, say: texts.with_clear(
                    texts.ask_field(
                        OpportunityField(draft.field), draft.subject, draft.value, say
                    ),
                    say,
                )
            ),
        },
        answers={
            Step.TITLE: [OnText(title_given)],
            Step.AMOUNT: [
                OnButton(SetCurrency, currency_chosen),
                OnButton(ClearIt, amount_cleared),
                OnText(amount_given),
            ],
            Step.CLOSE: [
                OnButton(SetClose, close_chosen),
                OnButton(ClearIt, close_cleared),
                OnText(close_given),
            ],
            Step.REASON: [OnButton(LostBecause, reason_tapped), OnText(reason_given)],
            Step.FINAL: [OnButton(SetCurrency, final_currency_chosen), OnText(final_given)],
            Step.DAY: [OnText(day_given)],
            Step.TEXT: [OnButton(ClearIt, text_cleared), OnText(text_given)],
        },
    )
