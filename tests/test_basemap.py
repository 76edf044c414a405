"""The base map: every country is there, closed, and where it should be."""

import numpy as np
import pytest

from geo.records import EVENT_TYPES
from geo.view.basemap import DETAILS, countries, country_names, from_mercator, project, to_mercator, towns
from geo.view.symbols import SYMBOLS, path_of


@pytest.mark.parametrize("detail", DETAILS)
def test_every_ring_is_closed_and_on_earth(detail: str) -> None:
    for country in countries(detail):
        for ring in country.rings:
            assert np.allclose(ring[0], ring[-1]), country.name
            assert abs(ring[:, 0]).max() <= 90
            assert abs(ring[:, 1]).max() <= 180.001


def test_names_stand_inside_the_box_of_their_country() -> None:
    for country in countries("50m"):
        corners = np.concatenate(country.rings)
        assert corners[:, 0].min() <= country.latitude <= corners[:, 0].max(), country.name
        assert corners[:, 1].min() <= country.longitude <= corners[:, 1].max(), country.name


def test_countries_have_their_two_letter_codes() -> None:
    names = country_names()
    assert names["IQ"] == "Iraq"
    assert names["XK"] == "Kosovo"
    assert names["CD"] == "DR Congo"


def test_towns_come_largest_first_with_capitals_marked() -> None:
    found = towns()
    assert [town.population for town in found] == sorted((town.population for town in found), reverse=True)
    assert any(town.name == "Baghdad" and town.capital for town in found)


@pytest.mark.parametrize("point", [(0.0, 0.0), (33.3, 44.4), (-45.0, 170.0), (80.0, -179.0)])
def test_mercator_and_back_is_the_same_point(point: tuple[float, float]) -> None:
    assert from_mercator(*to_mercator(*point)) == pytest.approx(point)
    assert project(np.array([point[0]]), np.array([point[1]]))[0] == pytest.approx(to_mercator(*point))


def test_every_event_type_has_a_shape_and_a_colour_of_its_own() -> None:
    assert list(SYMBOLS) == list(EVENT_TYPES)
    assert len({symbol.name for symbol in SYMBOLS.values()}) == len(SYMBOLS)
    assert len({symbol.fill for symbol in SYMBOLS.values()}) == len(SYMBOLS)
    assert all(path_of(symbol, 9).endswith("Z") for symbol in SYMBOLS.values())
