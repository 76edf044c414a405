"""The full GeoNames as the gazetteer's index: its published dump, read as a stream.

``allCountries.zip`` has a line of 19 columns for each of twelve million places, ``alternateNamesV2.zip`` one
of ten columns for each of eighteen million names (download.geonames.org/export/dump, CC BY 4.0). The
project's own tables are part of this index too: its countries and first-level divisions keep their radius.
"""

from __future__ import annotations

import io
import shutil
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from geo.gazetteer.gazetteer import cache_folder
from geo.gazetteer.names import name_key
from geo.gazetteer.placeindex import LEVELS, IndexWriter, NameRow, PlaceRow, exclusive, use_full
from geo.gazetteer.placenames import PlaceNames, bare_division
from geo.gazetteer.placetables import TABLES, Tables, alias_numbers, alias_rows, note_names, read_tables
from geo.gazetteer.towns import built_in_towns, fingerprint, town_radius, write_tables
from geo.records import Progress

BATCH = 20_000
CHECKPOINT = 1_000_000
NAMED_BAD_LINES = 20
_SKIPPED_LANGUAGES = frozenset(
    ("link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "piny", "abbr", "fr_1793")
)


@dataclass(slots=True)
class Import:
    """What came of an import: how much was read, and which lines could not be."""

    places: int = 0
    names: int = 0
    bad: int = 0
    bad_lines: list[str] = field(default_factory=list)

    def note(self, problem: str) -> None:
        """Counts a bad line, and names it when it is among the first."""
        self.bad += 1
        if len(self.bad_lines) < NAMED_BAD_LINES:
            self.bad_lines.append(problem)


def build_from_dump(
    all_countries: Path,
    alternate_names: Path | None = None,
    progress: Progress | None = None,
    folder: Path | None = None,
    tables_folder: Path = TABLES,
) -> Import:
    """Makes the full index from GeoNames' dump and puts it into use in the place of the one before.

    An import that was interrupted goes on where it last stood, when the files are still the same. Until it
    is complete, and whenever it fails, the index before stays in use. Raises FileNotFoundError, or
    ValueError when a file is not what it should be.
    """
    home = (folder or cache_folder()) / "gazetteer"
    sources = [_source(path) for path in (all_countries, alternate_names) if path is not None]
    work = home / ".geonames-unfinished"
    tell = progress or (lambda _what, _share: None)
    with exclusive(home / "geonames-lock.sqlite"):
        target = home / f"geonames-{time.strftime('%Y%m%dT%H%M%S')}"
        edition = {"source": "GeoNames", "files": sources, "fingerprint": fingerprint(tables_folder)}
        _forget_other(work, edition)
        with IndexWriter(target, edition, work) as index:
            done = _read_all(index, all_countries, alternate_names, read_tables(tables_folder), tell, edition)
            tell("Sorting the index", 0.8)
        use_full(home, target)
    tell("The gazetteer is ready", 1.0)
    return done


def _source(path: Path) -> list[object]:
    if not path.exists():
        raise FileNotFoundError(f"{path} is not there; GeoNames has it at https://download.geonames.org/export/dump/")
    with _open_lines(path):
        return [path.name, path.stat().st_size, path.stat().st_mtime_ns]


def _forget_other(work: Path, edition: dict[str, Any]) -> None:
    """Removes what is left of an import of other files."""
    note = work / "edition"
    if work.exists() and (not note.exists() or note.read_text(encoding="utf-8") != repr(edition)):
        shutil.rmtree(work)
    work.mkdir(parents=True, exist_ok=True)
    note.write_text(repr(edition), encoding="utf-8")


def _read_all(
    index: IndexWriter, all_countries: Path, alternate_names: Path | None, tables: Tables, tell: Progress, edition: Any
) -> Import:
    state = index.state
    done = Import(**{key: state[key] for key in ("places", "names", "bad", "bad_lines")}) if state else Import()
    names = PlaceNames(tables.junk, tables.common, tables.first_names)
    note_names(names, tables)
    aliased = built_in_towns(tables, names, alias_numbers(tables))
    if not state:
        write_tables(index, names, tables, ())
        index.add((), alias_rows(tables, aliased))
        index.checkpoint(step=0, line=0, **_counts(done))
    share = 0.7 if alternate_names is None else 0.35
    reader = _Places(names, tables, with_alternates=alternate_names is None)
    if index.state["step"] == 0:
        _read_file(index, all_countries, reader, done, 0, lambda part: tell("Reading places", 0.02 + share * part))
        if not done.places:
            raise ValueError(
                f"{all_countries} has no line in the format of GeoNames' allCountries: {done.bad_lines[:1]}"
            )
        index.checkpoint(step=1, line=0, **_counts(done))
    if alternate_names is not None:
        more = _Alternates(names, index)
        _read_file(index, alternate_names, more, done, 1, lambda part: tell("Reading names", 0.38 + 0.4 * part))
        index.checkpoint(step=2, line=0, **_counts(done))
    index.manifest |= {"bad_lines": done.bad}
    return done


def _counts(done: Import) -> dict[str, Any]:
    return {"places": done.places, "names": done.names, "bad": done.bad, "bad_lines": done.bad_lines}


def _read_file(
    index: IndexWriter, path: Path, reader: _Places | _Alternates, done: Import, step: int, tell: Any
) -> None:
    """Reads one file from where the last import stopped, keeping where it stands every million lines."""
    skip = int(index.state["line"])
    places: list[PlaceRow] = []
    rows: list[NameRow] = []
    with _open_lines(path) as (lines, size, name):
        read = 0
        for number, line in enumerate(lines, start=1):
            read += len(line)
            if number <= skip:
                continue
            try:
                reader.read(line, places, rows, index)
            except (ValueError, IndexError) as error:
                done.note(f"{name}, line {number}: {error}")
            if number % BATCH == 0:
                done.places, done.names = done.places + len(places), done.names + len(rows)
                index.add(places, rows)
                places, rows = [], []
                tell(min(read / max(size, 1), 1.0))
                if number % CHECKPOINT == 0:
                    index.checkpoint(step=step, line=number, **_counts(done))
        done.places, done.names = done.places + len(places), done.names + len(rows)
        index.add(places, rows)


@contextmanager
def _open_lines(path: Path) -> Iterator[tuple[Iterator[bytes], int, str]]:
    """The lines of a text file, or of the one text file in a zip archive; its size in bytes; its name."""
    if path.suffix.lower() != ".zip":
        with path.open("rb") as file:
            yield file, path.stat().st_size, path.name
        return
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as error:
        raise ValueError(f"{path} is not a zip archive, or only half of one; download it again") from error
    with archive:
        texts = [i for i in archive.infolist() if i.filename.endswith(".txt") and "readme" not in i.filename.lower()]
        inside = next((i for i in texts if Path(i.filename).stem == path.stem), texts[0] if texts else None)
        if inside is None:
            raise ValueError(f"{path} holds no text file; allCountries.zip and alternateNamesV2.zip of GeoNames do")
        with archive.open(inside) as member, io.BufferedReader(member, 1 << 20) as file:  # type: ignore[type-var]
            yield _whole(file, path), inside.file_size, inside.filename


def _whole(file: Iterable[bytes], path: Path) -> Iterator[bytes]:
    try:
        yield from file
    except (EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise ValueError(f"{path} breaks off in the middle ({error}); download it again") from error


class _Places:
    """Turns lines of allCountries into places and their names."""

    def __init__(self, names: PlaceNames, tables: Tables, *, with_alternates: bool) -> None:
        self._names = names
        self._with_alternates = with_alternates
        self._countries = {place.geonameid: place for place in tables.countries}
        self._divisions = {(d.country_code, d.admin1_code): d for d in tables.divisions1}
        self._features = tables.features
        self._radius = {
            (d.country_code, d.admin1_code, bare_division(name_key(d.name))): d.radius_km for d in tables.divisions2
        }

    def read(self, line: bytes, places: list[PlaceRow], rows: list[NameRow], index: IndexWriter) -> None:
        """Adds what the line says; ValueError or IndexError for a bad line."""
        columns = line.decode("utf-8").rstrip("\r\n").split("\t")
        if len(columns) != 19:
            raise ValueError(f"{len(columns)} columns instead of 19")
        geonameid, name = int(columns[0]), columns[1] or columns[2]
        latitude, longitude = float(columns[4]), float(columns[5])
        if not name:
            raise ValueError("no name")
        if not (abs(latitude) <= 90 and abs(longitude) <= 180):
            raise ValueError(f"no point on earth: {columns[4]}, {columns[5]}")
        population = int(columns[14] or 0)
        code = f"{columns[6]}.{columns[7]}"
        country, admin1, admin2 = columns[8], columns[10], columns[11]
        feature = "H.STM" if code.startswith("H.STM") else code
        level, radius = self._features.get(feature) or self._features.get(columns[6], ("site", 1.0))
        own = self._countries.get(geonameid)
        if own is None and level == "admin1":
            own = self._divisions.get((country, admin1))
            if own is not None:
                index.set_geonameid(own.id, geonameid)
        if own is not None:
            place = own._replace(name=name)
        else:
            radius = town_radius(population) if level == "city" else radius
            if level == "admin2":
                radius = self._radius.get((country, admin1, bare_division(name_key(name))), radius)
            place = PlaceRow(geonameid, name, latitude, longitude, population, level, country,
                             "" if admin1 == "00" else admin1, admin2, radius, geonameid, code == "P.PPLC")  # fmt: skip
            places.append(place)
        if level == "admin2":
            index.add_divisions(((f"{country}.{admin1}.{admin2}", name),))
        elif level == "admin1":
            index.add_divisions(((f"{country}.{admin1}", name),))
        alternates = columns[3].split(",") if self._with_alternates and columns[3] else []
        rows.extend(self._names.rows(place, [columns[2], *alternates] if columns[2] != name else alternates))


class _Alternates:
    """Turns lines of alternateNamesV2 into names of the places that are already in the index.

    Of each place only what its names need is held, nine bytes for each GeoNames number.
    """

    def __init__(self, names: PlaceNames, index: IndexWriter) -> None:
        self._names = names
        self._population = np.zeros(1 << 24, np.int32)
        self._level = np.full(1 << 24, -1, np.int8)
        self._country = np.zeros(1 << 24, np.int16)
        self._codes: list[str] = []
        numbers: dict[str, int] = {}
        for geonameid, population, level, country, capital in index.known_places():
            if geonameid >= len(self._level):
                grow = len(self._level)
                self._population = np.concatenate([self._population, np.zeros(grow, np.int32)])
                self._level = np.concatenate([self._level, np.full(grow, -1, np.int8)])
                self._country = np.concatenate([self._country, np.zeros(grow, np.int16)])
            self._population[geonameid] = -1 - min(population, 1 << 30) if capital else min(population, 1 << 30)
            self._level[geonameid] = level
            self._country[geonameid] = numbers.setdefault(country, len(numbers))
        self._codes = list(numbers)
        self._own = {place.geonameid: place for place in index.own_places()}

    def read(self, line: bytes, places: list[PlaceRow], rows: list[NameRow], index: IndexWriter) -> None:
        """Adds the name that the line gives; ValueError or IndexError for a bad line."""
        columns = line.decode("utf-8").rstrip("\r\n").split("\t")
        if len(columns) < 4:
            raise ValueError(f"{len(columns)} columns instead of 10")
        geonameid, language, name = int(columns[1]), columns[2], columns[3]
        if not name:
            raise ValueError("no name")
        if language in _SKIPPED_LANGUAGES or not 0 <= geonameid < len(self._level) or self._level[geonameid] < 0:
            return
        place = self._own.get(geonameid)
        if place is None:
            population = int(self._population[geonameid])
            country = self._codes[self._country[geonameid]]
            place = PlaceRow(
                id=geonameid,
                name="",
                latitude=0.0,
                longitude=0.0,
                population=population if population >= 0 else -1 - population,
                level=LEVELS[self._level[geonameid]],
                country_code=country,
                geonameid=geonameid,
                capital=population < 0,
            )
        historic = len(columns) > 7 and columns[7] == "1"
        rows.extend(self._names.rows(place._replace(name=""), [name], how="former" if historic else "alternate"))
