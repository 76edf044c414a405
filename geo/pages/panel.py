"""What stands beside the map: the card of one incident, the list of one place, or the newest incidents."""

from __future__ import annotations

from textwrap import shorten

import numpy as np
import streamlit as st

from geo.pages import focus, state
from geo.records import Article, Excerpt, Incident
from geo.view.cards import card, excerpt_spans, mention_spans, report_names, reports_of, whole_article
from geo.view.clusters import around, in_box
from geo.view.escape import escape_markdown
from geo.view.filters import Filters
from geo.view.view import Incidents
from geo.view.wording import day_words, where_words

MOST_LISTED = 60
SCROLL = "setTimeout(() => document.querySelector('.d-passage')?.scrollIntoView({block: 'center'}), 150)"


def choose(incident_id: str) -> None:
    """Select one incident."""
    st.session_state.selected = incident_id
    st.session_state.panel_changed = True


def close() -> None:
    """Select nothing."""
    st.session_state.selected = ""
    st.session_state.panel_changed = True


def go_to(incidents: Incidents, row: int) -> None:
    """Bring the map to one incident, close enough for how exactly its place is known."""
    if np.isnan(incidents.latitude[row]):
        return
    radius = max(1.0, float(np.nan_to_num(incidents.radius_km[row], nan=10.0)))
    zoom = max(3, min(11, round(14.3 - np.log2(radius * 1.3))))
    state.go_to_view(around(float(incidents.latitude[row]), float(incidents.longitude[row]), zoom))


def show(incidents: Incidents, shown: np.ndarray) -> None:
    """The card, the list or the newest incidents."""
    if st.session_state.pop("panel_changed", False):
        focus.on_the_panel()
    row = state.selected_row(incidents)
    if row is not None:
        incident = state.store().incident(st.session_state.selected)
        if incident is not None:
            _card(incidents, row, incident, bool(shown[row]))
            return
    if st.session_state.selected:
        st.warning(
            "The incident of this address is not in the store any more. Its filters still hold: look at the others.",
            icon=":material/search_off:",
        )
        st.button("Show the other incidents", on_click=close, key="close_missing")
        return
    if st.session_state.listing:
        _list(incidents, shown, st.session_state.listing)
        return
    _hint(incidents, shown)


def _card(incidents: Incidents, row: int, incident: Incident, is_shown: bool) -> None:
    """One incident in full."""
    with st.container(horizontal=True, horizontal_alignment="distribute", gap="small", key="card_actions"):
        if st.session_state.listing:
            st.button("Back to the list", icon=":material/arrow_back:", key="card_back", on_click=close)
        st.button(
            "Show on map",
            icon=":material/my_location:",
            key="card_goto",
            disabled=incident.place is None,
            on_click=go_to,
            args=(incidents, row),
        )
        st.button("Close", icon=":material/close:", key="card_close", type="tertiary", on_click=_close_all)
    if not is_shown:
        st.caption("The filters hide this incident; it stays selected until you close it.")
    reports = reports_of(incident)
    articles = {found.id: found for article_id in list(reports)[:50] if (found := state.store().article(article_id))}
    st.html(card(incident, articles))
    names = report_names(reports, articles)
    with st.container(key="articles"):
        for number, (article_id, article) in enumerate(list(articles.items())[:20]):
            name = shorten(names[article_id], 60, placeholder=" …")
            words = escape_markdown("Read the whole article" + (f": {name}" if len(articles) > 1 else ""))
            if st.button(words, icon=":material/article:", key=f"article_{number}", type="tertiary"):
                _article(article, reports[article_id][0])


def _close_all() -> None:
    """Back to the newest incidents."""
    st.session_state.selected, st.session_state.listing = "", None
    st.session_state.panel_changed = True


@st.dialog("The whole article", width="medium")
def _article(article: Article, excerpt: Excerpt) -> None:
    """The whole article, scrolled to the passage."""
    spans = mention_spans(state.store().mentions(article.id))
    if not any(spans.values()):
        spans = excerpt_spans(excerpt)
    st.html(whole_article(article, spans, (excerpt.start, excerpt.end)))
    st.html(f"<script>{SCROLL}</script>", unsafe_allow_javascript=True)


def _list(incidents: Incidents, shown: np.ndarray, listing: tuple[tuple[float, float, float, float], bool]) -> None:
    """The incidents at one place."""
    box, area = listing
    rows = in_box(incidents, shown, box, area)
    if not len(rows):
        st.caption("The filters hide all incidents of this place.")
        st.button("Close", key="close_list", on_click=_close_all)
        return
    rows = rows[np.argsort(-incidents.last_day[rows].astype(np.int64), kind="stable")]
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        said = f"{len(rows):,} incidents at {incidents.places.at(int(rows[0]))}"
        st.subheader(escape_markdown(said), anchor=False, width="stretch")
        st.button("Close", icon=":material/close:", key="close_list", type="tertiary", on_click=_close_all)
    _buttons(incidents, rows)


def _buttons(incidents: Incidents, rows: np.ndarray) -> None:
    """One button for each incident, in the order given; the CSS of the page draws its mark."""
    with st.container(gap=None, key="list"):
        for row in rows[:MOST_LISTED].tolist():
            st.button(
                _line(incidents, row),
                key=f"choose_{incidents.kind[row]}_{row}",
                type="tertiary",
                width="stretch",
                on_click=choose,
                args=(str(incidents.ids[row]),),
            )
    if len(rows) > MOST_LISTED:
        st.caption(f"And {len(rows) - MOST_LISTED:,} more: the table below has them all.")


def _line(incidents: Incidents, row: int) -> str:
    """What happened, and below it where and when."""
    what, where = incidents.sub_event_types.at(row), where_words(incidents, row)
    return (
        f"**{escape_markdown(what)}** {escape_markdown(' · '.join([where or 'no place', day_words(incidents, row)]))}"
    )


def _hint(incidents: Incidents, shown: np.ndarray) -> None:
    """What to do, and the newest incidents to start with."""
    rows = state.order(incidents, "Newest first")
    rows = rows[shown[rows]][:8]
    if not len(rows):
        st.subheader("No incident to show", anchor=False)
        if st.session_state.only_in_view:
            st.markdown("None lies in this part of the map. Move the map, or look beyond it.")
            st.button("Show all, wherever they are", key="look_beyond", on_click=_look_beyond)
        else:
            st.markdown("None passes all the filters. Take one away, or start again with all incidents.")
            st.button("Clear all filters", key="clear_filters", on_click=_clear_filters)
        return
    st.subheader("The newest of these incidents" if len(rows) > 1 else "The only one of these incidents", anchor=False)
    st.caption("Choose one here, on the map or in the table, to read what the articles say.")
    _buttons(incidents, rows)


def _clear_filters() -> None:
    """Look at all incidents again."""
    state.set_filters(Filters())
    st.session_state.rerun_page = True


def _look_beyond() -> None:
    """Look at the incidents beyond the map in view too."""
    st.session_state.only_in_view = False
