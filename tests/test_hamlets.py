"""Places that the gazetteer lacks, and places that a word only points to."""

import pytest

from geo.incidents.hamlets import nearest
from geo.reading import Reader, read_article
from geo.records import Article, Incident, Place

FLOTA = Place("Flota", 9.0, 40.0, 5.0, "city", "ET")


def only(reader: Reader, text: str, kind: str) -> Incident:
    return next(one for one in read_article(reader, Article("a", text)).incidents if one.sub_event_type == kind)


def test_a_village_that_no_list_has_lies_where_the_text_puts_it(reader: Reader) -> None:
    text = "Gunmen killed four farmers in the village of Ombuqway, near Goma, on Tuesday."
    incident = only(reader, text, "Attack")
    assert incident.place is not None and (incident.place.name, incident.place.admin1) == ("Ombuqway", "North Kivu")
    assert incident.place.radius_km >= 20
    assert any("near Goma" in reason for reason in incident.reasons)


def test_a_village_that_nothing_holds_lies_where_the_story_plays_if_that_is_one_area(reader: Reader) -> None:
    killed = "Gunmen killed four farmers in the village of Ombuqway on Tuesday."
    near = only(reader, f"Two men were held in Bunia on Monday. {killed}", "Attack")
    assert near.place is not None and (near.place.name, near.place.admin1) == ("Ombuqway", "Ituri")
    assert near.place.radius_km >= 50
    assert (
        only(reader, f"Two men were held in Bunia on Monday, others in Goma and Kinshasa.\n\n{killed}", "Attack").place
        is None
    )


def test_a_village_lies_by_the_town_of_its_sentence_before_that_of_its_paragraph(reader: Reader) -> None:
    text = "In Goma food was short. Rebels came back to Bunia on Monday and killed four men in the village of Ombuqway."
    place = only(reader, text, "Attack").place
    assert place is not None and place.admin1 == "Ituri"


@pytest.mark.parametrize(
    ("text", "admin1", "precision"),
    [
        ("Three men died in an ambush at Ombuqway, some 20 km from Goma, on Tuesday.", "North Kivu", "near"),
        ("Rebels entered the hamlet of Ombuqway, not far from Goma, and killed nine people.", "North Kivu", "near"),
        (
            "Ombuq and Tiwayo unions in Goma are calm. A shell hit Bunia.\n\nOn Friday rebels shot a boy at Ombuq.",
            "North Kivu",
            "near",
        ),
        (
            "Police shot two men in Mombasa on Friday.\n\nIn Wajir County calm was back. On Sunday raiders killed six"
            " herders at Ombuqwe.",
            "Wajir",
            "admin1",
        ),
        ("Men from Punjab were gunned down in the Tejabanu area on Tuesday.", None, None),
    ],
)
def test_a_village_lies_in_what_the_text_puts_it_in_or_the_province_it_speaks_of(
    reader: Reader, text: str, admin1: str | None, precision: str | None
) -> None:
    place = read_article(reader, Article("a", text)).incidents[-1].place
    assert (place and place.admin1, place and place.precision) == (admin1, precision)


def test_the_town_is_not_one_named_before_an_unknown_place(reader: Reader) -> None:
    text = "Shops in Bahir Dar were shut. Rebels attacked the garrison in Gundewein. They looted the town."
    reasons = [reason for one in read_article(reader, Article("a", text)).incidents for reason in one.reasons]
    assert not any("'the town' is" in reason for reason in reasons)


def test_a_quarter_that_no_list_has_lies_in_the_town_of_the_dateline(reader: Reader) -> None:
    text = "ROSARIO, Argentina (Agency) - Gunmen killed a bus driver in the Ludurwen neighbourhood on Saturday."
    place = only(reader, text, "Attack").place
    assert place is not None and (place.name, place.admin1) == ("Ludurwen", "Santa Fe")


def test_the_square_is_the_one_named_before(reader: Reader) -> None:
    text = (
        "Crowds filled Tahrir Square on Friday. In Giza and in Alexandria shops were shut.\n\n"
        "Thousands of people protested in the square on Saturday."
    )
    places = [one.place.name for one in read_article(reader, Article("a", text)).incidents if one.place]
    assert places[-1:] == ["Tahrir Square"]


def test_the_capital_is_that_of_the_dateline_where_two_countries_share_the_story(reader: Reader) -> None:
    text = (
        "BANGUI (Agency) - Chad sent food to Central African Republic on Monday. "
        "Neither Chad nor Central African Republic told why. Thousands marched in the capital on Friday."
    )
    place = only(reader, text, "Peaceful protest").place
    assert place is not None and place.name == "Bangui"


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Residents fled Maiduguri on Monday. Gunmen in Bama had the town to themselves and burned the town.", "Bama"),
        ("The road to Djibo is closed. In Djibo food is short. Soldiers there killed nine herders on Friday.", "Djibo"),
    ],
)
def test_there_and_the_town_mean_the_place_named_before(reader: Reader, text: str, town: str) -> None:
    places = [incident.place.name for incident in read_article(reader, Article("a", text)).incidents if incident.place]
    assert town in places


def test_the_capital_is_that_of_the_country_that_the_story_is_about(reader: Reader) -> None:
    text = "Nairobi and Mombasa were tense. Thousands of Kenyans marched through the capital on Friday."
    assert only(reader, text, "Peaceful protest").place is not None


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("Two rockets fired from Manbij hit a market in Jarabulus on Wednesday, killing three people.", "Manbij"),
        ("Two men who were hurt by the blast in Bunia died in hospital in Goma on Friday.", "Goma"),
    ],
)
def test_where_rockets_come_from_and_where_the_hurt_die_is_no_scene(reader: Reader, text: str, town: str) -> None:
    places = {one.place.name for one in read_article(reader, Article("a", text)).incidents if one.place}
    assert places and town not in places


@pytest.mark.parametrize(
    "text",
    [
        'The cup final is in Dortmund. "It was a war out there, they killed us," the coach said.',
        "The minister flew to Geneva. There were clashes on Friday.",
    ],
)
def test_there_in_a_quotation_or_without_meaning_points_nowhere(reader: Reader, text: str) -> None:
    assert not [incident for incident in read_article(reader, Article("a", text)).incidents if incident.place]


def test_the_place_of_a_name_is_the_one_near_the_story() -> None:
    far = Place("Flota", 45.0, 0.0, 5.0, "city", "FR")
    near = Place("Dire", 9.5, 40.5, 5.0, "city", "ET")
    assert nearest([far, FLOTA], [near]) is FLOTA
    assert nearest([far], [near]) is None
    assert nearest([far, FLOTA], []) is None
    assert nearest([], [near]) is None


def test_a_sentence_without_a_place_plays_where_its_paragraph_does(reader: Reader) -> None:
    paragraph = (
        "The people in Bama were asleep on Monday. Gunmen killed nine traders at noon.\n\nThe governor flew home."
    )
    assert [one.place.name for one in read_article(reader, Article("a", paragraph)).incidents if one.place] == ["Bama"]
    apart = "The people in Bama were asleep on Monday.\n\nGunmen killed nine traders at noon."
    assert not [one for one in read_article(reader, Article("a", apart)).incidents if one.place]
