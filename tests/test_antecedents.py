"""Nouns that point back mean an incident that they can mean, and not whatever was told before."""

from __future__ import annotations

from dataclasses import replace

import pytest
from told import FIRST, LAGO, MONDAY, TUESDAY, told

from geo.merging.merge import merge_incidents
from geo.merging.shared_words import stem
from geo.merging.telling import wording_of_incident
from geo.records import Incident

SHELLING = told("Shells fell on Lago on Monday.", "fell", "Shelling/artillery/missile attack", MONDAY, LAGO)
STRIKE = told("A drone strike hit a post on Tuesday.", "drone strike", day=TUESDAY)


@pytest.mark.parametrize(
    ("before", "text", "trigger", "kind"),
    [
        (SHELLING, "Nobody was charged with the slaughter.", "slaughter", "Attack"),
        (SHELLING, "Two men were charged with the blast that ripped up a rail near Bande.", "blast", "Attack"),
        (STRIKE, "It called that payment for Sunday's raid.", "raid", "Attack"),
        (STRIKE, "The strike on Ouadane came at noon.", "strike", "Air/drone strike"),
        (STRIKE, "The worst such attack was years ago.", "attack", "Attack"),
        (STRIKE, "The air component thereafter pounded a convoy.", "pounded", "Air/drone strike"),
        (SHELLING, "The gunners struck back at noon.", "struck back", "Shelling/artillery/missile attack"),
        (STRIKE, "The group said its men had also bombed a patrol.", "bombed", "Air/drone strike"),
        (STRIKE, "Depot hit: In a report, officers said a drone hit a hall.", "hit", "Air/drone strike"),
        (STRIKE, "The observers on the site heard two explosions.", "explosions", "Remote explosive/landmine/IED"),
    ],
)
def test_a_noun_does_not_mean_what_it_can_not(before: Incident, text: str, trigger: str, kind: str) -> None:
    assert len(merge_incidents([before, told(text, trigger, kind, offset=400)])) == 2


@pytest.mark.parametrize(
    ("before", "text", "trigger", "kind"),
    [
        (FIRST, "Nobody was charged with the killing.", "killing", "Attack"),
        (FIRST, "The village mourned; Monday's strike had come at noon.", "strike", "Air/drone strike"),
        (FIRST, "The strike on Lago came at noon.", "strike", "Air/drone strike"),
        (FIRST, "The strike that killed Oumar Keita came at noon.", "strike", "Air/drone strike"),
        (SHELLING, "The town called the shelling a crime.", "shelling", "Shelling/artillery/missile attack"),
    ],
)
def test_a_noun_means_what_was_told(before: Incident, text: str, trigger: str, kind: str) -> None:
    assert len(merge_incidents([before, told(text, trigger, kind, offset=400)])) == 1


def test_a_noun_far_behind_means_only_what_opened_the_story() -> None:
    aside = replace(STRIKE, id="aside", excerpts=told(STRIKE.excerpts[0].text, "drone strike", offset=900).excerpts)
    late = told("The raid was praised.", "raid", "Attack", offset=4000)
    assert len(merge_incidents([STRIKE, late])) == 1
    assert len(merge_incidents([aside, late])) == 2


def test_the_name_and_the_clause_behind_a_noun_are_read() -> None:
    wording = wording_of_incident(told("The strike on Ouadane came at noon.", "strike"))
    assert (wording.definite, wording.at) == (True, "ouadane")
    assert not wording_of_incident(told("The strike on Friday came at noon.", "strike")).at
    assert wording_of_incident(told("The blast that tore up a rail was planned.", "blast")).described


@pytest.mark.parametrize(
    ("noun", "verb"),
    [("shooting", "shot"), ("bombings", "bombed"), ("explosion", "exploded"), ("killing", "killed"),
     ("clash", "clashed"),
     ("abduction", "abducted"), ("shelling", "shelled"), ("stabbing", "stabbed"), ("raids", "raided")],
)  # fmt: skip
def test_a_noun_and_its_verb_have_one_stem(noun: str, verb: str) -> None:
    assert stem(noun) == stem(verb)
    assert stem(noun) != stem("arrested")


def test_the_shooting_means_where_somebody_was_shot_and_not_the_march_told_since() -> None:
    shot = told("A guard shot a baker in Lago on Monday.", "shot", "Attack", MONDAY, LAGO)
    march = told(
        "A crowd threw stones in Lago on Monday.", "threw stones", "Violent demonstration", MONDAY, LAGO, offset=90
    )
    after = told("The mayor called the shooting a crime.", "shooting", "Attack", offset=200)
    merged = merge_incidents([shot, march, after])
    assert [len(incident.excerpts) for incident in merged] == [2, 1]
