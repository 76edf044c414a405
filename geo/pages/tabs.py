"""Below the map: the table that is the map's twin, the actors, and what has no place on the map or no date."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
import streamlit as st

from geo.pages import panel, state
from geo.view.listing import ORDERS, PAGE, table
from geo.view.network import positions
from geo.view.view import Incidents, Selection, pairs

MOST_PAIRS = 60
MOST_DRAWN = 32
NETWORK_SIZE = (440, 400)
ROW_HEIGHT = 35

ABOUT = {
    "table": "",
    "unplaced": "Their articles name no place that Dateline knows, so the map cannot show them.",
    "undated": "Their articles give no day, or no day of publication to count from.",
}
"""What each table holds, and why."""

NOTHING = {
    "table": "No incident passes all the filters. Take one away above.",
    "unplaced": "Every one of these incidents has a place.",
    "undated": "Every one of these incidents has a date.",
}

LEFT_OUT: dict[str, set[str]] = {"table": set(), "unplaced": {"Where", "Country"}, "undated": {"When"}}
"""The columns in which a table would say the same in every row."""

COLUMNS = {
    "When": st.column_config.TextColumn(width=160),
    "What": st.column_config.TextColumn(width=200),
    "Where": st.column_config.TextColumn(),
    "Country": st.column_config.TextColumn(width=100),
    "Who did it": st.column_config.TextColumn(),
    "To whom": st.column_config.TextColumn(),
    "Deaths": st.column_config.NumberColumn(format="localized", width=70),
    "Status": st.column_config.TextColumn(width=95),
    "Reports": st.column_config.NumberColumn(format="localized", width=70, help="How many articles report it"),
}
"""The columns; those without a width share the rest."""


def show(incidents: Incidents, chosen: Selection, shown: np.ndarray) -> None:
    """The three tabs; only the open one is made."""
    unplaced = int((chosen.shown & ~incidents.placed).sum())
    undated = int((chosen.shown & ~incidents.dated).sum())
    names = ["Table", "Who against whom", f"Without a place ({unplaced:,})", f"Without a date ({undated:,})"]
    st.session_state.tab = st.session_state.tab_now
    made = st.segmented_control(
        "Below the map",
        [0, 1, 2, 3],
        format_func=names.__getitem__,
        key="tab",
        required=True,
        label_visibility="collapsed",
        on_change=_take_tab,
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
    sorting = st.session_state.order_now
    rows = state.order(incidents, sorting)
    rows = rows[shown[rows]]
    if not len(rows):
        st.caption(NOTHING[name])
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="table_head"):
        st.caption(f"{ABOUT[name]} Choose a row for its card; by keyboard with the arrows, then Shift + Space.".strip())
        st.session_state[f"sort_{name}"] = sorting
        st.selectbox(
            "Sort",
            list(ORDERS),
            key=f"sort_{name}",
            label_visibility="collapsed",
            width=170,
            on_change=_take_order,
            args=(name,),
        )
        pages = max(1, -(-len(rows) // PAGE))
        _page_of_selected(incidents, rows, name)
        page = min(st.session_state.page_of_table, pages - 1)
        if pages > 1:
            st.session_state.table_page = page + 1
            st.caption("Page", width="content")
            st.number_input(
                "Page", 1, pages, key="table_page", label_visibility="collapsed", width=135, on_change=_take_page
            )
            st.caption(f"of {pages:,}", width="content")
    rows = rows[page * PAGE : (page + 1) * PAGE]
    row = state.selected_row(incidents)
    at = np.flatnonzero(rows == row).tolist() if row is not None else []
    st.session_state[f"rows_{name}"] = {"selection": {"rows": at, "columns": [], "cells": []}}
    st.session_state[f"ids_{name}"] = [str(incidents.ids[one]) for one in rows]
    st.dataframe(
        table(incidents, rows),
        key=f"rows_{name}",
        hide_index=True,
        height=min(ROW_HEIGHT * 12, ROW_HEIGHT * (len(rows) + 1) + 3),
        row_height=ROW_HEIGHT,
        on_select=lambda: _take_row(incidents, name),
        selection_mode="single-row",
        column_config=COLUMNS,
        column_order=[column for column in COLUMNS if column not in LEFT_OUT[name]],
        alt="The incidents of this view; choose a row to see its card",
        placeholder="",
    )


def _page_of_selected(incidents: Incidents, rows: np.ndarray, name: str) -> None:
    """Turn to the page of an incident that was just selected elsewhere."""
    selected = st.session_state.selected
    if selected == st.session_state.get("shown_in_table"):
        return
    st.session_state.shown_in_table = selected
    row = state.selected_row(incidents)
    at = np.flatnonzero(rows == row) if row is not None else np.array([], dtype=np.intp)
    if len(at):
        st.session_state.page_of_table = int(at[0]) // PAGE


def _take_tab() -> None:
    st.session_state.tab_now = st.session_state.tab


def _take_order(name: str) -> None:
    st.session_state.order_now, st.session_state.page_of_table = st.session_state[f"sort_{name}"], 0


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
    row = state.selected_row(incidents)
    if row is not None:
        panel.go_to(incidents, row)


def _actors(incidents: Incidents, shown: np.ndarray) -> None:
    """Who acted against whom, as a network and as a table; a click filters."""
    found = pairs(incidents, shown, MOST_PAIRS)
    if not found:
        st.caption("No incident here names both who did it and who suffered it.")
        return
    drawn = found[:MOST_DRAWN]
    st.session_state.network_names = list(dict.fromkeys(name for who, whom, _ in drawn for name in (who, whom)))
    left, right = st.columns([0.55, 0.45], gap="medium")
    with left:
        st.caption("An arrow points from who did it to who suffered it. Click an actor to see only its incidents.")
        st.echarts_chart(
            _network(drawn),
            key="network",
            height=430,
            on_select=_take_actor,
            alt="Network of who acted against whom; the table beside it lists the same pairs, and more",
        )
    with right:
        st.caption("Choose a row to see only what the first actor did.")
        rows = pd.DataFrame(found, columns=["Who", "Whom", "Incidents"])
        st.session_state.pair_names = [who for who, _, _ in found]
        st.dataframe(
            rows,
            key="pairs",
            hide_index=True,
            height=430,
            on_select=_take_pair,
            selection_mode="single-row",
            alt="Who acted against whom, in how many incidents; choose a row to filter by its actor",
        )


def _network(found: list[tuple[str, str, int]]) -> dict[str, object]:
    """The pairs as a graph for the chart; names are plain text there."""
    sizes: Counter[str] = Counter()
    for who, whom, number in found:
        sizes[who] += number
        sizes[whom] += number
    most = max(sizes.values())
    row = {name: number for number, name in enumerate(sizes)}
    places = positions(len(row), [(row[who], row[whom]) for who, whom, _ in found], *NETWORK_SIZE)
    nodes = [
        {
            "id": name,
            "name": name,
            "value": number,
            "symbolSize": 8 + 18 * (number / most) ** 0.5,
            "x": round(float(places[row[name], 0])),
            "y": round(float(places[row[name], 1])),
        }
        for name, number in sizes.items()
    ]
    widest = max(number for _, _, number in found)
    links = [
        {"source": who, "target": whom, "value": number, "lineStyle": {"width": 0.8 + 3.2 * number / widest}}
        for who, whom, number in found
        if who != whom
    ]
    return {
        "tooltip": {"show": False},
        "animation": False,
        "series": [
            {
                "type": "graph",
                "layout": "none",
                "preserveAspect": "contain",
                "preserveAspectAlign": "center",
                "left": 16,
                "right": 130,
                "top": 16,
                "bottom": 16,
                "roam": True,
                "selectedMode": "single",
                "data": nodes,
                "links": links,
                "label": {"show": True, "position": "right", "width": 140, "overflow": "truncate", "fontSize": 13},
                "labelLayout": {"hideOverlap": True},
                "edgeSymbol": ["none", "arrow"],
                "edgeSymbolSize": 8,
                "lineStyle": {"curveness": 0.15, "opacity": 0.65},
            }
        ],
    }


def _take_actor() -> None:
    """Filter by the actor that was clicked in the network."""
    groups = (st.session_state.network.get("selection") or {}).get("selected") or []
    chosen = [index for group in groups if group["data_type"] == "node" for index in group["data_indices"]]
    names = st.session_state.network_names
    if chosen and chosen[0] < len(names):
        _filter_by_actor(names[chosen[0]], "either")


def _take_pair() -> None:
    """Filter by the first actor of the chosen row."""
    rows = st.session_state.pairs["selection"]["rows"]
    if rows:
        _filter_by_actor(st.session_state.pair_names[rows[0]], "did")


def _filter_by_actor(name: str, part: str) -> None:
    """Look at the incidents of one actor only."""
    state.set_filters(st.session_state.filters.with_value("actors", (name,)).with_value("part", part))
    st.session_state.rerun_page = True
