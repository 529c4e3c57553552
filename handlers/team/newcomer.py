"""A newcomer on his first day: the questions he is asked, what he has told, and how it ends."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.settings import Settings, settle_in
from handlers.kit.context import NOTHING
from handlers.kit.talk import END, End, Talk
from handlers.team import texts
from handlers.team.where import ZoneDraft
from storage.work import Work


class Step(StrEnum):
    """The questions, in order; those about the team are for the first administrator."""

    LANGUAGE = "language"
    ZONE = "zone"
    TEAM = "team"
    COUNTRY = "country"
    CURRENCY = "currency"


@dataclass
class FirstDayDraft(ZoneDraft):
    """Where the newcomer is, and whether he is the first."""

    is_first: bool = False


FirstDay = Talk[FirstDayDraft]


async def left(talk: FirstDay) -> Literal[End.END]:
    """The newcomer wants no more questions: what was guessed stays."""
    return await end_with(talk, do=NOTHING)


async def end_with(talk: FirstDay, do: Callable[[Work], object]) -> Literal[End.END]:
    """Do the last act of the first day and say how to begin."""

    def settle(work: Work) -> Settings:
        do(work)
        settings = settle_in(work)
        talk.turn.goes_on_as(settings.member)
        return settings

    return await talk.act(
        settle,
        then=lambda _settings: END,
        show=lambda settings, say: texts.ready(settings, say, is_first=talk.draft.is_first),
    )
