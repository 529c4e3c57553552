"""The interaction budget: how many messages and taps a rep spends on what he does all day (DESIGN §4)."""

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
