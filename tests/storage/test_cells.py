"""The grid by which places are found: nothing within reach is ever left out."""

from math import cos, pi, radians, sin

from hypothesis import given
from hypothesis import strategies as st

from crm.places import kilometres
from storage.cells import METRES_PER_DEGREE, cell_of, cells_around

LATITUDES = st.floats(-80, 80)
LONGITUDES = st.floats(-180, 180)


@given(LATITUDES, LONGITUDES, st.floats(1, 6000), st.floats(0, 2 * pi), st.floats(0, 0.999))
def test_whatever_lies_within_a_circle_is_in_one_of_its_cells(
    latitude: float, longitude: float, metres: float, angle: float, share: float
) -> None:
    north = metres * share * sin(angle) / METRES_PER_DEGREE
    east = metres * share * cos(angle) / METRES_PER_DEGREE / cos(radians(latitude))
    there = (latitude + north, longitude + east)

    if kilometres(latitude, longitude, *there) * 1000 <= metres * 0.999:
        assert cell_of(*there) in set(cells_around(latitude, longitude, metres))


def test_no_place_has_no_cell() -> None:
    assert cell_of(None, 121.4) is None
    assert cell_of(31.2, None) is None
