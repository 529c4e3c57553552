"""A place on the map as text: `31.2304, 121.4737`, latitude first, in degrees. Pure."""

import re

DECIMALS = 6  # ten centimetres
PAIR = re.compile(r"\(?\s*(-?\d{1,3}(?:\.\d+)?)°?\s*[,;/\s]\s*(-?\d{1,3}(?:\.\d+)?)°?\s*\)?")


def pin_text(latitude: float, longitude: float) -> str:
    """Return a place as text."""
    return f"{_plain(latitude)}, {_plain(longitude)}"


def pin_in(text: str) -> tuple[float, float] | None:
    """Return the place that a text is; none for what is no pair of degrees on the globe."""
    found = PAIR.fullmatch(text.strip())
    if found is None:
        return None
    latitude, longitude = float(found[1]), float(found[2])
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _plain(degrees: float) -> str:
    return f"{degrees:.{DECIMALS}f}".rstrip("0").rstrip(".")
