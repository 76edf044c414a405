"""What rules add to the entity net: buildings, events, people by their titles and surnames."""

import pytest

from geo.language.entity_rules import ruled_entities

CASES = [
    # claim, words with the net's entities in brackets, expected
    ("a known town is governed", "Troops left [LOC Mosul]", ["GPE Mosul"]),
    ("a river is not governed", "Troops left [LOC Litani River]", ["LOC Litani River"]),
    ("a place that ends as a building", "in [LOC Tahrir Square]", ["FAC Tahrir Square"]),
    ("an organisation that ends as a building", "at [ORG Mehran Airport]", ["FAC Mehran Airport"]),
    ("a small word before a place", "across [LOC lowland Drenthe] they", ["GPE Drenthe"]),
    ("a place that is governed", "the [LOC Mosul government] said", ["GPE Mosul"]),
    ("a capital is no person", "in [PERSON Kyiv] they", ["GPE Kyiv"]),
    (
        "a capital that someone bears",
        "[PERSON Ann Kyiv] left and [PERSON Kyiv] ran",
        ["PERSON Ann Kyiv", "PERSON Kyiv"],
    ),
    ("a capital after a title", "then Gen. [PERSON Kyiv] left", ["PERSON Kyiv"]),
    ("a surname that is a town", "then [PERSON Washington] left", ["PERSON Washington"]),
    ("a church may be a body", "the [ORG Catholic Church] said", ["ORG Catholic Church"]),
    (
        "an airport takes in its town",
        "near [LOC Mosul] International Airport on Friday",
        ["FAC Mosul International Airport"],
    ),
    ("an airport without a name", "near the Airport on Friday", []),
    ("a base of two words", "at Kandari Air Base", ["FAC Kandari Air Base"]),
    ("a battle with its place", "since the Battle of [LOC Marawi] ended", ["EVENT Battle of Marawi"]),
    ("a war by its ending", "in the Gulf War they", ["EVENT Gulf War"]),
    ("a war with its number", "after World War II ended", ["EVENT World War II"]),
    ("a war without a name", "The War goes on", []),
    ("a body known by its letters", "the UN and [LOC EU] met", ["ORG UN", "ORG EU"]),
    ("a country that the net left out", "Northern Algeria is dry", ["GPE Algeria"]),
    ("a country in an organisation's name", "[ORG Bank of Algeria] said", ["ORG Bank of Algeria"]),
    ("a sea by its last word", "across the Celebes Sea they", ["LOC Celebes Sea"]),
    ("a gulf by its first words", "in the Gulf of Tonkin on Friday", ["LOC Gulf of Tonkin"]),
    ("a king", "then King Harlow left", ["PERSON Harlow"]),
    ("a street with a king", "near [LOC King Harlow Street]", ["FAC King Harlow Street"]),
    ("whoever is called Mr", "then Ms Harlow left", ["PERSON Harlow"]),
    ("a title is not part of the name", "[ORG Ms Harlow] left", ["PERSON Harlow"]),
    ("a king's title is not part of the name", "[PERSON King Harlow] left", ["PERSON Harlow"]),
    ("a title alone stays", "the [PERSON Emperor] left", ["PERSON Emperor"]),
    ("a king's number is part of the name", "under [PERSON Harlow] II the", ["PERSON Harlow II"]),
    ("so is what tells a son from his father", "[PERSON Sam Hale], Jr. left", ["PERSON Sam Hale , Jr."]),
    ("a town's name after a title", "Gen. [LOC Lebedin] left", ["PERSON Lebedin"]),
    (
        "a surname after the full name",
        "[PERSON Karim Saleh] left and [LOC Saleh] fell but Saleh ran",
        ["PERSON Karim Saleh", "PERSON Saleh", "PERSON Saleh"],
    ),
    ("a surname that is a country", "[PERSON Ann Jordan] went to [LOC Jordan]", ["PERSON Ann Jordan", "GPE Jordan"]),
]


def marked(text: str) -> tuple[list[str], list[tuple[int, int, str]]]:
    """The words of a text and the entities that stand in brackets."""
    words: list[str] = []
    entities = []
    for part in text.replace("]", "[").split("["):
        pieces = part.split()
        if pieces and pieces[0].isupper() and len(pieces[0]) > 2:
            entities.append((len(words), len(words) + len(pieces) - 1, pieces[0]))
            pieces = pieces[1:]
        words += pieces
    return words, entities


@pytest.mark.parametrize(("claim", "text", "expected"), CASES, ids=[case[0] for case in CASES])
def test_rules_for_entities(claim, text, expected):
    words, entities = marked(text)
    found = ruled_entities(words, entities)
    assert [f"{label} {' '.join(words[start:end])}" for start, end, label in found] == expected
