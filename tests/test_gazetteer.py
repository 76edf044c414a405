"""The built-in gazetteer: what a name may mean, the likeliest first."""

from __future__ import annotations

import pytest

from geo.gazetteer import Gazetteer, open_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "found", "level", "country"),
    [
        ("Najaf", "Najaf", "city", "IQ"),
        ("Baghdad", "Baghdad", "city", "IQ"),
        ("Kuwait", "Kuwait", "country", "KW"),
        ("Tehran", "Tehran", "city", "IR"),
        ("Kiev", "Kyiv", "city", "UA"),
        ("Mawsil", "Mosul", "city", "IQ"),
        ("al-Raqqah", "Ar Raqqah", "city", "SY"),
        ("Darfur", "Darfur", "region", "SD"),
        ("Georgia", "Georgia", "country", "GE"),
        ("Calif.", "California", "admin1", "US"),
        ("U.S.", "United States", "country", "US"),
        ("DRC", "Democratic Republic of the Congo", "country", "CD"),
        ("Iranian", "Iran", "country", "IR"),
        ("Burma", "Myanmar", "country", "MM"),
        ("Nineveh Governorate", "Nineveh", "admin1", "IQ"),
        ("County Mayo", "Mayo", "admin2", "IE"),
        ("New York", "New York City", "city", "US"),
        ("European", "Europe", "continent", ""),
        ("White House", "White House", "site", "US"),
        ("Eastern Ghouta", "Eastern Ghouta", "region", "SY"),
        ("Bagram airbase", "Bagram", "base", "AF"),
        ("Strait of Hormuz", "Strait of Hormuz", "strait", ""),
        ("the Green Zone", "Green Zone", "site", "IQ"),
        ("Cote d'Ivoire", "Ivory Coast", "country", "CI"),
        ("South Ossetian", "South Ossetia", "region", "GE"),
        ("Nord-Kivu", "North Kivu", "admin1", "CD"),
    ],
)
def test_name_means_first_of_all(gazetteer: Gazetteer, name: str, found: str, level: str, country: str) -> None:
    best = gazetteer.candidates(name)[0].entry
    assert (best.name, best.level, best.country_code) == (found, level, country)


@pytest.mark.parametrize("name", ["", "Xyzzyville", "us", "calif.", "Northern"])
def test_what_is_no_place_has_no_candidates(gazetteer: Gazetteer, name: str) -> None:
    assert not [match for match in gazetteer.candidates(name) if match.entry.level != "city"]
    assert not [match for match in gazetteer.candidates(name) if match.how != "name"]


def test_longest_name_wins_over_its_beginning(gazetteer: Gazetteer) -> None:
    assert gazetteer.longest(["in", "New", "York", "City", "today"], 1) == 3
    assert gazetteer.longest(["Deir", "ez", "-", "Zor"]) == 4
    assert gazetteer.longest(["purple"]) == 0
