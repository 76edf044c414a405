"""Tolls in sentences of their own belong to the incident told right before."""

import re
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import spacy
from spacy.tokens import Doc
from told import BANDE, LAGO, MONDAY

from geo.merging.tolls import add_tolls
from geo.records import DateSpan, Excerpt, Incident, Mention

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
CRASH = "A train left the rails near Lago on Monday."
LAST_MONDAY: dict[str, Any] = {"place": LAGO, "date_start": MONDAY, "date_end": MONDAY, "date_precision": "day"}


def read(text: str) -> Doc:
    return NLP(text)


def crash(status: str = "occurred") -> Incident:
    excerpt = Excerpt("a", 0, len(CRASH), CRASH, (8, 12))
    return Incident(
        "1", "Other incident", "Accident", status, "unknown", None, None, "unknown", None, (), None, None, None, None,
        (excerpt,), 0.5,
    )  # fmt: skip


def test_toll_in_the_next_sentence_is_the_incidents() -> None:
    text = f"{CRASH} Fifty-seven people died and at least 80 were injured."
    (found,) = add_tolls("a", read(text), [crash()])
    assert (found.fatalities_best, found.injured) == (57, 80)
    assert text[found.excerpts[1].start : found.excerpts[1].end] == found.excerpts[1].text
    assert found.excerpts[1].fatalities == 57


@pytest.mark.parametrize(
    "text",
    [
        "In 1998 a crash there killed 40 people.",
        "Two earlier crashes killed nine people.",
        "The minister came by car.",
        "Three other people died of medical emergencies.",
        f"{'The line is old and its bridges are narrow. ' * 9} Forty people died.",
    ],
)
def test_other_times_and_far_sentences_are_left_out(text: str) -> None:
    (found,) = add_tolls("a", read(f"{CRASH} {text}"), [crash()])
    assert found.fatalities_best is None
    assert len(found.excerpts) == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "In Bande, hillsides slid on to houses and the mayor counted 33 dead.",
        "In late April, 17 people died there, too.",
        "The clan hit back on Tuesday at a market, where four people died.",
        "Nine people died in Bande when the bank of a river gave way.",
    ],
)
def test_tolls_of_other_places_and_days_are_left_out(sentence: str) -> None:
    text = f"{CRASH} {sentence}"
    (found,) = add_tolls("a", read(text), [replace(crash(), **LAST_MONDAY)], told=mentions(text))
    assert found.fatalities_best is None


@pytest.mark.parametrize(
    ("sentence", "deaths"),
    [
        ("In Lago, the mayor counted 33 dead.", 33),
        ("Two passengers died in an ambulance on the road to Bande.", 2),
        ("A doctor in Bande said that four people had died.", 4),
    ],
)
def test_tolls_told_or_nursed_elsewhere_are_the_incidents(sentence: str, deaths: int) -> None:
    text = f"{CRASH} {sentence}"
    (found,) = add_tolls("a", read(text), [replace(crash(), **LAST_MONDAY)], told=mentions(text))
    assert found.fatalities_best == deaths


def mentions(text: str) -> list[Mention]:
    """The places and days that the text names."""
    late = DateSpan(date(2024, 4, 20), date(2024, 4, 30), "few_days")
    known = [("Lago", LAGO), ("Bande", BANDE)]
    places = [
        Mention("a", "place", at.start(), at.end(), name, name, "literal", place=place)
        for name, place in known
        for at in re.finditer(name, text)
    ]
    days = [Mention("a", "date", at.start(), at.end(), at.group(), date=late) for at in re.finditer("late April", text)]
    return [*places, *days]


def test_plan_has_no_toll() -> None:
    (found,) = add_tolls("a", read(f"{CRASH} Ten people died."), [crash("planned")])
    assert found.fatalities_best is None
