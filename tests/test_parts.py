"""Where the parts of a text begin, and the datelines that open them."""

import pytest

from geo.articles.dateline import datelines
from geo.articles.parts import part_of, part_starts

FIRST = "LAGO, May 6 (Valley Wire) - A bomb killed two men in the town on Monday.\n\nPolice closed the road.\n\n"


@pytest.mark.parametrize(
    "second",
    [
        "BANDE, May 7 (Valley Wire) - Crowds marched on Tuesday.",
        "BANDE (Valley Wire) -- Crowds marched on Tuesday.",
        "Bande, Mali, May 7 (Valley Wire) - Crowds marched on Tuesday.",
        "Meanwhile, crowds marched in Bande on Tuesday.",
    ],
)
def test_a_second_story_begins_at_its_dateline_or_at_meanwhile(second: str) -> None:
    text = FIRST + second
    starts = part_starts(text)
    assert [text[start : start + 5] for start in starts] == ["LAGO,", second[:5]]
    assert part_of(len(FIRST) + 20, starts) == len(FIRST)
    assert part_of(len(FIRST) - 20, starts) == 0


@pytest.mark.parametrize("line", ["----", "* * *", "***", "FIRE IN THE HILLS", "AND IN BANDE"])
def test_what_stands_below_a_rule_or_a_heading_is_a_part(line: str) -> None:
    text = f"{FIRST}{line}\n\nCrowds marched in Bande."
    assert part_starts(text) == [0, text.index("Crowds")]


@pytest.mark.parametrize(
    "text", ["", "A bomb went off.\n\nThe UN sent aid.\n\nNo one claimed it.", "NOTE: a list\n\nof things"]
)
def test_paragraphs_alone_are_no_parts(text: str) -> None:
    assert part_starts(text) == [0]


def test_each_dateline_is_found_with_its_bounds() -> None:
    text = FIRST + "BANDE (Valley Wire) - Crowds marched.\n\nTHE END: nobody came."
    assert [text[start:end] for start, end in datelines(text)] == [
        "LAGO, May 6 (Valley Wire) -",
        "BANDE (Valley Wire) -",
    ]
