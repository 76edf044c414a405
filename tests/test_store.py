"""Loading is idempotent and survives a kill; what is stored comes back exactly."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.records import Actor, Article, DateSpan, Excerpt, Incident, Mention, Place, Reading
from geo.store.rows import cells_around, grid_cell
from geo.store.store import Store, StoreError, open_store
from geo.view.generate import generate

ROOT = Path(__file__).parent.parent
MOSUL = Place("Mosul", 36.34, 43.13, 8.0, "city", "IQ", "Nineveh", 99072)


def incident(identifier: str, article_id: str = "a1", place: Place | None = MOSUL, **changes: object) -> Incident:
    excerpt = Excerpt(article_id, 0, 20, f"A bomb ({identifier}) exploded.", place_name="Mosul", fatalities=2)
    whole = Incident(
        id=identifier,
        event_type="Explosions/Remote violence",
        sub_event_type="Remote explosive/landmine/IED",
        status="occurred",
        attribution="fact",
        date_start=date(2021, 5, 3),
        date_end=date(2021, 5, 3),
        date_precision="day",
        place=place,
        actors=(Actor("Islamic State", "rebel group", "IQ", "perpetrator"),),
        fatalities_low=2,
        fatalities_best=2,
        fatalities_high=2,
        injured=None,
        excerpts=(excerpt,),
        confidence=0.9,
        reasons=("kind: 'bomb'",),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def reading(article_id: str, *incidents: Incident, text: str = "A bomb exploded in Mosul.") -> Reading:
    mentions = (
        Mention(article_id, "place", 19, 24, "Mosul", "Mosul", "literal", 0.97, MOSUL, alternatives=(MOSUL,)),
        Mention(article_id, "date", 0, 1, "A", date=DateSpan(date(2021, 5, 3), None, "day", "event", 1)),
        Mention(article_id, "actor", 2, 6, "bomb", "X", actor=Actor("X", "individual", "IQ"), reasons=("why",)),
    )
    return Reading(Article(article_id, text, "A title", date(2021, 5, 4), "Example", ""), mentions, incidents)


def same_place_and_day(one: Incident, others: Sequence[Incident]) -> Incident | None:
    return next((other for other in others if (other.place, other.date_start) == (one.place, one.date_start)), None)


def join_excerpts(first: Incident, second: Incident) -> Incident:
    return replace(first, excerpts=first.excerpts + second.excerpts)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(str(tmp_path / "test.db"), find_same=same_place_and_day, merge_two=join_excerpts)
    yield opened
    opened.close()


def everything(store: Store) -> tuple[object, ...]:
    articles = list(store.articles())
    return articles, list(store.incidents()), [store.mentions(article.id) for article in articles], store.revision()


def test_what_is_stored_comes_back_exactly(store: Store) -> None:
    first = reading("a1", incident("i1"), incident("i2", place=None, date_start=None, date_end=None))
    store.load(first)
    assert store.article("a1") == first.article
    assert tuple(store.mentions("a1")) == first.mentions
    assert tuple(store.incidents()) == first.incidents
    assert store.incident("i2") == first.incidents[1]
    assert store.count() == {"articles": 1, "incidents": 2, "without_place": 1, "without_date": 1}


def test_unknown_ids_give_none_and_nothing(store: Store) -> None:
    assert store.article("no") is None
    assert store.incident("no") is None
    assert store.mentions("no") == []
    assert list(store.incidents(["no"])) == []


def test_the_same_article_twice_changes_nothing(store: Store) -> None:
    one = reading("a1", incident("i1"))
    store.load(one)
    before = everything(store)
    assert store.load(one).unchanged
    assert everything(store) == before


def test_an_article_that_changes_replaces_its_own_reports(store: Store) -> None:
    store.load(reading("a1", incident("i1"), incident("i2", date_start=date(2020, 1, 1), date_end=date(2020, 1, 1))))
    store.load(reading("a1", incident("i1", status="denied"), text="No bomb exploded in Mosul."))
    assert [(one.id, one.status) for one in store.incidents()] == [("i1", "denied")]
    assert store.article("a1").text == "No bomb exploded in Mosul."  # type: ignore[union-attr]


def test_two_articles_on_one_incident_make_one_incident_with_two_reports(store: Store) -> None:
    store.load(reading("a1", incident("i1")))
    outcome = store.load(reading("a2", incident("i9", "a2")))
    assert (outcome.new, outcome.merged) == (0, 1)
    (whole,) = store.incidents()
    assert whole.id == "i1"
    assert [excerpt.article_id for excerpt in whole.excerpts] == ["a1", "a2"]
    assert len(store.frame().excerpts) == 2


def test_without_other_rules_incidents_are_compared_as_in_one_article(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "test.db"))
    store.load(reading("a1", incident("i1")))
    assert store.load(reading("a2", incident("i9", "a2"))).merged == 1
    weeks_later = incident("i3", "a3", date_start=date(2021, 5, 24), date_end=date(2021, 5, 24))
    assert store.load(reading("a3", weeks_later)).merged == 0
    assert [one.id for one in store.incidents()] == ["i1", "i3"]
    store.close()


@pytest.mark.parametrize(("gone", "left"), [("a1", ["a2", "a3"]), ("a2", ["a1", "a3"]), ("a3", ["a1", "a2"])])
def test_an_article_takes_only_its_own_report_out_of_a_shared_incident(
    store: Store, gone: str, left: list[str]
) -> None:
    for number in "123":
        store.load(reading(f"a{number}", incident(f"i{number}", f"a{number}")))
    assert store.remove(gone)
    (whole,) = store.incidents()
    assert whole.id == "i1"
    assert [excerpt.article_id for excerpt in whole.excerpts] == left
    for number in left:
        store.remove(number)
    assert store.count()["incidents"] == 0


def test_removing_an_unknown_article_says_so(store: Store) -> None:
    assert not store.remove("no")


def test_incidents_of_one_article_are_never_made_one_by_the_store(store: Store) -> None:
    store.load(reading("a1", incident("i1"), incident("i2")))
    assert store.count()["incidents"] == 2


def test_an_incident_id_that_is_taken_gets_a_number(store: Store) -> None:
    store.load(reading("a1", incident("i1")))
    store.load(reading("a2", incident("i1", "a2", date_start=date(2020, 1, 1), date_end=date(2020, 1, 1))))
    assert [one.id for one in store.incidents()] == ["i1", "i1-2"]


def test_a_failure_in_the_middle_of_an_article_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    def fails(one: Incident, others: Sequence[Incident]) -> Incident | None:
        raise RuntimeError(one.id)

    store = open_store(str(tmp_path / "test.db"), find_same=fails)
    store.load(reading("a1", incident("i1")))
    before = everything(store)
    with pytest.raises(RuntimeError):
        store.load(reading("a2", incident("i2", "a2"), incident("i3", "a2")))
    assert everything(store) == before
    store.close()


LOAD_FOREVER = """
import sys
from geo.view.generate import generate
from geo.store.store import open_store
store = open_store(sys.argv[1])
for reading in generate(100_000, incidents_per_article=20):
    store.load(reading)
    print(reading.article.id, flush=True)
"""


def test_a_kill_in_the_middle_loses_nothing_and_leaves_nothing_half_loaded(tmp_path: Path) -> None:
    database = tmp_path / "test.db"
    process = subprocess.Popen(
        [sys.executable, "-c", LOAD_FOREVER, str(database)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout
    loaded = [process.stdout.readline().strip() for _ in range(5)]
    time.sleep(0.05)
    process.send_signal(signal.SIGKILL)
    loaded += process.stdout.read().split()
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    store = open_store(str(database))
    kept = {article.id for article in store.articles()}
    assert set(loaded) <= kept
    for made in generate(20 * len(kept), incidents_per_article=20):
        assert made.article.id in kept
        assert tuple(store.incidents([one.id for one in made.incidents])) == made.incidents
    assert store.count()["incidents"] == 20 * len(kept)
    store.close()


def test_bulk_loading_stores_what_loading_one_by_one_stores(tmp_path: Path) -> None:
    made = list(generate(300, seed=4, incidents_per_article=3))
    bulk, single = open_store(str(tmp_path / "bulk.db")), open_store(str(tmp_path / "single.db"))
    assert bulk.load_bulk(made) == 300
    for one in made:
        single.load(one)
    assert everything(bulk)[:3] == everything(single)[:3]
    before = everything(bulk)
    assert all(bulk.load(one).unchanged for one in made)
    assert everything(bulk) == before
    bulk.close()
    single.close()


def test_the_tables_hold_what_the_records_hold(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "test.db"))
    store.load_bulk(generate(400, seed=2, incidents_per_article=2))
    store.remove("generated-2-0")
    tables, incidents = store.frame(), list(store.incidents())
    assert list(tables.incidents["id"]) == [one.id for one in incidents]
    for row, one in zip(tables.incidents.to_dict("records"), incidents, strict=True):
        assert row["sub_event_type"] == one.sub_event_type
        assert (row["latitude"] == one.place.latitude) if one.place else (row["latitude"] != row["latitude"])
        assert (row["date_start"].date() == one.date_start) if one.date_start else str(row["date_start"]) == "NaT"
        best = one.fatalities_best
        assert row["fatalities_best"] == best if best is not None else str(row["fatalities_best"]) == "nan"
    for position, group in tables.actors.groupby("incident"):
        expected = [(actor.name, actor.role) for actor in incidents[int(str(position))].actors]
        assert list(zip(group["name"], group["role"], strict=True)) == expected
    for row in tables.excerpts.to_dict("records"):
        (excerpt,) = incidents[row["incident"]].excerpts
        assert row["text"] == excerpt.text
        assert row["article_id"] == excerpt.article_id
    codes = tables.excerpts["article_id"].cat.codes
    assert list(tables.articles["id"][codes]) == list(tables.excerpts["article_id"])
    store.close()


def test_the_tables_show_each_change_at_once(store: Store) -> None:
    for number in range(4):
        store.load(reading(f"a{number}", incident(f"i{number}", f"a{number}", date_start=date(2021, number + 1, 1))))
        assert len(store.frame().incidents) == number + 1
    store.remove("a2")
    assert list(store.frame().incidents["id"]) == ["i0", "i1", "i3"]


@pytest.mark.parametrize("number", [0, 300])
def test_a_big_store_is_read_by_other_processes_with_the_same_result(
    tmp_path: Path, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(tmp_path / "a name with spaces?.db"))
    bare = incident("bare", "bare", place=None, date_start=None, date_end=None, fatalities_best=None, actors=())
    store.load(reading("bare", bare))
    store.load_bulk(generate(number, seed=2))
    slow = store.frame()
    monkeypatch.setattr("geo.store.flat.BIG", 0)
    monkeypatch.setattr("geo.store.flat._read", lambda *_: pytest.fail("not read by other processes"))
    quick = store.frame()
    assert quick.revision == slow.revision
    for name in ("incidents", "actors", "excerpts", "articles"):
        pd.testing.assert_frame_equal(getattr(quick, name), getattr(slow, name), check_categorical=False)
    store.remove("bare")
    assert len(store.frame().incidents) == number
    store.close()


def test_what_other_processes_cannot_read_is_read_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(str(tmp_path / "test.db"))
    store.load(reading("a1", incident("i1")))
    monkeypatch.setattr("geo.store.flat.BIG", 0)
    monkeypatch.setattr("geo.store.sqlite_reader.sys.executable", "/bin/false")
    assert list(store.frame().incidents["id"]) == ["i1"]
    store.close()


def test_an_empty_store_has_empty_tables(store: Store) -> None:
    tables = store.frame()
    assert [len(table) for table in (tables.incidents, tables.actors, tables.excerpts, tables.articles)] == [0] * 4
    assert str(tables.incidents["status"].dtype) == "category"
    assert str(tables.incidents["date_start"].dtype).startswith("datetime64")


def test_neighbours_are_near_in_place_and_time_only(store: Store) -> None:
    far = replace(MOSUL, name="Basra", latitude=30.5, longitude=47.8)
    province = replace(MOSUL, name="Iraq", latitude=33.0, longitude=44.0, precision="country")
    store.load_bulk(
        [
            reading("near", incident("near", "near", place=replace(MOSUL, latitude=36.9))),
            reading("later", incident("later", "later", date_start=date(2021, 5, 5), date_end=date(2021, 5, 5))),
            reading("month", incident("month", "month", date_start=date(2021, 5, 1), date_end=date(2021, 5, 31))),
            reading("far", incident("far", "far", place=far)),
            reading("past", incident("past", "past", date_start=date(2021, 4, 1), date_end=date(2021, 4, 2))),
            reading("area", incident("area", "area", place=province)),
            reading("no", incident("no", "no", place=None)),
        ]
    )
    found = {one.id for one in store.neighbours(incident("new", "new"))}
    assert found == {"near", "later", "month", "area", "no"}


def test_neighbours_without_a_first_day_are_those_whose_last_possible_day_is_near(store: Store) -> None:
    undated = {"date_start": None, "date_precision": "on_or_before"}
    store.load_bulk(
        [
            reading("near", incident("near", "near", **undated, date_end=date(2021, 5, 5))),
            reading("past", incident("past", "past", **undated, date_end=date(2021, 4, 5))),
        ]
    )
    assert [one.id for one in store.neighbours(incident("new", "new"))] == ["near"]


def test_neighbours_of_an_incident_without_a_place_are_in_its_actors_countries(store: Store) -> None:
    elsewhere = replace(MOSUL, name="Lima", latitude=-12.0, longitude=-77.0, country_code="PE")
    store.load_bulk(
        [
            reading("here", incident("here", "here")),
            reading("there", incident("there", "there", place=elsewhere)),
            reading("nowhere", incident("nowhere", "nowhere", place=None)),
        ]
    )
    iraqi = (Actor("Iraq", "state forces", "IQ", "target"),)
    found = {one.id for one in store.neighbours(incident("new", "new", place=None, actors=iraqi))}
    assert found == {"here", "nowhere"}
    undated = {"date_start": None, "date_end": None, "date_precision": "unknown"}
    assert store.neighbours(incident("lost", "new", place=None, actors=iraqi, **undated)) == []


@pytest.mark.parametrize(
    ("latitude", "longitude", "near_latitude", "near_longitude"),
    [(0.5, 179.9, 0.4, -179.9), (89.5, 10.0, 89.5, -170.0), (-90.0, 0.0, -89.9, 90.0), (64.9, 0.1, 64.2, 358.2 - 360)],
)
def test_cells_reach_over_the_date_line_and_around_the_poles(
    latitude: float, longitude: float, near_latitude: float, near_longitude: float
) -> None:
    assert grid_cell(near_latitude, near_longitude) in cells_around(latitude, longitude)


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(-0.9, 0.9), st.floats(-0.9, 0.9))
def test_every_point_within_a_degree_lies_in_the_cells_around(
    latitude: float, longitude: float, north: float, east: float
) -> None:
    near = max(-90.0, min(90.0, latitude + north))
    assert grid_cell(near, (longitude + east + 180) % 360 - 180) in cells_around(latitude, longitude)


def test_neighbours_are_looked_up_in_a_big_store_without_reading_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(str(tmp_path / "test.db"))
    made = list(generate(5_000, seed=3))
    store.load_bulk(made)
    read = []
    monkeypatch.setattr("geo.store.store.from_text", lambda record: read.append(record))
    for one in made[:100]:
        store.neighbours(one.incidents[0])
    assert 0 < len(read) / 100 < 25
    with sqlite3.connect(tmp_path / "test.db") as database:
        query = "EXPLAIN QUERY PLAN SELECT number FROM incidents WHERE cell IN (1, 2) AND date_start > 'a'"
        assert "incidents_by_cell_and_day" in str(database.execute(query).fetchall())
    database.close()
    store.close()


TEXTS = st.text(st.characters(exclude_categories=()), max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(TEXTS, TEXTS, st.one_of(st.none(), st.dates()))
def test_text_of_any_kind_is_stored_at_its_length(store: Store, title: str, words: str, day: date | None) -> None:
    store.remove("a1")
    one = incident("i1", date_start=day, date_end=day, excerpts=(Excerpt("a1", 0, len(words), words),))
    store.load(replace(reading("a1", one), article=Article("a1", words, title, day)))
    stored = store.article("a1")
    assert stored and len(stored.text) == len(words) and stored.published == day
    assert store.incident("i1") == one


def test_answers_of_geocoders_are_kept_like_a_dictionary(store: Store) -> None:
    store.answers["nominatim: Mosul"] = "[36.3, 43.1]"
    store.answers["nominatim: Mosul"] = "[36.34, 43.13]"
    store.answers["nominatim: Nowhere"] = "null"
    assert dict(store.answers) == {"nominatim: Mosul": "[36.34, 43.13]", "nominatim: Nowhere": "null"}
    del store.answers["nominatim: Nowhere"]
    assert len(store.answers) == 1
    assert store.answers.get("nominatim: Nowhere") is None
    with pytest.raises(KeyError):
        del store.answers["nominatim: Nowhere"]


def test_the_environment_names_the_database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_DATABASE", f"sqlite:///{tmp_path}/deep/other.db")
    open_store().close()
    assert (tmp_path / "deep" / "other.db").exists()


@pytest.mark.parametrize(
    ("url", "said"),
    [("nonsense://", "no driver"), ("oracle://host/name", "driver"), ("://x", "is no database URL")],
)
def test_a_database_that_cannot_be_used_is_one_sentence(url: str, said: str) -> None:
    with pytest.raises(StoreError, match=said):
        open_store(url)


def test_a_file_that_is_no_database_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear Sir or Madam, " * 100)
    with pytest.raises(StoreError, match="letter.db: can't be used as the store"):
        open_store(str(tmp_path / "letter.db"))


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught:
        open_store("postgresql://someone:secret@127.0.0.1:1/name")
    assert "secret" not in str(caught.value)


def test_readers_see_a_whole_state_while_another_process_writes(store: Store, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "test.db"))
    for made in generate(20, incidents_per_article=2):
        store.load(made)
        assert other.count()["incidents"] == 2 * other.count()["articles"]
        assert other.revision() == store.revision()
    other.close()
