"""The day as one living message."""

import pytest

from sandbox.bubbles import Bubble
from tests.handlers.day.book import a_chinese_rep, an_english_rep, customer
from tests.kit.world import Rep, World


def the_day(rep: Rep) -> Bubble:
    """The message that shows the day: the newest that begins like one."""
    return next(
        one for one in reversed(rep.person.screen) if one.text.startswith("📅 Tue, 24 Nov")
    )


async def a_rep_with_two_visits(world: World) -> Rep:
    rep = await an_english_rep(world)
    await rep.says("today Harbor 11am, Kestrel 4pm")
    await rep.says("remind me to send the invoice at 6pm")
    await rep.says("/today")
    return rep


async def test_the_day_shows_visits_in_order_and_what_is_due(world: World) -> None:
    rep = await a_rep_with_two_visits(world)

    text = the_day(rep).text

    assert "🚗 Visits 0 of 2\n① 11:00 Harbor Foods\n② 16:00 Kestrel Logistics" in text
    assert "⏰ Due\n18:00 send the invoice" in text


async def test_the_day_is_edited_in_place_as_it_goes(world: World) -> None:
    rep = await a_rep_with_two_visits(world)
    shown = the_day(rep)

    await rep.taps("✅ 11:00 Harbor Foods", shown)
    await rep.says("all fine, send the quote tomorrow")

    assert the_day(rep).id == shown.id
    assert "🚗 Visits 1 of 2\n✅ 11:00 Harbor Foods" in the_day(rep).text
    assert "① 16:00 Kestrel Logistics" in the_day(rep).text
    assert "✅ 11:00" not in str([one.label for one in the_day(rep).buttons])


async def test_a_line_typed_anywhere_is_seen_on_the_day(world: World) -> None:
    rep = await a_rep_with_two_visits(world)
    shown = the_day(rep)

    await rep.says("visited Kestrel, they sign on Monday")

    assert the_day(rep).id == shown.id
    assert "✅ 16:00 Kestrel" in the_day(rep).text


async def test_what_is_undone_is_undone_on_the_day(world: World) -> None:
    rep = await a_rep_with_two_visits(world)
    await rep.taps("✅ 11:00 Harbor Foods", the_day(rep))

    await rep.taps("Undo")

    assert "🚗 Visits 0 of 2\n① 11:00 Harbor Foods" in the_day(rep).text


async def test_a_restart_in_between_is_not_noticed(world: World) -> None:
    rep = await a_rep_with_two_visits(world)
    shown = the_day(rep)
    await rep.taps("✅ 11:00 Harbor Foods", shown)

    await world.restart()
    receipt = await rep.says("all fine")

    assert "Visit · Harbor Foods" in receipt
    assert the_day(rep).id == shown.id


async def test_the_day_is_pinned_by_a_tap_and_so_is_the_next(world: World) -> None:
    rep = await a_rep_with_two_visits(world)
    first = the_day(rep)

    await rep.taps("📌 Pin", first)
    pinned_today = [one.id for one in rep.person.pinned]
    await world.passes(hours=24)
    await rep.says("/today")
    await world.passes(minutes=1)
    pinned_tomorrow = [one.text.split("\n")[0] for one in rep.person.pinned]
    key_tomorrow = rep.labels[-1]

    assert pinned_today == [first.id]
    assert pinned_tomorrow == ["📅 Wed, 25 Nov (today)"]
    assert key_tomorrow == "📌 Unpin"


async def test_customers_who_have_waited_too_long_are_named(world: World) -> None:
    rep = await an_english_rep(world)
    await world.passes(days=31)

    text = await rep.says("/today")

    assert (
        "🔶 Waited too long\nA · Harbor Foods · 31 days\nB · Kestrel Logistics · 31 days" in text
    )
    assert "Blue Lantern" not in text


@pytest.mark.parametrize(("hours", "days"), [(0, 14), (9, 14), (23, 14), (24, 15)])
async def test_days_without_contact_are_those_of_the_calendar(
    world: World, hours: int, days: int
) -> None:
    """Entered at 9:30, it was 14 days ago on the whole of the fourteenth day after."""
    rep = await an_english_rep(world)
    await world.passes(days=14, hours=-9)  # 0:30 there
    await world.passes(hours=hours)

    text = await rep.says("/today")

    assert f"A · Harbor Foods · {days} days" in text


async def test_who_is_planned_has_not_waited_too_long(world: World) -> None:
    rep = await an_english_rep(world)
    await world.passes(days=31)
    await rep.says("/plan Harbor tomorrow")

    text = await rep.says("/today")

    assert "Harbor" not in text


@pytest.mark.parametrize("asked", ["今天有什么安排", "我今天的日程"])
async def test_the_day_is_asked_for_in_words(world: World, asked: str) -> None:
    rep = await a_chinese_rep(world)
    await rep.says("今天 华信 11点, 宏远 4点")

    text = await rep.says(asked)
    await rep.says("拜访了华信，谈得不错")

    assert "① 11:00 华信" in text
    assert "✅ 11:00 华信" in next(one for one in rep.messages if one.startswith("📅"))


async def test_another_day_is_asked_for_in_words(world: World) -> None:
    rep = await a_chinese_rep(world)
    await rep.says("今天 华信 11点")
    await rep.says("明天 宏远 4点")

    text = await rep.says("明天有什么安排")

    assert "① 16:00 宏远" in text
    assert "华信" not in text


async def test_what_a_colleague_asked_for_stands_on_the_day(world: World) -> None:
    rep = await an_english_rep(world)
    other = await world.rep("Sam", "en")
    await rep.says("@Sam send the price list today")

    text = await other.says("/today")

    assert "🤝 Asked of you\nLi Lei: send the price list" in text


@pytest.mark.parametrize(
    ("language", "line", "text", "done"),
    [
        ("en", "remind me every day at 9am to check the meters", "check the meters", "Done"),
        ("zh", "每天早上9点提醒我看库存", "看库存", "完成"),
    ],
)
async def test_what_came_round_again_unanswered_stands_once_and_is_done_at_once(
    world: World, language: str, line: str, text: str, done: str
) -> None:
    rep = await world.rep("Li Lei", language)
    await rep.says(line)
    for _day in range(3):
        await world.passes(days=1)

    before = await rep.says("/today")
    await rep.taps(text)
    await rep.taps(done)
    after = await rep.says("/today")
    await rep.says("/undo")
    undone = await rep.says("/today")

    assert before.count(text) == 1
    assert f"×3 {text}" in before
    assert text not in after
    assert f"×3 {text}" in undone


@pytest.mark.parametrize(
    ("language", "line", "title", "done"),
    [
        ("en", "opportunity Harbor: pumps, 80k", "pumps", "Done"),
        ("zh", "华信的商机：水泵，8万", "水泵", "完成"),
    ],
)
async def test_follow_ups_of_one_opportunity_that_were_left_stand_once_and_end_at_once(
    world: World, language: str, line: str, title: str, done: str
) -> None:
    rep = await (an_english_rep if language == "en" else a_chinese_rep)(world)
    await rep.says(line)
    for _day in range(8):
        await world.passes(days=1)

    before = await rep.says("/today")
    await rep.taps(title)
    await rep.taps(done)
    after = await rep.says("/today")
    await rep.says("/undo")
    undone = await rep.says("/today")

    assert before.count(f"· {title}") == 1
    assert "×3" in before
    assert f"· {title}" not in after
    assert "×3" in undone


async def test_a_follow_up_that_is_put_off_takes_the_earlier_ones_along(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("opportunity Harbor: pumps, 80k")
    for _day in range(8):
        await world.passes(days=1)

    await rep.says("/today")
    await rep.taps("pumps")
    await rep.taps("Snooze")
    await rep.taps("Tomorrow")
    today = await rep.says("/today")

    assert "· pumps" not in today


async def a_busy_rep(world: World) -> Rep:
    """A rep whose day holds more than a phone shows at once."""
    rep = await an_english_rep(world)
    names = ["Ashford Mill", "Birch Dairy", "Cobalt Works", "Dunmore Farm", "Elm Bakery"]
    for name in names:
        customer(world, rep, name, "A")
    for hour in range(1, 6):
        await rep.says(f"remind me to send list {hour} at {hour}pm")
    await rep.says(
        "today " + ", ".join(f"{n.split()[0]} {10 + i}:00" for i, n in enumerate(names))
    )
    return rep


async def test_a_busy_day_fits_a_phone_and_is_shown_in_full_on_a_tap(world: World) -> None:
    rep = await a_busy_rep(world)

    await rep.says("/today")
    short = the_day(rep)
    first, rows, labels = short.text, len(short.rows), list(rep.labels)
    await rep.taps("▾ All of it", short)
    full = the_day(rep)

    assert first.count("\n") + 1 + 2 * rows <= 28
    assert "… and" in first
    assert "Elm Bakery" not in first
    assert "▾ All of it" in labels
    assert full.id == short.id
    assert "Elm Bakery" in full.text
    assert "send list 5" in full.text


async def test_a_busy_day_in_full_is_turned_back(world: World) -> None:
    rep = await a_busy_rep(world)
    await rep.says("/today")

    await rep.taps("▾ All of it", the_day(rep))
    await rep.taps("▴ Less", the_day(rep))

    assert "Elm Bakery" not in the_day(rep).text


async def test_a_day_that_fits_has_no_key_for_more(world: World) -> None:
    rep = await a_rep_with_two_visits(world)

    assert "▾ All of it" not in rep.labels
