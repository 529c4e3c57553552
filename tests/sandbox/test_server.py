"""The messenger over HTTP: the Bot API, files, cut lines, and the remote control."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from sandbox.answers import Json
from sandbox.faults import Fault, Trouble
from sandbox.messenger import TOKEN, Messenger
from sandbox.people import Person
from sandbox.server import Serving, serve
from tests.sandbox.conftest import BotSide, button, buttons


@pytest.fixture
async def serving(messenger: Messenger) -> AsyncIterator[Serving]:
    async with serve(messenger) as serving:
        yield serving


@pytest.fixture
async def web(serving: Serving) -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(serving.url) as session:
        yield session


def method(name: str) -> str:
    return f"/bot{TOKEN}/{name}"


@pytest.mark.parametrize(
    "sent",
    [
        {"json": {"chat_id": 501, "text": "你好 & bye", "disable_notification": True}},
        {"data": {"chat_id": "501", "text": "你好 & bye", "disable_notification": "true"}},
        {"params": {"chat_id": "501", "text": "你好 & bye", "disable_notification": "1"}},
    ],
)
async def test_a_call_may_be_json_a_form_or_a_query(
    web: aiohttp.ClientSession, lin: Person, sent: dict[str, Any]
) -> None:
    async with web.post(method("sendMessage"), **sent) as response:
        body = await response.json()

    assert body["ok"] is True
    assert lin.last.text == "你好 & bye"
    assert lin.last.silent


async def test_a_call_may_be_a_get(web: aiohttp.ClientSession, lin: Person) -> None:
    async with web.get(method("sendMessage?chat_id=501&text=hi")) as response:
        assert response.status == 200

    assert lin.last.text == "hi"


@pytest.mark.parametrize("filename", [None, "note.txt"])
async def test_a_call_may_be_multipart(
    web: aiohttp.ClientSession, lin: Person, filename: str | None
) -> None:
    form = aiohttp.FormData()
    form.add_field("chat_id", "501")
    form.add_field("caption", "note")
    form.add_field("document", b"content", filename=filename or "document")

    async with web.post(method("sendDocument"), data=form) as response:
        sent = (await response.json())["result"]
    async with web.get(
        method("getFile"), params={"file_id": sent["document"]["file_id"]}
    ) as found:
        path = (await found.json())["result"]["file_path"]
    async with web.get(f"/file/bot{TOKEN}/{path}") as file:
        content = await file.read()

    assert content == b"content"
    assert sent["caption"] == "note"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/botnonsense/getMe", 404),
        ("/bot10001:wrong/getMe", 401),
        (method("noSuchMethod"), 404),
        (f"/file/bot{TOKEN}/documents/file_9.txt", 404),
        ("/file/bot10001:wrong/documents/file_0.txt", 404),
        ("/phone/people/99", 404),
    ],
)
async def test_what_is_not_there_answers_in_json(
    web: aiohttp.ClientSession, path: str, status: int
) -> None:
    async with web.get(path) as response:
        assert response.status == status
        assert await response.json()


async def test_a_body_that_is_no_json_is_refused(web: aiohttp.ClientSession) -> None:
    headers = {"Content-Type": "application/json"}

    async with web.post(method("getMe"), data=b"[1", headers=headers) as response:
        assert response.status == 400


async def test_a_flood_answer_has_its_header(
    web: aiohttp.ClientSession, messenger: Messenger
) -> None:
    messenger.faults.add(Fault(Trouble.FLOOD, seconds=7))

    async with web.get(method("getMe")) as response:
        assert (response.status, response.headers["Retry-After"]) == (429, "7")


@pytest.mark.parametrize(
    ("trouble", "arrived"), [(Trouble.CUT_BEFORE, False), (Trouble.CUT_AFTER, True)]
)
async def test_a_cut_really_drops_the_connection(
    web: aiohttp.ClientSession, messenger: Messenger, lin: Person, trouble: Trouble, arrived: bool
) -> None:
    messenger.faults.add(Fault(trouble))

    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await web.post(method("sendMessage"), json={"chat_id": 501, "text": "maybe"})

    assert (lin.screen[-1].text == "maybe") is arrived
    async with web.post(method("getMe")) as response:
        assert response.status == 200


async def test_a_taken_port_is_told(messenger: Messenger, serving: Serving) -> None:
    with pytest.raises(OSError, match="in use"):
        async with serve(messenger, serving.port):
            pass


async def test_stopping_ends_a_waiting_poll(messenger: Messenger) -> None:
    async with aiohttp.ClientSession() as session:
        async with serve(messenger) as serving:
            url = serving.url + method("getUpdates?timeout=50")
            poll = asyncio.ensure_future(_status(session, url))
            await _polling(messenger)
        with pytest.raises(aiohttp.ClientError):
            await poll


async def _polling(messenger: Messenger) -> None:
    """Returns when the bot's poll has come in: only then does its queue forget that any arrived."""
    messenger.bot.updates.arrived.set()
    async with asyncio.timeout(10):
        while messenger.bot.updates.arrived.is_set():  # noqa: ASYNC110 - no event for a clearing
            await asyncio.sleep(0)


async def _status(session: aiohttp.ClientSession, url: str) -> int:
    async with session.get(url) as response:
        return response.status


async def act(web: aiohttp.ClientSession, name: str, **facts: object) -> Json:
    async with web.post(f"/control/people/501/{name}", json=facts) as response:
        answer: Json = await response.json()
        return answer


async def test_a_person_acts_from_another_process(
    web: aiohttp.ClientSession, bot: BotSide, lin: Person
) -> None:
    sent = await bot.ok(
        "sendMessage", chat_id=501, text="Card", reply_markup=buttons([button("Go", "g")])
    )
    said = await act(web, "say", text="hello")
    await act(web, "edit", message_id=said["message_id"], text="hullo")
    await act(web, "say", text="that one", reply_to=sent["message_id"])
    await act(web, "tap", button="Go")
    await act(web, "tap", message_id=sent["message_id"], data="g")
    await act(web, "contact", phone="+86", first_name="Chen")
    await act(web, "location", latitude=1, longitude=2)
    await act(web, "forward", message_id=sent["message_id"])
    await act(web, "forward_from", author="Anna", text="ok")
    await act(web, "block")
    await act(web, "start", payload="p")
    await act(web, "delete", message_id=said["message_id"])

    kinds = [list(update)[1] for update in await bot.updates()]
    messages, taps = ["message"], ["callback_query"]
    assert kinds == (
        [*messages, "edited_message", *messages, *taps * 2, *messages * 4]
        + ["my_chat_member"] * 2
        + messages
    )
    assert said["message_id"] not in lin.chat.messages


async def test_an_act_that_cannot_be_done_says_why(
    web: aiohttp.ClientSession, lin: Person
) -> None:
    assert "dance" in (await act(web, "dance"))["error"]
    assert "Gone" in (await act(web, "tap", button="Gone"))["error"]
    assert "empty" in (await act(web, "say", text=" "))["error"]
    assert "text" in (await act(web, "say"))["error"]


async def test_members_are_listed_and_added(web: aiohttp.ClientSession, lin: Person) -> None:
    facts = {"first_name": "Sarah", "language_code": "en"}
    async with web.post("/control/people", json=facts) as response:
        sarah = await response.json()
    async with web.get("/control/people") as response:
        names = [person["name"] for person in await response.json()]

    assert names == ["Lin", "Sarah"]
    assert sarah["id"] == 502


async def test_the_clock_is_moved_from_another_process(
    web: aiohttp.ClientSession, messenger: Messenger
) -> None:
    before = messenger.clock.now()

    async with web.post("/control/clock", json={"move": 3600}) as response:
        answer = await response.json()
    async with web.post("/control/clock", json={"move": -1}) as response:
        refused = response.status

    assert messenger.clock.now() == before + 3600 == answer["now"]
    assert refused == 400


async def test_faults_are_planned_from_another_process(
    web: aiohttp.ClientSession, bot: BotSide
) -> None:
    fault = {"trouble": "answer", "method": "getMe", "calls": None, "status": 500}
    async with web.post("/control/faults", json=fault) as response:
        planned = response.status
    async with web.post("/control/faults", json={"trouble": "ghosts"}) as response:
        unknown = await response.json()
    failed = (await bot.call("getMe")).status
    async with web.delete("/control/faults"):
        healed = (await bot.call("getMe")).status

    assert (planned, failed, healed) == (200, 500, 200)
    assert "ghosts" in unknown["error"]


async def test_the_record_is_read_in_parts(
    web: aiohttp.ClientSession, bot: BotSide, lin: Person
) -> None:
    await bot.ok("sendMessage", chat_id=501, text="1")
    async with web.get("/control/accepted") as response:
        first = await response.json()
    await bot.ok("sendMessage", chat_id=501, text="2")
    async with web.get("/control/accepted", params={"since": first["next"]}) as response:
        second = await response.json()

    assert [entry["result"]["text"] for entry in first["accepted"]] == ["1"]
    assert [entry["result"]["text"] for entry in second["accepted"]] == ["2"]


@pytest.mark.parametrize("prefix", ["/phone", "/control"])
async def test_other_sites_cannot_steer_it(
    web: aiohttp.ClientSession, lin: Person, prefix: str
) -> None:
    foreign = {"Origin": "https://evil.example"}
    body = json.dumps({"text": "intruder"})

    async with web.post(f"{prefix}/people/501/say", data=body, headers=foreign) as response:
        refused = response.status
    async with web.get(f"{prefix}/people", headers={"Host": "evil.example"}) as response:
        rebound = response.status

    assert (refused, rebound) == (403, 403)
    assert lin.screen[-1].text == "/start"


async def test_a_phone_is_told_what_happens(
    web: aiohttp.ClientSession, bot: BotSide, lin: Person
) -> None:
    async with web.get("/phone/events") as stream:
        events = [await _event(stream)]
        sent = await bot.ok("sendMessage", chat_id=501, text="Card")
        events += [await _event(stream), await _event(stream)]
        await bot.ok("editMessageText", chat_id=501, message_id=sent["message_id"], text="New")
        events.append(await _event(stream))
        bot.messenger.clock.move(60)
        events.append(await _event(stream))

    assert [event["kind"] for event in events] == [
        "clock",
        "message",
        "notification",
        "edited",
        "clock",
    ]
    assert events[1]["message"]["body"]["text"] == "Card"
    assert events[1]["person"]["unread"] == 1
    assert events[3]["message"]["edited"]


async def _event(stream: aiohttp.ClientResponse) -> Json:
    while not (line := (await stream.content.readline()).decode()).startswith("data: "):
        pass
    event: Json = json.loads(line.removeprefix("data: "))
    return event


@pytest.mark.parametrize("kind", ["photo", "voice", "document"])
async def test_a_file_may_be_a_reply(
    web: aiohttp.ClientSession, lin: Person, bot: BotSide, kind: str
) -> None:
    await bot.ok("sendMessage", chat_id=501, text="⏰ call Acme")
    form = aiohttp.FormData({"kind": kind, "reply_to": str(lin.last.id)})
    form.add_field("file", b"\xff\xd8\xff", filename="a.jpg")

    async with web.post("/control/people/501/file", data=form) as response:
        assert response.status == 200

    sent = lin.screen[-1]
    assert sent.mine
    assert sent.body["reply_to_message"]["text"] == "⏰ call Acme"
