"""Every feature, in the order in which an update is offered to them; the first that wants it has it.

The gate comes first: behind it there are only members. Then the conversations, for the one that a chat is
in has a claim on plain text. Commands and buttons follow in any order, for no two want the same. The
look-up by plain text takes what is left of text, and the last handler whatever is left at all.
"""

from typing import Any

from telegram.ext import Application, BaseHandler

from handlers.customers import card
from handlers.history import undo
from handlers.home import home
from handlers.kit.conversation import Conversation
from handlers.log import log
from handlers.reminders import push
from handlers.team import (
    first_day,
    invite,
    leaving,
    presence,
    roster,
    settings,
    team_settings,
    zone,
)
from handlers.team.joining import Gate

AnyHandler = BaseHandler[Any, Any, Any]


def conversations() -> list[Conversation[Any]]:
    """Build every guided conversation."""
    return [
        log.conversation(),
        first_day.conversation(),
        settings.conversation(),
        zone.conversation(),
        team_settings.conversation(),
        invite.conversation(),
        leaving.conversation(),
    ]


def handlers() -> list[AnyHandler]:
    """Build every handler, in order."""
    return [
        Gate(first_day.conversation()),
        *presence.triggers(),
        *conversations(),
        *home.triggers(),
        *card.triggers(),
        *push.triggers(),
        *undo.triggers(),
        *settings.triggers(),
        *team_settings.triggers(),
        *invite.triggers(),
        *roster.triggers(),
        card.by_plain_text(),
        home.by_default(),
    ]


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Give the library's application its handlers."""
    application.add_handlers(handlers())
