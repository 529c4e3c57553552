"""What a leader reads of his team's week or month."""

from markupsafe import Markup

from crm.team_report import RepPeriod, TeamPeriod
from handlers.kit.say import Say
from handlers.kit.screen import Screen, lines
from storage.plans import Digest

REPS_SHOWN = 12


def team_period(shown: TeamPeriod, digest: Digest, say: Say) -> Screen:
    """Show a team's period: its sums, then a line for each rep, and who did nothing."""
    title = (
        say("🗓 <b>The team's week</b>")
        if digest is Digest.WEEKLY
        else say("📆 <b>The team's month</b>")
    )
    busy = [one for one in shown.reps if _did(one)]
    idle = [one.member.name for one in shown.reps if not _did(one)]
    more = [say("… and {n} more.", n=len(busy) - REPS_SHOWN)] if len(busy) > REPS_SHOWN else []
    return Screen(
        lines(
            title,
            say("{first} – {last}", first=say.day(shown.first), last=say.day(shown.last)),
            say(
                "Visits: {visits} · other contacts: {others} · new opportunities: {opened}",
                visits=say.number(sum(one.visits for one in shown.reps)),
                others=say.number(sum(one.others for one in shown.reps)),
                opened=say.number(sum(one.opened for one in shown.reps)),
            ),
            *(_rep(one, say) for one in busy[:REPS_SHOWN]),
            *more,
            say("Nothing logged: {names}", names=", ".join(idle)) if idle else None,
        )
    )


def _rep(one: RepPeriod, say: Say) -> Markup:
    parts = [
        f"🚗 {say.number(one.visits)}",
        f"📞 {say.number(one.others)}",
        say.plain("plans {kept}/{planned}", kept=one.kept, planned=one.planned)
        if one.planned
        else "",
        f"💼 {say.number(one.opened)}" if one.opened else "",
        "🏆 " + " + ".join(say.money(sum_) for sum_ in one.won) if one.won else "",
    ]
    told = " · ".join(part for part in parts if part)
    return Markup("<b>{}</b>: {}").format(one.member.name, told)


def _did(one: RepPeriod) -> bool:
    return bool(one.visits or one.others or one.planned or one.opened or one.won)
