"""Triggers that only go on with what was told before, and general talk, put no incident of their own on the map."""

from __future__ import annotations

import pytest

from geo.language.language import load_language, parse, read_text
from geo.triggers.figures import without_figures
from geo.triggers.triggers import find_triggers, load_triggers, sentences_with_triggers

TABLE = load_triggers()
NLP = load_language()


def meant_in(text: str) -> list[str]:
    """The words of the triggers of a text that are left."""
    doc = read_text(NLP, text)
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    return [doc[trigger.head].text for trigger in without_figures(doc, find_triggers(doc, TABLE))]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Troops killed four rebels near Bama. Two rifles and a grenade were recovered.", ["killed"]),
        ("Nurses marched through Accra. Six of them were arrested.", ["marched"]),
        ("Chad sent soldiers to Diffa to fight the rebels.", ["sent"]),
        ("A jet shot down a drone over Gori; Georgia called it an accident.", ["shot"]),
        ("An earthquake shook Izmir on Friday. Houses collapsed in two districts.", ["earthquake"]),
        ("A drone hit the port of Izmail. Grain silos caught fire.", ["hit"]),
        ("Missiles fell near Erbil. Later an airliner crashed.", ["fell", "crashed"]),
        ("Police in Tulsa shot a son of the jailed gang leader Hal Roe.", ["shot"]),
        ("A bomb went off in Davao.\n\nBLAST AT TERMINAL\n\nNobody has claimed it.", ["bomb", "went"]),
    ],
)
def test_what_follows_an_incident_belongs_to_it(text: str, left: list[str]) -> None:
    assert meant_in(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Troops seized six rifles in a house at Bama.",
        "The police in Accra arrested six nurses on Monday.",
        "Soldiers attacked the rebels near Diffa.",
    ],
)
def test_the_same_words_tell_an_incident_where_nothing_stands_before(text: str) -> None:
    assert meant_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "Some 900 villagers have been killed in the hills so far this year.",
        "Of them, 57 were killed in the north.",
        "It was the 11th shooting by guards this year.",
        "No one was hurt.",
    ],
)
def test_general_talk_reports_nothing(text: str) -> None:
    assert meant_in(text) == []
