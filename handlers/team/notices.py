"""What managers are told about members, unasked."""

from functools import partial

from crm.handover import Left
from crm.members import Joined
from crm.roster import MemberChanged
from handlers.kit.commands import keyboard
from handlers.kit.pushes import push
from handlers.kit.say import Say
from handlers.kit.screen import Screen, lines
from handlers.kit.words import ROLES
from handlers.team.roster_texts import belongings
from storage.tables import Member
from storage.work import Work


def tell_joined(work: Work, done: Joined) -> None:
    """Tell the inviter who has joined."""
    inviter = done.invited_by
    if inviter is not None:
        push(work, inviter, partial(_joined, done))


def tell_handed_over(work: Work, done: Left) -> None:
    """Tell the heir what is his now, unless he did it himself."""
    heir = done.heir
    if heir is None or (work.actor is not None and heir.id == work.actor.id):
        return
    push(work, heir, partial(_handed_over, done))


def tell_changed(work: Work, done: MemberChanged) -> None:
    """Tell a member that his role is another, or that he is back."""
    if done.undo is None or (work.actor is not None and work.actor.id == done.member.id):
        return
    push(work, done.member, partial(_changed, done))


def tell_unreachable(work: Work, manager: Member, member: Member) -> None:
    """Tell a manager, once, that a member blocked the bot and gets no reminders."""
    push(work, manager, partial(_unreachable, member))


def _joined(done: Joined, say: Say) -> Screen:
    return Screen(
        say(
            "🎉 {name} has joined {team} as {role}.",
            name=done.member.name,
            team=done.team.name,
            role=say.plain(ROLES[done.member.role]),
        )
    )


def _handed_over(done: Left, say: Say) -> Screen:
    return Screen(
        lines(
            say("📥 {name} has left. You take over:", name=done.member.name),
            belongings(done.belongings, say),
            say("/today shows what is open."),
        )
    )


def _changed(done: MemberChanged, say: Say) -> Screen:
    role = say.plain(ROLES[done.member.role])
    text = say("You are now in {team} as {role}.", team=done.team.name, role=role)
    return Screen(text, keyboard=keyboard(say))


def _unreachable(member: Member, say: Say) -> Screen:
    return Screen(
        say(
            "🔕 {name} has blocked me: reminders do not arrive until {name} writes to me again.",
            name=member.name,
        )
    )
