"""What a rep reads about the team: joining, settings, invitations."""

from crm.members import Joined
from handlers.kit.commands import keyboard
from handlers.kit.say import Say
from handlers.kit.screen import Screen, lines


def neutral(say: Say) -> Screen:
    """The one line for strangers: no name, no data, whatever they send."""
    return Screen(say("This is a private bot. Ask your team for an invitation."))


def joined(done: Joined, say: Say) -> Screen:
    """Greet a new member."""
    return Screen(
        lines(
            say("<b>Welcome, {name}!</b>", name=done.member.name),
            say("You have joined {team}.", team=done.team.name),
            say("Type a customer's name to see the card, or tap 📝 Log after a visit."),
        ),
        keyboard=keyboard(say),
    )
