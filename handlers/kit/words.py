"""Words that every feature uses for the same thing: kinds, outcomes, stages, roles."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from handlers.kit.commands import N_
from handlers.kit.screen import clip
from storage.tables import Kind, Outcome, Role

WORDS_SHOWN = 80
KINDS = {
    Kind.VISIT: N_("🚗 Visit"),
    Kind.CALL: N_("📞 Call"),
    Kind.MEETING: N_("🤝 Meeting"),
    Kind.EMAIL: N_("✉️ E-mail"),
    Kind.MESSAGE: N_("💬 Message"),
}
OUTCOMES = {
    Outcome.GOOD: N_("🙂 Went well"),
    Outcome.NEUTRAL: N_("😐 Neutral"),
    Outcome.BAD: N_("🙁 Not well"),
    Outcome.ABSENT: N_("🚪 Not there"),
}
ROLES = {
    Role.REP: N_("Rep"),
    Role.MANAGER: N_("Manager"),
    Role.ADMIN: N_("Administrator"),
}


def said_to(
    interaction_id: int, comments: Mapping[int, Sequence[tuple[str, str]]], most: int
) -> list[Markup]:
    """Return the last words that managers said to an interaction, and its rep back, a line each."""
    said = comments.get(interaction_id, ())
    return [
        Markup("   💬 {}: {}").format(name, clip(text.replace("\n", " "), WORDS_SHOWN))
        for name, text in said[-most:]
    ]
