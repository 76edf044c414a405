"""The tables of triggers: each entry's own examples are the tests."""

from __future__ import annotations

import pytest

from geo.language.language import load_language, parse, read_text
from geo.records import EVENT_TYPE_OF
from geo.triggers.triggers import (
    Trigger,
    TriggerRule,
    TriggerTable,
    find_triggers,
    load_triggers,
    noun_forms,
    sentences_with_triggers,
    verb_forms,
)

TABLE: TriggerTable = load_triggers()
NLP = load_language()
RULES = list(TABLE.rules.values())


def triggers_in(text: str) -> list[Trigger]:
    """The triggers of a text."""
    doc = read_text(NLP, text)
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    return find_triggers(doc, TABLE)


def found_in(text: str) -> list[str]:
    """The ids of the triggers of a text."""
    return [trigger.rule.id for trigger in triggers_in(text)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_that_must_match_do(rule: TriggerRule) -> None:
    assert rule.matches, f"{rule.id} has no example"
    for text in rule.matches:
        assert rule.id in found_in(text), text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_that_must_not_match_report_nothing(rule: TriggerRule) -> None:
    assert rule.rejects, f"{rule.id} has no example of what it is not"
    for text in rule.rejects:
        assert not found_in(text), text


def test_every_kind_of_the_contract_has_a_trigger_or_a_rule() -> None:
    named = {rule.kind for rule in RULES} | {rule.kind for rule in TABLE.kinds}
    assert set(EVENT_TYPE_OF) == named


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("kill", "killed"),
        ("shoot", "shot"),
        ("carry", "carries"),
        ("stab", "stabbing"),
        ("execute", "executing"),
        ("clash", "clashes"),
    ],
)
def test_verbs_are_found_in_every_form(verb: str, form: str) -> None:
    assert form in verb_forms(verb, {"shoot": ["shoots", "shot", "shooting"]})


@pytest.mark.parametrize(
    ("noun", "form"), [("gunman", "gunmen"), ("city", "cities"), ("child", "children"), ("blast", "blasts")]
)
def test_nouns_are_found_in_the_plural(noun: str, form: str) -> None:
    assert form in noun_forms(noun)


def test_trigger_covers_the_verb_that_only_says_that_it_took_place() -> None:
    doc = read_text(NLP, "The army launched a massive offensive near Marawi.")
    trigger = find_triggers(doc, TABLE)[0]
    assert doc[trigger.start : trigger.end].text == "launched a massive offensive"


def test_nouns_side_by_side_are_one_trigger() -> None:
    doc = read_text(NLP, "A car bomb attack shook Mogadishu.")
    assert len(find_triggers(doc, TABLE)) == 1


def test_a_surname_that_is_a_trigger_is_a_name_also_without_the_first_name() -> None:
    text = "Police in Hull are looking for Nick Shell and Dora Lynch. Lynch ran from the jail, and Shell was with her."
    assert found_in(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "He went off the road in Hull.",
        "The Soyuz left minutes after blast-off.",
        "She lost control of her car near the area.",
        "They sit in bed in a shop window in Hull.",
    ],
)
def test_everyday_words_report_nothing(text: str) -> None:
    assert found_in(text) == []


def test_a_concept_may_be_told_by_its_first_and_last_words() -> None:
    found = triggers_in("Some 300 people sat down outside the new French embassy in Niamey.")
    assert any(hit.name == "seat_of_power" for trigger in found for hit in trigger.concepts)
