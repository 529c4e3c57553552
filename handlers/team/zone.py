"""Moving to another time zone: which one, and what becomes of the reminders that are planned."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from telegram import Location

from crm.settings import Moves, Settings, change_zone, read_settings, reminders_to_move
from handlers.kit.commands import N_
from handlers.kit.context import NOTHING
from handlers.kit.conversation import Ask, Conversation, WayOut
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End, Talk
from handlers.kit.triggers import OnButton, OnLocation, OnText
from handlers.team import settings_texts as texts
from handlers.team.buttons import ChangeZone, ListZones, SetMoves, SetZone, SharePlace
from handlers.team.where import (
    ZoneDraft,
    ask_place,
    ask_zone,
    understand_place,
    understand_words,
)
from storage.work import Work


class Step(StrEnum):
    """The zone; after it, where it matters, what stays of the reminders."""

    ZONE = "zone"
    MOVES = "moves"


@dataclass
class MoveDraft(ZoneDraft):
    """The zone that was chosen, while it is asked what stays."""

    chosen: str = ""


Move = Talk[MoveDraft]
AfterZone = Literal[Step.MOVES, End.END]


async def move_begun(talk: Move, _tap: ChangeZone) -> Literal[Step.ZONE]:
    """The member wants another zone."""
    talk.draft.zone = talk.member.zone
    return await talk.go(Step.ZONE)


async def zone_chosen(talk: Move, tap: SetZone) -> AfterZone:
    """The member tapped a zone."""
    return await _live_in(talk, tap.zone)


async def city_typed(talk: Move, words: str) -> Literal[Step.ZONE, Step.MOVES, End.END]:
    """The member typed where he is."""
    zone = understand_words(talk.draft, words, talk.say)
    return await (_live_in(talk, zone) if zone else talk.go(Step.ZONE))


async def place_shared(talk: Move, place: Location) -> Literal[Step.ZONE, Step.MOVES, End.END]:
    """The member shared where he is."""
    zone = understand_place(talk.draft, place, talk.say)
    return await (_live_in(talk, zone) if zone else talk.go(Step.ZONE))


async def place_asked(talk: Move, _tap: SharePlace) -> Literal[Step.ZONE]:
    """The member wants to share where he is: he gets the key for it."""
    return await talk.act(
        NOTHING, then=lambda _none: Step.ZONE, show=lambda _none, say: ask_place(say)
    )


async def zones_asked(talk: Move, _tap: ListZones) -> Literal[Step.ZONE]:
    """The member wants the list."""
    talk.draft.is_listed, talk.draft.typed, talk.draft.offered = True, "", []
    return await talk.go(Step.ZONE)


async def moves_chosen(talk: Move, tap: SetMoves) -> Literal[End.END]:
    """The member says what stays of his reminders: now he lives by the other clock."""

    def move(work: Work) -> Settings:
        return _move(work, talk, tap.moves)

    return await talk.act(
        move, then=lambda _settings: END, show=lambda settings, say: _told(talk, settings, say)
    )


async def left(talk: Move) -> Literal[End.END]:
    """The member stays where he is."""
    return await talk.act(read_settings, then=lambda _settings: END, show=texts.menu)


def conversation() -> Conversation[MoveDraft]:
    """Build the conversation."""
    return Conversation(
        name="zone",
        title=N_("Time zone"),
        draft=MoveDraft,
        entries=[OnButton(ChangeZone, move_begun)],
        asks={
            Step.ZONE: Ask(lambda draft, _none, say: ask_zone(draft, say)),
            Step.MOVES: Ask(
                lambda draft, reminders, say: texts.ask_moves(reminders, draft.chosen, say),
                load=lambda work, draft: reminders_to_move(work, draft.chosen),
            ),
        },
        answers={
            Step.ZONE: [
                OnButton(SetZone, zone_chosen),
                OnButton(ListZones, zones_asked),
                OnButton(SharePlace, place_asked),
                OnLocation(place_shared),
                OnText(city_typed),
            ],
            Step.MOVES: [OnButton(SetMoves, moves_chosen)],
        },
        way_out=WayOut(N_("‹ Settings"), left),
    )


async def _live_in(talk: Move, zone: str) -> AfterZone:
    talk.draft.chosen = zone

    def move(work: Work) -> Settings | None:
        return None if reminders_to_move(work, zone) else _move(work, talk, Moves.INSTANT)

    def where(settings: Settings | None) -> AfterZone:
        return END if settings else Step.MOVES

    def shown(settings: Settings | None, say: Say) -> tuple[Screen, ...] | None:
        return _told(talk, settings, say) if settings else None

    return await talk.act(move, then=where, show=shown)


def _move(work: Work, talk: Move, moves: Moves) -> Settings:
    settings = change_zone(work, talk.draft.chosen, moves)
    talk.turn.goes_on_as(settings.member)
    return settings


def _told(talk: Move, settings: Settings, say: Say) -> tuple[Screen, ...]:
    return texts.moved(settings, say, was_placed=talk.draft.was_placed)
