"""What an administrator or manager reads while he invites somebody."""

from collections.abc import Sequence
from urllib.parse import quote

from markupsafe import Markup

from crm.invitations import Invited, OpenInvitation
from handlers.kit.say import Say
from handlers.kit.screen import Copy, Key, Link, Rows, Screen, Tap, clip, grid, lines
from handlers.kit.words import ROLES
from handlers.team.buttons import (
    Invite,
    InviteAs,
    InviteTo,
    InviteToNew,
    OpenInvitations,
    Revoke,
)
from storage.tables import Role, Team

SHOWN = 8


def ask_role(roles: Sequence[Role], n_open: int, say: Say) -> Screen:
    """Ask what the new colleague will be."""
    keys = [Tap(say.plain(ROLES[role]), InviteAs(role)) for role in roles]
    return Screen(
        lines(
            say("<b>Whom do you invite?</b>"),
            say("A rep sees own customers, a manager the team's, an administrator everything."),
        ),
        (tuple(keys), *_list_key(n_open, say)),
    )


def ask_team(teams: Sequence[Team], say: Say) -> Screen:
    """Ask for the team."""
    keys = [Tap(f"👥 {clip(team.name, 40)}", InviteTo(team.id)) for team in teams[:SHOWN]]
    new = Tap(say.plain("➕ New team"), InviteToNew())
    return Screen(say("<b>To which team?</b>"), (*grid(keys, 1), (new,)))


def ask_new_team(say: Say) -> Screen:
    """Ask for a new team's name."""
    return Screen(say("What is the new team called?"))


def invited(done: Invited, bot: str, say: Say) -> Screen:
    """Show the link, once: a tap copies it."""
    link = f"https://t.me/{bot}?start={done.code}"
    role = say.plain(ROLES[done.invitation.role])
    hello = say.plain("Join our team on Fieldbook: {link}", link="").strip()
    share = f"https://t.me/share/url?url={quote(link, safe='')}&text={quote(hello)}"
    return Screen(
        lines(
            say("✉️ <b>{role} in {team}</b>", role=role, team=done.team.name),
            Markup("<code>{}</code>").format(link),
            say(
                "Send this link to one person: it works once, until {when}.",
                when=say.moment(done.invitation.expires_at),
            ),
        ),
        (
            (Copy(say.plain("📋 Copy"), link), Link(say.plain("↗ Send"), share)),
            (
                Tap(say.plain("✕ Revoke"), Revoke(done.invitation.id)),
                Tap(say.plain("📨 Open invitations"), OpenInvitations()),
            ),
        ),
        about=f"invitation:{done.invitation.id}",
    )


def open_invitations(found: Sequence[OpenInvitation], say: Say) -> Screen:
    """Show what can still be used, each with a key that revokes it."""
    invite = (Tap(say.plain("➕ Invite"), Invite()),)
    if not found:
        return Screen(say("No invitation is open."), (invite,))
    shown = found[:SHOWN]
    numbered = [_line(number, one, say) for number, one in enumerate(shown, 1)]
    keys: list[Key] = [
        Tap(say.plain("✕ Revoke {n}", n=number), Revoke(one.invitation.id))
        for number, one in enumerate(shown, 1)
    ]
    return Screen(lines(say("📨 <b>Open invitations</b>"), *numbered), (*grid(keys, 3), invite))


def _line(number: int, one: OpenInvitation, say: Say) -> Markup:
    return say(
        "{n}. {role} in {team}, by {name}, until {when}",
        n=number,
        role=say.plain(ROLES[one.invitation.role]),
        team=one.team_name,
        name=one.inviter_name,
        when=say.moment(one.invitation.expires_at),
    )


def _list_key(n_open: int, say: Say) -> Rows:
    if not n_open:
        return ()
    return ((Tap(say.plain("📨 Open invitations ({n})", n=n_open), OpenInvitations()),),)
