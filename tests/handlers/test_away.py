"""Leave and rest: reminders wait for the morning after, or go to whoever stands in."""

import pytest

from crm.leave_words import leave_told, read_leave
from crm.rest import read_minutes, read_rest_days
from storage.tables import Role
from tests.kit.world import TUESDAY, Rep, World


async def test_while_a_member_is_away_his_reminders_wait_for_the_morning_after(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/remind call Li Wednesday 10am")
    await rep.says("/remind call Bo Thursday")
    away = await rep.says("/away 25-27")

    await world.passes(days=3)
    waiting = [text for text in rep.messages if text.startswith("⏰ call")]
    await world.passes(hours=23.6)
    back = [text for text in rep.messages if text.startswith("⏰ call")]

    assert away.startswith("🏖 Away: Wed, 25 Nov – Fri, 27 Nov\n⏸ Your reminders wait")
    assert waiting == []
    assert [text.split("\n")[0] for text in back] == ["⏰ call Li", "⏰ call Bo"]


async def test_a_stand_in_gets_them_answers_them_and_is_told(world: World) -> None:
    rep, other = await world.rep("Li Lei", "en"), await world.rep("王伟", "zh")
    await rep.says("/remind call Li Wednesday 10am")
    await rep.says("/away until Friday")
    chosen = await rep.taps("王伟")

    await world.passes(hours=24.6)
    pushed = other.sees
    done = await other.taps("完成")

    assert "↪️ 王伟 gets your reminders meanwhile." in chosen
    assert any("期间其提醒由你代收" in text for text in other.messages)
    assert "⏰ call Li" in pushed
    assert "代Li Lei处理" in pushed
    assert done.startswith("✅ 已完成：call Li")
    assert "No open reminders" in await rep.says("/reminders")


async def test_who_only_saw_it_as_a_stand_in_reaches_no_other_reminder(world: World) -> None:
    rep, other = await world.rep("Li Lei", "en"), await world.rep("Bo", "en")
    await rep.says("/remind call Li today 10am")
    await world.passes(minutes=31)
    pushed = rep.last

    (done,) = [one for row in pushed.rows for one in row if "Done" in one.label]
    await other.says("hello")
    await other.person.send_tap(other.last.id, done.data or "")

    assert other.toast == "That is not there (any more)."


async def test_a_time_asked_for_while_away_rings(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/away 24-27")
    await world.passes(minutes=1)
    await rep.says("/remind call home tomorrow 10am")

    await world.passes(hours=24.6)

    assert rep.sees.startswith("⏰ call home")


async def test_what_comes_round_and_was_set_before_the_leave_goes_to_the_stand_in(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    other = await world.rep("Han Mei", "en")
    await rep.says("remind me to send the report every day at 10am")
    await rep.says("/away 26-27")
    await rep.taps("Han Mei")

    await world.passes(hours=1)
    for _ in range(4):
        await world.passes(hours=24)

    for_her = [text for text in other.messages if text.startswith("⏰ send the report")]
    for_him = [text for text in rep.messages if text.startswith("⏰ send the report")]
    assert len(for_him) == 3  # on Tuesday, Wednesday and Saturday
    assert len(for_her) == 2
    assert "↪️ For Li Lei, who is away." in for_her[0]


async def test_back_early_what_waited_rings(world: World) -> None:
    rep = await world.rep("李雷", "zh")
    await rep.says("/remind 明天10点给李总打电话")
    await rep.says("/away 下周一到周三")
    await rep.taps("改日期")
    await rep.says("24-30")
    await world.passes(days=2)
    back = await rep.says("/away 回来了")
    await world.passes(days=5)

    assert "你在岗" in back
    assert sum("给李总打电话" in text and text.startswith("⏰") for text in rep.messages) >= 1


async def test_days_that_cannot_be_read_are_asked_again(world: World) -> None:
    rep = await world.rep("Li Lei", "en")

    asked = await rep.says("/away sometime")
    again = await rep.says("32-40")
    away = await rep.says("12-20")

    assert "I cannot read those days" in asked
    assert "I cannot read those days" in again
    assert "Away: Sat, 12 Dec – Sun, 20 Dec" in away


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("12-20", "12-12 12-20"),
        ("12号到20号", "12-12 12-20"),
        ("28-3", "11-28 12-03"),
        ("12/12-12/20", "12-12 12-20"),
        ("12.28–1.3", "12-28 01-03"),
        ("12月12日到20日", "12-12 12-20"),
        ("Dec 12-20", "12-12 12-20"),
        ("12-20 Dec", "12-12 12-20"),
        ("Dec 28 to Jan 3", "12-28 01-03"),
        ("until Friday", "11-24 11-27"),
        ("到周五", "11-24 11-27"),
        ("下周", "11-30 12-06"),
        ("tomorrow", "11-25 11-25"),
        ("3 days", "11-24 11-26"),
        ("3天", "11-24 11-26"),
        ("20-24", "11-24 11-24"),
    ],
)
def test_days_of_a_leave(said: str, days: str) -> None:
    read = read_leave(said, TUESDAY, "Asia/Shanghai")

    assert read is not None
    assert " ".join(f"{day:%m-%d}" for day in read) == days


@pytest.mark.parametrize(
    "said", ["", "soon", "31-32", "0 days", "13/13-14/13", "Tuesday or Wednesday"]
)
def test_what_names_no_days(said: str) -> None:
    assert read_leave(said, TUESDAY, "Asia/Shanghai") is None


async def rests(rep: Rep, words: str) -> str:
    await rep.says("/settings")
    await rep.taps("Rest days")
    return await rep.says(words)


async def test_without_a_time_it_passes_the_rest_days_and_an_asked_time_does_not(
    world: World,
) -> None:
    rep = await world.rep("Li Lei", "en")
    shown = await rests(rep, "Sat and Sun")
    await rep.says("/remind call Li Saturday")
    await rep.says("/remind call Bo Saturday 10am")

    await world.passes(days=5)
    on_sunday = [text.split("\n")[0] for text in rep.messages if text.startswith("⏰ call")]
    await world.passes(days=1)

    assert "🛌 Rest days: Sat, Sun" in shown
    assert on_sunday == ["⏰ call Bo"]
    assert any(text.startswith("⏰ call Li") for text in rep.messages)


async def test_with_rest_days_a_public_holiday_is_one_too(world: World) -> None:
    rep = await world.rep("Li Lei", "en")
    await rests(rep, "weekend")
    await rep.says("/remind call Li on January 1")

    await world.passes(days=38, hours=2)
    on_new_year = [text for text in rep.messages if text.startswith("⏰ call Li")]
    await world.passes(days=3)

    assert on_new_year == []
    assert rep.sees.startswith("⏰ call Li")


@pytest.mark.parametrize(
    ("said", "digits"),
    [("sat, sun", "67"), ("周六周日", "67"), ("周六日", "67"), ("off", ""), ("Mondays", "1")],
)
def test_rest_days(said: str, digits: str) -> None:
    assert read_rest_days(said) == digits


@pytest.mark.parametrize("said", ["someday", "周一二三四五六日", ""])
def test_what_is_no_rest_day(said: str) -> None:
    assert read_rest_days(said) is None


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("90", 90),
        ("2h", 120),
        ("1 h 30", 90),
        ("半小时", 30),
        ("1小时半", 90),
        ("关", 0),
        ("1.5h", 90),
    ],
)
def test_minutes(said: str, minutes: int) -> None:
    assert read_minutes(said) == minutes


@pytest.mark.parametrize("said", ["", "soon", "99999", "0 min"])
def test_what_is_no_length(said: str) -> None:
    assert read_minutes(said) is None


async def test_an_administrator_may_be_away_too(world: World) -> None:
    admin = await world.rep("Han Mei", "en", Role.ADMIN)

    assert "Away: Sat, 12 Dec" in await admin.says("/away Dec 12-20")


@pytest.mark.parametrize(
    ("said", "days"),
    [
        ("我下周一到周三休假", "下周一到周三"),
        ("明天请假", "明天"),
        ("本人12月20日到24日休年假。", "12月20日到24日"),
        ("I’m away from Monday to Wednesday", "Monday to Wednesday"),
        ("I'll be on holiday Dec 20 to 24", "Dec 20 to 24"),
        ("taking Friday off", "Friday"),
    ],
)
def test_a_line_that_tells_of_a_leave(said: str, days: str) -> None:
    assert leave_told(said) == days


@pytest.mark.parametrize(
    "said",
    [
        "王总下周休假",
        "下周王总休假",
        "王总下周休假,月底再联系",
        "明天去上海出差",
        "Jan is on leave until Monday",
        "休息",
    ],
)
def test_a_line_that_tells_of_none(said: str) -> None:
    words = leave_told(said)
    assert words is None or read_leave(words, TUESDAY, "Asia/Shanghai") is None


@pytest.mark.parametrize(
    ("language", "said", "told"),
    [
        ("zh", "我下周一到周三休假", "🏖 休假：11月30日 周一 – 12月2日 周三"),
        ("en", "I'm on leave from Monday to Wednesday", "🏖 Away: Mon, 30 Nov – Wed, 2 Dec"),
    ],
)
async def test_a_leave_is_told_in_a_line(
    world: World, language: str, said: str, told: str
) -> None:
    rep = await world.rep("Li Lei", language)

    assert told in await rep.says(said)
