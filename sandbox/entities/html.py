"""Telegram's HTML: text with tags to plain text with entities, and its complaints word for word.

The rules follow `parse_html` of tdlib/td (td/telegram/MessageEntity.cpp) and its tests.
"""

import re

from sandbox.answers import Json, Refusal
from sandbox.entities import utf16
from sandbox.entities.order import in_order
from sandbox.entities.tags import TAGS, Tag, cannot_parse, close_tag

NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}

_SPACE = " \t\r\n\x0b\0"
_PLAIN = re.compile(r"[^<&]+")
_REFERENCE = re.compile(r"&(?:#x([0-9a-fA-F]*)|#([0-9]*)|([a-zA-Z]*))")
_TAG_NAME = re.compile(rf"[^>{_SPACE}]*")
_ATTRIBUTE_NAME = re.compile(rf"[^=>{_SPACE}]*")
_NAME_TOKEN = re.compile(r"[0-9A-Za-z.\-]*")
_SPACES = re.compile(rf"[{_SPACE}]*")


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities (UTF-16 offsets, outermost first) of HTML as Telegram reads it.

    Raises a 400 `Refusal` with Telegram's words where it does not parse.
    """
    if "<" not in source and "&" not in source:
        return source, []
    return _Parser(source).parse()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.pos = 0
        self.out: list[str] = []
        self.offset = 0
        self.open: list[Tag] = []
        self.entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        source, end = self.source, len(self.source)
        while self.pos < end:
            if plain := _PLAIN.match(source, self.pos):
                self.pos = plain.end()
                self._write(plain.group())
            elif source[self.pos] == "&":
                self._write(self._reference() or self._ampersand())
            elif source.startswith("</", self.pos):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            name = self.open[-1].name
            raise cannot_parse(f'Can\'t find end tag corresponding to start tag "{name}"')
        text = "".join(self.out)
        _check_surrogates(text)
        return text, in_order(self.entities)

    def _write(self, text: str) -> None:
        self.out.append(text)
        self.offset += utf16.length(text)

    def _ampersand(self) -> str:
        self.pos += 1
        return "&"

    def _reference(self) -> str:
        """The character of the reference at `pos`, moving past it; "" where it is none."""
        match = _REFERENCE.match(self.source, self.pos)
        assert match
        hexadecimal, decimal, name = match.groups()
        if name is not None:
            character = NAMED.get(name, "")
        else:
            digits, base = (hexadecimal, 16) if hexadecimal is not None else (decimal, 10)
            code = int(digits, base) if digits and len(match.group()) < 10 else 0
            character = chr(code) if 0 < code < 0x10FFFF else ""
        if character:
            self.pos = match.end()
            if self._at() == ";":
                self.pos += 1
        return character

    def _start_tag(self) -> None:
        begin = self.pos
        self.pos += 1
        name = self._take(_TAG_NAME).lower()
        if self._at() == "\0":
            raise self._refuse("Unclosed start tag", begin)
        if name not in TAGS:
            raise self._refuse(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while self._at() != ">":
            self._take(_SPACES)
            if self._at() == ">":
                break
            key, value = self._attribute(name, begin)
            attributes[key] = value
        self.pos += 1
        if name == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refuse('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(Tag(name, attributes, self.offset, len(self.out)))

    def _attribute(self, tag: str, begin: int) -> tuple[str, str]:
        name = self._take(_ATTRIBUTE_NAME)
        if not name:
            if self._at() == "\0":
                raise self._refuse("Unclosed start tag", begin)
            raise self._refuse(f'Empty attribute name in the tag "{tag}"', begin)
        self._take(_SPACES)
        if self._at() != "=":
            if tag == "blockquote" and name == "expandable":
                return name, ""
            raise self._refuse(
                f'Expected equal sign in declaration of an attribute of the tag "{tag}"', begin
            )
        self.pos += 1
        self._take(_SPACES)
        if self._at() == "\0":
            raise self._refuse(f'Unclosed start tag "{tag}"', begin)
        value = self._literal() if self._at() in "'\"" else self._token()
        if self._at() == "\0":
            raise self._refuse("Unclosed start tag", begin)
        return name, value

    def _token(self) -> str:
        begin = self.pos
        value = self._take(_NAME_TOKEN).lower()
        if self._at() not in _SPACE + ">":
            raise self._refuse("Unexpected end of name token", begin)
        return value

    def _literal(self) -> str:
        quote = self._at()
        self.pos += 1
        value: list[str] = []
        while (character := self._at()) not in (quote, "\0"):
            decoded = self._reference() if character == "&" else ""
            if not decoded:
                self.pos += 1
            value.append(decoded or character)
        if self._at() == quote:
            self.pos += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.pos
        if not self.open:
            raise self._refuse("Unexpected end tag", begin)
        self.pos += 2
        name = self._take(_TAG_NAME).lower()
        self._take(_SPACES)
        if self._at() != ">":
            raise self._refuse("Unclosed end tag", begin)
        self.pos += 1
        opened = self.open.pop()
        if name and name != opened.name:
            raise self._refuse(
                "Unmatched end tag", begin, f', expected "</{opened.name}>", found "</{name}>"'
            )
        if self.offset > opened.offset:
            opened.length = self.offset - opened.offset
            opened.inside = "".join(self.out[opened.begins :]) if opened.name == "a" else ""
            in_pre = any(outer.name == "pre" for outer in self.open)
            close_tag(opened, self.entities, in_pre=in_pre)

    def _at(self) -> str:
        return self.source[self.pos] if self.pos < len(self.source) else "\0"

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.pos)
        assert match
        self.pos = match.end()
        return match.group()

    def _refuse(self, why: str, at: int, then: str = "") -> Refusal:
        offset = len(self.source[:at].encode("utf-8", "surrogatepass"))
        return cannot_parse(f"{why} at byte offset {offset}{then}")


def _check_surrogates(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        raise cannot_parse(
            "Text contains invalid Unicode characters after decoding HTML entities, "
            "check for unmatched surrogate code units"
        ) from None
