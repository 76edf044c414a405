"""The pages in every state, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.state import QueryParamsProxy
from streamlit.testing.v1 import AppTest

from geo.pages import state
from geo.pages.sidebar import names_meant
from geo.reading import Reader
from geo.records import Article, Reading
from geo.store.store import open_store
from geo.view.filters import Filters
from tests.hostile import HOSTILE
from tests.made import article, incident, never_the_same, several, stored

ROOT = Path(__file__).parent.parent
SECONDS = 60


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    stored(tmp_path, several()).close()
    monkeypatch.setenv("DATELINE_DATABASE", str(tmp_path / "incidents.db"))
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)


def head(page: AppTest) -> str:
    """The sentence above the map."""
    assert not page.exception, page.exception
    return next(one.value for one in page.subheader if "incident" in one.value)


def test_the_page_counts_what_it_shows(page: AppTest) -> None:
    assert head(page.run()) == "6 of 7 incidents, from 6 reports; 1 without a place, 1 without a date"


def test_a_filter_narrows_the_page_and_stands_in_the_address(page: AppTest) -> None:
    page.run()
    page.multiselect(key="filter_kinds").set_value(["Protests"]).run()
    assert head(page).startswith("1 of 7 incidents")
    assert page.query_params["kinds"] == "Protests"
    page.button(key="chip_0").click().run()
    assert head(page).startswith("6 of 7 incidents")
    assert "kinds" not in page.query_params


@pytest.mark.parametrize(
    ("field", "label", "chosen"),
    [
        ("statuses", "Happened", ("occurred",)),
        ("countries", "Iraq", ("IQ",)),
        ("kinds", "– Peaceful protest", ("Peaceful protest",)),
        ("sources", "nobody's paper", ()),
    ],
)
def test_a_label_with_the_count_of_a_run_before_still_means_its_choice(
    page: AppTest, field: str, label: str, chosen: tuple[str, ...]
) -> None:
    page.run()
    page.multiselect(key=f"filter_{field}").set_value([label]).run()  # sent as label and " (0)"
    assert not page.exception
    assert getattr(page.session_state.filters, field) == chosen


def test_labels_mean_the_names_before_their_counts() -> None:
    names = ["Radio (2)", "Radio", "Iraq"]
    assert names_meant(["Radio (2)", "Radio (3)", "Iraq (1,204)"], names) == ("Radio (2)", "Radio", "Iraq")
    assert names_meant(["Radio (2) (7)", "typed (by hand)"], names) == ("Radio (2)", "typed (by hand)")


def test_an_address_shows_the_same_view_again(page: AppTest) -> None:
    page.query_params["countries"] = ["IQ"]
    page.query_params["words"] = ["baghdad"]
    page.query_params["incident"] = ["i7"]
    assert head(page.run()).startswith("2 of 7 incidents")
    assert page.multiselect(key="filter_countries").value == ["IQ"]
    assert any("Shelling/artillery/missile attack" in one.value for one in page.html)
    assert page.query_params["incident"] == "i7"


def test_counts_beside_the_choices_follow_the_other_filters(page: AppTest) -> None:
    page.run()
    page.multiselect(key="filter_kinds").set_value(["Protests"]).run()
    assert page.multiselect(key="filter_countries").options == ["Iraq (1)"]
    assert page.multiselect(key="filter_kinds").value == ["Protests"]


def test_a_choice_keeps_its_value_when_its_count_changes(page: AppTest) -> None:
    page.run()
    page.multiselect(key="filter_countries").set_value(["IQ"]).run()
    page.multiselect(key="filter_kinds").set_value(["Protests"]).run()
    page.multiselect(key="filter_statuses").set_value([]).run()
    assert page.multiselect(key="filter_countries").value == ["IQ"]
    assert page.multiselect(key="filter_kinds").value == ["Protests"]
    assert page.query_params["statuses"] == "any"


def test_days_long_ago_can_be_asked_for(page: AppTest) -> None:
    page.query_params["date_from"] = ["0001-01-01"]
    page.query_params["date_to"] = ["1914-06-28"]
    assert head(page.run()).startswith("0 of 7")


def test_nothing_left_says_what_to_do(page: AppTest) -> None:
    page.query_params["words"] = ["no such word"]
    page.run()
    assert head(page).startswith("0 of 7 incidents")
    assert any("Take one away" in one.value for one in page.caption)


def test_where_nothing_passes_each_filter_that_is_in_the_way_can_be_taken_away(page: AppTest) -> None:
    page.query_params["kinds"] = ["Protests"]
    page.query_params["words"] = ["iran"]
    page.run()
    assert head(page).startswith("0 of 7")
    assert page.button(key="out_words").label == "Without the words: 1"
    page.button(key="out_words").click().run()
    assert head(page).startswith("1 of 7")


def test_an_incident_that_is_gone_says_so(page: AppTest) -> None:
    page.query_params["incident"] = ["never"]
    page.run()
    assert any("not in the store any more" in one.value for one in page.warning)


@pytest.mark.parametrize("query", [{"map": "north,pole"}, {"map": "99,0,3"}, {"date_from": "soon"}, {"area": "1,2"}])
def test_nonsense_in_the_address_is_no_error(page: AppTest, query: dict[str, str]) -> None:
    for name, value in query.items():
        page.query_params[name] = value
    assert head(page.run()).startswith("6 of 7")


def test_what_has_no_place_or_no_date_is_listed(page: AppTest) -> None:
    page.run()
    for tab, where in ((2, "no place"), (3, "Iran")):
        page.segmented_control(key="tab").set_value(tab).run()
        assert page.dataframe[0].value["Where"].tolist() == [where]


def test_a_database_that_cannot_be_used_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "broken.db").write_text("this is no database at all, it is a letter " * 40)
    monkeypatch.setenv("DATELINE_DATABASE", str(tmp_path / "broken.db"))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS).run()
    assert not page.exception
    assert len(page.error) == 1


def test_articles_without_incidents_lead_to_adding_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path / "quiet.db"))
    store.load(Reading(Article("a1", "Nothing happened."), (), ()))
    store.close()
    monkeypatch.setenv("DATELINE_DATABASE", str(tmp_path / "quiet.db"))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS).run()
    assert not page.exception
    assert "no incidents yet" in page.info[0].value


def test_hostile_text_everywhere_is_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path / "hostile.db"), find_same=never_the_same)
    for number, text in enumerate(HOSTILE, 1):
        one = incident(number, text)
        actors = tuple(replace(actor, name=text) for actor in one.actors)
        told = replace(one, actors=actors, place=replace(one.place, name=text) if one.place else None)
        store.load(Reading(article(number, text, source=text, title=text, url=text), (), (told,)))
    store.close()
    monkeypatch.setenv("DATELINE_DATABASE", str(tmp_path / "hostile.db"))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=SECONDS)
    page.query_params["incident"] = ["i3"]
    page.query_params["words"] = [HOSTILE[2]]
    page.query_params["actors"] = [HOSTILE[2]]
    assert head(page.run()).startswith("1 of 12 incidents")


@pytest.fixture
def adding(page: AppTest, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(state, "reader", lambda: reader)
    return page.run().switch_page("geo/pages/add.py").run()


def test_a_pasted_article_is_read_shown_and_saved(adding: AppTest) -> None:
    text = "A car bomb exploded in Mosul on Friday, killing four people, police said."
    adding.text_area[0].set_value(text)
    next(one for one in adding.date_input if one.label == "Published").set_value(date(2021, 3, 6))
    adding.button[0].click().run()
    assert not adding.exception
    assert "understood, nothing saved yet" in adding.subheader[0].value
    adding.button(key="save").click().run()
    assert "Saved 1 article" in adding.success[0].value


def test_an_article_without_a_day_asks_for_it(adding: AppTest) -> None:
    adding.text_area[0].set_value("Rockets hit a market in Mosul on Friday, killing two people.")
    adding.button[0].click().run()
    assert "does not say when it was published" in adding.warning[0].value
    asked = next(one for one in adding.date_input if one.label == "Published on")
    asked.set_value(date(2021, 3, 6)).run()
    assert not adding.warning
    assert any("5 Mar 2021" in one.value for one in adding.html)


def test_a_file_that_cannot_be_read_is_one_sentence_and_stops_no_other(adding: AppTest) -> None:
    adding.file_uploader[0].upload("broken.jsonl", b'{"title": "no text"}\n')
    adding.file_uploader[0].upload("good.txt", b"A bomb exploded in Mosul, killing two people.")
    adding.button[1].click().run()
    assert not adding.exception
    assert "broken" in adding.error[0].value
    assert "1 article" in adding.subheader[0].value


def test_nothing_pasted_says_what_to_do(adding: AppTest) -> None:
    adding.button[0].click().run()
    assert "paste an article first" in adding.error[0].value


def test_the_about_page_says_how_it_reads(page: AppTest) -> None:
    page.run().switch_page("geo/pages/about.py").run()
    assert not page.exception
    assert page.title[0].value == "About Dateline"


def test_an_address_still_on_its_way_to_the_browser_is_written_over(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[dict[str, list[str]]] = []
    write = QueryParamsProxy.from_dict

    def spy(params: QueryParamsProxy, query: dict[str, list[str]]) -> None:
        written.append(query)
        write(params, query)

    page.run()
    monkeypatch.setattr(QueryParamsProxy, "from_dict", spy)
    page.session_state.filters = Filters(countries=("IQ",))
    page.run()
    page.run()
    assert [query.get("countries") for query in written] == [["IQ"]]  # once, as long as nothing changes
    page.session_state.filters = Filters()
    page.query_params.clear()  # the browser asked for this run before it knew of Iraq
    page.run()
    assert written[-1] == {}


def test_while_the_days_play_the_address_waits_for_the_pause(page: AppTest) -> None:
    page.run()
    page.button(key="play").click().run()
    assert head(page)
    assert "from" not in " ".join(page.query_params)
    page.session_state.filters = Filters(countries=("IQ",))
    page.run()
    assert "countries" not in page.query_params
    page.button(key="play").click().run()
    assert page.query_params["countries"] == "IQ"
