"""Take the view along as a picture, a map in one file or data; bring one back."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from geo.pages import focus, state
from geo.view.clusters import Viewport, fit_box
from geo.view.view import Incidents

if TYPE_CHECKING:
    from geo.export.snapshot import Progress

LONG = 5_000
"""From so many incidents on a data file takes seconds, and its making shows how far it is."""

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
        else:
            _drop_job()
        focus.on_the_menu("export", bool(opened.open))


@st.fragment
def _contents(incidents: Incidents, view: Viewport) -> None:
    """What to export, and the button that makes the file when it is asked for."""
    from geo.export.picture import SIZES  # takes time to import, and only who exports needs it
    from geo.export.rounding import ROUNDINGS
    from geo.export.snapshot import PICTURES, Order, chosen, snapshot, source_of, too_many

    if st.session_state.pop("rerun_page", False):  # a view was brought back: the whole page shows it
        st.rerun()
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
    name = f"dateline.{'acled.csv' if form == 'acled' else form}"
    number = int(chosen(incidents, order.filters, order.box).sum())
    problem = too_many(form, number)
    st.caption(f"{number:,} incident{'s' * (number != 1)}: what passes the filters{' and is in view' if here else ''}.")

    def make(progress: Progress | None = None) -> bytes:
        return snapshot(source_of(state.store(), incidents), form, order, progress)

    if problem:
        st.warning(problem)
    elif form in PICTURES or number <= LONG:
        _offer(name, "Make the file", make)
    else:
        _make_while_watching(name, number, repr((form, order, id(incidents))), make)
    st.divider()
    st.file_uploader(
        "Bring back a picture or a one-file map",
        type=["png", "svg", "pdf", "html"],
        key="bring_back",
        on_change=_bring_back,
        help="The view that it was made from opens again.",
    )


def _offer(name: str, label: str, data: bytes | Callable[[], bytes]) -> None:
    """The button that downloads, without a rerun of the page; a function is only called on the click."""
    st.download_button(
        label,
        data=data,
        file_name=name,
        type="primary",
        icon=":material/download:",
        on_click="ignore",
        key="export_download",
        width="stretch",
    )


@dataclass
class Job:
    """A file in the making, in a thread of its own: how far it is, then the file or why there is none."""

    wanted: str
    share: float = 0.0
    data: bytes | None = None
    problem: str = ""
    cancelled: bool = False

    def tell(self, share: float) -> None:
        """Note how far it is; ends the work when it is no longer wanted."""
        if self.cancelled:
            raise InterruptedError
        self.share = share

    def run(self, make: Callable[[Progress], bytes]) -> None:
        """Make the file."""
        try:
            self.data = make(self.tell)
        except InterruptedError:
            self.share = 0.0
        except Exception as error:  # whatever it is, the person must not wait on
            self.problem = f"The file could not be made: {error}"


def _make_while_watching(name: str, number: int, wanted: str, make: Callable[[Progress], bytes]) -> None:
    """Make a file that takes a while, with a bar and a way out, then offer it for download."""
    job: Job | None = st.session_state.get("export_job")
    if job is None or job.wanted != wanted:
        _drop_job()
        if st.button("Make the file", type="primary", key="export_make", width="stretch"):
            job = st.session_state.export_job = Job(wanted)
            threading.Thread(target=job.run, args=(make,), daemon=True).start()
            st.rerun(scope="fragment")
    elif job.problem:
        st.error(job.problem)
    elif job.data is not None:
        _offer(name, f"Save the file ({len(job.data) / 1e6:,.1f} MB)", job.data)
    else:
        _watch(job, f"Writing {number:,} incidents")


@st.fragment(run_every=0.5)
def _watch(job: Job, said: str) -> None:
    """The bar, and the way out."""
    if job.data is not None or job.problem:
        st.rerun()
    st.progress(min(job.share, 1.0), said)
    if st.button("Cancel", key="export_cancel", width="stretch"):
        _drop_job()
        st.rerun()


def _drop_job() -> None:
    """Forget the file in the making, or the one made."""
    job = st.session_state.pop("export_job", None)
    if job:
        job.cancelled = True


def _bring_back() -> None:
    """Open the view of a file that was exported here."""
    from geo.export.recipe import changes, find_recipe
    from geo.export.snapshot import refreshed

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
