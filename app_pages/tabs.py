"""Below the map: the table that is the map's twin, the actors, and what has no place on the map or no date."""

from __future__ import annotations

import numpy as np
import streamlit as st

from app_pages import panel, state
from geo.listing import ORDERS, PAGE, table
from geo.view import Incidents, Selection, pairs


def show(incidents: Incidents, chosen: Selection, shown: np.ndarray) -> None:
    """The three tabs; only the open one is made."""
    unplaced = int((chosen.shown & ~incidents.placed).sum())
    undated = int((chosen.shown & ~incidents.dated).sum())
    names = ["Table", "Who against whom", f"Without a place ({unplaced:,})", f"Without a date ({undated:,})"]
    made = st.segmented_control(
        "Below the map",
        [0, 1, 2, 3],
        format_func=names.__getitem__,
        key="tab",
        default=0,
        required=True,
        label_visibility="collapsed",
    )
    if made == 1:
        _actors(incidents, shown)
    elif made == 2:
        _table(incidents, chosen.shown & ~incidents.placed, "unplaced")
    elif made == 3:
        _table(incidents, chosen.shown & ~incidents.dated, "undated")
    else:
        _table(incidents, shown, "table")


def _table(incidents: Incidents, shown: np.ndarray, name: str) -> None:
    """One page of incidents; the selected row is the selected incident."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        sorting = st.selectbox("Sort", list(ORDERS), key=f"sort_{name}", width=180, on_change=_first_page)
        rows = state.order(sorting)
        rows = rows[shown[rows]]
        pages = max(1, -(-len(rows) // PAGE))
        _page_of_selected(incidents, rows, name)
        page = min(st.session_state.page_of_table, pages - 1)
        if pages > 1:
            st.session_state.table_page = page + 1
            st.number_input(f"Page of {pages:,}", 1, pages, key="table_page", width=140, on_change=_take_page)
    if not len(rows):
        st.caption("No incidents here.")
        return
    rows = rows[page * PAGE : (page + 1) * PAGE]
    row = incidents.row_of(st.session_state.selected) if st.session_state.selected else None
    at = np.flatnonzero(rows == row).tolist() if row is not None else []
    st.session_state[f"rows_{name}"] = {"selection": {"rows": at, "columns": [], "cells": []}}
    st.session_state[f"ids_{name}"] = [str(incidents.ids[one]) for one in rows]
    st.dataframe(
        table(incidents, rows),
        key=f"rows_{name}",
        hide_index=True,
        height=min(420, 40 + 35 * len(rows)),
        on_select=lambda: _take_row(incidents, name),
        selection_mode="single-row",
        alt="The incidents of this view; choose a row to see its card",
        placeholder="",
    )


def _page_of_selected(incidents: Incidents, rows: np.ndarray, name: str) -> None:
    """Turn to the page of an incident that was just selected elsewhere."""
    selected = st.session_state.selected
    if selected == st.session_state.get("shown_in_table"):
        return
    st.session_state.shown_in_table = selected
    row = incidents.row_of(selected) if selected else None
    at = np.flatnonzero(rows == row) if row is not None else []
    if len(at):
        st.session_state.page_of_table = int(at[0]) // PAGE


def _first_page() -> None:
    st.session_state.page_of_table = 0


def _take_page() -> None:
    st.session_state.page_of_table = st.session_state.table_page - 1


def _take_row(incidents: Incidents, name: str) -> None:
    """Select the incident of the chosen row and bring the map there."""
    rows = st.session_state[f"rows_{name}"]["selection"]["rows"]
    if not rows:
        panel.close()
        return
    chosen = st.session_state[f"ids_{name}"][rows[0]]
    panel.choose(chosen)
    st.session_state.shown_in_table = chosen
    row = incidents.row_of(chosen)
    if row is not None:
        panel.go_to(incidents, row)


def _actors(incidents: Incidents, shown: np.ndarray) -> None:
    """Who acted against whom."""
    found = pairs(incidents, shown)
    if not found:
        st.caption("No incident here names both who did it and who suffered it.")
        return
    st.dataframe(
        {
            "Who": [who for who, _, _ in found],
            "Whom": [whom for _, whom, _ in found],
            "Incidents": [n for _, _, n in found],
        },
        key="pairs",
        hide_index=True,
        alt="Who acted against whom, in how many incidents",
    )
