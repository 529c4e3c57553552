"""Keyboards under messages and below the chat, checked button by button."""

from dataclasses import dataclass, field
from typing import Any

from sandbox.answers import Json, bad_request
from sandbox.entities.links import checked_link, mentioned_user

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
DATA_BYTES = 64
COPY_TEXT = 256
LABEL = 512

_LOOKS = ("style", "icon_custom_emoji_id")
_STYLES = ("danger", "success", "primary")
_ACTIONS = (
    "url",
    "callback_data",
    "web_app",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
)
_REQUESTS = ("request_contact", "request_location", "request_poll", "request_users", "web_app")


@dataclass(frozen=True, slots=True)
class Markup:
    """What `reply_markup` asked for; exactly one of these, or none where it was not given."""

    inline: Json | None = None
    reply: Json | None = None
    remove: bool = False
    force_reply: Json | None = None
    given: bool = field(default=True)

    @property
    def freezes(self) -> bool:
        """Whether a message sent with it can never be edited (tdlib/td, `can_edit_message`)."""
        return bool(self.reply or self.remove or self.force_reply)


NO_MARKUP = Markup(given=False)


def read_markup(raw: Any, *, inline_only: bool = False) -> Markup:
    """Checks a `reply_markup`; 400 where a button or the whole breaks a documented limit."""
    if raw is None:
        return NO_MARKUP
    if not isinstance(raw, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in raw:
        rows = _rows(raw["inline_keyboard"], _inline_button)
        return Markup(inline={"inline_keyboard": rows} if rows else None)
    if not raw:
        return NO_MARKUP
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in raw:
        rows = _rows(raw["keyboard"], _reply_button)
        if not rows:
            raise bad_request("reply keyboard is empty")
        return Markup(reply={**raw, "keyboard": rows})
    if raw.get("remove_keyboard"):
        return Markup(remove=True)
    if raw.get("force_reply"):
        return Markup(force_reply=raw)
    raise bad_request("can't parse reply keyboard markup JSON object")


def _rows(raw: Any, button: Any) -> list[list[Json]]:
    if not isinstance(raw, list) or not all(isinstance(row, list) for row in raw):
        raise bad_request("can't parse keyboard: expected an Array of Array of buttons")
    rows = [[button(item) for item in row] for row in raw if row]
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("REPLY_MARKUP_TOO_LONG: more than 100 buttons")
    if any(len(row) > MOST_IN_A_ROW for row in rows):
        raise bad_request("REPLY_MARKUP_TOO_LONG: more than 8 buttons in a row")
    return rows


def _label(item: Any, kind: str) -> str:
    text = item.get("text") if isinstance(item, dict) else None
    if not isinstance(text, str):
        raise bad_request(f"can't parse {kind} button: Can't find field \"text\"")
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    if len(text) > LABEL:
        raise bad_request("BUTTON_TEXT_TOO_LONG")
    return text


def _looks(item: Json) -> Json:
    looks = {key: item[key] for key in _LOOKS if item.get(key)}
    if looks.get("style", "primary") not in _STYLES:
        raise bad_request("can't parse keyboard button: Invalid button style specified")
    return looks


def _inline_button(item: Any) -> Json:
    text = _label(item, "inline keyboard")
    actions = [key for key in _ACTIONS if item.get(key) is not None]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: "
            "Text buttons are not allowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            "can't parse inline keyboard button: exactly one of the optional fields must be used"
        )
    action = actions[0]
    value = item[action]
    if action == "url":
        value = _button_url(value)
    elif action == "callback_data":
        _check_data(value)
    elif action == "copy_text":
        _check_copy(value)
    return {"text": text, action: value, **_looks(item)}


def _button_url(url: Any) -> str:
    checked = str(url) if mentioned_user(str(url)) else checked_link(str(url))
    if not checked:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return checked


def _check_data(data: Any) -> None:
    if not isinstance(data, str) or not 1 <= len(data.encode()) <= DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")


def _check_copy(value: Any) -> None:
    text = value.get("text") if isinstance(value, dict) else None
    if not isinstance(text, str) or not 1 <= len(text) <= COPY_TEXT:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _reply_button(item: Any) -> Json:
    if isinstance(item, str):
        item = {"text": item}
    text = _label(item, "reply keyboard")
    requests = {key: item[key] for key in _REQUESTS if item.get(key)}
    if len(requests) > 1:
        raise bad_request(
            "can't parse reply keyboard button: at most one of the optional fields can be used"
        )
    return {"text": text, **requests, **_looks(item)}
