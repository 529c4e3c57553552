"""The entities Telegram finds by itself: commands, links, addresses, mentions, tags, numbers."""

import re
from collections.abc import Iterable

from sandbox.answers import Json
from sandbox.entities import utf16

_HINT = re.compile(r"[/@#.:]|\d{4}")
_FOUND = re.compile(
    r"(?P<bot_command>(?<![\w/<>])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![\w/]))"
    r"|(?P<email>[a-zA-Z0-9][\w.+\-]*@[a-zA-Z0-9\-]+(?:\.[a-zA-Z0-9\-]+)+)"
    r"|(?P<url>\bhttps?://[^\s<>\"]+[^\s<>\".,;:!?)，。；：！？）]"
    r"|(?<![\w@.])(?:[a-zA-Z0-9\-]+\.)+(?:com|org|net|io|me|cn|dev|app)\b(?:/[^\s<>\"]*[\w/])?)"
    r"|(?P<mention>(?<![\w@])@[a-zA-Z][a-zA-Z0-9_]{3,31}\b)"
    r"|(?P<hashtag>(?<![\w#])#(?=\w*[^\W\d])\w{1,256})"
    r"|(?P<phone_number>(?<![\w+.])\+\d[\d \-()]{7,16}\d(?!\w))"
)


def found_entities(text: str, given: Iterable[Json]) -> list[Json]:
    """What Telegram adds to `text` beside the entities `given`; none overlaps a link or code."""
    if not _HINT.search(text):
        return []
    closed = [
        (entity["offset"], entity["offset"] + entity["length"])
        for entity in given
        if entity["type"] in ("code", "pre", "text_link", "text_mention", "date_time")
    ]
    wide = not text.isascii()
    entities = []
    for match in _FOUND.finditer(text):
        begin = utf16.length(text[: match.start()]) if wide else match.start()
        end = begin + (utf16.length(match.group()) if wide else len(match.group()))
        if not any(begin < other_end and other < end for other, other_end in closed):
            entities.append({"type": match.lastgroup, "offset": begin, "length": end - begin})
    return entities
