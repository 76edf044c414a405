"""Tolls in sentences of their own belong to the incident told right before."""

import pytest
import spacy
from spacy.tokens import Doc

from geo.merging.tolls import add_tolls
from geo.records import Excerpt, Incident

NLP = spacy.blank("en")
NLP.add_pipe("sentencizer")
CRASH = "A train left the rails near Lago on Monday."


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


def test_plan_has_no_toll() -> None:
    (found,) = add_tolls("a", read(f"{CRASH} Ten people died."), [crash("planned")])
    assert found.fatalities_best is None
