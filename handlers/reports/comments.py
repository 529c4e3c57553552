"""A manager's word to an interaction or a report: by a reply, or by a tap and one message."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from crm.calendars import calendar_of, rests_until
from crm.comments import (
    CommentMade,
    answer_comment,
    comment_on_interaction,
    comment_on_report,
)
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.conversation import Ask, Conversation
from handlers.kit.talk import END, Draft, End, Talk
from handlers.kit.triggers import OnButton, OnReply, OnText, Reply, Trigger
from handlers.reports import comment_texts as texts
from handlers.reports.buttons import CommentOn, CommentOnReport
from handlers.reports.delivery import deliver_comment
from storage.work import Work


class Step(StrEnum):
    """The one question."""

    TEXT = "text"


@dataclass
class CommentDraft(Draft):
    """What the comment is to: an interaction or a report."""

    interaction_id: int = 0
    report_id: int = 0


CommentTalk = Talk[CommentDraft]


async def report_answered(ctx: Ctx, reply: Reply) -> None:
    """The manager replied to a report."""

    def comment(work: Work) -> CommentMade:
        return deliver(work, comment_on_report(work, reply.record_id, reply.text))

    await ctx.act(comment, texts.passed_on)


async def comment_answered(ctx: Ctx, reply: Reply) -> None:
    """Somebody replied to a comment."""

    def comment(work: Work) -> CommentMade:
        return deliver(work, answer_comment(work, reply.record_id, reply.text))

    await ctx.act(comment, texts.passed_on)


async def begun(talk: CommentTalk, tap: CommentOn) -> Literal[Step.TEXT]:
    """The manager wants to say something to an interaction."""
    talk.draft.interaction_id = tap.interaction_id
    return await talk.go(Step.TEXT)


async def begun_on_report(talk: CommentTalk, tap: CommentOnReport) -> Literal[Step.TEXT]:
    """The manager wants to say something to a report."""
    talk.draft.report_id = tap.report_id
    return await talk.go(Step.TEXT)


async def text_given(talk: CommentTalk, words: str) -> Literal[End.END]:
    """The manager said it."""
    draft = talk.draft

    def comment(work: Work) -> CommentMade:
        if draft.interaction_id:
            return deliver(work, comment_on_interaction(work, draft.interaction_id, words))
        return deliver(work, comment_on_report(work, draft.report_id, words))

    return await talk.act(comment, then=lambda _made: END, show=texts.passed_on)


def conversation() -> Conversation[CommentDraft]:
    """Build the conversation: a question in passing."""
    return Conversation(
        name="comment",
        title=N_("Comment"),
        draft=CommentDraft,
        entries=[OnButton(CommentOn, begun), OnButton(CommentOnReport, begun_on_report)],
        asks={Step.TEXT: Ask(lambda _draft, _none, say: texts.ask_text(say))},
        answers={Step.TEXT: [OnText(text_given)]},
    )


def triggers() -> list[Trigger]:
    """Return what this file answers outside of the conversation."""
    return [OnReply("report", report_answered), OnReply("comment", comment_answered)]


def deliver(work: Work, made: CommentMade) -> CommentMade:
    """Send a comment to whom it is for, unless he is not to be disturbed now."""
    receiver = made.receiver
    if rests_until(receiver, work.now, calendar_of(work, receiver)) is None:
        deliver_comment(work, made, texts.comment)
    return made
