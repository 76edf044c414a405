"""From an article's text to its incidents, before the same incident told twice is merged."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.actors.actors import find_actors
from geo.incidents.incidents import find_incidents
from geo.language.language import parse
from geo.reading import find_mentions
from geo.records import ATTRIBUTIONS, DATE_PRECISIONS, EVENT_TYPE_OF, STATUSES, Article, Incident
from geo.triggers.triggers import find_triggers, sentences_with_triggers

if TYPE_CHECKING:
    from geo.reading import Reader

PUBLISHED = date(2021, 5, 12)  # a Wednesday


def incidents_in(reader: Reader, text: str, published: date | None = PUBLISHED) -> list[Incident]:
    """The incidents of a text before merging."""
    article = Article("a1", text, published=published)
    doc, mentions = find_mentions(reader, article)
    places = [mention for mention in mentions if mention.kind == "place"]
    dates = [mention for mention in mentions if mention.kind == "date"]
    actors = find_actors(article.id, doc, places, reader.actors)
    doc = parse(reader.language, doc, sentences_with_triggers(doc, reader.triggers))
    triggers = find_triggers(doc, reader.triggers)
    return find_incidents(article, doc, places, dates, actors, triggers, reader.triggers)


def place_name(incident: Incident) -> str:
    return incident.place.name if incident.place else ""


def test_killed_in_a_drone_strike_is_one_incident_with_a_passage_for_each_trigger(reader: Reader) -> None:
    incidents = incidents_in(reader, "Four fighters were killed in a drone strike near Marib on Monday.")
    assert [incident.sub_event_type for incident in incidents] == ["Air/drone strike"]
    assert len(incidents[0].excerpts) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Gunmen killed three traders in Maiduguri on Monday.", "Maiduguri"),
        ("In Kunduz, a roadside bomb killed two policemen on Tuesday.", "Kunduz"),
        ("Rebels seized the town of Goma on Monday.", "Goma"),
        ("Police in Berlin said that a bomb exploded in Kabul on Monday.", "Kabul"),
        ("Thousands of people marched through Minsk on Sunday.", "Minsk"),
        ("The ministry said that 300 troops would be dispatched to Kuwait.", "Kuwait"),
    ],
)
def test_place_is_the_one_that_the_text_attaches_to_the_trigger(reader: Reader, text: str, place: str) -> None:
    assert place in place_name(incidents_in(reader, text)[0])


@pytest.mark.parametrize(
    "text",
    [
        "BEIRUT, May 12 (Levant News) - Gunmen killed three traders on Monday.",
        "The Iranian general was killed on Friday, Washington said.",
        "The Damascus government said its soldiers had shot down a drone.",
    ],
)
def test_dateline_government_and_home_are_not_the_place(reader: Reader, text: str) -> None:
    assert all(incident.place is None for incident in incidents_in(reader, text))


def test_two_places_in_one_sentence_are_two_incidents(reader: Reader) -> None:
    incidents = incidents_in(reader, "A bomb exploded in Kabul on Monday, while gunmen killed a judge in Kunduz.")
    assert {place_name(incident) for incident in incidents} == {"Kabul", "Kunduz"}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("A bomb exploded in Kabul on Monday.", ("2021-05-10", "2021-05-10", "day")),
        ("A bomb exploded in Kabul.", (None, "2021-05-12", "on_or_before")),
        ("Unions will march through Lima on Friday.", ("2021-05-14", "2021-05-14", "day")),
        ("A bomb killed a guard in Kabul, police said on Tuesday.", (None, "2021-05-11", "on_or_before")),
    ],
)
def test_day_is_when_it_happened_not_when_it_was_told(
    reader: Reader, text: str, days: tuple[str | None, str, str]
) -> None:
    incident = incidents_in(reader, text)[0]
    start = incident.date_start.isoformat() if incident.date_start else None
    end = incident.date_end.isoformat() if incident.date_end else None
    assert (start, end, incident.date_precision) == days


def test_without_a_day_of_publication_a_weekday_stays_unknown(reader: Reader) -> None:
    incident = incidents_in(reader, "A bomb exploded in Kabul on Monday.", published=None)[0]
    assert (incident.date_start, incident.date_end, incident.date_precision) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("text", "name", "role"),
    [
        ("Taliban fighters attacked a checkpoint in Kunduz.", "Taliban", "perpetrator"),
        ("A checkpoint in Kunduz was attacked by Taliban fighters.", "Taliban", "perpetrator"),
        ("An attack by Taliban fighters on a checkpoint in Kunduz left two dead.", "Taliban", "perpetrator"),
        ("Soldiers killed a Boko Haram commander near Diffa.", "Boko Haram", "victim"),
    ],
)
def test_roles_follow_active_passive_and_nominal(reader: Reader, text: str, name: str, role: str) -> None:
    roles = {(actor.name, actor.role) for incident in incidents_in(reader, text) for actor in incident.actors}
    assert any(name in found and role == wanted for found, wanted in roles), roles


def test_media_that_report_are_no_actors(reader: Reader) -> None:
    incidents = incidents_in(reader, "Witnesses told AFP that gunmen killed a priest in Owo.")
    assert all("AFP" not in actor.name for incident in incidents for actor in incident.actors)


def test_quake_that_kills_is_a_disaster(reader: Reader) -> None:
    incidents = incidents_in(reader, "An earthquake struck Puebla on Monday, killing five people.")
    assert [incident.sub_event_type for incident in incidents] == ["Natural disaster"]


@pytest.mark.parametrize(
    "text",
    [
        "Senators killed the bill in committee on Tuesday.",
        "The striker captured the headlines with a late goal in Madrid.",
        "There are 5,200 troops deployed across the country.",
        "The film shows the siege of the city and the murder of a king.",
    ],
)
def test_metaphors_states_and_stories_report_nothing(reader: Reader, text: str) -> None:
    assert incidents_in(reader, text) == []


def test_another_incident_of_the_next_sentences_says_nothing_on_the_kind(reader: Reader) -> None:
    told = incidents_in(
        reader,
        "Eight people were injured outside the hospital in Goma on Monday. Two soldiers were accused of raping a girl.",
    )
    assert told[0].sub_event_type != "Sexual violence"
    apart = incidents_in(
        reader,
        "Six rebels were killed near Gao on Monday.\n\nChlorine and other poison gas are kept in the depot, and a "
        "shell hit it.",
    )
    assert apart[0].sub_event_type == "Armed clash"


def test_troops_to_be_moved_are_no_state_because_others_are_there(reader: Reader) -> None:
    text = "The army said 2,500 troops would be moved to Goma by Sunday, on top of the 9,000 who are stationed there."
    assert [incident.status for incident in incidents_in(reader, text)][:1] == ["planned"]
    assert not incidents_in(reader, "There were 9,000 troops deployed across the province.")


def test_incidents_say_why_and_quote_the_text(reader: Reader) -> None:
    text = "Gunmen killed three traders in Maiduguri on Monday, police said."
    for incident in incidents_in(reader, text):
        assert any(reason.startswith("kind: ") for reason in incident.reasons)
        assert any("Maiduguri" in reason for reason in incident.reasons)
        assert 0 < incident.confidence < 1
        for excerpt in incident.excerpts:
            assert text[excerpt.start : excerpt.end] == excerpt.text
            assert excerpt.trigger
            assert "kill" in text[slice(*excerpt.trigger)]


@pytest.mark.parametrize(
    "text", ["", "x", ".", "killed", "KILLED IN KABUL", "killed, " * 400, "\x00 bomb \x00", "🙂 bomb 🙂"]
)
def test_odd_text_gives_valid_incidents_or_none(reader: Reader, text: str) -> None:
    for incident in incidents_in(reader, text):
        assert EVENT_TYPE_OF[incident.sub_event_type] == incident.event_type
        assert incident.status in STATUSES
        assert incident.attribution in ATTRIBUTIONS
        assert incident.date_precision in DATE_PRECISIONS


def test_same_article_gives_the_same_ids(reader: Reader) -> None:
    text = "A bomb exploded in Kabul on Monday. Gunmen killed a judge in Herat."
    first, second = incidents_in(reader, text), incidents_in(reader, text)
    assert [incident.id for incident in first] == [incident.id for incident in second]
    assert len({incident.id for incident in first}) == len(first)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels fired rockets at a base near Bunia on Monday and called it an answer to the killing of Jean Baru.",
        "Hundreds marched in Bunia on Monday against the leaders whom they blame for the killing of Jean Baru.",
    ],
)
def test_what_is_answered_or_blamed_on_somebody_has_neither_the_place_nor_the_day_of_its_sentence(
    reader: Reader, text: str
) -> None:
    first, cause = incidents_in(reader, text)
    assert (place_name(first), str(first.date_start)) == ("Bunia", "2021-05-10")
    assert (cause.sub_event_type, cause.place, cause.date_start) == ("Attack", None, None)
