"""What allows two reports to be of one incident: their places."""

from dataclasses import replace

import pytest
from told import AIRPORT, BANDE, LAGO, MALI

from geo.merging.sameness import compatible_places
from geo.records import Place

HAMLET = replace(MALI, name="Hamlet", geonameid=None)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (LAGO, AIRPORT, True),
        (LAGO, MALI, True),
        (LAGO, BANDE, False),
        (AIRPORT, BANDE, True),
        (LAGO, replace(MALI, country_code="NE", name="Niger", geonameid=9), False),
        (LAGO, None, True),
        (HAMLET, MALI, True),
        (HAMLET, replace(HAMLET, name="Village"), False),
        (replace(LAGO, precision="near", relation="north of", radius_km=20.0), LAGO, True),
    ],
)
def test_places_are_compatible_where_one_may_lie_in_the_other(one: Place, other: Place | None, same: bool) -> None:
    assert compatible_places(one, other) is same
