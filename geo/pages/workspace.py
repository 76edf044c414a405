"""The map with its marks, the card beside it and the table below: one fragment, so that the map stays put."""

from __future__ import annotations

import json
import os
from urllib.parse import urlsplit

import numpy as np
import streamlit as st
from streamlit_folium import st_folium

from geo.pages import address, exports, focus, panel, state, tabs
from geo.view.clusters import Viewport, extent, find_groups, find_heat, fit
from geo.view.escape import escape_markdown
from geo.view.map import ground, marks, read_pick
from geo.view.view import Incidents, Selection, count, in_bounds

MAP_HEIGHT = 560
TILES = os.environ.get("DATELINE_TILES") or "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
RETURNED = ["bounds", "zoom", "center", "last_active_drawing", "last_object_clicked_count", "all_drawings"]


@st.fragment
def show(incidents: Incidents, chosen: Selection) -> None:
    """Everything that depends on what the map shows."""
    view = _view(incidents, chosen)
    shown = chosen.shown
    if st.session_state.only_in_view:
        shown = shown & in_bounds(incidents, view.south, view.west, view.north, view.east)
    _head(incidents, view, shown)
    left, right = st.columns([0.64, 0.36], gap="medium")
    with left:
        _map(incidents, chosen, view)
    with right, st.container(height=MAP_HEIGHT + 48, border=True, key="panel"):
        panel.show(incidents, shown)
    tabs.show(incidents, chosen, shown)
    address.write(view if "map" in st.session_state else None)
    if st.session_state.pop("rerun_page", False):
        st.rerun()


def _head(incidents: Incidents, view: Viewport, shown: np.ndarray) -> None:
    """The counts, what the map shows, and the ways to take the view along."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="head"):
        st.subheader(count(incidents, shown).sentence(), anchor=False, width="stretch")
        st.session_state.layer_choice = st.session_state.layer
        st.segmented_control(
            "What the map shows",
            ["Marks", "Heat"],
            key="layer_choice",
            label_visibility="collapsed",
            required=True,
            on_change=_take_layer,
        )
        with st.popover("Link", icon=":material/link:", on_change="rerun", key="link_menu") as opened:
            st.caption("This address opens what you see now: the filters, the map and the chosen incident.")
            with st.container(key="link_address"):
                st.code(address.link(view if "map" in st.session_state else None), language=None, wrap_lines=True)
            focus.on_the_menu("link", bool(opened.open))
        exports.menu(incidents, view)
    kind, words = st.session_state.get("notice", ("", ""))
    if not st.session_state.get("rerun_page"):  # else the next run shows it, which replaces this one at once
        st.session_state.pop("notice", None)
    with st.container(key="notice"):
        if words:
            (st.error if kind == "error" else st.info)(escape_markdown(words))
        if st.session_state.tiles == "asked":
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                said = "This view was sent with the online map. Nothing is loaded from elsewhere until you say so."
                st.caption(said, width="content")
                st.button("Turn the online map on", key="tiles_on", type="tertiary", on_click=_turn_tiles_on)


def _take_layer() -> None:
    st.session_state.layer = st.session_state.layer_choice


def _take_tiles() -> None:
    st.session_state.tiles = "on" if st.session_state.online_choice else ""


def _turn_tiles_on() -> None:
    st.session_state.tiles = "on"


def _take_only() -> None:
    st.session_state.only_in_view = st.session_state.only_choice


def _view(incidents: Incidents, chosen: Selection) -> Viewport:
    """What the map shows now: as it reported, else as the address asks, else all incidents."""
    told = st.session_state.get("map") or {}
    bounds = told.get("bounds")
    if bounds and bounds.get("_southWest", {}).get("lat") is not None and told.get("zoom") is not None:
        south_west, north_east = bounds["_southWest"], bounds["_northEast"]
        edges = (south_west["lat"], south_west["lng"], north_east["lat"], north_east["lng"])
        now = Viewport(*edges, zoom=int(told["zoom"]))
        st.session_state.last_view, st.session_state.whole = now, None
        return now
    if "map" not in st.session_state and "last_view" in st.session_state:  # back from another page
        st.session_state.first_view, st.session_state.goto = st.session_state.last_view, None
    if "first_view" not in st.session_state:
        asked = st.session_state.asked_view
        st.session_state.first_view = asked or fit(incidents, chosen.shown)
        st.session_state.whole = None if asked else extent(incidents, chosen.shown)
    view: Viewport = st.session_state.first_view
    return view


def _map(incidents: Incidents, chosen: Selection, view: Viewport) -> None:
    """The map, with the groups for this view."""
    heat = find_heat(incidents, chosen.shown, view) if st.session_state.layer == "Heat" else None
    groups = [] if heat else find_groups(incidents, chosen.shown, view, state.selected_row(incidents))
    layer = marks(
        incidents,
        groups,
        dark=st.context.theme.type == "dark",
        tiles=TILES if st.session_state.tiles == "on" else "",
        area=st.session_state.filters.area,
        heat=heat,
        whole=st.session_state.get("whole"),
    )
    first: Viewport = st.session_state.setdefault("first_view", view)
    latitude, longitude = first.centre
    goto = st.session_state.get("goto")
    with st.container(key="map_room"):
        st_folium(
            ground(latitude, longitude, first.zoom),
            key="map",
            height=MAP_HEIGHT,
            use_container_width=True,
            returned_objects=RETURNED,
            feature_group_to_add=layer,
            center=goto[:2] if goto else None,
            zoom=goto[2] if goto else None,
            on_change=_take_map,
        )
    _options()
    if heat:
        left_out = f"; leaves out {heat.left_out:,} known only to a district or wider" if heat.left_out else ""
        st.caption(f"Heat of {heat.counted:,} incidents known to a town or better{left_out}.")
    elif not groups:
        placed = chosen.shown & incidents.placed
        if placed.any():
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.caption("Nothing in this part of the map.", width="content")
                st.button(
                    "Show the incidents", key="fit", type="tertiary", on_click=_show_all, args=(incidents, placed)
                )


def _options() -> None:
    """What else the map may do."""
    with st.container(horizontal=True, vertical_alignment="center", key="map_options"):
        st.session_state.only_choice = st.session_state.only_in_view
        st.toggle("Only what is on the map", key="only_choice", on_change=_take_only)
        st.session_state.online_choice = st.session_state.tiles == "on"
        st.toggle(
            "Online map",
            key="online_choice",
            on_change=_take_tiles,
            help=f"Loads street maps from {urlsplit(TILES).hostname}, which then learns where you look.",
        )


def _show_all(incidents: Incidents, placed: np.ndarray) -> None:
    """Bring the map to all incidents that the filters let through."""
    state.go_to_view(fit(incidents, placed))


def _take_map() -> None:
    """What a click or a drawing on the map asks for."""
    told = st.session_state.get("map") or {}
    clicks = told.get("last_object_clicked_count") or 0
    if clicks != st.session_state.get("seen_clicks", 0):
        st.session_state.seen_clicks = clicks
        drawing = told.get("last_active_drawing") or {}
        picked = read_pick((drawing.get("properties") or {}).get("pick") or "")
        if isinstance(picked, str):
            st.session_state.selected, st.session_state.listing = picked, None
        elif picked is not None:
            st.session_state.selected, st.session_state.listing = "", picked
    drawings = told.get("all_drawings") or []
    key = json.dumps(drawings)
    if drawings and key != st.session_state.get("seen_drawing"):
        st.session_state.seen_drawing = key
        ring = drawings[-1]["geometry"]["coordinates"][0][:-1]
        corners = tuple((latitude, longitude) for longitude, latitude in ring)
        state.set_filters(st.session_state.filters.with_value("area", corners))
        st.session_state.rerun_page = True
