"""What is planned by the words before a trigger."""

from __future__ import annotations

import pytest
from asked import status


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The nurses' federation will bring out a procession from Albert Ekka Chowk on Monday.", "procession"),
        ("Church and farmers' groups will hold an indignation rally at the plaza this coming Friday.", "rally"),
        ("Drivers in Accra said they'd walk out on Wednesday.", "walk out"),
        ("The alliance said it would go ahead with a march in the capital on Saturday.", "march"),
        ("The dockers' union has called a strike for Thursday throughout the port.", "strike"),
        ("Bishops have urged the faithful to walk to the cathedral in silence on Sunday.", "walk"),
        (
            "The chamber has invited traders to close their doors and walk in silence through the port on Saturday.",
            "walk",
        ),
        ("Students have called for a blockade of the motorway at Aleksinac for Wednesday.", "blockade"),
        ("He announced a further phase of strikes in all provincial capitals from Wednesday.", "strikes"),
        ("Leaders said they had put off a rally against the tax that had been called for Thursday.", "rally"),
    ],
)
def test_what_people_will_hold_or_are_asked_to_is_planned(text: str, word: str) -> None:
    assert status(text, word) == "planned"


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The court will hear on Monday the case of three students who marched on the ministry in June.", "marched"),
        ("Police said they would charge some of those who marched on the palace on Thursday.", "marched"),
        ("The government asked the army to clear the square after a protest on Tuesday in Colombo.", "protest"),
        ("Thousands rallied in Tbilisi on Thursday and said they would return every night.", "rallied"),
    ],
)
def test_what_others_will_do_about_a_protest_leaves_it_as_it_was(text: str, word: str) -> None:
    assert status(text, word) == "occurred"


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        (
            "There is no truth to reports that a helicopter was shot down near Qandala on Tuesday.",
            "shot down",
            "denied",
        ),
        ("It is not true that soldiers burned the market in Bor on Monday.", "burned", "denied"),
        ("The claim that police shot dead two students in Kisumu is false, the governor said.", "shot", "denied"),
        ("A grenade thrown at a police station in Xela on Sunday didn't go off.", "grenade", "attempted"),
        ("No fewer than 17 worshippers were killed by bandits in Katsina on Sunday.", "killed", "occurred"),
        ("Two officers who are accused of raping a woman in Gangaloor were suspended.", "raping", "occurred"),
    ],
)
def test_what_is_not_true_is_denied_and_what_did_not_work_was_attempted(text: str, word: str, wanted: str) -> None:
    assert status(text, word) == wanted
