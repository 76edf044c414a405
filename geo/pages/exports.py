"""Take the view along as a picture, a map in one file or data; bring one back."""

from __future__ import annotations

from datetime import UTC, datetime

import streamlit as st

from geo.clusters import Viewport, fit_box
from geo.pages import state
from geo.view import Incidents

FORM_WORDS = {
    "png": "Picture (PNG)",
    "svg": "Picture (SVG)",
    "pdf": "Picture (PDF)",
    "html": "Map in one file (HTML)",
    "geojson": "Data: GeoJSON",
    "csv": "Data: CSV",
    "xlsx": "Data: Excel",
    "kml": "Data: KML",
    "gpkg": "Data: GeoPackage",
    "acled": "Data: ACLED’s columns (CSV)",
    "jsonl": "Data: JSON Lines",
}


def menu(incidents: Incidents, view: Viewport) -> None:
    """The export menu; what is in it is made only while it is open."""
    with st.popover("Export", icon=":material/download:", on_change="rerun", key="export_menu") as opened:
        if opened.open:
            _contents(incidents, view)


def _contents(incidents: Incidents, view: Viewport) -> None:
    """What to export, and the button that makes the file when it is asked for."""
    from geo.picture import SIZES  # takes time to import, and only who exports needs it
    from geo.rounding import ROUNDINGS
    from geo.snapshot import PICTURES, Order, snapshot, source_of

    title = st.text_input(
        "Title", key="export_title", placeholder="Incidents reported in the news", persist_state="page"
    )
    form = st.selectbox("As", list(FORM_WORDS), format_func=FORM_WORDS.__getitem__, key="export_form")
    size = "slide"
    if form in PICTURES:
        size = st.selectbox("Size", list(SIZES), format_func=lambda name: SIZES[name].words, key="export_size")
    rounding = st.selectbox(
        "Positions",
        list(ROUNDINGS),
        format_func=lambda name: ROUNDINGS[name] or "Exact",
        key="export_rounding",
        help="Rounded positions protect people. The file says that they are rounded.",
    )
    here = st.checkbox("Only the part of the map in view", value=st.session_state.only_in_view, key="export_here")
    order = Order(
        filters=st.session_state.filters,
        box=(view.south, view.west, view.north, view.east) if here else None,
        title=title,
        size=size,
        rounding=rounding,
        exported=datetime.now(UTC).date(),
    )
    ending = "acled.csv" if form == "acled" else form
    st.download_button(
        "Make the file",
        data=lambda: snapshot(source_of(state.store(), incidents), form, order),
        file_name=f"dateline.{ending}",
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="export_download",
        width="stretch",
    )
    st.divider()
    st.file_uploader(
        "Bring back a picture or a one-file map",
        type=["png", "svg", "pdf", "html"],
        key="bring_back",
        on_change=_bring_back,
        help="The view that it was made from opens again.",
    )


def _bring_back() -> None:
    """Open the view of a file that was exported here."""
    from geo.recipe import changes, find_recipe
    from geo.snapshot import refreshed

    file = st.session_state.bring_back
    if file is None:
        return
    recipe = find_recipe(file.getvalue())
    if recipe is None:
        st.session_state.notice = (
            "error",
            "This file carries no view: choose a picture or a map that was exported here.",
        )
        return
    state.set_filters(recipe.view())
    found = changes(recipe, refreshed(state.incidents(), recipe))
    if recipe.box:
        state.go_to_view(fit_box(recipe.box))
    said = "; ".join(found) if found else "nothing has changed since"
    st.session_state.notice = ("info", f"The view of {recipe.exported or 'the file'} is open again: {said}.")
    st.session_state.rerun_page = True
