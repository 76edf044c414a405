"""The map: what goes to the browser is small, always safe, and says what a click means."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from geo.store.store import open_store
from geo.view.clusters import WORLD, Viewport, find_groups
from geo.view.generate import generate
from geo.view.map import ground, install_assets, label_of, marks, pick_of, read_pick
from geo.view.view import to_incidents
from tests.hostile import HOSTILE
from tests.made import BAGHDAD, in_memory, incident, several


def script_of(layer: object) -> str:
    """The JavaScript of the layer's marks."""
    [child] = layer._children.values()  # type: ignore[attr-defined]
    return str(child.data)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names_reach_the_browser_as_entities(tmp_path: Path, text: str) -> None:
    one = replace(incident(1), sub_event_type=text, place=replace(BAGHDAD, name=text))
    found = in_memory(tmp_path, [one])
    script = script_of(marks(found, find_groups(found, found.placed, WORLD)))
    [group] = json.loads(script)["groups"]
    assert not set("<>\"'\\`${}") & set(group["label"])


def test_a_click_on_one_mark_asks_for_its_incident(tmp_path: Path) -> None:
    found = in_memory(tmp_path, [replace(incident(1), id="i 1 ${x} \\0 é")])
    [group] = find_groups(found, found.placed, WORLD)
    pick = pick_of(found, group)
    assert re.fullmatch(r"incident [A-Za-z0-9_=-]+", pick)
    assert read_pick(pick) == "i 1 ${x} \\0 é"


def test_a_click_on_several_at_one_place_asks_for_their_list(tmp_path: Path) -> None:
    found = in_memory(tmp_path, [incident(1), incident(2, "Rain fell on the town.")])
    [group] = find_groups(found, found.placed, WORLD)
    picked = read_pick(pick_of(found, group))
    assert isinstance(picked, tuple)
    assert picked[0] == pytest.approx((BAGHDAD.latitude, BAGHDAD.longitude) * 2, abs=1e-5)
    assert label_of(found, group) == "2 incidents at Baghdad: 2 Explosions/Remote violence"


def test_a_click_on_a_wide_group_comes_closer(tmp_path: Path) -> None:
    found = in_memory(tmp_path, several())
    wide = [group for group in find_groups(found, found.placed, WORLD) if not group.area]
    assert [pick_of(found, group) for group in wide] == [""]


@pytest.mark.parametrize("pick", ["", "incident", "incident ???", "place 1 2", "place a b c d e", "other x"])
def test_a_click_that_makes_no_sense_asks_for_nothing(pick: str) -> None:
    assert read_pick(pick) in (None, "")


def test_the_ground_is_the_same_every_time() -> None:
    def text(made: object) -> str:
        return re.sub(r"[0-9a-f]{32}", "", made.get_root().render())  # type: ignore[attr-defined]

    assert text(ground()) == text(ground())


def test_every_file_of_the_ground_comes_from_this_machine() -> None:
    html = ground().get_root().render()
    assert re.findall(r'(?:src|href)="(?!\.\./\.\./app/static/)[^"#]+"', html) == []


def test_assets_are_installed_once(tmp_path: Path) -> None:
    install_assets(tmp_path)
    files = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in files} >= {"leaflet.js", "leaflet.css", "map.js", "towns.json", "countries-10m.json"}
    install_assets(tmp_path)
    assert files == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}


@pytest.mark.parametrize("view", [WORLD, Viewport(20, 20, 50, 80, 4), Viewport(30, 40, 40, 50, 7)])
def test_what_is_sent_does_not_grow_with_the_incidents(tmp_path: Path, view: Viewport) -> None:
    store = open_store(str(tmp_path / "made.db"))
    store.load_bulk(generate(6000, seed=1, incidents_per_article=4))
    found = to_incidents(store.frame())
    assert len(script_of(marks(found, find_groups(found, found.placed, view)))) < 40_000
