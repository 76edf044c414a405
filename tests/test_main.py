"""The command line prints the contract's JSON and names what it could not read."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.__main__ import main
from geo.records import Reading
from geo.store.store import open_store

ROOT = Path(__file__).parent.parent
STRIKE = "BAGHDAD, Jan. 4 - An air strike hit a convoy north of Mosul on Friday, killing four fighters.\n"


def run(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "geo", *map(str, arguments)],
        cwd=ROOT, capture_output=True, text=True, check=False, env={**os.environ, **environment},
    )  # fmt: skip


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "strike.txt"
    path.write_text(STRIKE, encoding="utf-8")
    return path


@pytest.fixture
def store_of_one(read: Callable[..., Reading], tmp_path: Path) -> str:
    address = str(tmp_path / "one.db")
    store = open_store(address)
    store.load(read(STRIKE, "2020-01-04"))
    store.close()
    return address


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_incidents_prints_one_json_object_a_line(article: Path) -> None:
    done = run("incidents", article, "--published", "2020-01-04")
    assert done.returncode == 0, done.stderr
    found = rows(done.stdout)
    assert [row["sub_event_type"] for row in found] == ["Air/drone strike"]
    assert found[0]["date_start"] == "2020-01-03"
    assert found[0]["excerpts"]
    assert all(STRIKE[told["start"] : told["end"]] == told["text"] for told in found[0]["excerpts"])


def test_mentions_prints_places_and_dates_with_exact_offsets(article: Path) -> None:
    done = run("mentions", article, "--published", "2020-01-04")
    assert done.returncode == 0, done.stderr
    found = rows(done.stdout)
    assert {"place", "date"} <= {row["kind"] for row in found}
    assert all(STRIKE[row["start"] : row["end"]] == row["text"] for row in found)
    assert any(row["text"] == "Mosul" and row["country_code"] == "IQ" for row in found)


def test_a_file_that_cannot_be_read_is_one_line_and_the_others_are_read(article: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    done = run("incidents", missing, article, "--published", "2020-01-04")
    assert done.returncode == 1
    assert [line for line in done.stderr.splitlines() if "missing.txt" in line]
    assert "Traceback" not in done.stderr
    assert len(rows(done.stdout)) == 1


def test_a_bad_publication_day_is_a_sentence_with_the_cure(article: Path) -> None:
    done = run("incidents", article, "--published", "yesterday")
    assert done.returncode == 2
    assert "write it as 2020-01-04" in done.stderr


def test_output_goes_to_the_named_file(article: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    done = run("incidents", article, "--published", "2020-01-04", "-o", target)
    assert done.returncode == 0 and done.stdout == ""
    assert len(rows(target.read_text(encoding="utf-8"))) == 1


def test_loading_twice_is_loading_once(article: Path, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'store.db'}"
    counts = []
    for _ in range(2):
        done = run("load", article, "--published", "2020-01-04", DATELINE_DATABASE=address)
        assert done.returncode == 0, done.stderr
        counts.append(open_store(address).count())
    assert counts[0] == counts[1]


def test_an_incident_table_is_loaded_with_its_source(tmp_path: Path) -> None:
    from geo.store.store import open_store

    table = tmp_path / "acled.csv"
    table.write_text(
        "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,location,latitude,longitude,notes\n"
        "KEN1,2023-05-17,1,Armed clash,Al Shabaab,Police,Kenya,Milihoi,-2.3,40.65,They clashed at Milihoi.\n"
        "KEN2,some day,1,Armed clash,Al Shabaab,Police,Kenya,Milihoi,-2.3,40.65,Bad row.\n",
        encoding="utf-8",
    )
    address = f"sqlite:///{tmp_path / 'store.db'}"
    for _ in range(2):
        done = run("load", table, DATELINE_DATABASE=address)
        assert done.returncode == 1
        assert 'acled.csv, line 3: not a row of ACLED ("some day" is not a day)' in done.stderr
    store = open_store(address)
    assert store.count()["incidents"] == 1
    assert set(store.frame().incidents["source"]) == {"ACLED"}


@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "html", "geojson", "csv", "kml", "gpkg", "xlsx", "acled.csv"])
def test_a_snapshot_has_the_format_of_its_ending(ending: str, store_of_one: str, tmp_path: Path) -> None:
    target = tmp_path / f"map.{ending}"
    assert main(["snapshot", "--database", store_of_one, "-o", str(target), "--from", "2020-01-01"]) == 0
    assert target.stat().st_size > 200


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["-o", "map.tiff"], "no snapshot has this ending"),
        (["-o", "map.png", "--actor", "Nobody At All"], "no report names such an actor"),
        (["-o", "map.png", "--size", "poster"], "'poster' is not known"),
    ],
)
def test_a_snapshot_that_cannot_be_made_is_one_sentence(
    options: list[str], message: str, store_of_one: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    options = [str(tmp_path / option) if option.startswith("map.") else option for option in options]
    assert main(["snapshot", "--database", store_of_one, *options]) == 1
    assert message in capsys.readouterr().err
    assert not list(tmp_path.glob("map.*"))


@pytest.mark.parametrize("box", ["1,2,3", "a,b,c,d", "10,0,5,20"])
def test_a_bad_box_is_a_sentence_with_the_cure(box: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["snapshot", "-o", "map.png", "--bbox", box])
    assert "is no box; " in capsys.readouterr().err


def test_a_geonames_file_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["gazetteer", "--geonames", str(tmp_path / "allCountries.zip")]) == 1
    assert "https://download.geonames.org" in capsys.readouterr().err
