"""Every sentence is in the catalogue, in Chinese too, with the same facts in it."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from handlers.kit.catalogue import Catalogue

HANDLERS = Path(__file__).parents[2] / "handlers"
CHINESE = HANDLERS / "locale/zh/LC_MESSAGES/fieldbook.po"
KEYWORDS = {"say": None, "plain": None, "N_": None, "count": (1, 2)}


def sentences() -> set[str | tuple[str, ...]]:
    found = extract_from_dir(HANDLERS, [("**.py", "python")], keywords=KEYWORDS)
    return {message for _file, _line, message, _comments, _context in found}


def chinese() -> Catalog:
    with CHINESE.open("rb") as file:
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


def test_no_sentence_is_hidden_from_the_catalogue_in_a_formatted_string() -> None:
    hidden = [
        (file.name, call.lineno)
        for file in sorted(HANDLERS.rglob("*.py"))
        for call in _calls_in_formatted_strings(file)
        if call.args and isinstance(call.args[0], ast.Constant)
    ]

    assert hidden == []


def _calls_in_formatted_strings(file: Path) -> Iterator[ast.Call]:
    for formatted in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(formatted, ast.JoinedStr):
            for one in ast.walk(formatted):
                if isinstance(one, ast.Call) and _called(one.func) in KEYWORDS:
                    yield one


def _called(function: ast.expr) -> str:
    match function:
        case ast.Attribute():
            return function.attr
        case ast.Name():
            return function.id
    return ""


def test_the_bot_reads_the_catalogue_as_the_tools_write_it() -> None:
    said = Catalogue(CHINESE)

    for message in chinese():
        one, *many = _all(message.id)
        read = {said.ngettext(one, many[0], n) for n in (0, 1, 2)} if many else {said.gettext(one)}
        assert not one or read == set(_all(message.string))


def test_what_is_missing_or_a_guess_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "some.po"
    file.write_text(
        """
msgid "done"
msgstr "vollbracht"

msgid "open"
msgstr ""

#, fuzzy, python-brace-format
msgid "late"
msgstr "Latte"

msgid "{n} \\"visit\\""
msgid_plural ""
"{n} \\"visits\\""
msgstr[0] "{n} Besuch"
msgstr[1] ""
"{n} "
"Besuche"

#~ msgid "old"
#~ msgstr "alt"
""",
        encoding="utf-8",
    )
    said = Catalogue(file)

    assert [said.gettext(one) for one in ("done", "open", "late", "old", "new")] == [
        *("vollbracht", "open", "late", "old", "new")
    ]
    one, many = '{n} "visit"', '{n} "visits"'
    assert [said.ngettext(one, many, n) for n in (1, 2)] == ["{n} Besuch", "{n} Besuche"]
    assert said.ngettext("a day", "days", 2) == "days"


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
