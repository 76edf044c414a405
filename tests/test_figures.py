"""Figures of speech: each entry's own examples are the tests."""

from __future__ import annotations

import pytest

from geo.language.language import load_language, parse, read_text
from geo.triggers.figure_table import Figure, load_figures
from geo.triggers.figures import without_figures
from geo.triggers.genres import Genre, load_genres
from geo.triggers.triggers import find_triggers, load_triggers, sentences_with_triggers

TABLE = load_triggers()
NLP = load_language()


def meant_in(text: str) -> list[str]:
    """The ids of the triggers of a text that are no figures of speech."""
    doc = read_text(NLP, text)
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    return [trigger.rule.id for trigger in without_figures(doc, find_triggers(doc, TABLE))]


@pytest.mark.parametrize("entry", [*load_figures(), *load_genres()], ids=lambda entry: entry.id)
def test_figures_of_speech_report_nothing(entry: Figure | Genre) -> None:
    assert entry.matches, f"{entry.id} has no example"
    for text in entry.matches:
        assert not meant_in(text), text


@pytest.mark.parametrize("entry", [*load_figures(), *load_genres()], ids=lambda entry: entry.id)
def test_the_same_words_of_real_violence_report_it(entry: Figure | Genre) -> None:
    assert entry.rejects, f"{entry.id} has no example of what it is not"
    for text in entry.rejects:
        assert meant_in(text), text


def test_a_report_from_a_sports_page_keeps_its_deaths() -> None:
    text = (
        "The league begins on Friday. The striker is fit. The referee comes from Oslo. "
        "Fans attacked a bus of the visitors, killing two people."
    )
    assert "kill" in meant_in(text)


def test_a_match_report_has_no_attacks() -> None:
    text = (
        "The league begins on Friday. The striker is fit. The tournament was long. "
        "The visitors attacked from the start in Leeds."
    )
    assert meant_in(text) == []


def test_a_review_of_a_film_has_no_dead_and_no_hostages() -> None:
    text = (
        "The film opened in Cannes to long applause. The audience laughed. An actor plays the boy who is kidnapped by "
        "pirates. Thousands of extras die in the last battle. The premiere was late."
    )
    assert meant_in(text) == []


def test_what_somebody_often_does_elsewhere_to_be_able_to_attack_is_no_attack() -> None:
    assert (
        meant_in("The town was quiet. The group often hides in the hills of Iraq to attack villages in Turkey.") == []
    )
    assert meant_in("The town was quiet. The group left its hideout in Iraq on Friday to attack villages in Turkey.")
