"""Why the time of a visit is asked again."""

from dataclasses import dataclass

from markupsafe import Markup

from crm.words import DueWords
from handlers.kit.say import Say
from handlers.kit.talk import Draft


@dataclass
class TimeDoubt(Draft):
    """A draft in which a time is asked for; `is_unclear` and `is_past` say why it is asked again."""

    is_unclear: bool = False
    is_past: bool = False

    def note(self, read: DueWords) -> None:
        """Note why words do not name a time, if so."""
        self.is_past, self.is_unclear = read.is_past, read.due is None

    def doubt(self, say: Say) -> Markup | None:
        """Return what is said above the question, nothing where it is asked for the first time."""
        if self.is_past:
            return say("That time is over.")
        return say("I am not sure which day you mean.") if self.is_unclear else None
