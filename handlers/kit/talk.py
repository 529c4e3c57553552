"""What a callback of a conversation works with: the draft, and the act that leads to the next step."""

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Generic, Literal, Protocol, TypeVar, cast

from markupsafe import Markup

from handlers.kit.context import NOTHING, Ctx, Screens
from handlers.kit.say import Say
from handlers.kit.screen import Screen, lines
from handlers.kit.turn import Turn
from handlers.kit.unfinished import is_left_alone, is_passing, offer
from storage.conversations import (
    OpenConversation,
    end_conversation,
    move_conversation,
    open_conversations,
    start_conversation,
)
from storage.tables import Member
from storage.work import Work


class End(StrEnum):
    """The one step after the last."""

    END = "end"


END: Final = End.END


@dataclass
class Draft:
    """What a conversation has gathered, in JSON-native fields.

    `subject` names it where it is offered again; `trail` are the steps that led here; `interrupted` is the
    conversation that is offered again when this one ends.
    """

    subject: str = ""
    trail: list[str] = field(default_factory=list)
    interrupted: int = 0


D = TypeVar("D", bound=Draft)
D_contra = TypeVar("D_contra", bound=Draft, contravariant=True)
S = TypeVar("S", bound=StrEnum)
R = TypeVar("R")


class Questions(Protocol[D_contra]):
    """The conversation, as its talk sees it."""

    name: str

    def question(self, work: Work, step: StrEnum, draft: D_contra, say: Say) -> Screen:
        """Return a step's question."""
        ...

    def with_ways(self, screen: Screen, step: StrEnum, draft: D_contra, say: Say) -> Screen:
        """Return a screen of a step with the ways out below it."""
        ...


class Talk(Generic[D]):
    """One turn of a conversation."""

    def __init__(
        self, ctx: Ctx, conversation: Questions[D], row: OpenConversation | None, draft: D
    ) -> None:
        self.ctx = ctx
        self.draft = draft
        self._conversation = conversation
        self._row = row

    @property
    def member(self) -> Member:
        """The member who talks."""
        return self.ctx.member

    @property
    def say(self) -> Say:
        """How to speak to him."""
        return self.ctx.say

    @property
    def step(self) -> str:
        """The step that the conversation is at; only for an answer in it."""
        assert self._row is not None
        return self._row.step

    @property
    def turn(self) -> Turn:
        """The update that is answered."""
        return self.ctx.turn

    async def go(self, step: S) -> S:
        """Ask the next step's question."""
        return await self.act(NOTHING, then=lambda _none: step)

    async def again(self, step: S, hint: Markup) -> S:
        """Ask a step's question again, with a line above it that says why."""

        def question(work: Work) -> Screen:
            asked = self._conversation.question(work, step, self.draft, self.say)
            return dataclasses.replace(asked, text=lines(hint, asked.text))

        return await self.act(
            question, then=lambda _screen: step, show=lambda screen, _say: screen
        )

    async def end(self, show: Callable[[Say], Screen]) -> Literal[End.END]:
        """Leave the conversation with a last screen."""
        return await self.act(NOTHING, then=lambda _none: END, show=lambda _none, say: show(say))

    async def act(
        self,
        do: Callable[[Work], R],
        *,
        then: Callable[[R], S],
        show: Callable[[R, Say], Screens | None] = lambda _result, _say: None,
    ) -> S:
        """Run a use-case and go where its result leads, in one transaction.

        `show` makes the screen; where it gives none, the next step's own question is asked. A refusal by
        the business is told, and the conversation stays where it is. What is returned is for the type
        checker and the flow map: the step that counts is in the conversation's row.
        """

        def settle(work: Work) -> S:
            result = do(work)
            step = then(result)
            self._keep_trail(step)
            shown = show(result, self.say)
            if shown is None:
                shown = self._conversation.question(work, step, self.draft, self.say)
            screen, *more = (shown,) if isinstance(shown, Screen) else shown
            if step is not END:
                screen = self._conversation.with_ways(screen, step, self.draft, self.say)
            serial = self._move(work, step)
            self.ctx.post(work, (self._beside_a_record(screen), *more), serial)
            if step is END and screen.text:
                self._offer_interrupted(work)
            return step

        return cast("S", await self.ctx.settle(settle))

    def _keep_trail(self, step: StrEnum) -> None:
        trail = self.draft.trail
        if step in trail:
            del trail[trail.index(step) :]
        elif self._row is not None and step != self._row.step:
            trail.append(self._row.step)

    def _move(self, work: Work, step: StrEnum) -> int | None:
        row = self._row
        if step is END:
            self._end(work)
            return None
        self._interrupt(work)
        if row is None:
            name, chat_id = self._conversation.name, self.turn.chat_id
            return start_conversation(
                work.connection, chat_id, name, step, dump(self.draft), work.now
            )
        move_conversation(
            work.connection, self.turn.chat_id, row.id, step, dump(self.draft), work.now
        )
        return row.id

    def _end(self, work: Work) -> None:
        """Forget this conversation; one that ended at once ends a question in passing before it."""
        ended = self._row or self.turn.current
        if ended is not None and (self._row is not None or is_passing(ended)):
            end_conversation(work.connection, ended.id)

    def _interrupt(self, work: Work) -> None:
        current, left = self.turn.current, self.turn.left
        if left is not None:  # what that one interrupted is offered after this one
            self.draft.interrupted = json.loads(left.draft).get("interrupted") or 0
        if current is None or (self._row is not None and self._row.id == current.id):
            return
        if is_passing(current) or self._begins_again(current):
            end_conversation(work.connection, current.id)
        else:
            self.draft.interrupted = current.id

    def _begins_again(self, current: OpenConversation) -> bool:
        """Say whether the same was begun before and nothing answered: there is nothing to go on with."""
        told = json.loads(current.draft)
        is_blank = not told.get("trail") and not told.get("subject")
        return self._row is None and current.name == self._conversation.name and is_blank

    def _offer_interrupted(self, work: Work) -> None:
        """Offer what this conversation interrupted; one that ended at once, what it came into."""
        current = self.turn.current
        if current is not None and is_left_alone(current, work.now):
            current = None  # that one is offered with whatever answers the rep's next message
        wanted = self.draft.interrupted if self._row else current and current.id
        for left in open_conversations(work.connection, self.turn.chat_id):
            if left.id == wanted and not is_passing(left):
                self.ctx.post(work, offer(left, self.say))

    def _beside_a_record(self, screen: Screen) -> Screen:
        """Let a question that a tap on a record's screen begins stand below it, not in its place."""
        begins = self._row is None and self.turn.who.about is not None
        return dataclasses.replace(screen, fresh=True) if begins and not screen.about else screen


def dump(draft: Draft) -> str:
    """Return a draft as JSON."""
    return json.dumps(dataclasses.asdict(draft), ensure_ascii=False)


def draft_from(kind: type[D], stored: str) -> D:
    """Return a draft from JSON; fields that the program no longer has are left out."""
    values: dict[str, Any] = json.loads(stored)
    known = {one.name for one in dataclasses.fields(kind)}
    return kind(**{name: value for name, value in values.items() if name in known})
