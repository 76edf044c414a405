"""What a person looks at, read from the page's address and written into it."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from geo.pages import state
from geo.view.clusters import MIN_ZOOM, TILE, Viewport, around
from geo.view.filters import Filters
from geo.view.listing import ORDERS
from geo.view.map import MAX_ZOOM

TABS = ("table", "actors", "unplaced", "undated")
"""The tabs below the map, as an address names them."""

FIRST_ORDER = next(iter(ORDERS))
NEAR_PIXELS = 2.0
"""A map so near to what its address says is where the address says."""

Position = tuple[float, float, int]
"""Latitude, longitude and zoom."""


def take() -> None:
    """Look at what the address says: when a person comes, and when they go back or forward in the browser.

    An address that says nothing, as that of a page just opened, changes nothing for a person who is here already.
    """
    if "filters" in st.session_state and not (_came_back() and len(st.query_params)):
        return
    query = _asked()
    st.session_state.written = query
    st.session_state.filters = Filters.from_query(query)
    st.session_state.selected = st.query_params.get("incident", "")
    st.session_state.listing = None
    st.session_state.page_of_table = 0
    st.session_state.playing = False
    st.session_state.layer = "Heat" if st.query_params.get("layer") == "heat" else "Marks"
    st.session_state.only_in_view = st.query_params.get("only") == "map"
    tiles = st.query_params.get("tiles") == "online"
    st.session_state.tiles = (st.session_state.get("tiles") or "asked") if tiles else ""
    st.session_state.tab_now = TABS.index(asked) if (asked := st.query_params.get("tab", "")) in TABS else 0
    st.session_state.order_now = asked if (asked := st.query_params.get("sort", "")) in ORDERS else FIRST_ORDER
    _take_map(read_position(st.query_params.get("map", "")))


def _came_back() -> bool:
    """Whether the page runs for a step back or forward in the browser."""
    context = get_script_run_ctx()
    return bool(context and context.is_history_navigation)


def _take_map(asked: Position | None) -> None:
    """Show the part of the map that an address asks for, on the open map or on the one that opens next."""
    view = around(*asked) if asked else None
    st.session_state.asked_view = view
    if view and "last_view" in st.session_state:
        if not _near(asked, position_of(st.session_state.last_view)):
            state.go_to_view(view)
        st.session_state.last_view = view


def read_position(text: str) -> Position | None:
    """Where an address wants the map, "latitude,longitude,zoom"; None for anything else."""
    try:
        latitude, longitude, zoom = text.split(",")
        if abs(float(latitude)) > 90 or abs(float(longitude)) > 540:
            return None
        return float(latitude), float(longitude), max(MIN_ZOOM, min(MAX_ZOOM, int(zoom)))
    except ValueError:
        return None


def position_of(view: Viewport) -> Position:
    """Where a map is that shows this view."""
    return (*view.centre, view.zoom)


def _near(one: Position | None, other: Position | None) -> bool:
    """Whether two positions are the same map, but for a pixel or two."""
    if one is None or other is None or one[2] != other[2]:
        return False
    degrees = NEAR_PIXELS * 360 / (TILE * 2.0 ** one[2])
    return abs(one[0] - other[0]) < degrees and abs(one[1] - other[1]) < degrees


def query_of(view: Viewport | None) -> dict[str, list[str]]:
    """What is looked at, as an address says it; ``view`` is None until the map has opened."""
    query: dict[str, list[str]] = st.session_state.filters.to_query()
    asked = st.query_params.get("map", "")
    now = position_of(_heading(view)) if view else None
    if now and not _near(read_position(asked), now):
        exact = 3 if now[2] < 10 else 5
        asked = f"{now[0]:.{exact}f},{now[1]:.{exact}f},{now[2]}"
    said = {
        "map": asked,
        "incident": st.session_state.selected,
        "layer": "heat" if st.session_state.layer == "Heat" else "",
        "only": "map" if st.session_state.only_in_view else "",
        "tiles": "online" if st.session_state.tiles else "",
        "tab": TABS[st.session_state.tab_now] if st.session_state.tab_now else "",
        "sort": st.session_state.order_now if st.session_state.order_now != FIRST_ORDER else "",
    }
    return query | {name: [value] for name, value in said.items() if value}


def _heading(view: Viewport) -> Viewport:
    """Where the map will be: where it was sent, until it has moved from where it was then; else where it is."""
    target, left = st.session_state.get("heading_for", (None, None))
    if target and left and _near(position_of(view), position_of(left)):
        return target  # type: ignore[no-any-return]
    st.session_state.heading_for = (None, None)
    return view


def write(view: Viewport | None) -> None:
    """Write what is looked at into the address, so that it can be sent to somebody and gone back to.

    What was written last counts too: a browser that asked for this run before it had that address comes with an older
    one, and would keep the one that is still on its way. While the days play, the address waits for the pause: a step
    back in the browser should not be a step of the play.
    """
    if st.session_state.get("playing"):
        return
    query = query_of(view)
    last = st.session_state.get("written", query)
    st.session_state.written = query
    if query != last or query != _asked():
        st.query_params.from_dict(query)


def _asked() -> dict[str, list[str]]:
    """The address that the browser came with."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def link(view: Viewport | None) -> str:
    """The whole address of what is looked at."""
    query = urlencode(query_of(view), doseq=True, safe=",:")
    return f"{str(st.context.url or '').split('?')[0].rstrip('/')}/{'?' if query else ''}{query}"
