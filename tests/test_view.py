"""Filters, counts, clusters and the timeline over incidents in memory."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.records import ATTRIBUTIONS, EVENT_TYPE_OF, EVENT_TYPES, STATUSES
from geo.store.store import open_store
from geo.view.basemap import project
from geo.view.clusters import APART_PIXELS, WORLD, Viewport, find_groups, find_heat, fit, in_box
from geo.view.filters import ACTOR_PARTS, SHOWN_STATUSES, Filters
from geo.view.generate import generate
from geo.view.listing import ORDERS, table
from geo.view.network import positions
from geo.view.timeline import next_span, preset_span, timeline
from geo.view.view import (
    Incidents,
    actor_counts,
    count,
    counts,
    in_bounds,
    inside,
    names_with,
    pairs,
    phrases,
    select,
    to_incidents,
)
from tests.made import APIA, BAGHDAD, SUVA, in_memory, incident, several

ALL = Filters(statuses=())


@pytest.fixture(scope="module")
def seven(tmp_path_factory: pytest.TempPathFactory) -> Incidents:
    return in_memory(tmp_path_factory.mktemp("seven"), several())


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Incidents:
    store = open_store(str(tmp_path_factory.mktemp("many") / "made.db"))
    store.load_bulk(generate(3000, seed=3, incidents_per_article=3))
    return to_incidents(store.frame())


def ids(incidents: Incidents, filters: Filters) -> str:
    return " ".join(str(one)[1:] for one in incidents.ids[select(incidents, filters).rows])


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (Filters(), "1 2 3 5 6 7"),
        (ALL, "1 2 3 4 5 6 7"),
        (replace(ALL, kinds=("Protests",)), "2"),
        (replace(ALL, kinds=("Peaceful protest", "Battles")), "2"),
        (replace(ALL, countries=("IR",)), "4 5"),
        (replace(ALL, statuses=("threatened",)), "4"),
        (replace(ALL, actors=("United States",)), "1 3 4 5 6 7"),
        (replace(ALL, actors=("United States",), part="did"), "1 3 4 5 6"),
        (replace(ALL, actors=("United States",), part="suffered"), "7"),
        (replace(ALL, actors=("Nobody",)), ""),
        (replace(ALL, date_from=date(2020, 1, 6)), "3"),
        (replace(ALL, date_to=date(2020, 1, 2)), "6"),
        (replace(ALL, date_from=date(2020, 1, 4), date_to=date(2020, 1, 5)), "3 6"),
        (replace(ALL, within_km=10), "1 2 3 7"),
        (replace(ALL, words="baghdad"), "3 7"),
        (replace(ALL, words='"in baghdad" base'), "7"),
        (replace(ALL, words="100% [regex"), ""),
        (replace(ALL, sources=("Example Agency",)), "1 2 3 4 5 6 7"),
        (replace(ALL, sources=("Other",)), ""),
        (replace(ALL, attributions=("claimed",)), "1 2 3 4 5 6 7"),
        (replace(ALL, area=((33, 44), (34, 44), (34, 45), (33, 45))), "1 3 7"),
        (replace(ALL, countries=("IQ",), kinds=("Protests",), words="crowds"), "2"),
    ],
)
def test_filters_let_through_what_they_ask_for(seven: Incidents, filters: Filters, wanted: str) -> None:
    assert ids(seven, filters) == wanted


def test_counts_beside_a_choice_obey_the_other_filters_only(seven: Incidents) -> None:
    chosen = select(seven, replace(ALL, countries=("IQ",), kinds=("Protests",)))
    assert counts(seven.countries, chosen.but["countries"])["IQ"] == 1
    kinds = counts(seven.event_types, chosen.but["kinds"])
    assert (kinds["Protests"], kinds["Explosions/Remote violence"]) == (1, 3)


def test_an_actor_with_two_parts_in_one_incident_counts_once(tmp_path: Path) -> None:
    one = incident(1)
    twice = replace(one, actors=(one.actors[0], replace(one.actors[0], role="target")))
    found = in_memory(tmp_path, [twice])
    assert actor_counts(found, np.array([True])) == {"United States": 1}


def test_the_sentence_above_the_map_counts_what_is_missing(seven: Incidents) -> None:
    chosen = select(seven, Filters())
    assert count(seven, chosen.shown).sentence() == (
        "6 of 7 incidents, from 6 reports; 1 without a place, 1 without a date"
    )


def test_pairs_are_who_did_it_to_whom(seven: Incidents) -> None:
    shown = np.ones(len(seven), dtype=bool)
    assert pairs(seven, shown)[:2] == [
        ("United States", "Hashd al-Shaabi", 5),
        ("Hashd al-Shaabi", "United States", 1),
    ]


def test_actors_of_a_network_stand_apart_and_linked_ones_nearer() -> None:
    links = [(0, 1), (2, 3), (2, 4), (5, 5)]
    places = positions(8, links, 400, 300)
    far = np.linalg.norm(places[:, None] - places[None], axis=2)
    assert ((places >= 0) & (places <= (400, 300))).all()
    assert far[np.triu_indices(8, 1)].min() > 30
    assert max(far[0, 1], far[2, 3], far[2, 4]) < np.median(far[np.triu_indices(8, 1)])
    assert np.array_equal(places, positions(8, links, 400, 300))
    assert positions(1, [], 400, 300).shape == (1, 2)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("shabaab", "Al-Shabaab"),
        ("al shabaab", "Al-Shabaab"),
        ("AHRAR", "Ahrar North, Ahrar South, Jaysh al-Ahrar"),
        ("al ahrar", "Jaysh al-Ahrar"),
        ("ahrar north", "Ahrar North"),
        ("liberation", "Front de Libération"),
        ("nobody", ""),
        (" ", ""),
    ],
)
def test_actors_are_found_by_any_part_of_their_name(words: str, wanted: str) -> None:
    names = ["Ahrar North", "Ahrar South", "Jaysh al-Ahrar", "Al-Shabaab", "Front de Libération", ""]
    assert ", ".join(names_with(names, words)) == wanted


def test_quoted_words_are_one_phrase() -> None:
    assert phrases('market "car bomb" ""  x') == ["market", "car bomb", "x"]


days = st.none() | st.dates(date(1990, 1, 1), date(2030, 1, 1))
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(
    st.builds(
        Filters,
        actors=st.lists(words, unique=True, max_size=3).map(tuple),
        part=st.sampled_from(list(ACTOR_PARTS)),
        kinds=st.lists(st.sampled_from([*EVENT_TYPES, *EVENT_TYPE_OF]), unique=True, max_size=3).map(tuple),
        countries=st.lists(st.sampled_from(["IQ", "IR", "SY"]), unique=True).map(tuple),
        statuses=st.lists(st.sampled_from(STATUSES), unique=True).map(tuple),
        attributions=st.lists(st.sampled_from(ATTRIBUTIONS), unique=True).map(tuple),
        sources=st.lists(words, unique=True, max_size=2).map(tuple),
        date_from=days,
        date_to=days,
        within_km=st.none() | st.sampled_from([0.5, 5, 25, 100]),
        words=words | st.just(""),
        area=st.just(()) | st.just(((1.5, 2.25), (3.0, 4.0), (-5.0, 181.5))),
    )
)
def test_a_view_and_its_address_are_the_same(filters: Filters) -> None:
    if "any" not in (*filters.actors, *filters.sources):
        assert Filters.from_query(filters.to_query()) == filters


@pytest.mark.parametrize(
    "query",
    [
        {"date_from": ["yesterday"]},
        {"within_km": ["-1"]},
        {"within_km": ["nan"]},
        {"area": ["1,2 3,x 5,6"]},
        {"area": ["1,2 3,4"]},
        {"statuses": ["exploded"]},
        {"part": ["none"]},
        {"unknown": ["x"]},
    ],
)
def test_nonsense_in_an_address_is_as_if_not_said(query: dict[str, list[str]]) -> None:
    found = Filters.from_query(query)
    assert replace(found, statuses=SHOWN_STATUSES) == Filters()


def test_each_chip_takes_one_thing_away() -> None:
    filters = Filters(actors=("A", "B"), words="x", date_from=date(2020, 1, 1))
    for field, value, _ in filters.active():
        assert len(filters.without(field, value).active()) == len(filters.active()) - 1
    assert Filters().active() == []
    assert "Actor: A" in filters.in_words()


# ---------------------------------------------------------------------------- clusters


@pytest.mark.parametrize("zoom", [2, 4, 7, 11])
def test_every_placed_incident_is_in_exactly_one_group(many: Incidents, zoom: int) -> None:
    shown = many.placed.copy()
    groups = find_groups(many, shown, Viewport(-85, -180, 85, 180, zoom))
    assert sum(group.size for group in groups) == int(shown.sum())
    assert all(sum(group.kinds) == group.size for group in groups)


@pytest.mark.parametrize("zoom", [1, 2, 5])
def test_groups_of_one_sort_do_not_overlap(many: Incidents, zoom: int) -> None:
    groups = find_groups(many, many.placed, Viewport(-85, -180, 85, 180, zoom))
    for area in (True, False):
        places = project(*np.array([(g.latitude, g.longitude) for g in groups if g.area == area]).T) * 256 * 2**zoom
        apart = np.linalg.norm(places[:, None] - places[None], axis=2) + np.eye(len(places)) * APART_PIXELS
        assert apart.min() >= APART_PIXELS - 0.1


def test_areas_never_join_points(seven: Incidents) -> None:
    groups = find_groups(seven, select(seven, ALL).shown, WORLD)
    for group in groups:
        assert group.area == (seven.place_precisions.at(group.any_row) == "country")


def test_incidents_at_one_place_are_one_group_however_close(seven: Incidents) -> None:
    shown = select(seven, ALL).shown
    groups = find_groups(seven, shown, Viewport(33.33, 44.39, 33.35, 44.41, 17))
    sizes = sorted(group.size for group in groups if not group.area)
    assert sizes == [1, 2]
    pair = next(group for group in groups if group.size == 2)
    assert pair.at_one_place
    assert [str(one) for one in seven.ids[in_box(seven, shown, pair.box, False)]] == ["i1", "i3"]


def test_the_group_of_the_selected_incident_is_marked(seven: Incidents) -> None:
    shown = select(seven, ALL).shown
    marked = [group for group in find_groups(seven, shown, WORLD, seven.row_of("i2")) if group.selected]
    assert len(marked) == 1


@pytest.fixture
def pacific(tmp_path: Path) -> Incidents:
    return in_memory(tmp_path, [incident(1, place=SUVA), incident(2, "Rain fell on the town.", place=APIA)])


def test_the_view_of_two_islands_crosses_the_date_line(pacific: Incidents) -> None:
    view = fit(pacific, pacific.placed)
    assert view.east - view.west < 60
    assert len(find_groups(pacific, pacific.placed, view)) == 2
    assert in_bounds(pacific, view.south, view.west, view.north, view.east).all()


@pytest.mark.parametrize("turns", [-1, 0, 1])
def test_marks_follow_a_map_that_was_panned_around_the_world(pacific: Incidents, turns: int) -> None:
    view = Viewport(-40, 100 + 360 * turns, 20, 250 + 360 * turns, 3)
    groups = find_groups(pacific, pacific.placed, view)
    assert sum(group.size for group in groups) == 2
    assert all(view.west <= group.longitude <= view.east for group in groups)


def test_an_outline_across_the_date_line_holds_both_islands(pacific: Incidents) -> None:
    corners = [(-30.0, 170.0), (0.0, 170.0), (0.0, 195.0), (-30.0, 195.0)]
    assert inside(pacific.latitude, pacific.longitude, corners).all()


def test_no_place_at_all_shows_the_world(tmp_path: Path) -> None:
    nowhere = in_memory(tmp_path, [incident(1, place=None)])
    assert fit(nowhere, np.array([True])) == WORLD
    assert find_groups(nowhere, np.array([True]), WORLD) == []


def test_heat_leaves_wide_places_out_and_says_so(seven: Incidents) -> None:
    heat = find_heat(seven, select(seven, ALL).shown, WORLD)
    assert (heat.counted, heat.left_out) == (4, 2)
    assert heat.cells.max() == 255


# ---------------------------------------------------------------------------- time


def test_incidents_with_uncertain_days_are_spread_over_their_span(tmp_path: Path) -> None:
    spread = replace(incident(1), date_start=date(2020, 1, 1), date_end=date(2020, 1, 4))
    known = replace(incident(2, "Rain fell on the town."), date_start=date(2020, 1, 6), date_end=date(2020, 1, 6))
    line = timeline(in_memory(tmp_path, [spread, known]), np.array([True, True]))
    assert line is not None
    assert line.known.tolist() == [0, 0, 0, 0, 0, 1]
    assert line.spread.tolist() == pytest.approx([0.25] * 4 + [0, 0])


@pytest.mark.parametrize("most", [5, 20, 110, 5000])
def test_the_bars_add_up_to_the_dated_incidents(many: Incidents, most: int) -> None:
    shown = np.ones(len(many), dtype=bool)
    line = timeline(many, shown, most)
    assert line is not None
    assert line.known.sum() + line.spread.sum() == pytest.approx(many.dated.sum())
    assert line.undated == (~many.dated).sum()
    assert (line.spread >= 0).all()


def test_an_article_with_two_passages_on_one_incident_is_one_report(tmp_path: Path) -> None:
    one, two = incident(1), incident(2)
    twice = replace(one, excerpts=(*one.excerpts, replace(one.excerpts[0], start=1)))
    both = replace(two, excerpts=(replace(two.excerpts[0], article_id="a1"), *two.excerpts))
    assert in_memory(tmp_path, [twice, both]).reports.tolist() == [1, 2]


def test_presets_count_back_from_the_newest_incident(seven: Incidents) -> None:
    assert preset_span(seven, "7 days") == (date(2020, 1, 3), date(2020, 1, 9))
    assert preset_span(seven, "All") == (None, None)


def test_playing_goes_on_span_by_span_and_starts_again(seven: Incidents) -> None:
    line = timeline(seven, np.ones(len(seven), dtype=bool))
    assert line is not None
    first = next_span(line, None, None)
    assert first[0] == line.first
    second = next_span(line, *first)
    assert (second[0] - first[1]).days == 1
    assert next_span(line, line.last, line.last)[0] == line.first


# ---------------------------------------------------------------------------- table


@pytest.mark.parametrize("name", list(ORDERS))
def test_every_order_has_every_row_once(many: Incidents, name: str) -> None:
    assert sorted(ORDERS[name](many).tolist()) == list(range(len(many)))


def test_the_table_says_who_did_what_to_whom(seven: Incidents) -> None:
    rows = table(seven, np.array([seven.row_of("i1"), seven.row_of("i5")]))
    assert rows.iloc[0][["When", "Where", "Who did it", "To whom", "Deaths"]].tolist() == [
        "3 Jan 2020",
        BAGHDAD.name,
        "United States",
        "Hashd al-Shaabi",
        3,
    ]
    assert rows.iloc[1]["When"] == "no date"
