"""People with phones, and what their phones show."""

import pytest

from sandbox.answers import Json
from sandbox.messenger import Messenger
from sandbox.people import Person
from tests.sandbox.conftest import BotSide, button, buttons


async def test_what_is_said_reaches_the_bot_with_what_the_phone_found(
    bot: BotSide, lin: Person
) -> None:
    await lin.command("/log", "Acme")

    [update] = await bot.updates()
    message = update["message"]
    assert message["text"] == "/log Acme"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 4}]
    assert message["from"]["language_code"] == "zh"
    assert message["date"] == int(bot.messenger.clock.now())


async def test_a_long_text_goes_out_in_several_messages(bot: BotSide, lin: Person) -> None:
    await lin.say("a" * 4096 + "b" * 4096 + "c")

    sizes = [len(update["message"]["text"]) for update in await bot.updates()]

    assert sizes == [4096, 4096, 1]


async def test_a_phone_sends_no_empty_message(lin: Person) -> None:
    with pytest.raises(ValueError, match="empty"):
        await lin.say("  ")


async def test_the_receiver_has_handled_the_message_when_it_was_said(
    bot: BotSide, lin: Person
) -> None:
    async def answer(update: Json) -> None:
        await bot.ok("sendMessage", chat_id=501, text=f"Got {update['message']['text']}")

    bot.messenger.bot.receiver = answer
    await lin.say("it")

    assert lin.last.text == "Got it"
    assert await bot.updates() == []


async def test_a_card_is_forwarded_and_answered(bot: BotSide, lin: Person) -> None:
    await bot.ok("sendMessage", chat_id=501, text="Card")
    card = lin.last
    await lin.forward(card)
    await lin.reply(card, "Call her")
    await lin.forward_from("Anna", "We want it", at=1_000)

    forwarded, reply, foreign = [update["message"] for update in await bot.updates()]

    assert forwarded["forward_origin"]["sender_user"]["username"] == "fieldbook_bot"
    assert reply["reply_to_message"]["text"] == "Card"
    assert foreign["forward_origin"] == {
        "type": "hidden_user",
        "sender_user_name": "Anna",
        "date": 1_000,
    }


async def test_a_person_edits_only_what_they_wrote(bot: BotSide, lin: Person) -> None:
    await bot.ok("sendMessage", chat_id=501, text="Card")

    with pytest.raises(ValueError, match="wrote themselves"):
        await lin.edit(lin.last, "mine now")


async def test_contacts_are_ones_own_or_somebodys(bot: BotSide, lin: Person) -> None:
    await lin.share_contact()
    await lin.share_contact("+86139", "志远", "陈")

    own, other = [update["message"]["contact"] for update in await bot.updates()]

    assert (own["first_name"], own["user_id"]) == ("Lin", 501)
    assert (other["last_name"], other.get("user_id")) == ("陈", None)


@pytest.mark.parametrize("payload", ["a b", "x" * 65, "中"])
async def test_a_deep_link_carries_little(lin: Person, payload: str) -> None:
    with pytest.raises(ValueError, match="deep link"):
        await lin.open_link(payload)


async def test_the_last_message_is_the_bots(messenger: Messenger, bot: BotSide) -> None:
    person = messenger.person(9, "New")
    with pytest.raises(LookupError, match="written nothing to New"):
        _ = person.last
    await person.say("hello")
    await bot.ok("sendMessage", chat_id=9, text="welcome")
    await person.say("thanks")

    assert person.last.text == "welcome"


async def test_unread_messages_are_counted(bot: BotSide, lin: Person) -> None:
    counts = [lin.unread]
    for text in "ab":
        await bot.ok("sendMessage", chat_id=501, text=text)
    counts.append(lin.unread)
    lin.read(lin.last.id)
    counts.append(lin.unread)
    await bot.ok("sendMessage", chat_id=501, text="c")
    counts.append(lin.unread)
    await lin.say("seen")
    counts.append(lin.unread)

    assert counts == [0, 2, 0, 1, 0]


async def test_waiting_in_vain_says_what_is_shown(bot: BotSide, lin: Person) -> None:
    await bot.ok("sendMessage", chat_id=501, text="Something else")

    with pytest.raises(TimeoutError, match=r"waited for 'Card'; .*'Something else'"):
        await lin.until("Card", within=0.01)


async def test_the_same_person_has_one_phone(messenger: Messenger) -> None:
    assert messenger.person(7, "Lin") is messenger.person(7)


async def test_two_bots_do_not_see_each_others_chats(messenger: Messenger, bot: BotSide) -> None:
    second = messenger.add_bot("10002:second", username="second_bot", name="Second")
    person = messenger.person(7, "Lin", bot=second)
    await person.say("to the second")

    assert await bot.updates() == []
    assert await bot.refused("sendMessage", chat_id=7, text="x") == "400 chat not found"
    assert len(second.updates) == 1


async def test_a_snapshot_does_not_change(bot: BotSide, lin: Person) -> None:
    sent = await bot.ok(
        "sendMessage", chat_id=501, text="Before", reply_markup=buttons([button("Go")])
    )
    before = lin.last

    await bot.ok("editMessageText", chat_id=501, message_id=sent["message_id"], text="After")

    assert (before.text, before.labels) == ("Before", ["Go"])
    assert (lin.last.text, lin.last.labels) == ("After", [])
