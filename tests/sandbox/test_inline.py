"""Inline mode: a person asks with @bot in the message line."""

import asyncio
from typing import Any

import pytest

from sandbox.answers import Json
from sandbox.messenger import Messenger
from sandbox.people import Person
from tests.sandbox.conftest import BotSide, button, buttons


def article(number: str, **more: Any) -> Json:
    content = {"message_text": f"<b>{number}</b>", "parse_mode": "HTML"}
    return {
        "type": "article",
        "id": number,
        "title": f"Card {number}",
        "input_message_content": content,
        **more,
    }


async def asked(bot: BotSide, lin: Person, query: str = "acme") -> tuple[str, asyncio.Task[Any]]:
    """A question on its way, and its number."""
    asking = asyncio.ensure_future(lin.inline(query))
    await asyncio.sleep(0)
    [update] = await bot.updates(offset=-1)
    return update["inline_query"]["id"], asking


async def test_an_offer_is_picked_and_sent(bot: BotSide, lin: Person) -> None:
    number, asking = await asked(bot, lin)

    offers = [article("1"), article("2", reply_markup=buttons([button("Open")]))]
    await bot.ok("answerInlineQuery", inline_query_id=number, results=offers)
    results = await asking
    sent = await lin.pick(results[1])

    assert [result.title for result in results] == ["Card 1", "Card 2"]
    assert sent.html == "<b>2</b>"
    assert sent.labels == ["Open"]
    assert sent.body["via_bot"]["username"] == "fieldbook_bot"


@pytest.mark.parametrize(
    ("results", "refusal"),
    [
        ([article(str(number)) for number in range(51)], "RESULTS_TOO_MUCH"),
        ([article("1"), article("1")], "RESULT_ID_DUPLICATE"),
        ([article("")], "RESULT_ID_INVALID"),
        ([article("x" * 65)], "RESULT_ID_INVALID"),
        ([article("1", title="")], "ARTICLE_TITLE_EMPTY"),
        ([article("1", input_message_content=None)], "MESSAGE_EMPTY"),
        ([article("1", input_message_content={"message_text": ""})], "message text is empty"),
    ],
)
async def test_offers_that_will_not_do_are_refused(
    bot: BotSide, lin: Person, results: list[Json], refusal: str
) -> None:
    number, asking = await asked(bot, lin)

    said = await bot.refused("answerInlineQuery", inline_query_id=number, results=results)
    asking.cancel()

    assert said == f"400 {refusal}"


async def test_a_question_is_answered_once(bot: BotSide, lin: Person) -> None:
    number, asking = await asked(bot, lin)
    await bot.ok("answerInlineQuery", inline_query_id=number, results=[])

    refusal = await bot.refused("answerInlineQuery", inline_query_id=number, results=[])

    assert "query is too old" in refusal
    assert await asking == []


@pytest.mark.parametrize(("personal", "shared"), [(True, False), (False, True)])
async def test_an_answer_is_kept_for_the_person_or_for_all(
    bot: BotSide, messenger: Messenger, lin: Person, personal: bool, shared: bool
) -> None:
    number, asking = await asked(bot, lin)
    await bot.ok(
        "answerInlineQuery", inline_query_id=number, results=[article("1")], is_personal=personal
    )
    await asking
    again = await lin.inline("acme")
    other = asyncio.ensure_future(messenger.person(502).inline("acme"))
    await asyncio.sleep(0)

    assert [result.id for result in again] == ["1"]
    assert other.done() is shared
    other.cancel()


async def test_a_kept_answer_grows_old(bot: BotSide, lin: Person) -> None:
    number, asking = await asked(bot, lin)
    await bot.ok("answerInlineQuery", inline_query_id=number, results=[], cache_time=10)
    await asking
    bot.messenger.clock.move(11)

    again = asyncio.ensure_future(lin.inline("acme"))
    await asyncio.sleep(0)

    assert not again.done()
    again.cancel()


async def test_a_bot_without_inline_mode_is_not_asked(messenger: Messenger, lin: Person) -> None:
    messenger.bot.takes_inline = False

    with pytest.raises(LookupError, match="no inline mode"):
        await lin.inline("acme")
