"""Every feature, in the order in which an update is offered to them; the first that wants it has it.

News of who blocked the bot are for nobody's eyes. Then the gate: behind it there are only members. Replies are
about what they answer. Then the conversations, for the one that a chat is in has a claim on plain text; any
other text is a line that stands for itself. Commands and buttons follow in any order, for no two want the
same. What is left at all goes to the last handler.

Each stands here by its name and is loaded when a turn brings what it waits for: `make occasions` writes that
down in handlers/occasions.py.
"""

from typing import Any

from telegram.ext import Application

from handlers.day.living import keep_day
from handlers.kit.conversation import Conversation
from handlers.kit.late import AnyHandler, Features, Late, found
from handlers.kit.say import Say
from handlers.kit.turn import Turn
from handlers.occasions import OCCASIONS
from storage.work import Work

CONVERSATIONS = (  # a line that stands for itself takes text that is no answer in another: it is the last
    "products.price_list",
    "rates.rates",
    "log.log",
    "customers.create",
    "customers.edit",
    "lists.lists",
    "importing.importing",
    "fields.fields",
    "contact_cards.cards",
    "merging.merge",
    "reminders.set",
    "reminders.change",
    "opportunities.create",
    "opportunities.change",
    "products.items",
    "opportunities.stalled",
    "reminders.next_step",
    "reminders.away",
    "plans.plan",
    "plans.change",
    "visits.tell",
    "reports.daily",
    "reports.comments",
    "visits.needs",
    "team.first_day",
    "team.settings",
    "team.zone",
    "team.team_settings",
    "team.invite",
    "team.leaving",
    "rules.rules",
    "lines.corrections",
    "visits.place",
    "lines.line",
)
FEATURES = (
    "team.presence:presence",
    "customers.inline:inline",
    "team.joining:gate",
    "replies.reply:triggers",
    "visits.tell:triggers",
    "visits.place:triggers",
    "reports.comments:triggers",
    "attachments.beside:triggers",
    *(f"{one}:conversation" for one in CONVERSATIONS),
    "home.home:triggers",
    "customers.card:triggers",
    "lists.lists:triggers",
    "customers.timeline:triggers",
    "fields.fields:triggers",
    "handovers.handovers:triggers",
    "merging.merge:triggers",
    "pool.pool:triggers",
    "opportunities.card:triggers",
    "opportunities.stalled:triggers",
    "opportunities.assigning:triggers",
    "figures.figures:triggers",
    "products.prices:triggers",
    "tasks.tasks:triggers",
    "pipeline.pipeline:triggers",
    "reminders.push:triggers",
    "day.today:triggers",
    "reports.daily:triggers",
    "reports.digests:triggers",
    "plans.plan:triggers",
    "plans.change:triggers",
    "reminders.listing:triggers",
    "reminders.away:triggers",
    "reminders.care:triggers",
    "history.undo:triggers",
    "history.summary:triggers",
    "attachments.shelf:triggers",
    "tickets.tickets:triggers",
    "nicknames.nicknames:triggers",
    "lines.corrections:triggers",
    "team.settings:triggers",
    "team.team_settings:triggers",
    "team.invite:triggers",
    "team.roster:triggers",
    "rules.rules:triggers",
    "importing.importing:triggers",
    "exporting.exporting:triggers",
    "exporting.deals:triggers",
    "home.home:by_default",
)
LATE = Features(Late(f"handlers.{one}", OCCASIONS.get(one, "").split()) for one in FEATURES)


def conversations() -> list[Conversation[Any]]:
    """Load and build every conversation."""
    return [found(f"handlers.{one}:conversation")() for one in CONVERSATIONS]


def after_act(work: Work, say: Say) -> None:
    """Do what every act entails: the message that shows the member's day is brought up to date."""
    keep_day(work, say)


def handlers() -> list[AnyHandler]:
    """Return every handler, in order."""
    return [LATE]


def load_all() -> None:
    """Load every feature at once: for who looks at all of them."""
    for one in LATE.all:
        one.build()


async def ready_for(turn: Turn) -> None:
    """Load what may want a turn."""
    await LATE.get_ready(turn)


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Give the library's application its handlers."""
    application.add_handlers(handlers())
