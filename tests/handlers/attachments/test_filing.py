"""Files go to the customer in hand, several in a row as one; they are listed, sent back, and taken back."""

import pytest
from sqlalchemy import select

from sandbox.bubbles import Bubble
from storage.attachments import Attachment
from storage.tables import History, Interaction, Opportunity, Reminder
from tests.kit.book import a_rep_with_a_book
from tests.kit.world import Rep, World

BOTH = pytest.mark.parametrize("language", ["zh", "en"])


def attachments(world: World) -> list[Attachment]:
    with world.store.looking() as work:
        return list(work.session.scalars(select(Attachment).order_by(Attachment.id)))


def entries(world: World) -> list[str]:
    with world.store.looking() as work:
        return list(work.session.scalars(select(History.act).order_by(History.id)))


def interactions(world: World) -> list[Interaction]:
    with world.store.looking() as work:
        return list(work.session.scalars(select(Interaction).order_by(Interaction.id)))


async def a_rep_long_after(world: World, language: str = "en") -> Rep:
    """Return a rep with a book, when no customer is in hand any more."""
    rep = await a_rep_with_a_book(world, language)
    await world.passes(minutes=30)
    return rep


async def photo(rep: Rep, text: str = "", answers: Bubble | None = None) -> str:
    await rep.person.send_photo(text=text, answers=answers)
    rep.world.raise_failures()
    return rep.sees


@BOTH
async def test_a_photo_goes_to_the_customer_whose_card_is_open(
    world: World, language: str
) -> None:
    rep = await a_rep_long_after(world, language)
    await rep.says("Acme")

    receipt = await photo(rep)

    assert {"en": "🖼 Photo · Acme Pumps Ltd", "zh": "🖼 照片 · Acme Pumps Ltd"}[language] in receipt
    assert len(attachments(world)) == 1


@BOTH
async def test_without_a_customer_in_hand_it_is_one_question(world: World, language: str) -> None:
    rep = await a_rep_long_after(world, language)

    asked = await photo(rep)
    none_yet = attachments(world)
    receipt = await rep.says("Summit")

    assert {"en": "Whom is this about?", "zh": "这是哪位客户的?"}[language] in asked
    assert none_yet == []
    assert "Summit Steel" in receipt
    assert len(attachments(world)) == 1


async def test_the_question_is_answered_by_a_tap(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.person.send_voice()

    receipt = (
        await rep.taps("Acme Pumps Ltd")
        if "Acme Pumps Ltd" in rep.labels
        else await rep.taps(rep.labels[0])
    )

    assert "🎤 Voice note" in receipt
    assert len(attachments(world)) == 1


async def test_several_in_a_row_are_one_act_and_one_receipt(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    shown = len(rep.messages)

    for _ in range(3):
        await photo(rep)
    receipt, count = rep.last, len(rep.messages) - shown
    await rep.taps("Undo", receipt)

    assert receipt.text.startswith("📎 🖼 Photo × 3 · Acme Pumps Ltd")
    assert count == 1
    assert entries(world).count("file_attachments") == 1
    assert attachments(world) == []


async def test_an_album_that_arrives_at_once_is_one_receipt(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    shown = len(rep.messages)

    async with world.offline():
        await rep.person.send_album(4)

    assert rep.sees.startswith("📎 🖼 Photo × 4 · Acme Pumps Ltd")
    assert len(rep.messages) == shown + 1
    assert len(attachments(world)) == 4


async def test_an_album_without_a_customer_is_one_question(world: World) -> None:
    rep = await a_rep_long_after(world)
    shown = len(rep.messages)

    async with world.offline():
        await rep.person.send_album(3)
    asked = len(rep.messages) - shown
    receipt = await rep.says("Summit")

    assert asked == 1
    assert "🖼 Photo × 3 · Summit Steel" in receipt


@BOTH
async def test_a_caption_counts_as_the_message(world: World, language: str) -> None:
    rep = await a_rep_long_after(world, language)
    line = {"zh": "拜访了华信科技,周五再联系", "en": "visited Acme, call them on Friday"}[language]

    receipt = await photo(rep, line)

    (filed,) = attachments(world)
    (visit,) = interactions(world)
    assert filed.interaction_id == visit.id
    assert {"zh": "📎 1 个附件", "en": "📎 1 file"}[language] in receipt
    assert {"zh": "11月27日", "en": "27 Nov"}[language] in receipt


async def test_undo_takes_a_captioned_photo_back_with_its_visit(world: World) -> None:
    rep = await a_rep_long_after(world)
    await photo(rep, "visited Acme, call them on Friday")

    await rep.taps("Undo")

    assert attachments(world) == []
    assert interactions(world) == []


async def test_the_rest_of_an_album_goes_with_its_caption(world: World) -> None:
    rep = await a_rep_long_after(world)
    shown = len(rep.messages)

    async with world.offline():
        await rep.person.send_album(3, "visited Acme, they like it, call Friday")

    (visit,) = interactions(world)
    assert {one.interaction_id for one in attachments(world)} == {visit.id}
    assert len(rep.messages) == shown + 1
    assert "📎 3 files" in rep.sees
    assert "27 Nov" in rep.sees


async def test_a_caption_in_doubt_is_asked_about_and_keeps_the_photo(world: World) -> None:
    rep = await a_rep_long_after(world)

    asked = await photo(rep, "visited Hydra Works, they want a quote")
    await rep.taps("Enter")

    assert "Hydra Works is new to me" in asked
    assert [one.interaction_id for one in attachments(world)] == [interactions(world)[0].id]


async def test_a_caption_that_tells_of_no_act_stays_a_caption(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")

    receipt = await photo(rep, "the new shop front")

    assert "💬 the new shop front" in receipt
    assert interactions(world) == []
    assert attachments(world)[0].caption == "the new shop front"


async def test_a_caption_may_name_the_customer(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")

    receipt = await photo(rep, "华信科技")

    assert "华信科技有限公司" in receipt


async def test_a_photo_after_a_visit_is_part_of_it(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("visited Acme, all fine")

    receipt = await photo(rep)

    assert "Acme Pumps Ltd" in receipt
    assert attachments(world)[0].interaction_id == interactions(world)[0].id


async def test_a_visit_can_be_taken_back_and_its_photo_stays(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("visited Acme, all fine")
    visit = rep.last
    await photo(rep)

    await rep.taps("Undo", visit)

    assert interactions(world) == []
    assert [one.interaction_id for one in attachments(world)] == [None]


async def test_what_was_undone_is_not_in_hand(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("visited Acme, all fine")
    await rep.taps("Undo")

    asked = await photo(rep)

    assert "Whom is this about?" in asked


@pytest.mark.parametrize("sent", ["photo", "voice"])
async def test_a_reply_to_a_reminder_is_filed_on_it(world: World, sent: str) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("remind me to call Acme tomorrow 10am")
    await world.passes(hours=24)
    reminder = rep.last

    send = rep.person.send_photo if sent == "photo" else rep.person.send_voice
    await send(answers=reminder)
    world.raise_failures()
    receipt = rep.sees
    await rep.taps("Done")

    with world.store.looking() as work:
        (state,) = work.session.scalars(select(Reminder.state))
    assert "Acme Pumps Ltd" in receipt
    assert len(attachments(world)) == 1
    assert state == "done"


async def test_a_reply_goes_before_what_is_in_hand(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    card = rep.last
    await rep.says("visited Summit, all fine")

    receipt = await photo(rep, answers=card)

    assert "Acme Pumps Ltd" in receipt


async def test_a_reply_to_ones_own_line_goes_where_the_line_went(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("visited Acme, all fine")
    mine = [bubble for bubble in rep.person.screen if bubble.mine][-1]
    await rep.says("visited Summit, all fine")

    receipt = await photo(rep, answers=mine)

    assert "Acme Pumps Ltd" in receipt


async def test_in_a_guided_conversation_it_goes_to_its_customer(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("/log Acme")
    question = rep.sees

    again = await photo(rep)
    await rep.says("They like the pump")

    assert again == question
    assert "Acme Pumps Ltd" in rep.messages[-3]
    assert len(attachments(world)) == 1


@BOTH
async def test_the_card_lists_files_and_sends_them_back(world: World, language: str) -> None:
    rep = await a_rep_long_after(world, language)
    await rep.says("Acme")
    await photo(rep, "shop front")
    await rep.person.send_document(b"%PDF-1.7", name="offer.pdf")
    await rep.says("Acme")

    await rep.taps({"en": "Files: 2", "zh": "附件:2"}[language])
    labels = rep.labels
    await rep.taps("offer.pdf")

    assert "shop front" in labels[1]
    assert rep.last.body["document"]["file_name"] == "offer.pdf"


async def test_a_file_is_taken_off_and_put_back(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    await photo(rep, "shop front")
    await rep.says("Acme")
    await rep.taps("Files: 1")
    await rep.taps("shop front")

    await rep.taps("Take off")
    gone = attachments(world)
    await rep.taps("Undo")

    assert gone == []
    assert [one.caption for one in attachments(world)] == ["shop front"]


async def test_many_files_page(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    for number in range(8):
        await photo(rep, f"picture {number}")
    await rep.says("Acme")

    await rep.taps("Files: 8")
    first = rep.labels
    await rep.taps("Older")
    second = rep.labels

    assert first[0].endswith("picture 7")
    assert [one for one in second if "picture" in one][-1].endswith("picture 0")


async def test_files_are_put_on_another_customer(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    await photo(rep)

    await rep.taps("Customer")
    receipt = await rep.says("Summit")

    assert "Summit Steel" in receipt
    assert len({one.customer_id for one in attachments(world)}) == 1


async def test_a_colleague_s_file_is_not_there(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    await photo(rep, "secret")
    other = await world.rep("Han Meimei", "en")

    await other.person.send_tap(other.last.id, "ff:1")
    world.raise_failures()

    assert "not there" in other.toast


async def test_a_restart_between_two_photos_is_not_noticed(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")
    await photo(rep)

    await world.restart()
    await photo(rep)

    assert rep.sees.startswith("📎 🖼 Photo × 2")


@BOTH
async def test_what_a_customer_wrote_is_filed_as_his_words(world: World, language: str) -> None:
    rep = await a_rep_long_after(world, language)
    await rep.says("Acme")
    yesterday = world.clock.now().timestamp() - 86_400

    await rep.person.forward_from("Old Wang", "Can you come on Friday?", yesterday)
    world.raise_failures()

    (said,) = interactions(world)
    assert said.kind == "message"
    assert "Old Wang" in said.note
    assert {"en": "said", "zh": "客户说"}[language] in said.note
    assert "Can you come on Friday?" in said.note
    assert said.happened_on.day == 23
    assert "Acme Pumps Ltd" in rep.sees


async def test_the_author_of_a_forwarded_message_may_name_the_customer(world: World) -> None:
    rep = await a_rep_long_after(world)

    await rep.person.forward_from("John Miller", "Can you come on Friday?")
    world.raise_failures()

    (said,) = interactions(world)
    assert "Acme Pumps Ltd" in rep.sees
    assert said.contact_id is not None


async def test_a_forwarded_message_of_nobody_known_is_one_question(world: World) -> None:
    rep = await a_rep_long_after(world)

    await rep.person.forward_from("Somebody", "Can you come on Friday?")
    world.raise_failures()
    asked = rep.sees
    await rep.says("Summit")

    assert "Whom is this about?" in asked
    assert "Somebody said: Can you come on Friday?" in interactions(world)[0].note


async def test_a_forwarded_photo_keeps_who_sent_it(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme")

    await rep.person.forward_photo_from("Old Wang", "our new hall")
    world.raise_failures()

    assert attachments(world)[0].author == "Old Wang"
    assert "Old Wang: our new hall" in rep.sees


@pytest.mark.parametrize("sent", ["photo", "words"])
async def test_a_reply_to_a_planned_visit_is_filed_at_its_customer(
    world: World, sent: str
) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("tomorrow Acme 2pm")
    planned = rep.last
    await rep.says("visited Summit, all fine")

    if sent == "photo":
        await photo(rep, answers=planned)
    else:
        await rep.person.reply(planned, "They want to see the new pump")
        world.raise_failures()

    assert "Acme Pumps Ltd" in rep.sees


async def test_a_caption_with_several_stops_plans_them(world: World) -> None:
    rep = await a_rep_long_after(world)

    receipt = await photo(rep, "tomorrow Acme 2pm, Summit 4pm")

    assert "2 visits planned" in receipt
    assert len(attachments(world)) == 1


async def test_a_caption_with_a_tag_marks_the_customer(world: World) -> None:
    rep = await a_rep_long_after(world)

    receipt = await photo(rep, "visited Acme, all fine #trial")

    assert "#trial" in receipt
    assert len(attachments(world)) == 1


async def test_what_a_customer_wrote_is_no_answer_to_an_open_question(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("visited Hydra Works, they want a quote")
    asked = rep.last

    await rep.person.forward_from("John Miller", "Summit")
    world.raise_failures()
    filed = rep.sees
    await rep.taps("Enter", asked)

    assert "John Miller said: Summit" in filed
    assert "Acme Pumps Ltd" in filed
    assert [one.note for one in interactions(world)] == [
        "John Miller said: Summit",
        "visited Hydra Works, they want a quote",
    ]


@BOTH
@pytest.mark.parametrize("sent", ["photo", "voice", "document"])
async def test_a_quote_sent_to_an_opportunity_stands_on_its_card(
    world: World, language: str, sent: str
) -> None:
    rep = await a_rep_long_after(world, language)
    await rep.says({"en": "Acme wants 40 pumps, 80k", "zh": "Acme 想要40台水泵，8万"}[language])
    await rep.taps({"en": "💼 Open", "zh": "💼 打开"}[language])
    card = rep.last
    await rep.says("visited Summit, all fine")

    if sent == "document":
        await rep.person.send_document(b"%PDF-1.7", "the quote", name="quote.pdf", answers=card)
    elif sent == "voice":
        await rep.person.send_voice(answers=card)
    else:
        await photo(rep, "the quote", card)
    receipt = rep.sees
    await rep.says("/deals")
    await rep.taps("40")
    on_card = rep.labels
    await rep.taps({"en": "📎 Files: 1", "zh": "📎 附件:1"}[language])

    title = {"en": "40 pumps", "zh": "40台水泵"}[language]
    assert f"💼 {title}" in receipt
    assert {"en": "📎 Files: 1", "zh": "📎 附件:1"}[language] in on_card
    assert title in rep.sees
    assert rep.labels[-1] == f"💼 {title}"


async def test_what_follows_an_opportunity_or_comes_with_it_stands_on_it(world: World) -> None:
    rep = await a_rep_long_after(world)
    await photo(rep, "Acme wants 40 pumps, 80k")
    await photo(rep)

    with world.store.looking() as work:
        deals = work.session.scalars(select(Opportunity.id)).all()
    assert [one.opportunity_id for one in attachments(world)] == [*deals, *deals]


async def test_a_file_moved_to_another_customer_leaves_the_opportunity(world: World) -> None:
    rep = await a_rep_long_after(world)
    await rep.says("Acme wants 40 pumps, 80k")
    await photo(rep)

    await rep.taps("🏢 Customer")
    await rep.taps("Summit")

    (one,) = attachments(world)
    assert one.opportunity_id is None


async def test_a_quote_behind_a_changed_field_is_the_opportunitys(world: World) -> None:
    rep = await a_rep_with_a_book(world)
    await rep.says("opportunity Acme: pumps, 80k")
    await rep.taps("💼 Open")
    await rep.taps("More")
    await rep.taps("Source")
    await rep.says("trade fair")

    await photo(rep, "the quote")

    assert attachments(world)[0].opportunity_id is not None
