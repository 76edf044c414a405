from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates.dates import find_dates
from geo.dates.tying import find_times, tie_days, tie_to_told

WEDNESDAY = date(2023, 5, 17)


def tied(text: str, published: date | None = WEDNESDAY) -> list[tuple[str, str]]:
    dates = find_dates("a", text, published)
    mentions = tie_days([*dates, *find_times("a", text, dates)], published)
    return [(mention.text, str(mention.date.start)) for mention in mentions if mention.date]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A mine fell in on 3 May. The next day two men were found.",
         [("3 May", "2023-05-03"), ("The next day", "2023-05-04")]),
        ("Two days after the raid of 3 May, he fled.", [("Two days after", "2023-05-05"), ("3 May", "2023-05-03")]),
        ("He came on Monday. Later in the day he left.",
         [("Monday", "2023-05-15"), ("Later in the day", "2023-05-15")]),
        ("At 10.35 a.m. the roof fell.", [("10.35 a.m.", "2023-05-17")]),
        ("At 22:15 GMT on Monday it fell.", [("22:15 GMT", "2023-05-15"), ("Monday", "2023-05-15")]),
        ("On Monday, at noon, it fell.", [("Monday", "2023-05-15"), ("noon", "2023-05-15")]),
        ("A year after the flood of 3 May they rebuilt.", [("A year after", "None"), ("3 May", "2023-05-03")]),
        ("The next day two men were found.", [("The next day", "None")]),
        ("They won 3:2 and paid $11:30.", []),
    ],
)  # fmt: skip
def test_a_phrase_is_tied_to_the_day_that_it_counts_from(text: str, expected: list[tuple[str, str]]) -> None:
    assert tied(text) == expected


def test_a_clock_time_has_no_day_when_none_is_known() -> None:
    assert tied("At 10.35 a.m. the roof fell.", None) == [("10.35 a.m.", "None")]


WORDS = st.sampled_from(
    [
        "the",
        "next",
        "day",
        "later",
        "on",
        "Friday",
        "10:30",
        "3",
        "May",
        "two",
        "days",
        "after",
        "noon",
        "2020",
        ".",
        "\n",
        "a.m.",
    ]
)


@given(st.lists(WORDS, max_size=60), st.dates() | st.none())
@settings(deadline=None)
def test_no_mention_is_lost_or_moved(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    dates = find_dates("a", text, published)
    times = find_times("a", text, dates)
    mentions = tie_days([*dates, *times], published)
    assert sorted((m.start, m.end) for m in mentions) == sorted((m.start, m.end) for m in [*dates, *times])
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(one.end <= two.start for one, two in zip(mentions, mentions[1:], strict=False))


@pytest.mark.parametrize("piece", ["10:30 ", "the next day ", "10:30 Friday ", "1", "12:3"])
def test_hostile_text_is_tied_in_time_in_proportion_to_its_length(piece: str) -> None:
    text = piece * 8_000
    started = time.process_time()
    tied(text)
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("text", "phrase", "wanted"),
    [
        ("A van was torched in Minya on Tuesday. The same night a shop burned.", "The same night", "2024-05-14"),
        ("It was seized on May 2. A letter came on Monday. On the same day men fired.", "the same day", "2024-05-13"),
        ("Rebels entered Kanyola on Monday. The army admitted on Wednesday that it had left. The following night it "
         "burned.", "The following night", "2024-05-14"),
        ("The talks opened on Thursday. The previous evening a drone had crossed the border.", "The previous evening",
         "2024-05-15"),
    ],
)  # fmt: skip
def test_same_and_next_days_count_from_the_day_told_last_not_from_when_it_was_said(
    text: str, phrase: str, wanted: str
) -> None:
    mentions = tie_to_told(find_dates("a", text, date(2024, 5, 17)), text)
    found = next(mention for mention in mentions if mention.text == phrase)
    assert found.date is not None
    assert str(found.date.start) == wanted


def test_the_day_after_something_is_left_to_what_it_counts_from() -> None:
    text = "A van was torched on Tuesday. The day after the vote, two more were."
    mentions = tie_to_told(find_dates("a", text, date(2024, 5, 17)), text)
    assert mentions[-1].date is not None and mentions[-1].date.start is None
