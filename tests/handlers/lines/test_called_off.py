"""What is called off needs no reminder: the note is kept, and the one that was set for it is given up, until undone."""

import pytest
from sqlalchemy import select

from storage.tables import Interaction, Kind, Reminder, ReminderState
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import World

LINES = pytest.mark.parametrize(
    ("language", "plan", "off"),
    [
        ("en", "visit Summit Friday 10am", "Friday's visit to Summit is off, Karen is ill"),
        ("zh", "周五上午10点拜访宏远机械", "周五拜访宏远机械取消了,李敏病了"),
        ("zh", "周五上午10点拜访宏远机械", "宏远机械周五的会黄了"),
    ],
)


def states(world: World) -> list[ReminderState]:
    with world.store.looking() as work:
        return list(work.session.scalars(select(Reminder.state).order_by(Reminder.id)))


@LINES
async def test_the_reminder_of_what_is_called_off_is_given_up(
    world: World, language: str, plan: str, off: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(plan)

    await rep.says(off)

    assert states(world) == [ReminderState.CANCELLED]


@LINES
async def test_what_is_called_off_is_noted_and_counts_as_no_visit(
    world: World, language: str, plan: str, off: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(plan)

    await rep.says(off)

    with world.store.looking() as work:
        noted = work.session.scalars(select(Interaction)).one()
    assert noted.kind is Kind.MESSAGE
    assert noted.note == off


async def test_undo_brings_it_back(world: World) -> None:
    rep = await a_rep_with_a_book(world, "en")
    await rep.says("visit Summit Friday 10am")

    await rep.says("Friday's visit to Summit is off")
    await rep.says("undo")

    assert states(world) == [ReminderState.PLANNED]


async def test_another_day_and_another_customer_keep_theirs(world: World) -> None:
    rep = await a_rep_with_a_book(world, "en")
    await rep.says("visit Summit next Monday 10am")
    await rep.says("visit Acme Friday 10am")

    await rep.says("Friday's visit to Summit is off")

    assert states(world) == [ReminderState.PLANNED, ReminderState.PLANNED]


async def test_of_two_on_that_day_none_is_guessed(world: World) -> None:
    rep = await a_rep_with_a_book(world, "en")
    await rep.says("visit Summit Friday 10am")
    await rep.says("remind me Friday 4pm to send Summit the quote")

    await rep.says("Friday's visit to Summit is off")

    assert states(world) == [ReminderState.PLANNED, ReminderState.PLANNED]


@pytest.mark.parametrize(
    ("language", "plan", "given_up"),
    [
        ("en", "visit Summit Friday 10am", "scrap the reminder for Friday"),
        ("zh", "周五上午10点拜访宏远机械", "把周五的提醒删了"),
    ],
)
async def test_a_reminder_is_given_up_by_its_day(
    world: World, language: str, plan: str, given_up: str
) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(plan)

    await rep.says(given_up)

    assert states(world) == [ReminderState.CANCELLED]
