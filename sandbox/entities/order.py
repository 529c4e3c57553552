"""The one order of a text's entities, so that two ways to write the same text are the same."""

from sandbox.answers import Json

# Of two entities over the same characters the lower one is the outer (tdlib/td, get_type_priority).
_PRIORITY = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 11,
    "code": 20,
    "text_link": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


def in_order(entities: list[Json]) -> list[Json]:
    """By place, longer before shorter, then by kind."""
    return sorted(entities, key=_place)


def _place(entity: Json) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], _PRIORITY.get(entity["type"], 50)
