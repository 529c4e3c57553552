"""/settings: a member's language, quiet hours, rest days and reminders, each in one or two taps or typed.

The time zone has a conversation of its own (`zone.py`), for reminders may move with it.
"""

from datetime import time
from enum import StrEnum
from typing import Literal

from crm.hours import at_minute, read_span, read_time
from crm.rest import LONGEST, read_minutes, read_rest_days
from crm.settings import (
    Settings,
    change_evening_time,
    change_language,
    change_nudge,
    change_quiet_hours,
    change_reminder_time,
    change_rest_days,
    read_settings,
)
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation, WayOut
from handlers.kit.say import language_named
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.team import settings_texts as texts
from handlers.team.buttons import (
    ChangeSetting,
    OpenSettings,
    SetEvening,
    SetLanguage,
    SetNudge,
    SetQuiet,
    SetRest,
    SetTime,
    Setting,
)
from handlers.team.texts import ask_language, not_known
from storage.work import Work


class Step(StrEnum):
    """What is changed."""

    LANGUAGE = "language"
    QUIET = "quiet"
    TIME = "time"
    NUDGE = "nudge"
    REST = "rest"
    EVENING = "evening"


STEPS = {
    Setting.LANGUAGE: Step.LANGUAGE,
    Setting.QUIET: Step.QUIET,
    Setting.TIME: Step.TIME,
    Setting.NUDGE: Step.NUDGE,
    Setting.REST: Step.REST,
    Setting.EVENING: Step.EVENING,
}
Change = Talk[Draft]


async def settings_asked(ctx: Ctx, _words: str) -> None:
    """The member wants to see his settings."""
    await ctx.act(read_settings, texts.menu)


async def settings_opened(ctx: Ctx, _tap: OpenSettings) -> None:
    """The member goes back to his settings."""
    await ctx.act(read_settings, texts.menu)


async def change_begun(
    talk: Change, tap: ChangeSetting
) -> Literal[Step.LANGUAGE, Step.QUIET, Step.TIME, Step.NUDGE, Step.REST, Step.EVENING]:
    """The member taps what he wants to change."""
    return await talk.go(STEPS[tap.setting])


async def language_chosen(talk: Change, tap: SetLanguage) -> Literal[End.END]:
    """The member tapped a language."""
    return await _speak(talk, tap.language)


async def language_typed(talk: Change, words: str) -> Literal[Step.LANGUAGE, End.END]:
    """The member typed a language."""
    language = language_named(words)
    hint = not_known(words, talk.say)
    return await (_speak(talk, language) if language else talk.again(Step.LANGUAGE, hint))


async def quiet_chosen(talk: Change, tap: SetQuiet) -> Literal[Step.QUIET, End.END]:
    """The member tapped quiet hours."""
    begin, end = at_minute(tap.begin), at_minute(tap.end)
    if begin is None or end is None:
        return await talk.go(Step.QUIET)
    return await talk.act(
        lambda work: change_quiet_hours(work, begin, end),
        then=lambda _settings: END,
        show=texts.menu,
    )


async def quiet_typed(talk: Change, words: str) -> Literal[Step.QUIET, End.END]:
    """The member typed quiet hours."""
    hours = read_span(words)
    if hours is None:
        return await talk.again(Step.QUIET, not_known(words, talk.say))
    return await talk.act(
        lambda work: change_quiet_hours(work, *hours),
        then=lambda _settings: END,
        show=texts.menu,
    )


async def time_chosen(talk: Change, tap: SetTime) -> Literal[Step.TIME, End.END]:
    """The member tapped his reminder time."""
    at = at_minute(tap.minute)
    if at is None:
        return await talk.go(Step.TIME)
    return await talk.act(
        lambda work: change_reminder_time(work, at), then=lambda _settings: END, show=texts.menu
    )


async def time_typed(talk: Change, words: str) -> Literal[Step.TIME, End.END]:
    """The member typed his reminder time."""
    at = read_time(words)
    if at is None:
        return await talk.again(Step.TIME, not_known(words, talk.say))
    return await talk.act(
        lambda work: change_reminder_time(work, at), then=lambda _settings: END, show=texts.menu
    )


async def evening_chosen(talk: Change, tap: SetEvening) -> Literal[Step.EVENING, End.END]:
    """The member tapped when his day is wrapped up."""
    return await _evening(talk, at_minute(tap.minute), "")


async def evening_typed(talk: Change, words: str) -> Literal[Step.EVENING, End.END]:
    """The member typed when his day is wrapped up."""
    return await _evening(talk, read_time(words), words)


async def nudge_chosen(talk: Change, tap: SetNudge) -> Literal[Step.NUDGE, End.END]:
    """The member tapped after how long he is told once more."""
    return await _nudge(talk, tap.minutes if 0 <= tap.minutes <= LONGEST else None, "")


async def nudge_typed(talk: Change, words: str) -> Literal[Step.NUDGE, End.END]:
    """The member typed after how long he is told once more."""
    return await _nudge(talk, read_minutes(words), words)


async def rest_chosen(talk: Change, tap: SetRest) -> Literal[Step.REST, End.END]:
    """The member tapped the days on which he rests."""
    return await _rest(talk, read_rest_days(str(tap.days)) if tap.days else "", "")


async def rest_typed(talk: Change, words: str) -> Literal[Step.REST, End.END]:
    """The member typed the days on which he rests."""
    return await _rest(talk, read_rest_days(words), words)


async def left(talk: Change) -> Literal[End.END]:
    """The member leaves it as it is."""
    return await talk.act(read_settings, then=lambda _settings: END, show=texts.menu)


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnCommand("settings", settings_asked), OnButton(OpenSettings, settings_opened)]


def conversation() -> Conversation[Draft]:
    """Build the conversation."""
    return Conversation(
        name="settings",
        title=N_("Settings"),
        draft=Draft,
        entries=[OnButton(ChangeSetting, change_begun)],
        asks={
            Step.LANGUAGE: Ask(
                lambda _draft, settings, say: ask_language(settings.member.language, say), _load
            ),
            Step.QUIET: Ask(lambda _draft, settings, say: texts.ask_quiet(settings, say), _load),
            Step.TIME: Ask(lambda _draft, settings, say: texts.ask_time(settings, say), _load),
            Step.EVENING: Ask(
                lambda _draft, settings, say: texts.ask_evening(settings, say), _load
            ),
            Step.NUDGE: Ask(lambda _draft, settings, say: texts.ask_nudge(settings, say), _load),
            Step.REST: Ask(lambda _draft, settings, say: texts.ask_rest(settings, say), _load),
        },
        answers={
            Step.LANGUAGE: [OnButton(SetLanguage, language_chosen), OnText(language_typed)],
            Step.QUIET: [OnButton(SetQuiet, quiet_chosen), OnText(quiet_typed)],
            Step.TIME: [OnButton(SetTime, time_chosen), OnText(time_typed)],
            Step.EVENING: [OnButton(SetEvening, evening_chosen), OnText(evening_typed)],
            Step.NUDGE: [OnButton(SetNudge, nudge_chosen), OnText(nudge_typed)],
            Step.REST: [OnButton(SetRest, rest_chosen), OnText(rest_typed)],
        },
        way_out=WayOut(N_("‹ Settings"), left),
    )


async def _evening(talk: Change, at: time | None, words: str) -> Literal[Step.EVENING, End.END]:
    if at is None:
        return await talk.again(Step.EVENING, not_known(words, talk.say))
    return await talk.act(
        lambda work: change_evening_time(work, at), then=lambda _settings: END, show=texts.menu
    )


async def _nudge(talk: Change, minutes: int | None, words: str) -> Literal[Step.NUDGE, End.END]:
    if minutes is None:
        return await talk.again(Step.NUDGE, not_known(words, talk.say))
    return await talk.act(
        lambda work: change_nudge(work, minutes), then=lambda _settings: END, show=texts.menu
    )


async def _rest(talk: Change, days: str | None, words: str) -> Literal[Step.REST, End.END]:
    if days is None:
        return await talk.again(Step.REST, not_known(words, talk.say))
    return await talk.act(
        lambda work: change_rest_days(work, days), then=lambda _settings: END, show=texts.menu
    )


async def _speak(talk: Change, language: str) -> Literal[End.END]:
    def speak(work: Work) -> Settings:
        settings = change_language(work, language)
        talk.turn.goes_on_as(settings.member)
        return settings

    return await talk.act(speak, then=lambda _settings: END, show=texts.spoken)


def _load(work: Work, _draft: Draft) -> Settings:
    return read_settings(work)
