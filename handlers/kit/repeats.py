"""The mark on a message that may have arrived before: its outcome was hidden by a broken connection."""

import json

from handlers.kit.say import Say, language_of
from handlers.kit.screen import TEXT_LIMIT


def marked_as_repeat(method: str, payload: str, language: str | None) -> str:
    """Return a message's payload with a first line that says it may be a repeat; edits stay as they are."""
    call = json.loads(payload)
    text = call.get("text")
    if not method.startswith("send") or not isinstance(text, str):
        return payload
    say = Say.of(language or language_of(None))
    mark = f"<i>{say('🔁 This may be a repeat: the connection broke while it was sent.')}</i>\n"
    if text.startswith(mark) or len(text) + len(mark) > TEXT_LIMIT:
        return payload
    return json.dumps(call | {"text": mark + text}, ensure_ascii=False, separators=(",", ":"))
