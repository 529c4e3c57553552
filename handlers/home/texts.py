"""What a rep reads at the beginning, on the help page, and when nothing fits."""

from handlers.kit.commands import COMMANDS, keyboard
from handlers.kit.links import NewCustomer, NewOpportunity, NewReminder
from handlers.kit.say import Say
from handlers.kit.screen import Screen, Tap, lines
from handlers.kit.unfinished import NOTHING_TO_CANCEL


def welcome(name: str, say: Say) -> Screen:
    """Greet a member and lay out the keyboard."""
    return Screen(
        lines(
            say("<b>Hello {name}!</b>", name=name),
            say("Type a customer's name or number to see the card."),
            say("Tap 📝 Log after a visit or call; I remind you of the next step."),
            say("/help shows everything."),
        ),
        keyboard=keyboard(say),
    )


def help_page(say: Say) -> Screen:
    """Show every command with what it does."""
    commands = [
        say("/{name} – {does}", name=command.name, does=say(command.does))
        for command in COMMANDS
        if command.in_menu
    ]
    return Screen(
        lines(
            say("<b>What I can do</b>"),
            say("• A name or a phone number shows the customer's card."),
            say("• One line is enough: “visited Acme, call John on Friday”."),
            say("• Photos, voice notes and forwarded messages go to the customer in hand."),
            say("• A reply to a reminder or card is about that customer."),
            say("• Every change can be undone for 10 minutes."),
            "",
            *commands,
        ),
        keyboard=keyboard(say),
    )


def what_is_new(say: Say) -> Screen:
    """Ask what is to be entered."""
    return Screen(
        say("What shall I enter?"),
        (
            (Tap(say.plain("👤 Customer"), NewCustomer()),),
            (Tap(say.plain("💼 Opportunity"), NewOpportunity()),),
            (Tap(say.plain("⏰ Reminder"), NewReminder()),),
        ),
    )


def nothing_to_cancel(say: Say) -> Screen:
    """Say that there is nothing under way."""
    return Screen(say(NOTHING_TO_CANCEL))


def discarded(say: Say) -> Screen:
    """Say that a half-finished conversation is forgotten."""
    return Screen(say("Discarded."))


def not_understood(say: Say) -> Screen:
    """Say what can be done instead."""
    return Screen(
        lines(
            say("I can use text, photos, voice notes, files and the keys below."),
            say("Type a customer's name, or /help."),
        )
    )
