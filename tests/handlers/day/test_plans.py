"""Planning visits: in one line, led, moved, dropped, and entered by one tap."""

import pytest
from sqlalchemy import func, select

from storage.attachments import Attachment
from tests.handlers.day.book import a_chinese_rep, an_english_rep, customer
from tests.kit.world import World


async def test_one_line_plans_two_visits_with_one_receipt_and_one_undo(world: World) -> None:
    rep = await a_chinese_rep(world)

    receipt = await rep.says("明天 华信 2点, 宏远 4点")
    await rep.taps("撤销")
    plans = await rep.says("/plans")

    assert "2" in receipt.split("\n")[0]
    assert "11月25日 周三" in receipt
    assert "• 14:00 华信" in receipt
    assert "• 16:00 宏远" in receipt
    assert "14:00" not in plans


async def test_a_line_in_english_plans_by_day_and_purpose(world: World) -> None:
    rep = await an_english_rep(world)

    receipt = await rep.says("Thursday: Harbor Foods 10am demo, Blue Lantern 2pm")

    assert receipt.startswith("🗓 2 visits planned\nThu, 26 Nov\n• 10:00 Harbor Foods – demo")
    assert "• 14:00 Blue Lantern" in receipt


async def test_a_part_with_an_unknown_name_is_left_out_and_said(world: World) -> None:
    rep = await a_chinese_rep(world)

    receipt = await rep.says("明天 华信 2点, 新公司 4点")

    assert "• 14:00 华信" in receipt
    assert "❔" in receipt
    assert "新公司 4点" in receipt


async def test_a_name_that_several_have_is_the_one_question(world: World) -> None:
    rep = await an_english_rep(world)
    customer(world, rep, "Harbor Foods Dublin")
    customer(world, rep, "Harbor Foods Cork")
    customer(world, rep, "Kestrel Air")

    question = await rep.says("tomorrow Harbor 2pm, Blue Lantern 4pm")
    receipt = await rep.taps("Harbor Foods Cork")

    assert "Which customer do you mean?" in question
    assert "• 14:00 Harbor Foods Cork" in receipt
    assert "• 16:00 Blue Lantern" in receipt


async def test_a_customer_planned_twice_on_a_day_is_one_plan(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor tomorrow 2pm")
    await rep.says("/plan Harbor tomorrow 3pm")

    plans = await rep.says("/plans")

    assert plans.startswith("🗓 1 visit planned")
    assert "15:00 Harbor Foods" in plans


async def test_a_second_name_that_several_have_is_said_to_be_so(world: World) -> None:
    rep = await an_english_rep(world)
    for name in ("Redwood Foods", "Redwood Biotech", "Ironwood Hotels", "Ironwood Dairy"):
        customer(world, rep, name)

    await rep.says("tomorrow Redwood 2pm, Ironwood 4pm")
    receipt = await rep.taps("Redwood Foods")

    assert "• 14:00 Redwood Foods" in receipt
    assert "Several customers are called so, so it is not planned:\n• Ironwood 4pm" in receipt


async def test_why_a_visit_is_moved_is_read_back(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("Move")

    receipt = await rep.says("Friday 3pm, he is travelling")

    assert "Fri, 27 Nov 15:00" in receipt
    assert "Why: he is travelling" in receipt


async def test_a_time_is_no_name_of_a_new_customer(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan")

    told = await rep.says("tomorrow 11am")

    assert "I know nobody called “tomorrow 11am”." in told
    assert not any("New customer" in one for one in rep.labels)


async def test_a_plan_is_led_with_one_name_and_one_tap(world: World) -> None:
    rep = await an_english_rep(world)

    await rep.says("/plan")
    await rep.says("Harbor")
    receipt = await rep.taps("Tomorrow")

    assert "Wed, 25 Nov (tomorrow)\n• Harbor Foods" in receipt


async def test_a_time_that_is_over_is_asked_again(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor")

    asked = await rep.says("today 8am")
    receipt = await rep.says("today 11am show the new pump")

    assert "That time is over." in asked
    assert "• 11:00 Harbor Foods – show the new pump" in receipt


async def test_a_plan_becomes_a_visit_with_one_tap_and_one_message(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")

    asked = await rep.taps("✅ Visited")
    receipt = await rep.says("they like the pump, send the quote Friday 10am")
    plans = await rep.says("/plans")

    assert asked.startswith("✅ Visited: Harbor Foods\nWhat happened?")
    assert "Visit · Harbor Foods" in receipt
    assert "Fri, 27 Nov 10:00" in receipt
    assert plans.startswith("No visit is planned.")


@pytest.mark.parametrize(
    "line", ["Kestrel Logistics moved to proposal", "lost Kestrel Logistics, too expensive"]
)
async def test_a_stage_of_another_customer_is_moved_while_a_visit_is_asked_about(
    world: World, line: str
) -> None:
    rep = await an_english_rep(world)
    await rep.says("opportunity Kestrel Logistics: pumps 80k")
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    told = await rep.says(line)

    assert "Kestrel Logistics" in told
    assert "New →" in told


async def test_photos_and_voice_of_a_visit_are_on_it_while_it_is_asked_about(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    await rep.person.send_photo()
    await rep.person.send_photo()
    await rep.person.send_voice()
    world.raise_failures()
    filed = rep.sees
    receipt = await rep.says("their new line runs")

    assert filed.startswith(
        "✅ Visited: Harbor Foods\n📎 🖼 Photo × 2, 🎤 Voice note\nWhat happened?"
    )
    assert "their new line runs" in receipt
    assert of_the_visit(world) == 3


async def test_a_caption_tells_of_the_visit_in_the_same_act(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    await rep.person.send_photo(text="their new line runs, call Friday 10am")
    world.raise_failures()
    receipt, there = rep.sees, of_the_visit(world)
    await rep.taps("Undo")

    assert "Visit · Harbor Foods" in receipt
    assert "Fri, 27 Nov 10:00" in receipt
    assert (there, of_the_visit(world)) == (1, 0)


def of_the_visit(world: World) -> int:
    """How many files there are on interactions."""
    with world.store.looking() as work:
        wanted = select(func.count()).where(Attachment.interaction_id.is_not(None))
        return work.session.scalar(wanted) or 0


async def test_a_visit_without_words_is_one_tap(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    await rep.taps("Went well")
    card = await rep.says("Harbor Foods")

    assert "🚗 Tue, 24 Nov" in card


async def test_an_undone_visit_is_a_plan_again(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    await rep.taps("Undo")
    plans = await rep.says("/plans")

    assert "11:00 Harbor Foods" in plans


async def test_a_line_about_another_customer_is_not_filed_under_the_visit(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    receipt = await rep.says("called Kestrel, they want a new quote")

    assert "Call · Kestrel Logistics" in receipt


async def test_a_visit_that_is_logged_keeps_the_plan_of_that_day(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")

    await rep.says("visited Harbor, all fine")
    plans = await rep.says("/plans")

    assert plans.startswith("No visit is planned.")


async def test_a_plan_is_moved_with_a_reason_in_one_message(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor tomorrow 2pm")
    await rep.taps("✏️ Harbor")

    await rep.taps("Move")
    receipt = await rep.says("Friday 3pm, he is travelling")
    plans = await rep.says("/plans")

    assert receipt.startswith("📅 Moved: Harbor Foods\nFri, 27 Nov 15:00")
    assert plans.startswith("🗓 1 visit planned\nFri, 27 Nov\n• 15:00 Harbor Foods")


async def test_a_plan_is_dropped_with_a_reason(world: World) -> None:
    rep = await a_chinese_rep(world)
    await rep.says("今天 华信 11点, 宏远 4点")
    await rep.taps("✏️ 华信")

    await rep.taps("放弃")
    receipt = await rep.taps("客户取消")
    day = await rep.says("/today")

    assert "华信" in receipt
    assert "客户取消" in day
    assert "① 16:00 宏远" in day


async def test_a_look_up_after_a_visit_is_a_look_up(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    card = await rep.says("Kestrel Logistics")

    assert card.startswith("Kestrel Logistics")
    assert "Owner: Li Lei" in card


async def test_words_about_a_visit_that_was_undone_are_not_lost_in_silence(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")
    await rep.says("/undo")

    told = await rep.says("they want a second quote")
    after = await rep.says("Kestrel Logistics")

    assert told.startswith("That visit was undone.")
    assert after.startswith("Kestrel Logistics")


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_time_that_is_over_today_is_said_and_never_moved_to_tomorrow(
    world: World, language: str
) -> None:
    is_zh = language == "zh"
    rep = await (a_chinese_rep if is_zh else an_english_rep)(world)
    await world.passes(hours=5, minutes=50)  # 15:20

    some = await rep.says(
        "今天 华信 2点 演示, 宏远 4点" if is_zh else "today Harbor 2pm demo, Kestrel 4pm"
    )
    none = await rep.says("今天 华信 2点, 宏远 3点" if is_zh else "today Harbor 2pm, Kestrel 3pm")

    assert "16:00" in some
    assert ("过了" if is_zh else "is over") in some
    assert "• 14:00 华信" in some or "• 14:00 Harbor" in some
    assert "明天" not in some
    assert "tomorrow" not in some
    assert ("过了" if is_zh else "is over") in none
    assert "明天" not in none
    assert "tomorrow" not in none


async def test_the_next_step_of_a_visit_is_the_words_around_its_time(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    receipt = await rep.says("their old pumps leak, quote by Friday, price is an issue")

    assert "Fri, 27 Nov 09:00: quote\n" in receipt


async def test_the_keys_of_a_list_of_plans_say_on_which_day(world: World) -> None:
    rep = await a_chinese_rep(world)
    await rep.says("今天 华信 2点")
    await rep.says("明天 华信 2点")

    await rep.says("/plans")

    assert {"14:00 华信", "周三 14:00 华信"} <= set(rep.labels)


@pytest.mark.parametrize(
    "line",
    [
        "拜访了华信，很满意，明天下午3点提醒我发合同",
        "拜访了华信，很满意，提醒我明天下午3点发合同",
        "visited 华信, all fine, remind me tomorrow 3pm to 发合同",
    ],
)
async def test_a_next_step_says_what_is_to_be_done_and_not_who_is_reminded(
    world: World, line: str
) -> None:
    rep = await a_chinese_rep(world)

    receipt = await rep.says(line)

    assert "15:00：发合同" in receipt


async def test_a_visit_that_is_told_by_a_tap_has_no_line_for_words(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("today Harbor 11am")
    await rep.says("/today")
    await rep.taps("✅ 11:00 Harbor")

    receipt = await rep.taps("Not there")

    assert receipt.startswith("✅ 🚗 Visit · Harbor Foods")
    assert "📝" not in receipt


async def test_a_visit_without_a_word_has_no_colon_on_the_card(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("today Harbor 6pm")
    await rep.says("/today")
    await rep.taps("✅ 18:00 Harbor Foods")
    await rep.taps("Nothing to add")

    card = await rep.says("Harbor Foods")

    assert "🚗 Tue, 24 Nov · Li Lei\n" in f"{card}\n"
