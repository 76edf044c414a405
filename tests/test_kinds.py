"""Which kind a trigger reports: each rule's own examples, and the order of ACLED's rules."""

from __future__ import annotations

import pytest

from geo.language.language import load_language, parse, read_text
from geo.records import EVENT_TYPE_OF
from geo.triggers.kinds import kind_of
from geo.triggers.triggers import KindRule, find_triggers, load_triggers, sentences_with_triggers

TABLE = load_triggers()
NLP = load_language()


def kinds_in(text: str) -> list[str]:
    """The kind of each trigger of a text."""
    doc = read_text(NLP, text)
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    return [kind_of(doc, trigger, TABLE).name for trigger in find_triggers(doc, TABLE)]


def label(rule: KindRule) -> str:
    return f"{rule.kind} {rule.points:g} {'+'.join(sorted(rule.any | rule.all | rule.agent | rule.patient))}"


@pytest.mark.parametrize("rule", TABLE.kinds, ids=label)
def test_examples_of_a_kind_get_it_and_the_others_do_not(rule: KindRule) -> None:
    assert rule.matches
    assert rule.rejects
    for text in rule.matches:
        assert rule.kind in kinds_in(text), text
    for text in rule.rejects:
        assert rule.kind not in kinds_in(text), text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A suicide bomber detonated a car bomb at the barracks.", "Suicide bomb"),
        ("Helicopters dropped barrel bombs filled with chlorine on the town.", "Chemical weapon"),
        ("Four fighters were killed in a drone strike on their car.", "Air/drone strike"),
        ("Police shot dead two demonstrators during a march.", "Excessive force against protesters"),
        ("Police used tear gas against demonstrators.", "Protest with intervention"),
        ("Rebels seized the town of Sake after two days of fighting.", "Non-state actor overtakes territory"),
        ("The army recaptured the town of Sake from rebels.", "Government regains territory"),
        ("Officers seized 40 rifles and a grenade launcher.", "Disrupted weapons use"),
        ("The army captured a rebel commander.", "Arrests"),
    ],
)
def test_of_several_kinds_the_one_that_acled_puts_first_wins(text: str, kind: str) -> None:
    assert kinds_in(text)[0] == kind


def test_protest_against_a_bombing_stays_a_protest() -> None:
    doc = read_text(NLP, "Students protested in Madrid against the bombing of the port.")
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    first = find_triggers(doc, TABLE)[0]
    assert EVENT_TYPE_OF[kind_of(doc, first, TABLE).name] == "Protests"


def test_who_is_put_to_death_by_a_court_is_not_attacked() -> None:
    assert kinds_in("Two men who were convicted of spying were executed in Karaj on Sunday.") == ["Other"]
    assert kinds_in("Gunmen executed two farmers in Gao.") == ["Attack"]


def test_kind_names_the_words_that_spoke_for_it() -> None:
    doc = read_text(NLP, "Four fighters were killed in a drone strike near Marib.")
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    assert "drone strike" in kind_of(doc, find_triggers(doc, TABLE)[0], TABLE).words


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Floods swept through Canoas on Friday. Nine people died and 40 were injured.", "Natural disaster"),
        ("A landslide hit Chooralmala on Tuesday. Rescuers have found 31 bodies.", "Natural disaster"),
        ("Drones attacked the port of Izmail. A docker was killed.", "Air/drone strike"),
        ("Gunmen opened fire in a bar in Limon. Four people were killed.", "Attack"),
    ],
)
def test_victims_are_counted_to_what_the_sentence_before_told(text: str, kind: str) -> None:
    assert kinds_in(text)[-1] == kind


def test_what_a_protest_is_about_does_not_make_its_kind() -> None:
    assert kinds_in("Lawyers marched in Lahore on Monday over the arrest of a colleague.")[0] == "Peaceful protest"
    assert kinds_in("Students marched in Lima to mark a year since the killing of a singer.")[0] == "Peaceful protest"
