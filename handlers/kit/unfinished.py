"""Half-finished conversations: set aside, never lost, offered again."""

import json
from datetime import datetime, timedelta

from handlers.kit.buttons import button
from handlers.kit.commands import N_
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap
from storage.conversations import OpenConversation

LEFT_ALONE = timedelta(minutes=30)  # after that long a plain text is no answer to the old question

titles: dict[str, str] = {}  # what each conversation that is offered again is called


@button("cr")
class Resume:
    """Go on with an unfinished conversation."""

    conversation_id: int


@button("cd")
class Discard:
    """Forget an unfinished conversation."""

    conversation_id: int


def is_left_alone(conversation: OpenConversation, now: datetime) -> bool:
    """Say whether a conversation was left for so long that a text is no answer to it."""
    return now - conversation.touched_at > LEFT_ALONE


def is_passing(conversation: OpenConversation) -> bool:
    """Say whether a conversation is a question in passing: left alone, it is forgotten."""
    return conversation.name not in titles


def offer(left: OpenConversation, say: Say) -> Screen:
    """Offer a half-finished conversation: go on, or forget it."""
    subject = json.loads(left.draft).get("subject") or ""
    title = say.plain(titles[left.name])
    what = f"{title} · {subject}" if subject else title
    return Screen(
        say(
            "You left this unfinished: <b>{what}</b> ({when})",
            what=what,
            when=say.moment(left.touched_at),
        ),
        rows=(
            (
                Tap(say.plain("▶ Continue"), Resume(left.id)),
                Tap(say.plain("🗑 Discard"), Discard(left.id)),
            ),
        ),
        fresh=True,
    )


CANCELLED = N_("Cancelled. Nothing was saved.")
LEFT = N_("All right, nothing more.")
NOTHING_TO_CANCEL = N_("There is nothing to cancel.")
