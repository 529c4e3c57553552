"""A grid over the earth: the cells, a hundredth of a degree on each side, by which places are found.

A cell is at most 1.1 km wide and high; away from the equator it is narrower.
"""

from collections.abc import Iterator
from math import cos, floor, radians

PER_DEGREE = 100
ROUND = 360 * PER_DEGREE
METRES_PER_DEGREE = 111_195
FEWEST = 0.01  # of the equator's width of a degree: near the poles


def cell_of(latitude: float | None, longitude: float | None) -> int | None:
    """Return the number of the cell in which a place in degrees lies; none for no place."""
    if latitude is None or longitude is None:
        return None
    row, column = floor(latitude * PER_DEGREE), floor(longitude * PER_DEGREE) % ROUND
    return row * ROUND + column


def cells_around(latitude: float, longitude: float, metres: float) -> Iterator[int]:
    """Yield every cell that a circle of so many metres around a place may touch."""
    height = metres / METRES_PER_DEGREE
    width = height / max(cos(radians(latitude)), FEWEST)
    first, last = floor((latitude - height) * PER_DEGREE), floor((latitude + height) * PER_DEGREE)
    left, right = floor((longitude - width) * PER_DEGREE), floor((longitude + width) * PER_DEGREE)
    for row in range(first, last + 1):
        for column in range(left, min(right, left + ROUND - 1) + 1):
            yield row * ROUND + column % ROUND
