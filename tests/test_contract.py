"""The JSON that leaves the program keeps the contract's field names and comes back as it left."""

import json
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geo.contract import incident_from_json, incident_to_json, mention_to_json
from geo.records import Actor, DateSpan, Excerpt, Incident, Mention, Place

places = st.builds(
    Place,
    name=st.text(min_size=1),
    latitude=st.floats(-90, 90),
    longitude=st.floats(-180, 180),
    radius_km=st.floats(0, 5000),
    precision=st.sampled_from(["exact", "city", "country"]),
    geonameid=st.none() | st.integers(1, 10**7),
    relation=st.sampled_from(["", "near", "north of"]),
)
counts = st.none() | st.integers(0, 10**6)
excerpts = st.builds(
    Excerpt,
    article_id=st.text(min_size=1),
    start=st.integers(0, 100),
    end=st.integers(100, 200),
    text=st.text(),
    trigger=st.none() | st.tuples(st.integers(0, 50), st.integers(51, 99)),
    place=st.none(),
    date=st.none(),
    actors=st.lists(st.tuples(st.integers(0, 5), st.integers(6, 9)), max_size=2).map(tuple),
    date_start=st.none() | st.dates(),
    date_end=st.none() | st.dates(),
    fatalities=counts,
    injured=counts,
)
incidents = st.builds(
    Incident,
    id=st.text(min_size=1),
    event_type=st.just("Protests"),
    sub_event_type=st.just("Peaceful protest"),
    status=st.just("occurred"),
    attribution=st.just("fact"),
    date_start=st.none() | st.dates(),
    date_end=st.none() | st.dates(),
    date_precision=st.just("day"),
    place=st.none() | places,
    actors=st.lists(st.builds(Actor, name=st.text(min_size=1), role=st.just("participant")), max_size=3).map(tuple),
    fatalities_low=counts,
    fatalities_best=counts,
    fatalities_high=counts,
    injured=counts,
    excerpts=st.lists(excerpts, min_size=1, max_size=3).map(tuple),
    confidence=st.floats(0, 1),
    reasons=st.lists(st.text(), max_size=2).map(tuple),
    alternatives=st.lists(places, max_size=2).map(tuple),
    source=st.text(),
)


@given(incidents)
def test_an_incident_comes_back_from_json_as_it_left(incident: Incident) -> None:
    assert incident_from_json(json.loads(json.dumps(incident_to_json(incident)))) == incident


def test_a_place_that_is_found_but_not_resolved_has_null_coordinates() -> None:
    row = mention_to_json(Mention("a1", "place", 0, 5, "Zzyzx", role="literal"))
    assert row["latitude"] is None and row["longitude"] is None
    assert row["role"] == "literal" and row["text"] == "Zzyzx"


def test_a_date_mention_carries_its_days_and_precision() -> None:
    span = DateSpan(date(2020, 1, 3), date(2020, 1, 3), "day")
    row = mention_to_json(Mention("a1", "date", 0, 6, "Friday", date=span))
    assert (row["date_start"], row["date_end"], row["precision"]) == ("2020-01-03", "2020-01-03", "day")
