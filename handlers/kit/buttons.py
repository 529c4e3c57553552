"""Buttons as frozen dataclasses, and the compact codec that fits them into Telegram's 64 bytes.

A button's data is ``tag:field:field`` and, inside a conversation, ``~serial`` of the conversation it was
shown in, or ``~serial!`` where a tap leaves that conversation for something else. The data comes back from a client, so it is parsed to none rather than trusted; tags are stored in
people's chats for years: add, never rename.
"""

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, dataclass_transform, get_args, get_type_hints

DATA_LIMIT = 64
LEAVES = "!"
_by_tag: dict[str, type] = {}

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button as it came back, and the serial of the conversation that it belongs to, or leaves, if any."""

    button: Any
    serial: int | None
    leaves: int | None = None


@dataclass_transform(frozen_default=True)
def button(tag: str) -> Callable[[type[B]], type[B]]:
    """Make a class a button: a frozen dataclass of int, str, date and StrEnum fields, known by its tag."""

    def register(cls: type[B]) -> type[B]:
        made = dataclass(frozen=True, slots=True)(cls)
        if tag in _by_tag:
            raise ValueError(f"two buttons share the tag {tag!r}")
        _by_tag[tag] = made
        made.__tag__ = tag  # type: ignore[attr-defined]
        return made

    return register


def encode(tapped: Any, serial: int | None = None, *, leaves: bool = False) -> str:
    """Return a button's data, at most 64 bytes; ValueError for more."""
    values = [_field_to_text(getattr(tapped, name)) for name in _names(tapped.__class__)]
    mark = LEAVES if leaves else ""
    data = ":".join((tapped.__tag__, *values)) + (f"~{serial}{mark}" if serial is not None else "")
    if len(data.encode()) > DATA_LIMIT:
        raise ValueError(f"button data over {DATA_LIMIT} bytes: {data!r}")
    return data


def decode(data: str) -> Tapped | None:
    """Return the button that data stands for, or none for anything that no button encodes to."""
    body, mark, serial_text = data.partition("~")
    tag, *texts = body.split(":")
    leaves = serial_text.endswith(LEAVES)
    serial_text = serial_text.removesuffix(LEAVES)
    cls = _by_tag.get(tag)
    if cls is None or (mark and not _is_number(serial_text)):
        return None
    readers = _readers(cls)
    if len(texts) != len(readers):
        return None
    try:
        values = [read(text) for read, text in zip(readers, texts, strict=True)]
    except ValueError:
        return None
    serial = int(serial_text) if mark else None
    return Tapped(cls(*values), None, serial) if leaves else Tapped(cls(*values), serial)


def all_tags() -> dict[str, type]:
    """Return every registered button by its tag."""
    return dict(_by_tag)


def _field_to_text(value: Any) -> str:
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    if ":" in text or "~" in text:
        raise ValueError(f"{text!r} cannot travel in a button")
    return text


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(cls))


@cache
def _readers(cls: type) -> tuple[Callable[[str], Any], ...]:
    return tuple(_reader(kind) for kind in get_type_hints(cls).values())


def _reader(kind: Any) -> Callable[[str], Any]:
    if isinstance(kind, UnionType):
        (inner,) = [part for part in get_args(kind) if part is not NoneType]
        read = _reader(inner)
        return lambda text: read(text) if text else None
    if kind is int:
        return _read_int
    if kind is date:
        return date.fromisoformat
    if kind is str or issubclass(kind, StrEnum):
        return kind  # type: ignore[no-any-return]
    raise TypeError(f"a button cannot carry {kind}")


def _read_int(text: str) -> int:
    if not _is_number(text.removeprefix("-")):
        raise ValueError(text)
    return int(text)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 19
