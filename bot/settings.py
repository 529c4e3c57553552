"""Settings: read from the environment or a `.env` file that only its owner can read. Nothing else reads them."""

import re
import stat
from pathlib import Path
from typing import Annotated, Literal, TypeVar

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

ENV_FILE = Path(".env")


class SettingsInvalid(Exception):
    """A setting is missing or wrong; the message is one clear sentence."""


def check_token(token: SecretStr) -> SecretStr:
    """Return a token of the form that @BotFather gives; ValueError otherwise."""
    if not re.fullmatch(r"\d+:[\w-]{20,}", token.get_secret_value()):
        raise ValueError("no bot token")
    return token


class DatabaseSettings(BaseSettings):
    """What every command is told from outside; each is `FIELDBOOK_` and its name in capitals."""

    model_config = SettingsConfigDict(
        env_prefix="FIELDBOOK_", env_file=ENV_FILE, extra="ignore", frozen=True
    )

    database_url: Annotated[str, Field(pattern=r"^(sqlite|postgresql)")] = "sqlite:///fieldbook.db"


class Settings(DatabaseSettings):
    """What the bot is told besides."""

    token: Annotated[SecretStr, AfterValidator(check_token)]
    api_url: Annotated[str, Field(pattern=r"^https?://")] = "https://api.telegram.org"
    send_rate: Annotated[float, Field(ge=0)] = 29.8
    send_rate_per_chat: Annotated[float, Field(ge=0)] = 1.0
    proxy: str | None = None
    log_level: Literal["debug", "info", "warning", "error"] = "info"


S = TypeVar("S", bound=DatabaseSettings)
HOW_TO = {
    "token": "FIELDBOOK_TOKEN is missing or is no bot token: @BotFather gives one, like 123456:ABC-DEF…",
    "api_url": "FIELDBOOK_API_URL must begin with http:// or https://",
    "database_url": "FIELDBOOK_DATABASE_URL must begin with sqlite:/// or postgresql://",
    "send_rate": "FIELDBOOK_SEND_RATE must be a number of messages a second, 0 for no limit",
    "send_rate_per_chat": "FIELDBOOK_SEND_RATE_PER_CHAT must be a number, 0 for no limit",
    "log_level": "FIELDBOOK_LOG_LEVEL must be debug, info, warning or error",
}


def read_settings(kind: type[S]) -> S:
    """Return settings of a kind; SettingsInvalid with a sentence that says what to do."""
    check_private(ENV_FILE)
    try:
        return kind()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise SettingsInvalid(HOW_TO.get(name, f"FIELDBOOK_{name.upper()} is wrong")) from None


def check_private(file: Path) -> None:
    """Refuse a settings file that others can read: it holds the token."""
    if file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
        raise SettingsInvalid(
            f"{file} can be read by others and holds the token: chmod 600 {file}"
        )
