"""The daily report: drafted in the evening, or asked for, changed by a message and sent with one tap."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Literal

from crm.calendars import calendar_of, rests_until
from crm.instants import today_of
from crm.reports import (
    DayDone,
    ReportSent,
    managers_of,
    read_day_done,
    report_of,
    send_report,
)
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.pushes import push, say_to
from handlers.kit.say import Say
from handlers.kit.screen import Screen
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnCommand, OnText, Trigger
from handlers.reports import texts
from handlers.reports.buttons import EditReport, SendReport
from handlers.reports.delivery import deliver
from storage.tables import Member
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    TEXT = "text"


@dataclass
class ReportDraft(Draft):
    """The day of the report that is changed."""

    day: str = ""


ReportTalk = Talk[ReportDraft]


@dataclass(frozen=True, slots=True)
class WrapUp:
    """A day that is over, the text of its report, and whether there is anybody to send it to."""

    done: DayDone
    text: str
    has_managers: bool


async def report_asked(ctx: Ctx, _words: str) -> None:
    """The rep wants his report now."""
    await ctx.act(
        lambda work: _wrap_up(work, ctx.member, today_of(work, ctx.member), ctx.say), _shown
    )


async def report_sent(ctx: Ctx, tap: SendReport) -> None:
    """The rep sends the report as it was drafted."""

    def send(work: Work) -> ReportSent:
        text = _wrap_up(work, ctx.member, tap.day, ctx.say).text
        return _sent(work, send_report(work, tap.day, text))

    await ctx.act(send, texts.sent)


async def change_wanted(talk: ReportTalk, tap: EditReport) -> Literal[Step.TEXT]:
    """The rep wants to change it first."""
    talk.draft.day = tap.day.isoformat()
    return await talk.go(Step.TEXT)


async def text_given(talk: ReportTalk, words: str) -> Literal[End.END]:
    """The rep sent the report as it shall read: it goes to his manager."""
    day = date.fromisoformat(talk.draft.day)
    return await talk.act(
        lambda work: _sent(work, send_report(work, day, words)),
        then=lambda _done: END,
        show=texts.sent,
    )


def conversation() -> Conversation[ReportDraft]:
    """Build the conversation."""
    return Conversation(
        name="report",
        title=N_("Daily report"),
        draft=ReportDraft,
        entries=[OnButton(EditReport, change_wanted)],
        asks={
            Step.TEXT: Ask(
                lambda _draft, text, say: texts.ask_text(text, say),
                load=_load,
            )
        },
        answers={Step.TEXT: [OnText(text_given)]},
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnCommand("report", report_asked), OnButton(SendReport, report_sent)]


def tell(work: Work, member: Member, day: date) -> int | None:
    """Wrap a member's day up where there was anything to it, and return its row in the outbox."""
    wrap_up = _wrap_up(work, member, day, say_to(work, member))
    if not wrap_up.done:
        return None
    key = f"evening:{member.id}:{day.isoformat()}"
    return push(work, member, partial(_shown, wrap_up), key)


def _wrap_up(work: Work, member: Member, day: date, say: Say) -> WrapUp:
    done = read_day_done(work, member, day)
    kept = report_of(work, day)
    text = kept.text if kept else texts.draft(done, say)
    return WrapUp(done, text, bool(managers_of(work, member)))


def _shown(wrap_up: WrapUp, say: Say) -> Screen:
    return texts.wrap_up(wrap_up.done, wrap_up.text, wrap_up.has_managers, say)


def _load(work: Work, draft: ReportDraft) -> str:
    member = work.actor
    assert member is not None
    say = Say(member.language, member.zone, work.now)
    return _wrap_up(work, member, date.fromisoformat(draft.day), say).text


def _sent(work: Work, done: ReportSent) -> ReportSent:
    for manager in done.managers if not done.again else ():
        if rests_until(manager, work.now, calendar_of(work, manager)) is None:
            deliver(work, done, manager, texts.for_manager)
    return done
