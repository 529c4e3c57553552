"""Guided conversations: a step at a time, each step a question, its possible answers, and a way out.

A conversation is a handler of the library whose step and draft live in a row of the database, written in
the transaction of the act, so that a restart in mid-conversation is invisible
(docs/decisions/0002-conversations.md says why it is not the library's `ConversationHandler`).
"""

import dataclasses
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic

from telegram.ext import Application, BaseHandler

from handlers.kit.buttons import button
from handlers.kit.commands import N_
from handlers.kit.context import Ctx
from handlers.kit.failures import stale
from handlers.kit.files import FileKind
from handlers.kit.occasions import of_talk
from handlers.kit.say import Say
from handlers.kit.screen import Key, Screen, Tap, lines
from handlers.kit.talk import D, Talk, draft_from
from handlers.kit.triggers import Callback, Trigger, not_by_the_library
from handlers.kit.turn import Turn
from handlers.kit.unfinished import CANCELLED, LEFT, Resume, is_left_alone, titles
from storage.conversations import OpenConversation
from storage.work import Work


@button("cb")
class Back:
    """To the question before."""


@button("cs")
class Skip:
    """Pass this question."""


@button("cx")
class Cancel:
    """Leave the conversation."""


CANCEL = N_("✕ Cancel")
WAYS: dict[str, type] = {
    "back": Back,
    "返回": Back,
    "上一步": Back,
    "skip": Skip,
    "跳过": Skip,
    "cancel": Cancel,
    "取消": Cancel,
}


@dataclass(frozen=True, slots=True)
class Ask(Generic[D]):
    """How a step asks: `load` reads what the question needs, `show` makes it.

    A step that may be passed has a step to skip to, or a callback that skipping calls.
    """

    show: Callable[[D, Any, Say], Screen]
    load: Callable[[Work, D], Any] = lambda _work, _draft: None
    skip_to: StrEnum | None = None
    skip_by: Callback | None = None


@dataclass(frozen=True, slots=True)
class WayOut(Generic[D]):
    """How a conversation is left before its end, where that is more than forgetting it."""

    label: str
    taken: Callable[[Talk[D]], Awaitable[Any]]


class Conversation(BaseHandler[Turn, Ctx, Any], Generic[D]):
    """One goal of the rep, reached step by step.

    Its `name` and the values of its steps are stored: add, never rename. `entries` begin it; `asks` has
    the question of each step and `answers` what may follow it. Back, skip and cancel come by themselves;
    `way_out` stands in for cancel where what was answered so far is kept. One without a title is a
    question in passing: left unanswered it is forgotten, not offered again. One that `steps_aside` lets a text that
    is no answer in it be read as any other line, and is offered again after that.
    """

    def __init__(  # noqa: PLR0913  the parts of a conversation, each by its name
        self,
        *,
        name: str,
        title: str | None = None,
        draft: type[D],
        entries: Sequence[Trigger],
        asks: Mapping[StrEnum, Ask[D]],
        answers: Mapping[StrEnum, Sequence[Trigger]],
        way_out: WayOut[D] | None = None,
        steps_aside: bool = False,
    ) -> None:
        super().__init__(not_by_the_library)
        self.name = name
        self.draft = draft
        self.entries = entries
        self.asks = asks
        self.answers = answers
        self.way_out = way_out
        self.steps_aside = steps_aside
        self.steps: type[StrEnum] = type(next(iter(asks)))
        self.occasions = {of_talk(name), *(one.occasion for one in entries)}
        if title is not None:
            titles[name] = title
        _talks[name] = self

    def check_update(self, update: object) -> Callable[[Ctx], Awaitable[Any]] | None:
        """Return what is to be done with a turn, or none where it is not for this conversation."""
        assert isinstance(update, Turn)
        if update.who.member is None:
            return None
        mine = self._mine(update)
        tapped = update.tapped
        if tapped is not None and tapped.serial is not None:
            shown_in = self._of_serial(update, tapped.serial)
            return self._on_tap(shown_in, tapped.button) if shown_in else None
        if tapped is not None and isinstance(tapped.button, Resume):
            return self._on_resume(update, tapped.button.conversation_id)
        if mine and update.message and (answered := self._on_message(update, mine)):
            return answered
        for entry in self.entries:
            answer = entry.match(update)
            if answer is not None:
                return lambda ctx: entry.answer(self._talk(ctx, None), answer)
        return None

    async def handle_update(
        self,
        update: Turn,  # noqa: ARG002
        application: Application[Any, Any, Any, Any, Any, Any],  # noqa: ARG002
        check_result: object,
        context: Ctx,
    ) -> Any:
        """Do what `check_update` found."""
        assert callable(check_result)
        return await check_result(context)

    def question(self, work: Work, step: StrEnum, draft: D, say: Say) -> Screen:
        """Return a step's question, without the ways out."""
        ask = self.asks[step]
        return ask.show(draft, ask.load(work, draft), say)

    def with_ways(self, screen: Screen, step: StrEnum, draft: D, say: Say) -> Screen:
        """Return a screen of a step with the ways out below it: back, skip, cancel."""
        ask, ways = self.asks[step], list[Key]()
        if draft.trail:
            ways.append(Tap(say.plain("‹ Back"), Back()))
        if ask.skip_to is not None or ask.skip_by is not None:
            ways.append(Tap(say.plain("Skip ›"), Skip()))
        if self.way_out is not None or self.name in titles:
            label = self.way_out.label if self.way_out else CANCEL
            ways.append(Tap(say.plain(label), Cancel()))
        return dataclasses.replace(screen, rows=(*screen.rows, *((tuple(ways),) if ways else ())))

    def takes(self, turn: Turn, row: OpenConversation) -> bool:
        """Say whether a message answers the step that a conversation of this name is at."""
        return any(one.match(turn) is not None for one in self.answers[self.steps(row.step)])

    def asked(self, work: Work, row: OpenConversation, say: Say) -> Screen:
        """Return the question that a conversation of this name is at, with the ways out."""
        step, draft = self.steps(row.step), draft_from(self.draft, row.draft)
        return self.with_ways(self.question(work, step, draft, say), step, draft, say)

    def begin(self, ctx: Ctx) -> Talk[D]:
        """Return the first turn of this conversation, for a handler that begins it by itself."""
        return self._talk(ctx, None)

    def _mine(self, turn: Turn) -> OpenConversation | None:
        current = turn.who.conversation
        return current if current and current.name == self.name else None

    def _of_serial(self, turn: Turn, serial: int) -> OpenConversation | None:
        """Return the conversation that a button was shown in: it may have been set aside since."""
        mine = (one for one in turn.who.conversations if one.name == self.name)
        return next((one for one in mine if one.id == serial), None)

    def _talk(self, ctx: Ctx, row: OpenConversation | None) -> Talk[D]:
        draft = draft_from(self.draft, row.draft) if row else self.draft()
        return Talk(ctx, self, row, draft)

    def _on_tap(self, row: OpenConversation, tapped: Any) -> Callable[[Ctx], Awaitable[Any]]:
        if isinstance(tapped, Back | Skip | Cancel):
            return self._way(row, type(tapped))
        for trigger in self.answers[self.steps(row.step)]:
            if getattr(trigger, "kind", None) is type(tapped):
                return lambda ctx: trigger.answer(self._talk(ctx, row), tapped)
        return self._again(row, is_stale=True)

    def _on_message(
        self, turn: Turn, row: OpenConversation
    ) -> Callable[[Ctx], Awaitable[Any]] | None:
        command = turn.command
        if command is not None:
            return self._way(row, Cancel) if command.name == "cancel" else None
        if is_left_alone(row, turn.desk.clock.now()) or turn.who.about is not None:
            return None  # a reply to a record's screen is about that record
        way = WAYS.get((turn.text or "").strip().lower())
        if way is not None:
            return self._way(row, way)
        for trigger in self.answers[self.steps(row.step)]:
            answer = trigger.match(turn)
            if answer is not None:
                return lambda ctx: trigger.answer(self._talk(ctx, row), answer)
        if self._is_by_itself(turn) or self._lets_pass(row, turn):
            return None
        return self._again(row, is_stale=False)

    def _is_by_itself(self, turn: Turn) -> bool:
        """Say whether what is no answer here may begin something: a contact, a sheet, cards, perhaps a line."""
        is_document = turn.file is not None and turn.file.kind is FileKind.DOCUMENT
        is_line = (
            turn.text is not None or turn.file is not None
        )  # a photo may have a line below it
        return turn.contact is not None or is_document or (is_line and self.steps_aside)

    def _lets_pass(self, row: OpenConversation, turn: Turn) -> bool:
        return any(one.lets_pass(turn) for one in self.answers[self.steps(row.step)])

    def _on_resume(
        self, turn: Turn, conversation_id: int
    ) -> Callable[[Ctx], Awaitable[Any]] | None:
        left = self._of_serial(turn, conversation_id)
        if left is None:
            return None
        return lambda ctx: self._talk(ctx, left).go(self.steps(left.step))

    def _way(self, row: OpenConversation, way: type) -> Callable[[Ctx], Awaitable[Any]]:
        step = self.steps(row.step)
        ask = self.asks[step]

        async def taken(ctx: Ctx) -> None:
            talk = self._talk(ctx, row)
            if way is Cancel and self.way_out is not None:
                await self.way_out.taken(talk)
            elif way is Cancel:
                await talk.end(lambda say: Screen(say(CANCELLED if self.name in titles else LEFT)))
            elif way is Back and talk.draft.trail:
                await talk.go(self.steps(talk.draft.trail[-1]))
            elif way is Skip and ask.skip_to is not None:
                await talk.go(ask.skip_to)
            elif way is Skip and ask.skip_by is not None:
                await ask.skip_by(talk, None)
            else:
                await self._again(row, is_stale=False)(ctx)

        return taken

    def _again(self, row: OpenConversation, *, is_stale: bool) -> Callable[[Ctx], Awaitable[Any]]:
        async def asked_again(ctx: Ctx) -> None:
            talk, step = self._talk(ctx, row), self.steps(row.step)

            def question(work: Work) -> Screen:
                screen = self.question(work, step, talk.draft, ctx.say)
                if is_stale:
                    return dataclasses.replace(screen, fresh=True, toast=stale(ctx.say).toast)
                hint = ctx.say("That does not fit here.")
                return dataclasses.replace(screen, text=lines(hint, screen.text))

            await talk.act(question, then=lambda _screen: step, show=lambda screen, _say: screen)

        return asked_again


_talks: dict[str, Conversation[Any]] = {}


def talk_named(name: str) -> Conversation[Any] | None:
    """Return a conversation that is loaded: those that the sender is in always are."""
    return _talks.get(name)
