from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.dates.calendar_words import load_calendar
from geo.dates.dates import find_dates

WEDNESDAY = date(2023, 5, 17)


def days(sentence: str, published: date | None = WEDNESDAY) -> list[tuple[str, str, str, str]]:
    return [
        (mention.text, str(mention.date.start), str(mention.date.end), mention.date.precision)
        for mention in find_dates("a", sentence, published)
        if mention.date
    ]


ONE_DAY = [
    # full and partial dates
    ("The bridge fell on Jan. 4, 2020.", "Jan. 4, 2020", "2020-01-04"),
    ("The bridge fell on 4 January 2020.", "4 January 2020", "2020-01-04"),
    ("The bridge fell on the 4th of January 2020.", "the 4th of January 2020", "2020-01-04"),
    ("Logged at 2020-01-04 by the harbour office.", "2020-01-04", "2020-01-04"),
    ("Filed 25/12/98 in the registry.", "25/12/98", "1998-12-25"),
    ("Filed 12/25/1998 in the registry.", "12/25/1998", "1998-12-25"),
    ("Dated 24.12.2021 and signed.", "24.12.2021", "2021-12-24"),
    ("The fire began on May 5 in a mill.", "May 5", "2023-05-05"),
    ("The fire began on the fifth of May.", "the fifth of May", "2023-05-05"),
    ("Two men died on Dec. 30 in the cold.", "Dec. 30", "2022-12-30"),
    ("The vote will be held on June 11.", "June 11", "2023-06-11"),
    ("Troops left on Friday, 12 May.", "Friday, 12 May", "2023-05-12"),
    ("The offer expires on March 3 next year.", "March 3 next year", "2024-03-03"),
    # weekdays
    ("A bomb went off on Wednesday in the market.", "Wednesday", "2023-05-17"),
    ("A bomb went off on Thursday in the market.", "Thursday", "2023-05-11"),
    ("Ministers will meet on Thursday in Accra.", "Thursday", "2023-05-18"),
    ("The union said Thursday that it would strike.", "Thursday", "2023-05-11"),
    ("The march is scheduled for Sunday.", "Sunday", "2023-05-21"),
    ("A vigil will be held on Friday.", "Friday", "2023-05-19"),
    ("The siege would be lifted on Saturday, the mayor hoped.", "Saturday", "2023-05-20"),
    ("Gunmen attacked the post early Tuesday.", "early Tuesday", "2023-05-16"),
    ("Gunmen attacked the post on Monday night.", "Monday night", "2023-05-15"),
    ("Rebels took the town last Friday.", "last Friday", "2023-05-12"),
    ("Rebels took the town last Wednesday.", "last Wednesday", "2023-05-10"),
    ("Rebels took the town on Friday last week.", "Friday last week", "2023-05-12"),
    ("Polls open next Monday.", "next Monday", "2023-05-22"),
    ("A boy was shot by police on Friday.", "Friday", "2023-05-12"),
    ("The camp must close by Friday.", "Friday", "2023-05-19"),
    ("He was arrested and on Monday will appear in court.", "Monday", "2023-05-22"),
    ("On Friday, lawmakers will vote.", "Friday", "2023-05-19"),
    ("The army will answer Thursday's raid.", "Thursday", "2023-05-11"),
    ("Crowds grew ahead of Thursday's vote.", "Thursday", "2023-05-18"),
    ("The toll of those killed by Thursday's raid has risen.", "Thursday", "2023-05-11"),
    ("Schools closed on the last Friday in May 2022.", "the last Friday in May 2022", "2022-05-27"),
    ("He was seen on the 3rd of last month.", "the 3rd of last month", "2023-04-03"),
    ("Eight farmers were taken at Nzoro on the 14th.", "the 14th", "2023-05-14"),
    ("On the 29th, a party of dacoits struck.", "the 29th", "2023-04-29"),
    ("The blockade will be lifted on the 20th at noon.", "the 20th", "2023-05-20"),
    # near days
    ("The raid came two nights ago.", "two nights ago", "2023-05-15"),
    ("Shells hit the port yesterday.", "yesterday", "2023-05-16"),
    ("Shells hit the port last night.", "last night", "2023-05-16"),
    ("Shells hit the port this morning.", "this morning", "2023-05-17"),
    ("Talks resume tomorrow.", "tomorrow", "2023-05-18"),
    ("They arrived two days ago.", "two days ago", "2023-05-15"),
    ("They left the day before yesterday.", "the day before yesterday", "2023-05-15"),
    # named days
    ("Shops closed on Christmas Day.", "Christmas Day", "2022-12-25"),
    ("Fans fought on New Year's Eve.", "New Year's Eve", "2022-12-31"),
    ("The parade of Thanksgiving 2022 was calm.", "Thanksgiving 2022", "2022-11-24"),
    ("Churches were attacked on Easter Sunday 2019.", "Easter Sunday 2019", "2019-04-21"),
    ("He was born on Ukrainian Independence Day.", "Ukrainian Independence Day", "2022-08-24"),
    ("He fled after the 9/11 attacks on New York.", "9/11", "2001-09-11"),
    ("He fled after the Sept. 11 attacks on New York.", "Sept. 11", "2001-09-11"),
]


@pytest.mark.parametrize(("sentence", "words", "day"), ONE_DAY)
def test_a_phrase_means_one_day(sentence: str, words: str, day: str) -> None:
    assert days(sentence)[0] == (words, day, day, "day")


SPANS = [
    ("Unrest this week closed schools.", "this week", "2023-05-15", "2023-05-21", "week"),
    (
        "Soldiers held them in the last week of February.",
        "in the last week of February",
        "2023-02-22",
        "2023-02-28",
        "week",
    ),
    ("Raids in the first half of 2014 cost lives.", "in the first half of 2014", "2014-01-01", "2014-06-30", "year"),
    ("Clashes this past week hurt six.", "this past week", "2023-05-10", "2023-05-17", "few_days"),
    ("Clashes over Orthodox Easter 2023 hurt six.", "Orthodox Easter 2023", "2023-04-16", "2023-04-16", "day"),
    ("Unrest last week closed schools.", "last week", "2023-05-08", "2023-05-14", "week"),
    ("A raid earlier this month failed.", "earlier this month", "2023-05-01", "2023-05-17", "month"),
    ("A coup in 2014 failed.", "2014", "2014-01-01", "2014-12-31", "year"),
    ("A coup this year failed.", "this year", "2023-01-01", "2023-12-31", "year"),
    ("The war of the 1990s ended.", "the 1990s", "1990-01-01", "1999-12-31", "year"),
    ("Fighting in May 2014 was fierce.", "May 2014", "2014-05-01", "2014-05-31", "month"),
    ("Fighting in August was fierce.", "August", "2022-08-01", "2022-08-31", "month"),
    ("The siege lasted between 3 and 5 May.", "between 3 and 5 May", "2023-05-03", "2023-05-05", "few_days"),
    ("The siege lasted from May 3 to 5.", "from May 3 to 5", "2023-05-03", "2023-05-05", "few_days"),
    ("A strike from Monday to Friday.", "from Monday to Friday", "2023-05-08", "2023-05-12", "few_days"),
    ("Nine died in the last 24 hours.", "in the last 24 hours", "2023-05-16", "2023-05-17", "few_days"),
    ("Drones flew in overnight.", "overnight", "2023-05-16", "2023-05-17", "few_days"),
    ("Clashes over the weekend hurt six.", "over the weekend", "2023-05-13", "2023-05-14", "few_days"),
    ("Three years ago a quake struck.", "Three years ago", "2020-01-01", "2020-12-31", "year"),
    ("It happened many years ago.", "many years ago", "None", "2021-05-17", "on_or_before"),
    ("On the 10th anniversary of the fire, crowds met.", "the 10th anniversary", "2013-01-01", "2013-12-31", "year"),
]


@pytest.mark.parametrize(("sentence", "words", "first", "last", "precision"), SPANS)
def test_a_phrase_means_several_days(sentence: str, words: str, first: str, last: str, precision: str) -> None:
    assert days(sentence)[0] == (words, first, last, precision)


AFTER_AN_INCIDENT = [
    ("A day after the raid, shops opened.", "A day after", 1),
    ("Almost exactly 24 hours later another hit.", "Almost exactly 24 hours later", 1),
    ("Two days later the chief resigned.", "Two days later", 2),
    ("Hours later a second blast followed.", "Hours later", 0),
    ("The next day the chief resigned.", "The next day", 1),
    ("The chief resigned the following day.", "the following day", 1),
    ("The day before, he had flown in.", "The day before", -1),
    ("He died a week later.", "a week later", 7),
    ("A year after the flood, homes lie empty.", "A year after", 365),
    ("He died the same day.", "the same day", 0),
]


@pytest.mark.parametrize(("sentence", "words", "count"), AFTER_AN_INCIDENT)
def test_a_phrase_counts_from_an_incident_and_has_no_days_of_its_own(sentence: str, words: str, count: int) -> None:
    (mention,) = find_dates("a", sentence, WEDNESDAY)
    assert mention.date
    assert (mention.text, mention.date.anchor, mention.date.relative_days) == (words, "event", count)
    assert (mention.date.start, mention.date.end) == (None, None)


NO_DATES = [
    "He may go.", "They march 20 miles.", "The sun sat low.", "The Sunday Times reported it.",
    "Black Friday sales fell.", "Bloody Sunday is taught in schools.", "Theresa May resigned.",
    "April Jones, 34, was hurt.",
    "They won 9/11 matches.", "Some 2000 people fled.", "The score was 3-2.", "Room 2014b is closed.",
    "Version 1.2.3 is out.", "Every Friday they pray.", "The address is 10.12.20.1 on the network.",
    "The march on Rome drew 1,500.", "Sat there, he wept.", "He was first.", "Sheffield Wednesday lost.",
]  # fmt: skip


@pytest.mark.parametrize("sentence", NO_DATES)
def test_words_that_look_like_dates_are_none(sentence: str) -> None:
    assert days(sentence) == []


def test_without_a_publication_day_relative_dates_stay_unresolved() -> None:
    found = days("On Friday, two days ago, last night, on May 5 and this week.", None)
    assert [(first, last, precision) for _, first, last, precision in found] == [("None", "None", "unknown")] * 5


def test_without_a_publication_day_full_dates_are_resolved() -> None:
    assert days("It fell on 4 January 2020.", None) == [("4 January 2020", "2020-01-04", "2020-01-04", "day")]


def test_an_ambiguous_numeric_date_is_the_one_nearest_to_publication() -> None:
    assert days("Filed 04/05/2023 here.")[0][1] == "2023-05-04"
    assert days("Filed 04/05/2023 here.", None)[0][3] == "unknown"
    assert days("From 13/01/2023 and 04/05/2020 here.", None)[1][1] == "2020-05-04"


def test_last_night_in_a_quotation_counts_from_when_it_was_said() -> None:
    said_when = find_dates("a", 'The mayor said on Monday: "We lost a bridge last night."', WEDNESDAY)[1]
    assert said_when.date
    assert (said_when.date.anchor, str(said_when.date.start), str(said_when.date.end)) == (
        "quotation",
        "2023-05-14",
        "2023-05-14",
    )
    unsaid = find_dates("a", '"We lost a bridge last night," the mayor said.', WEDNESDAY)[0]
    assert unsaid.date
    assert (str(unsaid.date.start), str(unsaid.date.end), unsaid.date.precision) == (
        "2023-05-15",
        "2023-05-17",
        "few_days",
    )


def test_a_phrase_does_not_run_over_a_paragraph() -> None:
    assert [words for words, *_ in days("They met on 4\n\nJanuary 2020 was cold.")] == ["January 2020"]


WORDS = (
    "the last next early from between 1 3 31 99 of May Jan. Friday Sunday 2014 1990s week days hours ago later after "
    "a few couple , . - – / : ' \" “ ” \n \u00a0 yesterday overnight 24 Sept. 11 year's eve anniversary 0"
)
PIECES = st.sampled_from(WORDS.split(" "))


@given(st.lists(PIECES, max_size=60), st.sampled_from(["", " "]), st.dates() | st.none())
@settings(max_examples=300, deadline=None)
def test_offsets_quote_the_text_and_spans_are_in_order(pieces: list[str], gap: str, published: date | None) -> None:
    text = gap.join(pieces)
    end = 0
    for mention in find_dates("a", text, published):
        assert text[mention.start : mention.end] == mention.text
        assert mention.start >= end
        end = mention.end
        assert mention.date is not None
        if mention.date.start and mention.date.end:
            assert mention.date.start <= mention.date.end


HOSTILE = {
    "commas": "," * 10_000, "quotes": '"' * 200_000, "open quotes": "“a " * 100_000, "the": "the " * 100_000,
    "numbers": "1 " * 100_000, "digits": "1" * 500_000, "months": "May " * 100_000, "spaces": " " * 500_000,
    "newlines": "\n" * 500_000, "more than": "more than " * 50_000, "between": "between 3 and " * 50_000,
    "friday": "early Friday " * 30_000, "right to left": "يوم الجمعة " * 50_000, "null": "\0" * 200_000,
    "emoji": "🎉" * 200_000, "no stop": "on Friday the band played in the square " * 10_000,
    "backticks": "``" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_read_in_time_in_proportion_to_its_length(name: str) -> None:
    load_calendar()
    text = HOSTILE[name]
    started = time.process_time()
    find_dates("a", text, WEDNESDAY)
    assert time.process_time() - started < 1 + 40e-6 * len(text)
