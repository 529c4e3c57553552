"""Codes: one success whatever is tried, and only what was given."""

import secrets
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from crm.errors import InvitationInvalid, NotAllowed, NotThere
from crm.invitations import invite, open_invitations, revoke, teams_to_invite_to
from crm.members import Newcomer, first_code, issue_code, join
from storage.store import Store
from storage.tables import Invitation, Member, Role
from tests.crm.team import a_member, a_team
from tests.kit.databases import BOTH


def newcomer(number: int, name: str = "New") -> Newcomer:
    return Newcomer(number, name, "en", "Europe/London")


@pytest.mark.parametrize("database", BOTH, indirect=True)
def test_fifty_redemptions_at_once_let_one_person_in(store: Store) -> None:
    with store.begin() as work:
        code = issue_code(work, Role.REP, None, work.now + timedelta(hours=1))

    def redeem(number: int) -> bool:
        with store.begin() as work:
            try:
                join(work, code, newcomer(number))
            except InvitationInvalid:
                return False
            return True

    with ThreadPoolExecutor(16) as threads:
        successes = list(threads.map(redeem, range(1, 51)))

    with store.begin() as work:
        members = work.session.scalar(select(func.count()).select_from(Member))
    assert successes.count(True) == 1
    assert members == 1


@pytest.mark.parametrize("guesses", [500, pytest.param(10_000, marks=pytest.mark.long)])
def test_guesses_let_nobody_in(store: Store, guesses: int) -> None:
    with store.begin() as work:
        issue_code(work, Role.ADMIN, None, work.now + timedelta(hours=1))

        for _ in range(guesses):
            with pytest.raises(InvitationInvalid):
                join(work, secrets.token_urlsafe(16), newcomer(1))

        assert work.session.scalar(select(func.count()).select_from(Member)) == 0


def test_a_code_is_128_random_bits_of_which_a_hash_is_kept(store: Store) -> None:
    with store.begin() as work:
        code = issue_code(work, Role.REP, None, work.now + timedelta(hours=1))
        kept = work.session.scalars(select(Invitation)).one()

        assert len(code) == 22
        assert code not in repr(vars(kept))


@pytest.mark.parametrize("spoiled", ["used", "expired", "revoked"])
def test_a_spoiled_code_lets_nobody_in(store: Store, spoiled: str) -> None:
    with store.begin() as work:
        admin = a_member(work, 1, Role.ADMIN)
        work.actor = admin
        done = invite(work, Role.REP)
        if spoiled == "used":
            join(work, done.code, newcomer(2))
        elif spoiled == "revoked":
            revoke(work, done.invitation.id)
        else:
            work.now += timedelta(hours=24)

        with pytest.raises(InvitationInvalid):
            join(work, done.code, newcomer(3))


def test_a_new_start_makes_a_new_first_code_and_spoils_the_last(store: Store) -> None:
    with store.begin() as work:
        old, new = first_code(work), first_code(work)
        assert old is not None
        assert new is not None

        with pytest.raises(InvitationInvalid):
            join(work, old, newcomer(1))
        joined = join(work, new, newcomer(1))

        assert joined.is_first
        assert joined.member.role is Role.ADMIN
        assert first_code(work) is None


def test_a_name_is_kept_without_what_cannot_be_seen(store: Store) -> None:
    with store.begin() as work:
        code = issue_code(work, Role.REP, None, work.now + timedelta(hours=1))

        member = join(work, code, newcomer(1, "\u202e  Li\u200b Lei\n" + "x" * 200)).member

        assert member.name.startswith("Li Lei x")
        assert len(member.name) == 120


def test_who_was_invited_is_taken_to_be_in_the_inviters_zone(store: Store) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1, Role.ADMIN)

        member = join(work, invite(work, Role.REP).code, newcomer(2)).member

        assert member.zone == "Asia/Shanghai"


@pytest.mark.parametrize(
    ("own", "given", "may"),
    [
        (Role.REP, Role.REP, False),
        (Role.MANAGER, Role.REP, True),
        (Role.MANAGER, Role.MANAGER, False),
        (Role.MANAGER, Role.ADMIN, False),
        (Role.ADMIN, Role.REP, True),
        (Role.ADMIN, Role.MANAGER, True),
        (Role.ADMIN, Role.ADMIN, True),
    ],
)
def test_a_role_gives_only_what_it_may(store: Store, own: Role, given: Role, may: bool) -> None:
    with store.begin() as work:
        work.actor = a_member(work, 1, own)

        if may:
            assert invite(work, given).invitation.role is given
        else:
            with pytest.raises(NotAllowed):
                invite(work, given)


def test_a_manager_invites_to_his_own_team_alone(store: Store) -> None:
    with store.begin() as work:
        work.actor = manager = a_member(work, 1, Role.MANAGER)
        other = a_team(work, "Other")

        assert [team.id for team in teams_to_invite_to(work)] == [manager.team_id]
        with pytest.raises(NotThere):
            invite(work, Role.REP, other.id)
        with pytest.raises(NotAllowed):
            invite(work, Role.REP, new_team="Third")


def test_invitations_are_seen_and_revoked_by_those_who_may_give_them(store: Store) -> None:
    with store.begin() as work:
        admin, manager = a_member(work, 1, Role.ADMIN), a_member(work, 2, Role.MANAGER)
        work.actor = admin
        for_rep, for_manager = invite(work, Role.REP), invite(work, Role.MANAGER)

        work.actor = manager
        seen = [one.invitation.id for one in open_invitations(work)]

        assert seen == [for_rep.invitation.id]
        with pytest.raises(NotThere):
            revoke(work, for_manager.invitation.id)
