"""A complaint is a ticket: entered by a line, on the card until it is settled by a tap."""

import pytest
from sqlalchemy import select

from storage.attachments import Attachment
from storage.tables import Interaction, Reminder
from storage.tickets import Ticket
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import World

BOTH = pytest.mark.parametrize("language", ["zh", "en"])
LINE = {
    "zh": "华信科技投诉设备漏油,周五前派人去看",
    "en": "Acme complains the pump leaks, send somebody by Friday",
}
NAME = {"zh": "华信科技有限公司", "en": "Acme Pumps Ltd"}
WORD = {"zh": "服务单", "en": "Ticket"}


def tickets(world: World) -> list[Ticket]:
    with world.store.looking() as work:
        return list(work.session.scalars(select(Ticket)))


@BOTH
async def test_a_complaint_is_a_ticket_with_its_next_step(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)

    receipt = await rep.says(LINE[language])

    with world.store.looking() as work:
        assert work.session.scalars(select(Interaction)).all() == []
        (reminder,) = work.session.scalars(select(Reminder))
    assert [one.state for one in tickets(world)] == ["open"]
    assert reminder.customer_id == tickets(world)[0].customer_id
    assert WORD[language] in receipt
    assert NAME[language] in receipt
    assert {"zh": "11月27日", "en": "27 Nov"}[language] in receipt


@BOTH
async def test_it_stands_on_the_card_until_it_is_settled(world: World, language: str) -> None:
    rep = await a_rep_with_a_book(world, language)
    await rep.says(LINE[language])

    card = await rep.says(NAME[language])
    await rep.taps("🛠")
    settled = await rep.taps("✅")
    after = await rep.says(NAME[language])

    assert "🛠" in card
    assert {"zh": "已解决", "en": "settled"}[language] in settled
    assert "🛠" not in after
    assert [one.state for one in tickets(world)] == ["done"]


async def test_settling_is_undone_and_opened_again(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says(LINE["en"])

    await rep.taps("Settled")
    await rep.taps("Undo")
    undone = tickets(world)[0].state
    await rep.says("Acme")
    await rep.taps("🛠")
    await rep.taps("Settled")
    await rep.taps("Open again")

    assert undone == "open"
    assert tickets(world)[0].state == "open"


async def test_undo_takes_the_ticket_and_its_reminder_back(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says(LINE["en"])

    await rep.taps("Undo")

    with world.store.looking() as work:
        assert work.session.scalars(select(Reminder)).all() == []
    assert tickets(world) == []


async def test_a_photo_with_a_complaint_is_on_its_customer(world: World) -> None:
    rep = await a_rep_with_a_book(world)

    await rep.person.send_photo(text=LINE["en"])
    world.raise_failures()

    with world.store.looking() as work:
        (photo,) = work.session.scalars(select(Attachment))
    assert photo.customer_id == tickets(world)[0].customer_id


async def test_a_colleague_s_ticket_is_not_there(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says(LINE["en"])
    other = await world.rep("Han Meimei", "en")

    await other.person.send_tap(other.last.id, "kd:1")
    world.raise_failures()

    assert "not there" in other.toast
    assert tickets(world)[0].state == "open"
