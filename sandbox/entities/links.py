"""Which links Telegram takes, in text and behind buttons."""

import re

_SCHEME = re.compile(r"([a-zA-Z][a-zA-Z0-9+.\-]*):")
_WEB = re.compile(
    r"(?:https?://)?(?:[^/?#@\s]*@)?"  # scheme, user
    r"([\w\-]+(?:\.[\w\-]+)+)"  # a host with a dot: localhost is no address for a phone
    r"(?::\d{1,5})?(?:[/?#]\S*)?",
    re.IGNORECASE,
)
_USER = re.compile(r"tg://user\?id=(\d+)")


def checked_link(url: str) -> str:
    """The link as Telegram keeps it, or "" where it would drop it (tel:, mailto:, localhost)."""
    url = url.strip()
    scheme = _SCHEME.match(url)
    if scheme and scheme.group(1).lower() in ("tg", "ton", "tonsite"):
        return url
    if not _WEB.fullmatch(url):
        return ""
    if scheme and scheme.group(1).lower() in ("http", "https"):
        return url if re.match(r"https?://[^/?#]+[/?#]", url, re.IGNORECASE) else url + "/"
    return "http://" + (url if re.search(r"[/?#]", url) else url + "/")


def mentioned_user(url: str) -> int | None:
    """The user of a tg://user?id=... link, else None."""
    match = _USER.fullmatch(url)
    return int(match.group(1)) if match else None
