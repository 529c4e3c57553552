"""/away 12-20: a member on leave; his reminders wait, or go to a colleague who stands in."""

from enum import StrEnum
from typing import Literal

from crm.absence import AwaySet, come_back, go_away, hand_to, read_away
from crm.leave_words import read_leave, says_back
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.reminders import away_texts as texts
from handlers.reminders.buttons import GoAway, Return, StandIn
from storage.work import Work


class Step(StrEnum):
    """What is asked: the days."""

    DAYS = "days"


AwayTalk = Talk[Draft]


async def away_wanted(talk: AwayTalk, words: str) -> Literal[Step.DAYS, End.END]:
    """The member says when he is away, or wants to see it."""
    if words:
        return await days_given(talk, words)
    return await talk.act(
        read_away, then=lambda away: END if away.leave else Step.DAYS, show=texts.shown_if_set
    )


async def days_wanted(talk: AwayTalk, _tap: GoAway) -> Literal[Step.DAYS]:
    """The member taps that he wants to be away on other days."""
    return await talk.go(Step.DAYS)


async def days_given(talk: AwayTalk, words: str) -> Literal[Step.DAYS, End.END]:
    """The member typed the days, or that he is back."""
    if says_back(words):
        return await talk.act(come_back, then=lambda _away: END, show=texts.back)
    days = read_leave(words, talk.turn.sent_at, talk.member.zone)
    if days is None:
        return await talk.again(Step.DAYS, texts.not_read(talk.say))

    def go(work: Work) -> AwaySet:
        return go_away(work, *days)

    return await talk.act(go, then=lambda _away: END, show=texts.away)


async def stand_in_chosen(ctx: Ctx, tap: StandIn) -> None:
    """The member says who stands in, or that everything waits."""

    def hand(work: Work) -> AwaySet:
        away = hand_to(work, tap.member_id or None)
        texts.tell_stand_in(work, away)
        return away

    await ctx.act(hand, texts.away)


async def returned(ctx: Ctx, _tap: Return) -> None:
    """The member is back, or does not go."""
    await ctx.act(come_back, texts.back)


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnButton(StandIn, stand_in_chosen), OnButton(Return, returned)]


def conversation() -> Conversation[Draft]:
    """Build the conversation."""
    return Conversation(
        name="away",
        title=N_("Be away"),
        draft=Draft,
        entries=[OnCommand("away", away_wanted), OnButton(GoAway, days_wanted)],
        asks={Step.DAYS: Ask(lambda _draft, _none, say: texts.ask_days(say))},
        answers={Step.DAYS: [OnText(days_given)]},
    )
