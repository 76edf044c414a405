"""The store in a real PostgreSQL, started for these tests on this machine alone."""

import os
import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from geo.records import Article
from geo.store.store import Store, StoreError, open_store
from geo.view.generate import generate
from tests.test_store import everything, incident, join_excerpts, reading, same_place_and_day


def program(name: str) -> str:
    """A program of PostgreSQL, which Debian keeps out of the path."""
    found = shutil.which(name) or next(
        (str(path) for path in sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), reverse=True)), None
    )
    if found is None:
        pytest.fail(f"PostgreSQL's {name} is not installed: apt-get install postgresql")
    return found


def run_as(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root: then it runs as nobody, who owns the folder."""
    if os.geteuid() != 0:
        return []
    shutil.chown(folder, "nobody")
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a server's database, without its name."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        user = run_as(folder)
        data = folder / "data"
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.STDOUT, "cwd": folder}
        subprocess.run(
            [*user, program("initdb"), "-D", data, "-U", "dateline", "-A", "trust", "-E", "UTF8", "--no-sync"],
            check=True, **quiet,
        )  # fmt: skip
        options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories= -c fsync=off"
        control = [*user, program("pg_ctl"), "-D", data, "-w", "-o", options, "-l", folder / "log"]
        subprocess.run([*control, "start"], check=True, **quiet)
        try:
            yield f"postgresql://dateline@127.0.0.1:{port}"
        finally:
            subprocess.run([*user, program("pg_ctl"), "-D", data, "-m", "immediate", "stop"], check=True, **quiet)


@pytest.fixture
def url(server: str, request: pytest.FixtureRequest) -> str:
    """The address of a database of the test's own."""
    import psycopg

    name = f"test_{abs(hash(request.node.name))}"
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server}/{name}"


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = open_store(url, find_same=same_place_and_day, merge_two=join_excerpts)
    yield opened
    opened.close()


def test_what_is_stored_comes_back_exactly_and_twice_is_once(store: Store) -> None:
    first = reading("a1", incident("i1"), incident("i2", place=None, date_start=None, date_end=None))
    store.load(first)
    before = everything(store)
    assert store.article("a1") == first.article
    assert tuple(store.mentions("a1")) == first.mentions
    assert tuple(store.incidents()) == first.incidents
    assert store.load(first).unchanged
    assert everything(store) == before
    assert store.count() == {"articles": 1, "incidents": 2, "without_place": 1, "without_date": 1}


def test_reports_are_joined_and_taken_back(store: Store) -> None:
    store.load(reading("a1", incident("i1")))
    assert store.load(reading("a2", incident("i9", "a2"))).merged == 1
    assert [excerpt.article_id for excerpt in next(store.incidents()).excerpts] == ["a1", "a2"]
    store.remove("a1")
    assert [excerpt.article_id for excerpt in next(store.incidents()).excerpts] == ["a2"]


def test_the_tables_are_those_that_sqlite_gives(store: Store, tmp_path: Path) -> None:
    other = open_store(str(tmp_path / "test.db"))
    for opened in (store, other):
        opened.load_bulk(generate(300, seed=2, incidents_per_article=2))
        opened.load(reading("late", incident("late", "late")))
    mine, its = store.frame(), other.frame()
    for name in ("incidents", "actors", "excerpts", "articles"):
        first, second = getattr(mine, name), getattr(its, name)
        assert list(first.columns) == list(second.columns)
        for column in first.columns:
            assert first[column].dtype == second[column].dtype or str(first[column].dtype) == "category"
            assert first[column].astype("str").tolist() == second[column].astype("str").tolist()
    other.close()


def test_text_that_the_database_refuses_is_stored_at_its_length(store: Store) -> None:
    hostile = "a\x00b\ud800c'; DROP TABLE articles; --"
    store.load(replace(reading("a1", incident("i1")), article=Article("a1", hostile, hostile)))
    stored = store.article("a1")
    assert stored and len(stored.text) == len(hostile)
    assert store.incident("i1") == incident("i1")


def test_two_loaders_at_once_store_an_incident_once(url: str) -> None:
    stores = [open_store(url, find_same=same_place_and_day, merge_two=join_excerpts) for _ in range(2)]
    start = threading.Barrier(2)

    def load(number: int) -> None:
        start.wait()
        for step in range(10):
            article = f"a{number}-{step}"
            stores[number].load(reading(article, incident(f"i-{article}", article)))

    threads = [threading.Thread(target=load, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (whole,) = stores[0].incidents()
    assert len(whole.excerpts) == 20
    for opened in stores:
        opened.close()


def test_a_failure_in_the_middle_of_an_article_leaves_the_store_as_it_was(store: Store) -> None:
    store.load(reading("a1", incident("i1")))
    before = everything(store)
    broken = incident("i2", "a2", status="far too long a word for a status, which the database refuses")
    with pytest.raises(Exception, match="value too long"):
        store.load(reading("a2", incident("i3", "a2"), broken))
    assert everything(store) == before


def test_neighbours_and_answers_work_alike(store: Store) -> None:
    store.load(reading("a1", incident("i1")))
    assert [one.id for one in store.neighbours(incident("new", "new"))] == ["i1"]
    store.answers["question"] = "answer"
    store.answers["question"] = "another"
    assert dict(store.answers) == {"question": "another"}


def test_a_server_that_is_not_there_is_one_sentence_without_the_password() -> None:
    with pytest.raises(StoreError, match="can't be used as the store") as caught:
        open_store("postgresql://someone:secret@127.0.0.1:1/name")
    assert "secret" not in str(caught.value)
