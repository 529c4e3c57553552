"""A text parameter with its formatting, checked and cleaned as Telegram does it."""

import re

from sandbox.answers import Json, bad_request
from sandbox.entities import utf16
from sandbox.entities.found import found_entities
from sandbox.entities.html import parse_html
from sandbox.entities.order import in_order
from sandbox.params import Params

TEXT_LIMIT = 4096
CAPTION_LIMIT = 1024

_DROPPED = re.compile("[\r\u2028-\u202e]")
_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\u2028-\u202e]")
_KNOWN = {
    "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold",
    "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
    "code", "pre", "text_link", "text_mention", "custom_emoji", "date_time",
}  # fmt: skip
_KEPT = ("type", "offset", "length", "url", "user", "language", "custom_emoji_id")
_KEPT_TIME = ("unix_time", "date_time_format")


def formatted(params: Params, name: str, prefix: str = "") -> tuple[str, list[Json]]:
    """Text and entities of the parameter `name`; `prefix` is that of its entities ("caption_").

    Raises a 400 where the text does not parse.
    """
    text = params.text(name)
    entities_name = "caption_entities" if prefix else "entities"
    given = params.objects(entities_name, "entities")
    return formatted_text(text, params.text("parse_mode"), given)


def formatted_text(
    text: str, mode: str, given: list[Json] | None = None
) -> tuple[str, list[Json]]:
    """The same for values that are already at hand: a text, a parse mode, a list of entities."""
    entities: list[Json] = []
    if not given:  # offsets that came with the text count the characters as they are
        text = _DROPPED.sub("", text)
    if mode.lower() == "html":
        text, entities = parse_html(text)
    elif mode.lower() in ("markdown", "markdownv2"):
        raise bad_request(f"the sandbox reads HTML only, {mode} is not implemented")
    elif mode:
        raise bad_request("unsupported parse_mode")
    elif given:
        entities = _explicit(given, utf16.length(text))
    text, entities = _cleaned(text, entities)
    return text, in_order(entities + found_entities(text, entities))


def check_text(text: str) -> None:
    """1 to 4096 characters after parsing."""
    if not text:
        raise bad_request("message text is empty")
    if len(text) > TEXT_LIMIT:
        raise bad_request("message is too long")


def check_caption(text: str) -> None:
    """At most 1024 characters after parsing."""
    if len(text) > CAPTION_LIMIT:
        raise bad_request("message caption is too long")


def _explicit(given: list[Json], size: int) -> list[Json]:
    entities = []
    for entity in given:
        if str(entity.get("type")) not in _KNOWN:
            raise bad_request("can't parse entities: Unsupported type specified")
        begin, length = entity.get("offset"), entity.get("length")
        if not isinstance(begin, int) or not isinstance(length, int):
            raise bad_request("can't parse entities: Field of type Integer expected")
        if begin < 0 or length <= 0 or begin + length > size:
            raise bad_request(f"entity beginning at UTF-16 offset {begin} ends outside the text")
        keep = _KEPT + (_KEPT_TIME if entity["type"] == "date_time" else ())
        entities.append({key: entity[key] for key in keep if entity.get(key) is not None})
    return entities


def _cleaned(text: str, entities: list[Json]) -> tuple[str, list[Json]]:
    """Control characters become spaces, outer white space goes, nothing is nested in code."""
    text = _CONTROL.sub(" ", text)
    entities = _outside_code(entities)
    first = min((entity["offset"] for entity in entities), default=len(text))
    lead = len(text) - len(text.lstrip(" \n"))
    lead = min(lead, first)
    text = text[lead:].rstrip(" \n")
    end = utf16.length(text)
    kept = []
    for entity in entities:
        begin = entity["offset"] - lead
        length = min(entity["length"], end - begin)
        if length > 0:
            kept.append({**entity, "offset": begin, "length": length})
    return text, kept


def _outside_code(entities: list[Json]) -> list[Json]:
    code = [entity for entity in entities if entity["type"] in ("code", "pre")]
    if not code:
        return entities
    return [
        entity
        for entity in entities
        if entity in code
        or not any(_overlap(entity, other) for other in code)
        or entity["type"].endswith("blockquote")
    ]


def _overlap(one: Json, other: Json) -> bool:
    return bool(
        one["offset"] < other["offset"] + other["length"]
        and other["offset"] < one["offset"] + one["length"]
    )
