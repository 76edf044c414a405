"""Where a publisher is at home, and what that says of the names in its articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.language.language import load_language, read_text
from geo.places.home import Home, find_home
from geo.places.resolve import load_weights, resolve_toponyms
from geo.places.toponyms import find_toponyms

if TYPE_CHECKING:
    from geo.gazetteer.gazetteer import Gazetteer
    from geo.records import Mention


@pytest.mark.parametrize(
    ("source", "url", "home"),
    [
        ("Mosul Gazette", "", Home("Mosul")),
        ("The Hindu (Chennai)", "", Home("Chennai")),
        ("The Hindu", "", Home("Chennai", "IN")),
        ("", "https://www.thehindu.com/news/1", Home("Chennai", "IN")),
        ("Springfield News-Leader", "", Home("Springfield", "US", "US.MO")),
        ("Times of Malta", "", Home("Malta")),
        ("", "https://timesofmalta.com/x", Home("Malta")),
        ("St. Louis Courier", "", Home("St. Louis")),
        ("Herald, Inverness", "", Home("Inverness")),
        ("", "https://www.example.iq/12", Home("", "IQ")),
        ("The Example", "https://example.co.uk/12", Home("", "GB")),
    ],
)
def test_a_publishers_name_or_address_tells_its_home(source: str, url: str, home: Home, gazetteer: Gazetteer) -> None:
    assert find_home(source, url, gazetteer) == home


@pytest.mark.parametrize(
    ("source", "url"),
    [
        ("", ""),
        ("Reuters", "https://www.reuters.com/world/1"),
        ("", "https://www.bbc.co.uk/news/1"),
        ("The Sunday Times", ""),
        ("Daily Mirror", ""),
        ("My own notes", "https://example.io/1"),
        ("http://[", "http://["),
        ("Dateline samples", "https://en.wikipedia.org/wiki/X"),
    ],
)
def test_agencies_papers_of_the_world_and_plain_words_tell_no_home(source: str, url: str, gazetteer: Gazetteer) -> None:
    assert find_home(source, url, gazetteer) is None


def read_first(text: str, source: str, url: str, gazetteer: Gazetteer) -> Mention:
    doc = read_text(load_language(), text)
    mentions = find_toponyms("a", doc, gazetteer)
    return resolve_toponyms(doc, mentions, gazetteer, load_weights(), find_home(source, url, gazetteer))[0]


@pytest.mark.parametrize(
    ("text", "source", "division"),
    [
        ("A man was shot in Springfield on Monday night, police said.", "Springfield News-Leader", "Missouri"),
        ("A man was shot in Springfield on Monday night, police said.", "State Journal-Register", "Illinois"),
        ("A man was shot in Springfield on Monday night, police said.", "The Republican", "Massachusetts"),
        ("Crowds marched in Alexandria on Friday.", "The Town Talk", "Louisiana"),
        ("The mayor of Paris said that the water is safe again.", "The Paris News", "Texas"),
        ("The mayor of Paris said that the water is safe again.", "Dallas Morning News", "Île-de-France"),
        ("A blaze in London was put out on Tuesday.", "London Free Press", "Ontario"),
        ("A blaze in London was put out on Tuesday.", "Evening Standard", "England"),
    ],
)
def test_a_name_that_may_be_many_places_is_the_one_near_the_publisher(
    text: str, source: str, division: str, gazetteer: Gazetteer
) -> None:
    place = read_first(text, source, "", gazetteer).place
    assert place is not None
    assert place.admin1 == division


def test_the_publisher_is_given_as_the_reason(gazetteer: Gazetteer) -> None:
    mention = read_first("A man was shot in Springfield on Monday.", "The Republican", "", gazetteer)
    assert "where: the publisher is of the town or near it" in mention.reasons


def test_a_text_that_says_where_outweighs_its_publisher(gazetteer: Gazetteer) -> None:
    text = "In Springfield, Illinois, a man was shot on Monday. Police of Decatur and Peoria helped."
    place = read_first(text, "Springfield News-Leader", "", gazetteer).place
    assert place is not None
    assert place.admin1 == "Illinois"


def test_a_loose_name_in_another_country_than_the_publishers_is_no_answer(gazetteer: Gazetteer) -> None:
    assert read_first("Two soldiers died in Amiriya.", "", "https://example.iq/12", gazetteer).place is None
