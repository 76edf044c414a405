"""What narrows the view, to take away one by one, and the incidents over time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pandas as pd
import streamlit as st

from geo.pages import state
from geo.view.basemap import country_names
from geo.view.escape import escape_markdown
from geo.view.filters import Filters
from geo.view.timeline import Timeline, next_span, timeline
from geo.view.view import Incidents, Selection

FIELD_WORDS = {
    "actors": "the actor",
    "kinds": "the kind",
    "countries": "the country",
    "statuses": "the status",
    "attributions": "the attribution",
    "sources": "the source",
    "dates": "the days",
    "within_km": "the precision",
    "words": "the words",
    "area": "the outline on the map",
}
"""The fields of the filters as a sentence names them."""


def chips() -> None:
    """One button for each active filter, and one for all."""
    filters = st.session_state.filters
    active = filters.active()
    if not active:
        return
    names = country_names()
    with st.container(horizontal=True, gap="small", key="chips"):
        for number, (field, value, words) in enumerate(active):
            said = f"Country: {names.get(value, value)}" if field == "countries" else words
            st.button(
                escape_markdown(said),
                key=f"chip_{number}",
                icon=":material/close:",
                icon_position="right",
                help="Take this filter away",
                on_click=_drop,
                args=(field, value),
            )
        st.button("Clear all", key="clear_all", type="tertiary", on_click=state.set_filters, args=(Filters(),))


def _drop(field: str, value: str) -> None:
    """Take one filter away."""
    state.set_filters(st.session_state.filters.without(field, value))


def timeline_chart(incidents: Incidents, chosen: Selection) -> None:
    """Bars over time; drawing a span over them filters."""
    line = timeline(incidents, chosen.but.get("dates", chosen.shown))
    if line is None:
        if chosen.shown.any():
            st.caption("None of these incidents has a date.")
        else:
            _ways_out(chosen)
        return
    filters = st.session_state.filters
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="play_row"):
        playing = st.session_state.get("playing", False)
        st.button(
            "Pause" if playing else "Play",
            icon=":material/pause:" if playing else ":material/play_arrow:",
            key="play",
            type="tertiary",
            on_click=_toggle_play,
        )
        spread = " Pale: the day is not certain." if line.spread.any() else ""
        undated = f" {line.undated:,} without a date are not in the bars." if line.undated else ""
        st.caption(f"Incidents {_per(line.step)}. Draw over the bars to choose a span of days.{spread}{undated}")
    st.vega_lite_chart(
        spec=_chart(line, _bars(line, filters)),
        key=f"timeline_{st.session_state.get('timeline_version', 0)}",
        on_select=_take_span,
        selection_mode="span",
        alt=f"Incidents over time, from {line.first.isoformat()} to {line.last.isoformat()}",
    )
    if playing:
        _player(line)


def _ways_out(chosen: Selection) -> None:
    """Where nothing passes all the filters: what each of them keeps away, to take that one away."""
    found = {field: int(mask.sum()) for field, mask in chosen.but.items() if field in FIELD_WORDS and mask.any()}
    if not found:
        st.caption("No incident passes all the filters. Take one away above.")
        return
    st.caption("No incident passes all the filters. These are there when one of them is taken away:")
    with st.container(horizontal=True, gap="small", key="ways_out"):
        for field, number in found.items():
            st.button(
                f"Without {FIELD_WORDS[field]}: {number:,}",
                key=f"out_{field}",
                type="tertiary",
                icon=":material/filter_alt_off:",
                on_click=_drop_field,
                args=(field,),
            )


def _drop_field(field: str) -> None:
    """Take all of one field's filters away; those that leave something out by default then leave nothing out."""
    filters = st.session_state.filters
    if field == "dates":
        filters = filters.without("date_from").without("date_to")
    elif field == "statuses":
        filters = filters.with_value("statuses", ())
    else:
        filters = filters.without(field)
    state.set_filters(filters)


def _chart(line: Timeline, bars: pd.DataFrame) -> dict[str, Any]:
    """The bars in Vega-Lite; a span drawn over them is called "span"."""
    axis: dict[str, Any] = {"grid": False}
    if (line.last - line.first).days <= 21:  # days and not hours, however short the span is
        axis |= {"format": "%d %b", "tickCount": {"interval": "day", "step": 1}}
    return {
        "data": {"name": "bars"},
        "datasets": {"bars": bars},
        "mark": {"type": "rect", "stroke": "transparent", "strokeWidth": 1},
        "height": 92,
        "padding": {"left": 0, "right": 4, "top": 4, "bottom": 0},
        "params": [{"name": "span", "select": {"type": "interval", "encodings": ["x"]}}],
        "encoding": {
            "x": {"field": "start", "type": "temporal", "title": None, "axis": axis},
            "x2": {"field": "end"},
            "y": {"field": "low", "type": "quantitative", "title": None, "axis": {"tickCount": 2, "grid": False}},
            "y2": {"field": "high"},
            "color": {
                "field": "days known",
                "type": "nominal",
                "scale": {"domain": ["yes", "spread", "not chosen"], "range": ["#1f77b4", "#8fbbe0", "#9aa3ad80"]},
                "legend": None,
            },
            "tooltip": [
                {"field": "start", "type": "temporal", "title": "From", "format": "%d %b %Y"},
                {"field": "known", "type": "quantitative", "title": "Incidents", "format": ",.0f"},
                {"field": "spread", "type": "quantitative", "title": "Uncertain, spread", "format": ",.1f"},
            ],
        },
        "usermeta": {"embedOptions": {"renderer": "canvas"}},
    }


def _per(step: int) -> str:
    """A bar's length in words."""
    return {1: "per day", 7: "per week"}.get(step, f"per {step} days")


def _bars(line: Timeline, filters: Filters) -> pd.DataFrame:
    """Two rows a bar, one for the incidents with a known day and one for the spread; empty ones left out."""
    rows = []
    for bar in range(len(line.known)):
        first = line.start(bar)
        last = first + timedelta(line.step - 1)
        inside = (filters.date_from is None or last >= filters.date_from) and (
            filters.date_to is None or first <= filters.date_to
        )
        both = {"start": pd.Timestamp(first), "end": pd.Timestamp(last + timedelta(1))}
        both |= {"known": line.known[bar], "spread": line.spread[bar]}
        low = 0.0
        for number, name in ((line.known[bar], "yes"), (line.spread[bar], "spread")):
            if number > 0.004:
                rows.append(both | {"low": low, "high": low + number, "days known": name if inside else "not chosen"})
            low += number
    return pd.DataFrame(rows)


def _take_span() -> None:
    """Filter by the days that were drawn over."""
    key = f"timeline_{st.session_state.get('timeline_version', 0)}"
    span = (st.session_state[key].get("selection") or {}).get("span") or {}
    days = next(iter(span.values()), None)
    if not days:
        return
    first, last = (datetime.fromtimestamp(value / 1000, UTC).date() for value in (days[0], days[-1]))
    state.set_filters(st.session_state.filters.with_value("date_from", first).with_value("date_to", last))
    st.session_state.timeline_version = st.session_state.get("timeline_version", 0) + 1


def _toggle_play() -> None:
    """Start or stop going through time."""
    st.session_state.playing = not st.session_state.get("playing", False)


@st.fragment(run_every=1.5)
def _player(line: Timeline) -> None:
    """Look at the next span every moment while playing."""
    if not st.session_state.get("playing"):
        return
    if not st.session_state.get("just_started_playing", False):
        filters: Any = st.session_state.filters
        first, last = next_span(line, filters.date_from, filters.date_to)
        st.session_state.just_started_playing = True
        state.set_filters(filters.with_value("date_from", first).with_value("date_to", last))
        st.rerun()
    st.session_state.just_started_playing = False
