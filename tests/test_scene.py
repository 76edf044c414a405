"""An incident whose own words name no place is put where the sentence or the story plays, and says so."""

from collections.abc import Callable

import pytest

from geo.reading import Reader, read_article
from geo.records import Article, Incident, Reading

Read = Callable[..., Reading]


def placed(reading: Reading) -> list[tuple[str, str]]:
    return [(incident.sub_event_type, incident.place.name if incident.place else "") for incident in reading.incidents]


def of_kind(reading: Reading, kind: str) -> Incident:
    (incident,) = [one for one in reading.incidents if one.sub_event_type == kind]
    return incident


def test_a_later_sentence_without_a_place_plays_where_the_one_before_did(read: Read) -> None:
    reading = read("A bomb exploded in Kirkuk on Monday. Police arrested nine men an hour afterwards.", "2019-05-07")
    arrests = of_kind(reading, "Arrests")
    assert arrests.place and arrests.place.name == "Kirkuk"
    assert any("plays in Kirkuk" in reason for reason in arrests.reasons)
    assert all(excerpt.place is None for excerpt in arrests.excerpts)


@pytest.mark.parametrize(
    "text",
    [
        "Fears of a war between Washington and Tehran grew after gunmen killed two guards.",
        "Gunmen killed two guards, a spokesman told reporters in Geneva.",
        "Gunmen killed two guards, and the survivors fled to Uganda.",
    ],
)
def test_governments_reporters_and_refuge_are_no_scene(read: Read, text: str) -> None:
    assert [place for _, place in placed(read(text, "2019-05-07"))] == [""]


def test_a_threat_is_not_placed_by_what_stands_before_it(read: Read) -> None:
    reading = read("Rebels shelled Goma on Friday. They threatened to kill the governor.", "2019-05-07")
    threats = [incident for incident in reading.incidents if incident.status == "threatened"]
    assert all(incident.place is None for incident in threats)


@pytest.mark.parametrize(
    ("text", "city"),
    [
        ("A crowd crush killed 14 people in the Peruvian city of Cusco on Monday.", "Cusco"),
        ("A suicide bomber killed nine people at a gate of Karachi airport, the army of Pakistan said.", "Jinnah"),
    ],
)
def test_a_city_of_the_sentence_is_preferred_to_its_country(read: Read, text: str, city: str) -> None:
    (incident,) = [one for one in read(text, "2019-05-07").incidents if one.fatalities_best]
    assert incident.place and city in incident.place.name


@pytest.mark.parametrize(
    ("text", "kind", "town"),
    [
        ("In Hinche, it was another story. A crowd set a school ablaze.", "Violent demonstration", "Hinche"),
        ("Meanwhile, in the garrison town of Djibo the night was short. Gunmen killed nine men.", "Attack", "Djibo"),
        ("In Najaf, the streets were full. Police arrested nine men.", "Arrests", "Najaf"),
    ],
)  # fmt: skip
def test_what_a_paragraph_says_happened_where_it_says_it_is(read: Read, text: str, kind: str, town: str) -> None:
    incident = of_kind(read(text, "2019-05-07"), kind)
    assert incident.place and incident.place.name == town


def test_the_next_paragraph_is_about_something_else(read: Read) -> None:
    reading = read("In Hinche, it was another story.\n\nGunmen killed nine men on a road.", "2019-05-07")
    assert placed(reading) == [("Attack", "")]


def test_a_place_of_the_paragraph_that_lies_elsewhere_leaves_it_open(read: Read) -> None:
    text = "In Kirkuk, the shops were open. There was no school in Mosul. Gunmen killed nine men."
    assert placed(read(text, "2019-05-07")) == [("Attack", "")]


def test_where_a_blast_was_heard_is_not_where_it_was(read: Read) -> None:
    text = "An explosion at the port of Beirut killed nine people on Tuesday. The blast was heard in Cyprus."
    assert {place for _, place in placed(read(text, "2019-05-07"))} == {"Beirut"}


def test_an_incident_whose_own_words_name_another_place_is_not_put_where_the_one_before_was(read: Read) -> None:
    text = "Missiles fell near Erbil on Monday. Later an airliner crashed after it took off from Tehran's airport."
    assert of_kind(read(text, "2019-05-07"), "Accident").place is None


def test_a_quake_under_the_ocean_was_off_the_port_that_is_named(read: Read) -> None:
    lead = "Guatemala, on the Pacific Ocean, was shaken on Sunday."
    reading = read(f"{lead} The earthquake was centred under the Pacific Ocean 25 miles from the port of Champerico.")
    place = of_kind(reading, "Natural disaster").place
    assert place is not None
    assert place.country_code == "GT"


def test_an_opening_place_is_where_it_happened_however_it_was_told(read: Read) -> None:
    reading = read("At Katsina-Ala, the army headquarters claimed, troops engaged a gang in a forest on Friday.")
    assert "Katsina-Ala" in dict(placed(reading)).values()


@pytest.mark.parametrize(
    "text",
    [
        "Fishermen from Beira say that a patrol boat killed three men without a warning on Monday.",
        "A commander outside Beira said drones had killed nine men before sunrise on Thursday.",
    ],
)
def test_people_tell_of_what_happened_where_they_are(read: Read, text: str) -> None:
    assert "Beira" in dict(placed(read(text))).values()


def test_officials_tell_of_what_happened_elsewhere(read: Read) -> None:
    reading = read("Officials in Maputo said drones had killed nine men before sunrise on Thursday.")
    assert "Maputo" not in dict(placed(reading)).values()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Odesa is calm.\n\nKRYVYI RIH. A ballistic missile hit a heating plant at noon.", "Kryvyy Rih"),
        ("Bunia is calm.\n\nGOMA. On Monday gunmen shot two traders dead.", "Goma"),
    ],
)
def test_the_name_that_heads_a_paragraph_tells_where_it_plays(reader: Reader, text: str, place: str) -> None:
    assert [one.place.name for one in read_article(reader, Article("a", text)).incidents if one.place] == [place]


def test_what_else_a_sentence_tells_happened_where_it_plays(reader: Reader) -> None:
    text = "Gunmen pushed into the hillside town of Mirebalais on Monday, set fire to the police station and left."
    places = [one.place for one in read_article(reader, Article("a", text)).incidents]
    assert places and all(place is not None and place.name == "Mirebalais" for place in places)


def test_a_second_story_has_a_capital_and_a_scene_of_its_own(reader: Reader) -> None:
    text = (
        "KHARTOUM (Agency) - Drones hit Omdurman on Monday. In Khartoum a market burned. Sudan asked for help.\n\n"
        "N'DJAMENA (Agency) - Gunmen killed nine herders on Friday. Chad sent gendarmes from Koumra. Sarh was calm. "
        "The party plans to hold a vigil in the capital on Tuesday."
    )
    incidents = read_article(reader, Article("a", text)).incidents
    named = {one.sub_event_type: one.place and one.place.name for one in incidents}
    assert named["Peaceful protest"] == "N'Djamena"
    assert named["Attack"] != "Khartoum"
    assert named["Looting/property destruction"] == "Khartoum"
