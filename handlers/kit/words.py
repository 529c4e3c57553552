"""Words that every feature uses for the same thing: kinds, outcomes, stages, roles."""

from handlers.kit.commands import N_
from storage.tables import Kind, Outcome, Role

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
