"""Which of the places that bear a name is meant, and where exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asked import read_places

from geo.gazetteer.gazetteer import open_gazetteer
from geo.places.relations import move

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("text", "name", "country", "latitude", "longitude"),
    [
        ("The fair in Paris, Texas, drew 500 people.", "Paris", "US", 33.66, -95.56),
        ("The summit in Paris ended with a deal.", "Paris", "FR", 48.85, 2.35),
        ("Police in Tripoli, Lebanon, arrested two men.", "Tripoli", "LB", 34.44, 35.85),
        ("Police in Athens, Ga., arrested two men on the road to Atlanta.", "Athens", "US", 33.96, -83.38),
        ("Police in London, Ontario, asked drivers to stay home.", "London", "CA", 42.98, -81.25),
        ("Tbilisi accused Moscow. Troops in Georgia are on alert near Gori.", "Georgia", "GE", 42.3, 43.4),
        ("Two men of Macon were held in Savannah, Georgia, on Monday.", "Georgia", "US", 32.6, -83.4),
        ("Two people were shot in New York on Friday.", "New York", "US", 40.71, -74.0),
        ("Two people were shot in Buffalo, New York, on Friday.", "New York", "US", 43.0, -75.5),
        ("Mobs burned cars in Santa Cruz, police in La Paz, in Bolivia, said.", "Santa Cruz", "BO", -17.79, -63.18),
        ("Kansas is dry. A mine in the Hays district, south of Hodeida, killed two.", "Hays", "YE", 13.93, 43.48),
        ("Cars burned between Los Reyes and Zamora, in Michoacan, Mexico.", "Los Reyes", "MX", 19.58, -102.47),
        ("Shells fell on the Nasriya district of Taiz, Yemen said.", "Taiz", "YE", 13.58, 44.02),
    ],
)
def test_the_text_decides_which_place_a_name_means(
    text: str, name: str, country: str, latitude: float, longitude: float, gazetteer: Gazetteer
) -> None:
    place = read_places(text, gazetteer)[name].place
    assert place is not None
    assert place.country_code == country
    assert abs(place.latitude - latitude) < 1
    assert abs(place.longitude - longitude) < 1


def test_an_answer_has_confidence_reasons_and_runners_up(gazetteer: Gazetteer) -> None:
    mention = read_places("A storm hit Springfield on Monday. Illinois sent help.", gazetteer)["Springfield"]
    assert mention.place is not None
    assert mention.place.admin1 == "Illinois"
    assert 0 < mention.confidence < 1
    assert any(reason.startswith("where: ") for reason in mention.reasons)
    assert {place.name for place in mention.alternatives} == {"Springfield"}


@pytest.mark.parametrize(
    ("text", "name", "relation", "latitude", "longitude"),
    [
        ("The convoy was hit 40 km north of Baghdad on Monday.", "Baghdad", "north of", 33.70, 44.4),
        ("A drone fell just south of Kharkiv.", "Kharkiv", "south of", 49.84, 36.25),
        ("A mine went off near Sana'a.", "Sana'a", "near", 15.35, 44.2),
        ("Rockets hit Baghdad's international airport.", "Baghdad", "at", 33.26, 44.23),
        ("Rockets hit the airport in Erbil.", "Erbil", "at", 36.24, 43.96),
        ("A crowd stormed the US embassy in Baghdad.", "Baghdad", "at", 33.34, 44.4),
        ("A bus was found on the road between Homs and Hama.", "Homs", "between", 34.93, 36.74),
        ("Shelling went on 12 miles (19 km) south-east of Donetsk.", "Donetsk", "south-east of", 47.85, 37.98),
    ],
)
def test_a_place_told_by_another_is_moved_or_enlarged(
    text: str, name: str, relation: str, latitude: float, longitude: float, gazetteer: Gazetteer
) -> None:
    place = read_places(text, gazetteer)[name].place
    assert place is not None
    assert place.relation == relation
    assert abs(place.latitude - latitude) < 0.12
    assert abs(place.longitude - longitude) < 0.12


@pytest.mark.parametrize(
    ("text", "name", "place"),
    [
        ("A car bomb killed five people in the Somali capital on Friday.", "Somali", "Mogadishu"),
        ("Gangs stormed a prison in Haiti's capital late on Saturday.", "Haiti", "prison, Port-au-Prince"),
        ("A drone hit a school in the capital of Ukraine.", "Ukraine", "Kyiv"),
        ("Gunmen shot a priest in the Nigerian capital, Abuja.", "Nigerian", "Nigeria"),
        ("Chad's capital markets fell.", "Chad", "Chad"),
    ],
)
def test_the_capital_of_a_country_is_meant_where_the_text_says_so(
    text: str, name: str, place: str, gazetteer: Gazetteer
) -> None:
    assert read_places(text, gazetteer)[name].name == place


def test_a_building_in_the_capital_lies_in_the_capital(gazetteer: Gazetteer) -> None:
    places = read_places("Gangs stormed the Central Barracks in Haiti's capital.", gazetteer)
    assert {round(mention.place.latitude, 1) for mention in places.values() if mention.place} == {18.5}


def test_a_name_lies_in_the_province_that_its_country_owns(gazetteer: Gazetteer) -> None:
    text = "A strike hit the Barmal district of Afghanistan's Paktika province, officials in Kabul said."
    place = read_places(text, gazetteer)["Barmal"].place
    assert place is not None
    assert (place.relation, place.precision, place.admin1) == ("in", "admin1", "Paktika")


def test_a_site_that_bears_its_towns_name_lies_at_the_town(gazetteer: Gazetteer) -> None:
    place = read_places("Fighters guarded the Sennar Dam in Sudan.", gazetteer)["Sennar Dam"].place
    assert place is not None
    assert (place.name, place.relation) == ("Sennar Dam", "at")
    assert abs(place.latitude - 13.55) < 0.2


def test_weak_evidence_gives_no_answer(gazetteer: Gazetteer) -> None:
    mention = read_places("Raiders burned the village of Qarawet.", gazetteer)["Qarawet"]
    assert mention.place is None
    assert mention.role == "literal"


def test_a_country_is_an_area(gazetteer: Gazetteer) -> None:
    place = read_places("Floods hit Pakistan.", gazetteer)["Pakistan"].place
    assert place is not None
    assert place.precision == "country"
    assert place.radius_km > 300


def test_a_part_of_a_country_lies_on_its_side() -> None:
    place = read_places("Floods hit northern Pakistan.", open_gazetteer())["Pakistan"].place
    assert place is not None
    assert (place.precision, place.relation) == ("region", "northern")
    assert place.latitude > 32


def test_a_part_of_a_province_is_an_area_on_that_side_of_it() -> None:
    place = read_places("Two bodies were found on a path in West Wales.", open_gazetteer())["Wales"].place
    assert place is not None
    assert (place.precision, place.relation, place.longitude < -4.0) == ("region", "west", True)


def test_an_airport_is_somewhere_even_where_its_town_stands_before_a_noun(gazetteer: Gazetteer) -> None:
    mention = read_places("He died in a strike on Erbil airport staff housing.", gazetteer)["Erbil"]
    assert mention.role == "literal"
    assert mention.place is not None
    assert mention.place.precision == "exact"


def test_a_border_lies_between_its_countries(gazetteer: Gazetteer) -> None:
    place = read_places("Soldiers clashed at the Thailand-Cambodia border.", gazetteer)["Thailand"].place
    assert place is not None
    assert place.name == "Thailand-Cambodia border"
    assert 12 < place.latitude < 15.5
    assert 101 < place.longitude < 105


def test_the_border_with_a_country_is_that_of_the_country_named_before(gazetteer: Gazetteer) -> None:
    place = read_places("Kenya said a lorry hit a mine near the border with Somalia.", gazetteer)["Somalia"].place
    assert place is not None
    assert place.relation == "border"
    assert 39 < place.longitude < 43


def test_a_place_that_the_text_puts_in_a_town_is_no_namesake_overseas(gazetteer: Gazetteer) -> None:
    text = "A man died in Saint-Louis, a tribal area in the municipality of Mont-Dore, New Caledonia."
    place = read_places(text, gazetteer)["Saint-Louis"].place
    assert place is None or place.country_code == "NC"


def test_no_town_takes_an_article(gazetteer: Gazetteer) -> None:
    text = "The quake in Guatemala was centred under the Pacific about 25 miles from the port of Champerico."
    place = read_places(text, gazetteer)["Pacific"].place
    assert place is not None
    assert place.level != "city"


def test_an_ocean_needs_no_support(gazetteer: Gazetteer) -> None:
    text = "Guatemala and the United States were shaken by a quake under the Pacific Ocean, off Mexico."
    place = read_places(text, gazetteer)["Pacific Ocean"].place
    assert place is not None
    assert place.country_code == ""


def test_a_street_lies_in_the_town_that_is_named_with_it(gazetteer: Gazetteer) -> None:
    place = read_places("The fire on Larkspur Street in Dayton, Ohio, was put out.", gazetteer)["Larkspur Street"].place
    assert place is not None
    assert place.relation == "in"
    assert abs(place.latitude - 39.76) < 0.2


def test_a_site_lies_in_the_town_of_its_own_sentence(gazetteer: Gazetteer) -> None:
    text = "Police in Jerusalem closed roads. Jerusalem was quiet. In Haifa, crowds met at Palm Square on Saturday."
    place = read_places(text, gazetteer)["Palm Square"].place
    assert place is not None
    assert abs(place.latitude - 32.8) < 0.2


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "Bombs hit Zaporizhzhia, in Ukraine. A clinic in the city's Shevchenkivskyi district burned.",
            "Shevchenkivskyi",
        ),
        (
            "Men shot at the hamlet of El Guayabo. In Uruapan and Apatzingan, in Mexico, schools were shut.",
            "El Guayabo",
        ),
    ],
)
def test_a_quarter_or_village_far_from_all_else_in_the_text_is_another(
    text: str, name: str, gazetteer: Gazetteer
) -> None:
    mention = read_places(text, gazetteer)[name]
    assert mention.place is None or mention.place.relation == "in"
    assert any("far from all else" in reason for reason in mention.reasons)


def test_the_citys_quarter_lies_in_the_city_named_last(gazetteer: Gazetteer) -> None:
    text = "Kyiv was quiet. Bombs fell on Zaporizhzhia, in Ukraine, and the city's Shevchenkivskyi district burned."
    place = read_places(text, gazetteer)["Shevchenkivskyi"].place
    assert place is not None
    assert abs(place.latitude - 47.85) < 0.3


def test_a_garden_of_a_town_is_not_the_town_of_its_own_name(gazetteer: Gazetteer) -> None:
    text = "The mayor was shot in the Hidalgo garden of Uruapan, in Mexico."
    place = read_places(text, gazetteer)["Hidalgo"].place
    assert place is not None
    assert abs(place.latitude - 19.42) < 0.3


def test_a_small_town_of_a_country_that_the_text_never_names_is_another(gazetteer: Gazetteer) -> None:
    text = "Seven men were shot in Tejaban. Police in Quetta, Turbat and Gwadar, in Pakistan, said so."
    assert read_places(text, gazetteer)["Tejaban"].place is None


def test_a_quarter_of_a_town_that_the_text_names_is_known(gazetteer: Gazetteer) -> None:
    text = "Drones hit Kyiv, in Ukraine. A clinic in the city's Shevchenkivskyi district burned."
    assert read_places(text, gazetteer)["Shevchenkivskyi"].place is not None


def test_an_unknown_quarter_lies_in_the_town_that_it_belongs_to(gazetteer: Gazetteer) -> None:
    text = "Men looted a clinic in Omdurman's Dar es Salam quarter, a doctor in Khartoum, in Sudan, said."
    place = read_places(text, gazetteer)["Dar es Salam"].place
    assert place is not None
    assert (place.country_code, place.relation) == ("SD", "in")


def test_moving_east_of_the_date_line_stays_on_the_map() -> None:
    assert move(0.0, 179.9, 100, 90)[1] == pytest.approx(-179.2, abs=0.01)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Two rockets landed near Tayji, north of Baghdad, the Iraqi army in Kirkuk said.", "Tayji"),
        ("A drone hit a depot in Amiriya, east of Mosul, in Iraq's Nineveh province.", "Amiriya"),
        ("Police in Jowhar and Baidoa said that a mine in Medina district killed two men in Somalia.", "Medina"),
        ("Rockets hit the Turkmen town of Tiznit on Sunday, officials in Kirkuk and Baghdad, in Iraq, said.", "Tiznit"),
        ("A ferry sank off Zafra island on Monday, police in Jakarta and Kendari, in Indonesia, said.", "Zafra"),
        ("A mine killed two men in Salem, a village near Gao, in Mali, a doctor in Bamako said.", "Salem"),
    ],
)
def test_a_far_place_that_nothing_else_in_the_text_supports_is_no_answer(
    text: str, name: str, gazetteer: Gazetteer
) -> None:
    mention = read_places(text, gazetteer)[name]
    assert mention.place is None
    assert mention.alternatives
    assert any(reason.startswith("where: unknown, for ") for reason in mention.reasons)


def test_a_small_place_that_the_text_supports_comes_before_an_unlikely_large_one(gazetteer: Gazetteer) -> None:
    text = "Rockets hit the Turkmen town of Taza on Sunday, officials in Kirkuk and Baghdad, in Iraq, said."
    mention = read_places(text, gazetteer)["Taza"]
    assert mention.place is not None
    assert mention.place.country_code == "IQ"
    assert mention.alternatives[0].country_code == "MA"


def test_a_place_lies_where_the_text_puts_it(gazetteer: Gazetteer) -> None:
    text = "Insurgents attacked the town of Palma in northern Mozambique, and Russia's Belgorod was shelled."
    places = read_places(text, gazetteer)
    assert places["Palma"].place is not None
    assert places["Palma"].place.country_code == "MZ"
    assert places["Belgorod"].place is not None
    assert places["Belgorod"].place.country_code == "RU"


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        (
            "An Israeli drone hit a pickup outside Beit Jinn, in southern Syria, a man in Tel Aviv said.",
            "Beit Jinn",
            "SY",
        ),
        ("French soldiers from Lyon and Nantes died near Rousset in Mali.", "Rousset", "ML"),
    ],
)
def test_a_namesake_in_another_country_than_the_text_says_is_no_answer(
    text: str, name: str, country: str, gazetteer: Gazetteer
) -> None:
    mention = read_places(text, gazetteer)[name]
    assert mention.place is None or (mention.place.country_code, mention.place.precision) == (country, "country")
    assert "in another country than the one that the text puts it in" in " ".join(mention.reasons)


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Shelling went on in Kharkiv and Sumy, in Ukraine. Paris will send more howitzers.", "Paris", "FR"),
        ("The dead in Fallujah and Ramadi, in Iraq, were of a family of Detroit.", "Detroit", "US"),
        ("Talks in Davos on Sudan, Darfur and Chad ended without a deal.", "Davos", "CH"),
        ("Troops left Helmand province for Kabul.", "Helmand", "AF"),
    ],
)
def test_a_far_place_that_is_known_well_needs_no_support(
    text: str, name: str, country: str, gazetteer: Gazetteer
) -> None:
    place = read_places(text, gazetteer)[name].place
    assert place is not None
    assert place.country_code == country
