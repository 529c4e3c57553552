"""What an update says at first sight: its number, who caused it, what tap it is, which message it is about.

It is read from the raw JSON, before the library makes objects of it, and nothing in it is trusted.
"""

import json
from typing import Any

import structlog

from storage.inbox import Received

log = structlog.get_logger()


def as_received(raw: Any) -> Received | None:
    """Return an update as the inbox holds it; none for what has not even a number."""
    if not isinstance(raw, dict) or not _is_number(raw.get("update_id")):
        log.error("update_without_number")
        return None
    text = json.dumps(raw, separators=(",", ":"))
    return Received(raw["update_id"], sender_of(raw), text, update=raw)


def sender_of(update: dict[str, Any]) -> int:
    """Return the id of the user who caused an update: his private chat's; 0 where there is none."""
    for part in update.values():
        if isinstance(part, dict) and isinstance(part.get("from"), dict):
            sender = part["from"].get("id")
            return sender if _is_number(sender) else 0
    return 0


def tap_in(update: dict[str, Any]) -> str | None:
    """Return the id by which a tap is answered, if an update is one."""
    query_id = _part(update, "callback_query").get("id")
    return query_id if isinstance(query_id, str) else None


def message_meant(update: dict[str, Any]) -> int | None:
    """Return the number of the message whose button was tapped, or that was replied to."""
    message = _part(update, "message") or _part(update, "edited_message")
    meant = _part(_part(update, "callback_query"), "message") or _part(message, "reply_to_message")
    number = meant.get("message_id")
    return number if _is_number(number) else None


def _part(whole: dict[str, Any], name: str) -> dict[str, Any]:
    part = whole.get(name)
    return part if isinstance(part, dict) else {}


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and abs(value) < 2**63
