"""What the pages share: the store, the incidents in memory, and what this person is looking at."""

from __future__ import annotations

import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from geo.store.store import DATABASE_VARIABLE, Store, StoreError, open_store
from geo.view.clusters import Viewport, around
from geo.view.escape import escape_markdown
from geo.view.filters import Filters
from geo.view.listing import ORDERS
from geo.view.map import install_assets
from geo.view.view import Incidents, to_incidents

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from geo.reading import Reader
    from geo.records import Incident

ROOT = Path(__file__).parent.parent.parent
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
    from geo.gazetteer.unknowns import follow_up_from, open_follow_up
    from geo.reading import load_reader  # takes seconds, and only who adds articles needs it

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
    """Ready the server: the files that the map needs, the store, and the samples where it is empty."""
    try:
        _install()
        store()
    except (StoreError, OSError) as error:
        st.error(escape_markdown(str(error)), icon=":material/error:")
        st.stop()
    if not len(incidents()) and not store().count()["articles"]:  # counting takes time in a big store
        _load_samples()


def _load_samples() -> None:
    """Read the sample articles into an empty store, showing which one is being read."""
    from geo.articles.articles import read_articles
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


def enter(page: str) -> None:
    """Note which page is open now: the map of a page that was left opens anew, where it was."""
    if st.session_state.get("page") != page:
        st.session_state.page = page
        st.session_state.pop("map", None)


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
    order = st.session_state.get("goto")
    turn = (order[3] + 1) % 90 + 1 if order else 1
    latitude, longitude = view.centre
    st.session_state.goto = (latitude + turn * 1e-9, longitude, view.zoom + turn * 1e-7, turn)
    st.session_state.heading_for = (view, st.session_state.get("last_view"))
