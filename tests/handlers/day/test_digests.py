"""The morning, the evening, the report to the manager: each at its hour, once, and on working days."""

from storage.tables import Role
from tests.handlers.day.book import a_chinese_rep, an_english_rep
from tests.kit.world import Rep, World


def sent(rep: Rep, beginning: str) -> list[str]:
    return [one for one in rep.messages if one.startswith(beginning)]


async def test_the_morning_comes_at_the_members_hour_once_and_lives_on(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("tomorrow Harbor 11am, Kestrel 4pm")

    await world.passes(hours=23)  # 08:30
    early = sent(rep, "📅 Wed, 25 Nov")
    await world.passes(minutes=30)
    await world.passes(minutes=30)
    await rep.says("visited Harbor, all fine")

    (text,) = sent(rep, "📅 Wed, 25 Nov")
    assert early == []
    assert "✅ 11:00 Harbor Foods" in text


async def test_an_empty_day_brings_no_morning(world: World) -> None:
    rep = await an_english_rep(world)

    await world.passes(hours=24)

    assert sent(rep, "📅") == []


async def test_nothing_comes_on_a_day_that_is_not_worked(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor Saturday 11am")

    await world.passes(days=4)  # Saturday 09:30

    assert sent(rep, "📅 Sat") == []


async def test_what_is_switched_off_does_not_come(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("tomorrow Harbor 11am")
    await rep.says("/settings")
    await rep.taps("Digests")
    shown = await rep.taps("✓ ☀️")

    await world.passes(hours=24)

    assert "What comes by itself" in shown
    assert "✕ ☀️ The day, in the morning" in str(rep.labels)
    assert sent(rep, "📅") == []


async def test_the_evening_drafts_the_report_and_one_tap_sends_it(world: World) -> None:
    boss = await world.rep("Zhang", "zh", Role.MANAGER)
    rep = await a_chinese_rep(world)
    await rep.says("拜访了华信，他们对新泵有兴趣，周五报价")

    await world.passes(hours=8, minutes=31)  # 18:01
    drafted = rep.sees
    receipt = await rep.taps("发送")
    await world.passes(minutes=5)

    assert drafted.startswith("🌙 今天的总结")
    assert "1. 🚗 华信" in drafted
    assert "Zhang" in receipt
    assert boss.sees.startswith("📋 王伟")
    assert "1. 🚗 华信" in boss.sees
    assert len(sent(boss, "📋")) == 1


async def test_the_evening_comes_at_the_members_own_hour(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await rep.says("/settings")
    await rep.taps("Evening")
    await rep.says("17:15")

    await world.passes(hours=7, minutes=44)  # 17:14
    early = sent(rep, "🌙")
    await world.passes(minutes=2)
    await world.passes(minutes=50)

    assert early == []
    assert len(sent(rep, "🌙")) == 1


async def test_the_report_is_changed_by_a_message_and_sent(world: World) -> None:
    boss = await world.rep("Zhang", "en", Role.MANAGER)
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await rep.says("/report")

    await rep.taps("Change")
    await rep.says("Harbor is happy. I need a sample pump.")

    assert boss.sees.startswith("📋 Li Lei\nHarbor is happy. I need a sample pump.")


async def test_a_report_waits_for_the_end_of_the_managers_quiet_hours(world: World) -> None:
    boss = await world.rep("Zhang", "en", Role.MANAGER)
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await world.passes(hours=12, minutes=30)  # 22:00
    await rep.says("/report")

    await rep.taps("Send")
    at_night = sent(boss, "📋")
    await world.passes(hours=10, minutes=5)  # 08:05
    await world.passes(minutes=5)

    assert at_night == []
    assert len(sent(boss, "📋")) == 1


async def test_a_restart_sends_nothing_twice(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("tomorrow Harbor 11am")
    await world.passes(hours=24)

    await world.restart()
    await world.passes(minutes=1)

    assert len(sent(rep, "📅 Wed, 25 Nov")) == 1


async def test_the_teams_week_comes_to_the_manager_on_the_first_working_day(world: World) -> None:
    boss = await world.rep("Zhang", "en", Role.MANAGER)
    rep = await an_english_rep(world)
    await rep.says("visited Harbor, all fine")
    await rep.says("called Kestrel, they want a quote")

    await world.passes(days=4, hours=23, minutes=30)  # Sunday
    on_sunday = sent(boss, "🗓")
    await world.passes(hours=24)
    await world.passes(minutes=1)

    (text,) = sent(boss, "🗓 The team's week")
    assert on_sunday == []
    assert "Mon, 23 Nov – Sun, 29 Nov" in text
    assert "Li Lei: 🚗 1 · 📞 1" in text
    assert sent(rep, "🗓 The team") == []


async def test_the_teams_month_comes_to_the_manager(world: World) -> None:
    boss = await world.rep("Zhang", "zh", Role.MANAGER)
    rep = await a_chinese_rep(world)
    await rep.says("拜访了华信，谈得不错")

    await world.passes(days=7)  # 1 December, 09:30

    assert "王伟: 🚗 1" in sent(boss, "📆 团队月报")[0]
