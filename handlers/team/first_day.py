"""The first day: after the code, a few questions that can each be passed; the member works all the same.

Every answer is saved at once. Language and time zone are asked of everybody, the team's name, country and
currency of the first administrator.
"""

from typing import Literal

from telegram import Location

from crm.countries import COMMON_CURRENCIES
from crm.settings import Settings, change_language, change_zone, read_settings, settle_in
from crm.zones import country_of
from handlers.kit.commands import N_
from handlers.kit.context import NOTHING
from handlers.kit.conversation import Ask, Conversation, WayOut
from handlers.kit.say import Say, language_named
from handlers.kit.screen import Screen
from handlers.kit.talk import END, End
from handlers.kit.triggers import OnButton, OnLocation, OnText
from handlers.team import first_team, texts
from handlers.team.buttons import (
    KeepName,
    ListZones,
    SetCountry,
    SetCurrency,
    SetLanguage,
    SetZone,
    SharePlace,
)
from handlers.team.newcomer import FirstDay, FirstDayDraft, Step, left
from handlers.team.where import ask_place, ask_zone, understand_place, understand_words
from storage.work import Work

AfterZone = Literal[Step.TEAM, End.END]


async def language_chosen(talk: FirstDay, tap: SetLanguage) -> Literal[Step.ZONE]:
    """The newcomer tapped a language: the next question is in it."""
    return await _speak(talk, tap.language)


async def language_typed(talk: FirstDay, words: str) -> Literal[Step.LANGUAGE, Step.ZONE]:
    """The newcomer typed a language."""
    language = language_named(words)
    hint = texts.not_known(words, talk.say)
    return await (_speak(talk, language) if language else talk.again(Step.LANGUAGE, hint))


async def zone_chosen(talk: FirstDay, tap: SetZone) -> AfterZone:
    """The newcomer tapped a zone."""
    return await _live_in(talk, tap.zone)


async def city_typed(talk: FirstDay, words: str) -> Literal[Step.ZONE, Step.TEAM, End.END]:
    """The newcomer typed where he is."""
    zone = understand_words(talk.draft, words, talk.say)
    return await (_live_in(talk, zone) if zone else talk.go(Step.ZONE))


async def place_shared(talk: FirstDay, place: Location) -> Literal[Step.ZONE, Step.TEAM, End.END]:
    """The newcomer shared where he is."""
    zone = understand_place(talk.draft, place, talk.say)
    return await (_live_in(talk, zone) if zone else talk.go(Step.ZONE))


async def place_asked(talk: FirstDay, _tap: SharePlace) -> Literal[Step.ZONE]:
    """The newcomer wants to share where he is: he gets the key for it."""
    return await talk.act(
        NOTHING, then=lambda _none: Step.ZONE, show=lambda _none, say: ask_place(say)
    )


async def zones_asked(talk: FirstDay, _tap: ListZones) -> Literal[Step.ZONE]:
    """The newcomer wants the list."""
    talk.draft.is_listed, talk.draft.typed, talk.draft.offered = True, "", []
    return await talk.go(Step.ZONE)


async def zone_skipped(talk: FirstDay) -> AfterZone:
    """The newcomer leaves the guess as it is."""
    return await talk.go(Step.TEAM) if talk.draft.is_first else await left(talk)


def conversation() -> Conversation[FirstDayDraft]:
    """Build the conversation; the gate begins it."""
    return Conversation(
        name="first_day",
        title=N_("Your first settings"),
        draft=FirstDayDraft,
        entries=[],
        asks={
            Step.LANGUAGE: Ask(
                lambda _draft, settings, say: texts.ask_language(settings.member.language, say),
                load=_settings,
                skip_to=Step.ZONE,
            ),
            Step.ZONE: Ask(
                lambda draft, _none, say: ask_zone(draft, say),
                skip_by=lambda talk, _none: zone_skipped(talk),
            ),
            Step.TEAM: Ask(
                lambda _draft, settings, say: texts.ask_team_name(settings.team, say),
                load=_settings,
                skip_to=Step.COUNTRY,
            ),
            Step.COUNTRY: Ask(
                lambda _draft, settings, say: texts.ask_country(settings.team.country, say),
                load=_settings,
                skip_to=Step.CURRENCY,
            ),
            Step.CURRENCY: Ask(
                lambda _draft, settings, say: texts.ask_currency(
                    settings.team.currency, COMMON_CURRENCIES, say
                ),
                load=_settings,
                skip_by=lambda talk, _none: left(talk),
            ),
        },
        answers={
            Step.LANGUAGE: [OnButton(SetLanguage, language_chosen), OnText(language_typed)],
            Step.ZONE: [
                OnButton(SetZone, zone_chosen),
                OnButton(ListZones, zones_asked),
                OnButton(SharePlace, place_asked),
                OnLocation(place_shared),
                OnText(city_typed),
            ],
            Step.TEAM: [OnButton(KeepName, first_team.name_kept), OnText(first_team.name_typed)],
            Step.COUNTRY: [
                OnButton(SetCountry, first_team.country_chosen),
                OnText(first_team.country_typed),
            ],
            Step.CURRENCY: [
                OnButton(SetCurrency, first_team.currency_chosen),
                OnText(first_team.currency_typed),
            ],
        },
        way_out=WayOut(N_("Later"), left),
    )


def _settings(work: Work, _draft: FirstDayDraft) -> Settings:
    return read_settings(work)


async def _speak(talk: FirstDay, language: str) -> Literal[Step.ZONE]:
    def speak(work: Work) -> None:
        talk.turn.goes_on_as(change_language(work, language).member)

    return await talk.act(speak, then=lambda _none: Step.ZONE)


async def _live_in(talk: FirstDay, zone: str) -> AfterZone:
    def live(work: Work) -> Settings:
        settings = change_zone(work, zone)
        if talk.draft.is_first:
            first_team.guess_money(work, country_of(zone) or settings.team.country)
        else:
            settings = settle_in(work)
        talk.turn.goes_on_as(settings.member)
        talk.draft.zone, talk.draft.typed, talk.draft.offered = zone, "", []
        return settings

    def where(_settings: Settings) -> AfterZone:
        return Step.TEAM if talk.draft.is_first else END

    def shown(settings: Settings, say: Say) -> tuple[Screen, ...] | None:
        return None if talk.draft.is_first else texts.ready(settings, say, is_first=False)

    return await talk.act(live, then=where, show=shown)
