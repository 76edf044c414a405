"""The marks on a folium map: the page's map, with every file it needs on this machine."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.plugins import Draw
from folium.template import Template

from geo.folders import DATA
from geo.records import EVENT_TYPES
from geo.view.basemap import ATTRIBUTION, DETAILS, FOLDER, towns
from geo.view.clusters import MIN_ZOOM, Group, Heat
from geo.view.escape import escape
from geo.view.symbols import STATUS_STYLES, SYMBOLS, path_of
from geo.view.view import Incidents
from geo.view.wording import day_words, title_words

PAGE_FILES = DATA / "page"
STATIC = "../../app/static/"  # from the map's frame to the page's own files

MAX_ZOOM = 18
EXPAND_TO_ZOOM = 12


def install_assets(static: Path) -> None:
    """Copy what the map needs in the browser into the folder that the page serves; done again it changes nothing."""
    spec = find_spec("leaflet")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("the package django-leaflet is not installed: pip install -r requirements.txt")
    leaflet = Path(spec.submodule_search_locations[0]) / "static" / "leaflet"
    wanted = {path: static / "leaflet" / path.relative_to(leaflet) for path in leaflet.rglob("*") if path.is_file()}
    wanted = {source: target for source, target in wanted.items() if source.suffix in (".js", ".css", ".png", ".svg")}
    wanted |= {PAGE_FILES / name: static / name for name in ("map.js", "map.css")}
    wanted |= {FOLDER / f"countries-{detail}.json": static / f"countries-{detail}.json" for detail in DETAILS}
    for source, target in wanted.items():
        if not target.exists() or target.stat().st_mtime_ns != source.stat().st_mtime_ns:
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = target.with_name(target.name + ".new")
            shutil.copy2(source, copy)
            copy.replace(target)
    names = static / "towns.json"
    if not names.exists() or names.stat().st_mtime < (FOLDER / "towns.csv").stat().st_mtime:
        rows = [[town.name, town.latitude, town.longitude, town.population, int(town.capital)] for town in towns()]
        copy = names.with_name("towns.json.new")
        copy.write_text(json.dumps(rows, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
        copy.replace(names)


def _version() -> str:
    """A mark of the page's own files, so that a browser does not keep old ones."""
    found = b"".join((PAGE_FILES / name).read_bytes() for name in ("map.js", "map.css"))
    return hashlib.sha256(found).hexdigest()[:10]


class _Map(folium.Map):
    """A folium map whose libraries come from this machine."""

    default_js = [("leaflet", STATIC + "leaflet/leaflet.js")]
    default_css = [("leaflet_css", STATIC + "leaflet/leaflet.css")]


class _Draw(Draw):
    """Leaflet.draw from this machine."""

    default_js = [("leaflet_draw_js", STATIC + "leaflet/draw/leaflet.draw.js")]
    default_css = [("leaflet_draw_css", STATIC + "leaflet/draw/leaflet.draw.css")]


class _Ground(JSCSSMixin, MacroElement):
    """The vector map, its names and the legend."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "dateline.ground({{ this._parent.get_name() }}, {{ this.about }});"
        "{% endmacro %}"
    )

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Ground"
        version = _version()
        self.default_js = [("dateline_js", f"{STATIC}map.js?{version}")]
        self.default_css = [("dateline_css", f"{STATIC}map.css?{version}")]
        self.about = to_script(
            {
                "symbols": [[kind, symbol.fill, path_of(symbol, 8)] for kind, symbol in SYMBOLS.items()],
                "statuses": list(STATUS_STYLES),
                "attribution": ATTRIBUTION,
            }
        )


class _Marks(MacroElement):
    """What is drawn anew at every change."""

    _template = Template(
        "{% macro script(this, kwargs) %}dateline.draw({{ this._parent.get_name() }}, {{ this.data }});{% endmacro %}"
    )

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Marks"
        self.data = to_script(data)


def to_script(data: Any) -> str:
    """Data as JavaScript. Texts in it must have been through ``escape``, or be the program's own."""
    return json.dumps(data, separators=(",", ":"), ensure_ascii=True).replace("</", "<\\/")


def ground(latitude: float = 20.0, longitude: float = 10.0, zoom: int = 2) -> folium.Map:
    """The map without marks. Ask for the same start throughout a session, and the browser keeps the map it has."""
    made = _Map(
        location=[latitude, longitude],
        zoom_start=zoom,
        tiles=None,
        max_zoom=MAX_ZOOM,
        min_zoom=MIN_ZOOM,
        maxZoom=MAX_ZOOM,
        minZoom=MIN_ZOOM,
        zoom_control="topright",
        control_scale=True,
        worldCopyJump=False,
        zoomSnap=1,
    )
    shapes = dict.fromkeys(("polyline", "circle", "marker", "circlemarker"), False)
    style = {"shapeOptions": {"color": "#5B616B", "weight": 2, "fillOpacity": 0.06}}
    made.add_child(_Ground())
    made.add_child(
        _Draw(  # type: ignore[no-untyped-call]
            position="topright",
            show_geometry_on_click=False,
            draw_options=shapes | {"polygon": style, "rectangle": style},
            edit_options={"edit": False, "remove": False},
        )
    )
    return made


def marks(
    incidents: Incidents,
    groups: Sequence[Group],
    *,
    dark: bool = False,
    tiles: str = "",
    area: Sequence[tuple[float, float]] = (),
    heat: Heat | None = None,
    whole: tuple[float, float, float, float] | None = None,
) -> folium.FeatureGroup:
    """The layer of marks for one view, to hand to the map as its feature group.

    ``tiles`` is the address of an online map, with {z}, {x} and {y}, which the browser then loads. ``whole`` is the
    box, south, west, north, east, that a map which has just opened shows on a screen of any size.
    """
    layer = folium.FeatureGroup(name="incidents")
    data: dict[str, Any] = {
        "dark": dark,
        "tiles": tiles,
        "area": [[round(y, 5), round(x, 5)] for y, x in area],
        "heat": _heat_data(heat) if heat else None,
        "whole": [round(edge, 4) for edge in whole] if whole else None,
        "groups": [_group_data(incidents, group) for group in groups],
    }
    layer.add_child(_Marks(data))
    return layer


def _group_data(incidents: Incidents, group: Group) -> dict[str, Any]:
    """One group as the browser draws it."""
    data: dict[str, Any] = {
        "at": [round(group.latitude, 5), round(group.longitude, 5)],
        "n": group.size,
        "k": [[position, number] for position, number in enumerate(group.kinds) if number],
        "pick": pick_of(incidents, group),
        "label": escape(label_of(incidents, group)),
    }
    if group.row >= 0:
        data["status"] = incidents.statuses.at(group.row)
    if group.at_one_place:
        data["km"] = round(group.radius_km, 1)
        if group.area and incidents.place_precisions.at(group.any_row) == "country":
            data["country"] = escape(incidents.countries.at(group.any_row))
    else:
        data["box"] = [round(edge, 4) for edge in group.box]
    if group.area:
        data["area"] = 1
    if group.selected:
        data["on"] = 1
    return data


def pick_of(incidents: Incidents, group: Group) -> str:
    """What a click on a group asks for: an incident, the list of one place, or "" for a closer look."""
    if group.row >= 0:
        return "incident " + base64.urlsafe_b64encode(str(incidents.ids[group.row]).encode()).decode()
    if not group.at_one_place:
        return ""
    return "place " + " ".join(f"{edge:.6f}" for edge in group.box) + f" {int(group.area)}"


def read_pick(pick: str) -> str | tuple[tuple[float, float, float, float], bool] | None:
    """The incident's id, or the box of places and whether they are areas, that a click asked for."""
    sort, _, rest = pick.partition(" ")
    try:
        if sort == "incident":
            return base64.urlsafe_b64decode(rest).decode()
        if sort == "place":
            south, west, north, east, area = rest.split()
            return (float(south), float(west), float(north), float(east)), area == "1"
    except (ValueError, UnicodeDecodeError):
        return None
    return None


def label_of(incidents: Incidents, group: Group) -> str:
    """What a mark says when pointed at, and to a screen reader."""
    if group.row >= 0:
        words = [title_words(incidents, group.row), day_words(incidents, group.row)]
        status = incidents.statuses.at(group.row)
        return " · ".join([*words, *([status] if status != "occurred" else [])])
    kinds = [f"{number:,} {kind}" for kind, number in zip(EVENT_TYPES, group.kinds, strict=True) if number]
    place = f" at {incidents.places.at(group.any_row)}" if group.at_one_place else ""
    return f"{group.size:,} incidents{place}: " + ", ".join(kinds)


def _heat_data(heat: Heat) -> dict[str, Any]:
    """The density as a picture of one byte a cell."""
    view = heat.view
    return {
        "rows": heat.cells.shape[0],
        "columns": heat.cells.shape[1],
        "cells": base64.b64encode(heat.cells.tobytes()).decode(),
        "box": [round(edge, 5) for edge in (view.south, view.west, view.north, view.east)],
    }
