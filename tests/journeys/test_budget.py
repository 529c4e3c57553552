"""The interaction budget: how many messages and taps a rep spends on what he does all day (DESIGN §4)."""

import pytest

from tests.kit.world import Rep, World


class Spent:
    """A rep whose messages and taps are counted."""

    def __init__(self, rep: Rep) -> None:
        self.rep = rep
        self.messages = self.taps = 0

    async def says(self, text: str) -> str:
        self.messages += 1
        return await self.rep.says(text)

    async def tapped(self, label: str) -> str:
        self.taps += 1
        return await self.rep.taps(label)

    @property
    def total(self) -> tuple[int, int]:
        return self.messages, self.taps


async def a_rep_with_acme(world: World) -> Spent:
    rep = await world.rep("Li Lei", "en")
    await rep.says("/customer Acme")
    await rep.taps("Save now")
    return Spent(rep)


async def test_a_look_up_is_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)

    card = await rep.says("acme")

    assert card.startswith("Acme\nOwner: Li Lei")
    assert rep.total == (1, 0)


async def test_a_visit_with_its_follow_up_is_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)

    receipt = await rep.says("visited Acme, they like the pump, send the quote Friday 10am")

    assert "Visit · Acme" in receipt
    assert "Fri, 27 Nov 10:00" in receipt
    assert rep.total == (1, 0)


async def test_a_new_customer_is_one_message_and_one_tap(world: World) -> None:
    rep = Spent(await world.rep("Li Lei", "en"))

    await rep.says("Bolt Dairy")
    receipt = await rep.tapped("Bolt Dairy")

    assert "New customer: Bolt Dairy" in receipt
    assert rep.total == (1, 1)


async def test_answering_a_reminder_and_setting_the_next_is_two_taps(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.rep.says("remind me to call Acme tomorrow 10am")
    await world.passes(hours=24, minutes=30)

    await rep.tapped("Done")
    planned = await rep.tapped("In 3 days")

    assert "Sat, 28 Nov 09:00" in planned
    assert rep.total == (0, 2)


async def test_answering_a_reminder_in_words_is_one_tap_and_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.rep.says("remind me to call Acme tomorrow 10am")
    await world.passes(hours=24, minutes=30)

    await rep.tapped("Done")
    planned = await rep.says("send the contract Friday 10am")

    assert "Fri, 27 Nov 10:00\nsend the contract\n🏢 Acme" in planned
    assert rep.total == (1, 1)


async def test_a_reminder_is_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)

    planned = await rep.says("/remind call Zhang tomorrow 10am")

    assert "tomorrow (Wed, 25 Nov) 10:00\ncall Zhang" in planned
    assert rep.total == (1, 0)


async def test_a_note_by_reply_is_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.rep.says("acme")

    await rep.rep.person.reply(rep.rep.last, "They moved to a new site")

    assert "💬 Message · Acme" in rep.rep.sees
    assert "They moved to a new site" in rep.rep.sees


FIELDS = {
    "customer": ("Customer", "Bolt Dairy", "Bolt Dairy"),
    "day": ("Day", "Yesterday", "Mon, 23 Nov"),
    "next step": ("Time", "In 3 days", "Fri, 27 Nov"),
    "kind": ("Kind", "Call", "📞 Call"),
    "outcome": ("Outcome", "Not well", "🙁 Not well"),
    "amount": ("Amount", "No amount", "Visit · Acme"),
}


@pytest.mark.parametrize("field", FIELDS)
async def test_a_field_of_a_receipt_is_put_right_by_its_key_and_one_tap(
    world: World, field: str
) -> None:
    key, answer, seen = FIELDS[field]
    rep = await a_rep_with_acme(world)
    await rep.rep.says("Bolt Dairy")
    await rep.rep.taps("Bolt Dairy")
    await rep.rep.says("visited Acme, about 80k")

    await rep.tapped(key)
    receipt = await rep.tapped(answer)

    assert seen in receipt
    assert rep.total == (0, 2)


@pytest.mark.parametrize(
    ("key", "words", "seen"),
    [
        ("Customer", "Bolt", "Bolt Dairy"),
        ("Day", "last Friday", "Fri, 20 Nov"),
        ("Time", "Friday 3pm", "Fri, 27 Nov 15:00"),
        ("Amount", "$1,200", "US$1,200"),
    ],
)
async def test_a_field_of_a_receipt_is_put_right_by_its_key_and_one_message(
    world: World, key: str, words: str, seen: str
) -> None:
    rep = await a_rep_with_acme(world)
    await rep.rep.says("Bolt Dairy")
    await rep.rep.taps("Bolt Dairy")
    await rep.rep.says("visited Acme, about 80k")

    await rep.tapped(key)
    receipt = await rep.says(words)

    assert seen in receipt
    assert rep.total == (1, 1)


async def test_a_photo_of_the_customer_in_hand_is_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await rep.rep.says("acme")

    await rep.rep.person.send_photo()
    world.raise_failures()

    assert "🖼 Photo · Acme" in rep.rep.sees


async def test_a_photo_without_a_customer_in_hand_is_one_question(world: World) -> None:
    rep = await a_rep_with_acme(world)
    await world.passes(minutes=30)

    await rep.rep.person.send_photo()
    receipt = await rep.tapped("Acme")

    assert "🖼 Photo · Acme" in receipt
    assert rep.total == (0, 1)


async def test_a_visit_with_a_photo_is_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)

    await rep.rep.person.send_photo(text="visited Acme, send the quote Friday 10am")
    world.raise_failures()

    assert "Fri, 27 Nov 10:00" in rep.rep.sees
    assert "📎 1 file" in rep.rep.sees


async def test_one_in_doubt_is_one_question_and_one_tap(world: World) -> None:
    rep = await a_rep_with_acme(world)

    await rep.says("visited Hydra Works, send the quote Friday")
    receipt = await rep.tapped("Enter")

    assert "Visit · Hydra Works" in receipt
    assert rep.total == (1, 1)


async def test_a_complaint_is_one_message_and_settling_it_one_tap(world: World) -> None:
    rep = await a_rep_with_acme(world)

    await rep.says("Acme complains the pump leaks")
    settled = await rep.tapped("Settled")

    assert "settled" in settled
    assert rep.total == (1, 1)
