"""answerInlineQuery."""

from typing import Any

from sandbox.answers import Json, bad_request
from sandbox.calls import Call
from sandbox.inline import InlineResult
from sandbox.keyboards import read_markup
from sandbox.methods.media import FILE_KINDS, caption_content, file_content
from sandbox.methods.sending import contact_content, location_content, text_content, venue_content
from sandbox.methods.taps import TOO_OLD
from sandbox.params import Params

MOST_RESULTS = 50
CACHE_TIME = 300
FRESH = 15.0
ID_BYTES = 64


def answer_inline_query(call: Call) -> bool:
    """answerInlineQuery: at most 50 results with different ids, once, while it is fresh."""
    params = call.params
    asked = call.bot.inline.open.get(params.text("inline_query_id"))
    raw = params.objects("results", "inline query results")
    if raw is None:
        raise bad_request("can't parse inline query results: expected an Array of Object")
    if len(raw) > MOST_RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    results = [_result(call, item) for item in raw]
    if len({result.id for result in results}) < len(results):
        raise bad_request("RESULT_ID_DUPLICATE")
    if asked is None or asked.results is not None or call.now - asked.at > FRESH:
        raise bad_request(TOO_OLD)
    asked.results = results
    kept = params.integer("cache_time")
    until = call.now + (CACHE_TIME if kept is None else kept)
    call.bot.inline.keep(asked, params.flag("is_personal"), until)
    asked.chat.feed.tell("inline", asked.chat, query=asked.query)
    return True


def _result(call: Call, item: Json) -> InlineResult:
    number = str(item.get("id", ""))
    if not 1 <= len(number.encode()) <= ID_BYTES:
        raise bad_request("RESULT_ID_INVALID")
    if item.get("type") == "article" and not item.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    return InlineResult(
        id=number,
        title=str(item.get("title") or item.get("first_name") or ""),
        description=str(item.get("description", "")),
        content=_content(call, item),
        markup=read_markup(item.get("reply_markup"), inline_only=True).inline,
    )


def _content(call: Call, item: Json) -> Json:
    """What is sent when the result is picked: its own content, or the one it names instead."""
    instead = item.get("input_message_content")
    if instead is not None:
        return _named_content(Params(_as_message(instead), {}))
    kind, params = str(item.get("type")), Params(item, {})
    if kind in FILE_KINDS and f"{kind}_file_id" in item:
        return {**file_content(call, params, kind, f"{kind}_file_id"), **caption_content(params)}
    if kind in ("contact", "location", "venue"):
        return _named_content(params)
    if kind == "article":
        raise bad_request("MESSAGE_EMPTY")
    raise bad_request(f"the sandbox shows no inline results of the type {kind} by their address")


def _named_content(params: Params) -> Json:
    if "phone_number" in params:
        return contact_content(params)
    if "address" in params:
        return venue_content(params)
    if "latitude" in params:
        return location_content(params)
    return text_content(params)


def _as_message(instead: Any) -> Json:
    if not isinstance(instead, dict):
        raise bad_request("can't parse input message content: expected an Object")
    return {**instead, "text": instead.get("message_text")}
