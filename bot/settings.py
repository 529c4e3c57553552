"""Settings: read from the environment or a `.env` file that only its owner can read. Nothing else reads them."""

import os
import re
import stat
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

ENV_FILE = Path(".env")
PREFIX = "FIELDBOOK_"
LEVELS = ("debug", "info", "warning", "error")


class SettingsInvalid(Exception):
    """A setting is missing or wrong; the message is one clear sentence."""


def matching(pattern: str) -> Callable[[str], str]:
    """Return a reader of texts of a form; ValueError for any other."""

    def read(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError
        return text

    return read


def not_negative(text: str) -> float:
    """Read a number that is not below zero; ValueError for anything else."""
    number = float(text)
    if not number >= 0:
        raise ValueError
    return number


def a_directory(text: str) -> Path:
    """Read a directory; ValueError for what is a file."""
    path = Path(text).expanduser()
    if path.exists() and not path.is_dir():
        raise ValueError
    return path


def setting(
    read: Callable[[str], Any], otherwise: str, default: Any = MISSING, *, secret: bool = False
) -> Any:
    """Return the field of a setting: how it is read, and how the sentence about a wrong one ends."""
    told = {"read": read, "otherwise": otherwise}
    return field(default=default, repr=not secret, metadata=told)


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseSettings:
    """What every command is told from outside; each is `FIELDBOOK_` and its name in capitals."""

    database_url: str = setting(
        matching(r"(sqlite|postgresql).*"),
        "must begin with sqlite:/// or postgresql://",
        "sqlite:///fieldbook.db",
        secret=True,  # it may hold a password
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings(DatabaseSettings):
    """What the bot is told besides."""

    token: str = setting(
        matching(r"\d+:[\w-]{20,}"),
        "is missing or is no bot token: @BotFather gives one, like 123456:ABC-DEF…",
        secret=True,
    )
    api_url: str = setting(
        matching(r"https?://.*"),
        "must begin with http:// or https://",
        "https://api.telegram.org",
    )
    send_rate: float = setting(
        not_negative, "must be a number of messages a second, 0 for no limit", 29.8
    )
    send_rate_per_chat: float = setting(not_negative, "must be a number, 0 for no limit", 1.0)
    proxy: str | None = setting(
        matching(r"https?://.+"), "must begin with http:// or https://", None, secret=True
    )
    webhook_url: str | None = setting(
        matching(r"https?://.+"), "must be the address that Telegram posts to, with https://", None
    )
    webhook_listen: str = setting(
        matching(r"\S+:\d{1,5}"),
        "must be an address and a port, like 127.0.0.1:8443",
        "127.0.0.1:8443",
    )
    files: Path | None = setting(  # noqa: RUF009  a setting is a field
        a_directory, "must be a directory that can be written to, or one that can be made", None
    )
    assistant_url: str | None = setting(
        matching(r"https?://.+"), "must begin with http:// or https://", None
    )
    assistant_key: str = setting(matching(r"\S*"), "must be one word", "", secret=True)
    assistant_model: str = setting(matching(r"\S*"), "must be the name of a model", "")
    transcriber_model: str = setting(matching(r"\S*"), "must be the name of a model", "")
    log_level: str = setting(
        matching("|".join(LEVELS)), f"must be {', '.join(LEVELS[:-1])} or {LEVELS[-1]}", "info"
    )


S = TypeVar("S", bound=DatabaseSettings)


def read_settings(kind: type[S]) -> S:
    """Return settings of a kind; SettingsInvalid with a sentence that says what to do.

    What is set to nothing is not set. The environment goes before the file.
    """
    given = {**_in_file(ENV_FILE), **os.environ}
    return kind(**{one.name: _read(one, given) for one in fields(kind)})


def check_private(file: Path) -> None:
    """Refuse a settings file that others can read: it holds the token."""
    if stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise SettingsInvalid(
            f"{file} can be read by others and holds the token: chmod 600 {file}"
        )


def _in_file(file: Path) -> Mapping[str, str | None]:
    if not file.exists():
        return {}
    check_private(file)
    from dotenv import dotenv_values

    return dotenv_values(file)


def _read(one: Field[Any], given: Mapping[str, str | None]) -> Any:
    name = PREFIX + one.name.upper()
    text = given.get(name)
    if not text and one.default is not MISSING:
        return one.default
    try:
        return one.metadata["read"](text or "")
    except ValueError:
        raise SettingsInvalid(f"{name} {one.metadata['otherwise']}") from None
