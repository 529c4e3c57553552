"""Marks on messages that went out under trouble: this one may be a repeat, this one comes late."""

import json
from datetime import datetime

from handlers.kit.say import Say, language_of
from handlers.kit.screen import TEXT_LIMIT


def marked_as_repeat(method: str, payload: str, language: str | None) -> str:
    """Return a message's payload with a first line that says it may be a repeat; edits stay as they are."""
    call = json.loads(payload)
    text = call.get("text")
    if not method.startswith("send") or not isinstance(text, str):
        return payload
    say = Say.of(language or language_of(None))
    said = say("🔁 This may be a repeat: the connection broke while it was sent.")
    mark = f"<i>{said}</i>\n"
    if text.startswith(mark) or len(text) + len(mark) > TEXT_LIMIT:
        return payload
    return json.dumps(call | {"text": mark + text}, ensure_ascii=False, separators=(",", ":"))


def marked_as_late(payload: str, due_at: datetime, say: Say) -> str:
    """Return a reminder's payload with a last line that says when it was due; once."""
    call = json.loads(payload)
    mark = say("⚠️ This was due {when}: I could not reach you then.", when=say.moment(due_at))
    text = call["text"]
    if mark.partition(" ")[0] in text or len(text) + len(mark) >= TEXT_LIMIT:
        return payload
    return json.dumps(call | {"text": f"{text}\n{mark}"}, ensure_ascii=False)
