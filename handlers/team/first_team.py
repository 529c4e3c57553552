"""The first administrator's questions: what the team is called, where it works, in which currency it calculates.

The country is guessed from the time zone and the currency from the country: each is one tap to accept.
"""

from typing import Literal

from crm.countries import country_named, currency_named, currency_of
from crm.settings import change_country, change_currency, read_settings, rename_team
from handlers.kit.talk import End
from handlers.team.buttons import KeepName, SetCountry, SetCurrency
from handlers.team.newcomer import FirstDay, Step, end_with
from handlers.team.texts import not_known
from storage.work import Work


async def name_typed(talk: FirstDay, name: str) -> Literal[Step.COUNTRY]:
    """The first administrator typed the team's name."""

    def rename(work: Work) -> None:
        rename_team(work, read_settings(work).team.id, name)

    return await talk.act(rename, then=lambda _none: Step.COUNTRY)


async def name_kept(talk: FirstDay, _tap: KeepName) -> Literal[Step.COUNTRY]:
    """The name is right as it is."""
    return await talk.go(Step.COUNTRY)


async def country_chosen(talk: FirstDay, tap: SetCountry) -> Literal[Step.CURRENCY]:
    """The first administrator tapped the country."""
    return await _work_in(talk, tap.country)


async def country_typed(talk: FirstDay, words: str) -> Literal[Step.COUNTRY, Step.CURRENCY]:
    """The first administrator typed the country."""
    country = country_named(words)
    hint = not_known(words, talk.say)
    return await (_work_in(talk, country) if country else talk.again(Step.COUNTRY, hint))


async def currency_chosen(talk: FirstDay, tap: SetCurrency) -> Literal[End.END]:
    """The first administrator tapped the currency: that was the last question."""
    return await _calculate_in(talk, tap.currency)


async def currency_typed(talk: FirstDay, words: str) -> Literal[Step.CURRENCY, End.END]:
    """The first administrator typed the currency."""
    currency = currency_named(words)
    hint = not_known(words, talk.say)
    return await (_calculate_in(talk, currency) if currency else talk.again(Step.CURRENCY, hint))


async def _work_in(talk: FirstDay, country: str) -> Literal[Step.CURRENCY]:
    def work_in(work: Work) -> None:
        guess_money(work, country)

    return await talk.act(work_in, then=lambda _none: Step.CURRENCY)


async def _calculate_in(talk: FirstDay, currency: str) -> Literal[End.END]:
    def calculate(work: Work) -> None:
        change_currency(work, read_settings(work).team.id, currency)

    return await end_with(talk, calculate)


def guess_money(work: Work, country: str) -> None:
    """Put the actor's team into a country, with the currency that is paid in there."""
    team_id = read_settings(work).team.id
    change_country(work, team_id, country)
    change_currency(work, team_id, currency_of(country))
