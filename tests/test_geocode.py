"""The gazetteer speaks geopy; online geocoders follow it, politely, and their failures stay their own."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy import exc
from geopy.distance import great_circle
from geopy.location import Location
from hypothesis import given
from hypothesis import strategies as st

import geo.gazetteer.geocode
from geo.gazetteer.gazetteer import open_gazetteer
from geo.gazetteer.geocode import (
    FollowUp,
    GazetteerGeocoder,
    distance_km,
    first_answer,
    geocode_names,
    kept,
    online,
    to_place,
)

AGENT = "newsroom-map (map@newsroom.example)"
SUFFIELD = {
    "place_id": 1,
    "lat": "52.85",
    "lon": "1.29",
    "name": "Upper Suffield",
    "display_name": "Upper Suffield, Norfolk, England, United Kingdom",
    "addresstype": "village",
    "boundingbox": ["52.84", "52.86", "1.27", "1.31"],
    "address": {"village": "Upper Suffield", "state": "England", "country_code": "gb"},
}


class FakeNominatim(BaseHTTPRequestHandler):
    """Answers in Nominatim's format; the name asked for says how it misbehaves."""

    asked: list[str] = []
    agents: set[str | None] = set()

    def do_GET(self) -> None:
        name = parse_qs(urlsplit(self.path).query)["q"][0]
        self.asked.append(name)
        self.agents.add(self.headers["User-Agent"])
        status, body = 200, json.dumps([SUFFIELD] if "Suffield" in name else [])
        if name == "Busy":
            status, body = 429, "Too many requests"
        elif name == "Broken":
            status, body = 500, "Internal error"
        elif name == "Forbidden":
            status, body = 403, "Blocked"
        elif name == "Nonsense":
            body = "<html>maintenance</html>"
        elif name == "Half":
            body = '[{"lat": "north"}]'
        elif name == "Nowhere":
            body = json.dumps([{**SUFFIELD, "lat": "952.0"}])
        elif name == "Silent":
            time.sleep(1.2)
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        try:
            self.wfile.write(body.encode())
        except OSError:
            self.close_connection = True

    def log_message(self, format: str, *args: object) -> None:
        """Keeps the test's output clean."""


@pytest.fixture
def service(monkeypatch: pytest.MonkeyPatch) -> Iterator[FollowUp]:
    monkeypatch.setattr(geo.gazetteer.geocode, "SECONDS_BETWEEN_QUESTIONS", 0.0)
    FakeNominatim.asked, FakeNominatim.agents = [], set()
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeNominatim)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    address = f"127.0.0.1:{server.server_address[1]}"
    yield FollowUp(enabled=True, user_agent=AGENT, timeout=0.4, options={"domain": address, "scheme": "http"})
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def gazetteer() -> GazetteerGeocoder:
    return GazetteerGeocoder(open_gazetteer())


@pytest.mark.parametrize(
    ("name", "latitude", "longitude", "level"),
    [
        ("Najaf", 32.03, 44.35, "city"),
        ("Baghdad", 33.34, 44.40, "city"),
        ("Kuwait", 29.5, 47.75, "country"),
        ("Tehran", 35.69, 51.42, "city"),
        ("Paris, Texas", 33.66, -95.56, "city"),
        ("Paris", 48.85, 2.35, "city"),
        ("Najaf, Iraq", 32.03, 44.35, "city"),
    ],
)
def test_gazetteer_geocodes_name(
    gazetteer: GazetteerGeocoder, name: str, latitude: float, longitude: float, level: str
) -> None:
    location = gazetteer.geocode(name)
    assert isinstance(location, Location)
    assert distance_km(location.latitude, location.longitude, latitude, longitude) < 60
    assert location.raw["level"] == level


def test_unknown_name_is_none_and_what_is_no_name_is_an_error(gazetteer: GazetteerGeocoder) -> None:
    assert gazetteer.geocode("Xyzzyville") is None
    assert gazetteer.geocode("Xyzzyville, Texas") is None
    assert gazetteer.geocode("Xyzzyville", exactly_one=False) is None
    with pytest.raises(exc.GeocoderQueryError, match="must be a text"):
        gazetteer.geocode(7)  # type: ignore[arg-type]


def test_all_places_of_a_name_come_on_request(gazetteer: GazetteerGeocoder) -> None:
    found = gazetteer.geocode("Springfield", exactly_one=False, limit=5)
    assert isinstance(found, list) and len(found) == 5


coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(coordinates, coordinates)
def test_distance_is_geopys_great_circle(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert distance_km(*one, *other) == pytest.approx(great_circle(one, other).km, abs=0.01)


def test_online_geocoder_is_off_until_turned_on() -> None:
    assert online(FollowUp(user_agent=AGENT)) is None


@pytest.mark.parametrize("agent", ["", "geopy/2.5.0", "my-application", "test"])
def test_online_geocoder_wants_a_real_user_agent(agent: str) -> None:
    with pytest.raises(exc.ConfigurationError, match="does not say who asks"):
        online(FollowUp(enabled=True, user_agent=agent))


def test_unknown_service_and_wrong_options_are_named() -> None:
    with pytest.raises(exc.ConfigurationError, match='no geocoder "nominatimm"'):
        online(FollowUp(enabled=True, service="nominatimm", user_agent=AGENT))
    with pytest.raises(exc.ConfigurationError, match="does not take these options"):
        online(FollowUp(enabled=True, user_agent=AGENT, options={"colour": "red"}))


def test_online_geocoder_follows_for_names_that_the_gazetteer_lacks(
    service: FollowUp, gazetteer: GazetteerGeocoder
) -> None:
    geocode = first_answer(gazetteer.geocode, online(service))
    assert geocode("Baghdad").raw["source"] == "GeoNames"  # type: ignore[union-attr]
    place = to_place(geocode("Upper Suffield Xyz"))  # type: ignore[arg-type]
    assert (place.name, place.country_code, place.precision, place.admin1) == (
        "Upper Suffield",
        "GB",
        "city",
        "England",
    )
    assert 1 < place.radius_km < 3
    assert FakeNominatim.asked == ["Upper Suffield Xyz"]
    assert FakeNominatim.agents == {AGENT}


def test_each_failure_is_reported_for_its_name_and_stops_no_other(service: FollowUp) -> None:
    geocode = online(service, retries=0)
    assert geocode is not None
    names = ["Busy", "Broken", "Forbidden", "Nonsense", "Half", "Nowhere", "Silent", "Unknown", "Suffield"]
    outcomes = {outcome.name: outcome for outcome in geocode_names(names, geocode)}
    assert list(outcomes) == names
    for name, words in {
        "Busy": "refuses more questions",
        "Broken": "failed",
        "Forbidden": "refuses to answer",
        "Nonsense": "can't be read",
        "Half": "can't be read",
        "Nowhere": "can't be read",
        "Silent": "did not answer in time",
    }.items():
        assert outcomes[name].problem.startswith(f"{name}: the geocoder")
        assert words in outcomes[name].problem
        assert outcomes[name].location is None
    assert outcomes["Unknown"] == geo.gazetteer.geocode.Outcome("Unknown")
    assert outcomes["Suffield"].location is not None


def test_failed_question_is_asked_again_but_not_for_ever(service: FollowUp) -> None:
    geocode = online(service, retries=2, wait=0.0)
    assert geocode is not None
    with pytest.raises(exc.GeocoderQuotaExceeded):
        geocode("Busy")
    with pytest.raises(exc.GeocoderTimedOut):
        geocode("Silent")
    assert FakeNominatim.asked == ["Busy"] * 3 + ["Silent"] * 3


def test_answers_are_kept_for_good_but_failures_are_not(service: FollowUp) -> None:
    answers: dict[str, str] = {}
    geocode = kept(online(service, retries=0), answers)  # type: ignore[arg-type]
    first, unknown = geocode("Suffield"), geocode("Unknown")
    with pytest.raises(exc.GeocoderQuotaExceeded):
        geocode("Busy")
    assert FakeNominatim.asked == ["Suffield", "Unknown", "Busy"]
    again = kept(online(FollowUp(enabled=True, user_agent=AGENT)), dict(answers))  # type: ignore[arg-type]
    assert again("suffield") == first
    assert again("Suffield").raw == first.raw  # type: ignore[union-attr]
    assert again("Unknown") is None is unknown
    assert len(FakeNominatim.asked) == 3


def test_questions_come_at_most_once_a_second(service: FollowUp, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(geo.gazetteer.geocode, "SECONDS_BETWEEN_QUESTIONS", 1.0)
    geocode = online(service)
    assert geocode is not None
    started = time.monotonic()
    geocode("Suffield")
    geocode("Unknown")
    assert time.monotonic() - started >= 1.0


def test_service_that_is_not_there_is_one_sentence() -> None:
    nobody = FollowUp(enabled=True, user_agent=AGENT, timeout=0.4, options={"domain": "127.0.0.1:9", "scheme": "http"})
    geocode = online(nobody, retries=0)
    assert geocode is not None
    (outcome,) = geocode_names(["Suffield"], geocode)
    assert "can't be reached" in outcome.problem
