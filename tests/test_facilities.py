"""Towns that tell at which facility something happened."""

import pytest

from geo.places.facilities import facility_named
from geo.reading import Reader, read_article
from geo.records import Article


@pytest.mark.parametrize(
    ("text", "name", "facility"),
    [
        ("a fire at the Ryazan fuel depot", "Ryazan", "fuel depot"),
        ("a riot in the prison of Machala on Friday", "Machala", "prison"),
        ("the Fataki general reference hospital", "Fataki", "general reference hospital"),
        ("Bamenda's central prison", "Bamenda", "central prison"),
        ("the Goma hospital director said", "Goma", ""),
        ("Tomahawk missiles at camps", "Tomahawk", ""),
        ("Machala prosecutors", "Machala", ""),
    ],
)
def test_a_town_names_what_stands_in_it(text: str, name: str, facility: str) -> None:
    start = text.index(name)
    assert facility_named(text, start, start + len(name)) == facility


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("On Tuesday gunmen stormed the Goma hospital and killed two nurses.", "hospital, Goma"),
        ("Church groups will hold a rally at the Bacolod public plaza on Friday.", "public plaza, Bacolod City"),
        ("Drones struck the Ryazan fuel depot overnight, the governor said.", "fuel depot, Ryazan’"),
        ("The Maiduguri hospital director said that 12 people were killed in Bama.", "Bama"),
    ],
)
def test_an_incident_at_a_facility_is_in_the_town_that_it_is_named_after(text: str, place: str, reader: Reader) -> None:
    incidents = read_article(reader, Article("a", text)).incidents
    assert [incident.place.name for incident in incidents if incident.place] == [place]
