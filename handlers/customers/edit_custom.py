"""Fill the fields that the administrator added."""

from typing import Literal

from crm.custom_fields import set_value
from handlers.customers import edit_custom_texts as texts
from handlers.customers.buttons import ClearField, EditCustom, FillField, SetChoice, SetYesNo
from handlers.customers.edit_steps import EditTalk, Step
from handlers.kit.talk import END, End


async def custom_wanted(talk: EditTalk, _tap: EditCustom) -> Literal[Step.CUSTOM]:
    """The rep wants to see the fields that the team added."""
    return await talk.go(Step.CUSTOM)


async def custom_chosen(talk: EditTalk, tap: FillField) -> Literal[Step.CUSTOM_VALUE]:
    """The rep picked one of them."""
    talk.draft.field_id = tap.field_id
    return await talk.go(Step.CUSTOM_VALUE)


async def custom_given(talk: EditTalk, value: str) -> Literal[End.END]:
    """The rep typed the value."""
    draft = talk.draft
    return await talk.act(
        lambda work: set_value(work, draft.customer_id, draft.field_id, value),
        then=lambda _done: END,
        show=texts.value_changed,
    )


async def custom_said(talk: EditTalk, tap: SetYesNo) -> Literal[End.END]:
    """The rep tapped yes or no."""
    return await custom_given(talk, tap.value)


async def custom_cleared(talk: EditTalk, _tap: ClearField) -> Literal[End.END]:
    """The rep wants the field empty."""
    return await custom_given(talk, "")


async def custom_picked(talk: EditTalk, tap: SetChoice) -> Literal[End.END]:
    """The rep tapped one of the choices: the key carries it whole, for choices may be changed meanwhile."""
    return await custom_given(talk, tap.choice)
