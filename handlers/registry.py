"""Every feature, in the order in which an update is offered to them; the first that wants it has it.

News of who blocked the bot are for nobody's eyes. Then the gate: behind it there are only members. Replies are
about what they answer. Then the conversations, for the one that a chat is in has a claim on plain text; any
other text is a line that stands for itself. Commands and buttons follow in any order, for no two want the
same. What is left at all goes to the last handler.
"""

from typing import Any

from telegram.ext import Application, BaseHandler

from handlers.attachments import beside, shelf
from handlers.contact_cards import cards
from handlers.customers import card, create, edit, timeline
from handlers.customers.inline import Inline
from handlers.day import today
from handlers.day.living import keep_day
from handlers.exporting import deals as exporting_deals
from handlers.exporting import exporting
from handlers.fields import fields
from handlers.figures import figures
from handlers.handovers import handovers
from handlers.history import summary, undo
from handlers.home import home
from handlers.importing import importing
from handlers.kit.conversation import Conversation
from handlers.kit.say import Say
from handlers.lines import corrections, line
from handlers.lists import lists
from handlers.log import log
from handlers.merging import merge
from handlers.nicknames import nicknames
from handlers.opportunities import assigning, stalled
from handlers.opportunities import card as opportunity_card
from handlers.opportunities import change as change_opportunity
from handlers.opportunities import create as create_opportunity
from handlers.pipeline import pipeline
from handlers.plans import change as change_plan
from handlers.plans import plan
from handlers.pool import pool
from handlers.products import items, price_list, prices
from handlers.rates import rates
from handlers.reminders import away, care, listing, next_step, push
from handlers.reminders import change as change_reminder
from handlers.reminders import set as set_reminder
from handlers.replies import reply
from handlers.reports import comments, daily, digests
from handlers.rules import rules
from handlers.tasks import tasks
from handlers.team import (
    first_day,
    invite,
    leaving,
    roster,
    settings,
    team_settings,
    zone,
)
from handlers.team.joining import Gate
from handlers.team.presence import Presence
from handlers.tickets import tickets
from handlers.visits import needs, place, tell
from storage.work import Work

AnyHandler = BaseHandler[Any, Any, Any]


def conversations() -> list[Conversation[Any]]:
    """Build every conversation; a line that stands for itself takes text that is no answer in another."""
    return [
        price_list.conversation(),
        rates.conversation(),
        log.conversation(),
        create.conversation(),
        edit.conversation(),
        lists.conversation(),
        importing.conversation(),
        fields.conversation(),
        cards.conversation(),
        merge.conversation(),
        set_reminder.conversation(),
        change_reminder.conversation(),
        create_opportunity.conversation(),
        change_opportunity.conversation(),
        items.conversation(),
        stalled.conversation(),
        next_step.conversation(),
        away.conversation(),
        plan.conversation(),
        change_plan.conversation(),
        tell.conversation(),
        daily.conversation(),
        comments.conversation(),
        needs.conversation(),
        first_day.conversation(),
        settings.conversation(),
        zone.conversation(),
        team_settings.conversation(),
        invite.conversation(),
        leaving.conversation(),
        rules.conversation(),
        corrections.conversation(),
        place.conversation(),
        line.conversation(),
    ]


def handlers() -> list[AnyHandler]:
    """Build every handler, in order."""
    return [
        Presence(),
        Inline(),
        Gate(first_day.conversation()),
        *reply.triggers(),
        *tell.triggers(),
        *place.triggers(),
        *comments.triggers(),
        *beside.triggers(talks := conversations()),
        *talks,
        *home.triggers(),
        *card.triggers(),
        *lists.triggers(),
        *timeline.triggers(),
        *fields.triggers(),
        *handovers.triggers(),
        *merge.triggers(),
        *pool.triggers(),
        *opportunity_card.triggers(),
        *stalled.triggers(),
        *assigning.triggers(),
        *figures.triggers(),
        *prices.triggers(),
        *tasks.triggers(),
        *pipeline.triggers(),
        *push.triggers(),
        *today.triggers(),
        *daily.triggers(),
        *digests.triggers(),
        *plan.triggers(),
        *change_plan.triggers(),
        *listing.triggers(),
        *away.triggers(),
        *care.triggers(),
        *undo.triggers(),
        *summary.triggers(),
        *shelf.triggers(),
        *tickets.triggers(),
        *nicknames.triggers(),
        *corrections.triggers(),
        *settings.triggers(),
        *team_settings.triggers(),
        *invite.triggers(),
        *roster.triggers(),
        *rules.triggers(),
        *importing.triggers(),
        *exporting.triggers(),
        *exporting_deals.triggers(),
        home.by_default(),
    ]


def after_act(work: Work, say: Say) -> None:
    """Do what every act entails: the message that shows the member's day is brought up to date."""
    keep_day(work, say)


def register(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Give the library's application its handlers."""
    application.add_handlers(handlers())
