"""The tags of Telegram's HTML, and the entities that they become when they end."""

from dataclasses import dataclass

from sandbox.answers import Json, Refusal, bad_request
from sandbox.entities.links import checked_link, mentioned_user

_STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
}
TAGS = {*_STYLES, "a", "code", "pre", "blockquote", "tg-emoji", "tg-time"}


@dataclass(slots=True)
class Tag:
    """A tag with the place of what it covers, in UTF-16 units; `begins` counts pieces of text."""

    name: str
    attributes: dict[str, str]
    offset: int
    begins: int
    length: int = 0
    inside: str = ""

    @property
    def place(self) -> Json:
        """Where it stands, as an entity says it."""
        return {"offset": self.offset, "length": self.length}


def close_tag(tag: Tag, entities: list[Json], *, in_pre: bool) -> None:
    """Adds what the tag has become to `entities`; 400 where its attributes make no sense."""
    if style := _STYLES.get(tag.name):
        entities.append({"type": style, **tag.place})
    elif tag.name == "blockquote":
        kind = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
        entities.append({"type": kind, **tag.place})
    elif tag.name == "code":
        entities.append({"type": "code", **tag.place, **(_language(tag) if in_pre else {})})
    elif tag.name == "pre":
        _close_pre(tag, entities)
    elif tag.name == "a":
        _close_link(tag, entities)
    elif tag.name == "tg-time":
        entities.append({"type": "date_time", **tag.place, **_date_time(tag)})
    else:
        entities.append({"type": "custom_emoji", **tag.place, **_emoji(tag)})


def cannot_parse(why: str) -> Refusal:
    """The refusal of a text that does not parse."""
    return bad_request(f"can't parse entities: {why}")


def _language(tag: Tag) -> Json:
    name = tag.attributes.get("class", "")
    return {"language": name.removeprefix("language-")} if name.startswith("language-") else {}


def _close_pre(tag: Tag, entities: list[Json]) -> None:
    """A <pre> around nothing but a <code> is one block, in the language that the code names."""
    inner = entities[-1] if entities else {}
    language: Json = {}
    if inner.get("type") == "code" and tag.place.items() <= inner.items():
        entities.pop()
        language = {key: inner[key] for key in ("language",) if key in inner}
    for entity in entities:
        if entity["type"] == "code":
            entity.pop("language", None)
    entities.append({"type": "pre", **tag.place, **language})


def _close_link(tag: Tag, entities: list[Json]) -> None:
    url = tag.attributes.get("href", "") or tag.inside
    if user_id := mentioned_user(url):
        entities.append({"type": "text_mention", **tag.place, "user": {"id": user_id}})
    elif link := checked_link(url):
        entities.append({"type": "text_link", **tag.place, "url": link})


def _date_time(tag: Tag) -> Json:
    unix, shape = tag.attributes.get("unix", ""), tag.attributes.get("format")
    if not unix.isdecimal():
        raise cannot_parse("Invalid date specified")
    return {"unix_time": int(unix), **({"date_time_format": shape} if shape else {})}


def _emoji(tag: Tag) -> Json:
    identifier = tag.attributes.get("emoji-id", "")
    if not identifier.isdecimal() or not int(identifier):
        raise cannot_parse("Invalid custom emoji identifier specified")
    return {"custom_emoji_id": identifier}
