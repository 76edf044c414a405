"""Whether it happened, and how sure it is who did it."""

from __future__ import annotations

from datetime import date

import pytest
from asked import status

from geo.language.language import load_language, parse, read_text
from geo.parties.status import status_of
from geo.records import DateSpan
from geo.triggers.triggers import find_triggers, load_triggers, sentences_with_triggers

TABLE = load_triggers()
NLP = load_language()


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        ("Gunmen attacked a village near Djibo on Monday.", "attacked", "occurred"),
        ("A car bomb exploded outside the court.", "exploded", "occurred"),
        ("Teachers will march through Accra on Friday.", "march", "planned"),
        ("Unions are going to protest in Lima on Sunday.", "protest", "planned"),
        ("The ministry said 300 troops would be dispatched to Goma.", "dispatched", "planned"),
        ("A planned march in Tunis drew criticism.", "march", "planned"),
        ("The general threatened to bomb the port.", "bomb", "threatened"),
        ("Rebels vowed to attack the capital.", "attack", "threatened"),
        ("Two men tried to kidnap a banker in Cali.", "kidnap", "attempted"),
        ("A man wanted for the killing of two nuns was caught in Cali.", "killing", "occurred"),
        ("Rebels were unable to capture the town of Sake.", "capture", "attempted"),
        ("Police reported a failed attack on the embassy.", "attack", "attempted"),
        ("Officials fear that militants could attack the airport.", "attack", "hypothetical"),
        ("If rebels attack the town, thousands may flee.", "attack", "hypothetical"),
        ("The army did not shell the hospital, a spokesman said.", "shell", "denied"),
        ("The militia denied that it attacked the convoy.", "attacked", "denied"),
        ("No protesters were killed.", "killed", "denied"),
        ("Villagers marked the anniversary of the massacre.", "massacre", "historical"),
        ("Soldiers killed dozens of people here ten years ago.", "killed", "historical"),
        ("Troops are fighting rebels in the suburbs.", "fighting", "ongoing"),
        ("The junta warned that it would bomb Myawaddy.", "bomb", "threatened"),
        ("Leaders put off a rally in Mogadishu until May.", "rally", "planned"),
        ("Farmers called off the march in Rosario.", "march", "denied"),
        ("Organisers called for another protest in Tripoli.", "protest", "planned"),
        ("The funeral procession is set to leave Kabul at noon.", "procession", "planned"),
        ("The rebels left the town to avoid air strikes.", "strikes", "hypothetical"),
        ("A group used three drones to bomb the office of the governor.", "bomb", "occurred"),
        ("Lawyers asked a judge to stop them from sending troops to the city.", "sending", "hypothetical"),
        ("The party told supporters to march through Lima on Friday.", "march", "planned"),
        ("The navy announced the arrest of a smuggler.", "arrest", "occurred"),
    ],
)
def test_status_follows_tense_modality_and_negation(text: str, word: str, wanted: str) -> None:
    assert status(text, word) == wanted


def test_known_strike_stays_real_when_what_it_may_cause_is_supposed() -> None:
    assert status("The minister warned that the strike could start a war.", "strike") == "occurred"


def test_day_more_than_two_months_before_publication_is_background() -> None:
    doc = read_text(NLP, "A bomb killed six people.")
    doc = parse(NLP, doc, sentences_with_triggers(doc, TABLE))
    token = doc[find_triggers(doc, TABLE)[0].head]
    long_ago = DateSpan(date(2019, 3, 1), date(2019, 3, 1), "day")
    lately = DateSpan(date(2019, 6, 1), date(2019, 6, 1), "day")
    assert status_of(token, "bombing", long_ago, date(2019, 6, 3))[0] == "historical"
    assert status_of(token, "bombing", lately, date(2019, 6, 3))[0] == "occurred"


def test_without_a_day_of_publication_nothing_is_background_by_its_date() -> None:
    doc = read_text(NLP, "A bomb killed six people.")
    token = doc[1]
    assert status_of(token, "bombing", DateSpan(date(1999, 3, 1), date(1999, 3, 1), "day"), None)[0] == "occurred"
