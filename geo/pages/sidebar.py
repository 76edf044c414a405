"""The filters beside the map, each choice with its count under the other filters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

import streamlit as st

from geo.pages import state
from geo.records import ATTRIBUTIONS, EVENT_TYPE_OF, EVENT_TYPES, STATUSES
from geo.view.basemap import country_names
from geo.view.escape import escape_markdown
from geo.view.timeline import PRESETS, preset_span
from geo.view.view import Incidents, Mask, Selection, actor_counts, counts, names_with
from geo.view.wording import ATTRIBUTION_WORDS, STATUS_WORDS

MOST_CHOICES = 600
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)
PARTS = {"either": "Either", "did": "Did it", "suffered": "Suffered it"}
PRECISIONS = {None: "Any", 5.0: "5 km", 25.0: "25 km", 100.0: "100 km"}
_COUNT = re.compile(r" \([\d,]+\)$")
"""What a label has behind the name of a choice."""


def _take(field: str) -> None:
    """Put what a widget says into the filters."""
    value = st.session_state[f"filter_{field}"]
    now = st.session_state.filters
    if field == "words":
        value = value.strip()
    state.set_filters(now.with_value(field, value))


def _take_choices(field: str, names: Sequence[str], words: Callable[[str], str]) -> None:
    """Put the choices into the filters; what is none of the names is left out."""
    now = st.session_state.filters
    known = {*names, *getattr(now, field)}
    values = names_meant(st.session_state[f"filter_{field}"], known, words)
    state.set_filters(now.with_value(field, tuple(value for value in values if value in known)))


def names_meant(values: Iterable[str], known: Iterable[str], words: Callable[[str], str] = str) -> tuple[str, ...]:
    """The values, with the names in place of labels.

    The browser sends labels. When it sends those of the run before, whose counts are others, Streamlit doesn't know
    them and hands on their text: "Happened (54)" still means the same choice.
    """
    names = set(known)
    meant = {}
    for value in values:
        if value not in names:
            bare = _COUNT.sub("", value)
            value = next((name for name in names if words(name) == bare), value)
        meant[value] = True
    return tuple(meant)


def _choice(
    field: str,
    label: str,
    names: Sequence[str],
    found: dict[str, int],
    words: Callable[[str], str] = str,
    help: str | None = None,
) -> None:
    """One filter with several choices out of ``names``: those that are ``found``, in that order, and those chosen."""
    chosen = list(getattr(st.session_state.filters, field))
    options = [name for name, number in found.items() if number and name][:MOST_CHOICES]
    options += [name for name in chosen if name not in options]
    st.session_state[f"filter_{field}"] = chosen
    st.multiselect(
        label,
        options,
        format_func=lambda name: f"{words(name)} ({found.get(name, 0):,})",
        key=f"filter_{field}",
        on_change=_take_choices,
        args=(field, names, words),
        placeholder="Any",
        help=help,
    )


def show_words() -> None:
    """The filter that needs no counting; it also keeps the room of the others from the first moment on."""
    with st.sidebar:
        st.session_state.filter_words = st.session_state.filters.words
        st.text_input(
            "Words in the reports",
            key="filter_words",
            on_change=_take,
            args=("words",),
            type="search",
            placeholder='e.g. market "car bomb"',
        )


def show(incidents: Incidents, chosen: Selection) -> None:
    """All other filters."""
    filters = st.session_state.filters

    def others(field: str) -> Mask:
        return chosen.but.get(field, chosen.shown)

    with st.sidebar:
        _actors(incidents, actor_counts(incidents, others("actors"), filters.part))
        st.session_state.filter_part = filters.part
        st.segmented_control(
            "The actor's part",
            list(PARTS),
            format_func=PARTS.__getitem__,
            key="filter_part",
            on_change=_take,
            args=("part",),
            required=True,
            width="stretch",
        )
        _dates(incidents)
        _kinds(incidents, others("kinds"))
        names = country_names()
        _choice(
            "countries",
            "Country",
            incidents.countries.names,
            counts(incidents.countries, others("countries")),
            lambda code: names.get(code, code),
        )
        found = counts(incidents.statuses, others("statuses"))
        _choice(
            "statuses",
            "Status",
            STATUSES,
            {name: found.get(name, 0) for name in STATUSES},
            lambda name: STATUS_WORDS.get(name, name).capitalize(),
            help="Threats, denials, suppositions and what is long past are left out until you ask for them.",
        )
        with st.expander("More filters"):
            found = counts(incidents.attributions, others("attributions"))
            _choice(
                "attributions",
                "How sure who did it",
                ATTRIBUTIONS,
                {name: found.get(name, 0) for name in ATTRIBUTIONS},
                lambda name: ATTRIBUTION_WORDS.get(name, name).capitalize(),
            )
            _choice(
                "sources",
                "Source",
                incidents.excerpt_sources.names,
                counts(incidents.excerpt_sources, others("sources")[incidents.excerpt_incident]),
            )
            st.session_state.filter_within_km = filters.within_km if filters.within_km in PRECISIONS else None
            st.selectbox(
                "Place known to within",
                list(PRECISIONS),
                format_func=PRECISIONS.__getitem__,
                key="filter_within_km",
                on_change=_take,
                args=("within_km",),
            )


def _actors(incidents: Incidents, found: dict[str, int]) -> None:
    """The actors: the most frequent to choose from, and all others by a word of their name."""
    word = st.session_state.get("actor_word", "")
    chosen = list(st.session_state.filters.actors)
    names = names_with(incidents.actors.names, word) if word else [name for name in found if name]
    names.sort(key=lambda name: -found.get(name, 0))
    options = names[:MOST_CHOICES]
    options += [name for name in chosen if name not in options]
    st.session_state.filter_actors = chosen
    st.multiselect(
        "Actor",
        options,
        format_func=lambda name: f"{name} ({found.get(name, 0):,})",
        key="filter_actors",
        on_change=_take_actors,
        args=(incidents,),
        placeholder="Type a name",
        accept_new_options=True,
        filter_mode="contains",
        help="Lists the most frequent actors. Type a part of any other name and press Enter to find it.",
    )
    if word:
        st.caption(escape_markdown(f"{len(names):,} actors have “{word}” in their name: choose among them above."))
        st.button("List all actors", key="all_actors", type="tertiary", on_click=_forget_word)


def _take_actors(incidents: Incidents) -> None:
    """Filter by the chosen actors; a typed word that is no actor's name looks for the names that hold it."""
    known = set(incidents.actors.names) | set(st.session_state.filters.actors)
    values = names_meant(st.session_state.filter_actors, known)
    st.session_state.actor_word = ""
    chosen = [value for value in values if value in known]
    for word in (value for value in values if value not in known):
        names = names_with(incidents.actors.names, word)
        if len(names) == 1:
            chosen.append(names[0])
        elif names:
            st.session_state.actor_word = word
        else:
            st.toast(escape_markdown(f"No actor has “{word}” in its name."), icon=":material/search_off:")
    state.set_filters(st.session_state.filters.with_value("actors", tuple(dict.fromkeys(chosen))))


def _forget_word() -> None:
    st.session_state.actor_word = ""


def _kinds(incidents: Incidents, shown: Mask) -> None:
    """Event types, each followed by its own sub-types."""
    types, subtypes = counts(incidents.event_types, shown), counts(incidents.sub_event_types, shown)
    found = {}
    for event_type, sub_event_types in EVENT_TYPES.items():
        found[event_type] = types.get(event_type, 0)
        found |= {name: subtypes[name] for name in sub_event_types if subtypes.get(name)}
    _choice(
        "kinds",
        "Kind",
        [*EVENT_TYPES, *EVENT_TYPE_OF],
        found,
        lambda name: f"– {name}" if name in EVENT_TYPE_OF else name,
    )


def _dates(incidents: Incidents) -> None:
    """First and last day, and spans that count back from the newest incident."""
    filters = st.session_state.filters
    st.session_state.filter_date_from, st.session_state.filter_date_to = filters.date_from, filters.date_to
    known = [day for day in (filters.date_from, filters.date_to) if day]
    bounds = {"min_value": min([EARLIEST, *known]), "max_value": max([LATEST, *known])}
    for field, label in (("date_from", "From"), ("date_to", "To")):
        st.date_input(
            label,
            key=f"filter_{field}",
            on_change=_take,
            args=(field,),
            format="YYYY-MM-DD",
            value=None,
            **bounds,
        )
    spans = {name: preset_span(incidents, name) for name in [*PRESETS, "All"]}
    now = (filters.date_from, filters.date_to)
    st.session_state.preset = next((name for name, span in spans.items() if span == now), None)
    st.segmented_control(
        "Last days",
        list(spans),
        format_func=lambda name: name.replace(" hours", " h").replace(" days", " d"),
        key="preset",
        on_change=_take_preset,
        args=(spans,),
        width="stretch",
        help="Counted back from the newest incident in the store.",
    )


def _take_preset(spans: dict[str, tuple[object, object]]) -> None:
    """Look at one of the ready spans; the same again looks at all days."""
    first, last = spans.get(st.session_state.preset or "All", (None, None))
    state.set_filters(st.session_state.filters.with_value("date_from", first).with_value("date_to", last))
