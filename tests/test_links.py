"""Which place of a sentence an incident is tied to."""

import pytest
from test_incidents import incidents_in

from geo.links.links import place_chances
from geo.reading import Reader

TIED = [
    ("Gunmen killed a judge in Kunduz, officials in Kabul said.", "Kunduz"),
    ("A bomb exploded in the Colombo suburb of Nugegoda on Monday.", "Nugegoda"),
    ("In Baquba, gunmen shot a policeman who had come from Mosul.", "Baquba"),
    ("The army captured the town of Palmyra, which lies 240 km from Damascus.", "Palmyra"),
    ("Thousands of people protested in Athens against the war in Iraq.", "Athens"),
    ("He led the militia, whom an American drone killed in Iraq last week.", "Iraq"),
    ("Crowds marched in Tehran to mourn the general, whom an American drone killed in Iraq last week.", "Iraq"),
    ("The anger spread to the state capital, Morelia, where crowds marched on the palace.", "Morelia"),
]


@pytest.mark.parametrize(("text", "where"), TIED)
def test_an_incident_is_tied_to_the_place_of_its_own_words(reader: Reader, text: str, where: str) -> None:
    spans = {incident.excerpts[0].place for incident in incidents_in(reader, text)}
    assert where in {text[span[0] : span[1]] for span in spans if span}


def test_the_chances_of_the_places_and_of_none_add_up() -> None:
    assert place_chances([]) == []
    one = place_chances([0.0])
    assert one == [0.5]
    first, second = place_chances([1.0, -1.0])
    assert 0 < second < first < 1


def test_a_place_whose_rival_is_as_good_is_likelier_than_without_the_share_of_the_rival() -> None:
    alone = place_chances([2.0, -20.0])[0]
    rivals = place_chances([2.0, 2.0])
    assert max(rivals) > 0.5 > min(rivals)
    assert max(rivals) < alone
