"""Forwarding and copying what is already in a chat."""

from sandbox.answers import Json, bad_request
from sandbox.calls import Call
from sandbox.chats import Message
from sandbox.keyboards import read_markup
from sandbox.methods.editing import CONTENT
from sandbox.methods.media import caption_content
from sandbox.posting import post, post_all

COPIED = (*CONTENT, "contact", "location", "venue")


def forward_message(call: Call) -> Json:
    """forwardMessage."""
    source = _source(call, "forward", "forwarded")
    content = {key: source.body[key] for key in COPIED if key in source.body}
    content["forward_origin"] = forward_origin(source.body)
    return post_all(call, [content], read_markup(None))[0].body


def copy_message(call: Call) -> Json:
    """copyMessage: without a link to the original; the caption may be another."""
    source = _source(call, "copy", "copied")
    content = {key: source.body[key] for key in COPIED if key in source.body}
    if call.params.given.get("caption") is not None and "text" not in content:
        content = {key: value for key, value in content.items() if "caption" not in key}
        content |= caption_content(call.params)
    return {"message_id": post(call, content).id}


def forward_origin(body: Json) -> Json:
    """Where a forwarded message says that it came from: its author, or the first one."""
    if "forward_origin" in body:
        origin: Json = body["forward_origin"]
        return origin
    return {"type": "user", "sender_user": body["from"], "date": body["date"]}


def _source(call: Call, doing: str, done: str) -> Message:
    chat = call.bot.chat(call.params.integer("from_chat_id"))
    source = chat.find(call.params.integer("message_id"), f"message to {doing} not found")
    if source.protected:
        raise bad_request(f"message can't be {done}")
    return source
