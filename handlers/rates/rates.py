"""/rates: what currencies are worth in the team's; a leader sends a sheet, or types one."""

from enum import StrEnum
from typing import Literal

from crm.rate_sheets import (
    MOST_ROWS,
    RatesSet,
    RatesShown,
    import_rates,
    read_team_rates,
    set_rates,
)
from handlers.importing.importing import OnSheet
from handlers.importing.small_sheets import fetch_rows
from handlers.kit.commands import N_
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.files import FileSent
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnCommand, OnText
from handlers.rates import texts
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    SHEET = "sheet"


RatesTalk = Talk[Draft]


async def rates_asked(talk: RatesTalk, _words: str) -> Literal[Step.SHEET, End.END]:
    """Somebody wants to see the rates: a leader is asked for new ones."""

    def where(shown: RatesShown) -> Literal[Step.SHEET, End.END]:
        return Step.SHEET if shown.may_set else END

    return await talk.act(
        read_team_rates,
        then=where,
        show=lambda shown, say: None if shown.may_set else texts.rates(shown, say),
    )


async def sheet_given(talk: RatesTalk, file: FileSent) -> Literal[End.END]:
    """A leader sent a sheet: it is read in a process of its own and taken in one act."""
    read = await talk.ctx.ahead(fetch_rows(talk.ctx, file, MOST_ROWS))
    return await talk.act(
        lambda work: import_rates(work, read.get()), then=lambda _done: END, show=texts.taken
    )


async def rates_typed(talk: RatesTalk, words: str) -> Literal[Step.SHEET, End.END]:
    """A leader typed a rate, or several."""

    def where(done: RatesSet | None) -> Literal[Step.SHEET, End.END]:
        return END if done else Step.SHEET

    return await talk.act(
        lambda work: set_rates(work, words),
        then=where,
        show=lambda done, say: texts.taken(done, say) if done else texts.not_read(words, say),
    )


def conversation() -> Conversation[Draft]:
    """Build the conversation."""
    return Conversation(
        name="rates",
        title=N_("Rates of exchange"),
        draft=Draft,
        entries=[OnCommand("rates", rates_asked)],
        asks={Step.SHEET: Ask(lambda _draft, shown, say: texts.ask_sheet(shown, say), load=_load)},
        answers={Step.SHEET: [OnSheet(sheet_given), OnText(rates_typed)]},
    )


def _load(work: Work, _draft: Draft) -> RatesShown:
    return read_team_rates(work)
