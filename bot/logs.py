"""Logs: one line an event, with ids and never with names, texts or the token."""

import logging
import sys
import traceback
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, Processor

HIDDEN = "…"


def set_up_logs(level: str, *secrets: str) -> None:
    """Log to the standard error stream from this level on; secrets are cut out of every line."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    logging.basicConfig(level=logging.WARNING, handlers=[Terse()], force=True)
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        where_it_failed,
        hiding(secrets),
        structlog.processors.LogfmtRenderer(bool_as_flag=False),
    ]
    structlog.configure(
        processors=processors,
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


class Terse(logging.StreamHandler[TextIO]):
    """What libraries log: who and how bad, and where it failed; their words may quote a rep or a token."""

    def format(self, record: logging.LogRecord) -> str:
        """Return a line without the message."""
        error = record.exc_info[1] if record.exc_info else None
        where = f" error={type(error).__name__} at={_frames(error)}" if error else ""
        return f"level={record.levelname.lower()} library={record.name}:{record.lineno}{where}"


def hiding(secrets: tuple[str, ...]) -> Processor:
    """Return a processor that cuts secrets out of every value."""

    def hide(_logger: Any, _method: str, event: EventDict) -> EventDict:
        return {key: _without(value, secrets) for key, value in event.items()}

    return hide


def where_it_failed(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by where it was raised: its text may quote what a rep wrote."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        event["at"] = _frames(error)
    return event


def _frames(error: BaseException) -> str:
    frames = [
        f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    return " < ".join(reversed(frames[-6:]))


def _without(value: Any, secrets: tuple[str, ...]) -> Any:
    text = value if isinstance(value, str) else repr(value)
    for secret in secrets:
        if secret and secret in text:
            text = text.replace(secret, HIDDEN)
            value = text
    return value
