"""Names that the gazetteer knows only in part, or only as another name of a place far away."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from asked import read_places

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer

SYRIA = "Shops in Idlib and in Aleppo were shut; Syria mourned. "
SAHEL = "Abeche and Biltine are calm. Shops in Adre and in Goz Beida were shut; Sudan mourned. "


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (SYRIA + "A raid on a water station near Ain Shib left two dead.", "Ain Shib"),
        (SAHEL + "Two of its soldiers were killed at a camp in Tiné on Monday. France sent help.", "Tiné"),
    ],
)
def test_a_namesake_far_away_is_not_meant(text: str, name: str, gazetteer: Gazetteer) -> None:
    mention = read_places(text, gazetteer)[name]
    assert mention.role == "literal" and mention.place is None


@pytest.mark.parametrize(
    ("text", "name", "country", "level"),
    [
        ("The storm took 31 lives in Haiti, most of them at Petit-Goâve.", "Petit-Goâve", "HT", "city"),
        ("Gunmen stormed a bank in Sokoto State on Friday, police in Nigeria said.", "Sokoto", "NG", "admin1"),
        ("Floods hit the village of Lumut in Batang Toru district, Indonesia said.", "Batang Toru", "ID", "city"),
        ("Two men were held in Bacolod City on Friday.", "Bacolod City", "PH", "city"),
    ],
)
def test_what_goes_on_with_a_kind_or_stands_with_its_country_is_meant(
    text: str, name: str, country: str, level: str, gazetteer: Gazetteer
) -> None:
    place = read_places(text, gazetteer)[name].place
    assert place is not None and (place.country_code, place.level) == (country, level)


def test_a_quarter_lies_in_the_town_that_heads_its_paragraph(gazetteer: Gazetteer) -> None:
    text = "Kyiv and Lviv slept.\n\nKHERSON. A drone hit a bus in the Dniprovskyi district at noon."
    place = read_places(text, gazetteer)["Dniprovskyi"].place
    assert place is not None and place.admin1 == "Kherson"
