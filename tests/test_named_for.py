"""A place name inside the name of an armed group or an organisation is no place of an incident."""

from collections.abc import Callable

import pytest

from geo.records import Reading

Read = Callable[..., Reading]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The attackers, believed to be members of Boko Haram, killed a soldier near Chibok.", "Haram"),
        ("Boko Haram, which has its camps in the forest, burned a village.", "Haram"),
        ("Fighters of the Islamic State in the Greater Sahara, an armed group, attacked a post near Gao.", "Sahara"),
    ],
)
def test_it_is_never_literal(text: str, word: str, read: Read) -> None:
    reading = read(text, "2019-05-07")
    assert all(m.role != "literal" for m in reading.mentions if m.kind == "place" and m.text.endswith(word))
    assert all(incident.place is None or word not in incident.place.name for incident in reading.incidents)


def test_the_same_name_by_itself_is_a_place(read: Read) -> None:
    reading = read("Three men were arrested in Mosul, police said.", "2019-05-07")
    assert [m.role for m in reading.mentions if m.kind == "place"] == ["literal"]
