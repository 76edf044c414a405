"""Names that the gazetteer lacks are asked of the online geocoder, if it is turned on, and of nobody otherwise."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from geopy import exc
from geopy.location import Location

from geo.__main__ import main
from geo.gazetteer.geocode import FollowUp
from geo.gazetteer.unknowns import MOST_CONFIDENCE, ask_unknown, follow_up_from, open_follow_up
from geo.reading import Reader, read_mentions
from geo.records import Article, Mention, Place
from tests.test_geocode import FakeNominatim, service  # noqa: F401

HERE = Place("Baghdad", 33.3, 44.4, 17.0, "city")
MENTIONS = [
    Mention("a", "place", 0, 7, "Baghdad", role="literal", confidence=0.9, place=HERE),
    Mention("a", "place", 10, 18, "Tal Nowy", role="literal", confidence=0.9),
    Mention("a", "place", 20, 28, "Tal Nowy", role="literal", confidence=0.3),
    Mention("a", "place", 30, 36, "Slowly", role="literal"),
    Mention("a", "place", 40, 48, "Tal Nowy", role="associative"),
    Mention("a", "actor", 50, 55, "Rebel"),
]


def test_only_unknown_literal_places_are_asked_and_each_once() -> None:
    asked, said = [], []

    def geocode(name: str) -> Location | None:
        asked.append(name)
        if name == "Slowly":
            raise exc.GeocoderTimedOut("silent")
        return Location("Tal Nowy, Iraq", (36.0, 43.0), {"name": "Tal Nowy", "addresstype": "village"})

    found = ask_unknown(MENTIONS, geocode, said.append)
    assert asked == ["Tal Nowy", "Slowly"]
    assert [mention.place is not None for mention in found] == [True, True, True, False, False, False]
    assert found[0] == MENTIONS[0]
    assert [found[1].confidence, found[2].confidence] == [MOST_CONFIDENCE, 0.3]
    assert found[1].reasons[-1].startswith("located: the gazetteer lacks the name")
    assert len(said) == 1 and said[0].startswith("Slowly: the geocoder did not answer in time")


def test_nothing_is_asked_while_it_is_off() -> None:
    assert ask_unknown(MENTIONS, open_follow_up(follow_up_from({}), {}), pytest.fail) == MENTIONS


def test_settings_choose_service_agent_and_address() -> None:
    assert follow_up_from({}) == FollowUp()
    chosen = follow_up_from(
        {
            "DATELINE_GEOCODER": "on",
            "DATELINE_USER_AGENT": "newsroom-map (map@newsroom.example)",
            "DATELINE_GEOCODER_SERVICE": "photon",
            "DATELINE_GEOCODER_DOMAIN": "http://localhost:2322",
        }
    )
    assert chosen.enabled
    assert (chosen.service, chosen.options) == ("photon", {"domain": "localhost:2322", "scheme": "http"})
    assert open_follow_up(chosen, {}) is not None


def test_turned_on_without_a_user_agent_is_an_error_with_the_cure() -> None:
    with pytest.raises(exc.ConfigurationError, match="give a name and a contact"):
        open_follow_up(follow_up_from({"DATELINE_GEOCODER": "on"}), {})


def test_reading_asks_the_service_for_names_that_the_gazetteer_lacks(reader: Reader, service: FollowUp) -> None:  # noqa: F811
    said: list[str] = []
    online = replace(reader, follow_up=open_follow_up(service, {}), report=said.append)
    text = "Gunmen killed two farmers in the village of Upper Suffield on Monday. They fled from Silent."
    (place,) = [m for m in read_mentions(online, Article("a", text)) if m.text == "Upper Suffield"]
    assert place.place and place.place.latitude == 52.85
    assert "Upper Suffield" in FakeNominatim.asked


def test_a_setting_that_cannot_work_ends_the_command_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DATELINE_GEOCODER", "on")
    monkeypatch.delenv("DATELINE_USER_AGENT", raising=False)
    path = tmp_path / "a.txt"
    path.write_text("A raid.", encoding="utf-8")
    assert main(["load", str(path), "--database", str(tmp_path / "store.db")]) == 1
    assert "give a name and a contact" in capsys.readouterr().err
