"""Sharing a place once: a check-in, the day by distance, and nothing of it kept."""

import pytest
from sqlalchemy import select, text

from crm.editing import set_pin
from storage.mail import conversations, inbox
from storage.visits import CheckIn, Mark
from tests.handlers.day.book import an_english_rep, member
from tests.handlers.day.test_day import the_day
from tests.handlers.day.test_plans import of_the_visit
from tests.kit.world import Rep, World

HERE = (31.23041, 121.47370)
NEAR = (31.23141, 121.47370)  # 111 m to the north
FAR = (31.25041, 121.47370)  # 2.2 km
FARTHER = (31.26041, 121.47370)  # 3.3 km


def put(world: World, rep: Rep, customer_id: int, at: tuple[float, float]) -> None:
    with world.store.begin() as work:
        work.actor = member(work, rep)
        set_pin(work, customer_id, at)


async def shares(world: World, rep: Rep, at: tuple[float, float]) -> str:
    await rep.person.share_location(*at)
    world.raise_failures()
    return rep.sees


async def a_pinned_rep(world: World) -> Rep:
    """A rep with Harbor here, Kestrel and Blue Lantern farther off."""
    rep = await an_english_rep(world)
    for number, at in enumerate((HERE, FAR, FARTHER), 1):
        put(world, rep, number, at)
    return rep


async def test_one_place_is_a_verified_check_in_and_one_message_tells_the_rest(
    world: World,
) -> None:
    rep = await a_pinned_rep(world)

    asked = await shares(world, rep, NEAR)
    receipt = await rep.says("they like the pump, send the quote Friday 10am")

    assert asked.startswith("✅ Visited: Harbor Foods\n📍 111 m away ✓ verified")
    assert "Visit · Harbor Foods" in receipt
    assert "Fri, 27 Nov 10:00" in receipt


async def test_photos_after_a_check_in_are_of_that_visit(world: World) -> None:
    rep = await a_pinned_rep(world)
    await shares(world, rep, NEAR)

    await rep.person.send_photo()
    await rep.person.send_photo()
    world.raise_failures()
    filed = rep.sees
    await rep.says("their new line runs")

    assert filed.startswith("✅ Visited: Harbor Foods\n📎 🖼 Photo × 2\nWhat happened?")
    assert of_the_visit(world) == 2


async def test_the_first_check_in_teaches_the_place_and_undo_unlearns_it(world: World) -> None:
    rep = await an_english_rep(world)

    asked = await shares(world, rep, HERE)
    learned = await rep.taps("Harbor Foods")
    await rep.taps("Undo")
    again = await shares(world, rep, NEAR)

    assert "At whom are you?" in asked
    assert "First check-in here" in learned
    assert "At whom are you?" in again


async def test_too_far_is_said_plainly_and_entered_all_the_same(world: World) -> None:
    rep = await a_pinned_rep(world)

    await shares(world, rep, (31.20041, 121.47370))
    told = await rep.says("Harbor")
    card = await rep.says("Harbor Foods")

    assert "📍 3.3 km from its place: not verified, entered all the same" in told
    assert "🚗 Tue, 24 Nov" in card


async def test_a_planned_customer_is_the_one_of_several_that_are_near(world: World) -> None:
    rep = await a_pinned_rep(world)
    put(world, rep, 2, NEAR)
    await rep.says("today Kestrel 11am, Blue Lantern 4pm")

    asked = await shares(world, rep, HERE)

    assert asked.startswith("✅ Visited: Kestrel Logistics")


async def test_the_open_visits_are_put_in_order_by_distance(world: World) -> None:
    rep = await a_pinned_rep(world)
    await rep.says("today Blue Lantern 11am, Kestrel 4pm")
    await rep.says("/today")

    asked = await shares(world, rep, HERE)

    assert "🧭 Next: Kestrel Logistics 2.2 km → Blue Lantern 3.3 km" in asked
    assert "① 16:00 Kestrel Logistics\n② 11:00 Blue Lantern" in the_day(rep).text


async def test_the_customer_in_hand_is_offered_where_nobody_is_near(world: World) -> None:
    rep = await an_english_rep(world)
    await world.passes(minutes=20)
    await rep.says("Blue Lantern")

    await shares(world, rep, HERE)

    assert rep.labels[0] == "Blue Lantern"


@pytest.mark.parametrize(
    ("line", "done"),
    [
        ("tomorrow Harbor 2pm", "🗓 1 visit planned"),
        ("remind me to call Kestrel tomorrow 9am", "⏰"),
    ],
)
async def test_a_line_of_its_own_is_done_while_the_place_is_asked_about(
    world: World, line: str, done: str
) -> None:
    rep = await an_english_rep(world)
    await shares(world, rep, HERE)

    said = await rep.says(line)

    assert "I know nobody" not in said
    assert done in said


async def test_a_place_that_orders_nothing_is_not_said_to(world: World) -> None:
    rep = await an_english_rep(world)
    await rep.says("today Blue Lantern 11am, Kestrel 4pm")
    await rep.says("/today")

    await shares(world, rep, HERE)
    await rep.says("/cancel")

    assert "place you shared" not in await rep.says("/today")


async def test_customers_around_who_have_waited_too_long_are_named(world: World) -> None:
    rep = await a_pinned_rep(world)
    await world.passes(days=40)

    asked = await shares(world, rep, HERE)

    assert "🔶 Near and due: Kestrel Logistics 2.2 km (40 days)" in asked
    assert "🔶 Kestrel Logistics" in str(rep.labels)


async def test_a_second_check_in_on_the_same_day_is_no_second_visit(world: World) -> None:
    rep = await a_pinned_rep(world)
    await shares(world, rep, HERE)
    await rep.taps("Nothing to add")

    told = await shares(world, rep, HERE)

    assert told.startswith("📍 You checked in at Harbor Foods today already.")


async def test_nothing_of_the_place_is_kept(world: World) -> None:
    rep = await a_pinned_rep(world)
    await shares(world, rep, NEAR)
    await rep.taps("Went well")
    await shares(world, rep, (31.5, 121.9))
    await rep.says("Kestrel")
    await rep.taps("Nothing to add")

    with world.store.begin() as work:
        marks = work.session.execute(select(CheckIn.mark, CheckIn.distance_m)).all()
        everything = "".join(
            str(row)
            for table in ("inbox", "outbox", "conversations", "history", "interactions", "days")
            for row in work.connection.execute(text(f"SELECT * FROM {table}"))
        )

    assert marks[0] == (Mark.VERIFIED, 111)
    assert marks[1].mark is Mark.FAR
    assert "31.23141" not in everything
    assert "121.9" not in everything


async def test_a_place_left_unanswered_is_forgotten(world: World) -> None:
    rep = await an_english_rep(world)
    await shares(world, rep, HERE)

    await world.passes(minutes=16)

    with world.store.begin() as work:
        assert work.connection.execute(select(conversations.c.draft)).all() == []
        raw = "".join(work.connection.scalars(select(inbox.c.raw)))
    assert "31.23041" not in raw


async def test_a_place_shared_after_the_tap_belongs_to_that_visit(world: World) -> None:
    rep = await a_pinned_rep(world)
    await rep.says("/plan Harbor today 11am")
    await rep.taps("✏️ Harbor")
    await rep.taps("✅ Visited")

    told = await shares(world, rep, NEAR)
    receipt = await rep.says("all fine")

    assert "111 m away ✓ verified" in told
    assert "Visit · Harbor Foods" in receipt
    with world.store.begin() as work:
        assert len(work.session.execute(select(CheckIn.id)).all()) == 1


@pytest.mark.parametrize(
    "line", ["new customer Harlow Print, Leeds, Dana Fry", "新客户 鼎盛机械，无锡，联系人赵丽"]
)
async def test_a_customer_to_enter_is_not_what_happened(world: World, line: str) -> None:
    rep = await a_pinned_rep(world)
    await shares(world, rep, NEAR)

    asked = await rep.says(line)
    receipt = await rep.taps("➕")

    assert "is new to me" in asked
    assert receipt.startswith("✅ New customer: ")
