"""A contact shared in the messenger, or a `.vcf` file: shown with who looks like it, entered with one tap."""

import asyncio
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Any, Literal

from telegram import Contact

from crm.contact_cards import (
    CardShown,
    ContactCard,
    add_card_to,
    cards_in,
    enter_card,
    enter_cards,
    read_shown,
    shared_card,
    whose_number,
)
from crm.words import full_name
from handlers.contact_cards import texts
from handlers.contact_cards.buttons import AddTo, EnterAll, EnterCard, OneCard
from handlers.customers.create_texts import created
from handlers.customers.edit_texts import contact_changed
from handlers.customers.texts import card as customer_card
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.files import FileKind, FileSent
from handlers.kit.occasions import DOCUMENT
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnContact, Trigger
from handlers.kit.turn import Turn
from storage.work import Work

FILE_LIMIT = 1_000_000  # bytes
MEDIA_TYPES = ("text/vcard", "text/x-vcard", "text/directory")


class Step(StrEnum):
    """One card, or several to choose from."""

    CARD = "card"
    CARDS = "cards"


@dataclass
class CardDraft(Draft):
    """The cards as they were read, and the one that is looked at."""

    cards: list[dict[str, Any]] = field(default_factory=list)
    place: int = 0


CardTalk = Talk[CardDraft]


class OnVcard(Trigger):
    """A `.vcf` file; the answer is the file."""

    occasion = DOCUMENT

    def match(self, turn: Turn) -> FileSent | None:
        """Match a document of that name or type."""
        file = turn.file
        if file is None or file.kind is not FileKind.DOCUMENT:
            return None
        is_vcard = (file.name or "").lower().endswith((".vcf", ".vcard"))
        return file if is_vcard or file.media_type in MEDIA_TYPES else None


async def contact_shared(talk: CardTalk, shared: Contact) -> Literal[Step.CARD, End.END]:
    """The rep shared a contact: whose number it is, else whoever he is, to be entered."""
    name = full_name(shared.first_name, shared.last_name)
    card = shared_card(name, shared.phone_number, shared.vcard)
    _note(talk, [card])

    return await talk.act(
        lambda work: whose_number(work, shared.phone_number, name),
        then=lambda known: END if known else Step.CARD,
        show=lambda known, say: customer_card(known, say) if known else None,
    )


async def file_sent(talk: CardTalk, file: FileSent) -> Literal[Step.CARD, Step.CARDS]:
    """The rep sent a `.vcf` file."""
    looked = await talk.ctx.ahead(_read(talk, file))

    def note(_work: Work) -> int:
        cards = looked.get()
        _note(talk, cards)
        return len(cards)

    return await talk.act(note, then=lambda count: Step.CARDS if count > 1 else Step.CARD)


async def card_chosen(talk: CardTalk, tap: OneCard) -> Literal[Step.CARD, Step.CARDS]:
    """The rep wants to look at one of several."""
    if not 0 <= tap.place < len(talk.draft.cards):
        return await talk.go(Step.CARDS)
    talk.draft.place = tap.place
    return await talk.go(Step.CARD)


async def all_wanted(talk: CardTalk, _tap: EnterAll) -> Literal[End.END]:
    """The rep wants all of them entered."""
    cards = [_card(one) for one in talk.draft.cards]
    return await talk.act(
        lambda work: enter_cards(work, cards), then=lambda _done: END, show=texts.entered
    )


async def card_wanted(talk: CardTalk, _tap: EnterCard) -> Literal[End.END]:
    """The rep wants the card to be a customer."""
    return await talk.act(
        lambda work: enter_card(work, _here(talk.draft)), then=lambda _done: END, show=created
    )


async def customer_meant(talk: CardTalk, tap: AddTo) -> Literal[End.END]:
    """The card belongs to a customer that is there already."""
    return await talk.act(
        lambda work: add_card_to(work, tap.customer_id, _here(talk.draft)),
        then=lambda _done: END,
        show=contact_changed,
    )


def conversation() -> Conversation[CardDraft]:
    """Build the conversation."""
    return Conversation(
        name="contact_cards",
        title=N_("Contacts to enter"),
        draft=CardDraft,
        entries=[OnVcard(file_sent), OnContact(contact_shared)],
        asks={
            Step.CARD: Ask(lambda _draft, shown, say: texts.ask_card(shown, say), _load),
            Step.CARDS: Ask(
                lambda draft, _none, say: texts.ask_cards([_card(one) for one in draft.cards], say)
            ),
        },
        answers={
            Step.CARD: [OnButton(EnterCard, card_wanted), OnButton(AddTo, customer_meant)],
            Step.CARDS: [OnButton(OneCard, card_chosen), OnButton(EnterAll, all_wanted)],
        },
        steps_aside=True,
    )


async def _read(talk: CardTalk, file: FileSent) -> list[ContactCard]:
    return await asyncio.to_thread(cards_in, await talk.ctx.fetch(file, FILE_LIMIT))


def _note(talk: CardTalk, cards: list[ContactCard]) -> None:
    talk.draft.cards = [asdict(one) for one in cards]
    talk.draft.subject = cards[0].customer


def _load(work: Work, draft: CardDraft) -> CardShown:
    return read_shown(work, _here(draft))


def _here(draft: CardDraft) -> ContactCard:
    return _card(draft.cards[draft.place])


def _card(kept: dict[str, Any]) -> ContactCard:
    return ContactCard(
        **{**kept, "phones": tuple(kept["phones"]), "emails": tuple(kept["emails"])}
    )
