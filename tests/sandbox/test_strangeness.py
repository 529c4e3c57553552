"""Whatever a bot sends, the server answers: it never breaks."""

import json
from typing import Any, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.clock import Clock
from sandbox.limits import Limits
from sandbox.messenger import TOKEN, Messenger
from sandbox.methods.registry import METHODS
from sandbox.outbound import PIXEL
from sandbox.params import Upload
from tests.sandbox.conftest import MORNING

KEYS = st.sampled_from(
    [
        "type",
        "text",
        "media",
        "caption",
        "offset",
        "length",
        "message_id",
        "chat_id",
        "keyboard",
        "inline_keyboard",
        "url",
        "id",
        "callback_data",
        "command",
        "description",
        "emoji",
        "title",
        "input_message_content",
        "message_text",
        "latitude",
        "web_app",
        "copy_text",
    ]
)
LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    st.floats(allow_nan=True),
    st.sampled_from(["", "x", "photo", "article", "chat", "bold", "emoji", "attach://photo", "1"]),
    st.text(max_size=5),
)
OBJECTS = st.dictionaries(KEYS, LEAVES | st.lists(LEAVES, max_size=2), max_size=4)
VALUES = st.one_of(
    LEAVES,
    OBJECTS,
    st.lists(LEAVES | OBJECTS, max_size=3),
    st.dictionaries(
        KEYS, st.lists(st.lists(LEAVES | OBJECTS, max_size=2), max_size=2), max_size=2
    ),
)


class Strange(dict[str, Any]):
    """Parameters that hold something strange for every name but those that lead to the message."""

    RIGHT: ClassVar[dict[str, Any]] = {"chat_id": 1, "message_id": 2, "from_chat_id": 1}

    def __init__(self, data: st.DataObject, as_text: bool) -> None:
        self._data = data
        self._as_text = as_text

    def get(self, name: str, default: Any = None) -> Any:
        if name not in self:
            right = self.RIGHT.get(name)
            value = right or self._data.draw(VALUES, label=name)
            as_it_is = not self._as_text or value is None or isinstance(value, str)
            self[name] = value if as_it_is else json.dumps(value)
        return self[name]


def quiet_messenger() -> Messenger:
    """One chat with one message of each side; webhooks go nowhere."""

    async def nowhere(url: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        return 200, b""

    return Messenger(Clock(MORNING, running=False), limits=Limits.lifted(), post=nowhere)


@pytest.mark.parametrize("method", sorted(METHODS))
@settings(max_examples=50, deadline=None)
@given(data=st.data(), as_text=st.booleans())
async def test_any_parameters_get_an_answer(
    method: str, data: st.DataObject, as_text: bool
) -> None:
    params = Strange(data, as_text)
    messenger = quiet_messenger()
    await messenger.person(1, "Lin").open_link()
    await messenger.call(TOKEN, "sendMessage", {"chat_id": 1, "text": "Card"})

    answer = await messenger.call(TOKEN, method, params, {"photo": Upload("photo.png", PIXEL)})
    await messenger.close()

    assert answer.status in (200, 400, 403, 404, 413)
    json.dumps(answer.body)
