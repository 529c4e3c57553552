"""What is read of comments: the question, the word passed on, and the word itself."""

from markupsafe import Markup

from crm.comments import CommentMade
from handlers.kit.links import OpenCustomer
from handlers.kit.say import Say
from handlers.kit.screen import Rows, Screen, Tap, clip, lines
from handlers.kit.words import KINDS

NOTE_SHOWN = 160
TEXT_SHOWN = 1000


def ask_text(say: Say) -> Screen:
    """Ask what to say."""
    return Screen(say("<b>What shall I pass on?</b> One message."))


def passed_on(made: CommentMade, say: Say) -> Screen:
    """Say to whom a comment goes; a reply to it is one more word on the same record."""
    told = say("💬 Passed on to {name}.", name=made.receiver.name)
    return Screen(told, about=f"comment:{made.comment.id}")


def comment(made: CommentMade, say: Say) -> Screen:
    """Show a comment to whom it is for, with what it is about; a reply to it answers."""
    keys: Rows = ()
    if made.customer is not None:
        keys = ((Tap(say.plain("👤 Card"), OpenCustomer(made.customer.id)),),)
    return Screen(
        lines(
            Markup("💬 <b>{}</b>: {}").format(
                made.author.name, clip(made.comment.text, TEXT_SHOWN)
            ),
            _about(made, say),
        ),
        keys,
        about=f"comment:{made.comment.id}",
    )


def _about(made: CommentMade, say: Say) -> Markup:
    if made.interaction is not None and made.customer is not None:
        return say(
            "<i>{kind} · {name} · {day}: {note}</i>",
            kind=say.plain(KINDS[made.interaction.kind]),
            name=made.customer.name,
            day=say.day(made.interaction.happened_on),
            note=clip(made.interaction.note.replace("\n", " "), NOTE_SHOWN),
        )
    assert made.report is not None
    return say("<i>Report of {day}</i>", day=say.day(made.report.day_on))
