"""The interaction budget: how many messages and taps a rep spends on what he does all day (DESIGN §4)."""

import pytest

from storage.tables import Role
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


async def with_the_pumps(world: World) -> Spent:
    """A rep with an opportunity at Acme."""
    rep = await a_rep_with_acme(world)
    await rep.rep.says("new opportunity Acme: 40 pumps, 80k, end of March")
    return rep


async def test_an_opportunity_is_one_message(world: World) -> None:
    rep = await a_rep_with_acme(world)

    receipt = await rep.says("new opportunity Acme: 40 pumps, 80k, end of March")

    assert "New opportunity: 40 pumps" in receipt
    assert rep.total == (1, 0)


@pytest.mark.parametrize(
    ("words", "seen"),
    [
        ("Acme moved to negotiation", "→ Negotiation"),
        ("won Acme 90k", "→ Won"),
        ("lost Acme, too expensive", "→ Lost"),
    ],
)
async def test_a_stage_move_is_one_message(world: World, words: str, seen: str) -> None:
    rep = await with_the_pumps(world)

    moved = await rep.says(words)

    assert seen in moved
    assert rep.total == (1, 0)


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        (("Move to", "Negotiation"), "→ Negotiation"),
        (("Move to", "Won"), "→ Won"),
        (("Move to", "Lost", "Price"), "→ Lost"),
    ],
)
async def test_a_stage_move_by_taps_is_two_from_its_card_and_one_for_a_reason(
    world: World, path: tuple[str, ...], seen: str
) -> None:
    rep = await with_the_pumps(world)
    await rep.rep.taps("Open")

    for label in path:
        moved = await rep.tapped(label)

    assert seen in moved
    assert rep.total == (0, len(path))


async def test_a_list_of_visits_is_one_message_and_each_becomes_a_visit_with_one_tap(
    world: World,
) -> None:
    rep = await a_rep_with_acme(world)

    planned = await rep.says("plan Acme today 2pm")
    await rep.rep.says("/today")
    visited = await rep.tapped("✅")

    assert "14:00 Acme" in planned
    assert "Visited: Acme" in visited
    assert rep.total == (1, 1)


async def test_a_check_in_is_one_shared_place_and_the_first_at_a_customer_one_tap_more(
    world: World,
) -> None:
    rep = await a_rep_with_acme(world)

    await rep.rep.person.share_location(31.23, 121.47)
    world.raise_failures()
    first = await rep.tapped("Acme")
    await world.passes(days=1)
    await rep.rep.person.share_location(31.23, 121.47)
    world.raise_failures()

    assert "Visited: Acme" in first
    assert "Visited: Acme" in rep.rep.sees
    assert rep.total == (0, 1)


async def test_a_task_is_one_message_and_each_answer_one_tap(world: World) -> None:
    rep = await a_rep_with_acme(world)
    colleague = Spent(await world.rep("Han Mei", "en"))

    await rep.says("@Han Mei quote Acme by Friday")
    await world.passes(seconds=1)
    taken = await colleague.tapped("Accept")
    done = await colleague.tapped("Done")

    assert "accepted" in taken
    assert "done" in done
    assert (rep.total, colleague.total) == ((1, 0), (0, 2))


async def test_the_report_is_one_tap_and_a_comment_one_reply(world: World) -> None:
    boss = await world.rep("Zhang", "en", Role.MANAGER)
    rep = await a_rep_with_acme(world)
    await rep.rep.says("visited Acme, all fine")
    await world.passes(hours=8, minutes=35)

    sent = await rep.tapped("Send")
    await world.passes(minutes=1)
    await boss.person.reply(boss.last, "Well done")
    world.raise_failures()
    await world.passes(minutes=1)

    assert "Sent to Zhang" in sent
    assert "Well done" in rep.rep.sees
    assert rep.total == (0, 1)


REACHED_FROM_THE_CARD = {  # the taps from the card of a customer, and what is seen then
    "timeline": (("Timeline",), "🕘"),
    "opportunity": (("40 pumps",), "💼 40 pumps"),
    "stages": (("40 pumps", "Move to"), "Where does it stand?"),
    "score": (("40 pumps", "Score"), "40 pumps"),
    "people": (("40 pumps", "People"), "40 pumps"),
    "items": (("40 pumps", "Items"), "40 pumps"),
    "more of it": (("40 pumps", "More"), "40 pumps"),
    "new opportunity": (("💼 Opportunity",), "Acme"),
    "plan": (("🗓 Plan",), "Acme"),
    "log": (("📝 Log",), "Acme"),
    "remind": (("⏰ Remind",), "Acme"),
    "needs": (("🎯 Needs",), "Acme"),
    "edit": (("✏️ Edit",), "Acme"),
    "files": (("📎",), "📎"),
    "place": (("✏️ Edit", "📍"), "Acme"),
}


@pytest.mark.parametrize("screen", REACHED_FROM_THE_CARD)
async def test_every_screen_is_within_two_taps_of_the_card(world: World, screen: str) -> None:
    path, seen = REACHED_FROM_THE_CARD[screen]
    rep = await with_the_pumps(world)
    await rep.rep.person.send_photo(text="visited Acme, all fine")
    await rep.rep.says("acme")

    for label in path:
        shown = await rep.tapped(label)

    assert seen in shown
    assert rep.total[1] <= 2
