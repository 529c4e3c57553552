"""A team's settings, for administrators: name, country, currency, and whether reps share customers."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.countries import COMMON_CURRENCIES, country_named, currency_named
from crm.settings import (
    Settings,
    change_country,
    change_currency,
    read_settings,
    rename_team,
    share_customers,
    team_to_change,
)
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation, WayOut
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnText, Trigger
from handlers.team import settings_texts
from handlers.team.buttons import (
    ChangeTeam,
    OpenTeam,
    SetCountry,
    SetCurrency,
    ShareCustomers,
    TeamSetting,
)
from handlers.team.texts import ask_country, ask_currency, not_known
from storage.tables import Team
from storage.work import Work


class Step(StrEnum):
    """What is changed."""

    NAME = "name"
    COUNTRY = "country"
    CURRENCY = "currency"


STEPS = {
    TeamSetting.NAME: Step.NAME,
    TeamSetting.COUNTRY: Step.COUNTRY,
    TeamSetting.CURRENCY: Step.CURRENCY,
}


@dataclass
class TeamDraft(Draft):
    """Which team."""

    team_id: int = 0


Change = Talk[TeamDraft]


async def team_opened(ctx: Ctx, tap: OpenTeam) -> None:
    """The administrator wants to see a team's settings."""

    def read(work: Work) -> Settings:
        team_to_change(work, tap.team_id)
        return read_settings(work)

    await ctx.act(read, lambda settings, say: settings_texts.team(settings, tap.team_id, say))


async def sharing_changed(ctx: Ctx, tap: ShareCustomers) -> None:
    """The administrator lets reps share customers, or not."""
    await ctx.act(
        lambda work: share_customers(work, tap.team_id, shared=bool(tap.shared)),
        lambda settings, say: settings_texts.team(settings, tap.team_id, say),
    )


async def change_begun(
    talk: Change, tap: ChangeTeam
) -> Literal[Step.NAME, Step.COUNTRY, Step.CURRENCY]:
    """The administrator taps what he wants to change."""

    def begin(work: Work) -> None:
        talk.draft.team_id = team_to_change(work, tap.team_id).id

    return await talk.act(begin, then=lambda _none: STEPS[tap.setting])


async def name_typed(talk: Change, name: str) -> Literal[End.END]:
    """The administrator typed the name."""

    def rename(work: Work) -> Settings:
        return rename_team(work, talk.draft.team_id, name)

    return await talk.act(rename, then=lambda _settings: END, show=_team_of(talk))


async def country_chosen(talk: Change, tap: SetCountry) -> Literal[End.END]:
    """The administrator tapped the country."""
    return await _work_in(talk, tap.country)


async def country_typed(talk: Change, words: str) -> Literal[Step.COUNTRY, End.END]:
    """The administrator typed the country."""
    country = country_named(words)
    hint = not_known(words, talk.say)
    return await (_work_in(talk, country) if country else talk.again(Step.COUNTRY, hint))


async def currency_chosen(talk: Change, tap: SetCurrency) -> Literal[End.END]:
    """The administrator tapped the currency."""
    return await _calculate_in(talk, tap.currency)


async def currency_typed(talk: Change, words: str) -> Literal[Step.CURRENCY, End.END]:
    """The administrator typed the currency."""
    currency = currency_named(words)
    hint = not_known(words, talk.say)
    return await (_calculate_in(talk, currency) if currency else talk.again(Step.CURRENCY, hint))


async def left(talk: Change) -> Literal[End.END]:
    """The administrator leaves it as it is."""
    return await talk.act(read_settings, then=lambda _settings: END, show=_team_of(talk))


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnButton(OpenTeam, team_opened), OnButton(ShareCustomers, sharing_changed)]


def conversation() -> Conversation[TeamDraft]:
    """Build the conversation."""
    return Conversation(
        name="team_settings",
        title=N_("Team settings"),
        draft=TeamDraft,
        entries=[OnButton(ChangeTeam, change_begun)],
        asks={
            Step.NAME: Ask(lambda _draft, team, say: settings_texts.ask_name(team, say), _team),
            Step.COUNTRY: Ask(lambda _draft, team, say: ask_country(team.country, say), _team),
            Step.CURRENCY: Ask(
                lambda _draft, team, say: ask_currency(team.currency, COMMON_CURRENCIES, say),
                _team,
            ),
        },
        answers={
            Step.NAME: [OnText(name_typed)],
            Step.COUNTRY: [OnButton(SetCountry, country_chosen), OnText(country_typed)],
            Step.CURRENCY: [OnButton(SetCurrency, currency_chosen), OnText(currency_typed)],
        },
        way_out=WayOut(N_("‹ Team"), left),
    )


async def _work_in(talk: Change, country: str) -> Literal[End.END]:
    def work_in(work: Work) -> Settings:
        return change_country(work, talk.draft.team_id, country)

    return await talk.act(work_in, then=lambda _settings: END, show=_team_of(talk))


async def _calculate_in(talk: Change, currency: str) -> Literal[End.END]:
    def calculate(work: Work) -> Settings:
        return change_currency(work, talk.draft.team_id, currency)

    return await talk.act(calculate, then=lambda _settings: END, show=_team_of(talk))


def _team_of(talk: Change) -> Callable[[Settings, Say], Screen]:
    return lambda settings, say: settings_texts.team(settings, talk.draft.team_id, say)


def _team(work: Work, draft: TeamDraft) -> Team:
    return team_to_change(work, draft.team_id)
