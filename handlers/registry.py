"""Every feature, in the order in which an update is offered to them; the first that wants it has it.

The gate comes first: behind it there are only members. Then the conversations, for the one that a chat is
in has a claim on plain text, but for replies to a record's screen. Commands and buttons follow in any
order, for no two want the same; then replies, which are about what they answer. The look-up by plain text
takes what is left of text, and the last handler whatever is left at all.
"""

from typing import Any

from telegram.ext import Application, BaseHandler

from handlers.customers import card, create, edit
from handlers.history import undo
from handlers.home import home
from handlers.kit.conversation import Conversation
from handlers.log import log
from handlers.opportunities import card as opportunity_card
from handlers.opportunities import change as change_opportunity
from handlers.opportunities import create as create_opportunity
from handlers.reminders import change as change_reminder
from handlers.reminders import next_step, push
from handlers.reminders import set as set_reminder
from handlers.replies import reply
from handlers.team.joining import Gate

AnyHandler = BaseHandler[Any, Any, Any]


def conversations() -> list[Conversation[Any]]:
    """Build every guided conversation."""
    return [
        log.conversation(),
        create.conversation(),
        edit.conversation(),
        set_reminder.conversation(),
        change_reminder.conversation(),
        create_opportunity.conversation(),
        change_opportunity.conversation(),
        next_step.conversation(),
    ]


def handlers() -> list[AnyHandler]:
    """Build every handler, in order."""
    return [
        Gate(),
        *conversations(),
        *home.triggers(),
        *card.triggers(),
        *opportunity_card.triggers(),
        *push.triggers(),
        *undo.triggers(),
        *reply.triggers(),
        card.by_plain_text(),
        home.by_default(),
    ]


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Give the library's application its handlers."""
    application.add_handlers(handlers())
