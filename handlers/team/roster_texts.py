"""What is read about colleagues: the roster, a member, his leaving and his coming back."""

from collections.abc import Sequence

from markupsafe import Markup

from crm.handover import Belongings, Leaving, Left
from crm.roster import Colleague, MemberCard, MemberChanged, Roster
from handlers.kit.links import Undo
from handlers.kit.say import Say
from handlers.kit.screen import Key, Rows, Screen, Tap, clip, grid, lines
from handlers.kit.words import ROLES
from handlers.team.buttons import (
    AskRole,
    BringBack,
    Deactivate,
    GiveRole,
    HandTo,
    Invite,
    LetGo,
    OpenMember,
    OpenRoster,
)
from storage.tables import Member

HEIRS_SHOWN = 16


def roster(shown: Roster, say: Say) -> Screen:
    """Show who is there; leaders open a colleague with a tap, reps see names and roles."""
    title = say("👥 <b>Former colleagues</b>") if shown.is_former else say("👥 <b>The team</b>")
    keys: list[Key] = [
        Tap(clip(one.member.name, 30), OpenMember(one.member.id)) for one in shown.colleagues
    ]
    return Screen(
        lines(title, *_by_team(shown, say)),
        (*grid(keys, 2), *_pages(shown), _other_lists(shown, say)) if shown.leads else (),
    )


def card(shown: MemberCard, say: Say) -> Screen:
    """Show a colleague, and what may be done about him."""
    colleague, member = shown.colleague, shown.colleague.member
    is_former = member.deactivated_at is not None
    keys: list[Key] = []
    if is_former and shown.may_manage:
        keys.append(Tap(say.plain("↩ Bring back"), BringBack(member.id)))
    elif not is_former:
        if shown.may_change_role:
            keys.append(Tap(say.plain("🎖 Change role"), AskRole(member.id)))
        if shown.may_manage:
            keys.append(Tap(say.plain("🚪 Deactivate"), Deactivate(member.id)))
    return Screen(
        lines(
            Markup("👤 <b>{}</b>").format(member.name),
            Markup("{} · {}").format(say.plain(ROLES[member.role]), colleague.team_name),
            _presence(colleague, say),
            belongings(shown.belongings, say) if shown.belongings else None,
        ),
        (tuple(keys), (Tap(say.plain("‹ Team"), OpenRoster(0, int(is_former))),)),
    )


def ask_role(shown: MemberCard, say: Say) -> Screen:
    """Ask for a colleague's new role."""
    member = shown.colleague.member
    keys = [
        Tap(
            f"✓ {say.plain(name)}" if role is member.role else say.plain(name),
            GiveRole(member.id, role),
        )
        for role, name in ROLES.items()
    ]
    back = Tap(say.plain("‹ Back"), OpenMember(member.id))
    return Screen(
        lines(
            say("What shall {name} be?", name=member.name),
            say("A rep sees own customers, a manager the team's, an administrator everything."),
        ),
        (tuple(keys), (back,)),
    )


def changed(done: MemberChanged, say: Say) -> Screen:
    """Say that a colleague has another role, or is back."""
    role = say.plain(ROLES[done.member.role])
    text = say(
        "✅ {name}: {role} in {team}", name=done.member.name, role=role, team=done.team.name
    )
    return Screen(text, _after(done.undo, done.member, say))


def ask_heir(leaving: Leaving, heirs: Sequence[Member], say: Say) -> Screen:
    """Ask who takes over; a tap on a colleague does it."""
    member = leaving.member
    if not leaving.belongings:
        return Screen(
            lines(
                say("🚪 <b>Deactivate {name}?</b>", name=member.name),
                say("There is nothing to hand over. I stop answering at once."),
            ),
            ((Tap(say.plain("🚪 Deactivate"), LetGo()),),),
        )
    keys: list[Key] = [
        Tap(f"➜ {clip(heir.name, 30)}", HandTo(heir.id)) for heir in heirs[:HEIRS_SHOWN]
    ]
    return Screen(
        lines(
            say("🚪 <b>{name} leaves. Who takes over?</b>", name=member.name),
            belongings(leaving.belongings, say),
            say("A tap hands it over, and I stop answering {name} at once.", name=member.name),
            say("There are more: type a part of the name.") if len(heirs) > HEIRS_SHOWN else None,
        ),
        grid(keys, 2),
    )


def left(done: Left, say: Say, *, may_undo: bool) -> Screen:
    """Say that a colleague has left, and who has what now."""
    taken = None
    if done.heir:
        taken = lines(
            say("{name} takes over:", name=done.heir.name), belongings(done.belongings, say)
        )
    return Screen(
        lines(say("🚪 {name} has left.", name=done.member.name), taken),
        _after(done.undo if may_undo else None, done.member, say),
    )


def belongings(all_of_them: Belongings, say: Say) -> Markup:
    """Return how much somebody is responsible for."""
    customers, opportunities = all_of_them.customers, all_of_them.opportunities
    reminders, plans = all_of_them.reminders, all_of_them.plans
    parts = [
        say.count("{n} customer", "{n} customers", customers) if customers else None,
        say.count("{n} open opportunity", "{n} open opportunities", opportunities)
        if opportunities
        else None,
        say.count("{n} open reminder", "{n} open reminders", reminders) if reminders else None,
        say.count("{n} planned visit", "{n} planned visits", plans) if plans else None,
    ]
    return Markup("📦 ") + Markup(" · ").join(part for part in parts if part)


def _by_team(shown: Roster, say: Say) -> list[Markup]:
    rows: list[Markup] = []
    team = None
    for one in shown.colleagues:
        if one.member.team_id != team:
            team = one.member.team_id
            rows.append(Markup("\n<b>{}</b>").format(one.team_name))
        name = Markup("{} · {}").format(one.member.name, say.plain(ROLES[one.member.role]))
        rows.append(lines(name, _presence(one, say)) if shown.leads else name)
    return rows


def _presence(one: Colleague, say: Say) -> Markup:
    member = one.member
    if member.deactivated_at is not None:
        return say("🚪 left {when}", when=say.moment(member.deactivated_at))
    if member.unreachable_at is not None:
        return say("🔕 has blocked me since {when}", when=say.moment(member.unreachable_at))
    if one.active_at is None:
        return say("no entry yet")
    return say("last entry {when}", when=say.moment(one.active_at))


def _pages(shown: Roster) -> Rows:
    if shown.pages == 1:
        return ()
    former = int(shown.is_former)
    before = Tap("‹", OpenRoster(max(shown.page - 1, 0), former))
    here = Tap(f"{shown.page + 1}/{shown.pages}", OpenRoster(shown.page, former))
    after = Tap("›", OpenRoster(min(shown.page + 1, shown.pages - 1), former))
    return ((before, here, after),)


def _other_lists(shown: Roster, say: Say) -> tuple[Key, ...]:
    if shown.is_former:
        return (Tap(say.plain("‹ Team"), OpenRoster(0, 0)),)
    former = Tap(say.plain("🚪 Former ({n})", n=shown.former), OpenRoster(0, 1))
    return (Tap(say.plain("➕ Invite"), Invite()), *((former,) if shown.former else ()))


def _after(undo: int | None, member: Member, say: Say) -> Rows:
    keys: list[Key] = [Tap(say.plain("↩ Undo"), Undo(undo))] if undo else []
    return ((*keys, Tap(f"👤 {clip(member.name, 20)}", OpenMember(member.id))),)
