"""/team: who is there, roles, leaving with a handover, and coming back."""

import pytest
from sqlalchemy import select

from crm.customers import NewCustomer, create_customer
from storage.tables import Customer, Member, Reminder, Role
from tests.handlers.team.words import BOTH, word
from tests.kit.world import Rep, World

NEUTRAL = "This is a private bot. Ask your team for an invitation."


def member_of(world: World, rep: Rep) -> Member:
    with world.store.begin() as work:
        return work.session.scalars(
            select(Member).where(Member.telegram_id == rep.person.id)
        ).one()


def customer_of(world: World, rep: Rep, name: str = "Acme") -> int:
    member = member_of(world, rep)
    with world.store.begin() as work:
        work.actor = member
        return create_customer(work, NewCustomer(name)).customer.id


def owner_of(world: World, customer_id: int) -> int | None:
    with world.store.begin() as work:
        return work.session.get_one(Customer, customer_id).owner_id


async def opens(leader: Rep, name: str) -> str:
    await leader.says("/team")
    return await leader.taps(name)


@pytest.mark.parametrize("language", BOTH)
async def test_a_member_leaves_and_his_work_stays(world: World, language: str) -> None:
    admin = await world.rep("Boss", language, Role.ADMIN)
    rep, heir = await world.rep("Li Lei", language), await world.rep("Han Mei", language)
    customer_id = customer_of(world, rep)
    await opens(admin, "Li Lei")

    asked = await admin.taps(word(language, "🚪 Deactivate"))
    done = await admin.taps("Han Mei")
    told = heir.sees
    answer = await rep.says("Acme")

    assert "Li Lei" in asked
    assert "Han Mei" in done
    assert told.startswith("📥 ")
    assert "Li Lei" in told
    assert owner_of(world, customer_id) == member_of(world, heir).id
    assert answer == word(language, NEUTRAL)


async def test_an_administrator_takes_the_whole_of_it_back(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    rep = await world.rep("Li Lei")
    customer_id = customer_of(world, rep)
    await opens(admin, "Li Lei")
    await admin.taps("Deactivate")
    await admin.taps("➜ Boss")

    await admin.taps("Undo")
    card = await rep.says("Acme")

    assert owner_of(world, customer_id) == member_of(world, rep).id
    assert card.startswith("Acme")


async def test_a_manager_gets_no_undo_but_can_bring_back(world: World) -> None:
    manager = await world.rep("Lead", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    await opens(manager, "Li Lei")
    await manager.taps("Deactivate")
    left = await manager.taps("Deactivate")
    labels = manager.labels

    await manager.taps("Li Lei")
    await manager.taps("Bring back")
    greeting = rep.sees
    card = await rep.says("/find")

    assert left == "🚪 Li Lei has left."
    assert not any("Undo" in label for label in labels)
    assert greeting == "You are now in Fieldbook as Rep."
    assert "You have no customers yet." in card


async def test_waiting_pushes_of_who_leaves_never_go_out(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    rep = await world.rep("Li Lei")
    await rep.says("/log")
    await rep.says("Acme")
    await rep.taps("New customer")
    await rep.says("Saw them")
    await rep.taps("Went well")
    await rep.taps("Tomorrow")
    await rep.taps("No")
    await opens(admin, "Li Lei")
    await admin.taps("Deactivate")
    await admin.taps("➜ Boss")
    before = rep.messages

    await world.passes(hours=24)

    assert rep.messages == before
    assert admin.sees.startswith("⏰ follow up\n🏢 Acme")
    with world.store.begin() as work:
        owner = work.session.scalars(select(Reminder.member_id)).one()
    assert owner == member_of(world, admin).id


async def test_a_half_finished_conversation_of_who_left_is_gone_when_he_is_back(
    world: World,
) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    rep = await world.rep("Li Lei")
    await rep.says("/log")
    await rep.says("Acme")
    await opens(admin, "Li Lei")
    await admin.taps("Deactivate")
    await admin.taps("Deactivate")
    await admin.taps("Li Lei")
    await admin.taps("Bring back")

    said = await rep.says("/cancel")

    assert said == "There is nothing to cancel."


async def test_an_administrator_changes_a_role_and_the_member_is_told(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    rep = await world.rep("Li Lei")
    await opens(admin, "Li Lei")
    await admin.taps("Change role")

    shown = await admin.taps("Manager")
    invited = await rep.says("/invite")

    assert shown == "✅ Li Lei: Manager in Fieldbook"
    assert "You are now in Fieldbook as Manager." in rep.messages
    assert invited.startswith("✉️ Rep in Fieldbook")


async def test_the_last_administrator_stays(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    await opens(admin, "Boss")
    await admin.taps("Change role")

    await admin.taps("Rep")
    toast = admin.toast
    await opens(admin, "Boss")
    await admin.taps("Deactivate")
    await admin.taps("🚪 Deactivate")

    assert toast == "The team needs at least one administrator."
    assert admin.toast == "The team needs at least one administrator."
    assert member_of(world, admin).role is Role.ADMIN
    assert member_of(world, admin).deactivated_at is None


async def test_an_administrator_may_leave_where_another_stays(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    await world.rep("Deputy", role=Role.ADMIN)
    await opens(admin, "Boss")
    await admin.taps("Deactivate")

    left = await admin.taps("🚪 Deactivate")

    assert left == "🚪 Boss has left."
    assert member_of(world, admin).deactivated_at is not None


@pytest.mark.parametrize("language", BOTH)
async def test_a_rep_sees_colleagues_without_buttons(world: World, language: str) -> None:
    await world.rep("Boss", language, Role.ADMIN)
    rep = await world.rep("Li Lei", language)

    shown = await rep.says("/team")

    assert "Boss" in shown
    assert "Li Lei" in shown
    assert "09:30" not in shown
    assert rep.labels == []


async def test_a_reps_forged_presses_do_nothing(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    rep = await world.rep("Li Lei")
    await rep.says("/settings")
    target = member_of(world, admin).id

    for data in (
        f"tpm:{target}", f"tpd:{target}", f"tpr:{target}", f"tps:{target}:rep", f"tpb:{target}",
        f"tps:{member_of(world, rep).id}:admin", "tix:1", "tph:2", "tpg",
    ):  # fmt: skip
        await rep.person.send_tap(rep.last.id, data)
        world.raise_failures()
        assert rep.toast

    assert member_of(world, admin).role is Role.ADMIN
    assert member_of(world, admin).deactivated_at is None
    assert member_of(world, rep).role is Role.REP


async def test_rights_are_looked_at_when_a_button_is_pressed(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    manager = await world.rep("Lead", role=Role.MANAGER)
    rep = await world.rep("Li Lei")
    await opens(manager, "Li Lei")
    old = manager.last
    await opens(admin, "Lead")
    await admin.taps("Change role")
    await admin.taps("Rep")

    await manager.taps("Deactivate", old)

    assert manager.toast == "That is not there (any more)."
    assert member_of(world, rep).deactivated_at is None


async def test_a_long_roster_has_pages_and_heirs_are_found_by_name(world: World) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    team = [await world.rep(f"Member {number:02}") for number in range(20)]
    customer_id = customer_of(world, team[0])
    first = await admin.says("/team")

    second = await admin.taps("›")
    await admin.taps("‹")
    await admin.taps("Member 00")
    asked = await admin.taps("Deactivate")
    await admin.says("member 19")
    heirs = [label for label in admin.labels if label.startswith("➜")]
    await admin.taps("Member 19")

    assert "Member 00" in first
    assert "Member 00" not in second
    assert "type a part of the name" in asked
    assert heirs == ["➜ Member 19"]
    assert owner_of(world, customer_id) == member_of(world, team[19]).id


async def test_a_restart_between_the_question_and_the_answer_changes_nothing(
    world: World,
) -> None:
    admin = await world.rep("Boss", role=Role.ADMIN)
    rep = await world.rep("Li Lei")
    customer_of(world, rep)
    await opens(admin, "Li Lei")
    await admin.taps("Deactivate")

    await world.restart()
    done = await admin.taps("➜ Boss")

    assert "Li Lei has left" in done
