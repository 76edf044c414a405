"""What is a place's name in a text, and what only looks like one."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from geo.language.language import load_language, read_text
from geo.places.toponyms import find_toponyms

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer


def names_in(text: str, gazetteer: Gazetteer) -> list[str]:
    return [mention.text for mention in find_toponyms("a", read_text(load_language(), text), gazetteer)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Two bombs went off in Mosul on Friday.", ["Mosul"]),
        ("BAGHDAD, Iraq (AP) - A car bomb killed six people.", ["BAGHDAD", "Iraq"]),
        ("He moved from Sacramento, Calif., to Newark, N.J., last year.", ["Sacramento", "Calif.", "Newark", "N.J."]),
        ("The envoy of the UAE flew to the DRC.", ["UAE", "DRC"]),
        ("A pro-Iran militia fired at Tehran-backed fighters.", ["Iran", "Tehran"]),
        ("Clashes broke out in the city of Gao in northern Mali.", ["Gao", "Mali"]),
        ("Both the West and Russia sent envoys.", ["Russia"]),
        ("Two bodies were found in West Wales.", ["Wales"]),
        ("Farmers in Diyala Province fled to Baquba.", ["Diyala Province", "Baquba"]),
        ("The Springfield Police Department hired six officers.", ["Springfield"]),
        ("Sheriff Dale Jackson said Jackson would stay in jail.", []),
        ("A crash on Maple Street in Dayton, Ohio, hurt two.", ["Maple Street", "Dayton", "Ohio"]),
        ("Fighting in Deir ez-Zor and in al-Bab went on.", ["Deir ez-Zor", "al-Bab"]),
        ("The ship ran aground off Sao Tome.", ["Sao Tome"]),
        ("Raiders burned the village of Qarawet, a farmer said.", ["Qarawet"]),
        (
            "The army took the villages of Zur Habta, Al-Mishraq and Tel Awshan.",
            ["Zur Habta", "Al-Mishraq", "Tel Awshan"],
        ),
        ("Shells fell on Vorotsk village on Monday.", ["Vorotsk"]),
        ("Fighters stormed the Qadira Dam at dawn.", ["Qadira Dam"]),
        ("The Rev. Dale Jackson of Jackson, Miss., spoke.", ["Jackson", "Miss."]),
        ("Police met at Elm and Walnut streets in Akron, Ohio.", ["Elm and Walnut streets", "Akron", "Ohio"]),
        ("The Republic of Armenia opened a consulate.", ["Republic of Armenia"]),
        ("In March he will turn 80.", []),
        ("The frigate Montreal met the destroyer Izumo off Japan.", ["Japan"]),
        ("Tanks pushed into Tal al-Rumman in Syria.", ["Tal al-Rumman", "Syria"]),
        ("Gunmen shot four people in Pont-Rouvel, in Haiti.", ["Pont-Rouvel", "Haiti"]),
        ("Rebels met soldiers at Sitio Malunok, Pikit.", ["Sitio Malunok", "Pikit"]),
        ("Youths threw stones in Deir Qarun en-Nahr, east of Tyre.", ["Deir Qarun en-Nahr", "Tyre"]),
        ("A pickup blew up outside the Mall del Norte in Guayaquil.", ["Mall del Norte", "Guayaquil"]),
        ("Inmates rioted in Croix-des-Bouquets, in Haiti.", ["Croix-des-Bouquets", "Haiti"]),
        ("Shots were heard near Camp de Brionne, in Bangui.", ["Camp de Brionne", "Bangui"]),
        ("A shop burned in Rua da Aurora, in Recife, Brazil.", ["Rua da Aurora", "Recife", "Brazil"]),
        ("They met on Avenue des Palmiers in Lome.", ["Avenue des Palmiers", "Lome"]),
        ("A five-hour fight broke out in Sultan sa Barongis.", ["Sultan sa Barongis"]),
        ("The mayor of Menaka said that the town was cut off.", ["Menaka"]),
        ("Lorries waited at Kerem Shalom for a third day.", ["Kerem Shalom"]),
        ("The Torkham crossing was shut on Sunday.", ["Torkham"]),
        ("The White House and the Kremlin said nothing.", []),
    ],
)
def test_place_names_are_found_as_newspapers_write_them(text: str, names: list[str], gazetteer: Gazetteer) -> None:
    assert names_in(text, gazetteer) == names


def test_offsets_quote_the_text(gazetteer: Gazetteer) -> None:
    text = "“Kyiv’s mayor,” he wrote,\nspoke in Lviv — and in Odesa."
    for mention in find_toponyms("a", read_text(load_language(), text), gazetteer):
        assert text[mention.start : mention.end] == mention.text
    assert names_in(text, gazetteer) == ["Kyiv", "Lviv", "Odesa"]


@pytest.mark.parametrize("text", ["", "   ", "\n", "....", "?" * 5000, "A" * 20000, "\u202e\u0000 x", "'’s ’s"])
def test_odd_texts_have_no_places_and_do_no_harm(text: str, gazetteer: Gazetteer) -> None:
    assert names_in(text, gazetteer) == []


def test_a_long_run_of_articles_is_read_in_time(gazetteer: Gazetteer) -> None:
    started = time.process_time()
    assert names_in("Al-" * 5000, gazetteer) == []
    assert time.process_time() - started < 5


def test_each_mention_says_why_it_is_a_place_and_of_which_role(gazetteer: Gazetteer) -> None:
    (mention,) = find_toponyms("a", read_text(load_language(), "A bomb exploded in Kirkuk."), gazetteer)
    assert mention.role == "literal"
    assert any(reason.startswith("place: ") for reason in mention.reasons)
    assert any(reason.startswith("literal: ") for reason in mention.reasons)
