"""A file in the midst of a guided conversation goes to its customer, and the question is asked again."""

import json

from crm.attachments import file_attachments
from crm.in_hand import Hand
from crm.policy import customer_for
from handlers.attachments import texts
from handlers.kit.context import Ctx
from handlers.kit.conversation import talk_named
from handlers.kit.occasions import FILE
from handlers.kit.triggers import Trigger
from handlers.kit.turn import Turn
from handlers.kit.unfinished import is_left_alone, is_passing
from handlers.lines.draft import file_in
from storage.conversations import OpenConversation
from storage.work import Work


class OnFileBeside(Trigger):
    """A file that is no answer in a guided conversation about a customer; the answer is its row."""

    occasion = FILE

    def __init__(self) -> None:
        super().__init__(self.filed)

    def match(self, turn: Turn) -> OpenConversation | None:
        """Match a file while such a conversation is open; a reply is about what it answers."""
        row = turn.who.conversation
        if row is None or turn.file is None or turn.who.about is not None:
            return None
        talk = None if is_passing(row) else talk_named(row.name)
        if talk is None or is_left_alone(row, turn.desk.clock.now()) or talk.takes(turn, row):
            return None
        return row if _customer_of(row) else None

    async def filed(self, ctx: Ctx, row: OpenConversation) -> None:
        """The rep sent a file while he was asked something else."""
        message = ctx.turn.message
        file = file_in(message) if message else None
        talk = talk_named(row.name)
        assert file is not None
        assert talk is not None

        def settle(work: Work) -> None:
            hand = Hand(customer_for(work, _customer_of(row)))
            ctx.post(work, texts.filed(file_attachments(work, [file], hand), ctx.say))
            ctx.post(work, talk.asked(work, row, ctx.say), row.id)

        await ctx.settle(settle)


def triggers() -> list[Trigger]:
    """Return what this file answers."""
    return [OnFileBeside()]


def _customer_of(row: OpenConversation) -> int:
    return json.loads(row.draft).get("customer_id") or 0
