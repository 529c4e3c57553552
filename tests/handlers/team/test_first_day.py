"""Joining: the code alone is needed, a few questions make it right, and each can be passed."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import select

from crm.members import first_code, issue_code
from storage.tables import Member, Role, Team
from tests.handlers.team.words import BOTH, word
from tests.kit.world import Rep, World


def owners_code(world: World) -> str:
    with world.store.begin() as work:
        code = first_code(work)
    assert code is not None
    return code


def reps_code(world: World, role: Role = Role.REP) -> str:
    with world.store.begin() as work:
        return issue_code(work, role, None, work.now + timedelta(hours=1))


def member_of(world: World, rep: Rep) -> Member:
    with world.store.begin() as work:
        return work.session.scalars(
            select(Member).where(Member.telegram_id == rep.person.id)
        ).one()


def team_of(world: World, rep: Rep) -> Team:
    member = member_of(world, rep)
    with world.store.begin() as work:
        return work.session.get_one(Team, member.team_id)


@pytest.mark.parametrize("language", BOTH)
async def test_the_first_administrator_is_led_in(world: World, language: str) -> None:
    owner = world.stranger("Zhang San", "zh-hans" if language == "zh" else "en")

    await owner.says(f"/start {owners_code(world)}")
    greeting, question = owner.messages
    await owner.taps({"en": "English", "zh": "简体中文"}[language])
    zone = await owner.says({"en": "Chicago, IL", "zh": "我在深圳"}[language])
    await owner.says("华东 East")
    country = owner.labels[0]
    await owner.taps("✓")
    done = await owner.taps("✓")

    assert "Zhang San" in greeting
    assert question == word(language, "<b>Which language shall I speak?</b>")
    assert zone.startswith(word(language, "<b>What is your team called?</b>"))
    assert country == {"en": "✓ United States", "zh": "✓ 中国"}[language]
    assert word(language, "/invite brings your colleagues in.") in done
    member, team = member_of(world, owner), team_of(world, owner)
    assert (member.role, member.language) == (Role.ADMIN, language)
    assert member.zone == {"en": "America/Chicago", "zh": "Asia/Shanghai"}[language]
    assert member.settled_at is not None
    assert (team.name, team.country, team.currency) == (
        "华东 East", {"en": "US", "zh": "CN"}[language], {"en": "USD", "zh": "CNY"}[language]
    )  # fmt: skip


@pytest.mark.parametrize("language", BOTH)
async def test_a_rep_is_asked_two_questions(world: World, language: str) -> None:
    rep = world.stranger("Li Lei", language)

    await rep.person.open_link(reps_code(world))
    await rep.taps("✓")
    await rep.taps("✓")

    settled = rep.messages[-2]
    assert {"en": "🕒 London · 01:30", "zh": "🕒 上海 · 09:30"}[language] in settled
    assert rep.person.keyboard[0][0] == word(language, "📝 Log")
    assert member_of(world, rep).settled_at is not None


async def test_the_next_question_is_in_the_language_just_chosen(world: World) -> None:
    rep = world.stranger("Li Lei", "en")
    await rep.person.open_link(reps_code(world))

    await rep.taps("简体中文")

    assert rep.labels[0].startswith("✓ 伦敦")


async def test_the_code_alone_is_enough_to_work(world: World) -> None:
    rep = world.stranger("Li Lei", "en")

    await rep.person.open_link(reps_code(world))
    customers = await rep.says("/find")
    await rep.says("/log Acme")
    await rep.says("/cancel")
    left = rep.sees
    await rep.taps("Continue")
    await rep.taps("English")

    assert "You have no customers yet." in customers
    assert rep.person.keyboard
    assert "Your first settings" in left
    assert rep.sees.startswith("Which is your time zone?")


@pytest.mark.parametrize("language", BOTH)
async def test_everything_can_be_passed(world: World, language: str) -> None:
    owner = world.stranger("Zhang San", language)
    await owner.says(f"/start {owners_code(world)}")

    for _ in range(4):
        await owner.taps(word(language, "Skip ›"))
    done = await owner.taps(word(language, "Skip ›"))

    assert word(language, "/help shows everything.") in done
    assert member_of(world, owner).settled_at is not None
    assert team_of(world, owner).name == "Fieldbook"


@pytest.mark.parametrize("steps", range(5))
async def test_later_and_cancel_end_it_at_every_step(world: World, steps: int) -> None:
    owner = world.stranger("Zhang San", "en")
    await owner.says(f"/start {owners_code(world)}")
    for _ in range(steps):
        await owner.taps("Skip ›")

    done = await (owner.taps("Later") if steps % 2 else owner.says("/cancel"))

    assert "/help shows everything." in done
    assert member_of(world, owner).settled_at is not None


async def test_back_leads_to_the_question_before(world: World) -> None:
    rep = world.stranger("Li Lei", "en")
    await rep.person.open_link(reps_code(world))
    await rep.taps("English")

    asked = await rep.taps("Back")

    assert asked == "Which language shall I speak?"


@pytest.mark.parametrize("steps", range(5))
async def test_a_restart_at_any_step_is_not_noticed(world: World, steps: int) -> None:
    owner = world.stranger("Zhang San", "en")
    await owner.says(f"/start {owners_code(world)}")
    for _ in range(steps):
        await owner.taps("Skip ›")

    await world.restart()
    for _ in range(5 - steps):
        done = await owner.taps("Skip ›")

    assert "/help shows everything." in done


async def test_an_unknown_city_is_asked_about_and_a_misspelt_one_offered(world: World) -> None:
    rep = world.stranger("Li Lei", "en")
    await rep.person.open_link(reps_code(world))
    await rep.taps("English")

    unknown = await rep.says("qqqqq")
    listed = rep.labels
    misspelt = await rep.says("Shangai")
    await rep.taps("Shanghai · 09:30")

    assert "I do not know “qqqqq”." in unknown
    assert "Tokyo · 10:30" in listed
    assert misspelt == "Which clock is yours?"
    assert member_of(world, rep).zone == "Asia/Shanghai"


async def test_a_shared_place_sets_the_zone_and_the_keyboard_comes_back(world: World) -> None:
    rep = world.stranger("Li Lei", "en")
    await rep.person.open_link(reps_code(world))
    await rep.taps("English")
    await rep.taps("Where I am")
    offered = rep.person.keyboard

    await rep.person.share_location(1.3, 103.8)
    world.raise_failures()

    assert offered[0] == ["📍 Share where I am"]
    assert member_of(world, rep).zone == "Asia/Singapore"
    assert rep.person.keyboard[0] == ["📝 Log", "📅 Today"]


async def test_a_place_near_a_border_is_asked_about(world: World) -> None:
    rep = world.stranger("Li Lei", "en")
    await rep.person.open_link(reps_code(world))
    await rep.taps("English")

    await rep.person.share_location(53.0, 122.5)
    world.raise_failures()

    assert rep.sees == "Which clock is yours?"
    assert len([label for label in rep.labels if " · " in label]) == 3


async def test_the_list_shows_common_zones_with_their_clocks(world: World) -> None:
    rep = world.stranger("Li Lei", "zh")
    await rep.person.open_link(reps_code(world))
    await rep.taps("简体中文")

    await rep.taps(word("zh", "🌍 List"))
    await rep.taps("芝加哥 · 19:30")

    assert member_of(world, rep).zone == "America/Chicago"


async def test_words_that_fit_no_question_are_told_so(world: World) -> None:
    owner = world.stranger("Zhang San", "en")
    await owner.says(f"/start {owners_code(world)}")

    language = await owner.says("Klingon")
    await owner.says("中文")
    for _ in range(2):
        await owner.taps(word("zh", "Skip ›"))
    country = await owner.says("Mordor")
    await owner.says("德国")
    currency = await owner.says("gold")
    await owner.says("港币")

    assert "Klingon" in language
    assert "Mordor" in country
    assert "gold" in currency
    team = team_of(world, owner)
    assert (team.country, team.currency) == ("DE", "HKD")


async def test_fifty_people_with_one_link_are_one_member(world: World) -> None:
    code = reps_code(world)
    crowd = [world.stranger(f"Somebody {number}") for number in range(50)]

    await asyncio.gather(*(one.says(f"/start {code}") for one in crowd))

    with world.store.begin() as work:
        assert len(work.session.scalars(select(Member)).all()) == 1
    assert sum("Welcome" in one.messages[0] for one in crowd) == 1
    assert sum("private bot" in one.messages[0] for one in crowd) == 49


async def test_a_member_who_opens_another_link_stays_what_he_is(world: World) -> None:
    rep = await world.rep("Li Lei")

    await rep.person.open_link(reps_code(world, Role.ADMIN))
    world.raise_failures()

    assert member_of(world, rep).role is Role.REP
