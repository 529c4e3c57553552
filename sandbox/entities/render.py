"""Text with entities back to Telegram's HTML."""

from html import escape

from sandbox.answers import Json
from sandbox.entities import utf16

_TAGS = {
    "bold": "b",
    "italic": "i",
    "underline": "u",
    "strikethrough": "s",
    "spoiler": "tg-spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "expandable_blockquote": "blockquote",
    "text_link": "a",
    "text_mention": "a",
}


def to_html(text: str, entities: list[Json]) -> str:
    """The HTML that would give this text; what Telegram found by itself stays plain text."""
    begins: dict[int, list[str]] = {}
    ends: dict[int, list[str]] = {}
    for entity in entities:  # outermost first
        tags = _tags(entity)
        if not tags:
            continue
        opening, closing = tags
        begins.setdefault(entity["offset"], []).append(opening)
        ends.setdefault(entity["offset"] + entity["length"], []).insert(0, closing)
    out: list[str] = []
    at = 0
    for place in sorted({*begins, *ends}):
        out.append(escape(utf16.cut(text, at, place - at), quote=False))
        out += ends.get(place, [])
        out += begins.get(place, [])
        at = place
    out.append(escape(utf16.cut(text, at, utf16.length(text) - at), quote=False))
    return "".join(out)


def _tags(entity: Json) -> tuple[str, str] | None:
    kind = entity["type"]
    if kind == "pre" and entity.get("language"):
        return f'<pre><code class="language-{entity["language"]}">', "</code></pre>"
    tag, attributes = _TAGS.get(kind), ""
    if kind == "expandable_blockquote":
        attributes = " expandable"
    elif kind == "text_link":
        attributes = f' href="{escape(entity["url"])}"'
    elif kind == "text_mention":
        attributes = f' href="tg://user?id={entity["user"]["id"]}"'
    return (f"<{tag}{attributes}>", f"</{tag}>") if tag else None
