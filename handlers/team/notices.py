"""What managers are told about members, unasked."""

from crm.handover import Left
from crm.members import Joined
from crm.roster import MemberChanged
from handlers.kit.commands import keyboard
from handlers.kit.say import Say
from handlers.kit.screen import Screen, lines, payload
from handlers.kit.words import ROLES
from handlers.team.roster_texts import belongings
from storage.mail import PUSH
from storage.tables import Member
from storage.work import Work


def tell_joined(work: Work, done: Joined) -> None:
    """Tell the inviter who has joined."""
    inviter = done.invited_by
    if inviter is None or inviter.deactivated_at is not None:
        return
    say = Say(inviter.language, inviter.zone, work.now)
    role = say.plain(ROLES[done.member.role])
    text = say(
        "🎉 {name} has joined {team} as {role}.",
        name=done.member.name,
        team=done.team.name,
        role=role,
    )
    _push(work, inviter, Screen(text))


def tell_handed_over(work: Work, done: Left) -> None:
    """Tell the heir what is his now, unless he did it himself."""
    heir = done.heir
    if heir is None or (work.actor is not None and heir.id == work.actor.id):
        return
    say = Say(heir.language, heir.zone, work.now)
    text = lines(
        say("📥 {name} has left. You take over:", name=done.member.name),
        belongings(done.belongings, say),
        say("/today shows what is open."),
    )
    _push(work, heir, Screen(text))


def tell_changed(work: Work, done: MemberChanged) -> None:
    """Tell a member that his role is another, or that he is back."""
    if done.undo is None or (work.actor is not None and work.actor.id == done.member.id):
        return
    say = Say(done.member.language, done.member.zone, work.now)
    role = say.plain(ROLES[done.member.role])
    text = say("You are now in {team} as {role}.", team=done.team.name, role=role)
    _push(work, done.member, Screen(text, keyboard=keyboard(say)))


def tell_unreachable(work: Work, manager: Member, member: Member) -> None:
    """Tell a manager, once, that a member blocked the bot and gets no reminders."""
    say = Say(manager.language, manager.zone, work.now)
    screen = Screen(
        say(
            "🔕 {name} has blocked me: reminders do not arrive until {name} writes to me again.",
            name=member.name,
        )
    )
    _push(work, manager, screen)


def _push(work: Work, member: Member, screen: Screen) -> None:
    work.send(
        member.telegram_id, "sendMessage", payload(screen, member.telegram_id), priority=PUSH
    )
