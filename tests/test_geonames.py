"""The full GeoNames: its dump becomes the gazetteer in one step, or nothing changes."""

from __future__ import annotations

import csv
import gzip
import zipfile
from pathlib import Path

import pytest

import geo.gazetteer.geonames
from geo.gazetteer.gazetteer import Gazetteer
from geo.gazetteer.geonames import build_from_dump
from geo.gazetteer.placeindex import current_full
from geo.gazetteer.placetables import TABLES


def line(
    number: int,
    name: str,
    *,
    other: str = "",
    at: tuple[float, float] = (33.0, 44.0),
    code: str = "P.PPL",
    country: str = "IQ",
    admin1: str = "07",
    admin2: str = "",
    people: int = 0,
) -> str:
    kind, _, feature = code.partition(".")
    columns = [str(number), name, name, other, str(at[0]), str(at[1]), kind, feature, country, "", admin1, admin2]
    return "\t".join([*columns, "", "", str(people), "", "0", "Asia/Baghdad", "2026-01-01"])


DUMP = [
    line(99237, "Republic of Iraq", code="A.PCLI", admin1="00"),
    line(98182, "Baghdad", other="Bagdad,بغداد", at=(33.34, 44.4), code="P.PPLC", people=7_216_000),
    line(98183, "Baghdad Governorate", code="A.ADM1"),
    line(7, "Rusafa District", code="A.ADM2", admin2="R1"),
    line(8, "Hawija Creek", code="H.STM"),
    line(9, "Abu Dis", admin1="07", admin2="R1", people=900),
    line(10, "White House", other="Hotel", code="S.HTL"),
]
ALTERNATES = [
    "1\t98182\ten\tBaghdad City\t\t\t\t\t\t",
    "2\t98182\ten\tMadinat as-Salam\t\t\t\t1\t\t",
    "3\t98182\tlink\thttps://en.wikipedia.org/wiki/Baghdad\t\t\t\t\t\t",
    "4\t424242\ten\tNowhere\t\t\t\t\t\t",
    "5\t9\t\tAbu Dees Sharqi\t\t\t\t\t\t",
]


@pytest.fixture
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The project's tables, cut down to Iraq."""
    folder = tmp_path / "tables"
    folder.mkdir()
    for path in TABLES.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            header, *rows = csv.reader(lines)
        kept = [row for row in rows if path.stem in ("junk", "features") or (row[0] == "IQ" and path.stem != "aliases")]
        with (folder / path.name).open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *kept])
    with gzip.open(folder / "town_divisions.csv.gz", "wt") as out:
        out.write("geonameid_step,divisions2_row\n")
    monkeypatch.setattr(geo.gazetteer.geonames, "built_in_towns", lambda *_: {})
    return folder


def write(path: Path, lines: list[str], inside: str = "") -> Path:
    """A text file, or a zip archive when there is a name for the file inside."""
    text = "".join(f"{one}\n" for one in lines)
    if inside:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("readme.txt", "about GeoNames")
            archive.writestr(inside, text)
    else:
        path.write_text(text, encoding="utf-8")
    return path


def opened(home: Path) -> Gazetteer:
    folder = current_full(home / "gazetteer")
    assert folder is not None
    return Gazetteer(folder)


def test_dump_becomes_the_gazetteer(tmp_path: Path, tables: Path) -> None:
    said: list[tuple[str, float]] = []
    done = build_from_dump(
        write(tmp_path / "allCountries.zip", DUMP, "allCountries.txt"),
        folder=tmp_path,
        progress=lambda what, share: said.append((what, share)),
        tables_folder=tables,
    )
    gazetteer = opened(tmp_path)
    baghdad = gazetteer.candidates("Baghdad")[0].entry
    assert (baghdad.level, baghdad.geonameid, baghdad.is_capital, baghdad.admin1) == ("city", 98182, True, "Baghdad")
    assert gazetteer.candidates("بغداد")[0].entry.id == 98182
    assert gazetteer.candidates("Abu Dis")[0].entry.admin2 == "Rusafa District"
    assert gazetteer.candidates("Hawija Creek")[0].entry.level == "river"
    assert (done.places, done.bad) == (5, 0)
    assert said[-1][1] == 1.0
    assert sorted(share for _, share in said) == [share for _, share in said]


def test_countries_and_divisions_keep_their_radius_and_get_geonames_number(tmp_path: Path, tables: Path) -> None:
    build_from_dump(write(tmp_path / "allCountries.txt", DUMP), folder=tmp_path, tables_folder=tables)
    gazetteer = opened(tmp_path)
    iraq = gazetteer.candidates("Republic of Iraq")[0].entry
    assert (iraq.name, iraq.level, iraq.geonameid) == ("Iraq", "country", 99237)
    assert iraq.radius_km > 300
    province = next(m.entry for m in gazetteer.candidates("Baghdad Governorate") if m.entry.level == "admin1")
    assert province.geonameid == 98183
    assert 20 < province.radius_km < 80


def test_alternate_names_come_from_their_own_file_when_it_is_given(tmp_path: Path, tables: Path) -> None:
    build_from_dump(
        write(tmp_path / "allCountries.txt", DUMP),
        write(tmp_path / "alternateNamesV2.zip", ALTERNATES, "alternateNamesV2.txt"),
        folder=tmp_path,
        tables_folder=tables,
    )
    gazetteer = opened(tmp_path)
    assert gazetteer.candidates("Baghdad City")[0].entry.id == 98182
    assert gazetteer.candidates("Madinat as-Salam")[0].how == "former"
    assert gazetteer.candidates("Abu Dees Sharqi")[0].entry.name == "Abu Dis"
    assert not gazetteer.knows("Bagdad")
    assert not gazetteer.knows("https://en.wikipedia.org/wiki/Baghdad")


def test_bad_lines_are_counted_and_named_and_not_fatal(tmp_path: Path, tables: Path) -> None:
    bad = [
        "half a line",
        line(11, "").replace("11\t\t\t", "11\t\t\t"),
        line(12, "Polar", at=(133.0, 44.0)),
        line(13, "Text").replace("44.0", "east"),
    ]
    path = tmp_path / "allCountries.txt"
    path.write_bytes(
        "".join(f"{one}\n" for one in [*bad, *DUMP]).encode() + b"\xff\xfe broken \xff\n" + line(14, "Late").encode()
    )
    done = build_from_dump(path, folder=tmp_path, tables_folder=tables)
    assert done.bad == 5
    assert done.bad_lines[0] == "allCountries.txt, line 1: 1 columns instead of 19"
    assert "line 2: no name" in done.bad_lines[1]
    assert "no point on earth" in done.bad_lines[2]
    assert opened(tmp_path).knows("Late")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("allCountries.zip", b"PK\x03\x04 half", "is not a zip archive"),
        ("allCountries.txt", b"a page in the place of the file\n", "has no line in the format"),
        ("missing.zip", None, "is not there"),
    ],
)
def test_failed_import_says_why_and_keeps_the_index_before(
    tmp_path: Path, tables: Path, name: str, content: bytes | None, sentence: str
) -> None:
    build_from_dump(write(tmp_path / "first.txt", DUMP), folder=tmp_path, tables_folder=tables)
    before = current_full(tmp_path / "gazetteer")
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises((ValueError, FileNotFoundError), match=sentence):
        build_from_dump(tmp_path / name, folder=tmp_path, tables_folder=tables)
    assert current_full(tmp_path / "gazetteer") == before
    assert opened(tmp_path).knows("Baghdad")


def test_archive_that_breaks_off_is_an_error(tmp_path: Path, tables: Path) -> None:
    whole = write(tmp_path / "allCountries.zip", [line(n, f"Town {n}") for n in range(20, 4000)], "allCountries.txt")
    content = bytearray(whole.read_bytes())
    content[2000:2100] = bytes(100)
    whole.write_bytes(bytes(content))
    with pytest.raises(ValueError, match="breaks off"):
        build_from_dump(whole, folder=tmp_path, tables_folder=tables)


def test_interrupted_import_goes_on_where_it_stood(
    tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geo.gazetteer.geonames, "BATCH", 10)
    monkeypatch.setattr(geo.gazetteer.geonames, "CHECKPOINT", 20)
    path = write(tmp_path / "allCountries.txt", [line(n, f"Town {n}") for n in range(1000, 1100)])
    read = geo.gazetteer.geonames._Places.read
    seen: list[bytes] = []

    def interrupted(self: object, text: bytes, *rest: object) -> None:
        if text.startswith(b"1070") and len(seen) < 80:
            raise KeyboardInterrupt
        seen.append(text)
        read(self, text, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(geo.gazetteer.geonames._Places, "read", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build_from_dump(path, folder=tmp_path, tables_folder=tables)
    assert current_full(tmp_path / "gazetteer") is None
    monkeypatch.setattr(geo.gazetteer.geonames._Places, "read", read)
    done = build_from_dump(path, folder=tmp_path, tables_folder=tables)
    gazetteer = opened(tmp_path)
    assert len(seen) == 70
    assert done.places == 100
    assert all(gazetteer.knows(f"Town {number}") for number in range(1000, 1100))
    assert not list((tmp_path / "gazetteer").glob(".geonames-unfinished"))


def test_second_import_replaces_the_first(tmp_path: Path, tables: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build_from_dump(write(tmp_path / "one.txt", DUMP), folder=tmp_path, tables_folder=tables)
    reader = opened(tmp_path)
    monkeypatch.setattr(geo.gazetteer.geonames.time, "strftime", lambda _: "later")
    build_from_dump(write(tmp_path / "two.txt", [line(50, "Newtown")]), folder=tmp_path, tables_folder=tables)
    assert reader.knows("Baghdad"), "whoever has the old index open can still read it"
    assert opened(tmp_path).knows("Newtown")
    assert not opened(tmp_path).knows("Abu Dis")
    assert len(list((tmp_path / "gazetteer").glob("geonames-*"))) == 2  # the index and the lock
