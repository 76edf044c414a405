"""How sure it is who did it, and who it was."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from geo.parties.voices import TABLE
from geo.reading import Reader, load_reader, read_article
from geo.records import Article, Incident

EXAMPLES = tomllib.loads(TABLE.read_text(encoding="utf-8"))["examples"]


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def first_incident(reader: Reader, text: str) -> Incident:
    return read_article(reader, Article("a", text, published=date(2024, 5, 10))).incidents[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["text"][:60])
def test_every_example_of_the_table_is_attributed_as_it_says(example: dict[str, str], reader: Reader) -> None:
    incident = first_incident(reader, example["text"])
    assert incident.attribution == example["attribution"]
    doers = [actor.name for actor in incident.actors if actor.role in ("perpetrator", "participant")]
    assert (example["who"] in doers) if example["who"] else not doers


def test_the_passage_names_who_says_so(reader: Reader) -> None:
    incident = first_incident(reader, "Hospital officials said soldiers killed four people in Jenin.")
    assert "officials" in incident.excerpts[0].attributed_to


def test_a_denial_in_a_later_sentence_is_a_passage_of_the_incident(reader: Reader) -> None:
    incident = first_incident(
        reader, "Witnesses said soldiers shot dead six people in Bata on Monday. The army denied it."
    )
    assert [excerpt.text for excerpt in incident.excerpts][-1] == "The army denied it."
    assert incident.excerpts[-1].attribution == "disputed"


def test_a_claim_of_the_attack_is_no_incident_of_its_own(reader: Reader) -> None:
    text = "Gunmen killed three soldiers near Gao on Friday. The alliance JNIM claimed the attack on Saturday."
    found = read_article(reader, Article("a", text, published=date(2024, 5, 12))).incidents
    assert [(one.attribution, one.date_start) for one in found] == [("claimed", date(2024, 5, 10))]


def test_a_denial_by_somebody_else_disputes_nothing(reader: Reader) -> None:
    text = "Taliban fighters killed six people in Kunduz on Monday. Sweden denied visas to two of the survivors."
    assert first_incident(reader, text).attribution == "fact"


def test_what_an_office_of_a_state_publishes_is_its_own_version(reader: Reader) -> None:
    text = "Philippine troops killed four militants of the Abu Sayyaf near Patikul on Friday."
    for source, wanted in (("Public Affairs Office, 11th Division", "claimed"), ("The Sulu Herald", "fact")):
        article = Article("a", text, published=date(2024, 5, 12), source=source)
        assert read_article(reader, article).incidents[0].attribution == wanted


@pytest.mark.parametrize(
    ("text", "attribution"),
    [
        ("A man suspected of ordering the massacre in Tarra was arrested in Medellin on Monday.", "possible"),
        ("Two men accused of bombing a church in Jolo were arrested on Friday.", "accused"),
    ],
)
def test_who_is_arrested_for_a_deed_is_only_held_to_have_done_it(text: str, attribution: str, reader: Reader) -> None:
    deed, arrest = read_article(reader, Article("a", text, published=date(2024, 5, 12))).incidents
    assert (deed.attribution, arrest.attribution) == (attribution, "fact")
    held = deed.actors[0].name
    assert [actor.role for actor in arrest.actors if actor.name == held] == ["target"]
