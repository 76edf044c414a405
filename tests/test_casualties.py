"""Casualties: the examples of the table, and properties on odd input."""

import tomllib
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.casualties.casualties import Casualties, find_casualties, total
from geo.numbers import read_quantity

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
with (Path(__file__).parent.parent / "data" / "casualties.toml").open("rb") as file:
    EXAMPLES = tomllib.load(file)["examples"]


def read(text: str) -> list[Casualties]:
    doc = NLP(text)
    return [one for sentence in doc.sents for one in find_casualties(doc, sentence)]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"])
def test_example_of_the_table_holds(example: dict[str, object]) -> None:
    toll = total(read(str(example["text"])))
    deaths = example.get("deaths", [-1, -1, -1])
    assert isinstance(deaths, list)
    found = (toll.deaths_low, toll.deaths_best, toll.deaths_high) if toll else (None, None, None)
    assert found == tuple(None if number == -1 else number for number in deaths)
    assert (toll.injured if toll else None) == example.get("injured")


@pytest.mark.parametrize(
    ("words", "low", "best", "high"),
    [
        ("twenty - two people", 22, 22, 22),
        ("a hundred and five men", 105, 105, 105),
        ("3,000 men", 3000, 3000, 3000),
        ("two dozen men", 24, 24, 24),
        ("half a dozen men", 6, 6, 6),
        ("at least 40", 40, 40, None),
        ("as many as nine", 1, 9, 9),
        ("5 to 7 men", 5, 6, 7),
        ("scores of men", 40, 40, 199),
        ("hundreds of men", 200, 200, 999),
        ("more than a dozen", 12, 12, None),
        ("two thousand men", 2000, 2000, 2000),
        ("another three", 3, 3, 3),
    ],
)
def test_quantity_has_low_best_and_high(words: str, low: int, best: int | None, high: int | None) -> None:
    found = read_quantity(words.split(), 0)
    assert found and (found.low, found.best, found.high) == (low, best, high)


def test_each_toll_is_tied_to_its_verb_and_people() -> None:
    text = "Rebels killed four farmers and wounded two soldiers."
    dead, hurt = read(text)
    assert text[dead.start : dead.end] == "killed four farmers"
    assert [text[start:end] for start, end in dead.people] == ["four farmers"]
    assert [text[start:end] for start, end in hurt.people] == ["two soldiers"]
    assert dead.token == 1


PIECES = st.sampled_from(
    ["killed", "were", "dead", "toll", "of", "12", "to", "at", "least", "a", "dozen", "lives", "lost", "their", "no"]
    + [
        "casualties",
        "wounded",
        "and",
        ",",
        ".",
        "between",
        "half",
        "-",
        "$",
        "Karimov",
        "people",
        "victims",
        "died",
        "up",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map(" ".join))
def test_any_words_are_read_without_a_crash_and_offsets_quote_the_text(text: str) -> None:
    for one in read(text):
        assert 0 <= one.start < one.end <= len(text)
        for start, end in one.people:
            assert 0 <= start < end <= len(text)
        low, best, high = one.deaths_low, one.deaths_best, one.deaths_high
        if low is not None and best is not None:
            assert low <= best and (high is None or best <= high)
