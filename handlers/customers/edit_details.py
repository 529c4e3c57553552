"""Change what else is known of a customer: its tags, its place on the map, the days of its contacts."""

from typing import Literal

from telegram import Location

from crm.claims import put_back
from crm.editing import set_pin
from crm.occasions import note_occasion, remove_occasion
from crm.tags import remove_tag, tag_customer
from handlers.customers import edit_details_texts as texts
from handlers.customers.buttons import (
    AddDay,
    AddTag,
    EditPin,
    EditTags,
    RemoveDay,
    RemovePin,
    RemoveTag,
)
from handlers.customers.edit_steps import EditTalk, Step
from handlers.kit.talk import END, End
from handlers.pool import texts as pool_texts
from handlers.pool.buttons import ToPool


async def tags_wanted(talk: EditTalk, _tap: EditTags) -> Literal[Step.TAGS]:
    """The rep wants to change the tags."""
    return await talk.go(Step.TAGS)


async def tags_given(talk: EditTalk, words: str) -> Literal[End.END]:
    """The rep typed tags."""
    return await talk.act(
        lambda work: tag_customer(work, talk.draft.customer_id, words),
        then=lambda _done: END,
        show=texts.tags_changed,
    )


async def tag_tapped(talk: EditTalk, tap: AddTag) -> Literal[End.END]:
    """The rep tapped a tag that is often used."""
    return await tags_given(talk, tap.tag)


async def tag_removed(talk: EditTalk, tap: RemoveTag) -> Literal[End.END]:
    """The rep tapped a tag of the customer: it is taken off."""
    return await talk.act(
        lambda work: remove_tag(work, tap.tag_id), then=lambda _done: END, show=texts.tags_changed
    )


async def pin_wanted(talk: EditTalk, _tap: EditPin) -> Literal[Step.PIN]:
    """The rep wants to say where the customer is."""
    return await talk.go(Step.PIN)


async def pin_shared(talk: EditTalk, place: Location) -> Literal[End.END]:
    """The rep shared the place."""
    at = (place.latitude, place.longitude)
    return await talk.act(
        lambda work: set_pin(work, talk.draft.customer_id, at),
        then=lambda _done: END,
        show=texts.pin_set,
    )


async def pin_removed(talk: EditTalk, _tap: RemovePin) -> Literal[End.END]:
    """The rep wants no place on the map."""
    return await talk.act(
        lambda work: set_pin(work, talk.draft.customer_id, None),
        then=lambda _done: END,
        show=texts.pin_set,
    )


async def day_wanted(talk: EditTalk, _tap: AddDay) -> Literal[Step.DAY]:
    """The rep wants to note a birthday or another day of a contact."""
    return await talk.go(Step.DAY)


async def day_given(talk: EditTalk, words: str) -> Literal[End.END]:
    """The rep typed the day."""
    return await talk.act(
        lambda work: note_occasion(work, talk.draft.contact_id, words),
        then=lambda _done: END,
        show=texts.day_changed,
    )


async def day_removed(talk: EditTalk, tap: RemoveDay) -> Literal[End.END]:
    """The rep tapped a day of the contact: it is taken off."""
    return await talk.act(
        lambda work: remove_occasion(work, tap.occasion_id),
        then=lambda _done: END,
        show=texts.day_changed,
    )


async def pool_wanted(talk: EditTalk, tap: ToPool) -> Literal[End.END]:
    """The owner does not want the customer any more."""
    return await talk.act(
        lambda work: put_back(work, tap.customer_id),
        then=lambda _done: END,
        show=pool_texts.put_back,
    )
