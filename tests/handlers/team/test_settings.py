"""/settings: each in one or two taps, or typed; the keyboard follows the language, reminders the zone."""

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select

from crm.reminders import Due, set_reminder
from storage.tables import Member, Reminder, Role, Team
from tests.handlers.team.words import BOTH, word
from tests.kit.world import Rep, World


def member_of(world: World, rep: Rep) -> Member:
    with world.store.begin() as work:
        return work.session.scalars(
            select(Member).where(Member.telegram_id == rep.person.id)
        ).one()


def reminder_at_nine(world: World, rep: Rep, text: str = "call Wang") -> None:
    member = member_of(world, rep)
    with world.store.begin() as work:
        work.actor = member
        set_reminder(work, text, Due(date(2026, 11, 26), time(9)))


def reminders(world: World) -> list[datetime]:
    with world.store.begin() as work:
        return list(work.session.scalars(select(Reminder.due_at)))


@pytest.mark.parametrize("language", BOTH)
async def test_the_language_changes_in_two_taps_and_the_keyboard_with_it(
    world: World, language: str
) -> None:
    rep = await world.rep("Li Lei", language)
    other = {"en": "zh", "zh": "en"}[language]
    await rep.says("/settings")

    await rep.taps(word(language, "🌐 Language"))
    told = await rep.taps({"en": "English", "zh": "简体中文"}[other])

    assert {"en": "English", "zh": "简体中文"}[other] in told
    assert rep.person.keyboard[0] == [word(other, "📝 Log"), word(other, "📅 Today")]
    assert member_of(world, rep).language == other


@pytest.mark.parametrize("language", BOTH)
async def test_the_language_can_be_typed(world: World, language: str) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/settings")
    await rep.taps(word(language, "🌐 Language"))

    unknown = await rep.says("Klingon")
    await rep.says({"en": "中文", "zh": "english"}[language])

    assert "Klingon" in unknown
    assert member_of(world, rep).language == {"en": "zh", "zh": "en"}[language]


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("how", ["tapped", "typed"])
async def test_quiet_hours_change(world: World, language: str, how: str) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/settings")
    await rep.taps(word(language, "🌙 Quiet hours"))

    shown = await (rep.taps("22:00–07:00") if how == "tapped" else rep.says("晚上10点到早上7点"))

    assert "22:00–07:00" in shown
    assert (member_of(world, rep).quiet_from, member_of(world, rep).quiet_until) == (
        time(22), time(7)
    )  # fmt: skip


async def test_quiet_hours_can_be_none_and_nonsense_is_asked_again(world: World) -> None:
    rep = await world.rep()
    await rep.says("/settings")
    await rep.taps("Quiet hours")

    asked = await rep.says("10-7")
    shown = await rep.taps("Never quiet")

    assert "I do not know “10-7”." in asked
    assert "Quiet hours: none" in shown


@pytest.mark.parametrize("how", ["tapped", "typed"])
async def test_the_reminder_time_changes(world: World, how: str) -> None:
    rep = await world.rep()
    await rep.says("/settings")
    await rep.taps("Reminder time")

    shown = await (rep.taps("08:30") if how == "tapped" else rep.says("早上8点半"))

    assert "rings at 08:30" in shown
    assert member_of(world, rep).reminder_time == time(8, 30)


async def test_a_change_can_be_undone(world: World) -> None:
    rep = await world.rep()
    await rep.says("/settings")
    await rep.taps("Reminder time")
    await rep.taps("08:30")

    await rep.taps("Undo")

    assert member_of(world, rep).reminder_time == time(9)


@pytest.mark.parametrize("language", BOTH)
async def test_without_reminders_a_new_zone_is_one_answer(world: World, language: str) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/settings")
    await rep.taps(word(language, "🕒 Time zone"))

    shown = await rep.says({"en": "Chicago", "zh": "芝加哥"}[language])

    assert {"en": "Chicago · 19:30", "zh": "芝加哥 · 19:30"}[language] in shown


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize(
    ("answer", "due_at"),
    [
        ("🕘 Same clock time", datetime(2026, 11, 26, 15, tzinfo=UTC)),
        ("⏱ Same moment", datetime(2026, 11, 26, 1, tzinfo=UTC)),
    ],
)
async def test_with_reminders_it_is_asked_what_stays(
    world: World, language: str, answer: str, due_at: datetime
) -> None:
    rep = await world.rep("Li Lei", language)
    reminder_at_nine(world, rep)
    await rep.says("/settings")
    await rep.taps(word(language, "🕒 Time zone"))

    asked = await rep.says("Chicago")
    before = reminders(world)
    await rep.taps(word(language, answer))

    assert "call Wang" in asked
    assert "09:00" in asked
    assert "19:00" in asked
    assert before == [datetime(2026, 11, 26, 1, tzinfo=UTC)]
    assert reminders(world) == [due_at]
    assert member_of(world, rep).zone == "America/Chicago"


async def test_nothing_is_asked_where_the_clocks_agree(world: World) -> None:
    rep = await world.rep()
    reminder_at_nine(world, rep)
    await rep.says("/settings")
    await rep.taps("Time zone")

    shown = await rep.says("Singapore")

    assert "Singapore · 09:30" in shown


async def test_leaving_the_question_changes_nothing(world: World) -> None:
    rep = await world.rep()
    reminder_at_nine(world, rep)
    await rep.says("/settings")
    await rep.taps("Time zone")
    await rep.says("Chicago")

    shown = await rep.says("/cancel")

    assert "Shanghai · 09:30" in shown
    assert member_of(world, rep).zone == "Asia/Shanghai"


async def test_the_question_survives_that_the_reminder_rings_meanwhile(world: World) -> None:
    rep = await world.rep()
    reminder_at_nine(world, rep)
    await rep.says("/settings")
    await rep.taps("Time zone")
    await rep.says("Chicago")
    question = next(one for one in reversed(rep.person.screen) if one.rows)

    await world.passes(hours=48)
    await rep.taps("Same clock time", question)

    assert member_of(world, rep).zone == "America/Chicago"


async def test_a_forged_zone_or_minute_changes_nothing(world: World) -> None:
    rep = await world.rep()
    await rep.says("/settings")
    await rep.taps("Time zone")
    question = rep.last
    serial = (question.rows[0][0].data or "").partition("~")[2]

    await rep.person.send_tap(question.id, f"tz:Mars/Base~{serial}")
    await rep.person.send_tap(question.id, f"tz:../../etc/passwd~{serial}")
    await rep.person.send_tap(question.id, f"tq:99999:-5~{serial}")
    world.raise_failures()

    assert member_of(world, rep).zone == "Asia/Shanghai"
    assert member_of(world, rep).quiet_from == time(21)


@pytest.mark.parametrize("language", BOTH)
async def test_an_administrator_changes_the_team(world: World, language: str) -> None:
    admin = await world.rep("Boss", language, Role.ADMIN)
    await admin.says("/settings")
    await admin.taps("👥 Fieldbook")

    await admin.taps(word(language, "✏️ Name"))
    await admin.says("华东 East")
    await admin.taps(word(language, "🌍 Country"))
    await admin.says("德国")
    await admin.taps(word(language, "💰 Currency"))
    await admin.taps("EUR")
    await admin.taps(word(language, "🤝 Share customers"))

    with world.store.begin() as work:
        team = work.session.scalars(select(Team)).one()
    assert (team.name, team.country, team.currency) == ("华东 East", "DE", "EUR")
    assert team.shares_customers


@pytest.mark.parametrize("role", [Role.REP, Role.MANAGER])
async def test_others_see_no_team_settings_and_cannot_reach_them(world: World, role: Role) -> None:
    rep = await world.rep("Li Lei", role=role)
    await rep.says("/settings")
    menu = rep.last

    await rep.person.send_tap(menu.id, "tm:1")
    await rep.person.send_tap(menu.id, "tmc:1:n")
    await rep.person.send_tap(menu.id, "tms:1:1")
    world.raise_failures()

    assert not any("👥" in label for label in rep.labels)
    assert rep.toast == "Your role does not permit that."
    with world.store.begin() as work:
        assert not work.session.scalars(select(Team)).one().shares_customers


@pytest.mark.parametrize("language", BOTH)
@pytest.mark.parametrize("how", ["tapped", "typed"])
async def test_the_hour_of_the_evening_changes(world: World, language: str, how: str) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says("/settings")
    await rep.taps(word(language, "🌆 Evening"))

    nonsense = await rep.says("tomorrow")
    shown = await (rep.taps("19:00") if how == "tapped" else rep.says("晚上7点"))

    assert "tomorrow" in nonsense
    assert "19:00" in shown
    assert member_of(world, rep).evening_time == time(19)


async def test_an_evening_in_the_quiet_hours_is_said_not_to_come(world: World) -> None:
    rep = await world.rep()
    await rep.says("/settings")
    await rep.taps("Evening")

    shown = await rep.says("22:30")

    assert "within your quiet hours" in shown
