"""Buttons as small frozen values, and the compact codec that fits them into Telegram's 64 bytes.

A button's data is ``tag:field:field`` and, inside a conversation, ``~serial`` of the conversation it was
shown in, or ``~serial!`` where a tap leaves that conversation for something else. The data comes back from a
client, so it is parsed to none rather than trusted; tags are stored in people's chats for years: add, never rename.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from inspect import get_annotations
from types import NoneType, UnionType
from typing import Any, TypeVar, dataclass_transform, get_args, get_type_hints

DATA_LIMIT = 64
LONGEST = 4  # bytes of a character
LEAVES = "!"
_by_tag: dict[str, type] = {}
_set = object.__setattr__

B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button as it came back, and the serial of the conversation that it belongs to, or leaves, if any."""

    button: Any
    serial: int | None
    leaves: int | None = None


@dataclass_transform(frozen_default=True)
def button(tag: str) -> Callable[[type[B]], type[B]]:
    """Make a class a button: a frozen value of int, str, date and StrEnum fields, known by its tag."""

    def register(cls: type[B]) -> type[B]:
        if tag in _by_tag:
            raise ValueError(f"two buttons share the tag {tag!r}")
        names = tuple(get_annotations(cls))
        body = {name: value for name, value in vars(cls).items() if name not in names}
        for name in ("__dict__", "__weakref__"):
            body.pop(name, None)
        body["__slots__"] = body["__match_args__"] = names
        body["__tag__"] = tag
        body["__given__"] = {name: vars(cls)[name] for name in names if name in vars(cls)}
        made = _by_tag[tag] = type(cls.__name__, (_Value,), body)
        return made

    return register


class _Value:
    """What `dataclass` would write out for each of the buttons: once for all, 2 MB less at rest."""

    __slots__ = ()

    def __init__(self: Any, *values: Any, **named: Any) -> None:
        names = self.__match_args__
        if not named and len(values) == len(names):  # as nearly always
            for name, value in zip(names, values, strict=True):
                _set(self, name, value)
            return
        fields = {**self.__given__, **dict(zip(names, values, strict=False)), **named}
        if len(values) > len(names) or fields.keys() != set(names):
            raise TypeError(f"{type(self).__name__} takes {names}")
        for name, value in fields.items():
            _set(self, name, value)

    def __setattr__(self, name: str, value: Any) -> None:
        raise AttributeError(f"a button is never changed: {name}")

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and _values(self) == _values(other)

    def __hash__(self) -> int:
        return hash((type(self), *_values(self)))

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, _values(self)))})"


def encode(tapped: Any, serial: int | None = None, *, leaves: bool = False) -> str:
    """Return a button's data, at most 64 bytes; ValueError for more."""
    values = [_field_to_text(value) for value in _values(tapped)]
    mark = LEAVES if leaves else ""
    data = ":".join((tapped.__tag__, *values)) + (f"~{serial}{mark}" if serial is not None else "")
    if len(data) * LONGEST > DATA_LIMIT < len(data.encode()):
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


def tag_in(data: str) -> str:
    """Return the tag of a button's data, whatever else that holds."""
    return data.partition("~")[0].partition(":")[0]


def all_tags() -> dict[str, type]:
    """Return every button that is loaded, by its tag."""
    return dict(_by_tag)


def _field_to_text(value: Any) -> str:
    if type(value) is int:
        return str(value)
    if value is None:
        return ""
    text = value.isoformat() if isinstance(value, date) else str(value)
    if ":" in text or "~" in text:
        raise ValueError(f"{text!r} cannot travel in a button")
    return text


def _values(button: Any) -> list[Any]:
    return [getattr(button, name) for name in button.__match_args__]


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
