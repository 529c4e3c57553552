"""The thin client against the strict sandbox: in process, and over HTTP through our transport."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest

from bot.telegram_api import (
    Blocked,
    FileToSend,
    Flood,
    Refused,
    TelegramApi,
    Unauthorised,
    Unreachable,
    api_urls,
    is_message_gone,
    is_unmodified,
)
from bot.transport import AiohttpRequest
from sandbox.clock import Clock
from sandbox.faults import Fault, Trouble
from sandbox.messenger import TOKEN, Messenger
from sandbox.people import Person
from sandbox.server import serve
from tests.kit.wire import SandboxRequest

MORNING = 1_780_300_800.0  # 2026-06-01 08:00 UTC
KEYBOARD = {"inline_keyboard": [[{"text": "撤销", "callback_data": "u:1"}]]}

Wired = Callable[[Messenger, str], AbstractAsyncContextManager[TelegramApi]]


@asynccontextmanager
async def in_process(messenger: Messenger, token: str) -> AsyncIterator[TelegramApi]:
    yield TelegramApi(token, api_urls(), SandboxRequest(messenger))


@asynccontextmanager
async def over_http(messenger: Messenger, token: str) -> AsyncIterator[TelegramApi]:
    async with serve(messenger) as serving, AiohttpRequest() as layer:
        yield TelegramApi(token, api_urls(serving.url), layer)


@pytest.fixture
def messenger() -> Messenger:
    return Messenger(Clock(MORNING, running=False))


@pytest.fixture
async def lin(messenger: Messenger) -> Person:
    person = messenger.person(501, "Lin", "zh")
    await person.open_link()
    return person


@pytest.fixture(params=[in_process, over_http])
async def api(request: pytest.FixtureRequest, messenger: Messenger) -> AsyncIterator[TelegramApi]:
    wired: Wired = request.param
    async with wired(messenger, TOKEN) as connected:
        yield connected


async def test_a_message_with_buttons_arrives_as_it_was_meant(
    api: TelegramApi, lin: Person
) -> None:
    payload = {"chat_id": lin.id, "text": "<b>已保存</b>", "parse_mode": "HTML"}

    sent = await api.call("sendMessage", {**payload, "reply_markup": KEYBOARD})

    assert sent["message_id"] == lin.last.id
    assert lin.last.text == "已保存"
    assert [button.label for button in lin.last.buttons] == ["撤销"]


async def test_a_file_arrives_with_its_caption(api: TelegramApi, lin: Person) -> None:
    content = bytes(range(256)) * 1000
    file = FileToSend("五月.xlsx", content, "application/vnd.ms-excel")

    sent = await api.call(
        "sendDocument",
        {"chat_id": lin.id, "caption": "五月", "reply_markup": KEYBOARD},
        {"document": file},
    )

    assert sent["document"]["file_name"] == "五月.xlsx"
    assert sent["document"]["file_size"] == len(content)
    assert sent["caption"] == "五月"
    assert sent["reply_markup"] == KEYBOARD


async def test_updates_are_fetched_as_the_server_holds_them(api: TelegramApi, lin: Person) -> None:
    await lin.say("拜访了 Lakeside")

    updates = await api.call("getUpdates", {"offset": None, "timeout": 0})

    assert [update["message"]["text"] for update in updates] == ["/start", "拜访了 Lakeside"]


async def test_an_edit_that_changes_nothing_is_known(api: TelegramApi, lin: Person) -> None:
    sent = await api.call("sendMessage", {"chat_id": lin.id, "text": "a"})
    edit = {"chat_id": lin.id, "message_id": sent["message_id"], "text": "a"}

    with pytest.raises(Refused) as failure:
        await api.call("editMessageText", edit)

    assert is_unmodified(failure.value)


async def test_a_message_that_is_gone_is_known(api: TelegramApi, lin: Person) -> None:
    with pytest.raises(Refused) as failure:
        await api.call("editMessageText", {"chat_id": lin.id, "message_id": 999, "text": "a"})

    assert is_message_gone(failure.value)


async def test_a_member_who_blocked_the_bot_is_known(api: TelegramApi, lin: Person) -> None:
    await lin.block()

    with pytest.raises(Blocked):
        await api.call("sendMessage", {"chat_id": lin.id, "text": "a"})


async def test_a_flood_is_known(api: TelegramApi, messenger: Messenger, lin: Person) -> None:
    messenger.faults.add(Fault(Trouble.FLOOD, seconds=17))

    with pytest.raises(Flood) as failure:
        await api.call("sendMessage", {"chat_id": lin.id, "text": "a"})

    assert failure.value.retry_after == 17.0


@pytest.mark.parametrize("trouble", [Trouble.CUT_BEFORE, Trouble.CUT_AFTER, Trouble.ANSWER])
async def test_what_may_have_been_accepted_is_said(
    api: TelegramApi, messenger: Messenger, lin: Person, trouble: Trouble
) -> None:
    messenger.faults.add(Fault(trouble, method="sendMessage"))

    with pytest.raises(Unreachable) as failure:
        await api.call("sendMessage", {"chat_id": lin.id, "text": "a"})

    # In process the wire knows that nothing was done before a cut; over HTTP nobody can.
    assert failure.value.maybe_accepted or trouble is Trouble.CUT_BEFORE
    arrived = [bubble.text for bubble in lin.screen if not bubble.mine]
    assert arrived == (["a"] if trouble is Trouble.CUT_AFTER else [])


@pytest.mark.parametrize("wired", [in_process, over_http])
@pytest.mark.parametrize("token", ["10002:another-token", "no token at all"])
async def test_a_wrong_token_is_unauthorised(
    messenger: Messenger, wired: Wired, token: str
) -> None:
    async with wired(messenger, token) as api:
        with pytest.raises(Unauthorised):
            await api.call("getMe", {})
