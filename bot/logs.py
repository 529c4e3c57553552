"""Logs: one line an event, with ids and never with names, texts or the token."""

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, Processor

HIDDEN = "…"


def set_up_logs(level: str, *secrets: str) -> None:
    """Log to the standard error stream from this level on; secrets are cut out of every line."""
    number = logging.getLevelNamesMapping().get(level.upper(), logging.INFO)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
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


def hiding(secrets: tuple[str, ...]) -> Processor:
    """Return a processor that cuts secrets out of every value."""

    def hide(_logger: Any, _method: str, event: EventDict) -> EventDict:
        return {key: _without(value, secrets) for key, value in event.items()}

    return hide


def where_it_failed(_logger: Any, _method: str, event: EventDict) -> EventDict:
    """Replace an exception by where it was raised: its text may quote what a rep wrote."""
    error = event.pop("exc_info", None)
    if isinstance(error, BaseException):
        frames = [
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno}:{frame.name}"
            for frame in traceback.extract_tb(error.__traceback__)
        ]
        event["at"] = " < ".join(reversed(frames[-6:]))
    return event


def _without(value: Any, secrets: tuple[str, ...]) -> Any:
    text = value if isinstance(value, str) else repr(value)
    for secret in secrets:
        if secret and secret in text:
            text = text.replace(secret, HIDDEN)
            value = text
    return value
