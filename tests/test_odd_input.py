"""Odd and hostile texts through the whole reading: no crash, no hang, and offsets that quote the text."""

from __future__ import annotations

import time
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.reading import read_article, read_mentions
from geo.records import Article, Reading

if TYPE_CHECKING:
    from geo.reading import Reader

STORY = (
    "Gunmen killed four soldiers at a checkpoint near Maiduguri in northeastern Nigeria on Tuesday, the army said. "
    "A day later, police in Lagos arrested two men. The minister will visit Kano on Friday."
)
DAY = date(2023, 5, 17)

ODD = {
    "empty": "", "one word": "Bomb", "a space": " ", "stops": "." * 5_000, "commas": "," * 10_000,
    "comma list": "Baghdad, " * 2_000, "all capitals": STORY.upper(), "lower case": STORY.lower(),
    "null bytes": STORY.replace(" ", "\0"),
    "markup": f"<p onclick='alert(1)'>{STORY}</p><script>alert('${{1}}')</script>",
    "right to left": "قتل مسلحون أربعة جنود في بغداد يوم الثلاثاء. " * 50, "emoji": STORY.replace(" ", " 💥 "),
    "joined emoji": "👨‍👩‍👧‍👦🇳🇬" * 500,
    "Chinese": "周二,武装分子在巴格达附近打死四名士兵。" * 50,
    "tabs": STORY.replace(" ", "\t\t"),
    "returns": STORY.replace(" ", "\r\n"), "one long word": "a" * 20_000, "digits": "1234567890" * 2_000,
    "quotes": "\"'“”‘’«»" * 1_000, "open brackets": "(" * 5_000, "combining marks": "e\u0301" * 5_000,
    "odd spaces": STORY.replace(" ", "\u00a0\u2009\u200b"), "hyphens": "drone-strike-" * 1_000,
    "triggers": "bombed killed attacked " * 500, "no stop": STORY.replace(".", "") * 40,
    "numbers": "killed 99999999999999999999 people " * 100,
    "places": "Paris London Kabul " * 500, "lines": "\n".join(STORY.split(" ")), "byte order mark": "\ufeff" + STORY,
}  # fmt: skip

LEAST_SECONDS, SECONDS_A_CHARACTER = 5.0, 0.0012


def check(reading: Reading) -> None:
    text = reading.article.text
    for mention in reading.mentions:
        assert text[mention.start : mention.end] == mention.text
        assert mention.text
    for incident in reading.incidents:
        assert incident.excerpts
        for excerpt in incident.excerpts:
            assert text[excerpt.start : excerpt.end] == excerpt.text
            for span in (excerpt.trigger, excerpt.place, excerpt.date, *excerpt.actors):
                assert span is None or 0 <= span[0] < span[1] <= len(text)
        if incident.date_start and incident.date_end:
            assert incident.date_start <= incident.date_end


@pytest.mark.parametrize("name", ODD)
def test_an_odd_text_is_read_in_time_with_right_offsets(name: str, reader: Reader) -> None:
    article = Article("odd", ODD[name], published=DAY)
    started = time.process_time()
    reading = read_article(reader, article)
    mentions = read_mentions(reader, article)
    assert time.process_time() - started < LEAST_SECONDS + SECONDS_A_CHARACTER * len(article.text)
    check(reading)
    assert all(article.text[mention.start : mention.end] == mention.text for mention in mentions)


def test_a_text_of_five_megabytes_without_a_full_stop_is_read(reader: Reader) -> None:
    words = "the band played on in the square while the crowd from Kano watched and "
    article = Article("long", words * (5_000_000 // len(words)), published=DAY)
    started = time.process_time()
    check(read_article(reader, article))
    assert time.process_time() - started < 150


OTHERS = (
    "\n", "\n\n", '"', "“", "”", "(", ")", ",", ".", "-", "—", "'s", "\0", "💥", "بغداد", "<b>", "12", "not", "would",
    "if", "Iraq", "US", "BAGHDAD", "killing", "airstrike", "protest", "\u200b",
)  # fmt: skip
PIECES = st.sampled_from([*STORY.split(" "), *OTHERS])


@given(st.lists(PIECES, max_size=40), st.sampled_from([" ", "", "  "]), st.dates() | st.none())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_mixture_of_words_is_read_with_right_offsets(
    reader: Reader, pieces: list[str], gap: str, published: date | None
) -> None:
    check(read_article(reader, Article("mixed", gap.join(pieces), published=published)))


@given(st.text(max_size=300))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_with_right_offsets(reader: Reader, text: str) -> None:
    check(read_article(reader, Article("any", text, published=DAY)))
