"""Every sentence is in the catalogue, in Chinese too, with the same facts in it."""

import re
from collections.abc import Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

HANDLERS = Path(__file__).parents[2] / "handlers"
KEYWORDS = {"say": None, "plain": None, "N_": None, "count": (1, 2)}


def sentences() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(HANDLERS, [("**.py", "python")], keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


def chinese() -> Catalog:
    with (HANDLERS / "locale/zh/LC_MESSAGES/fieldbook.po").open("rb") as file:
        return read_po(file, locale="zh")


def facts(sentence: str) -> set[str]:
    return set(re.findall(r"{(\w+)}", sentence))


def test_every_sentence_has_a_chinese_one() -> None:
    catalogue = chinese()

    missing = [
        text
        for text in sentences()
        if not (found := catalogue.get(_key(text))) or not found.string
    ]

    assert missing == []


def test_no_translation_is_left_over() -> None:
    used = {_key(text) for text in sentences()}

    left = [message.id for message in chinese() if message.id and _key(message.id) not in used]

    assert left == []


def test_translations_name_the_same_facts() -> None:
    wrong = [
        message.id
        for message in chinese()
        if message.id
        for one in _all(message.string)
        if facts(one) != facts(_all(message.id)[-1])
    ]

    assert wrong == []


def _key(text: str | Sequence[str]) -> str:
    return _all(text)[0]


def _all(text: str | Sequence[str] | None) -> Sequence[str]:
    return [text] if isinstance(text, str) else text or [""]
