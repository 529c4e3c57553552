"""/invite: a link that lets one person in, and what becomes of it."""

import json

import pytest
from sqlalchemy import select

from storage.mail import outbox
from storage.tables import Invitation, Member, Role, Team
from tests.handlers.team.words import BOTH, word
from tests.kit.world import Rep, World

NEUTRAL = "This is a private bot. Ask your team for an invitation."


def link_shown(rep: Rep) -> str:
    copied = [button.copies for row in rep.last.rows for button in row if button.copies]
    assert len(copied) == 1
    return copied[0]


def code_of(link: str) -> str:
    return link.partition("?start=")[2]


@pytest.mark.parametrize("language", BOTH)
async def test_an_administrator_invites_in_two_taps(world: World, language: str) -> None:
    admin = await world.rep("Boss", language, Role.ADMIN)
    await admin.says("/invite")
    await admin.taps(word(language, "Manager"))
    shown = await admin.taps("👥 Fieldbook")
    link = link_shown(admin)

    newcomer = world.stranger("Han Mei", language)
    await newcomer.person.open_link(code_of(link))
    world.raise_failures()

    assert link.startswith("https://t.me/fieldbook_bot?start=")
    assert link in shown
    assert "09:30" in shown
    assert "Han Mei" in newcomer.messages[0]
    assert admin.sees.startswith("🎉 ")
    assert "Han Mei" in admin.sees
    with world.store.begin() as work:
        roles = dict(work.session.execute(select(Member.name, Member.role)).all())
    assert roles == {"Boss": Role.ADMIN, "Han Mei": Role.MANAGER}


async def test_a_manager_gets_a_link_at_once_for_a_rep_of_his_team(world: World) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)

    shown = await manager.says("/invite")

    assert shown.startswith("✉️ Rep in Fieldbook")
    assert link_shown(manager) in shown


async def test_a_rep_cannot_invite(world: World) -> None:
    rep = await world.rep()

    said = await rep.says("/invite")
    await rep.person.send_tap(rep.last.id, "ti")
    await rep.person.send_tap(rep.last.id, "til")
    world.raise_failures()

    assert said == "Your role does not permit that."
    assert rep.toast == "Your role does not permit that."


async def test_a_new_team_is_made_with_the_invitation(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    await admin.says("/invite")
    await admin.taps("Rep")
    await admin.taps("New team")

    shown = await admin.says("华北 North")

    assert shown.startswith("✉️ Rep in 华北 North")
    with world.store.begin() as work:
        assert list(work.session.scalars(select(Team.name))) == ["Fieldbook", "华北 North"]


async def test_an_open_invitation_is_listed_and_revoked(world: World) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)
    await manager.says("/invite")
    link = link_shown(manager)

    listed = await manager.taps("Open invitations")
    after = await manager.taps("Revoke 1")
    stranger = world.stranger()
    await stranger.person.open_link(code_of(link))
    world.raise_failures()

    assert "1. Rep in Fieldbook, by Lead" in listed
    assert after == "No invitation is open."
    assert stranger.messages == [NEUTRAL]


@pytest.mark.parametrize("spoiled", ["used", "expired"])
async def test_a_link_works_once_and_for_a_day(world: World, spoiled: str) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)
    await manager.says("/invite")
    code = code_of(link_shown(manager))
    if spoiled == "used":
        await world.stranger("First").says(f"/start {code}")
    else:
        await world.passes(hours=24)

    stranger = world.stranger("Second")
    await stranger.says(f"/start {code}")

    assert stranger.messages == [NEUTRAL]


async def test_the_invitations_of_who_was_deactivated_are_void(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    manager = await world.rep("Lead", role=Role.MANAGER)
    await manager.says("/invite")
    code = code_of(link_shown(manager))
    await admin.says("/team")
    await admin.taps("Lead")
    await admin.taps("Deactivate")
    await admin.taps("Deactivate")

    stranger = world.stranger()
    await stranger.says(f"/start {code}")

    assert stranger.messages == [NEUTRAL]


async def test_once_sent_the_link_is_nowhere_in_the_database(world: World) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)
    await manager.says("/invite")
    code = code_of(link_shown(manager))
    await world.fieldbook.settled()

    with world.store.begin() as work:
        payloads = work.connection.scalars(select(outbox.c.payload)).all()
        hashes = work.session.scalars(select(Invitation.code_hash)).all()

    assert not any(code in text for text in (*payloads, *hashes))
    assert all(json.loads(text) is not None for text in payloads)
