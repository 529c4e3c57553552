"""Answering taps on buttons under a message."""

from sandbox.answers import bad_request
from sandbox.calls import Call
from sandbox.chats import Toast

# Unpublished; reports say roughly 10 to 15 seconds (research/telegram.md, 3a).
FRESH = 15.0
TOAST_LIMIT = 200
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def answer_callback_query(call: Call) -> bool:
    """answerCallbackQuery: once, and only while the tap is fresh."""
    params = call.params
    tap = call.bot.taps.get(params.text("callback_query_id"))
    text, url = params.text("text"), params.text("url")
    if len(text) > TOAST_LIMIT:
        raise bad_request("MESSAGE_TOO_LONG")
    if tap is None or tap.answered or call.now - tap.at > FRESH:
        raise bad_request(TOO_OLD)
    if url and not url.startswith((f"https://t.me/{call.bot.username}?start=", "t.me/")):
        raise bad_request("URL_INVALID")
    tap.answered = True
    toast = Toast(text, params.flag("show_alert"), url, call.now)
    if text or url:
        tap.chat.toasts.append(toast)
    tap.chat.feed.tell("toast", tap.chat, tap=tap.id, text=text, alert=toast.alert, url=url)
    return True
