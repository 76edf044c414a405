"""The card and the article as HTML: right, complete, and never anything but text."""

from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.records import Actor, Excerpt, Place
from geo.view.cards import card, mark_styles, marked, reading_lines, report_names, whole_article
from geo.view.escape import escape, escape_markdown, safe_link
from geo.view.symbols import SYMBOLS
from tests.hostile import HOSTILE
from tests.made import article, incident

DANGEROUS = set("<>\"'\\`${}")


class Page(HTMLParser):
    """Collects the text, the tags and the attributes of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.said, self.tags, self.links = "", set(), []
        self.events: list[str] = []
        self.feed(html)
        self.close()

    def handle_data(self, data: str) -> None:
        self.said += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.events += [name for name, _ in attrs if name.startswith("on")]
        self.links += [value for name, value in attrs if name in ("href", "src")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_only_text(text: str) -> None:
    safe = escape(text)
    assert not DANGEROUS & set(safe)
    assert Page(f"<p title='{safe}'>{safe}</p>").said == "".join(c if ord(c) >= 32 else " " for c in text)


@given(st.text())
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    safe = escape(text)
    assert not DANGEROUS & set(safe)
    assert "&" not in safe.replace("&#", "")


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://news.example/a?b=c&d", True),
        ("HTTP://news.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("//news.example", False),
        ("https://", False),
        ("file:///etc/passwd", False),
        ("http://[bad", False),
        ("", False),
    ],
)
def test_only_web_addresses_become_links(url: str, kept: bool) -> None:
    assert bool(safe_link(url)) == kept


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_in_every_field_of_a_card_adds_no_tag_and_no_handler(text: str) -> None:
    plain = incident(1)
    place = Place(text, 1, 2, 3, "city", "IQ", text)
    spans = Excerpt("a1", 0, len(text), text, trigger=(0, 3), actors=((2, 5),), attributed_to=text, place_name=text)
    hostile = replace(
        plain, sub_event_type=text, place=place, actors=(Actor(text, text, "IQ", "target"),), source=text,
        excerpts=(spans, replace(spans, article_id="a2")), reasons=(text,), alternatives=(place,),
    )  # fmt: skip
    tame = replace(
        hostile, sub_event_type="x", place=replace(place, name="x", admin1="y"),
        actors=(Actor("x", "y", "IQ", "target"),), source="x", reasons=("x",), alternatives=(replace(place, name="x"),),
    )  # fmt: skip
    articles = {f"a{n}": article(n, text, source=text, title=text, url=text) for n in (1, 2)}
    found = Page(card(hostile, articles))
    assert found.events == []
    assert found.links == []
    assert found.tags == Page(card(tame, articles)).tags
    assert Page(reading_lines([hostile])).events == []
    assert Page(whole_article(articles["a1"], {"place": [(0, 2)]}, (1, len(text)))).events == []
    if text.isprintable():
        assert text in found.said


def test_words_are_marked_by_what_they_told_and_nothing_is_lost() -> None:
    text = "Rockets hit Najaf on Friday"
    html = marked(text, 100, {"trigger": [(100, 111)], "place": [(112, 117)], "date": [(121, 127)]})
    assert Page(html).said == text
    assert '<mark class="d-m d-where" title="where">Najaf</mark>' in html


@given(
    st.text(max_size=40),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=5),
)
def test_marks_that_overlap_lose_no_words(
    text: str, places: list[tuple[int, int]], days: list[tuple[int, int]]
) -> None:
    spoken = "".join(c if ord(c) >= 32 or c == "\n" else " " for c in text)
    assert Page(marked(text, 0, {"place": places, "date": days})).said == spoken


def test_a_card_says_how_sure_everything_is() -> None:
    said = Page(card(incident(1), {"a1": article(1, "Rockets fell near the town.")})).said
    for words in (
        "claimed by those who did it",
        "3 deaths (reports differ: 2 to 5)",
        "a town, within 8 km",
        "3 Jan 2020",
    ):
        assert words in said


def test_not_reported_is_not_none() -> None:
    silent = replace(incident(1), fatalities_low=None, fatalities_best=None, fatalities_high=None)
    nobody = replace(incident(1), fatalities_low=0, fatalities_best=0, fatalities_high=0, injured=0)
    assert "deaths not reported" in card(silent, {})
    assert "no deaths reported, nobody injured" in card(nobody, {})


def test_reports_that_differ_stand_side_by_side() -> None:
    one = Excerpt("a1", 0, 4, "text", fatalities=3, date_start=date(2020, 1, 3), status="occurred")
    two = replace(one, article_id="a2", fatalities=5)
    html = card(replace(incident(1), excerpts=(one, two)), {})
    assert '<td class="d-differs">5</td>' in html
    assert html.count("d-differs") == 1


def test_each_kind_has_its_mark_in_the_card() -> None:
    drawn = mark_styles("choose_")
    for number, kind in enumerate(SYMBOLS):
        assert f'<span class="d-symbol-{number}">' in card(replace(incident(1), event_type=kind), {})
        assert f".d-symbol-{number} {{" in drawn
    assert "d-symbol-6" in card(replace(incident(1), event_type="of a newer version"), {})


def test_reports_from_one_source_are_told_apart_by_their_titles() -> None:
    told = {"a1": article(1, "", "Daily", "One"), "a2": article(2, "", "Daily", "Two"), "a3": article(3, "", "Weekly")}
    assert list(report_names(["a1", "a2", "a3", "gone"], told).values()) == ["One", "Two", "Weekly", "gone"]


def test_what_no_report_says_is_not_compared() -> None:
    one = Excerpt("a1", 0, 4, "text", fatalities=3, status="occurred")
    html = card(replace(incident(1), excerpts=(one, replace(one, article_id="a2"))), {})
    assert ">Deaths</th>" in html
    assert ">Injured</th>" not in html


def test_the_passage_is_outlined_in_the_whole_article() -> None:
    text = "Before. Rockets fell. After."
    html = whole_article(article(1, text), {"trigger": [(8, 15)]}, (8, 21))
    assert text in Page(html).said
    assert '<span class="d-passage" id="d-passage"><mark class="d-m d-what"' in html


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_labels_show_text_as_it_stands(text: str) -> None:
    said = escape_markdown(text)
    assert "](" not in said
    assert "\n" not in said
