"""A file in the midst of a guided conversation goes to its customer, and the question is asked again."""

import json
from collections.abc import Sequence
from typing import Any

from crm.attachments import file_attachments
from crm.in_hand import Hand
from crm.policy import customer_for
from handlers.attachments import texts
from handlers.kit.context import Ctx
from handlers.kit.conversation import Conversation
from handlers.kit.triggers import Trigger
from handlers.kit.turn import Turn
from handlers.kit.unfinished import is_left_alone, titles
from handlers.lines.draft import file_in
from storage.conversations import OpenConversation
from storage.work import Work


class OnFileBeside(Trigger):
    """A file that is no answer in a guided conversation about a customer; the answer is its row."""

    def __init__(self, talks: Sequence[Conversation[Any]]) -> None:
        super().__init__(self.filed)
        self._talks = {one.name: one for one in talks if one.name in titles}

    def match(self, turn: Turn) -> OpenConversation | None:
        """Match a file while such a conversation is open; a reply is about what it answers."""
        row = turn.who.conversation
        if row is None or turn.file is None or turn.who.about is not None:
            return None
        talk = self._talks.get(row.name)
        if talk is None or is_left_alone(row, turn.desk.clock.now()) or talk.takes(turn, row):
            return None
        return row if _customer_of(row) else None

    async def filed(self, ctx: Ctx, row: OpenConversation) -> None:
        """The rep sent a file while he was asked something else."""
        message = ctx.turn.message
        file = file_in(message) if message else None
        assert file is not None

        def settle(work: Work) -> None:
            hand = Hand(customer_for(work, _customer_of(row)))
            ctx.post(work, texts.filed(file_attachments(work, [file], hand), ctx.say))
            ctx.post(work, self._talks[row.name].asked(work, row, ctx.say), row.id)

        await ctx.settle(settle)


def triggers(talks: Sequence[Conversation[Any]]) -> list[Trigger]:
    """Return what this file answers, given the conversations."""
    return [OnFileBeside(talks)]


def _customer_of(row: OpenConversation) -> int:
    return json.loads(row.draft).get("customer_id") or 0
