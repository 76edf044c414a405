"""How a passage speaks of its incident."""

import pytest
from told import told

from geo.merging.merge_words import kinds_of_noun
from geo.merging.telling import wording_of


@pytest.mark.parametrize(
    ("text", "trigger", "definite"),
    [
        ("The strike was condemned.", "strike", True),
        ("After Friday's strike they left.", "strike", True),
        ("Keita's death was announced.", "death", True),
        ("The pre-dawn attack lasted an hour.", "attack", True),
        ("Ten were killed in the US drone strike.", "killed", True),
        ("It was a Russian air strike, they said.", "air strike", True),
        ("IS claimed the checkpoint attack.", "attack", True),
        ("A strike was reported.", "strike", False),
        ("The army said an attack was planned.", "attack", False),
        ("The rebels attacked a town.", "attacked", False),
    ],
)
def test_wording_that_points_back_is_seen(text: str, trigger: str, definite: bool) -> None:
    assert wording_of(told(text, trigger).excerpts[0]).definite is definite


def test_a_noun_points_back_to_the_kinds_that_it_may_name() -> None:
    assert "Abduction/forced disappearance" in (kinds_of_noun("kidnapping") or ())
    assert "Armed clash" not in (kinds_of_noun("procession") or ())
    assert "Excessive force against protesters" in (kinds_of_noun("clashes") or ())


def test_things_told_of_before_are_seen() -> None:
    passage = told("The first van blew up outside a school.", "blew up").excerpts[0]
    assert wording_of(passage).things == {"vehicle"}
