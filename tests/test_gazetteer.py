"""The built-in gazetteer: what a name may mean, the likeliest first."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import geo.gazetteer.gazetteer
from geo.gazetteer.gazetteer import Gazetteer, open_gazetteer
from geo.gazetteer.placeindex import LEVELS, IndexWriter, NameRow, PlaceRow
from geo.gazetteer.placetables import read_tables

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize(
    ("name", "found", "level", "country"),
    [
        ("Najaf", "Najaf", "city", "IQ"),
        ("Baghdad", "Baghdad", "city", "IQ"),
        ("Kuwait", "Kuwait", "country", "KW"),
        ("Tehran", "Tehran", "city", "IR"),
        ("Kiev", "Kyiv", "city", "UA"),
        ("Mawsil", "Mosul", "city", "IQ"),
        ("al-Raqqah", "Ar Raqqah", "city", "SY"),
        ("Darfur", "Darfur", "region", "SD"),
        ("Georgia", "Georgia", "country", "GE"),
        ("Calif.", "California", "admin1", "US"),
        ("U.S.", "United States", "country", "US"),
        ("DRC", "Democratic Republic of the Congo", "country", "CD"),
        ("Iranian", "Iran", "country", "IR"),
        ("Burma", "Myanmar", "country", "MM"),
        ("Nineveh Governorate", "Nineveh", "admin1", "IQ"),
        ("County Mayo", "Mayo", "admin2", "IE"),
        ("New York", "New York City", "city", "US"),
        ("European", "Europe", "continent", ""),
        ("White House", "White House", "site", "US"),
        ("Eastern Ghouta", "Eastern Ghouta", "region", "SY"),
        ("Bagram airbase", "Bagram", "base", "AF"),
        ("Strait of Hormuz", "Strait of Hormuz", "strait", ""),
        ("the Green Zone", "Green Zone", "site", "IQ"),
        ("Cote d'Ivoire", "Ivory Coast", "country", "CI"),
        ("South Ossetian", "South Ossetia", "region", "GE"),
        ("Nord-Kivu", "North Kivu", "admin1", "CD"),
        ("Bronx", "The Bronx", "city", "US"),
        ("Cambridge", "Cambridge", "city", "GB"),
        ("Bruges", "Brugge", "city", "BE"),
        ("Nizhny Novgorod", "Nizhniy Novgorod", "city", "RU"),
        ("S. Korea", "South Korea", "country", "KR"),
        ("Bunagana", "Bunagana", "city", "CD"),
        ("JFK", "JFK Airport", "airport", "US"),
        ("Euskadi", "Basque Country", "admin1", "ES"),
    ],
)
def test_name_means_first_of_all(gazetteer: Gazetteer, name: str, found: str, level: str, country: str) -> None:
    best = gazetteer.candidates(name)[0].entry
    assert (best.name, best.level, best.country_code) == (found, level, country)


@pytest.mark.parametrize("name", ["", "Xyzzyville", "us", "calif.", "Northern"])
def test_what_is_no_place_has_no_candidates(gazetteer: Gazetteer, name: str) -> None:
    assert not [match for match in gazetteer.candidates(name) if match.entry.level != "city"]
    assert not [match for match in gazetteer.candidates(name) if match.how != "name"]


def test_longest_name_wins_over_its_beginning(gazetteer: Gazetteer) -> None:
    assert gazetteer.longest(["in", "New", "York", "City", "today"], 1) == 3
    assert gazetteer.longest(["Deir", "ez", "-", "Zor"]) == 4
    assert gazetteer.longest(["purple"]) == 0


@pytest.mark.parametrize(
    ("name", "country"),
    [("Thursday", "AU"), ("Academy", "US"), ("Linda", "TZ"), ("Milton", "KS"), ("Ben", "CH"), ("swldw", "AD")],
)
def test_alternate_names_that_only_mislead_are_left_out(gazetteer: Gazetteer, name: str, country: str) -> None:
    assert not [m for m in gazetteer.candidates(name) if m.how == "alternate" and m.entry.country_code == country]


def test_text_without_end_is_no_name(gazetteer: Gazetteer) -> None:
    endless = "Baghdad" * 100_000
    assert not gazetteer.knows(endless)
    assert gazetteer.candidates(endless) == []
    assert gazetteer.longest(["Baghdad", endless]) == 1


def test_main_names_stay_though_they_are_words(gazetteer: Gazetteer) -> None:
    assert gazetteer.candidates("Bath")[0].entry.country_code == "GB"
    assert "TN" in {match.entry.admin1_code for match in gazetteer.candidates("White House")}


@pytest.mark.parametrize(
    ("country", "radius"), [("IQ", (300, 600)), ("RU", (2000, 5000)), ("LU", (20, 60)), ("CL", (1000, 2500))]
)
def test_countries_are_areas(gazetteer: Gazetteer, country: str, radius: tuple[int, int]) -> None:
    name = {"IQ": "Iraq", "RU": "Russia", "LU": "Luxembourg", "CL": "Chile"}[country]
    entry = next(m.entry for m in gazetteer.candidates(name) if m.entry.level == "country")
    place = gazetteer.to_place(entry)
    assert (place.country_code, place.precision) == (country, "country")
    assert radius[0] < place.radius_km < radius[1]


def test_entry_is_found_by_its_number(gazetteer: Gazetteer) -> None:
    baghdad = gazetteer.candidates("Baghdad")[0].entry
    assert gazetteer.entry(baghdad.id) == baghdad
    assert baghdad.is_capital
    assert gazetteer.entry(-1) is None


def test_index_is_built_once_and_again_when_a_table_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Path] = []

    def write(folder: Path, _progress: object) -> None:
        built.append(folder)
        with IndexWriter(folder) as index:
            index.add([PlaceRow(1, "Somewhere", 1.0, 2.0, 3, "city")], [NameRow("somewhere", 1, "name", 3)])

    monkeypatch.setattr(geo.gazetteer.gazetteer, "write_builtin", write)
    monkeypatch.setattr(geo.gazetteer.gazetteer, "fingerprint", lambda: "one")
    assert open_gazetteer(tmp_path).knows("Somewhere")
    assert open_gazetteer(tmp_path).candidates("somewhere")[0].entry.longitude == 2.0
    monkeypatch.setattr(geo.gazetteer.gazetteer, "fingerprint", lambda: "two")
    assert open_gazetteer(tmp_path).knows("Somewhere")
    monkeypatch.setattr(geo.gazetteer.gazetteer, "fingerprint", lambda: "three")
    assert open_gazetteer(tmp_path).knows("Somewhere")
    assert [folder.name for folder in built] == ["built-in-one", "built-in-two", "built-in-three"]
    kept = sorted(folder.name for folder in (tmp_path / "gazetteer").glob("built-in-*"))
    assert kept == ["built-in-three", "built-in-two"]


RACE = """
import sys, time
from pathlib import Path
import geo.gazetteer.gazetteer
from geo.gazetteer.placeindex import IndexWriter, NameRow, PlaceRow

def write(folder, _progress):
    with Path(sys.argv[1], "built").open("a") as log:
        log.write("once\\n")
    time.sleep(0.5)
    with IndexWriter(folder) as index:
        index.add([PlaceRow(1, "Somewhere", 1.0, 2.0, 3, "city")], [NameRow("somewhere", 1, "name", 3)])

geo.gazetteer.gazetteer.write_builtin = write
assert geo.gazetteer.gazetteer.open_gazetteer(Path(sys.argv[1])).knows("Somewhere")
"""


def test_of_many_processes_one_builds_the_index_and_all_read_it(tmp_path: Path) -> None:
    left = tmp_path / "gazetteer" / ".built-in-stopped"
    left.mkdir(parents=True)
    racers = [subprocess.Popen([sys.executable, "-c", RACE, str(tmp_path)], cwd=ROOT) for _ in range(4)]
    assert [racer.wait(timeout=60) for racer in racers] == [0, 0, 0, 0]
    assert (tmp_path / "built").read_text() == "once\n"
    assert not left.exists()


def test_writing_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), IndexWriter(tmp_path / "index") as index:
        index.add([PlaceRow(1, "Somewhere", 1.0, 2.0, 3, "city")], ())
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_folder_that_cannot_be_written_is_one_sentence_with_the_cure(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match="set DATELINE_CACHE to a folder that can be written"):
        open_gazetteer(tmp_path / "file")


def test_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"countries\.csv is missing"):
        read_tables(tmp_path)


def test_every_site_has_a_level_a_radius_and_a_country_that_there_is() -> None:
    tables = read_tables()
    countries = {place.country_code for place in tables.countries} | {""}
    assert len(tables.special) > 800
    for place, _ in tables.special:
        assert place.level in LEVELS
        assert place.radius_km > 0
        assert place.country_code in countries, place.name
        assert abs(place.latitude) <= 90 and abs(place.longitude) <= 180
