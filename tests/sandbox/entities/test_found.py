"""What Telegram finds in a text by itself."""

import pytest

from sandbox.entities import utf16
from sandbox.entities.found import found_entities


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("/start abc", [("bot_command", "/start")]),
        ("好的 /log@fieldbook_bot", [("bot_command", "/log@fieldbook_bot")]),
        ("and/or 1/2 a/b", []),
        ("see https://a.com/x?y=1, please", [("url", "https://a.com/x?y=1")]),
        ("官网example.com。", []),
        ("官网 example.com。", [("url", "example.com")]),
        ("anna@example.com", [("email", "anna@example.com")]),
        ("ask @fieldbook_bot", [("mention", "@fieldbook_bot")]),
        ("👋 #重点 #1", [("hashtag", "#重点")]),
        ("call +86 139 1234 5678 now", [("phone_number", "+86 139 1234 5678")]),
        ("13:30, 48.5 and 2026-11-22", []),
    ],
)
def test_what_is_found(text: str, found: list[tuple[str, str]]) -> None:
    entities = found_entities(text, ())

    shown = [(item["type"], utf16.cut(text, item["offset"], item["length"])) for item in entities]
    assert shown == found


def test_nothing_is_found_inside_a_link() -> None:
    link = {"type": "text_link", "offset": 0, "length": 11, "url": "http://x.y/"}

    assert found_entities("example.com", [link]) == []
