"""A map with all its incidents in one HTML file that opens from disk without a network."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from geo.export.columns import COLUMNS, Articles
from geo.export.export import features_of
from geo.export.recipe import Recipe
from geo.folders import DATA
from geo.records import Incident
from geo.view.basemap import ATTRIBUTION, FOLDER, country_names, towns
from geo.view.escape import escape
from geo.view.symbols import AREA_PRECISIONS, STATUS_STYLES, SYMBOLS, path_of

TEMPLATE = DATA / "onepage"
PAGE_FILES = DATA / "page"
MOST_TOWNS = 2500


def to_page(incidents: Sequence[Incident], articles: Articles, recipe: Recipe) -> bytes:
    """The page as UTF-8. The same incidents and the same recipe give the same bytes."""
    data = to_json({"type": "FeatureCollection", "features": features_of(incidents, articles, recipe.rounding)})
    parts = {
        "title": escape(recipe.title),
        "captions": "\n".join(f'<p dir="auto">{escape(line)}</p>' for line in recipe.lines()),
        "program": escape(recipe.program),
        "exported": escape(f", exported {recipe.exported}") if recipe.exported else "",
        "attribution": escape(ATTRIBUTION),
        "sha256": hashlib.sha256(data.encode()).hexdigest(),
        "recipe": to_json(recipe.to_json()),
        "articles": to_json({key: _article(articles, key) for key in sorted(articles)}),
        "about": to_json(_about(incidents)),
        "data": data,
        **_files(),
    }
    page = (TEMPLATE / "page.html").read_text(encoding="utf-8")
    return re.sub(r"\{\{(\w+)\}\}", lambda found: parts[found[1]], page).encode()


def to_json(value: Any) -> str:
    """The value as JSON that can stand inside a script of a page: no text in it ends the script."""
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _article(articles: Articles, key: str) -> Mapping[str, str]:
    article = articles[key]
    published = article.published.isoformat() if article.published else ""
    return {"title": article.title, "source": article.source, "url": article.url, "published": published}


def _about(incidents: Sequence[Incident]) -> Mapping[str, Any]:
    """What the page's program must know beside the data: symbols, columns, names of countries."""
    codes = {incident.place.country_code for incident in incidents if incident.place}
    return {
        "symbols": [[kind, symbol.fill, path_of(symbol, 8)] for kind, symbol in SYMBOLS.items()],
        "statuses": list(STATUS_STYLES),
        "attribution": ATTRIBUTION,
        "areas": AREA_PRECISIONS,
        "columns": COLUMNS,
        "countries": {code: name for code, name in sorted(country_names().items()) if code in codes},
    }


@lru_cache(maxsize=1)
def _files() -> Mapping[str, str]:
    """The programs, styles and the base map that every page carries."""
    spec = find_spec("leaflet")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package django-leaflet is not installed: pip install -r requirements.txt")
    leaflet = Path(spec.submodule_search_locations[0]) / "static" / "leaflet"
    rows = [[town.name, town.latitude, town.longitude, town.population, int(town.capital)] for town in towns()]
    rows = [row for number, row in enumerate(rows) if number < MOST_TOWNS or row[4]]
    countries = (FOLDER / "countries-50m.json").read_text(encoding="utf-8")
    world = f'{{"countries":{countries},"towns":{json.dumps(rows, separators=(",", ":"))}}}'
    packed = gzip.compress(world.encode(), compresslevel=9, mtime=0)
    styles = {"leaflet_css": leaflet / "leaflet.css", "map_css": PAGE_FILES / "map.css"}
    programs = {
        "leaflet_js": leaflet / "leaflet.js",
        "map_js": PAGE_FILES / "map.js",
        "ground_js": TEMPLATE / "ground.js",
        "page_js": TEMPLATE / "page.js",
    }
    return {
        "world": base64.b64encode(packed).decode("ascii"),
        "page_css": (TEMPLATE / "page.css").read_text(encoding="utf-8"),
        **{name: _without_images(path.read_text(encoding="utf-8")) for name, path in styles.items()},
        **{name: _inside_script(path.read_text(encoding="utf-8")) for name, path in programs.items()},
    }


def _without_images(style: str) -> str:
    """A style sheet that asks for no other file."""
    return re.sub(r"url\((?!['\"]?data:)[^)]*\)", "none", style)


def _inside_script(program: str) -> str:
    """A program that can stand inside a page: nothing ends the script, and no map of its source is asked for."""
    return re.sub(r"(?m)^//# sourceMappingURL=.*$", "", program).replace("</script", "<\\/script")
