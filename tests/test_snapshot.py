"""A snapshot shows what the filters and the box let in, and no position finer than asked for."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.export.projection import EARTH_KM
from geo.export.recipe import changes, find_recipe
from geo.export.restore import read_incidents
from geo.export.rounding import ROUNDINGS, coarse, coarse_columns, coarse_place
from geo.export.snapshot import FORMS, MOST, Order, chosen, form_of, refreshed, snapshot, source_of
from geo.records import Incident, Place, Reading
from geo.store.store import Store, open_store
from geo.view.filters import Filters
from geo.view.generate import generate
from geo.view.view import to_incidents


def moved(number: int, latitude: float, longitude: float) -> Reading:
    made = list(generate(number + 1, seed=21))[number]
    place = Place("Somewhere", latitude, longitude, 2.0, "exact", "FJ", "Western", 12345, "near")
    return replace(made, incidents=(replace(made.incidents[0], place=place, status="occurred"),))


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(str(tmp_path / "test.db"))
    opened.load_bulk(generate(120, seed=20))
    opened.load_bulk([moved(0, -17.7, 177.4), moved(1, -16.8, -179.9), moved(2, 33.3, 44.4)])
    return opened


@pytest.mark.parametrize("form", FORMS)
def test_every_format_shows_the_same_incidents(form: str, store: Store, tmp_path: Path) -> None:
    source = source_of(store)
    order = Order(Filters(kinds=("Battles",), statuses=()), exported=date(2026, 11, 22))
    shown = chosen(source.incidents, order.filters)
    wanted = {str(key) for key in source.incidents.ids[shown]}
    assert 5 < len(wanted) < 120
    data = snapshot(source, form, order)
    assert data == snapshot(source, form, order)
    recipe = find_recipe(data)
    if recipe:
        assert recipe.shown == len(wanted)
        assert recipe.view() == order.filters
    else:
        path = tmp_path / f"incidents.{'csv' if form == 'acled' else form}"
        path.write_bytes(data)
        assert {one.id for one in read_incidents(path)} == wanted


def test_a_box_may_cross_the_date_line(store: Store) -> None:
    incidents = to_incidents(store.frame())
    shown = chosen(incidents, Filters(statuses=()), (-20.0, 175.0, -10.0, -175.0))
    inside = {str(key) for key in incidents.ids[shown]}
    assert {"generated-21-0-0", "generated-21-1-0"} <= inside
    assert "generated-21-2-0" not in inside


@pytest.mark.parametrize("box", [(-90, -300, 90, 320), (-90, -180, 90, 180), (-90, 170, 90, 530)])
def test_a_box_around_the_whole_earth_holds_every_place(box: tuple[float, ...], store: Store) -> None:
    incidents = to_incidents(store.frame())
    south, west, north, east = box
    shown = chosen(incidents, Filters(statuses=()), (south, west, north, east))
    assert (shown == incidents.placed).all()


def test_a_snapshot_tells_what_changed_since(store: Store) -> None:
    order = Order(Filters(), exported=date(2026, 11, 1))
    recipe = find_recipe(snapshot(source_of(store), "svg", order))
    assert recipe
    assert changes(recipe, refreshed(to_incidents(store.frame()), recipe)) == []
    store.remove("generated-21-2")
    told = changes(recipe, refreshed(to_incidents(store.frame()), recipe))
    assert told[0].startswith("The incidents have changed since 2026-11-01")


@pytest.mark.parametrize("rounding", [name for name in ROUNDINGS if name != "exact"])
@pytest.mark.parametrize("form", ["geojson", "html", "svg", "csv", "acled", "kml"])
def test_a_rounded_snapshot_says_so_and_holds_no_exact_position(form: str, rounding: str, store: Store) -> None:
    text = snapshot(source_of(store), form, Order(Filters(statuses=()), rounding=rounding)).decode()
    assert (ROUNDINGS[rounding] if form in ("html", "svg") else f"rounded: {rounding}") in text
    for latitude in (-17.7, -16.8):
        assert f",{latitude}]" not in text and f",{latitude}," not in text and f",{latitude}<" not in text
    assert "12345" not in text


@given(st.floats(-89, 89), st.floats(-180, 180), st.sampled_from([("1 km", 1.0), ("10 km", 10.0)]))
def test_a_rounded_position_lies_within_its_step(latitude: float, longitude: float, how: tuple[str, float]) -> None:
    rounding, step = how
    place = coarse_place(Place("x", latitude, longitude, 0.1, "exact"), rounding)
    assert place and place.radius_km >= step
    phi, other = np.radians(latitude), np.radians(place.latitude)
    turn = np.radians(place.longitude - longitude)
    cosine = np.sin(phi) * np.sin(other) + np.cos(phi) * np.cos(other) * np.cos(turn)
    assert np.arccos(np.clip(cosine, -1, 1)) * EARTH_KM < step * 0.75
    assert coarse_place(place, rounding) == place


@pytest.mark.parametrize("rounding", ROUNDINGS)
def test_records_and_columns_are_rounded_alike(rounding: str, store: Store) -> None:
    incidents = to_incidents(store.frame())
    rounded = coarse_columns(incidents, rounding)
    for row, one in enumerate(store.incidents()):
        record: Incident = coarse(one, rounding)
        if record.place is None:
            assert np.isnan(rounded.latitude[row])
        else:
            assert (rounded.latitude[row], rounded.longitude[row]) == (record.place.latitude, record.place.longitude)
            assert rounded.radius_km[row] == record.place.radius_km


@pytest.mark.parametrize(
    ("name", "form"), [("map.png", "png"), ("Map.HTML", "html"), ("x.acled.csv", "acled"), ("x.csv", "csv")]
)
def test_the_ending_decides_the_format(name: str, form: str) -> None:
    assert form_of(Path(name)) == form


def test_wrong_wishes_are_one_sentence(store: Store) -> None:
    with pytest.raises(ValueError, match=r"map\.bmp: no snapshot has this ending; choose one of \.png"):
        form_of(Path("map.bmp"))
    for form, order in (("bmp", Order()), ("png", Order(size="huge")), ("png", Order(rounding="5 km"))):
        with pytest.raises(ValueError, match="is not known; choose one of"):
            snapshot(source_of(store), form, order)


def test_more_incidents_than_a_format_holds_are_one_sentence(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MOST, "html", 10)
    with pytest.raises(ValueError, match="incidents are too many for .html, which holds 10: narrow the filters"):
        snapshot(source_of(store), "html", Order())
