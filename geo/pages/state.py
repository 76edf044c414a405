"""What the pages share: the store, the incidents in memory, and what this person is looking at."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.clusters import MIN_ZOOM, Viewport, around
from geo.escape import escape_markdown
from geo.filters import Filters
from geo.listing import ORDERS
from geo.map import install_assets
from geo.store import DATABASE_VARIABLE, Store, StoreError, open_store
from geo.view import Incidents, to_incidents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geo.reading import Reader
    from geo.records import Incident

ROOT = Path(__file__).parent.parent.parent
TABS = ("table", "actors", "unplaced", "undated")
"""The tabs below the map, as an address names them."""

FIRST_ORDER = next(iter(ORDERS))
SAMPLES = ROOT / "data" / "samples" / "articles.jsonl"


@st.cache_resource(show_spinner=False)
def _install() -> bool:
    """Put the map's files where the page serves them, once for each server."""
    install_assets(ROOT / "static")
    return True


@st.cache_resource(show_spinner=False)
def _one_at_a_time() -> threading.Lock:
    """Held while the samples are read, so that two people who come first don't both read them."""
    return threading.Lock()


def database_url() -> str | None:
    """Where the incidents are kept: the environment, else Streamlit's secrets, else the file under data/."""
    if os.environ.get(DATABASE_VARIABLE):
        return os.environ[DATABASE_VARIABLE]
    try:
        return str(st.secrets["connections"]["incidents"]["url"])
    except (KeyError, FileNotFoundError):
        return None


@st.cache_resource(show_spinner=False)
def _store(url: str | None) -> Store:
    return open_store(url)


def store() -> Store:
    """The open store."""
    return _store(database_url())


@st.cache_resource(show_spinner=False)
def _reader() -> Reader:
    from geo.reading import load_reader  # takes seconds, and only who adds articles needs it
    from geo.unknowns import follow_up_from, open_follow_up

    follow_up = open_follow_up(follow_up_from(os.environ), store().answers)
    bar = st.progress(0.0, "Getting ready to read")
    reader = load_reader(
        progress=lambda what, share: bar.progress(max(0.0, min(1.0, share)), what),
        follow_up=follow_up,
        report=lambda sentence: st.toast(escape_markdown(sentence), icon=":material/warning:"),
    )
    bar.empty()
    return reader


def reader() -> Reader:
    """The reader of articles; the first call takes a while and shows its progress."""
    return _reader()


@st.cache_resource(max_entries=2, show_spinner="Bringing the incidents into memory …")
def _incidents(url: str | None, revision: int) -> Incidents:
    return to_incidents(store().frame())


def incidents() -> Incidents:
    """All incidents as they are in the store now."""
    return _incidents(database_url(), store().revision())


def selected_row(incidents: Incidents) -> int | None:
    """The row of the selected incident, looked for once; None when nothing, or nothing that is stored, is selected."""
    wanted = (incidents.revision, st.session_state.selected)
    if st.session_state.get("row_found", (None, None))[0] != wanted:
        st.session_state.row_found = (wanted, incidents.row_of(wanted[1]) if wanted[1] else None)
    row: int | None = st.session_state.row_found[1]
    return row


@st.cache_resource(max_entries=12, show_spinner=False)
def _order(url: str | None, revision: int, name: str, _incidents: Incidents) -> NDArray[np.intp]:
    return ORDERS[name](_incidents)


def order(incidents: Incidents, name: str) -> NDArray[np.intp]:
    """All row numbers in one of the table's orders."""
    return _order(database_url(), incidents.revision, name, incidents)


def start() -> None:
    """Ready the server, and this person's view from the address they came with."""
    try:
        _install()
        store()
    except (StoreError, OSError) as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        st.stop()
    if "filters" not in st.session_state:
        query = {name: st.query_params.get_all(name) for name in st.query_params}
        st.session_state.filters = Filters.from_query(query)
        st.session_state.selected = st.query_params.get("incident", "")
        st.session_state.asked_view = _view_from(st.query_params.get("map", ""))
        st.session_state.listing = None
        st.session_state.goto = None
        st.session_state.seen_clicks = 0
        st.session_state.seen_drawing = ""
        st.session_state.page_of_table = 0
        st.session_state.layer = "Heat" if st.query_params.get("layer") == "heat" else "Marks"
        st.session_state.only_in_view = st.query_params.get("only") == "map"
        st.session_state.tiles = "asked" if st.query_params.get("tiles") == "online" else ""
        st.session_state.tab_now = TABS.index(asked) if (asked := st.query_params.get("tab", "")) in TABS else 0
        st.session_state.order_now = (
            asked if (asked := st.query_params.get("sort", "")) in ORDERS else next(iter(ORDERS))
        )
    if not len(incidents()) and not store().count()["articles"]:  # counting takes time in a big store
        _load_samples()


def _view_from(text: str) -> Viewport | None:
    """The map view of an address, "latitude,longitude,zoom"; None for anything else."""
    try:
        latitude, longitude, zoom = text.split(",")
        if abs(float(latitude)) > 90 or abs(float(longitude)) > 540:
            return None
        return around(float(latitude), float(longitude), max(MIN_ZOOM, min(18, int(zoom))))
    except ValueError:
        return None


def _load_samples() -> None:
    """Read the sample articles into an empty store, showing which one is being read."""
    from geo.articles import read_articles
    from geo.reading import read_article
    from geo.records import Article

    with _one_at_a_time():
        if store().count()["articles"]:
            return
        place = st.empty()
        with place.container():
            st.subheader("Reading the sample articles")
            st.caption("The store is empty. These articles show what Dateline does; the next start is quick.")
            by_now = reader()
            articles = [found for found in read_articles(SAMPLES) if isinstance(found, Article)]
            bar = st.progress(0.0)
            for number, article in enumerate(articles):
                bar.progress(number / len(articles), f"{number + 1} of {len(articles)}: {article.title}")
                store().load(read_article(by_now, article))
        place.empty()


def set_filters(filters: Filters) -> None:
    """Look at something else: the table starts at its first page again."""
    st.session_state.filters = filters
    st.session_state.page_of_table = 0
    st.session_state.listing = None


def open_on(incident: Incident) -> None:
    """Select an incident and show its place when the map is next opened from another page."""
    st.session_state.selected, st.session_state.listing = incident.id, None
    if incident.place is not None:
        st.session_state.last_view = around(incident.place.latitude, incident.place.longitude, 6)
        st.session_state.goto = None


def go_to_view(view: Viewport) -> None:
    """Bring the map to a view. The tiny part that differs each time makes the same order count again."""
    turn = (st.session_state.goto[3] + 1) % 90 + 1 if st.session_state.goto else 1
    latitude, longitude = view.centre
    st.session_state.goto = (latitude + turn * 1e-9, longitude, view.zoom + turn * 1e-7, turn)


def sync_address(view: Viewport | None) -> None:
    """Write what is being looked at into the address, so that it can be sent to somebody."""
    query = st.session_state.filters.to_query()
    if view is not None:
        latitude, longitude = (view.south + view.north) / 2, (view.west + view.east) / 2
        if "map_centre" in st.session_state:
            latitude, longitude = st.session_state.map_centre
        query["map"] = [f"{latitude:.3f},{longitude:.3f},{view.zoom}"]
    if st.session_state.selected:
        query["incident"] = [st.session_state.selected]
    if st.session_state.layer == "Heat":
        query["layer"] = ["heat"]
    if st.session_state.only_in_view:
        query["only"] = ["map"]
    if st.session_state.tiles:
        query["tiles"] = ["online"]
    if st.session_state.tab_now:
        query["tab"] = [TABS[st.session_state.tab_now]]
    if st.session_state.order_now != FIRST_ORDER:
        query["sort"] = [st.session_state.order_now]
    now = {name: st.query_params.get_all(name) for name in st.query_params}
    if now != query:
        st.query_params.from_dict(query)
